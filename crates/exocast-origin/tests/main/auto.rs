//! Laws of `auto` on counts of a mixture, by the whole path with draws and gates.

use exocast_core::{LabelledMatrix, SeedPlan, Stream, options::Options as _};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Notice, Options, SampleOrigin, Signature,
};
use ndarray::Array2;
use rand::RngExt;
use rand_distr::{Distribution, Gamma, LogNormal, Poisson};

const SAMPLES: usize = 3;

/// Signature, features × sources, and counts of samples of it.
fn problem(seed: u64, features: usize) -> (Array2<f64>, Array2<f64>) {
    let mut rng = SeedPlan::new(seed).stream("auto", 0);
    let draw = LogNormal::new(1.5, 1.5).unwrap();
    let s = Array2::from_shape_fn((features, 4), |_| draw.sample(&mut rng));
    let mut parts = || -> Vec<f64> { (0..4).map(|_| rng.random::<f64>()).collect() };
    let parts: Vec<Vec<f64>> = (0..SAMPLES).map(|_| parts()).collect();
    let mut rng = SeedPlan::new(seed).stream("auto", 1);
    let y = Array2::from_shape_fn((features, SAMPLES), |(f, x)| {
        let mean: f64 = (0..4).map(|j| parts[x][j] * s[[f, j]]).sum();
        counted(mean, &mut rng)
    });
    (s, y)
}

/// Negative binomial, dispersion 0.1.
fn counted(mean: f64, rng: &mut Stream) -> f64 {
    let rate: f64 = Gamma::new(10.0, 0.1 * mean).unwrap().sample(rng);
    if rate > 0.0 { Poisson::new(rate).unwrap().sample(rng) } else { 0.0 }
}

fn run(
    rows: &[usize],
    columns: &[usize],
    s: &Array2<f64>,
    y: &Array2<f64>,
    method: Method,
) -> Deconvolution {
    let features: Vec<String> = rows.iter().map(|f| format!("f{f}")).collect();
    let names = columns.iter().map(|j| format!("s{j}")).collect();
    let values = rows.iter().flat_map(|&f| columns.iter().map(move |&j| s[[f, j]])).collect();
    let signature = LabelledMatrix::new(features.clone(), names, values).unwrap();
    let names = (0..SAMPLES).map(|x| format!("x{x}")).collect();
    let values = rows.iter().flat_map(|&f| (0..SAMPLES).map(move |x| y[[f, x]])).collect();
    let cargo = LabelledMatrix::new(features, names, values).unwrap();
    let options =
        with!(Options::default(), method: method, resamples: 60, permutations: 99).check().unwrap();
    Deconvolution::run(
        &Signature::new(signature).unwrap(),
        &Cargo::new(cargo).unwrap(),
        &Factors::default(),
        &options,
        SeedPlan::new(2),
    )
    .unwrap()
}

fn share(sample: &SampleOrigin, source: &str) -> f64 {
    sample.shares.iter().find(|share| share.source == source).unwrap().rna_share.unwrap()
}

fn same_shares(a: &Deconvolution, b: &Deconvolution) {
    for (a, b) in a.samples.iter().zip(&b.samples) {
        for of_source in &a.shares {
            let (left, right) = (share(a, &of_source.source), share(b, &of_source.source));
            // Shares are means of draws: a rounding apart, chains of draws part.
            assert!(
                (left - right).abs() < 0.03,
                "{}: {left} is not {right}: {:?} {:?}",
                of_source.source,
                a.method,
                b.method
            );
        }
        assert_eq!(a.verdict, b.verdict);
    }
}

fn range(n: usize) -> Vec<usize> {
    (0..n).collect()
}

#[test]
fn scale_and_order_are_irrelevant() {
    for seed in 0..2 {
        let (s, y) = problem(seed, 60);
        let result = run(&range(60), &range(4), &s, &y, Method::Auto);
        for factor in [0.37, 10.0, 1e-6] {
            let scaled = y.mapv(|y| y * factor);
            same_shares(&result, &run(&range(60), &range(4), &s, &scaled, Method::Auto));
        }
        let (rows, columns): (Vec<usize>, Vec<usize>) =
            ((0..60).map(|f| f * 37 % 60).collect(), vec![2, 0, 3, 1]);
        same_shares(&result, &run(&rows, &columns, &s, &y, Method::Auto));
    }
}

