//! Sites with more than a match to the seed, or without one.

use super::site::SiteType;
use crate::input::{Region, Transcript, end_on};
use std::{collections::HashMap, fmt, ops::Range};

use exocast_core::Base;
use serde::{Deserialize, Serialize};

use super::scanner::SiteScanner;
use crate::input::Mirna;

/// A kind of site outside of the six of [`SiteType`](crate::SiteType).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RareType {
    /// A canonical site whose guide also pairs at nucleotides 13–16, all four, shifted on the target by
    /// at most two nucleotides (Grimson et al. 2007, Mol. Cell 27:91).
    #[serde(rename = "3-supplementary")]
    Supplementary,
    /// Eleven or twelve pairs in a row to nucleotides 4–14, 5–15 or 4–15, without pairs to all of 2–7
    /// (Shin et al. 2010, Mol. Cell 38:789).
    Centred,
    /// Pairs to nucleotides 2–8 with one nucleotide of the target bulged out between 5 and 6, where it
    /// could pair with nucleotide 6 itself (Chi, Hannon & Darnell 2012, Nat. Struct. Mol. Biol. 19:321).
    Bulged,
}

impl RareType {
    /// All.
    pub const ALL: [Self; 3] = [Self::Supplementary, Self::Centred, Self::Bulged];
}

impl fmt::Display for RareType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Supplementary => "3-supplementary",
            Self::Centred => "centred",
            Self::Bulged => "bulged",
        })
    }
}

/// One rare site on a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RareHit {
    /// From the first to past the last nucleotide that pairs or, at a canonical site, belongs to it.
    pub range: Range<usize>,
    /// Place of the miRNA among those given.
    pub mirna: usize,
    /// Its kind.
    pub kind: RareType,
}

/// Finds rare sites of many miRNAs in one pass.
///
/// ```
/// use exocast_target::core::Rna;
/// use exocast_target::{Mirna, RareScanner, RareType};
///
/// let mirnas = [Mirna::new("let-7a", "UGAGGUAGUAGGUUGUAUAGUU".parse()?)?];
/// let scanner = RareScanner::new(&mirnas, &RareType::ALL);
/// // Nucleotides 5–15 pair: CAACCUACUAC.
/// let target: Rna = "GGACAACCUACUACGG".parse()?;
/// let hits = scanner.scan(target.bases());
/// assert_eq!((hits[0].kind, hits[0].range.clone()), (RareType::Centred, 3..14));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct RareScanner<'m> {
    mirnas: &'m [Mirna],
    supplementary: Option<SiteScanner<'m>>,
    centred: HashMap<u32, Vec<Centre>>,
    bulged: HashMap<u32, Vec<usize>>,
}

/// A miRNA by its pairs to eleven nucleotides from this one (from 1) on.
#[derive(Clone, Copy, Debug)]
struct Centre {
    mirna: usize,
    first: usize,
}

const CENTRE: usize = 11;

const BULGED: usize = 8;

/// No rare site reaches over more nucleotides.
const REACH: usize = 64;

/// Farthest that a target may be shifted between the seed and nucleotide 13.
const SHIFTS: [isize; 5] = [0, 1, -1, 2, -2];

impl<'m> RareScanner<'m> {
    /// Looks for these kinds.
    #[must_use]
    pub fn new(mirnas: &'m [Mirna], kinds: &[RareType]) -> Self {
        let (mut centred, mut bulged): (HashMap<_, Vec<_>>, HashMap<_, Vec<_>>) =
            Default::default();
        for (place, mirna) in mirnas.iter().enumerate() {
            let bases = mirna.sequence().bases();
            if kinds.contains(&RareType::Centred) {
                for first in [4, 5] {
                    let opposite = bases.get(first - 1..first - 1 + CENTRE).and_then(opposite);
                    if let Some(code) = opposite {
                        centred.entry(code).or_default().push(Centre { mirna: place, first });
                    }
                }
            }
            if kinds.contains(&RareType::Bulged) {
                let paired = [&bases[1..6], &bases[5..8]].concat();
                if let Some(code) = opposite(&paired) {
                    bulged.entry(code).or_default().push(place);
                }
            }
        }
        let supplementary = kinds
            .contains(&RareType::Supplementary)
            .then(|| SiteScanner::for_types(mirnas, &SiteType::CANONICAL, &Region::REPRESSING));
        Self { mirnas, supplementary, centred, bulged }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.supplementary.is_none() && self.centred.is_empty() && self.bulged.is_empty()
    }

