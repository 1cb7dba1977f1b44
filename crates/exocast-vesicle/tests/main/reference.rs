//! Statistics against the reference values of numpy 1.26.4, scipy 1.17.1 and scikit-learn 1.9.1.

use exocast_core::{
    SeedPlan, order,
    quantile::{QuantileType, quantile},
    rank::mann_whitney,
};
use exocast_tests::vector;
use exocast_vesicle::{
    Counted, Cumulants, Family, LognormalMixture, PercentileRule, SizeDistribution, Summary, Track,
    TwoSampleTest, coincidence, deconvolve, fit_families, garwood,
};
use serde_json::Value;

use super::options;

struct Reference(Value);

impl Reference {
    fn open() -> Self {
        Self(serde_json::from_str(&vector("vesicle/reference.json")).unwrap())
    }

    fn value(&self, path: &str) -> &Value {
        path.split('|').fold(&self.0, |value, key| {
            key.parse::<usize>().ok().and_then(|i| value.get(i)).unwrap_or(&value[key])
        })
    }

    fn get(&self, path: &str) -> f64 {
        self.value(path).as_f64().unwrap_or_else(|| panic_at(path))
    }

    fn check(&self, path: &str, value: f64, tolerance: f64) {
        let wanted = self.get(path);
        let off = (value - wanted).abs();
        assert!(off <= tolerance * wanted.abs(), "{path}: {value} where {wanted} is wanted");
    }
}

#[allow(clippy::panic, reason = "a test may stop")]
fn panic_at(path: &str) -> f64 {
    panic!("no number at {path}")
}

fn sample(name: &str) -> Vec<f64> {
    let text = vector(&format!("vesicle/samples/{name}.txt"));
    text.lines().map(|line| line.parse().unwrap()).collect()
}

fn logs(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value.ln()).collect()
}

#[test]
fn summaries_and_quantiles() {
    let reference = Reference::open();
    for name in ["A", "B", "C", "M"] {
        let x = sample(name);
        let sizes = SizeDistribution::particles(x.clone()).unwrap();
        let summary = Summary::new(&sizes, PercentileRule::UpperEdge);
        let check = |key: &str, value: f64| {
            reference.check(&format!("desc|{name}|{key}"), value, 1e-9);
        };
        check("mean", summary.mean);
        check("sd", summary.sd.unwrap());
        check("geo_mean", summary.geometric_mean);
        check("geo_sd", summary.geometric_sd.unwrap());
        let p = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
        for (i, value) in order::percentiles(&x, &p).unwrap().into_iter().enumerate() {
            check(&format!("pct_1_5_10_25_50_75_90_95_99_type7|{i}"), value);
        }
    }
    let mut sorted = sample("A");
    sorted.sort_by(f64::total_cmp);
    for (name, kind) in [
        ("inverted_cdf", QuantileType::Type1),
        ("hazen", QuantileType::Type5),
        ("weibull", QuantileType::Type6),
        ("linear", QuantileType::Type7),
        ("median_unbiased", QuantileType::Type8),
        ("normal_unbiased", QuantileType::Type9),
    ] {
        for (i, p) in [0.1, 0.5, 0.9].into_iter().enumerate() {
            let value = quantile(&sorted, p, kind).unwrap();
            reference.check(&format!("quantile_methods_A|{name}|{i}"), value, 1e-9);
        }
    }
}

