//! Absolute copies from spikes of known amount.

use std::io::BufRead;

use exocast_core::{Interval, LabelledMatrix, Location, Malformed, ReadError, Table, table::Cell};
use serde::{Deserialize, Serialize};
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::{Notice, Quantification};

/// Known amounts of spikes, in copies/µL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpikeAmounts(Vec<(String, f64)>);

/// A volume above zero, in µL.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Microlitres(f64);

/// A volume or a dilution that cannot be.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is not above zero: a volume (µL) or a dilution has to be")]
pub struct NotAboveZero(pub f64);

/// What stands between the volume in which spikes have their amount and a millilitre of biofluid.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Extraction {
    spiked: Microlitres,
    biofluid: Microlitres,
    dilution: f64,
}

/// The dose–response of spikes: log10 reads = intercept + slope · log10 copies.
///
/// Ordinary least squares over the spikes that were read. The interval of copies read back from it is
/// that of inverse prediction (Miller 1991, Clin Chem 37:1430), with Poisson noise of the count added.
///
/// ```
/// use exocast_mirna::SpikeCurve;
///
/// let curve = SpikeCurve::fit(&[(10.0, 1e2), (105.0, 1e3), (980.0, 1e4), (10_100.0, 1e5)])?;
/// assert!((curve.slope() - 1.0).abs() < 0.02 && curve.r_squared() > 0.999);
/// let copies = curve.copies(1000.0).unwrap();
/// assert!(copies.contains(1e4));
/// # Ok::<(), exocast_mirna::BadCurve>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SpikeCurve {
    slope: f64,
    intercept: f64,
    r_squared: f64,
    residual_sd: f64,
    /// Root mean square error of each spike predicted without itself, in log10 copies.
    leave_one_out: f64,
    spikes: usize,
    not_read: usize,
    range: (f64, f64),
    mean: (f64, f64),
    sum_of_squares: f64,
}

/// Spikes that make no curve.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadCurve {
    /// A line with its scatter needs three.
    #[error("{found} spikes have reads and an amount; a curve needs at least 3")]
    TooFew {
        /// How many there are.
        found: usize,
    },
    /// All amounts are equal.
    #[error("all spikes have the same amount; a curve needs several")]
    OneAmount,
    /// More spike gives no more reads.
    #[error("reads do not rise with the amount of spike (slope {slope:.3})")]
    NotRising {
        /// The slope found.
        slope: f64,
    },
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

fn above_zero(value: f64) -> Result<f64, NotAboveZero> {
    if value.is_finite() && value > 0.0 { Ok(value) } else { Err(NotAboveZero(value)) }
}

impl Default for Extraction {
    /// Amounts of spikes are per µL of biofluid: 1000 times as many per mL.
    fn default() -> Self {
        Self { spiked: Microlitres(1.0), biofluid: Microlitres(1.0), dilution: 1.0 }
    }
}

impl Extraction {
    /// Spikes have their amount in `spiked` (the eluate, or the biofluid itself), which holds the RNA of
    /// `biofluid`, diluted `dilution` times before extraction (1: not at all).
    ///
    /// # Errors
    /// Where the dilution is not finite or not above zero.
    pub fn new(
        spiked: Microlitres,
        biofluid: Microlitres,
        dilution: f64,
    ) -> Result<Self, NotAboveZero> {
        Ok(Self { spiked, biofluid, dilution: above_zero(dilution)? })
    }