#[test]
fn every_method_gives_shares_with_intervals() {
    let (s, y) = problem(9, 40);
    for method in [
        Method::Auto,
        Method::Nnls,
        Method::WeightedNnls,
        Method::NuSvr,
        Method::Robust,
        Method::Dwls,
        Method::Poisson,
        Method::NegativeBinomial,
        Method::LogNormal,
    ] {
        for sample in run(&range(40), &range(4), &s, &y, method).samples {
            let sum: f64 = sample.shares.iter().filter_map(|share| share.rna_share).sum();
            assert!((sum - 1.0).abs() < 1e-9, "{method}: {sum}");
            for share in &sample.shares {
                let interval = share.interval.unwrap();
                assert!(share.rna_share.unwrap() >= 0.0 && interval.low >= 0.0, "{method}");
                assert!(interval.high <= 1.0 + 1e-12, "{method}");
            }
            let gates = sample.diagnostics.gates(4);
            assert_eq!(gates.iter().map(|gate| gate.verdict).min(), Some(sample.verdict));
        }
    }
}

#[test]
fn more_draws_than_usual_keep_the_intervals() {
    let (s, y) = problem(4, 60);
    let names = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect();
    let table = |columns: Vec<String>, values: &Array2<f64>| {
        LabelledMatrix::new(names("f", 60), columns, values.iter().copied().collect()).unwrap()
    };
    let options = with!(Options::default(), resamples: 2000, permutations: 0);
    let result = Deconvolution::run(
        &Signature::new(table(names("s", 4), &s)).unwrap(),
        &Cargo::new(table(names("x", SAMPLES), &y)).unwrap(),
        &Factors::default(),
        &options.check().unwrap(),
        SeedPlan::new(1),
    );
    let shares = result.unwrap().samples.remove(0).shares;
    assert!(shares.iter().all(|share| share.interval.is_some()));
}

#[test]
fn a_doubled_source_splits_its_share_and_is_flagged() {
    let (s, y) = problem(5, 80);
    let doubled =
        Array2::from_shape_fn((80, 5), |(f, j)| if j < 4 { s[[f, j]] } else { s[[f, 1]] });
    let once = run(&range(80), &range(4), &s, &y, Method::Auto);
    let twice = run(&range(80), &range(5), &doubled, &y, Method::Auto);
    for (a, b) in once.samples.iter().zip(&twice.samples) {
        assert!((share(b, "s1") - share(b, "s4")).abs() < 1e-12);
        assert!((share(a, "s1") - share(b, "s1") - share(b, "s4")).abs() < 0.02);
    }
    assert!(twice.identifiability.sources[1].together.contains(&"s4".to_owned()));
    assert!(twice.notices.iter().any(|notice| matches!(notice, Notice::SameSources { .. })));
}

/// What noise adds is told as unknown: widths are as parts of what the known sources sent.
#[test]
fn noise_features_widen_intervals() {
    let width = |result: &Deconvolution| -> f64 {
        result
            .samples
            .iter()
            .map(|sample| {
                let known = &sample.shares[..4];
                let sent: f64 = known.iter().filter_map(|share| share.rna_share).sum();
                let intervals = known.iter().filter_map(|share| share.interval);
                intervals.map(|i| i.high - i.low).sum::<f64>() / sent
            })
            .sum()
    };
    for method in [Method::Auto, Method::Nnls] {
        let (mut without, mut with) = (0.0, 0.0);
        for seed in 0..4 {
            let (s, y) = problem(seed, 80);
            // Of the second half the cargo is that of features at random.
            let mut rng = SeedPlan::new(seed).stream("noise", 0);
            let noise = LogNormal::new(2.5, 1.5).unwrap();
            let noisy = Array2::from_shape_fn((80, SAMPLES), |(f, x)| {
                if f < 40 { y[[f, x]] } else { counted(noise.sample(&mut rng), &mut rng) }
            });
            without += width(&run(&range(40), &range(4), &s, &y, method));
            with += width(&run(&range(80), &range(4), &s, &noisy, method));
        }
        assert!(with > without, "{method}: {with} is not above {without}");
    }
}
