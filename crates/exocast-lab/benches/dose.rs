//! Dose of a few hundred miRNAs with the default number of draws.
#![allow(clippy::expect_used, missing_docs, reason = "a bench stops where its input is wrong")]

use criterion::{Criterion, criterion_group, criterion_main};
use exocast_core::{Interval, SeedPlan, options::Options as _};
use exocast_transfer::{Cargo, CargoEntry, Options, dose};

fn bench(criterion: &mut Criterion) {
    let entry = |i: u32| {
        let copies = 0.008 / f64::from(i + 1);
        CargoEntry::measured(format!("miR-{i}"), Interval::new(copies, copies / 3.0, copies * 3.0))
    };
    let cargo = Cargo::new((0..300).map(entry).collect());
    let options = Options::default().check().expect("defaults are possible");
    criterion.bench_function("dose of 300 miRNAs", |b| {
        b.iter(|| dose(&cargo, None, &options, SeedPlan::new(1)).expect("a possible cargo"));
    });
}

criterion_group!(benches, bench);
criterion_main!(benches);
