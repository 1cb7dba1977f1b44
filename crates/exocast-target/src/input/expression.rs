//! Expression of the recipient's genes.

use super::{lookup::Lookup, transcripts::Transcripts};
use crate::{error::ComputeError, notice::Notice, options::ExpressionScale};

/// TPM by gene or transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    rows: Vec<(String, f64)>,
    notices: Vec<Notice>,
}

/// No logarithm of a TPM to any base from e upwards is larger than this (2^19.9 is a million).
const LARGEST_LOGARITHM: f64 = 20.0;

/// The sum of fewer rows does not reveal their scale.
const ENOUGH_ROWS: usize = 1000;

impl Expression {
    /// Expression from values in a scale.
    ///
    /// [`ExpressionScale::Auto`] takes values below zero for natural logarithms. Else a table of at
    /// least 1,000 rows in which no value is above 20 is taken in the scale whose TPM add up closest,
    /// by ratio, to a million; and any other table for TPM. What is found is said in a notice.
    ///
    /// TPM that add up to more than a million by over a tenth (read counts, say) are scaled to a
    /// million, with a notice.
    #[must_use]
    pub fn from_values(
        rows: Vec<(String, f64)>,
        scale: ExpressionScale,
        mut notices: Vec<Notice>,
    ) -> Self {
        let scale = if scale == ExpressionScale::Auto {
            let detected = detect(&rows);
            notices.push(Notice::ScaleDetected { scale: detected });
            detected
        } else {
            scale
        };
        let mut rows: Vec<(String, f64)> =
            rows.into_iter().map(|(name, value)| (name, scale.to_tpm(value).max(0.0))).collect();
        let sum: f64 = rows.iter().map(|row| row.1).sum();
        if sum > 1.1e6 {
            notices.push(Notice::ExpressionScaled { sum });
            for row in &mut rows {
                row.1 *= 1e6 / sum;
            }
        }
        Self { rows, notices }
    }

    /// Names and TPM, in the order given.
    #[must_use]
    pub fn rows(&self) -> &[(String, f64)] {
        &self.rows
    }

    /// Notices about how it was read.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// TPM of each transcript, nothing where no row names it or its gene.
    ///
    /// Rows that name a transcript go to it, rows that name a gene are shared equally by its transcripts, and what
    /// comes to one transcript adds up. Accessions match whatever their version, where that is unique on both sides.
    /// Notices about how names were matched are added to `notices`.
    ///
    /// # Errors
    /// Where no name matches.
    pub fn assign(
        &self,
        transcripts: &Transcripts,
        notices: &mut Vec<Notice>,
    ) -> Result<Vec<Option<f64>>, ComputeError> {
        let lookup = Lookup::new(transcripts, self.rows.iter().map(|row| row.0.as_str()));
        let mut tpm: Vec<Option<f64>> = vec![None; transcripts.len()];
        let (mut unmatched, mut lost, mut genes, mut isoforms, mut any_version) = (0, 0.0, 0, 0, 0);
        for (name, value) in &self.rows {
            let Some(matched) = lookup.find(name) else {
                unmatched += 1;
                lost += value;
                continue;
            };
            any_version += usize::from(matched.any_version);
            let places = matched.places;
            if matched.gene && places.len() > 1 {
                genes += 1;
                isoforms += places.len();
            }
            for &place in places {
                *tpm[place].get_or_insert(0.0) += value / places.len() as f64;
            }
        }
        if unmatched == self.rows.len() {
            let first = transcripts.get(0);
            return Err(ComputeError::NoTranscript {
                table: "expression",
                count: unmatched,
                example: self.rows.first().map(|row| row.0.clone()).unwrap_or_default(),
                transcript: first.map_or("", |t| t.gene.unwrap_or(t.name)).to_owned(),
            });
        }
        notices.extend(Notice::any_version("expression", any_version));
        if unmatched > 0 {
            notices.push(Notice::ExpressionUnmatched { rows: unmatched, tpm: lost });
        }
        if genes > 0 {
            notices.push(Notice::SharedByIsoforms { genes, transcripts: isoforms });
        }
        let transcripts = tpm.iter().filter(|value| value.is_none()).count();
        if transcripts > 0 {
            notices.push(Notice::TranscriptsWithoutExpression { transcripts });
        }
        Ok(tpm)
    }
}

fn detect(rows: &[(String, f64)]) -> ExpressionScale {
    use ExpressionScale::{Ln, Log2, Log10, Tpm};
    if rows.iter().any(|row| row.1 < 0.0) {
        return Ln;
    }
    if rows.len() < ENOUGH_ROWS || rows.iter().any(|row| row.1 > LARGEST_LOGARITHM) {
        return Tpm;
    }
    let misfit = |scale: ExpressionScale| {
        let sum: f64 = rows.iter().map(|row| scale.to_tpm(row.1)).sum();
        (sum / 1e6).ln().abs()
    };
    [Tpm, Ln, Log2, Log10]
        .into_iter()
        .min_by(|a, b| misfit(*a).total_cmp(&misfit(*b)))
        .unwrap_or(Tpm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: impl Iterator<Item = f64>, expected: ExpressionScale) {
        let rows: Vec<_> = values.enumerate().map(|(i, v)| (format!("g{i}"), v)).collect();
        assert_eq!(detect(&rows), expected);
    }

    #[test]
    fn the_scale_is_found() {
        let tpm = |i: u32| 100.0 * f64::from(i % 200 + 1) / 100.5;
        check((0..10_000).map(tpm), ExpressionScale::Tpm);
        check((0..10_000).map(|i| tpm(i).ln().max(0.0)), ExpressionScale::Ln);
        check((0..10_000).map(|i| tpm(i).log2().max(0.0)), ExpressionScale::Log2);
        check((0..10_000).map(|i| tpm(i).log10().max(0.0)), ExpressionScale::Log10);
        check([3.0, 12.0].into_iter(), ExpressionScale::Tpm);
        check([3.0, -12.0].into_iter(), ExpressionScale::Ln);
    }
}
