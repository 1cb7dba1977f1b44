//! Which miRNAs `MirGeneDB` has, which lists only those that look like products of Drosha and Dicer.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Location, Malformed, ReadError, Rna};

use super::sequences;
use crate::names::Selection;

/// Nucleotides by which the 5' ends of one arm may differ between databases, and nucleotides that have to be equal.
const SHIFT: usize = 2;
const WORD: usize = 16;

/// Mature sequences of `MirGeneDB` (Fromm 2015, Annu Rev Genet 49:213; Clarke 2025, Nucleic Acids Res 53:D116).
///
/// ```
/// use exocast_mirna::MirGeneDb;
///
/// let fasta = ">Hsa-Mir-21_5p\nUAGCUUAUCAGACUGAUGUUGACU\n";
/// let mirgenedb = MirGeneDb::read(fasta.as_bytes(), "hsa.fas", Some("hsa"))?;
/// assert_eq!(mirgenedb.names_of(&"UAGCUUAUCAGACUGAUGUUGA".parse()?), ["Hsa-Mir-21_5p"]);
/// assert!(mirgenedb.names_of(&"UUGAUCUCGGAAGCUAAGC".parse()?).is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct MirGeneDb {
    sequences: Vec<(String, Rna)>,
    /// Sequences by their words of [`WORD`] that start at one of the first `SHIFT + 1` nucleotides.
    by_word: HashMap<Rna, Vec<(usize, usize)>>,
}

impl MirGeneDb {
    /// Reads the FASTA of mature and star sequences, of some organisms where a list of codes is given. It has no viruses: not
    /// each organism has to be there.
    ///
    /// # Errors
    /// Where the FASTA is malformed, has no sequence of any of the organisms, or the stream fails.
    pub fn read<R: BufRead>(
        reader: R,
        source: &str,
        organism: Option<&str>,
    ) -> Result<Self, ReadError> {
        let selection = Selection::new(organism);
        let sequences = sequences::read(reader, source, |name| selection.accepts(name))?;
        let mut read = Self::default();
        for sequence in sequences {
            let i = read.sequences.len();
            for start in 0..=SHIFT {
                if let Some(word) = sequence.bases.slice(start..start + WORD) {
                    read.by_word.entry(word).or_default().push((i, start));
                }
            }
            read.sequences.push((sequence.name, sequence.bases));
        }
        if read.by_word.is_empty() {
            let at = Location::new(source);
            return Err(ReadError::malformed(
                at,
                Malformed::Empty("mature sequence of the organism"),
            ));
        }
        Ok(read)
    }

    /// The names of the entries that a mature sequence is: their 5' ends differ by at most 2 nt, and nothing else where
    /// both are; 3' ends are where databases take the most frequent isomiR to end.
    #[must_use]
    pub fn names_of(&self, mature: &Rna) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for start in 0..=SHIFT {
            let Some(word) = mature.slice(start..start + WORD) else { continue };
            for &(i, other) in self.by_word.get(&word).into_iter().flatten() {
                let (name, sequence) = &self.sequences[i];
                let rest = mature.bases()[start..].iter().zip(&sequence.bases()[other..]);
                // One of the two starts at its first nucleotide, so that all they share is compared.
                if start.min(other) == 0 && rest.clone().all(|(a, b)| a == b) {
                    names.push(name);
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        names
    }
}
