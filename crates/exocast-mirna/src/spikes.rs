//! Absolute copies from spikes of known amount.

use std::{fmt, io::BufRead};

use exocast_core::{Interval, LabelledMatrix, Location, Malformed, ReadError, Table, table::Cell};
use serde::{Deserialize, Serialize};

use crate::{Notice, Quantification, SpikeCurve};

/// Known amounts of spikes, in copies/µL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpikeAmounts(Vec<(String, f64)>);

/// A volume above zero, in µL.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Microlitres(f64);

/// How many times a biofluid was diluted, above zero; 1 is not at all.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Dilution(f64);

/// A volume or a dilution that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not above zero: a volume (µL) or a dilution has to be")]
pub struct NotAboveZero(pub f64);

/// What stands between the volume in which spikes have their amount and a millilitre of biofluid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    spiked: Microlitres,
    biofluid: Microlitres,
    dilution: Dilution,
}

impl Microlitres {
    /// Checks and wraps a volume.
    ///
    /// # Errors
    /// Where it is not finite or not above zero.
    pub fn new(value: f64) -> Result<Self, NotAboveZero> {
        above_zero(value).map(Self)
    }

    /// The bare number, in µL.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Microlitres {
    type Error = NotAboveZero;

    fn try_from(value: f64) -> Result<Self, NotAboveZero> {
        Self::new(value)
    }
}

impl From<Microlitres> for f64 {
    fn from(volume: Microlitres) -> Self {
        volume.0
    }
}

impl Dilution {
    /// Not diluted.
    pub const NONE: Self = Self(1.0);

    /// Checks and wraps a factor.
    ///
    /// # Errors
    /// Where it is not finite or not above zero.
    pub fn new(factor: f64) -> Result<Self, NotAboveZero> {
        above_zero(factor).map(Self)
    }

    /// The bare factor.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Dilution {
    type Error = NotAboveZero;

    fn try_from(value: f64) -> Result<Self, NotAboveZero> {
        Self::new(value)
    }
}

impl From<Dilution> for f64 {
    fn from(dilution: Dilution) -> Self {
        dilution.0
    }
}

fn above_zero(value: f64) -> Result<f64, NotAboveZero> {
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(NotAboveZero(value)) }
}

impl Default for Extraction {
    /// Amounts of spikes are per µL of biofluid: 1000 times as many per mL.
    fn default() -> Self {
        Self { spiked: Microlitres(1.0), biofluid: Microlitres(1.0), dilution: Dilution::NONE }
    }
}

impl Extraction {
    /// Spikes have their amount in `spiked` (the eluate, or the biofluid itself), which holds the RNA of
    /// `biofluid`, diluted `dilution` times before extraction.
    #[must_use]
    pub const fn new(spiked: Microlitres, biofluid: Microlitres, dilution: Dilution) -> Self {
        Self { spiked, biofluid, dilution }
    }

    /// Copies per mL of biofluid for one copy per µL of what holds the spikes.
    #[must_use]
    pub fn per_millilitre(&self) -> f64 {
        1000.0 * self.spiked.0 / self.biofluid.0 * self.dilution.0
    }
}

impl SpikeAmounts {
    /// Reads a table with a header and the columns `spike` and `copies_per_ul`; others are passed over.
    ///
    /// # Errors
    /// Where the table is malformed, has no such columns, or an amount is negative.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        const WANTED: &str = "copies_per_ul";
        let matrix = LabelledMatrix::read_where(reader, source, |name| name == WANTED)?;
        let amounts: Vec<(String, f64)> =
            matrix.rows().map(str::to_owned).zip(matrix.values().iter().copied()).collect();
        if let Some((spike, bad)) = amounts.iter().find(|(_, amount)| *amount < 0.0) {
            let at = Location::new(source).field(WANTED);
            let found = format!("{bad} of {spike}");
            let cause = Malformed::field(found, "an amount of zero or more copies/µL");
            return Err(ReadError::malformed(at, cause));
        }
        Ok(Self(amounts))
    }

    /// The amounts, in order.
    #[must_use]
    pub fn amounts(&self) -> &[(String, f64)] {
        &self.0
    }
}

/// Copies of each miRNA in each sample.
#[derive(Clone, Debug, Default)]
pub struct Copies {
    /// Names of the samples.
    pub samples: Vec<String>,
    /// The curve of each sample, in order; nothing where its spikes make none.
    pub curves: Vec<Option<SpikeCurve>>,
    /// One for each miRNA with reads in a sample with a curve, by sample, then in catalogue order.
    pub rows: Vec<MirnaCopies>,
    /// Spikes without partner, samples without curve.
    pub notices: Vec<Notice>,
}

/// Copies of one miRNA in one sample.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MirnaCopies {
    /// The sample.
    pub sample: String,
    /// The miRNA, or group of them.
    pub mirna: String,
    /// Reads (molecules).
    pub reads: f64,
    /// Copies/µL of what holds the spikes, with a 95 % interval.
    pub copies_per_ul: Interval,
    /// Where they lie against the curve.
    pub range: CopyRange,
}

/// Where copies lie against the curve they are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyRange {
    /// Below the limit of detection.
    BelowDetection,
    /// Above that, below the limit of quantification.
    BelowQuantification,
    /// Quantified, below the smallest amount of a spike: extrapolated.
    BelowSpikes,
    /// Within the amounts of the spikes.
    Within,
    /// Above the largest amount of a spike: extrapolated.
    AboveSpikes,
}

