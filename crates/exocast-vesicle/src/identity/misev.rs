//! What a report of vesicles has to say, after MISEV2023, filled from what is known.

use serde::Serialize;

use super::panel::MarkerPanel;
use super::purity::Purity;
use super::sized::SizedSample;

/// Whether an item is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reported {
    /// It is known.
    Met,
    /// It has to be given and is not known.
    Missing,
    /// It does not apply to this instrument or sample.
    NotApplicable,
}

impl Reported {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missing => "missing",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// One item of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReportItem {
    /// The sample.
    pub sample: String,
    /// What has to be reported.
    pub item: &'static str,
    /// Whether it is.
    pub status: Reported,
    /// What is known.
    pub value: String,
}

/// A setting as an export names it, and the unit of its numbers where the name or the maker says it.
type Setting = (&'static str, &'static str);

/// Settings by item, as NanoSight and `ZetaView` name them.
const SETTINGS: [(&str, &[Setting]); 9] = [
    ("temperature", &[("Temperature/C", "°C"), ("Temperature", "°C")]),
    ("viscosity", &[("Viscosity/cP", "mPa·s"), ("Viscosity", "mPa·s")]),
    ("laser", &[("Laser Type", ""), ("Laser Wavelength nm", "nm")]),
    ("camera level or sensitivity", &[("Camera Level", ""), ("Sensitivity", "")]),
    ("shutter", &[("Shutter/ms", "ms"), ("Shutter", "")]),
    ("detection threshold", &[("Detection Threshold", ""), ("Minimum Brightness", "")]),
    ("frames or duration", &[("Total frames analysed", "frames"), ("Camera", "")]),
    ("shortest track", &[("Min Track Length", "frames"), ("Minimum Tracelength", "frames")]),
    ("diluent", &[("Diluent", ""), ("Electrolyte", "")]),
];

/// Items that no measurement of size can tell: they have to be written by hand.
const BY_HAND: [&str; 4] = [
    "source of the vesicles and how it was collected and stored",
    "how vesicles were separated and concentrated",
    "images of single vesicles beside a wide field",
    "controls without vesicles (blank, medium, detergent)",
];

fn value_of(sized: &SizedSample, settings: &[Setting]) -> Option<String> {
    let entries = sized.exports.iter().flat_map(|export| &export.metadata);
    entries
        .filter_map(|entry| {
            let (_, unit) = settings.iter().find(|(key, _)| entry.key == *key)?;
            Some((entry, *unit))
        })
        .find_map(|(entry, unit)| {
            let mut values: Vec<&str> = entry
                .values
                .iter()
                .map(String::as_str)
                .filter(|value| !value.is_empty() && *value != "NaN" && *value != "sensed")
                .collect();
            values.dedup();
            (!values.is_empty()).then(|| stated(&values, unit))
        })
}

/// Values with their unit, numbers without the zeros that an export pads them with.
fn stated(values: &[&str], unit: &str) -> String {
    let numbers: Option<Vec<f64>> = values
        .iter()
        .map(|value| value.parse().ok().filter(|number: &f64| number.is_finite()))
        .collect();
    match numbers {
        Some(numbers) => {
            let numbers: Vec<String> = numbers.iter().map(f64::to_string).collect();
            format!("{} {unit}", numbers.join(", ")).trim_end().to_owned()
        }
        None => values.join(", "),
    }
}

/// What a report has to say of a sample: each item met, missing or not applicable, and the value.
pub(super) fn report(
    sized: &SizedSample,
    panel: Option<&MarkerPanel>,
    purity: &[Purity],
) -> Vec<ReportItem> {
    let mut items = Vec::new();
    let mut add = |item, value: Option<String>| {
        let status = match value.as_deref() {
            Some(NOT_APPLICABLE) => Reported::NotApplicable,
            Some(_) => Reported::Met,
            None => Reported::Missing,
        };
        let (sample, value) = (sized.sample.clone(), value.unwrap_or_default());
        items.push(ReportItem { sample, item, status, value });
    };
    let instruments: Vec<&str> =
        sized.exports.iter().map(|export| export.instrument.as_str()).collect();
    add("instrument and software", (!instruments.is_empty()).then(|| instruments.join("; ")));
    let all = sized.rows.last();
    // Several videos or exports are needed before how they differ can be stated.
    let replicates = sized.rows.len().saturating_sub(1);
    add(
        "replicate measurements",
        (replicates > 1).then(|| {
            let exports = sized.exports.len();
            let plural = if exports == 1 { "" } else { "s" };
            format!("{replicates} videos or lists in {exports} export{plural}")
        }),
    );
    add("particles counted", all.and_then(|row| row.summary.n).map(|n| format!("{n:.0}")));
    add(
        "size",
        all.map(|row| {
            format!("mean {:.1} nm, median {:.1} nm", row.summary.mean, row.summary.median)
        }),
    );
    let concentration = all.and_then(|row| row.concentration.as_ref());
    let undiluted = concentration.filter(|concentration| concentration.state == "undiluted");
    add(
        "particles per mL of the sample, with its interval",
        undiluted.map(|concentration| {
            let ends = concentration
                .low
                .zip(concentration.high)
                .map_or(String::new(), |(low, high)| format!(" ({low:.2e} to {high:.2e})"));
            format!("{:.2e}{ends}", concentration.per_ml)
        }),
    );
    // Recorded by the instrument or given with the sample; exports may each have their concentration.
    let mut factors: Vec<f64> = sized.rows.iter().filter_map(|row| row.dilution).collect();
    factors.sort_by(f64::total_cmp);
    factors.dedup();
    let factors: Vec<String> = factors.iter().map(f64::to_string).collect();
    add("dilution", (!factors.is_empty()).then(|| factors.join(", ")));
    add("detection limit", sized.lod_nm.map(|lod| format!("{lod} nm")));
    let tracked = instruments
        .iter()
        .any(|name| name.starts_with("NanoSight") || name.starts_with("ZetaView"));
    for (item, keys) in SETTINGS {
        match value_of(sized, keys) {
            Some(value) => add(item, Some(value)),
            None if tracked => add(item, None),
            None => add(item, Some(NOT_APPLICABLE.to_owned())),
        }
    }
    let misev = panel.map(MarkerPanel::misev);
    add(
        "three proteins of vesicles or more",
        misev.filter(|markers| markers.positive >= 3).map(|markers| markers.positive.to_string()),
    );
    add(
        "a protein of the membrane",
        misev.filter(|markers| markers.membrane >= 1).map(|markers| markers.membrane.to_string()),
    );
    add(
        "a cytosolic protein",
        misev.filter(|markers| markers.cytosolic >= 1).map(|markers| markers.cytosolic.to_string()),
    );
    add(
        "a control of purity",
        misev
            .filter(|markers| markers.controls >= 1)
            .map(|markers| format!("{} looked for", markers.controls)),
    );
    let ratio = purity.iter().find(|purity| purity.ratio == "particles to protein");
    add(
        "particles to protein",
        ratio.map(|purity| format!("{:.2e} {}: {}", purity.value, purity.unit, purity.verdict)),
    );
    for item in BY_HAND {
        add(item, None);
    }
    items
}

/// The value of an item that does not apply.
const NOT_APPLICABLE: &str = "no tracking instrument";
