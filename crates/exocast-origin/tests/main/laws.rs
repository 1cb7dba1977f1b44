//! Laws that hold for any input.

use exocast_core::{LabelledMatrix, SeedPlan, options::Options as _};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Nnls, Options, Scaling, Signature, Specificity,
    enrich::FeatureSets,
};
use ndarray::Array2;
use proptest::prelude::*;

use super::twins::{lawson_hanson, richardson_lucy};

fn matrix(rows: &[String], columns: &[String], values: &Array2<f64>) -> LabelledMatrix {
    LabelledMatrix::new(rows.to_vec(), columns.to_vec(), values.iter().copied().collect()).unwrap()
}

fn names(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|i| format!("{prefix}{i}")).collect()
}

fn options(method: Method, unknown: bool) -> Options {
    with!(Options::default(), method: method, unknown: unknown, resamples: 0, permutations: 0)
}

fn run(signature: &Array2<f64>, cargo: &Array2<f64>, options: Options) -> Deconvolution {
    let features = names("f", signature.nrows());
    let sources = names("s", signature.ncols());
    let samples = names("x", cargo.ncols());
    let signature = Signature::new(matrix(&features, &sources, signature)).unwrap();
    let cargo = Cargo::new(matrix(&features, &samples, cargo)).unwrap();
    let options = options.check().unwrap();
    Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(7)).unwrap()
}

fn shares(result: &Deconvolution) -> Vec<f64> {
    result.samples[0].shares.iter().map(|share| share.rna_share.unwrap()).collect()
}

/// Features × sources with every column above zero somewhere, and a mixture of them.
fn problem() -> impl Strategy<Value = (Array2<f64>, Vec<f64>)> {
    (8_usize..30, 2_usize..6).prop_flat_map(|(n, k)| {
        let entry = prop_oneof![1 => Just(0.0), 4 => 0.01_f64..100.0];
        (prop::collection::vec(entry, n * k), prop::collection::vec(0.1_f64..5.0, k)).prop_map(
            move |(values, w)| {
                let mut s = Array2::from_shape_vec((n, k), values).unwrap();
                for j in 0..k {
                    s[[j, j]] += 50.0;
                }
                (s, w)
            },
        )
    })
}

fn noisy(s: &Array2<f64>, w: &[f64], noise: &[f64]) -> Vec<f64> {
    s.rows()
        .into_iter()
        .enumerate()
        .map(|(i, row)| row.iter().zip(w).map(|(s, w)| s * w).sum::<f64>() * noise[i % noise.len()])
        .collect()
}

fn column(y: &[f64]) -> Array2<f64> {
    Array2::from_shape_vec((y.len(), 1), y.to_vec()).unwrap()
}

