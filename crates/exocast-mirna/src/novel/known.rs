//! Stacks that known RNA explains.

use super::{
    contig::Kept,
    judge::Reason,
    parameters::{KNOWN, MATURE_LENGTHS, NEAR_DIFFERENCES, NEAR_READS, OTHER, TRINUCLEOTIDES},
    probe::{Owner, Probe},
    stack::{Near, Stack},
};
use crate::reference::Catalogue;

/// Shifts at which sequences are compared, and the nucleotides that then have to overlap.
const SHIFTS: std::ops::RangeInclusive<i64> = -2..=2;
const OVERLAP: usize = 17;
/// How far from a stack the other arm of its hairpin begins.
const HAIRPIN: i64 = 70;

/// Reads of the known miRNAs.
#[derive(Debug)]
pub(super) struct KnownMirnas {
    /// Reads of each mature name of the catalogue.
    pub(super) reads: Vec<u64>,
    /// Sequences with their reads.
    abundant: Vec<(Vec<u8>, u64)>,
}

impl KnownMirnas {
    pub(super) fn new(catalogue: &Catalogue, probes: &[Probe], min_reads: u64) -> Self {
        let mut reads = vec![0; catalogue.matures().len()];
        for probe in probes {
            if let Owner::Mirna(mature) = probe.owner {
                reads[mature] += probe.reads;
            }
        }
        let with_reads = catalogue.matures().iter().zip(&reads);
        let abundant = with_reads
            .filter(|(_, reads)| **reads >= min_reads * NEAR_READS)
            .map(|(mature, reads)| (mature.sequence.to_dna().into_bytes(), *reads))
            .collect();
        Self { reads, abundant }
    }

    /// Whether a sequence may be of misread reads of a known miRNA.
    fn is_near(&self, letters: &[u8], reads: u64) -> bool {
        let differences = |known: &[u8], shift: i64| {
            let at = |i: usize| usize::try_from(i64::try_from(i).ok()? + shift).ok();
            let pairs =
                letters.iter().enumerate().filter_map(|(i, a)| Some((a, known.get(at(i)?)?)));
            let overlap = pairs.clone().count();
            (overlap >= OVERLAP).then(|| pairs.filter(|(a, b)| a != b).count())
        };
        self.abundant.iter().filter(|(_, known)| *known >= reads * NEAR_READS).any(|(known, _)| {
            SHIFTS
                .clone()
                .filter_map(|shift| differences(known, shift))
                .any(|n| n <= NEAR_DIFFERENCES)
        })
    }
}

/// Why a stack cannot be a novel miRNA, whatever it folds to.
pub(super) fn refused(stack: &Stack, covered: &Kept, known: &KnownMirnas) -> Option<Reason> {
    if !MATURE_LENGTHS.contains(&stack.len) {
        return Some(Reason::Length);
    }
    let bases = covered.bases(stack.at, stack.len, stack.reverse);
    let letters: Vec<u8> = bases.iter().map(|base| base.letter()).collect();
    let mut words: Vec<&[u8]> = letters.windows(3).collect();
    words.sort_unstable();
    words.dedup();
    if words.len() < TRINUCLEOTIDES {
        return Some(Reason::Repetitive);
    }
    let other = overlapping(stack, |read| read.owner == Owner::Other);
    if other as f64 > OTHER * stack.reads as f64 {
        return Some(Reason::OtherRna);
    }
    let dna: Vec<u8> = letters.iter().map(|l| if *l == b'U' { b'T' } else { *l }).collect();
    (!is_known(stack) && known.is_near(&dna, stack.reads)).then_some(Reason::NearKnown)
}

/// Whether reads of a known miRNA are at the stack or its hairpin.
pub(super) fn is_known(stack: &Stack) -> bool {
    let is_there = |read: &&Near| {
        !read.is_antisense
            && read.from.abs() <= HAIRPIN
            && matches!(read.owner, Owner::Mirna(_) | Owner::Hairpin)
    };
    let known: u64 = stack.near.iter().filter(is_there).map(|read| read.reads).sum();
    known as f64 >= KNOWN * stack.reads as f64
}

fn overlapping(stack: &Stack, is: impl Fn(&Near) -> bool) -> u64 {
    let len = i64::try_from(stack.len).unwrap_or(0);
    let overlaps = |read: &&Near| !read.is_antisense && read.from < len && read.to > 0 && is(read);
    stack.near.iter().filter(overlaps).map(|read| read.reads).sum()
}
