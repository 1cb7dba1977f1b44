//! Counts of samples with the bias of each sequence divided out.

use std::collections::BTreeMap;

use exocast_core::{Table, Z95, table::Cell};
use serde::{Deserialize, Serialize};

use super::{error::BadBias, table::BiasTable};
use crate::{assign::Quantification, notice::Notice};

/// The bias of one miRNA in a sample, natural logarithm.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct MeasuredBias {
    /// By how much the logarithm of its reads is too large.
    pub mean: f64,
    /// Variance of it: that of the measurement, and that between libraries.
    pub variance: f64,
}

/// Counts of samples whose bias is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Correction {
    samples: Vec<String>,
    /// Names of the rows of the counts, with their counts and bias.
    rows: Vec<(String, Vec<f64>, Option<MeasuredBias>)>,
    notices: Vec<Notice>,
}

/// Layout of reads whose adapters were cut off before.
const TRIMMED: &str = "insert";

impl Quantification<'_> {
    /// Divides a measured bias out of the counts. Sequences decide which row has which bias; rows without one keep their counts,
    /// and are in a [notice](Correction::notices). With `any_kit`, the bias of another kit is taken, and a notice says so.
    ///
    /// # Errors
    /// Where a sample has another layout than the pool that the bias was measured on.
    pub fn correct(&self, bias: &BiasTable, any_kit: bool) -> Result<Correction, BadBias> {
        let mut correction = Correction {
            samples: self.samples().map(str::to_owned).collect(),
            ..Correction::default()
        };
        let mut unchecked = Vec::new();
        for sample in &self.samples {
            let layout = &sample.detection.layout;
            // Nothing is counted of a sample whose layout was not recognised.
            if layout.is_empty() || *layout == bias.layout && layout != TRIMMED {
                continue;
            }
            let is_known = !bias.layout.is_empty() && bias.layout != TRIMMED && layout != TRIMMED;
            if is_known && !any_kit {
                return Err(BadBias::OtherKit {
                    sample: sample.name.clone(),
                    layout: layout.clone(),
                    kit: bias.kit.clone(),
                    measured: bias.layout.clone(),
                });
            }
            if is_known {
                correction.notices.push(Notice::BiasOfOtherKit {
                    sample: sample.name.clone(),
                    layout: layout.clone(),
                    measured: bias.layout.clone(),
                });
            } else {
                unchecked.push(sample.name.clone());
            }
        }
        if !unchecked.is_empty() {
            let kit = bias.kit.clone();
            correction.notices.push(Notice::KitUnchecked { samples: unchecked, kit });
        }
        let catalogue = self.index.catalogue();
        let ln2 = std::f64::consts::LN_2;
        let between = bias.spread.unwrap_or(0.0) * ln2;
        for (row, members) in self.rows.members().iter().enumerate() {
            let mut sequences = members.iter().map(|i| &catalogue.matures()[*i].sequence);
            let first = sequences.next();
            let first = first.filter(|first| sequences.all(|other| other == *first));
            let measured = first.and_then(|sequence| bias.of_sequence(sequence));
            let measured = measured.map(|known| MeasuredBias {
                mean: known.log2_bias * ln2,
                variance: (known.error * ln2).powi(2) + between * between,
            });
            let counts = (0..self.samples.len()).map(|i| self.amounts(i)[row]).collect();
            correction.rows.push((catalogue.joint_name(members), counts, measured));
        }
        correction.note_unknown();
        Ok(correction)
    }
}

impl Correction {
    /// The bias of each row of the counts that has one.
    #[must_use]
    pub fn biases(&self) -> BTreeMap<String, MeasuredBias> {
        self.rows.iter().filter_map(|(name, _, bias)| Some((name.clone(), (*bias)?))).collect()
    }

    /// What to know: rows without a bias, and samples of other kits.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    fn note_unknown(&mut self) {
        let sum = |counts: &[f64]| counts.iter().sum::<f64>();
        let total: f64 = self.rows.iter().map(|(_, counts, _)| sum(counts)).sum();
        let counted = self.rows.iter().filter(|(_, counts, _)| sum(counts) > 0.0);
        let mirnas = counted.clone().count();
        let mut unknown: Vec<(f64, &str)> = counted
            .filter(|(.., bias)| bias.is_none())
            .map(|(name, counts, _)| (sum(counts), name.as_str()))
            .collect();
        if unknown.is_empty() {
            return;
        }
        unknown.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let share = unknown.iter().map(|(reads, _)| reads).sum::<f64>() / total;
        let names = unknown.iter().map(|(_, name)| (*name).to_owned()).collect();
        self.notices.push(Notice::NoBias { names, mirnas, share });
    }

    /// As a table: `sample mirna counts log2_bias error corrected low high share`, rows with counts.
    ///
    /// `corrected` are the counts divided by the bias, with a 95 % interval of bias and counting; `share` is theirs of all of the
    /// sample. A miRNA without a bias has none, and its counts as they are.
    ///
    /// ```
    /// use exocast_mirna::{BiasTable, Catalogue, QuantifyOptions, ReadIndex, core::options::Options, quantify};
    ///
    /// let hairpin = ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
    /// let mature = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
    /// let catalogue = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", None)?;
    /// let mut options = QuantifyOptions::default();
    /// options.library = "trimmed".parse()?;
    /// let options = options.check()?;
    /// let index = ReadIndex::new(&catalogue, &[], None, &options);
    /// let reads = format!("@r\nTAGCTTATCAGACTGATGTTGA\n+\n{}\n", "I".repeat(22)).repeat(80);
    /// let sample = index.read("EV_1", [("EV_1.fastq", reads.as_bytes())], &options)?;
    ///
    /// let bias = "sequence\tlog2_bias\terror\nUAGCUUAUCAGACUGAUGUUGA\t2\t0.1\n";
    /// let bias = BiasTable::read(bias.as_bytes(), "bias.tsv")?;
    /// let correction = quantify(&index, vec![sample], &options).correct(&bias, false)?;
    /// let table = correction.table();
    /// let row = table.rows().next().ok_or("a row")?;
    /// assert!(matches!(row[5], exocast_mirna::core::Cell::Real(corrected) if (corrected - 20.0).abs() < 1e-9));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "sample",
            "mirna",
            "counts",
            "log2_bias",
            "error",
            "corrected",
            "low",
            "high",
            "share",
        ]);
        let ln2 = std::f64::consts::LN_2;
        for (i, sample) in self.samples.iter().enumerate() {
            let corrected = |counts: &[f64], bias: &Option<MeasuredBias>| {
                counts[i] * (-bias.map_or(0.0, |bias| bias.mean)).exp()
            };
            let total: f64 =
                self.rows.iter().map(|(_, counts, bias)| corrected(counts, bias)).sum();
            for (name, counts, bias) in self.rows.iter().filter(|(_, counts, _)| counts[i] > 0.0) {
                let value = corrected(counts, bias);
                let variance = 1.0 / counts[i] + bias.map_or(0.0, |bias| bias.variance);
                let end = |sign: f64| value * (sign * Z95 * variance.sqrt()).exp();
                table.push([
                    Cell::from(sample.as_str()),
                    name.as_str().into(),
                    counts[i].into(),
                    bias.map(|bias| bias.mean / ln2).into(),
                    bias.map(|bias| bias.variance.sqrt() / ln2).into(),
                    value.into(),
                    end(-1.0).into(),
                    end(1.0).into(),
                    (value / total).into(),
                ]);
            }
        }
        table
    }
}
