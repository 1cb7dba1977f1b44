//! Expression of the recipient's genes.

use exocast_core::words::first_quoted;

use super::{
    lookup::{LISTED, Lookup},
    transcripts::Transcripts,
};
use crate::{error::ComputeError, notice::Notice};

/// TPM by gene or transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression {
    rows: Vec<(String, f64)>,
    notices: Vec<Notice>,
}

/// Fewest rows that are taken for all genes that a cell expresses.
const TRANSCRIPTOME: usize = 1000;

impl Expression {
    /// Expression from TPM by name. TPM that add up to more than a million by over a tenth (read counts, say), and
    /// values that are no TPM but in proportion to them, are scaled to a million, with a notice.
    pub(crate) fn of_tpm(
        mut rows: Vec<(String, f64)>,
        in_proportion: bool,
        mut notices: Vec<Notice>,
    ) -> Self {
        let sum: f64 = rows.iter().map(|row| row.1).sum();
        // The sum of a few genes says nothing of all.
        let are_few = in_proportion && rows.len() < TRANSCRIPTOME;
        if sum > 1.1e6 || in_proportion && !are_few && sum > 0.0 {
            notices.push(Notice::ExpressionScaled { sum });
            for row in &mut rows {
                row.1 *= 1e6 / sum;
            }
        } else if are_few {
            notices.push(Notice::FewFpkm { rows: rows.len() });
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
        let (mut lost, mut genes, mut isoforms, mut any_version) = (0.0, 0, 0, 0);
        let (mut unmatched, mut renamed): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
        for (name, value) in &self.rows {
            let Some(matched) = lookup.find(name) else {
                unmatched.push(name);
                lost += value;
                continue;
            };
            if matched.renamed {
                renamed.push(name.clone());
            }
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
        if unmatched.len() == self.rows.len() {
            let first = transcripts.get(0);
            return Err(ComputeError::NoTranscript {
                table: "expression",
                count: unmatched.len(),
                example: self.rows.first().map(|row| row.0.clone()).unwrap_or_default(),
                transcript: first.map_or("", |t| t.gene.unwrap_or(t.name)).to_owned(),
            });
        }
        notices.extend(Notice::any_version("expression", any_version));
        notices.extend(Notice::former_symbols("expression", renamed));
        if !unmatched.is_empty() {
            let names = first_quoted(&unmatched, LISTED);
            notices.push(Notice::ExpressionUnmatched { rows: unmatched.len(), tpm: lost, names });
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
