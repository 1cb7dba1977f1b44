//! Values of the instruments' own exports, and of numpy, scipy and scikit-learn, held to tolerance.
//!
//! Reference values are from `tests/vectors/vesicle` (numpy 1.26.4, scipy 1.17.1, scikit-learn
//! 1.9.1); samples A and M are lognormal draws of that generator.

use exocast_core::options::Checked;
use std::{fs::File, io::BufReader, path::Path};

use exocast_core::{Nanometres, ReadError, SeedPlan};
use exocast_tests::{shared, vector};
use exocast_vesicle::{
    Component, FindingKind, LognormalMixture, Measurement, Options, PercentileRule,
    RecordedDilution, Sample, SampleAnalysis, SizeDistribution, StatedConcentration, Summary,
    Weighting, instrument, percentile,
};

use super::options;

fn open(path: &Path) -> Result<Measurement, ReadError> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    instrument::read(BufReader::new(File::open(path).unwrap()), &name)
}

fn close(value: f64, wanted: f64, tolerance: f64) {
    let off = (value - wanted).abs();
    assert!(off <= tolerance, "{value} where {wanted} is wanted, {off:e} off");
}

fn relative(value: f64, wanted: f64, tolerance: f64) {
    close(value, wanted, tolerance * wanted.abs());
}

fn sample(name: &str) -> String {
    vector(&format!("vesicle/samples/{name}.txt"))
}

fn numbers(name: &str) -> Vec<f64> {
    sample(name).lines().map(|line| line.parse().unwrap()).collect()
}

fn analyse(measurement: Measurement, options: &Checked<Options>) -> SampleAnalysis {
    let name = measurement.source.clone();
    Sample::new(name, vec![measurement], None).unwrap().analyse(options, SeedPlan::new(1)).unwrap()
}

#[test]
fn every_nanosight_column_gives_the_statistics_of_its_file() {
    let mut columns = 0;
    for name in [
        "nta32_beads100nm_12rep",
        "nta34_AD45_F3_full6blocks_latin1",
        "nta34_AD_0h_numberonly",
        "nta34_ATCC_12h_C",
        "nta_beads2_tidy",
    ] {
        let path = format!("data/vesicle/nanosight/{name}.csv");
        let Some(path) = shared("nanosight columns", &path) else { return };
        let measurement = open(&path).unwrap();
        for replicate in &measurement.replicates {
            let (computed, reported) = (measurement.summary(replicate), &replicate.reported);
            for (statistic, reported) in [
                (computed.mean, reported.mean),
                (computed.mode, reported.mode),
                (computed.sd.unwrap(), reported.sd),
                (computed.d10, reported.d10),
                (computed.d50, reported.d50),
                (computed.d90, reported.d90),
            ] {
                close(statistic, reported.unwrap(), 0.0501);
            }
            let total = replicate.concentration.unwrap().per_ml();
            relative(total, reported.concentration.unwrap(), 0.005);
            assert!(replicate.sizes.tracks().unwrap() > 100.0);
            columns += 1;
        }
        let differing = |kind: &FindingKind| {
            matches!(kind, FindingKind::Statistic(_) | FindingKind::Concentration)
        };
        let odd: Vec<_> = measurement.findings.iter().filter(|f| differing(&f.kind)).collect();
        assert!(odd.is_empty(), "{odd:?}");
    }
    assert_eq!(columns, 30);
}

#[test]
fn nanosight_concentrations_carry_the_dilution_that_the_file_records() {
    let path = "data/vesicle/nanosight/nta_beads2_tidy.csv";
    let Some(path) = shared("recorded dilution", path) else { return };
    let measurement = open(&path).unwrap();
    for replicate in &measurement.replicates {
        assert!(matches!(replicate.dilution, RecordedDilution::Applied(f) if f.get() == 1e4));
        assert!(matches!(replicate.concentration, Some(StatedConcentration::Undiluted(_))));
    }
    relative(measurement.replicates[0].concentration.unwrap().per_ml(), 5_905_634_577_311.0, 1e-12);
}

#[test]
fn beads_over_twelve_videos() {
    let path = "data/vesicle/nanosight/nta32_beads100nm_12rep.csv";
    let Some(path) = shared("beads", path) else { return };
    let analysis = analyse(open(&path).unwrap(), &options(|_| ()));
    let all = analysis.all();
    close(all.summary.mean, 100.46, 0.005);
    close(all.summary.mode, 95.31, 0.005);
    relative(all.concentration.unwrap().per_ml(), 1.47e9, 0.005);
    assert!(all.dilution.is_none());
    assert!(matches!(all.concentration, Some(StatedConcentration::Measured(_))));
    let sd = |value: fn(&Summary) -> f64| {
        let videos = &analysis.rows.videos[..12];
        let mean = videos.iter().map(|row| value(&row.summary)).sum::<f64>() / 12.0;
        let squares: f64 = videos.iter().map(|row| (value(&row.summary) - mean).powi(2)).sum();
        (squares / 11.0).sqrt()
    };
    close(sd(|s| s.mean), 4.29, 0.005);
    close(sd(|s| s.mode), 1.71, 0.005);
}