fn close(a: &[f64], b: &[f64], tolerance: f64) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.len(), b.len());
    for (x, y) in a.iter().zip(b) {
        prop_assert!((x - y).abs() <= tolerance, "{:?} is not {:?}", a, b);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn gram_nnls_is_its_plain_twin_and_optimal(
        (s, w) in problem(), noise in prop::collection::vec(0.0_f64..3.0, 5)
    ) {
        let y = noisy(&s, &w, &noise);
        let table = matrix(&names("f", s.nrows()), &names("s", s.ncols()), &s);
        let ours = Nnls::new(&table).solve(&y);
        let plain = lawson_hanson(s.view(), &y);
        let size = ours.iter().copied().fold(1e-3, f64::max);
        close(&ours, &plain, 1e-9 * size)?;
        // Karush–Kuhn–Tucker: the gradient is zero where w > 0, and not above zero elsewhere.
        let largest = y.iter().copied().fold(1.0, f64::max);
        for (j, w) in ours.iter().enumerate() {
            let gradient: f64 = s.rows().into_iter().zip(&y).map(|(row, y)| {
                row[j] * (y - row.iter().zip(&ours).map(|(s, w)| s * w).sum::<f64>())
            }).sum();
            let tolerance = 1e-9 * largest * 150.0 * y.len() as f64;
            prop_assert!(*w >= 0.0 && gradient <= tolerance);
            prop_assert!(*w <= 0.0 || gradient.abs() <= tolerance);
        }
    }

    #[test]
    fn plain_poisson_is_its_plain_twin(
        (s, w) in problem(), noise in prop::collection::vec(0.5_f64..2.0, 5)
    ) {
        let y = noisy(&s, &w, &noise);
        let result = run(&s, &column(&y), options(Method::Poisson, false));
        let ours: Vec<f64> =
            result.samples[0].shares.iter().map(|share| share.coefficient.unwrap()).collect();
        let plain = richardson_lucy(s.view(), &y, 0.0, 20_000);
        let likelihood = |w: &[f64]| -> f64 {
            s.rows().into_iter().zip(&y).map(|(row, y)| {
                let m: f64 = row.iter().zip(w).map(|(s, w)| s * w).sum();
                if *y > 0.0 { y * m.ln() - m } else { -m }
            }).sum()
        };
        let (a, b) = (likelihood(&ours), likelihood(&plain));
        prop_assert!(a >= b - 1e-7 * (1.0 + b.abs()), "{} below {}", a, b);
        let size = plain.iter().copied().fold(1e-3, f64::max);
        close(&ours, &plain, 5e-3 * size)?;
    }

    #[test]
    fn shares_are_shares(
        (s, w) in problem(),
        noise in prop::collection::vec(0.0_f64..3.0, 5),
        method in prop_oneof![
            Just(Method::Auto), Just(Method::Nnls), Just(Method::Poisson),
            Just(Method::NegativeBinomial)
        ],
        scaling in prop_oneof![Just(Scaling::AsGiven), Just(Scaling::PerRna), Just(Scaling::PerCell)],
        unknown in any::<bool>(),
    ) {
        let y = noisy(&s, &w, &noise);
        prop_assume!(y.iter().sum::<f64>() > 0.0);
        let result = run(&s, &column(&y), with!(options(method, unknown), scaling: scaling));
        let shares = shares(&result);
        prop_assert_eq!(shares.len(), s.ncols() + usize::from(unknown));
        prop_assert!(shares.iter().all(|share| (0.0..=1.0 + 1e-12).contains(share)));
        prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_scale_of_cargo_is_irrelevant(
        (s, w) in problem(),
        noise in prop::collection::vec(0.5_f64..2.0, 5),
        factor in prop_oneof![Just(0.001), Just(0.37), Just(512.0)],
        unknown in any::<bool>(),
    ) {
        let y: Vec<f64> = noisy(&s, &w, &noise).iter().map(|y| y + 0.123).collect();
        let scaled: Vec<f64> = y.iter().map(|y| y * factor).collect();
        for (method, tolerance) in [(Method::Nnls, 1e-6), (Method::Poisson, 1e-3)] {
            let a = shares(&run(&s, &column(&y), options(method, unknown)));
            let b = shares(&run(&s, &column(&scaled), options(method, unknown)));
            close(&a, &b, tolerance)?;
        }
    }

    #[test]
    fn order_is_irrelevant(
        (s, w) in problem(), noise in prop::collection::vec(0.5_f64..2.0, 5)
    ) {
        let y = noisy(&s, &w, &noise);
        let features: Vec<usize> = (0..s.nrows()).rev().collect();
        let sources: Vec<usize> = (0..s.ncols()).rev().collect();
        let turned = Array2::from_shape_fn(s.dim(), |(i, j)| s[[features[i], sources[j]]]);
        let turned_y: Vec<f64> = features.iter().map(|&i| y[i]).collect();
        for method in [Method::Nnls, Method::Poisson] {
            let a = shares(&run(&s, &column(&y), options(method, true)));
            let mut b = shares(&run(&turned, &column(&turned_y), options(method, true)));
            let k = s.ncols();
            b[..k].reverse();
            close(&a, &b, 1e-4)?;
        }
    }

    #[test]
    fn exact_mixtures_are_recovered((s, w) in problem()) {
        let y = noisy(&s, &w, &[1.0]);
        let sum: f64 = w.iter().sum();
        let truth: Vec<f64> = w.iter().map(|w| w / sum).collect();
        for method in [Method::Nnls, Method::Poisson] {
            close(&shares(&run(&s, &column(&y), options(method, false))), &truth, 1e-5)?;
        }
    }

    #[test]
    fn a_doubled_source_splits_its_share((s, w) in problem(), factor in 0.2_f64..5.0) {
        let y = noisy(&s, &w, &[0.9, 1.1, 1.0]);
        let k = s.ncols();
        let doubled = Array2::from_shape_fn((s.nrows(), k + 1), |(i, j)| {
            if j < k { s[[i, j]] } else { factor * s[[i, 0]] }
        });
        let options = with!(options(Method::Poisson, true), scaling: Scaling::PerRna);
        let once = shares(&run(&s, &column(&y), options.clone()));
        let twice = run(&doubled, &column(&y), options);
        let estimate = shares(&twice);
        prop_assert!((estimate[0] - estimate[k]).abs() < 1e-9);
        prop_assert!((estimate[0] + estimate[k] - once[0]).abs() < 1e-4);
        let identity = &twice.identifiability.sources[0];
        let twin = format!("s{k}");
        prop_assert!(identity.together.contains(&twin));
        prop_assert!(identity.vif.is_some_and(f64::is_infinite));
        prop_assert!(twice.identifiability.condition_number > 1e6);
    }

    #[test]
    fn readers_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Signature::read(bytes.as_slice(), "bytes");
        let _ = Cargo::read(bytes.as_slice(), "bytes");
        let _ = FeatureSets::read(bytes.as_slice(), "bytes");
    }

    #[test]
    fn specificity_knows_no_unit(profile in prop::collection::vec(0.0_f64..9.0, 2..12), unit in 0.1_f64..9.0) {
        prop_assume!(profile.iter().sum::<f64>() > 0.0);
        let scaled: Vec<f64> = profile.iter().map(|x| x * unit).collect();
        let (a, b) = (Specificity::from_profile(&profile).unwrap(), Specificity::from_profile(&scaled).unwrap());
        close(&[a.tau, a.gini, a.jensen_shannon], &[b.tau, b.gini, b.jensen_shannon], 1e-9)?;
        prop_assert!((0.0..=1.0 + 1e-12).contains(&a.tau));
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_other_intervals() {
    let s = Array2::from_shape_fn((20, 3), |(i, j)| if i % 3 == j { 90.0 } else { 3.0 + i as f64 });
    let y: Vec<f64> =
        noisy(&s, &[3.0, 2.0, 1.0], &[0.8, 1.3, 1.0]).iter().map(|y| y.round()).collect();
    let cargo = column(&y);
    let options = with!(Options::default(), resamples: 40, permutations: 99);
    let bytes = |result: &Deconvolution| {
        let mut out = Vec::new();
        result.origin_table().write_tsv(&mut out).unwrap();
        result.diagnostics_table().write_tsv(&mut out).unwrap();
        out
    };
    let first = run(&s, &cargo, options.clone());
    assert_eq!(bytes(&first), bytes(&run(&s, &cargo, options.clone())));
    let features = names("f", 20);
    let signature = Signature::new(matrix(&features, &names("s", 3), &s)).unwrap();
    let cargo = Cargo::new(matrix(&features, &names("x", 1), &cargo)).unwrap();
    let options = options.check().unwrap();
    let factors = Factors::default();
    let other =
        Deconvolution::run(&signature, &cargo, &factors, &options, SeedPlan::new(8)).unwrap();
    assert_ne!(bytes(&first), bytes(&other));
    for share in &first.samples[0].shares {
        let interval = share.interval.unwrap();
        assert!(interval.contains(share.rna_share.unwrap()) && interval.low >= 0.0);
        assert!(interval.high <= 1.0 + 1e-12);
    }
}
