//! Whether reads on a fold are those that Drosha and Dicer leave.

use std::ops::Range;

use super::{
    fold::FoldedHairpin,
    parameters::{
        ARM_LENGTHS, BEYOND, HOMOGENEITY, INCONSISTENT, LOOP_LENGTHS, NEIGHBOURS, PAIRED, SHIFT_3P,
        SHIFT_5P,
    },
    stack::Near,
};
use crate::names::Arm;

/// Why reads are not those of a miRNA, in the order in which that is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Reason {
    Length,
    Repetitive,
    OtherRna,
    NearKnown,
    NoHairpin,
    Unpaired,
    Ends,
    Inconsistent,
    Unstable,
    Score,
    Overlaps,
}

impl Reason {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Length => "most reads are shorter or longer than a miRNA",
            Self::Repetitive => "the sequence is a repeat of few nucleotides",
            Self::OtherRna => "reads of other known RNA are at the same place",
            Self::NearKnown => "few reads, one or two nucleotides from an abundant known miRNA",
            Self::Ends => "5' ends of the reads vary",
            Self::NoHairpin => {
                "the sequence around does not fold to one hairpin with the reads on an arm"
            }
            Self::Unpaired => "too few nucleotides of the reads are paired",
            Self::Inconsistent => "too many reads do not end where Drosha and Dicer cut",
            Self::Unstable => "shuffled sequences fold as well",
            Self::Score => "the score is below the least",
            Self::Overlaps => "part of a hairpin with a better score",
        }
    }
}

/// Reads of a hairpin by their place on it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Signature {
    /// On the window.
    pub(crate) mature: Range<usize>,
    pub(crate) star: Range<usize>,
    /// Pairs between the arms.
    pub(crate) paired: usize,
    pub(crate) mature_reads: u64,
    pub(crate) star_reads: u64,
    pub(crate) loop_reads: u64,
    /// On the flanks, next to an arm (`moR`).
    pub(crate) flank_reads: u64,
    /// Across the cuts, or on the other strand.
    pub(crate) inconsistent: u64,
    /// Share of the mature arm's reads with the 5' end of most.
    pub(crate) homogeneity: f64,
    /// 3' overhangs, in nt, of the mature sequence and of the star that most star reads are.
    pub(crate) overhangs: Option<(i64, i64)>,
    /// Most frequent star read, on the window.
    pub(crate) observed_star: Option<Range<usize>>,
}

/// A read on the window.
#[derive(Clone, Copy, Debug)]
pub(super) struct OnWindow {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) reads: u64,
    pub(super) is_antisense: bool,
}

/// Part of the hairpin that a read is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Mature,
    Star,
    Loop,
    Flank,
    Inconsistent,
    Outside,
}

fn number(place: usize) -> i64 {
    i64::try_from(place).unwrap_or(i64::MAX)
}

/// The partner of a place within the mature sequence; of an unpaired one, as its nearest paired neighbour has it.
fn partner(pairs: &[Option<usize>], mature: &Range<usize>, at: usize) -> Option<i64> {
    (0..=NEIGHBOURS).find_map(|step| {
        [at.checked_sub(step), at.checked_add(step)].into_iter().flatten().find_map(|near| {
            let other = pairs.get(near).copied().flatten().filter(|_| mature.contains(&near))?;
            Some(number(other) + number(near) - number(at))
        })
    })
}

/// The star that a mature sequence leaves: 2-nt 3' overhangs at both ends of the duplex.
fn star(folded: &FoldedHairpin, mature: &Range<usize>, arm: Arm) -> Result<Range<usize>, Reason> {
    let pairs = &folded.pairs;
    let opposite = |other: usize| match arm {
        Arm::ThreePrime => other < mature.start,
        Arm::FivePrime => other >= mature.end,
    };
    let partners = mature.clone().filter_map(|at| pairs[at]);
    if !partners.clone().all(opposite) {
        return Err(Reason::NoHairpin);
    }
    if (partners.count() as f64) < PAIRED * mature.len() as f64 {
        return Err(Reason::Unpaired);
    }
    let ends = (mature.end.checked_sub(3), partner(pairs, mature, mature.start));
    let (Some(last), Some(end)) = ends else { return Err(Reason::NoHairpin) };
    let start = partner(pairs, mature, last).ok_or(Reason::NoHairpin)?;
    let range = usize::try_from(start).ok().zip(usize::try_from(end + 3).ok());
    let Some((start, end)) = range else { return Err(Reason::NoHairpin) };
    let between = match arm {
        Arm::ThreePrime => mature.start.checked_sub(end),
        Arm::FivePrime => start.checked_sub(mature.end),
    };
    let fits = end <= pairs.len()
        && end > start
        && ARM_LENGTHS.contains(&(end - start))
        && between.is_some_and(|between| LOOP_LENGTHS.contains(&between));
    if !fits {
        return Err(Reason::NoHairpin);
    }
    // One hairpin: no stem closes before another opens.
    let (outer, inner) = (mature.start.min(start), mature.end.max(end));
    let mut has_closed = false;
    for (at, pair) in pairs.iter().enumerate().take(inner).skip(outer) {
        match pair {
            Some(other) if *other > at && has_closed => return Err(Reason::NoHairpin),
            Some(other) if *other < at => has_closed = true,
            _ => {}
        }
    }
    Ok(start..end)
}

