//! Reading an export and fitting its populations.
#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench may stop; criterion's macros are undocumented"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use exocast_core::options::Options as _;
use exocast_core::{SeedPlan, Share};
use exocast_vesicle::{
    Component, LognormalMixture, Options, SizeDistribution, instrument, simulate::SimulatedExport,
};

fn truth() -> LognormalMixture {
    let component = |weight: f64, median, gsd| {
        Component::new(Share::new(weight).unwrap(), median, gsd).unwrap()
    };
    let components = vec![component(0.7, 90.0, 1.25), component(0.3, 220.0, 1.35)];
    LognormalMixture::new(components).unwrap()
}

fn sizing(criterion: &mut Criterion) {
    let export = SimulatedExport::new("bench", truth(), 1e11);
    let text = export.nanosight(SeedPlan::new(1)).unwrap();
    criterion.bench_function("read NanoSight 3.4, five videos", |bencher| {
        bencher.iter(|| instrument::read(black_box(text.as_bytes()), "bench.csv").unwrap());
    });
    let measurement = instrument::read(text.as_bytes(), "bench.csv").unwrap();
    let sizes: Vec<&SizeDistribution> = measurement.replicates.iter().map(|r| &r.sizes).collect();
    let pooled = SizeDistribution::average(&sizes).unwrap();
    let mut options = Options::default();
    options.components = 3;
    let options = options.check().unwrap();
    criterion.bench_function("fit 1 to 3 populations to 1000 bins", |bencher| {
        bencher.iter(|| LognormalMixture::fit(black_box(&pooled), &options, SeedPlan::new(1)));
    });
}

criterion_group!(benches, sizing);
criterion_main!(benches);
