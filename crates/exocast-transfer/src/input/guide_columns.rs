//! Columns that say which molecule of a miRNA is meant.

use std::io::BufRead;

use exocast_core::{
    Malformed, ReadError, Rna, Seed,
    table::{Reader, Row, TextColumn},
};

use super::guide::Guide;

/// The columns `isomir`, `seed` and `sequence` of a table, those that it has.
pub(super) struct GuideColumns {
    isomir: Option<TextColumn>,
    seed: Option<TextColumn>,
    sequence: Option<TextColumn>,
}

impl GuideColumns {
    pub(super) fn new<R: BufRead>(table: &mut Reader<R>) -> Result<Self, ReadError> {
        Ok(Self {
            isomir: table.text_if_any(&["isomir"])?,
            seed: table.text_if_any(&["seed"])?,
            sequence: table.text_if_any(&["sequence"])?,
        })
    }

    /// The guide of a row; fields that are missing say nothing.
    pub(super) fn read(&self, row: &Row<'_>) -> Result<Guide, ReadError> {
        let given = |column: Option<TextColumn>| {
            column.and_then(|column| Some((column, row.text(column)?)))
        };
        let isomir = given(self.isomir).map_or("", |(_, words)| words);
        let stated = given(self.seed)
            .map(|(column, text)| {
                let seed: Option<Seed> = text.parse().ok();
                seed.ok_or_else(|| {
                    row.bad(column, "nucleotides 2 to 8 of the miRNA, such as GAGGUAG")
                })
            })
            .transpose()?;
        let Some((column, text)) = given(self.sequence) else {
            return Ok(Guide::new(isomir, stated));
        };
        let rna: Option<Rna> = text.parse().ok();
        let seed = rna.and_then(|rna| Seed::new(&rna)).ok_or_else(|| {
            row.bad(column, "the sequence of a miRNA, 8 nt or more of A, C, G, U or T")
        })?;
        match stated.filter(|stated| *stated != seed) {
            Some(stated) => {
                let beside = format!("{text}, whose seed is {seed} and not {stated},");
                Err(row
                    .error(column, Malformed::field(beside, "a sequence with the seed of its row")))
            }
            None => Ok(Guide::new(isomir, Some(seed))),
        }
    }
}
