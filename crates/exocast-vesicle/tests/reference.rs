//! Statistics against the reference values of numpy 1.26.4, scipy 1.17.1 and scikit-learn 1.9.1.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use exocast_core::{
    SeedPlan,
    quantile::{QuantileType, quantile},
    rank::mann_whitney,
};
use exocast_tests::vector;
use exocast_vesicle::{
    Axis, Bandwidth, Bilayer, BootstrapInterval, Counted, Cumulants, Description, Distances,
    Family, Geometry, Kde, LognormalMixture, Options, SizeDistribution, Track, anderson_darling,
    apparent_density, bootstrap, bootstrap_interval, bootstrap_quantile, brunner_munzel,
    coincidence, compare_counts, cramer_von_mises, dead_time, deconvolve, diffusion_m2_s,
    epps_singleton, fit_families, garwood, kolmogorov_smirnov_exact, kolmogorov_tail,
    kruskal_wallis, moment_mean, percentiles, quantile_interval, scattering_vector,
    stokes_einstein_nm, welch,
};
use serde_json::Value;

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

    fn check(&self, path: &str, found: f64, tolerance: f64) {
        let wanted = self.get(path);
        let off = (found - wanted).abs();
        assert!(off <= tolerance * wanted.abs(), "{path}: {found} where {wanted} is wanted");
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
fn descriptions_and_quantiles() {
    let reference = Reference::open();
    for name in ["A", "B", "C", "M"] {
        let x = sample(name);
        let found = Description::of(&x).unwrap();
        let check = |key: &str, value: f64| {
            reference.check(&format!("desc|{name}|{key}"), value, 1e-9);
        };
        check("mean", found.mean);
        check("sd", found.sd);
        check("se", found.standard_error);
        check("var", found.variance);
        check("skew", found.skewness);
        check("kurt_excess", found.excess_kurtosis);
        check("geo_mean", found.geometric_mean);
        check("geo_sd", found.geometric_sd);
        check("iqr", found.iqr);
        check("mad", found.mad);
        check("mad_normal", found.mad * 1.482_602_218_505_602);
        check("hl_trim10", found.trimmed_mean);
        let sizes = SizeDistribution::particles(x.clone()).unwrap();
        for (p, q) in [(1, 0), (2, 1), (3, 2), (4, 3), (3, 0), (2, 0)] {
            check(&format!("D{p}{q}"), moment_mean(&sizes, p, q));
        }
        let p = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];
        for (i, value) in percentiles(&x, &p).unwrap().into_iter().enumerate() {
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
            let found = quantile(&sorted, p, kind).unwrap();
            reference.check(&format!("quantile_methods_A|{name}|{i}"), found, 1e-9);
        }
    }
}

#[test]
fn kernel_densities() {
    let reference = Reference::open();
    for name in ["A", "M"] {
        let sizes = SizeDistribution::particles(sample(name)).unwrap();
        for (axis, space) in [(Axis::Linear, "linear"), (Axis::Log, "log")] {
            for (kind, rule) in [(Bandwidth::Scott, "scott"), (Bandwidth::Silverman, "silverman")] {
                let kde = Kde::new(&sizes, axis, kind).unwrap();
                let check = |key: &str, value: f64, tolerance: f64| {
                    reference.check(&format!("kde|{name}_{space}_{rule}|{key}"), value, tolerance);
                };
                check("h", kde.bandwidth(), 1e-9);
                check("peak", kde.peak(), 1e-9);
                check(
                    "at_100nm",
                    kde.at(if axis == Axis::Log { 100_f64.ln() } else { 100.0 }),
                    1e-9,
                );
                // Theirs is found by a search on a flat top.
                check("mode", kde.mode_nm(), 1e-6);
            }
        }
        let widths = [Bandwidth::SheatherJones, Bandwidth::ImprovedSheatherJones]
            .map(|kind| Kde::new(&sizes, Axis::Log, kind).unwrap().bandwidth());
        assert!((widths[0] / widths[1]).ln().abs() < 0.35, "{name}: {widths:?}");
    }
}

