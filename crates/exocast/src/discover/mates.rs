//! What the first reads of files show of one another: pairs, and reads of the same fragments.

use std::{
    collections::HashSet,
    io::{self, Read as _},
    path::Path,
    sync::Arc,
};

use super::head::Head;
use crate::io::open;

/// Reads that are looked at.
const FIRST: usize = 200;

/// Nucleotides at the beginning of a second read that its first read has in reverse, and how many before them may be
/// random.
const PART: usize = 14;
const RANDOM: usize = 4;

/// Names and sequences of the first reads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sight {
    reads: Arc<Vec<(String, String)>>,
}

impl Sight {
    pub(super) fn new(head: &Head<'_>) -> Self {
        let lines: Vec<&str> =
            head.lines().skip_while(|line| line.trim().is_empty()).take(4 * FIRST).collect();
        let read = |record: &[&str]| {
            let name = record[0].split_ascii_whitespace().next().unwrap_or_default();
            let name = name.strip_suffix("/1").or_else(|| name.strip_suffix("/2")).unwrap_or(name);
            (name.to_owned(), record[1].trim().to_ascii_uppercase())
        };
        Self { reads: Arc::new(lines.chunks_exact(4).map(read).collect()) }
    }

    /// Reads of both under one name, one after the other.
    fn shared<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = (&'s str, &'s str)> {
        let both = self.reads.iter().zip(other.reads.iter());
        both.filter(|(a, b)| a.0 == b.0).map(|(a, b)| (a.1.as_str(), b.1.as_str()))
    }

    /// Whether the reads have the same names in the same order, as the two of pairs do.
    pub(super) fn has_names_of(&self, other: &Self) -> bool {
        let n = self.reads.len().min(other.reads.len());
        n > 0 && self.shared(other).count() == n
    }

    /// Whether some of the reads have names of the other's.
    pub(super) fn has_reads_of(&self, other: &Self) -> bool {
        let names: HashSet<&str> = other.reads.iter().map(|(name, _)| name.as_str()).collect();
        self.reads.iter().any(|(name, _)| names.contains(name.as_str()))
    }

    /// Whether the reads of the other read the same fragments from their other end.
    pub(super) fn is_first_of(&self, other: &Self) -> bool {
        let n = self.shared(other).count();
        let opposite = self.shared(other).filter(|(first, second)| {
            let start = second.get(RANDOM..RANDOM + PART).unwrap_or_default();
            start.len() == PART && first.contains(&reversed(start))
        });
        n > 0 && 2 * opposite.count() > n
    }
}

/// The reverse complement.
fn reversed(bases: &str) -> String {
    let base = |letter: char| match letter {
        'A' => 'T',
        'C' => 'G',
        'G' => 'C',
        'T' => 'A',
        other => other,
    };
    bases.chars().rev().map(base).collect()
}

/// Whether two files hold the first and the second reads of pairs, by their first reads: these have the same names, and read the
/// same fragments. A file that cannot be read, or only once, shows nothing.
#[must_use]
pub fn are_mates(first: &Path, second: &Path) -> bool {
    match (sight_of(first), sight_of(second)) {
        (Ok(first), Ok(second)) => first.has_names_of(&second) && first.is_first_of(&second),
        _ => false,
    }
}

fn sight_of(path: &Path) -> io::Result<Sight> {
    /// Bytes that hold the first reads.
    const BYTES: u64 = 1 << 18;
    if !path.is_file() {
        return Ok(Sight::default());
    }
    let mut bytes = Vec::new();
    open(path).map_err(io::Error::other)?.take(BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(Sight::new(&Head { path, text: &text, whole: (bytes.len() as u64) < BYTES }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(sequences: &[&str]) -> Sight {
        let read =
            |(i, bases): (usize, &&str)| format!("@SRR1.{i} {i} length=9\n{bases}\n+\n{bases}\n");
        let text = sequences.iter().enumerate().map(read).collect::<Vec<_>>().concat();
        Sight::new(&Head { path: Path::new("x"), text: &text, whole: true })
    }

    #[test]
    fn second_reads_begin_where_the_fragments_of_first_reads_end() {
        let first =
            sight(&["TGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGG", "TAGCTTATCAGACTGATGTTGATGGAATTCTCGG"]);
        let second =
            sight(&["AACTATACAACCTACTACCTCAGATCGTCGGACT", "TCAACATCAGTCTGATAAGCTAGATCGTCGGACT"]);
        assert!(first.has_names_of(&second) && first.is_first_of(&second));
        // Names that a program has numbered alike in each file.
        let other =
            sight(&["TAGCTTATCAGACTGATGTTGATGGAATTCTCGG", "TGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGG"]);
        assert!(first.has_names_of(&other) && !first.is_first_of(&other));
        assert!(!Sight::default().has_names_of(&first) && !first.is_first_of(&first));
    }
}
