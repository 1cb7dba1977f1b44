//! Cutting the insert out of a read.

use std::ops::Range;

use bio::pattern_matching::myers::Myers;
use memchr::memmem;

use super::detect::EXACT;
use crate::options::Layout;

/// Finds the insert of reads of one library.
pub(crate) struct Trimmer {
    adapter: Vec<u8>,
    exact: memmem::Finder<'static>,
    myers: Option<Myers<u64>>,
    random: usize,
    umi: usize,
}

/// The parts of a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) insert: Range<usize>,
    /// Before the insert, and after insert or adapter; shorter where the read ends before.
    pub(crate) umi: [Range<usize>; 2],
}

/// A read without insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoInsert {
    NoAdapter,
    Dimer,
}

/// Shortest part of the adapter that is searched at the end of a read: it occurs by chance in 1 read of 1024.
const MIN_OVERLAP: usize = 5;
/// One mismatch is allowed per this many letters of the adapter.
const LETTERS_PER_MISMATCH: usize = 8;
/// Edits allowed in the approximate search, and the letters of the adapter that it uses.
const MAX_EDITS: u8 = 2;
const MYERS: usize = 16;
/// Longest insert between ligated adapters.
pub(crate) const DIMER: usize = 5;

impl Trimmer {
    pub(crate) fn new(layout: Layout<'_>) -> Self {
        let adapter = layout.adapter.unwrap_or_default().as_bytes().to_vec();
        let exact = &adapter[..adapter.len().min(EXACT)];
        Self {
            exact: memmem::Finder::new(exact).into_owned(),
            // A short adapter with two edits would be found anywhere.
            myers: adapter.get(..MYERS).map(Myers::<u64>::new),
            adapter,
            random: layout.random,
            umi: layout.umi,
        }
    }

    /// Number of nucleotides of a complete UMI.
    pub(crate) fn umi_len(&self) -> usize {
        2 * self.random + self.umi
    }

    pub(crate) fn parts(&mut self, read: &[u8]) -> Result<Parts, NoInsert> {
        if self.adapter.is_empty() {
            return Ok(Parts { insert: 0..read.len(), umi: [0..0, 0..0] });
        }
        let at = self.find(read).ok_or(NoInsert::NoAdapter)?;
        if at <= 2 * self.random + DIMER {
            return Err(NoInsert::Dimer);
        }
        let insert = self.random..at - self.random;
        let umi = if self.random > 0 {
            [0..self.random, insert.end..at]
        } else if self.umi > 0 {
            let start = self.adapter_end(read, at);
            [0..0, start..(start + self.umi).min(read.len())]
        } else {
            [0..0, 0..0]
        };
        Ok(Parts { insert, umi })
    }

    /// Where the adapter starts: exact, then with mismatches or cut off, then with indels.
    fn find(&mut self, read: &[u8]) -> Option<usize> {
        self.exact
            .find(read)
            .or_else(|| find_with_mismatches(&self.adapter, read))
            .or_else(|| find_with_indels(self.myers.as_mut()?, read).map(|(start, _)| start))
    }

    /// One past the adapter that starts at `at`.
    fn adapter_end(&self, read: &[u8], at: usize) -> usize {
        let end = at + self.adapter.len();
        let rest = read.get(at..end.min(read.len())).unwrap_or_default();
        let differ = rest.iter().zip(&self.adapter).filter(|(a, b)| a != b).count();
        if differ <= usize::from(MAX_EDITS) {
            return end.min(read.len());
        }
        // An indel within the adapter shifts what follows.
        let window = &read[at..(end + usize::from(MAX_EDITS)).min(read.len())];
        let (last, _) = Myers::<u64>::new(&self.adapter).find_best_end(window);
        at + last + 1
    }
}

/// The leftmost place where the adapter, as far as the read reaches, matches with few mismatches.
fn find_with_mismatches(adapter: &[u8], read: &[u8]) -> Option<usize> {
    (0..(read.len() + 1).saturating_sub(MIN_OVERLAP)).find(|&at| {
        let window = &read[at..];
        let overlap = window.len().min(adapter.len());
        let allowed = overlap / LETTERS_PER_MISMATCH;
        let mut left = allowed;
        window.iter().zip(adapter).all(|(a, b)| {
            a == b || {
                let within = left > 0;
                left = left.saturating_sub(1);
                within
            }
        })
    })
}

/// The best approximate match, the leftmost of equals.
fn find_with_indels(myers: &mut Myers<u64>, read: &[u8]) -> Option<(usize, usize)> {
    myers
        .find_all(read, MAX_EDITS)
        .min_by_key(|&(start, end, edits)| (edits, start, end))
        .map(|(start, end, _)| (start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Library;

    #[track_caller]
    fn check(library: &Library, read: &str, expected: Result<(&str, &str), NoInsert>) {
        let mut trimmer = Trimmer::new(library.layout().unwrap());
        let parts = trimmer.parts(read.as_bytes()).map(|parts| {
            let umi: String = parts.umi.iter().map(|range| &read[range.clone()]).collect();
            (&read[parts.insert], umi)
        });
        assert_eq!(parts, expected.map(|(insert, umi)| (insert, umi.to_owned())), "{read}");
    }

    const LET7: &str = "TGAGGTAGTAGGTTGTATAGTT";

    #[test]
    fn truseq() {
        let library = Library::TruSeq;
        check(&library, &format!("{LET7}TGGAATTCTCGGGTGCCAAGGAACT"), Ok((LET7, "")));
        // A mismatch in the adapter, a deletion, only its first letters, no adapter.
        check(&library, &format!("{LET7}TGGAATTGTCGGGTGCCAAGGAACT"), Ok((LET7, "")));
        check(&library, &format!("{LET7}TGGAATCTCGGGTGCCAAGGAACT"), Ok((LET7, "")));
        check(&library, &format!("{LET7}TGGAA"), Ok((LET7, "")));
        check(&library, &format!("{LET7}TGGA"), Err(NoInsert::NoAdapter));
        check(&library, "TGGAATTCTCGGGTGCCAAGGAACTCC", Err(NoInsert::Dimer));
        check(&library, "", Err(NoInsert::NoAdapter));
    }

    #[test]
    fn with_umi() {
        let qiaseq = |adapter: &str, umi: &str| format!("{LET7}{adapter}{umi}AGATCGGAAGAG");
        let umi = "ACGTACGTACGT";
        let library = Library::QiaSeq;
        check(&library, &qiaseq("AACTGTAGGCACCATCAAT", umi), Ok((LET7, umi)));
        check(&library, &qiaseq("AACTGTAGGCACATCAAT", umi), Ok((LET7, umi)));
        check(&library, &format!("{LET7}AACTGTAGGCACCATCAATACGT"), Ok((LET7, "ACGT")));
        let read = format!("ACGT{LET7}GGCCTGGAATTCTCGGGTGCCAAGG");
        check(&Library::NextFlex, &read, Ok((LET7, "ACGTGGCC")));
        check(&Library::NextFlex, "ACGTGGCCTGGAATTCTCGGGTGCCAAGG", Err(NoInsert::Dimer));
        check(&Library::Trimmed, LET7, Ok((LET7, "")));
    }
}