#[test]
fn tests_of_two_samples() {
    let reference = Reference::open();
    let [a, b, c] = ["A", "B", "C"].map(sample);
    for (name, x, y) in [("A_vs_B", &a, &b), ("A_vs_C", &a, &c)] {
        let check = |key: &str, value: f64, tolerance: f64| {
            reference.check(&format!("two_sample|{name}|{key}"), value, tolerance);
        };
        let apply = |test: TwoSampleTest, x: &[f64], y: &[f64]| test.apply(x, y).unwrap();
        let test = apply(TwoSampleTest::KolmogorovSmirnov, x, y);
        check("ks_exact|0", test.statistic, 1e-9);
        check("ks_exact|1", test.p, 1e-9);
        let test = apply(TwoSampleTest::CramerVonMises, x, y);
        check("cvm_asymp|0", test.statistic, 1e-9);
        // They sum the series of the tail to 1e-7.
        assert!((test.p - reference.get(&format!("two_sample|{name}|cvm_asymp|1"))).abs() < 1e-7);
        let test = apply(TwoSampleTest::AndersonDarling, x, y);
        check("ad_midrank|0", test.statistic, 1e-9);
        check("ad_midrank|2", test.p, 1e-9);
        let test = mann_whitney(x, y).unwrap();
        check("mwu|0", test.statistic, 1e-9);
        check("mwu|1", test.p, 1e-9);
        let test = apply(TwoSampleTest::Welch, &logs(x), &logs(y));
        check("welch_log|0", test.statistic, 1e-9);
        check("welch_log|1", test.p, 1e-8);
        let test = apply(TwoSampleTest::BrunnerMunzel, x, y);
        check("brunner_munzel|0", test.statistic, 1e-9);
        check("brunner_munzel|1", test.p, 1e-8);
    }
}

#[test]
fn families_truncated_censored_and_binned_likelihoods() {
    let reference = Reference::open();
    let a = sample("A");
    let sizes = SizeDistribution::particles(a.clone()).unwrap();
    let fits = fit_families(&sizes, 1000.0);
    let fit_of = |family: Family| fits.iter().find(|fit| fit.family == family).unwrap();
    for (family, name) in [
        (Family::Normal, "norm"),
        (Family::Gamma, "gamma"),
        (Family::Weibull, "weibull_min"),
        (Family::InverseGaussian, "invgauss"),
        (Family::Burr, "burr12"),
    ] {
        let fit = fit_of(family);
        let wanted = reference.get(&format!("alt_fits_A|{name}|loglik"));
        // Never worse; and the Burr search of theirs may stop early.
        assert!(
            fit.log_likelihood >= wanted - 1e-6 * wanted.abs(),
            "{name}: {}",
            fit.log_likelihood
        );
        if family != Family::Burr {
            reference.check(&format!("alt_fits_A|{name}|aic"), fit.aic, 1e-6);
            reference.check(&format!("alt_fits_A|{name}|bic"), fit.bic, 1e-6);
        }
    }
    let lognormal = fit_of(Family::Lognormal);
    reference.check("lognorm_fit_A|loglik", lognormal.log_likelihood, 1e-9);
    reference.check("lognorm_fit_A|mu", lognormal.parameters[0], 1e-6);
    reference.check("lognorm_fit_A|sigma", lognormal.parameters[1], 1e-6);

    let single = options(|options| options.components = 1);
    let fit = |sizes: &SizeDistribution| {
        LognormalMixture::fit_components(sizes, 1, &single, SeedPlan::new(1)).unwrap()
    };
    let censored = sizes.censored_below(80.0).unwrap();
    assert!((sizes.total() - censored.total() - 136.0).abs() < 1e-9);
    let mixture = fit(&censored);
    let nm: f64 = censored.sizes().iter().map(|d| d.ln()).sum();
    reference.check("cens_lognorm_A_80|loglik", mixture.log_likelihood - nm, 1e-6);
    let component = mixture.mixture.components()[0];
    reference.check("cens_lognorm_A_80|mu", component.median_nm().ln(), 1e-4);
    reference.check("cens_lognorm_A_80|sigma", component.gsd().ln(), 1e-3);
    let (truncated, _) = sizes.within(80.0, f64::INFINITY).unwrap();
    let nm: f64 = truncated.sizes().iter().map(|d| d.ln()).sum();
    reference.check("trunc_lognorm_A_80|loglik", fit(&truncated).log_likelihood - nm, 1e-6);
    let by_family = fit_families(&truncated, 1000.0);
    let by_family = by_family.iter().find(|fit| fit.family == Family::Lognormal).unwrap();
    reference.check("trunc_lognorm_A_80|loglik", by_family.log_likelihood, 1e-6);
    let edges: Vec<f64> = (0..=80).map(|i| 5.0 * f64::from(i)).collect();
    let counts: Vec<f64> =
        (0..80).map(|i| reference.get(&format!("binned_lognorm_A_5nm|counts|{i}"))).collect();
    let bins = SizeDistribution::bins(edges, counts, Some(500.0)).unwrap();
    reference.check(
        "binned_lognorm_A_5nm|nll_multinomial_kernel",
        -fit(&bins).log_likelihood,
        1e-6,
    );
}