#[test]
fn zetaview_0004() {
    let path = "data/vesicle/zetaview/20250219_0004_EV_ip_p1_F7-1000_size_488.txt";
    let Some(path) = shared("ZetaView 0004", path) else { return };
    let measurement = open(&path).unwrap();
    let replicate = &measurement.replicates[0];
    assert_eq!(replicate.sizes.tracks(), Some(306.0));
    let measured = replicate.concentration.unwrap();
    assert!(matches!(measured, StatedConcentration::Measured(_)));
    relative(measured.per_ml(), 91_615_800.0, 1e-12);
    let summary = measurement.summary(replicate);
    close(summary.d10, 66.333_333_333, 1e-6);
    close(summary.d50, 141.346_153_846, 1e-6);
    close(summary.d90, 333.0, 1e-6);
    close(summary.mean, 176.846_405_228, 1e-6);
    let analysis = analyse(measurement, &options(|_| ()));
    let undiluted = analysis.undiluted().unwrap();
    relative(undiluted.per_ml(), 9.161_58e10, 1e-12);
    let interval = undiluted.interval().unwrap();
    relative(interval.low, 9.161_58e10 * 272.671_386_965 / 306.0, 1e-9);
    relative(interval.high, 9.161_58e10 * 342.278_466_164 / 306.0, 1e-9);
    assert!(analysis.findings.iter().any(|f| f.kind == FindingKind::SecondTable));
}

#[test]
fn zetaview_0002() {
    let path = "data/vesicle/zetaview/20250219_0002_EV_ip_p1_F8-1000_size_488.txt";
    let Some(path) = shared("ZetaView 0002", path) else { return };
    let measurement = open(&path).unwrap();
    let summary = measurement.summary(&measurement.replicates[0]);
    assert_eq!(summary.n, Some(59.0));
    close(summary.d10, 12.375, 1e-9);
    close(summary.d50, 95.0, 1e-9);
    close(summary.d90, 243.0, 1e-9);
    close(summary.mean, 124.110_169_491, 1e-6);
    let statistics = |kind: &FindingKind| matches!(kind, FindingKind::Statistic(_));
    assert!(
        !measurement.findings.iter().any(|f| statistics(&f.kind)),
        "{:?}",
        measurement.findings
    );
}

#[test]
fn a_matrix_holds_one_sample_for_each_group_of_videos() {
    let path = "data/vesicle/nanosight/timecourse_Day1_second_attempt-ExperimentSummary.csv";
    let Some(path) = shared("timecourse", path) else { return };
    let samples = open(&path).unwrap().split("timecourse");
    assert_eq!(samples.len(), 13);
    assert!(samples.iter().all(|(_, sample)| sample.replicates.len() == 3));
    assert_eq!(samples[0].0, "12_500_1");
}

#[test]
fn descriptive_statistics_of_particles_match_numpy() {
    let sizes = SizeDistribution::particles(numbers("A")).unwrap();
    let rule = PercentileRule::UpperEdge;
    let summary = Summary::new(&sizes, rule);
    relative(summary.mean, 99.118_824_262_076_7, 1e-9);
    relative(summary.sd.unwrap(), 27.309_374_788_629_487, 1e-9);
    relative(summary.geometric_mean, 95.573_038_075_269_9, 1e-9);
    relative(summary.geometric_sd.unwrap(), 1.309_321_075_965_743_2, 1e-9);
    relative(summary.d10, 67.368_529_343_641_27, 1e-9);
    relative(summary.d50, 95.116_223_918_854_7, 1e-9);
    relative(summary.d90, 137.653_897_903_052_13, 1e-9);
    relative(summary.span, 0.738_941_956_099_650_5, 1e-9);
    // scipy's Gaussian kernel density with Silverman's bandwidth.
    relative(summary.mode, 89.456_526_674_767_28, 1e-3);
    let volume = sizes.weighted_by(Weighting::Volume);
    for (p, wanted) in
        [(0.1, 83.929_399_914_790_74), (0.5, 119.485_506_971_010_37), (0.9, 169.213_239_338_035_4)]
    {
        relative(percentile(&volume, p, rule), wanted, 1e-9);
    }
    let list = instrument::read(sample("A").as_bytes(), "A.txt").unwrap();
    let analysis = analyse(list, &options(|options| options.components = 1));
    assert_eq!(analysis.sizes, sizes);
    assert!(analysis.density.per_nm.iter().all(|density| *density >= 0.0));
}