    /// All sites on one sequence, by first nucleotide, then miRNA, then kind.
    #[must_use]
    pub fn scan(&self, sequence: &[Base]) -> Vec<RareHit> {
        let mut hits = Vec::new();
        if let Some(scanner) = &self.supplementary {
            scanner.scan(sequence, |hit| {
                // Opposite guide nucleotide 8 would be one before a site that begins at 7.
                let eighth = (hit.start + hit.kind.covers().end - 1).checked_sub(8);
                let Some(eighth) = eighth else { return };
                for &mirna in &scanner.families()[hit.family].members {
                    if let Some(start) = supplement(&self.mirnas[mirna], sequence, eighth) {
                        let range = start..hit.range().end;
                        hits.push(RareHit { range, mirna, kind: RareType::Supplementary });
                    }
                }
            });
        }
        if !(self.centred.is_empty() && self.bulged.is_empty()) {
            self.roll(sequence, &mut hits);
        }
        hits.sort_unstable_by_key(|hit| (hit.range.start, hit.range.end, hit.mirna, hit.kind));
        hits
    }

    /// As [`scan`](Self::scan), of a region of a transcript; across the junction of a circle, where the end is smaller than
    /// the start.
    pub(crate) fn scan_region(&self, transcript: &Transcript<'_>, region: Region) -> Vec<RareHit> {
        let sequence = transcript.region(region);
        if !transcript.is_circle() {
            return self.scan(sequence);
        }
        let (length, beside) = (sequence.len(), sequence.len().min(REACH));
        let (tail, head) = (&sequence[length - beside..], &sequence[..beside]);
        let mut hits = self.scan(&[tail, sequence, head].concat());
        // Of the copies of a site one ends on the circle itself; none covers a nucleotide twice.
        hits.retain(|hit| {
            let last = hit.range.end - 1;
            (beside..beside + length).contains(&last) && hit.range.len() <= length
        });
        for hit in &mut hits {
            let start = (hit.range.start + length - beside) % length;
            hit.range = start..end_on(length, start, hit.range.len());
        }
        hits.sort_unstable_by_key(|hit| (hit.range.start, hit.range.end, hit.mirna, hit.kind));
        hits
    }

    /// Centred and bulged sites, by the code of the last nucleotides.
    fn roll(&self, sequence: &[Base], hits: &mut Vec<RareHit>) {
        let (mut code, mut known) = (0_u32, 0_usize);
        for (last, base) in sequence.iter().enumerate() {
            known = if base.code().is_some() { known + 1 } else { 0 };
            code = code << 2 | u32::from(base.code().unwrap_or(0));
            if known >= CENTRE {
                let centres = self.centred.get(&(code & mask(CENTRE))).into_iter().flatten();
                hits.extend(centres.filter_map(|centre| self.centred(*centre, sequence, last)));
            }
            if known >= BULGED {
                for &mirna in self.bulged.get(&(code & mask(BULGED))).into_iter().flatten() {
                    let range = last + 1 - BULGED..last + 1;
                    hits.push(RareHit { range, mirna, kind: RareType::Bulged });
                }
            }
        }
    }

    fn centred(&self, centre: Centre, sequence: &[Base], last: usize) -> Option<RareHit> {
        let bases = self.mirnas[centre.mirna].sequence().bases();
        // The target's place opposite a guide nucleotide, from 1.
        let pairs = |nucleotide: usize| {
            let place = (last + centre.first).checked_sub(nucleotide);
            let target = place.and_then(|place| sequence.get(place));
            let guide = bases.get(nucleotide - 1);
            guide.zip(target).is_some_and(|(g, t)| *g != Base::N && g.complement() == *t)
        };
        let seed = (2..=7).all(pairs);
        let start = last + 1 - CENTRE;
        match centre.first {
            // Twelve pairs are reported once, by the first eleven.
            4 if seed || pairs(15) => None,
            5 if seed => None,
            5 if pairs(4) => Some(start..last + 2),
            _ => Some(start..last + 1),
        }
        .map(|range| RareHit { range, mirna: centre.mirna, kind: RareType::Centred })
    }
}

