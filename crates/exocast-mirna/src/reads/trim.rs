//! Cutting the insert out of a read.

use std::ops::Range;

use bio::pattern_matching::myers::Myers;
use memchr::memmem;

use super::{
    poly_a,
    search::{MAX_EDITS, MYERS, with_indels, with_mismatches},
};
use crate::options::{End, Layout};

/// Finds the insert of reads of one library.
pub(crate) struct Trimmer {
    end: Ending,
    /// Nucleotides before the insert and between insert and adapter, and the UMIs in them.
    front: (usize, Range<usize>),
    back: (usize, Range<usize>),
    /// The UMI after the adapter, from its end.
    after: Range<usize>,
}

/// How the end of the insert is found.
enum Ending {
    /// Not at all: no library was recognised.
    Unknown,
    Read,
    PolyA,
    Adapter(Box<Adapter>),
}

struct Adapter {
    sequence: Vec<u8>,
    exact: memmem::Finder<'static>,
    myers: Option<Myers<u64>>,
}

/// The parts of a read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) insert: Range<usize>,
    /// Before the insert, after it, and after the adapter; shorter where the read ends before.
    pub(crate) umi: [Range<usize>; 3],
}

/// A read without insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoInsert {
    NoAdapter,
    Dimer,
}

/// Letters of an adapter that are searched exactly; they occur by chance in one read of 200,000.
pub(crate) const EXACT: usize = 12;
/// Longest insert between ligated adapters.
pub(crate) const DIMER: usize = 5;

impl Trimmer {
    /// For reads of a layout; without one, no read has an insert.
    pub(crate) fn new(layout: Option<&Layout>) -> Self {
        let end = match layout.map(|layout| &layout.end) {
            None => Ending::Unknown,
            Some(End::Read) => Ending::Read,
            Some(End::PolyA) => Ending::PolyA,
            Some(End::Adapter(sequence)) => Ending::Adapter(Box::new(Adapter::new(sequence))),
        };
        let layout = layout.cloned().unwrap_or_default();
        Self {
            end,
            front: (layout.front.len(), layout.front.umi()),
            back: (layout.back.len(), layout.back.umi()),
            after: layout.after.umi(),
        }
    }

    pub(crate) fn parts(&mut self, read: &[u8]) -> Result<Parts, NoInsert> {
        let (front, back) = (self.front.0, self.back.0);
        let end = match &mut self.end {
            Ending::Unknown => None,
            Ending::Read => Some(read.len()),
            Ending::PolyA => poly_a::find(read, front),
            Ending::Adapter(adapter) => adapter.find(read),
        };
        let end = end.ok_or(NoInsert::NoAdapter)?;
        let has_end = !matches!(self.end, Ending::Read);
        if end < front + back || has_end && end <= front + back + DIMER {
            return Err(NoInsert::Dimer);
        }
        let insert = front..end - back;
        let shift = |umi: &Range<usize>, by: usize| {
            (umi.start + by).min(read.len())..(umi.end + by).min(read.len())
        };
        let after = match &self.end {
            Ending::Adapter(adapter) if !self.after.is_empty() => {
                shift(&self.after, adapter.end(read, end))
            }
            Ending::PolyA if !self.after.is_empty() => shift(&self.after, poly_a::end(read, end)),
            _ => 0..0,
        };
        Ok(Parts { umi: [self.front.1.clone(), shift(&self.back.1, insert.end), after], insert })
    }
}

impl Adapter {
    fn new(sequence: &str) -> Self {
        let sequence = sequence.as_bytes().to_vec();
        Self {
            exact: memmem::Finder::new(&sequence[..sequence.len().min(EXACT)]).into_owned(),
            // A short adapter with two edits would be found anywhere.
            myers: sequence.get(..MYERS).map(Myers::<u64>::new),
            sequence,
        }
    }

    /// Where the adapter starts: exact, then with mismatches or cut off, then with indels.
    fn find(&mut self, read: &[u8]) -> Option<usize> {
        self.exact
            .find(read)
            .or_else(|| with_mismatches(&self.sequence, read))
            .or_else(|| with_indels(self.myers.as_mut()?, read).map(|(start, _)| start))
    }

    /// One past the adapter that starts at `at`.
    fn end(&self, read: &[u8], at: usize) -> usize {
        let end = at + self.sequence.len();
        let rest = read.get(at..end.min(read.len())).unwrap_or_default();
        let differ = rest.iter().zip(&self.sequence).filter(|(a, b)| a != b).count();
        if differ <= usize::from(MAX_EDITS) {
            return end.min(read.len());
        }
        // An indel within the adapter shifts what follows.
        let window = &read[at..(end + usize::from(MAX_EDITS)).min(read.len())];
        let (last, _) = Myers::<u64>::new(&self.sequence).find_best_end(window);
        at + last + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::Library;

    #[track_caller]
    fn check(library: &Library, read: &str, expected: Result<(&str, &str), NoInsert>) {
        let mut trimmer = Trimmer::new(library.layout().as_ref());
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
        check(&Library::Auto, LET7, Err(NoInsert::NoAdapter));
    }

    #[test]
    fn layouts() {
        let layout = |text: &str| text.parse::<Library>().unwrap();
        let smarter = layout("5:3,insert,polyA");
        let a = |n: usize| "A".repeat(n);
        check(&smarter, &format!("CAA{LET7}{}AGATCGGAAGAGCACACG", a(15)), Ok((LET7, "")));
        // A misread tail, a short one at the end of the read, none.
        check(&smarter, &format!("CAA{LET7}{}G{}AGATCGGAAGAGCACACG", a(7), a(12)), Ok((LET7, "")));
        check(&smarter, &format!("CAA{LET7}{}", a(6)), Ok((LET7, "")));
        check(&smarter, &format!("CAA{LET7}"), Err(NoInsert::NoAdapter));
        check(&smarter, &format!("CAA{}AGATCGGAAGAGC", a(20)), Err(NoInsert::Dimer));
        let d_plex = format!("ACGTACGTACGTCGGG{LET7}{}AGATCGG", a(15));
        check(&layout("d-plex"), &d_plex, Ok((LET7, "ACGTACGTACGT")));
        check(&layout("N4,insert,N4"), &format!("ACGT{LET7}GGCC"), Ok((LET7, "ACGTGGCC")));
        check(&layout("N4,insert,N4"), "ACGTGGC", Err(NoInsert::Dimer));
        let all = layout("ACG,UMI2,insert,3:2,AGATCGGAAGAGCACACGTCT,TT,UMI4");
        let read = format!("ACGTC{LET7}CCAGATCGGAAGAGCACACGTCTTTACGTCC");
        check(&all, &read, Ok((LET7, "TCACGT")));
    }
}