#[test]
fn distances_and_tests_of_two_samples() {
    let reference = Reference::open();
    let [a, b, c] = ["A", "B", "C"].map(sample);
    for (name, x, y) in [("A_vs_B", &a, &b), ("A_vs_C", &a, &c)] {
        let check = |key: &str, value: f64, tolerance: f64| {
            reference.check(&format!("two_sample|{name}|{key}"), value, tolerance);
        };
        let distances = |x: &[f64], y: &[f64]| {
            let of = |values: &[f64]| {
                let mut sorted = values.to_vec();
                sorted.sort_by(f64::total_cmp);
                sorted
            };
            Distances::between_sorted(&of(x), &of(y))
        };
        let found = distances(x, y);
        check("ks_exact|0", found.kolmogorov_smirnov, 1e-9);
        check("wasserstein", found.wasserstein, 1e-9);
        check("energy", found.energy, 1e-9);
        check("wasserstein_log", distances(&logs(x), &logs(y)).wasserstein, 1e-9);
        let p = kolmogorov_smirnov_exact(found.kolmogorov_smirnov, x.len(), y.len());
        check("ks_exact|1", p, 1e-9);
        let (n, m) = (x.len(), y.len());
        let both = (n * m + usize::midpoint(n, m)) / (n + m);
        // Above 140 values theirs is the approximation of Pelz & Good (1976), good to 1e-7 there.
        check("ks_asymp|1", kolmogorov_tail(both, found.kolmogorov_smirnov), 2e-7);
        let test = cramer_von_mises(x, y).unwrap();
        check("cvm_asymp|0", test.statistic, 1e-9);
        // They sum the series of the tail to 1e-7.
        assert!((test.p - reference.get(&format!("two_sample|{name}|cvm_asymp|1"))).abs() < 1e-7);
        let test = anderson_darling(&[x, y]).unwrap();
        check("ad_midrank|0", test.statistic, 1e-9);
        check("ad_midrank|2", test.p, 1e-9);
        let test = mann_whitney(x, y).unwrap();
        check("mwu|0", test.statistic, 1e-9);
        check("mwu|1", test.p, 1e-9);
        let test = welch(&logs(x), &logs(y)).unwrap();
        check("welch_log|0", test.statistic, 1e-9);
        check("welch_log|1", test.p, 1e-8);
        let test = epps_singleton(x, y).unwrap();
        check("epps_singleton|0", test.statistic, 1e-9);
        check("epps_singleton|1", test.p, 1e-8);
        let test = brunner_munzel(x, y).unwrap();
        check("brunner_munzel|0", test.statistic, 1e-9);
        check("brunner_munzel|1", test.p, 1e-8);
    }
    let test = anderson_darling(&[&a, &b, &c]).unwrap();
    reference.check("ad3|0", test.statistic, 1e-9);
    reference.check("ad3|1", test.p, 1e-9);
    let test = kruskal_wallis(&[&a, &b, &c]).unwrap();
    reference.check("kruskal3|0", test.statistic, 1e-9);
    reference.check("kruskal3|1", test.p, 1e-8);
}