/// The part of the hairpin that a read is of.
pub(super) fn piece(read: &OnWindow, mature: &Range<usize>, star: &Range<usize>) -> Piece {
    let near = |at: i64, end: usize, most: i64| (at - number(end)).abs() <= most;
    let is_arm = |arm: &Range<usize>| {
        near(read.from, arm.start, SHIFT_5P) && near(read.to, arm.end, SHIFT_3P)
    };
    let (five, three) = if mature.start < star.start { (mature, star) } else { (star, mature) };
    if read.to <= number(five.start) || read.from >= number(three.end) {
        return Piece::Outside;
    }
    if read.is_antisense {
        return Piece::Inconsistent;
    }
    if is_arm(mature) {
        Piece::Mature
    } else if is_arm(star) {
        Piece::Star
    } else if read.from >= number(five.end) - BEYOND && read.to <= number(three.start) + BEYOND {
        Piece::Loop
    } else if read.to <= number(five.start) + BEYOND || read.from >= number(three.end) - BEYOND {
        Piece::Flank
    } else {
        Piece::Inconsistent
    }
}

/// Reads on a fold, if they may be those of a miRNA.
pub(super) fn signature(
    folded: &FoldedHairpin,
    (mature, arm): (&Range<usize>, Arm),
    reads: impl Iterator<Item = OnWindow>,
) -> Result<Signature, Reason> {
    let star = star(folded, mature, arm)?;
    let across = |at: &usize| {
        folded.pairs[*at].is_some_and(|other| {
            number(other) >= number(star.start) - SHIFT_5P
                && number(other) < number(star.end) + SHIFT_5P
        })
    };
    let mut signature = Signature {
        paired: mature.clone().filter(across).count(),
        mature: mature.clone(),
        star: star.clone(),
        mature_reads: 0,
        star_reads: 0,
        loop_reads: 0,
        flank_reads: 0,
        inconsistent: 0,
        homogeneity: 0.0,
        overhangs: None,
        observed_star: None,
    };
    let mut same_end = 0;
    let mut stars: std::collections::BTreeMap<(i64, i64), u64> = std::collections::BTreeMap::new();
    for read in reads {
        let sum = match piece(&read, mature, &star) {
            Piece::Mature => {
                same_end += if read.from == number(mature.start) { read.reads } else { 0 };
                &mut signature.mature_reads
            }
            Piece::Star => {
                *stars.entry((read.from, read.to)).or_default() += read.reads;
                &mut signature.star_reads
            }
            Piece::Loop => &mut signature.loop_reads,
            Piece::Flank => &mut signature.flank_reads,
            Piece::Inconsistent => &mut signature.inconsistent,
            Piece::Outside => continue,
        };
        *sum += read.reads;
    }
    signature.homogeneity = same_end as f64 / signature.mature_reads.max(1) as f64;
    if signature.homogeneity < HOMOGENEITY {
        return Err(Reason::Ends);
    }
    if signature.inconsistent as f64 > INCONSISTENT * signature.all() as f64 {
        return Err(Reason::Inconsistent);
    }
    let most = stars.iter().max_by_key(|(ends, reads)| (**reads, std::cmp::Reverse(**ends)));
    if let Some((&(from, to), _)) = most {
        let across = |at: usize| partner(&folded.pairs, mature, at);
        let ends = across(mature.start).zip(across(mature.end - 3));
        signature.overhangs = ends.map(|(first, last)| (from - last + 2, to - 1 - first));
        signature.observed_star = usize::try_from(from)
            .ok()
            .zip(usize::try_from(to).ok())
            .map(|(from, to)| from..to.min(folded.pairs.len()));
    }
    Ok(signature)
}

impl Signature {
    /// Reads on the hairpin.
    pub(crate) fn all(&self) -> u64 {
        self.mature_reads + self.star_reads + self.loop_reads + self.flank_reads + self.inconsistent
    }

    /// From the first to the last nucleotide of its arms.
    pub(crate) fn precursor(&self) -> Range<usize> {
        self.mature.start.min(self.star.start)..self.mature.end.max(self.star.end)
    }
}

/// Reads around a stack on a window that begins at `start`, relative to the stack.
pub(super) fn on_window(near: &[Near], start: i64) -> impl Iterator<Item = OnWindow> {
    near.iter().map(move |read| OnWindow {
        from: read.from - start,
        to: read.to - start,
        reads: read.reads,
        is_antisense: read.is_antisense,
    })
}
