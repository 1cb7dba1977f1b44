//! What has to hold for any input.

use exocast_core::{Nanometres, SeedPlan, Share};
use exocast_vesicle::{
    ClassModel, Component, Dilution, FindingKind, Fit, Instrument, LognormalMixture, Measurement,
    PercentileRule, Replicate, Sample, SizeClass, SizeDistribution, Summary, Weighting, Window,
    diluted, instrument, simulate::SimulatedExport, tables,
};
use proptest::prelude::*;

use super::options;

fn diameters(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec(1.0..3000.0_f64, 1..most)
}

/// Two populations, as 150 to 400 diameters.
fn populations() -> impl Strategy<Value = Vec<f64>> {
    (150..400_usize, 40.0..120.0_f64, 1.5..5.0_f64, 0.1..0.9_f64, any::<u64>()).prop_map(
        |(n, median, ratio, share, seed)| {
            use rand::RngExt;
            let mut stream = SeedPlan::new(seed).stream("laws", 0);
            (0..n)
                .map(|_| {
                    let centre =
                        if stream.random::<f64>() < share { median } else { median * ratio };
                    let step: f64 = (0..6).map(|_| stream.random::<f64>() - 0.5).sum();
                    centre * (0.3 * step).exp()
                })
                .collect()
        },
    )
}

fn mixture() -> impl Strategy<Value = LognormalMixture> {
    prop::collection::vec((0.05..1.0_f64, 20.0..2000.0_f64, 1.05..2.5_f64), 1..4).prop_map(
        |parts| {
            let total: f64 = parts.iter().map(|part| part.0).sum();
            let component = |(weight, median, gsd): (f64, f64, f64)| {
                Component::new(Share::new(weight / total).unwrap(), median, gsd).unwrap()
            };
            LognormalMixture::new(parts.into_iter().map(component).collect()).unwrap()
        },
    )
}

fn look_alike(seed: u64) -> String {
    let component = Component::new(Share::new(1.0).unwrap(), 110.0, 1.4).unwrap();
    let truth = LognormalMixture::new(vec![component]).unwrap();
    let mut export = SimulatedExport::new("EV", truth, 3e10);
    (export.videos, export.tracks) = (2, 200.0);
    export.nanosight(SeedPlan::new(seed)).unwrap()
}

fn near(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1e-300)
}

fn same(a: &Summary, b: &Summary, factor: f64, tolerance: f64) -> bool {
    let lengths = |s: &Summary| [s.mean, s.median, s.mode, s.d10, s.d90, s.geometric_mean];
    let close = lengths(a).iter().zip(lengths(b)).all(|(a, b)| near(*a * factor, b, tolerance));
    let sd = |s: &Summary| s.sd.unwrap_or(0.0);
    close
        && (sd(a) * factor - sd(b)).abs() <= tolerance * b.mean
        && (a.span - b.span).abs() <= tolerance * 10.0
}

/// The log-likelihood by its formula, from the public functions of the mixture; `censored` is the weight known to
/// lie below the window.
fn likelihood(fit: &Fit, sizes: &SizeDistribution, censored: f64, n: f64) -> f64 {
    let window = sizes.window();
    let scale = n / sizes.total();
    let terms: f64 = match sizes.edges() {
        None => sizes.iter().map(|(d, w)| w * (fit.mixture.density(d) * d).ln()).sum(),
        Some(edges) => edges
            .windows(2)
            .zip(sizes.iter())
            .filter(|(_, (_, w))| *w > 0.0)
            .map(|(edge, (_, w))| {
                w * (fit.mixture.cumulative(edge[1]) - fit.mixture.cumulative(edge[0])).ln()
            })
            .sum(),
    };
    if censored <= 0.0 {
        return scale * terms - n * fit.mixture.seen(window).ln();
    }
    let below = |d: f64| if d.is_finite() { fit.mixture.cumulative(d) } else { 1.0 };
    let censored = scale * censored;
    scale * terms + censored * below(window.low).ln() - (n + censored) * below(window.high).ln()
}

