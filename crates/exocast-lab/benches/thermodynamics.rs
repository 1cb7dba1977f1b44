//! Duplexes, accessibility and scans of synthetic sequences.

#![allow(missing_docs, reason = "criterion's macros write functions of their own")]

use exocast_core::options::Options as _;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use exocast_core::{Base, Rna};
use exocast_target::{
    AccessOptions, Accessibility, DuplexFolder, DuplexOptions, EnergyModel, Mirna, RareScanner,
    RareType, ScanOptions, SiteScanner,
};

/// Random nucleotides from a linear congruential generator.
fn random(state: &mut u64, count: usize) -> Vec<Base> {
    let mut next = || {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        Base::KNOWN[usize::from((*state >> 62) as u8)]
    };
    (0..count).map(|_| next()).collect()
}

fn benches(c: &mut Criterion) {
    let (mut state, model) = (7, EnergyModel::turner2004());
    let guide = random(&mut state, 22);
    let letters: String = guide.iter().map(ToString::to_string).collect();
    let rna: Rna = letters.parse().unwrap_or_default();
    let mirnas: Vec<Mirna> = Mirna::new("miR", rna).into_iter().collect();
    let mut folder = DuplexFolder::new(&model);
    let short = random(&mut state, 42);
    c.bench_function("duplex of 22 and 42 nt", |b| {
        b.iter(|| folder.best(black_box(&guide), &short));
    });

    let mut group = c.benchmark_group("along a sequence");
    let options = AccessOptions::default().check();
    let Ok(duplexes) = DuplexOptions::default().check() else { return };
    for length in [1000, 4000, 16_000] {
        let sequence = random(&mut state, length);
        group.throughput(Throughput::Elements(length as u64));
        group.bench_function(BenchmarkId::new("duplex sites", length), |b| {
            b.iter(|| folder.sites(&guide, &sequence, &duplexes));
        });
        let scanner = SiteScanner::new(&mirnas, &ScanOptions::default());
        group.bench_function(BenchmarkId::new("scan", length), |b| {
            b.iter(|| {
                let mut sites = 0;
                scanner.scan(&sequence, |_| sites += 1);
                sites
            });
        });
        let rare = RareScanner::new(&mirnas, &RareType::ALL);
        group.bench_function(BenchmarkId::new("rare sites", length), |b| {
            b.iter(|| rare.scan(&sequence));
        });
        if let Ok(options) = &options {
            let access = Accessibility::new(&model, options);
            group.sample_size(10).bench_function(BenchmarkId::new("accessibility", length), |b| {
                b.iter(|| access.unpaired(&sequence, 14));
            });
        }
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
