//! Paired ends: the lane of second reads is recognised, and joined with that of the first.

mod join;
mod mate;

use std::io::BufRead;

use exocast_core::{Malformed, ReadError};

use super::block::{Block, Blocks};

pub(super) use mate::{Mate, mate, mate_by_file};

/// Pairs of reads, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    /// Pairs whose reads overlap; they are one read.
    pub(super) joined: u64,
    /// Pairs of which the first read is used alone.
    pub(super) alone: u64,
}

/// Records in which lanes are compared whose headers do not name the end of a pair, and the share of them that overlap.
const COMPARED: usize = 50;
const OVERLAP: f64 = 0.5;

/// What two lanes are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lanes {
    /// Reads of their own.
    Separate,
    /// The two ends of pairs, by their headers, or by equal names of reads that overlap.
    Ends,
    /// Reads of the same names and the same end.
    Same,
}

/// What lanes that begin with these blocks are to each other; `are_named` says that the names of the files are those of
/// the first and the second end.
pub(super) fn compare(first: &Block, second: &Block, are_named: bool) -> Lanes {
    let (mut firsts, mut seconds) = (first.records(), second.records());
    let (mut compared, mut overlap, mut same) = (0, 0, 0);
    while let (Ok(Some(first)), Ok(Some(second))) = (firsts.next(), seconds.next()) {
        if mate::name(first.header) != mate::name(second.header) {
            return Lanes::Separate;
        }
        match (mate(first.header), mate(second.header)) {
            (Mate::First, Mate::Second) | (Mate::Second, Mate::First) => return Lanes::Ends,
            (Mate::Unsaid, Mate::Unsaid) => {}
            (first, second) if first == second => same += 1,
            _ => return Lanes::Separate,
        }
        let reads = ((first.sequence, first.quality), (second.sequence, second.quality));
        overlap += usize::from(join::join(reads.0, reads.1).is_some());
        compared += 1;
        if compared == COMPARED {
            break;
        }
    }
    if compared == 0 {
        Lanes::Separate
    } else if same == compared {
        Lanes::Same
    } else if are_named || overlap as f64 >= OVERLAP * compared as f64 {
        Lanes::Ends
    } else {
        Lanes::Separate
    }
}

/// Files of a sample whose names and headers contradict each other.
#[derive(Debug, thiserror::Error)]
pub(super) enum Contradiction {
    #[error(
        "its name is that of the {by_name} reads of pairs, but its headers, such as `{header}`, that of the {by_header} ones, and in {other} it is the other way round; \
         rename the files, or mend their headers"
    )]
    Ends { by_name: &'static str, by_header: &'static str, header: String, other: String },
    #[error(
        "it has reads of the same names and the same end as {other}, such as `{header}`: either its headers are wrong, if it holds the other ends of these pairs, or it is the \
         same file again; mend the headers, or leave it out"
    )]
    Same { header: String, other: String },
}

/// Two streams of which the second holds the other ends of the first.
#[derive(Debug)]
pub(super) struct Paired<R> {
    first: Blocks<R>,
    second: Blocks<R>,
    /// Read already.
    waiting: [Option<Block>; 2],
    /// Records of the second block that were used.
    used: usize,
    pub(super) pairs: Pairs,
}

impl<R: BufRead> Paired<R> {
    pub(super) fn new(
        first: (Blocks<R>, Option<Block>),
        second: (Blocks<R>, Option<Block>),
    ) -> Self {
        Self {
            first: first.0,
            second: second.0,
            waiting: [first.1, second.1],
            used: 0,
            pairs: Pairs::default(),
        }
    }

    /// The next block of joined reads, in place of the first ones.
    pub(super) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        let block = match self.waiting[0].take() {
            Some(block) => Some(block),
            None => self.first.next()?,
        };
        let Some(block) = block else {
            // Nothing may be left of the second reads.
            return match self.take(|_, _| ())? {
                Some(()) => Err(self.unequal("second reads")),
                None => Ok(None),
            };
        };
        let mut text = Vec::with_capacity(block.len());
        let mut records = block.records();
        while let Some(first) = records.next()? {
            let mut joined = None;
            let name = mate::name(first.header);
            let taken = self.take(|second, source| {
                if mate::name(second.header) != name {
                    let name = String::from_utf8_lossy(mate::name(second.header)).into_owned();
                    let cause = Malformed::field(
                        name,
                        "the other end of the read at this place in the first file",
                    );
                    return Err(ReadError::malformed(source, cause));
                }
                joined =
                    join::join((first.sequence, first.quality), (second.sequence, second.quality));
                Ok(())
            })?;
            taken.ok_or_else(|| self.unequal("first reads"))??;
            let (sequence, quality) = match &joined {
                Some((sequence, quality)) => (sequence.as_slice(), quality.as_slice()),
                None => (first.sequence, first.quality),
            };
            self.pairs.joined += u64::from(joined.is_some());
            self.pairs.alone += u64::from(joined.is_none());
            for part in [first.header, sequence, b"+", quality] {
                text.extend_from_slice(part);
                text.push(b'\n');
            }
        }
        Ok(Some(block.with(text)))
    }

    /// Hands the next second read to `use_it`, or nothing at the end.
    fn take<T>(
        &mut self,
        use_it: impl FnOnce(super::fastq::Record<'_>, exocast_core::Location) -> T,
    ) -> Result<Option<T>, ReadError> {
        loop {
            if self.waiting[1].is_none() {
                self.waiting[1] = self.second.next()?;
                self.used = 0;
            }
            let Some(block) = &self.waiting[1] else { return Ok(None) };
            let mut records = block.records_from(self.used);
            if let Some(record) = records.next()? {
                let value = use_it(record, records.location());
                self.used = block.len() - records.rest();
                return Ok(Some(value));
            }
            self.waiting[1] = None;
        }
    }

    fn unequal(&self, more: &'static str) -> ReadError {
        let expected = match more {
            "first reads" => "as many second reads as first ones; this file has fewer",
            _ => "as many second reads as first ones; this file has more",
        };
        ReadError::malformed(self.second.location(), Malformed::field(more, expected))
    }
}