proptest! {
    #[test]
    fn summaries_scale_with_the_unit(sizes in diameters(80), factor in 1e-3..1e3_f64) {
        let scaled = sizes.iter().map(|size| size * factor).collect();
        let scaled = SizeDistribution::particles(scaled).unwrap();
        let sizes = SizeDistribution::particles(sizes).unwrap();
        let rule = PercentileRule::UpperEdge;
        prop_assert!(same(&Summary::new(&sizes, rule), &Summary::new(&scaled, rule), factor, 1e-6));
    }

    #[test]
    fn the_order_of_particles_does_not_matter(sizes in diameters(80), turn in 0..80_usize) {
        let mut turned = sizes.clone();
        turned.rotate_left(turn % sizes.len());
        turned.reverse();
        let a = SizeDistribution::particles(sizes).unwrap();
        let b = SizeDistribution::particles(turned).unwrap();
        prop_assert_eq!(a, b);
    }

    #[test]
    fn percentiles_and_means_keep_their_order(sizes in diameters(60)) {
        let sizes = SizeDistribution::particles(sizes).unwrap();
        let s = Summary::new(&sizes, PercentileRule::UpperEdge);
        prop_assert!(s.d10 <= s.d50 && s.d50 <= s.d90);
        prop_assert!(s.geometric_mean <= s.mean * (1.0 + 1e-12));
        let volume = sizes.weighted_by(Weighting::Volume);
        prop_assert!(Summary::new(&volume, PercentileRule::UpperEdge).mean >= s.mean * (1.0 - 1e-12));
    }

    #[test]
    fn averaging_keeps_the_mean(a in diameters(40), b in diameters(40), width in 1.0..20.0_f64) {
        let count = (3000.0 / width).ceil() as usize + 1;
        let edges: Vec<f64> = (0..=count).map(|i| i as f64 * width).collect();
        let bins = |sizes: &[f64]| {
            let mut weights = vec![0.0; count];
            for size in sizes {
                weights[(size / width) as usize] += 1.0;
            }
            SizeDistribution::bins(edges.clone(), weights, Some(sizes.len() as f64)).unwrap()
        };
        let (a, b) = (bins(&a), bins(&b));
        let both = SizeDistribution::average(&[&a, &b]).unwrap();
        let mean = |sizes: &SizeDistribution| Summary::new(sizes, PercentileRule::UpperEdge).mean;
        prop_assert!(near(mean(&both), f64::midpoint(mean(&a), mean(&b)), 1e-12));
        prop_assert!(near(both.total(), 1.0, 1e-12));
    }

    #[test]
    fn a_dilution_is_linear(per_ml in 0.0..1e12_f64, factor in 1.0..1e6_f64) {
        use exocast_vesicle::{Concentration, Measured};
        let measured = Concentration::<Measured>::new(per_ml).unwrap();
        let sample = measured.undilute(Dilution::new(factor).unwrap());
        prop_assert!(near(sample.per_ml(), per_ml * factor, 1e-15));
        prop_assert!(diluted(0.999 / factor).is_err());
    }

    #[test]
    fn posteriors_sum_to_one_at_any_size(mixture in mixture(), ln_d in -8.0..18.0_f64) {
        let diameter = f64::exp(ln_d);
        let sum: f64 = mixture.posterior(diameter).iter().sum();
        prop_assert!((sum - 1.0).abs() < 1e-12);
        let classes = SizeClass::operational();
        let model = ClassModel::new(&classes, &mixture);
        let posterior = model.posterior(diameter);
        prop_assert!((posterior.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(posterior.iter().all(|p| (0.0..=1.0 + 1e-12).contains(p)));
        let fractions = model.fractions(Window::OPEN);
        prop_assert!((fractions.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_reader_never_panics_on_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = instrument::read(&bytes[..], "bytes");
    }

    #[test]
    fn the_reader_never_panics_on_tables(
        text in "(particle_size|diameter_nm|Size/nm|size_um|d)([,;\t](count|conc|S_0[0-9]|x)){0,3}\n([-0-9.eE,;\tNa]{0,12}\n){0,8}",
    ) {
        let _ = instrument::read(text.as_bytes(), "table");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_damaged_export_is_read_or_refused(
        seed in 0..4_u64,
        cut in 0.0..1.0_f64,
        edits in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6),
    ) {
        let mut bytes = look_alike(seed).into_bytes();
        let length = bytes.len() as f64;
        for (place, byte) in edits {
            bytes[(place * length) as usize] = byte;
        }
        bytes.truncate((cut * length) as usize);
        // Cut before the percentile table there is no whole measurement left.
        if let Ok(measurement) = instrument::read(&bytes[..], "damaged.csv") {
            let text = String::from_utf8_lossy(&bytes);
            prop_assert!(text.contains("Percentile") || !text.contains("NTA Experiment"));
            prop_assert!(!measurement.replicates.is_empty());
        }
    }

    #[test]
    fn bins_and_particles_agree_within_a_bin(sizes in populations(), width in 0.5..5.0_f64) {
        let count = (4000.0 / width) as usize;
        let edges: Vec<f64> = (0..=count).map(|i| i as f64 * width).collect();
        let mut counts = vec![0.0; count];
        for size in &sizes {
            counts[(size / width) as usize] += 1.0;
        }
        let n = sizes.len() as f64;
        let binned = SizeDistribution::bins(edges, counts, Some(n)).unwrap();
        let particles = SizeDistribution::particles(sizes).unwrap();
        let rule = PercentileRule::UpperEdge;
        let (a, b) = (Summary::new(&binned, rule), Summary::new(&particles, rule));
        prop_assert!((a.mean - b.mean).abs() <= 0.5 * width + 1e-9);
        // Order statistics beside the percentile bound what binning can move.
        let at = |p: f64, shift: f64| {
            let place = (p * (n - 1.0) + shift).clamp(0.0, n - 1.0);
            particles.sizes()[place as usize]
        };
        for (p, percentile) in [(0.1, a.d10), (0.5, a.d50), (0.9, a.d90)] {
            prop_assert!(percentile >= at(p, -2.0) - width && percentile <= at(p, 3.0) + width);
        }
        let fit = |sizes: &SizeDistribution| {
            let single = options(|options| options.components = 1);
            let selection = LognormalMixture::fit(sizes, &single, SeedPlan::new(1)).unwrap();
            selection.best().mixture.components()[0].median_nm()
        };
        prop_assert!((fit(&binned) - fit(&particles)).abs() <= width);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn the_likelihood_never_falls_and_is_that_of_the_formula(
        sizes in populations(),
        limit in prop::option::of(30.0..90.0_f64),
        most in prop::option::of(300.0..600.0_f64),
        (binned, censored) in any::<(bool, bool)>(),
    ) {
        let n = sizes.len() as f64;
        let mut sizes = SizeDistribution::particles(sizes).unwrap();
        if binned {
            let mut counts = vec![0.0; 2000];
            for size in sizes.sizes() {
                counts[(size / 2.0) as usize] += 1.0;
            }
            let edges = (0..=2000).map(|i| 2.0 * f64::from(i)).collect();
            sizes = SizeDistribution::bins(edges, counts, Some(n)).unwrap();
        }
        if let Some(Ok((below, _))) = most.map(|high| sizes.within(0.0, high)) {
            sizes = below;
        }
        let cut = |low: f64| {
            if censored {
                sizes.censored_below(low)
            } else {
                sizes.within(low, f64::INFINITY).map(|(above, _)| above)
            }
        };
        let mut below = 0.0;
        if let Some(Ok(above)) = limit.map(cut) {
            below = if censored { sizes.total() - above.total() } else { 0.0 };
            sizes = above;
        }
        let options = options(|options| options.components = 3);
        let selection = LognormalMixture::fit(&sizes, &options, SeedPlan::new(1)).unwrap();
        for fit in &selection.fits {
            let slack = 1e-9 * fit.log_likelihood.abs();
            let fall = fit.trace.windows(2).map(|pair| pair[0] - pair[1]).fold(0.0, f64::max);
            prop_assert!(fall <= slack, "{fall:e} of {:?}", fit.mixture);
            let plain = likelihood(fit, &sizes, below, selection.n);
            prop_assert!(near(plain, fit.log_likelihood, 1e-6), "{plain} {}", fit.log_likelihood);
        }
        let rising = selection
            .fits
            .windows(2)
            .all(|fits| fits[1].log_likelihood >= fits[0].log_likelihood - 1e-3);
        prop_assert!(rising);
    }

    #[test]
    fn the_density_curve_is_the_sum_of_its_kernels(sizes in populations()) {
        let sizes = SizeDistribution::particles(sizes).unwrap();
        let list = Measurement::new(
            "list",
            Instrument::ParticleList,
            vec![Replicate::new("1", sizes.clone())],
        );
        let options = options(|options| (options.components, options.resamples) = (1, 20));
        let sample = Sample::new("list", vec![list], None).unwrap();
        let curve = sample.analyse(&options, SeedPlan::new(1)).unwrap().density;
        let n = sizes.total();
        let top = curve.per_nm.iter().copied().fold(0.0, f64::max);
        for (d, density) in curve.diameter_nm.iter().zip(&curve.per_nm) {
            let sum: f64 = sizes
                .sizes()
                .iter()
                .map(|size| (-0.5 * ((d.ln() - size.ln()) / curve.bandwidth).powi(2)).exp())
                .sum();
            let plain = sum / (n * curve.bandwidth * std::f64::consts::TAU.sqrt() * d);
            prop_assert!((plain - density).abs() <= 2e-3 * top, "{d}: {plain} {density}");
        }
    }

    #[test]
    fn what_is_simulated_is_read_back(
        truth in mixture(),
        per_ml in 1e7..1e12_f64,
        factor in prop::option::of(1_u32..5000),
        recorded in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let mut export = SimulatedExport::new("EV", truth, per_ml);
        (export.videos, export.tracks, export.recorded) = (3, 150.0, recorded);
        export.dilution = factor.map(|factor| Dilution::new(f64::from(factor)).unwrap());
        let text = export.nanosight(SeedPlan::new(seed)).unwrap();
        prop_assert_eq!(&text, &export.nanosight(SeedPlan::new(seed)).unwrap());
        let read = instrument::read(text.as_bytes(), "EV.csv").unwrap();
        prop_assert_eq!(read.replicates.len(), 3);
        let odd = |kind: &FindingKind| *kind != FindingKind::DilutionNotRecorded;
        prop_assert!(!read.findings.iter().any(|f| odd(&f.kind)), "{:?}", read.findings);
        prop_assert_eq!(read.findings.len(), usize::from(factor.is_some() && !recorded));
    }
}

/// Particles below 70 nm counted but not sized, and none seen above 200 nm: one population is found as
/// from all of them.
#[test]
fn censoring_below_a_limit_above_loses_no_truth() {
    use rand::RngExt;
    let mut stream = SeedPlan::new(5).stream("censored", 0);
    let normal = |stream: &mut exocast_core::Stream| -> f64 {
        (0..12).map(|_| stream.random::<f64>() - 0.5).sum()
    };
    let sizes: Vec<f64> = (0..20_000).map(|_| 110.0 * (0.4 * normal(&mut stream)).exp()).collect();
    let (seen, _) = SizeDistribution::particles(sizes).unwrap().within(0.0, 200.0).unwrap();
    let censored = seen.censored_below(70.0).unwrap();
    let single = options(|options| options.components = 1);
    let selection = LognormalMixture::fit(&censored, &single, SeedPlan::new(1)).unwrap();
    let component = &selection.best().mixture.components()[0];
    assert!((component.median_nm() - 110.0).abs() < 2.0, "{component:?}");
    assert!((component.gsd().ln() - 0.4).abs() < 0.015, "{component:?}");
    let families = exocast_vesicle::fit_families(&censored, 1000.0);
    let lognormal = families.iter().find(|f| f.family == exocast_vesicle::Family::Lognormal);
    assert!((lognormal.unwrap().parameters[0].exp() / component.median_nm() - 1.0).abs() < 1e-4);
}

/// Class shares and concentration of a known truth are found again, and twice the same.
#[test]
fn a_known_truth_is_found_again() {
    let component =
        |weight, median, gsd| Component::new(Share::new(weight).unwrap(), median, gsd).unwrap();
    let truth = LognormalMixture::new(vec![component(0.7, 85.0, 1.25), component(0.3, 260.0, 1.3)])
        .unwrap();
    let mut export = SimulatedExport::new("EV_1", truth, 2e11);
    export.dilution = Some(Dilution::new(1000.0).unwrap());
    export.recorded = false;
    let text = export.nanosight(SeedPlan::new(3)).unwrap();
    let analyse = || {
        let read = instrument::read(text.as_bytes(), "EV_1.csv").unwrap();
        let options = options(|options| options.lod = Nanometres::new(55.0).ok());
        Sample::new("EV_1", vec![read], export.dilution)
            .unwrap()
            .analyse(&options, SeedPlan::new(1))
            .unwrap()
    };
    let analysis = analyse();
    assert_eq!(analysis, analyse());
    let concentration = analysis.undiluted().unwrap();
    let seen = analysis.seen.unwrap();
    let whole = concentration.per_ml() / seen.value;
    assert!((whole / 2e11 - 1.0).abs() < 0.1, "{whole:e}");
    let exosome = analysis.classes[1].fraction;
    assert!((exosome.value - 0.7).abs() < 0.05, "{exosome:?}");
    let total: f64 = analysis.classes.iter().map(|class| class.fraction.value).sum();
    assert!((total - 1.0).abs() < 1e-9);
    let table = tables::vesicles(&[analysis]);
    assert_eq!(table.rows().len(), 6);
}