#[test]
fn families_truncated_censored_and_binned_likelihoods() {
    let reference = Reference::open();
    let a = sample("A");
    let sizes = SizeDistribution::particles(a.clone()).unwrap();
    let fits = fit_families(&sizes, 1000.0);
    let of = |family: Family| fits.iter().find(|fit| fit.family == family).unwrap();
    for (family, name) in [
        (Family::Normal, "norm"),
        (Family::Gamma, "gamma"),
        (Family::Weibull, "weibull_min"),
        (Family::InverseGaussian, "invgauss"),
        (Family::Burr, "burr12"),
    ] {
        let fit = of(family);
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
    let lognormal = of(Family::Lognormal);
    reference.check("lognorm_fit_A|loglik", lognormal.log_likelihood, 1e-9);
    reference.check("lognorm_fit_A|mu", lognormal.parameters[0], 1e-6);
    reference.check("lognorm_fit_A|sigma", lognormal.parameters[1], 1e-6);

    let one = Options { components: 1, ..Options::default() }.check().unwrap();
    let fit = |sizes: &SizeDistribution| {
        LognormalMixture::fit_components(sizes, 1, &one, SeedPlan::new(1)).unwrap()
    };
    let censored = sizes.censored_below(80.0).unwrap();
    assert!((censored.censored().unwrap() - 136.0).abs() < 1e-9);
    let found = fit(&censored);
    let nm: f64 = censored.sizes().iter().map(|d| d.ln()).sum();
    reference.check("cens_lognorm_A_80|loglik", found.log_likelihood - nm, 1e-6);
    let component = found.mixture.components()[0];
    reference.check("cens_lognorm_A_80|mu", component.mu(), 1e-4);
    reference.check("cens_lognorm_A_80|sigma", component.sigma(), 1e-3);
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
fn a_further_population_is_tested_by_its_likelihood_ratio() {
    let m = sample("M");
    let sizes = SizeDistribution::particles(m[..4000].to_vec()).unwrap();
    let options = Options::default().check().unwrap();
    let test = |count| {
        let seeds = SeedPlan::new(1);
        LognormalMixture::likelihood_ratio(&sizes, count, 19, &options, seeds).unwrap()
    };
    let (two, three) = (test(2), test(3));
    assert!(two.p < 0.051 && two.statistic > 50.0, "{two:?}");
    assert!(three.p > 0.051, "{three:?}");
}

#[test]
fn bootstraps_and_order_statistics() {
    let reference = Reference::open();
    let mut a = sample("A");
    a.sort_by(f64::total_cmp);
    let found = quantile_interval(&a, 0.5, 0.95).unwrap();
    reference.check("median_ci_binomial_A|0", found.low, 1e-9);
    reference.check("median_ci_binomial_A|1", found.high, 1e-9);
    let within = |found: f64, path: &str, by: f64| {
        assert!((found - reference.get(path)).abs() < by, "{path}: {found}");
    };
    let medians = bootstrap_quantile(&a, 0.5, 20_000, SeedPlan::new(1)).unwrap();
    let interval = |kind, estimate, values: &[f64], jackknife: &[f64]| {
        bootstrap_interval(kind, estimate, values, jackknife, 0.95).unwrap()
    };
    let percentile = interval(BootstrapInterval::Percentile, found.value, &medians, &[]);
    within(percentile.low, "boot_scipy_percentile_median|0", 0.15);
    within(percentile.high, "boot_scipy_percentile_median|1", 0.15);
    let basic = interval(BootstrapInterval::Basic, found.value, &medians, &[]);
    within(basic.low, "boot_scipy_basic_median|0", 0.15);
    within(basic.high, "boot_scipy_basic_median|1", 0.15);
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let means = bootstrap(&a, mean, 5000, SeedPlan::new(2));
    let total: f64 = a.iter().sum();
    let jackknife: Vec<f64> = a.iter().map(|value| (total - value) / 499.0).collect();
    let bca = interval(BootstrapInterval::Bca, mean(&a), &means, &jackknife);
    within(bca.low, "boot_scipy_BCa_mean|0", 0.15);
    within(bca.high, "boot_scipy_BCa_mean|1", 0.15);
    // The direct draw of medians has the spread that resampling has.
    let resampled =
        bootstrap(&a, |values| percentiles(values, &[0.5]).unwrap()[0], 4000, SeedPlan::new(3));
    let sd = |values: &[f64]| {
        let mean = mean(values);
        (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / values.len() as f64).sqrt()
    };
    assert!((sd(&resampled) / sd(&medians)).ln().abs() < 0.05);
}

#[test]
fn counts_physics_and_geometry() {
    let reference = Reference::open();
    for k in [0_u64, 1, 5, 10, 30, 59, 100, 306, 1000] {
        let found = garwood(k);
        assert!(
            (found.low - reference.get(&format!("poisson_garwood|{k}|0"))).abs()
                <= 1e-9 * found.low
        );
        reference.check(&format!("poisson_garwood|{k}|1"), found.high, 1e-9);
    }
    reference.check("binom_c_test_306_343", compare_counts(306, 343), 1e-9);
    let events = coincidence(1e5, 1.0, 1e-6).unwrap();
    reference.check("coincidence|Nobs=1e5,V0/V=1e-6", events, 1e-9);
    reference.check("coincidence|dead_time 10us 5000/s", dead_time(5000.0, 10e-6).unwrap(), 1e-9);
    let counted = Counted::new(306, 1e-6).unwrap().concentration().unwrap();
    assert!((counted.per_ml() - 3.06e8).abs() < 1e-3);
    let nm = stokes_einstein_nm(4.4e-12, 298.15, 0.89e-3);
    reference.check("stokes_einstein|D=4.4e-12 m2/s,25C,0.8900mPas -> nm", nm, 1e-9);
    let diffusion = diffusion_m2_s(100.0, 298.15, 0.89e-3);
    reference.check("stokes_einstein|100nm 25C 0.8900 -> m2/s", diffusion, 1e-9);
    let q = scattering_vector(1.33, 632.8, 173.0);
    reference.check("dls_cumulant|q_per_nm", q, 1e-9);
    // Their synthetic correlation: Z 120 nm, polydispersity .150.
    let gamma = diffusion_m2_s(120.0, 298.15, 0.89e-3) * (q * 1e9).powi(2);
    let tau: Vec<f64> = (0..120).map(|i| 10_f64.powf(-6.3 + 4.3 * f64::from(i) / 119.0)).collect();
    let field = |t: f64| (-gamma * t).exp() * (1.0 + 0.5 * 0.15 * (gamma * t).powi(2));
    let correlation: Vec<f64> = tau.iter().map(|&t| 0.9 * field(t).powi(2)).collect();
    let fit = Cumulants::fit(&tau, &correlation, 0.1).unwrap();
    reference.check("dls_cumulant|Gamma_fit", fit.gamma, 1e-9);
    reference.check("dls_cumulant|PDI_true", fit.pdi, 1e-9);
    reference.check("dls_cumulant|Z_fit_nm", fit.z_average_nm(q, 298.15, 0.89e-3), 1e-9);
    let biased = Cumulants::linear(&tau, &correlation, 0.1).unwrap();
    reference.check("dls_cumulant|linear2_PDI", biased.pdi, 1e-2);
    reference.check("dls_cumulant|linear2_Z", biased.z_average_nm(q, 298.15, 0.89e-3), 1e-3);
    for d in [30, 50, 100, 150, 200, 500, 1000] {
        let vesicle = Geometry::new(f64::from(d), Bilayer::default()).unwrap();
        for (key, value) in [
            ("outer_area", vesicle.outer_area),
            ("lumen_area", vesicle.lumen_area),
            ("outer_volume", vesicle.outer_volume),
            ("lumen_volume", vesicle.lumen_volume),
            ("shell_volume", vesicle.shell_volume),
            ("lipids", vesicle.lipids),
            ("molar_conc_of_one_copy_uM", vesicle.one_copy_um),
            ("max_copies_ag2_sphere_r5_64pct", vesicle.most_argonautes()),
            ("max_mirna_22nt", vesicle.most_mirnas()),
        ] {
            reference.check(&format!("geometry|{d}|{key}"), value, 1e-9);
        }
    }
}

#[test]
fn tracks_of_finite_length_are_deconvolved() {
    let reference = Reference::open();
    let density = |apparent| apparent_density(apparent, 100.0, 10.0);
    assert!((density(100.0) - 0.012_511_003_572_113_37).abs() < 1e-11);
    assert!((density(150.0) - 0.004_054_493_154_364).abs() < 1e-11);
    // Steps are one fewer than frames.
    let tracks: Vec<Track> = sample("ftla_dm_k12")
        .into_iter()
        .map(|diameter_nm| Track { diameter_nm, frames: 13 })
        .collect();
    let grid: Vec<f64> = (0..94).map(|i| 20.0 + 4.0 * f64::from(i)).collect();
    let found = deconvolve(&tracks, &grid, 2000).unwrap();
    assert!(found.log_likelihood >= reference.get("ftla_em_500iter|loglik") - 0.01);
    let (small, large) = (found.mass(80.0, 120.0), found.mass(160.0, 240.0));
    assert!((small - 0.7).abs() < 0.03 && (large - 0.3).abs() < 0.03, "{small} {large}");
    assert!(found.trace.windows(2).all(|pair| pair[1] >= pair[0] - 1e-7));
}
