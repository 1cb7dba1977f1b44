//! Speed of the solver alone, and of a whole sample.
#![allow(missing_docs, reason = "criterion's macros make an undocumented function")]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _};
use exocast_origin::{Cargo, Deconvolution, Factors, Nnls, Options, Signature};
use ndarray::Array2;

/// A signature without structure: the same numbers in every run.
fn signature(features: usize, sources: usize) -> Array2<f64> {
    let mut state = 1_u64;
    Array2::from_shape_fn((features, sources), |_| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 40) as f64 / 1.6e7 * 8.0).exp()
    })
}

fn mixture(signature: &Array2<f64>, sample: usize) -> Vec<f64> {
    let k = signature.ncols();
    signature
        .rows()
        .into_iter()
        .enumerate()
        .map(|(f, row)| {
            let mean: f64 =
                row.iter().enumerate().map(|(j, s)| s * ((j + sample) % k) as f64).sum();
            (mean * (0.8 + 0.4 * ((f * 7 + sample) % 10) as f64 / 10.0)).round()
        })
        .collect()
}

fn benches(criterion: &mut Criterion) {
    let names = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let s = signature(547, 22);
    let samples: Vec<Vec<f64>> = (0..1000).map(|i| mixture(&s, i)).collect();
    let table = LabelledMatrix::new(names("f", 547), names("s", 22), s.iter().copied().collect());
    let Ok(table) = table else { return };
    let solver = Nnls::new(&table);
    criterion.bench_function("nnls 547 x 22, 1000 samples", |bencher| {
        bencher.iter(|| samples.iter().map(|y| solver.solve(black_box(y))[0]).sum::<f64>());
    });

    let s = signature(257, 23);
    let table = LabelledMatrix::new(names("f", 257), names("s", 23), s.iter().copied().collect());
    let cargo = LabelledMatrix::new(names("f", 257), names("x", 1), mixture(&s, 3));
    let (Ok(table), Ok(cargo)) = (table, cargo) else { return };
    let (Ok(table), Ok(cargo)) = (Signature::new(table), Cargo::new(cargo)) else { return };
    let Ok(options) = Options::default().check() else { return };
    let mut group = criterion.benchmark_group("deconvolution");
    group.sample_size(10);
    group.bench_function("auto 257 x 23, 200 resamples", |bencher| {
        let none = Factors::default();
        bencher
            .iter(|| Deconvolution::run(&table, &cargo, &none, &options, SeedPlan::new(1)).is_ok());
    });
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
