//! Checks of an export against its own bins.

use super::finding::Finding;
use super::finding_kind::FindingKind;
use super::measurement::Measurement;
use crate::size::Summary;
use crate::stats::sample_sd;

/// Statistics are printed to one decimal.
const TENTH: f64 = 0.0501;

/// Each statistic of each video against that of its bins.
pub(crate) fn check_report(measurement: &mut Measurement) {
    let mut findings = Vec::new();
    for replicate in &measurement.replicates {
        let summary = measurement.summary(replicate);
        let reported = &replicate.reported;
        let pairs = [
            ("mean", Some(summary.mean), reported.mean),
            ("mode", Some(summary.mode), reported.mode),
            ("SD", summary.sd, reported.sd),
            ("D10", Some(summary.d10), reported.d10),
            ("D50", Some(summary.d50), reported.d50),
            ("D90", Some(summary.d90), reported.d90),
        ];
        for (name, expected, actual) in pairs {
            if let (Some(expected), Some(actual)) = (expected, actual)
                && (expected - actual).abs() > TENTH
            {
                let kind = FindingKind::Statistic(name);
                let (expected, actual) = (format!("{expected:.1} nm"), format!("{actual} nm"));
                let finding = Finding::new(&measurement.source, kind, expected, actual);
                findings.push(finding.about(&replicate.name));
            }
        }
        let total = replicate.concentration.map(|concentration| concentration.per_ml());
        if let (Some(expected), Some(actual)) = (total, reported.concentration)
            && (expected - actual).abs() > third_digit(expected.max(actual))
        {
            let kind = FindingKind::Concentration;
            let (expected, actual) = (format!("{expected:.2e} /mL"), format!("{actual:.2e} /mL"));
            findings.push(
                Finding::new(&measurement.source, kind, expected, actual).about(&replicate.name),
            );
        }
    }
    measurement.findings.extend(findings);
}

/// The `Average` and `Standard Error` columns against the videos; the error is s/√n.
pub(crate) fn check_averages(
    measurement: &mut Measurement,
    columns: &[(&'static str, Option<f64>, Option<f64>)],
) {
    let videos: Vec<Summary> =
        measurement.replicates.iter().map(|replicate| measurement.summary(replicate)).collect();
    // A video that was left out counts in the file's summary average.
    if measurement.findings.iter().any(|finding| finding.kind == FindingKind::EmptyVideo) {
        return;
    }
    let mut findings = Vec::new();
    for &(name, average, error) in columns {
        let value: fn(&Summary) -> Option<f64> = match name {
            "Mean" => |s| Some(s.mean),
            "Mode" => |s| Some(s.mode),
            "SD" => |s| s.sd,
            "D10" => |s| Some(s.d10),
            "D50" => |s| Some(s.d50),
            _ => |s| Some(s.d90),
        };
        let Some(values) = videos.iter().map(value).collect::<Option<Vec<f64>>>() else {
            continue;
        };
        let n = values.len() as f64;
        let pairs = [
            ("Average", Some(values.iter().sum::<f64>() / n), average),
            ("Standard Error", sample_sd(&values).map(|sd| sd / n.sqrt()), error),
        ];
        for (column, expected, actual) in pairs {
            if let (Some(expected), Some(actual)) = (expected, actual)
                && (expected - actual).abs() > TENTH
            {
                let kind = FindingKind::Statistic(name);
                let (expected, actual) = (format!("{expected:.1} nm"), format!("{actual} nm"));
                let finding = Finding::new(&measurement.source, kind, expected, actual);
                findings.push(finding.about(column));
            }
        }
    }
    measurement.findings.extend(findings);
}

/// Half a unit of the third significant digit, a little more for rounding.
fn third_digit(value: f64) -> f64 {
    0.500_1 * 10_f64.powf(value.log10().floor() - 2.0)
}