impl CopyRange {
    fn of(copies: f64, curve: &SpikeCurve) -> Self {
        // What lies at an end of the range is within, whatever rounding the fit has.
        let (least, most) = (curve.range().0 * (1.0 - 1e-9), curve.range().1 * (1.0 + 1e-9));
        match copies {
            x if x < curve.detection_limit() => Self::BelowDetection,
            x if x < curve.quantification_limit() => Self::BelowQuantification,
            x if x < least => Self::BelowSpikes,
            x if x > most => Self::AboveSpikes,
            _ => Self::Within,
        }
    }
}

impl fmt::Display for CopyRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BelowDetection => "below detection",
            Self::BelowQuantification => "below quantification",
            Self::BelowSpikes => "below spikes",
            Self::Within => "within",
            Self::AboveSpikes => "above spikes",
        })
    }
}

impl MirnaCopies {
    /// Copies per mL of biofluid.
    #[must_use]
    pub fn per_millilitre(&self, extraction: &Extraction) -> Interval {
        self.copies_per_ul.scale(extraction.per_millilitre())
    }
}

impl Copies {
    /// As a table: `sample mirna reads copies_per_ul low high`, and with an extraction `copies_per_ml low high`
    /// of biofluid; last `range`: `within` the amounts of the spikes, or what is wrong with it.
    #[must_use]
    pub fn table(&self, extraction: Option<&Extraction>) -> Table {
        let plain = ["sample", "mirna", "reads", "copies_per_ul", "low", "high"];
        let fluid = ["copies_per_ml", "low_per_ml", "high_per_ml"];
        let fluid = extraction.map(|_| fluid).into_iter().flatten();
        let mut table = Table::new(plain.into_iter().chain(fluid).chain(["range"]));
        for row in &self.rows {
            let interval =
                |i: Interval| [Cell::from(i.value), Cell::from(i.low), Cell::from(i.high)];
            let names: [Cell; 3] =
                [row.sample.as_str().into(), row.mirna.as_str().into(), row.reads.into()];
            let per_ml = extraction.map(|e| interval(row.per_millilitre(e)));
            let cells = names.into_iter().chain(interval(row.copies_per_ul));
            let cells = cells.chain(per_ml.into_iter().flatten());
            table.push(cells.chain([row.range.to_string().into()]));
        }
        table
    }

    /// The curves: `sample slope intercept r_squared scatter leave_one_out detection_limit quantification_limit
    /// lowest highest spikes not_read`; amounts in copies/µL, empty where a sample has no curve.
    #[must_use]
    pub fn curves_table(&self) -> Table {
        let mut table = Table::new([
            "sample",
            "slope",
            "intercept",
            "r_squared",
            "scatter",
            "leave_one_out",
            "detection_limit",
            "quantification_limit",
            "lowest",
            "highest",
            "spikes",
            "not_read",
        ]);
        for (sample, curve) in self.samples.iter().zip(&self.curves) {
            let of = |value: fn(&SpikeCurve) -> f64| Cell::from(curve.as_ref().map(value));
            let count = |value: fn(&SpikeCurve) -> usize| Cell::from(curve.as_ref().map(value));
            table.push([
                sample.as_str().into(),
                of(SpikeCurve::slope),
                of(SpikeCurve::intercept),
                of(SpikeCurve::r_squared),
                of(SpikeCurve::scatter),
                curve.as_ref().and_then(SpikeCurve::leave_one_out).into(),
                of(SpikeCurve::detection_limit),
                of(SpikeCurve::quantification_limit),
                of(|curve| curve.range().0),
                of(|curve| curve.range().1),
                count(SpikeCurve::spikes),
                count(SpikeCurve::not_read),
            ]);
        }
        table
    }
}

impl Quantification<'_> {
    /// Copies of every miRNA by the spikes of its sample.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn copies(&self, amounts: &SpikeAmounts) -> Result<Copies, exocast_core::BadMatrix> {
        let counts = self.counts()?;
        let mut copies = Copies::default();
        let known = self.spikes(0);
        let unmatched = amounts
            .amounts()
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| !known.iter().any(|(spike, _)| spike == name))
            .chain(
                known
                    .iter()
                    .map(|(spike, _)| *spike)
                    .filter(|spike| !amounts.amounts().iter().any(|(name, _)| name == spike)),
            );
        copies.notices.extend(unmatched.map(|s| Notice::UnmatchedSpike { spike: s.to_owned() }));
        let zero = amounts.amounts().iter().filter(|(_, amount)| *amount <= 0.0);
        let spikes: Vec<String> = zero.map(|(spike, _)| spike.clone()).collect();
        if !spikes.is_empty() {
            copies.notices.push(Notice::ZeroSpikes { spikes });
        }
        for (i, sample) in self.samples().enumerate() {
            copies.samples.push(sample.to_owned());
            let read = self.spikes(i);
            let points: Vec<(f64, f64)> = amounts
                .amounts()
                .iter()
                .filter_map(|(name, copies)| {
                    let (_, reads) = read.iter().find(|(spike, _)| spike == name)?;
                    Some((*reads as f64, *copies))
                })
                .collect();
            let curve = match SpikeCurve::fit(&points) {
                Ok(curve) => curve,
                Err(cause) => {
                    let sample = sample.to_owned();
                    copies.notices.push(Notice::NoCopies { sample, cause });
                    copies.curves.push(None);
                    continue;
                }
            };
            for (mirna, reads) in counts.rows().zip(counts.values().column(i)) {
                copies.rows.extend(curve.copies(*reads).map(|copies_per_ul| MirnaCopies {
                    sample: sample.to_owned(),
                    mirna: mirna.to_owned(),
                    reads: *reads,
                    copies_per_ul,
                    range: CopyRange::of(copies_per_ul.value, &curve),
                }));
            }
            copies.curves.push(Some(curve));
        }
        Ok(copies)
    }
}
