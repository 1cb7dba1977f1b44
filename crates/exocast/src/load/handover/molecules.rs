//! Which molecule of a miRNA a row of a table is about.

use std::{collections::HashSet, io::BufRead, path::Path};

use exocast_core::{
    Malformed, ReadError, Rna, Seed,
    table::{Reader, Row, TextColumn},
};
use exocast_target::{Amounts, Mirna, Mirnas};
use exocast_transfer::Guide;

use crate::load::file::{LoadError, read};

/// The columns `isomir` and `seed`; a table without them is of canonical miRNAs.
#[derive(Clone, Copy, Debug)]
pub(super) struct GuideColumns {
    isomir: Option<TextColumn>,
    seed: Option<TextColumn>,
}

impl GuideColumns {
    pub(super) fn new<R: BufRead>(table: &mut Reader<R>) -> Result<Self, ReadError> {
        Ok(Self { isomir: table.text_if_any(&["isomir"])?, seed: table.text_if_any(&["seed"])? })
    }

    /// The molecule of a row.
    pub(super) fn guide(&self, row: &Row<'_>) -> Result<Guide, ReadError> {
        let text = |column: Option<TextColumn>| column.and_then(|column| row.text(column));
        let seed = match self.seed.zip(text(self.seed)) {
            Some((column, text)) => {
                let seed = text.parse::<Seed>();
                Some(seed.map_err(|cause| row.error(column, Malformed::other(cause)))?)
            }
            None => None,
        };
        Ok(Guide::new(text(self.isomir).unwrap_or_default(), seed))
    }
}

/// Adds the molecules with other seeds of guides.tsv, as `mirna quant` writes it and `run` (`mirna_guides.tsv`), to miRNAs; and
/// its canonical ones where their names are not there.
///
/// # Errors
/// Where the file cannot be read, a column is missing, or a row holds no sequence with the seed that it states.
pub fn guides(path: &Path, mirnas: &mut Mirnas) -> Result<(), LoadError> {
    read(path, |stream, source| add_guides(stream, source, mirnas))
}

/// Labels of isomiRs with other seeds that a dose names and that are not among the miRNAs.
#[must_use]
pub fn without_sequence<'a>(dose: &'a Amounts, mirnas: &Mirnas) -> Vec<&'a str> {
    let names = dose.entries().iter().map(|(name, _)| name.as_str());
    let is_isomir =
        |name: &&str| name.split_once(' ').is_some_and(|(_, rest)| rest.starts_with("iso_"));
    names.filter(is_isomir).filter(|name| mirnas.position(name).is_none()).collect()
}

fn add_guides<R: BufRead>(stream: R, source: &str, mirnas: &mut Mirnas) -> Result<(), ReadError> {
    let mut table = Reader::new(stream, source)?;
    let mirna = table.text(&["mirna"])?;
    let sequence = table.text(&["sequence"])?;
    let columns = GuideColumns::new(&mut table)?;
    let mut seen = HashSet::new();
    while let Some(row) = table.next_row()? {
        let (name, guide) = (row.name(mirna)?, columns.guide(&row)?);
        // Once for each sample.
        if !seen.insert((name.to_owned(), guide.clone())) {
            continue;
        }
        let letters = row.name(sequence)?;
        let malformed = |cause: Malformed| row.error(sequence, cause);
        let rna: Rna = letters.parse().map_err(|cause| malformed(Malformed::other(cause)))?;
        if guide.seed.is_some() && Seed::new(&rna) != guide.seed {
            let expected = "a sequence with the seed of the row at nucleotides 2 to 8";
            return Err(malformed(Malformed::field(letters.to_owned(), expected)));
        }
        // One that is too short to have a seed has no targets.
        if let Ok(molecule) = Mirna::new(name, rna) {
            let _ = mirnas.push(molecule.with_isomir(guide.isomir));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDES: &str = "sample\tmirna\tisomir\tseed\tsequence\tcounts\tshare\tlow\thigh\n\
        A\tmiR-21\t\tAGCUUAU\tUAGCUUAUCAGACUGAUGUUGA\t30\t0.75\t0.6\t0.9\n\
        A\tmiR-21\tiso_5p:+1\tGCUUAUC\tAGCUUAUCAGACUGAUGUUGA\t10\t0.25\t0.1\t0.4\n\
        B\tmiR-21\tiso_5p:+1\tGCUUAUC\tAGCUUAUCAGACUGAUGUUGA\t10\t1\t0.9\t1\n";

    fn add(text: &str) -> Result<Mirnas, String> {
        let mut mirnas = Mirnas::default();
        add_guides(text.as_bytes(), "guides.tsv", &mut mirnas).map_err(|error| {
            std::error::Error::source(&error).map_or_else(String::new, ToString::to_string)
        })?;
        Ok(mirnas)
    }

    #[test]
    fn every_molecule_comes_once() {
        let mirnas = add(GUIDES).expect("guides");
        let labels: Vec<String> = mirnas.as_slice().iter().map(Mirna::label).collect();
        assert_eq!(labels, ["miR-21", "miR-21 iso_5p:+1"]);
        assert_eq!(mirnas.position("miR-21 iso_5p:+1"), Some(1));
    }

    #[test]
    fn seeds_are_those_of_their_sequences() {
        let other = add(&GUIDES.replacen("\tGCUUAUC\t", "\tGCUUAUA\t", 1));
        assert!(other.is_err_and(|message| message.contains("with the seed of the row")));
        let word = add(&GUIDES.replacen("\tGCUUAUC\t", "\tseed\t", 1));
        assert!(word.is_err_and(|message| message.contains("is not a seed")));
    }
}