    /// Copies per mL of biofluid for one copy per µL of what holds the spikes.
    #[must_use]
    pub fn per_millilitre(&self) -> f64 {
        1000.0 * self.spiked.0 / self.biofluid.0 * self.dilution
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
        if let Some((_, bad)) = amounts.iter().find(|(_, amount)| *amount < 0.0) {
            let at = Location::new(source).field(WANTED);
            let cause = Malformed::field(bad.to_string(), "an amount of zero or more copies/µL");
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

/// A line by least squares: slope, intercept, mean x, mean y, Σ(x−x̄)².
fn line(points: &[(f64, f64)]) -> (f64, f64, f64, f64, f64) {
    let n = points.len() as f64;
    let mean_x = points.iter().map(|p| p.0).sum::<f64>() / n;
    let mean_y = points.iter().map(|p| p.1).sum::<f64>() / n;
    let xx: f64 = points.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    let xy: f64 = points.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    let slope = xy / xx;
    (slope, mean_y - slope * mean_x, mean_x, mean_y, xx)
}

impl SpikeCurve {
    /// Fits (reads, copies/µL) of each spike. Those without reads or without amount have no logarithm
    /// and are left out; how many had an amount but no reads is [kept](Self::not_read).
    ///
    /// # Errors
    /// With fewer than three spikes left, one amount only, or a slope that is not positive.
    pub fn fit(points: &[(f64, f64)]) -> Result<Self, BadCurve> {
        let logs: Vec<(f64, f64)> = points
            .iter()
            .filter(|(reads, copies)| *reads > 0.0 && *copies > 0.0)
            .map(|(reads, copies)| (copies.log10(), reads.log10()))
            .collect();
        if logs.len() < 3 {
            return Err(BadCurve::TooFew { found: logs.len() });
        }
        let (slope, intercept, mean_x, mean_y, xx) = line(&logs);
        if xx <= f64::EPSILON {
            return Err(BadCurve::OneAmount);
        }
        if slope <= 0.0 {
            return Err(BadCurve::NotRising { slope });
        }
        let n = logs.len() as f64;
        let residual: f64 = logs.iter().map(|p| (p.1 - intercept - slope * p.0).powi(2)).sum();
        let total: f64 = logs.iter().map(|p| (p.1 - mean_y).powi(2)).sum();
        let left_out = (0..logs.len()).map(|i| {
            let mut others = logs.clone();
            let (x, y) = others.remove(i);
            let (slope, intercept, ..) = line(&others);
            ((y - intercept) / slope - x).powi(2)
        });
        let copies = logs.iter().map(|p| p.0);
        Ok(Self {
            slope,
            intercept,
            r_squared: if total > 0.0 { 1.0 - residual / total } else { 1.0 },
            residual_sd: (residual / (n - 2.0)).sqrt(),
            leave_one_out: (left_out.sum::<f64>() / n).sqrt(),
            spikes: logs.len(),
            not_read: points
                .iter()
                .filter(|(reads, copies)| *reads <= 0.0 && *copies > 0.0)
                .count(),
            range: (
                10_f64.powf(copies.clone().fold(f64::INFINITY, f64::min)),
                10_f64.powf(copies.fold(f64::NEG_INFINITY, f64::max)),
            ),
            mean: (mean_x, mean_y),
            sum_of_squares: xx,
        })
    }

    /// Rise of log10 reads with log10 copies; 1 where reads are proportional to copies.
    #[must_use]
    pub fn slope(&self) -> f64 {
        self.slope
    }

    /// log10 reads of one copy/µL.
    #[must_use]
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// Coefficient of determination.
    #[must_use]
    pub fn r_squared(&self) -> f64 {
        self.r_squared
    }

    /// Residual standard deviation, in log10 reads.
    #[must_use]
    pub fn residual_sd(&self) -> f64 {
        self.residual_sd
    }

    /// Error of each spike predicted from the others, root mean square in log10 copies.
    #[must_use]
    pub fn leave_one_out(&self) -> f64 {
        self.leave_one_out
    }

    /// Spikes with an amount that were not read: they lie below the limit of detection.
    #[must_use]
    pub fn not_read(&self) -> usize {
        self.not_read
    }

    /// Smallest and largest amount of the curve, in copies/µL; outside of it copies are extrapolated.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        self.range
    }

    /// Copies/µL of what has `reads`, with a 95 % interval; nothing without reads.
    ///
    /// On the logarithm: x₀ = (y₀ − a)/b ± t(n−2)·√(s²(1 + 1/n + (x₀−x̄)²/Sxx) + 1/(reads·ln²10))/b.
    #[must_use]
    pub fn copies(&self, reads: f64) -> Option<Interval> {
        if reads.is_nan() || reads <= 0.0 {
            return None;
        }
        let n = self.spikes as f64;
        let x = (reads.log10() - self.intercept) / self.slope;
        let scatter = self.residual_sd.powi(2)
            * (1.0 + 1.0 / n + (x - self.mean.0).powi(2) / self.sum_of_squares);
        let poisson = 1.0 / (reads * std::f64::consts::LN_10.powi(2));
        let t = StudentsT::new(0.0, 1.0, n - 2.0).ok()?.inverse_cdf(0.975);
        let half = t * (scatter + poisson).sqrt() / self.slope;
        Some(Interval::new(10_f64.powf(x), 10_f64.powf(x - half), 10_f64.powf(x + half)))
    }
}

/// Copies of each miRNA in each sample.
#[derive(Clone, Debug, Default)]
pub struct Copies {
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
}

impl MirnaCopies {
    /// Copies per mL of biofluid.
    #[must_use]
    pub fn per_millilitre(&self, extraction: &Extraction) -> Interval {
        self.copies_per_ul.scale(extraction.per_millilitre())
    }
}

impl Copies {
    /// As a table: `sample mirna reads copies_per_ul low high`.
    #[must_use]
    pub fn table(&self) -> Table {
        let columns = ["sample", "mirna", "reads", "copies_per_ul", "low", "high"];
        let mut table = Table::new(columns);
        for row in &self.rows {
            let copies = row.copies_per_ul;
            table.push([
                Cell::from(row.sample.as_str()),
                row.mirna.as_str().into(),
                row.reads.into(),
                copies.value.into(),
                copies.low.into(),
                copies.high.into(),
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
        for (i, sample) in self.samples().enumerate() {
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
                }));
            }
            copies.curves.push(Some(curve));
        }
        Ok(copies)
    }
}