#[test]
fn a_single_lognormal_matches_scipy_truncated_and_binned() {
    let single = options(|options| options.components = 1);
    let sizes = SizeDistribution::particles(numbers("A")).unwrap();
    let fit = |sizes: &SizeDistribution| {
        let selection = LognormalMixture::fit(sizes, &single, SeedPlan::new(1)).unwrap();
        let fit = selection.best().clone();
        let component = fit.mixture.components()[0];
        (component.median_nm().ln(), component.gsd().ln(), fit.log_likelihood)
    };
    let (mu, sigma, _) = fit(&sizes);
    relative(mu, 4.559_890_751_778_478, 1e-9);
    relative(sigma, 0.269_239_096_617_458_4, 1e-9);

    let (above, left_out) = sizes.within(80.0, f64::INFINITY).unwrap();
    close(left_out, 136.0 / 500.0, 1e-12);
    let (mu, sigma, likelihood) = fit(&above);
    close(mu, 4.580_218_735_568_423, 2e-4);
    close(sigma, 0.263_891_327_133_875_03, 2e-4);
    // The reference is a density over nm, ours over ln nm.
    let logs: f64 = above.sizes().iter().map(|d| d.ln()).sum();
    close(likelihood - logs, -1_589.564_099_283_882, 1e-4);

    let edges: Vec<f64> = (0..=80).map(|i| 5.0 * f64::from(i)).collect();
    let mut counts = vec![0.0; 80];
    for size in sizes.sizes() {
        counts[(size / 5.0) as usize] += 1.0;
    }
    let binned = SizeDistribution::bins(edges, counts, Some(500.0)).unwrap();
    let (mu, sigma, likelihood) = fit(&binned);
    close(mu, 4.559_483_135_659_258, 1e-5);
    close(sigma, 0.269_988_242_432_620_3, 1e-5);
    close(likelihood, -1_530.691_513_335_580_6, 1e-6);
}

#[test]
fn three_populations_of_sample_m() {
    let options = options(|options| options.components = 4);
    let sizes = SizeDistribution::particles(numbers("M")).unwrap();
    let selection = LognormalMixture::fit(&sizes, &options, SeedPlan::new(1)).unwrap();
    for (fit, bic) in selection.fits.iter().zip([31_435.70, 26_264.58, 25_488.07, 25_516.76]) {
        // More populations may fit better than the reference found, never worse.
        assert!(fit.bic < bic + 0.01, "{} {bic}", fit.bic);
        assert!(fit.trace.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9 * pair[0].abs()));
    }
    let best = selection.best();
    close(best.log_likelihood, -12_704.420_918, 1e-4);
    let components = best.mixture.components();
    assert_eq!(components.len(), 3);
    for (component, (weight, mu, sigma)) in components.iter().zip([
        (0.617_742, 4.498_956, 0.218_907),
        (0.309_610, 5.195_851, 0.264_911),
        (0.072_648, 6.091_245, 0.278_126),
    ]) {
        close(component.weight(), weight, 5e-4);
        close(component.median_nm().ln(), mu, 5e-4);
        close(component.gsd().ln(), sigma, 5e-4);
    }
    for (size, wanted) in [(100.0, 0.962_660), (130.0, 0.557_742), (150.0, 0.167_142)] {
        close(best.mixture.posterior(size)[0], wanted, 2e-3);
    }
}

#[test]
fn truncation_recovers_the_populations_of_sample_m() {
    let options =
        options(|options| (options.components, options.lod) = (3, Nanometres::new(70.0).ok()));
    let measurement = instrument::read(sample("M").as_bytes(), "M.txt").unwrap();
    let analysis = analyse(measurement, &options);
    let selection = analysis.mixture.as_ref().unwrap();
    close(selection.n, 18_469.0, 1e-6);
    let best = selection.best();
    close(best.log_likelihood, -9_138.529_689, 0.01);
    let weights: Vec<f64> = best.mixture.components().iter().map(Component::weight).collect();
    for (weight, wanted) in weights.iter().zip([0.613_085, 0.315_013, 0.071_902]) {
        close(*weight, wanted, 0.01);
    }
    // The truth: 0.62, 0.30 and 0.08 of 20 000.
    let seen = analysis.seen.unwrap();
    assert!(seen.contains(18_469.0 / 20_000.0), "{seen:?}");
}
