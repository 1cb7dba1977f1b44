//! Stacks of reads with one 5' end, and the reads around them.

use super::{
    place::Place,
    probe::{Owner, Probe},
};

/// Stacks within this many nucleotides of a higher one are isomiRs of it.
const APART: i64 = 12;
/// How far from a stack its hairpin may reach.
pub(super) const REACH: i64 = 120;

/// A read at one of its places, in the direction of its strand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mapped {
    /// The 5' end; on the reverse strand −(its place), so that it ascends along the strand.
    pub(super) at: i64,
    /// Nucleotides of the genome.
    pub(super) len: i64,
    pub(super) probe: u32,
    pub(super) differences: u8,
}

/// Reads of both strands of a contig, ascending.
#[derive(Clone, Debug, Default)]
pub(super) struct Strands {
    reads: [Vec<Mapped>; 2],
}

/// A read around a stack, relative to its 5' end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) reads: u64,
    pub(super) probe: u32,
    pub(super) owner: Owner,
    /// On the other strand.
    pub(super) is_antisense: bool,
    pub(super) differences: u8,
}

/// Reads of one 5' end, and those around them.
#[derive(Clone, Debug)]
pub(super) struct Stack {
    pub(super) contig: usize,
    pub(super) reverse: bool,
    pub(super) at: i64,
    /// Length that most of its reads have.
    pub(super) len: usize,
    pub(super) reads: u64,
    pub(super) near: Vec<Near>,
}

impl Strands {
    pub(super) fn new(places: impl Iterator<Item = Place>) -> Self {
        let mut strands = Self::default();
        for place in places {
            let start = i64::try_from(place.start).unwrap_or(i64::MAX);
            strands.reads[usize::from(place.reverse)].push(Mapped {
                at: if place.reverse { -start } else { start },
                len: i64::from(place.templated),
                probe: place.probe,
                differences: place.differences,
            });
        }
        strands.reads.iter_mut().for_each(|reads| reads.sort_unstable());
        strands
    }

    /// The stacks of at least `min_reads` that are the highest around.
    pub(super) fn stacks(&self, contig: usize, probes: &[Probe], min_reads: u64) -> Vec<Stack> {
        let mut all = Vec::new();
        for reverse in [false, true] {
            let reads = &self.reads[usize::from(reverse)];
            let mut stacks: Vec<(u64, &[Mapped])> = reads
                .chunk_by(|a, b| a.at == b.at)
                .map(|stack| (stack.iter().map(|read| weight(probes, read)).sum(), stack))
                .filter(|(reads, _)| *reads >= min_reads)
                .collect();
            stacks.sort_by_key(|(reads, stack)| (std::cmp::Reverse(*reads), stack[0].at));
            let mut taken = std::collections::BTreeSet::new();
            for (height, stack) in stacks {
                let at = stack[0].at;
                if taken.range(at - APART..=at + APART).next().is_some() {
                    continue;
                }
                taken.insert(at);
                let near = self.near(at, reverse, probes);
                let len = usual_length(probes, stack);
                all.push(Stack { contig, reverse, at, len, reads: height, near });
            }
        }
        all.sort_by_key(|stack| (stack.reverse, stack.at));
        all
    }

    /// Reads around the 5' end of a stack.
    fn near(&self, at: i64, reverse: bool, probes: &[Probe]) -> Vec<Near> {
        let same = within(&self.reads[usize::from(reverse)], at - REACH, at + REACH);
        // A read of the other strand that begins at −x there ends at x here.
        let other = within(&self.reads[usize::from(!reverse)], -at - REACH, -at + REACH);
        let near = |read: &Mapped, from: i64, is_antisense: bool| Near {
            from,
            to: from + read.len,
            reads: probes[read.probe as usize].reads,
            probe: read.probe,
            owner: probes[read.probe as usize].owner,
            is_antisense,
            differences: read.differences,
        };
        let same = same.iter().map(|read| near(read, read.at - at, false));
        let other = other.iter().map(|read| near(read, -read.at - read.len + 1 - at, true));
        same.chain(other).collect()
    }
}

fn within(reads: &[Mapped], from: i64, to: i64) -> &[Mapped] {
    let start = reads.partition_point(|read| read.at < from);
    let end = reads.partition_point(|read| read.at <= to);
    &reads[start..end]
}

/// Reads of which a stack may be: not those of other known RNA.
fn weight(probes: &[Probe], read: &Mapped) -> u64 {
    let probe = &probes[read.probe as usize];
    if probe.owner == Owner::Other { 0 } else { probe.reads }
}

/// The length of most reads; the longer of two.
fn usual_length(probes: &[Probe], stack: &[Mapped]) -> usize {
    let mut lengths = [0_u64; crate::reads::CAPACITY + 1];
    for read in stack {
        let len = usize::try_from(read.len).unwrap_or(0).min(crate::reads::CAPACITY);
        lengths[len] += weight(probes, read);
    }
    (0..lengths.len()).max_by_key(|len| lengths[*len]).unwrap_or(0)
}
