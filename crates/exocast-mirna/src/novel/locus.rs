//! A hairpin with the reads of a miRNA.

use std::collections::BTreeMap;

use exocast_core::Rna;

use super::{
    examined::{Candidate, Examined},
    fold::{FoldHairpin, FoldedHairpin},
    genome::Genome,
    judge::{Piece, on_window, piece},
    parameters::KNOWN,
    probe::{Owner, Probe},
    stack::{Near, Stack},
};
use crate::names::Arm;

/// Nucleotides of the genome that are shown on both sides of a hairpin.
pub(crate) const SHOWN: usize = 10;

/// A read on a hairpin, for its drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Before the first nucleotide shown, where negative.
    pub(crate) from: i64,
    pub(crate) sequence: String,
    pub(crate) reads: u64,
    pub(crate) piece: &'static str,
}

/// A hairpin with the reads of a miRNA, known or novel.
#[derive(Clone, Debug)]
pub(crate) struct NovelLocus {
    pub(crate) name: String,
    pub(crate) contig: String,
    /// Of the precursor, on the forward strand, 0-based and half-open.
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) reverse: bool,
    pub(crate) arm: Arm,
    pub(crate) candidate: Candidate,
    pub(crate) mature: Rna,
    /// As most of its reads have it, else as the fold has it.
    pub(crate) star: Rna,
    pub(crate) precursor: Rna,
    pub(crate) folded: FoldedHairpin,
    /// The known miRNA with most reads here.
    pub(crate) known: Option<usize>,
    /// Reads of known miRNAs on the arms.
    pub(crate) known_reads: BTreeMap<usize, u64>,
    /// Unknown reads on the arms.
    pub(crate) probes: Vec<u32>,
    /// The genome around, from [`SHOWN`] nucleotides before the precursor on.
    pub(crate) around: Rna,
    pub(crate) shown: Vec<Shown>,
    /// Counts per sample.
    pub(crate) counts: Vec<f64>,
}

impl NovelLocus {
    pub(super) fn new(
        examined: &Examined<'_>,
        (genome, probes): (&Genome, &[Probe]),
        fold: &dyn FoldHairpin,
        (at, candidate): (usize, Candidate),
    ) -> Self {
        let stack = &examined.stacks[at];
        let window = &examined.windows[at][candidate.shape.index()];
        let start = candidate.shape.start(stack.len);
        let signature = &candidate.signature;
        let precursor = signature.precursor();
        let rna = |range: std::ops::Range<usize>| Rna::from(window.bases[range].to_vec());
        let (mut arms, mut known_reads) = ([0_u64; 2], BTreeMap::new());
        let mut unknown = Vec::new();
        for (near, piece) in pieces(stack, &candidate) {
            if !matches!(piece, Piece::Mature | Piece::Star) {
                continue;
            }
            match near.owner {
                Owner::Mirna(mature) => *known_reads.entry(mature).or_default() += near.reads,
                Owner::None => unknown.push(near.probe),
                Owner::Hairpin | Owner::Other => {}
            }
            let is_known = matches!(near.owner, Owner::Mirna(_) | Owner::Hairpin);
            arms[usize::from(is_known)] += near.reads;
        }
        let is_known = arms[1] as f64 >= KNOWN * (arms[0] + arms[1]) as f64;
        let most =
            known_reads.iter().max_by_key(|(name, reads)| (**reads, std::cmp::Reverse(**name)));
        let known = most.map(|(name, _)| *name).filter(|_| is_known);
        let begin = stack.at + start + place(precursor.start);
        let len = place(precursor.len());
        let (from, to) =
            if stack.reverse { (-(begin + len - 1), 1 - begin) } else { (begin, begin + len) };
        let covered = &genome.contigs[stack.contig].parts;
        let around =
            covered.bases(begin - place(SHOWN), precursor.len() + 2 * SHOWN, stack.reverse);
        let shown = shown(stack, &candidate, probes, place(precursor.start) - place(SHOWN));
        let whole = rna(precursor);
        Self {
            name: String::new(),
            contig: genome.contigs[stack.contig].name.clone(),
            start: from,
            end: to,
            reverse: stack.reverse,
            arm: candidate.shape.arm(),
            mature: rna(signature.mature.clone()),
            star: rna(signature.observed_star.clone().unwrap_or_else(|| signature.star.clone())),
            folded: fold.fold(whole.bases()),
            precursor: whole,
            known,
            known_reads,
            probes: unknown,
            around: around.into(),
            shown,
            counts: Vec::new(),
            candidate,
        }
    }

    /// Whether two hairpins overlap, on either strand.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.contig == other.contig && self.start < other.end && other.start < self.end
    }

    /// A place of the window, on what is shown.
    fn on_shown(&self, at: usize) -> usize {
        (at + SHOWN).saturating_sub(self.candidate.signature.precursor().start)
    }

    /// The mature sequence and the star, on what is shown.
    pub(crate) fn arms(&self) -> [std::ops::Range<usize>; 2] {
        let signature = &self.candidate.signature;
        let star = signature.observed_star.as_ref().unwrap_or(&signature.star);
        [&signature.mature, star].map(|arm| self.on_shown(arm.start)..self.on_shown(arm.end))
    }
}

fn place(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The reads around a stack, with the part of the hairpin that each is of.
fn pieces<'s>(stack: &'s Stack, candidate: &Candidate) -> impl Iterator<Item = (&'s Near, Piece)> {
    let start = candidate.shape.start(stack.len);
    let (mature, star) = (candidate.signature.mature.clone(), candidate.signature.star.clone());
    let on = on_window(&stack.near, start);
    stack.near.iter().zip(on).map(move |(near, on)| (near, piece(&on, &mature, &star)))
}

/// The reads of a hairpin, in the order of their 5' ends; `first` is the place on the window from which on they are shown.
fn shown(stack: &Stack, candidate: &Candidate, probes: &[Probe], first: i64) -> Vec<Shown> {
    let start = candidate.shape.start(stack.len);
    let mut shown: Vec<Shown> = pieces(stack, candidate)
        .filter(|(near, piece)| *piece != Piece::Outside && !near.is_antisense)
        .map(|(near, piece)| Shown {
            from: near.from - start - first,
            sequence: probes[near.probe as usize].read.to_dna(),
            reads: near.reads,
            piece: match piece {
                Piece::Mature => "mature",
                Piece::Star => "star",
                Piece::Loop => "loop",
                Piece::Flank => "flank",
                Piece::Inconsistent | Piece::Outside => "inconsistent",
            },
        })
        .collect();
    shown.sort_by(|a, b| (a.from, b.reads, &a.sequence).cmp(&(b.from, a.reads, &b.sequence)));
    shown
}