#[test]
fn order_statistics() {
    let reference = Reference::open();
    let mut a = sample("A");
    a.sort_by(f64::total_cmp);
    let interval = order::quantile_interval(&a, 0.5, 0.95).unwrap();
    reference.check("median_ci_binomial_A|0", interval.low, 1e-9);
    reference.check("median_ci_binomial_A|1", interval.high, 1e-9);
}

#[test]
fn counts_and_light_scattering() {
    let reference = Reference::open();
    for k in [0_u64, 1, 5, 10, 30, 59, 100, 306, 1000] {
        let interval = garwood(k);
        assert!(
            (interval.low - reference.get(&format!("poisson_garwood|{k}|0"))).abs()
                <= 1e-9 * interval.low
        );
        reference.check(&format!("poisson_garwood|{k}|1"), interval.high, 1e-9);
    }
    let events = coincidence(1e5, 1.0, 1e-6).unwrap();
    reference.check("coincidence|Nobs=1e5,V0/V=1e-6", events, 1e-9);
    let counted = Counted::new(306, 1e-6).unwrap().concentration().unwrap();
    assert!((counted.per_ml() - 3.06e8).abs() < 1e-3);
    // Stokes–Einstein at 25 °C and 0.89 mPa·s, and q of 633 nm at 173°.
    let kelvin_over_viscosity = 1.380_649e-23 * 298.15 / (3.0 * std::f64::consts::PI * 0.89e-3);
    let q = reference.get("dls_cumulant|q_per_nm");
    // Their synthetic correlation: Z 120 nm, polydispersity .150.
    let gamma = kelvin_over_viscosity / 120e-9 * (q * 1e9).powi(2);
    let tau: Vec<f64> = (0..120).map(|i| 10_f64.powf(-6.3 + 4.3 * f64::from(i) / 119.0)).collect();
    let field = |t: f64| (-gamma * t).exp() * (1.0 + 0.5 * 0.15 * (gamma * t).powi(2));
    let correlation: Vec<f64> = tau.iter().map(|&t| 0.9 * field(t).powi(2)).collect();
    let fit = Cumulants::fit(&tau, &correlation, 0.1).unwrap();
    reference.check("dls_cumulant|Gamma_fit", fit.gamma, 1e-9);
    reference.check("dls_cumulant|PDI_true", fit.pdi, 1e-9);
    reference.check("dls_cumulant|Z_fit_nm", fit.z_average_nm(q, 298.15, 0.89e-3), 1e-9);
}

#[test]
fn tracks_of_finite_length_are_deconvolved() {
    let reference = Reference::open();
    // Steps are one fewer than frames.
    let tracks: Vec<Track> = sample("ftla_dm_k12")
        .into_iter()
        .map(|diameter_nm| Track { diameter_nm, frames: 13 })
        .collect();
    let grid: Vec<f64> = (0..94).map(|i| 20.0 + 4.0 * f64::from(i)).collect();
    let sizes = deconvolve(&tracks, &grid, 2000).unwrap();
    assert!(sizes.log_likelihood >= reference.get("ftla_em_500iter|loglik") - 0.01);
    let (small, large) = (sizes.mass(80.0, 120.0), sizes.mass(160.0, 240.0));
    assert!((small - 0.7).abs() < 0.03 && (large - 0.3).abs() < 0.03, "{small} {large}");
    assert!(sizes.trace.windows(2).all(|pair| pair[1] >= pair[0] - 1e-7));
}