/// First nucleotide of the target that pairs in a row that holds guide nucleotides 13–16.
fn supplement(mirna: &Mirna, sequence: &[Base], eighth: usize) -> Option<usize> {
    let bases = mirna.sequence().bases();
    SHIFTS.into_iter().find_map(|shift| {
        let place = |nucleotide: usize| {
            let beyond = nucleotide.cast_signed() - 8 + shift;
            usize::try_from(eighth.cast_signed() - beyond).ok()
        };
        let pairs = |nucleotide: usize| {
            let target = place(nucleotide).and_then(|place| sequence.get(place));
            let guide = bases.get(nucleotide - 1);
            guide.zip(target).is_some_and(|(g, t)| *g != Base::N && g.complement() == *t)
        };
        if !(13..=16).all(pairs) {
            return None;
        }
        let last = (17..=bases.len()).take_while(|nucleotide| pairs(*nucleotide)).last();
        place(last.unwrap_or(16))
    })
}

/// Code of the nucleotides that pair with these, as a target has them.
fn opposite(guide: &[Base]) -> Option<u32> {
    let mut codes = guide.iter().rev().map(|base| base.complement().code());
    codes.try_fold(0, |code, base| Some(code << 2 | u32::from(base?)))
}

const fn mask(nucleotides: usize) -> u32 {
    (1 << (2 * nucleotides)) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use exocast_core::Rna;

    fn check(sequence: &str, expected: &[(RareType, Range<usize>)]) {
        // 2–8 GAGGUAG; opposite 4–15 ACAACCUACUAC C; opposite 13–16 UACA, 17–22 AACUAU.
        let mirnas = [Mirna::new("let-7a", "UGAGGUAGUAGGUUGUAUAGUU".parse().unwrap()).unwrap()];
        let scanner = RareScanner::new(&mirnas, &RareType::ALL);
        let rna = Rna::parse_with_n(sequence.as_bytes()).unwrap();
        let hits: Vec<_> =
            scanner.scan(rna.bases()).into_iter().map(|hit| (hit.kind, hit.range)).collect();
        assert_eq!(hits, expected, "{sequence}");
    }

    #[test]
    fn seed_sites_with_pairs_at_13_to_16() {
        // 13–16 opposite: guide U U G U, target A C A A read 5' to 3'.
        check("GGGACAAGGGGCUACCUCAGG", &[(RareType::Supplementary, 3..19)]);
        check("GGGACAAGGGGGGCUACCUCAGG", &[(RareType::Supplementary, 3..21)]);
        check("GGGACAAGGGGGGGCUACCUCAGG", &[]);
        check("GGUACAAGGCUACCUCAGG", &[(RareType::Supplementary, 2..17)]);
        check("GUUACAAGGCUACCUCAGG", &[(RareType::Supplementary, 2..17)]);
        check("ACAAGCUACCUCAGG", &[]);
        check("CUACCUCAGG", &[]);
        check("ACCUCAGG", &[]);
    }

    #[test]
    fn rows_of_eleven_and_twelve_pairs() {
        check("GGACAACCUACUACGG", &[(RareType::Centred, 3..14)]);
        check("GGGAACCUACUACCGG", &[(RareType::Centred, 3..14)]);
        check("GGACAACCUACUACCGG", &[(RareType::Centred, 3..15)]);
        check("GGACAACCUACUACCUCA", &[(RareType::Supplementary, 2..18)]);
        check("GGACAANCUACUACCGG", &[]);
    }

    #[test]
    fn one_nucleotide_bulged_out() {
        // Opposite 8 7 6 C U A, the bulge A, opposite 5 4 3 2 C C U C.
        check("GGCUAACCUCGG", &[(RareType::Bulged, 2..10)]);
        check("GGCUAGCCUCGG", &[]);
    }
}
