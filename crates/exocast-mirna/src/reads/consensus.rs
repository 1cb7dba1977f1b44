//! The insert of a molecule, from all of its reads.
//!
//! A candidate is as likely as its share of the sample's reads and what its reads would have to be misread for: at each
//! place where a read of its length differs, the quality there; a read of another length counts as one with an indel.

use std::collections::BTreeSet;

use super::packed::Packed;

/// Reads of a molecule that show one insert.
#[derive(Clone, Debug)]
pub(super) struct Vote {
    pub(super) insert: Packed,
    pub(super) reads: u32,
    /// Sums of qualities by place.
    pub(super) qualities: Vec<f64>,
}

/// −10 log10 of how often a read has another length than its molecule (assumed); as in [`molecules`](super::molecules).
const INDEL: f64 = 40.0;
/// −10 log10 of a given one of three other nucleotides.
const ONE_OF_THREE: f64 = 4.771_212_547_196_624;
/// Largest part of what is known of the sample, in the same unit: one molecule in a hundred has a substitution of its own,
/// which may be any of 66 (assumed; as in [`molecules`](super::molecules)).
const PRIOR: f64 = 38.2;
/// Reads of an insert that no other molecule has.
const UNSEEN: f64 = 0.5;
/// Places that differ, up to which all combinations of the letters seen are candidates.
const COMBINED: usize = 4;
/// Smaller differences are those of rounding.
const ROUNDING: f64 = 1e-9;

/// What a molecule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Consensus {
    pub(super) insert: Packed,
    /// Whether most reads show it.
    pub(super) is_majority: bool,
}

/// The likeliest insert of a molecule; `votes` are of its reads, the first one is taken where others are no likelier, and
/// `known` gives reads of an insert in other molecules of the sample.
pub(super) fn consensus(votes: &[Vote], known: impl Fn(Packed) -> u64) -> Option<Consensus> {
    let first = votes.first()?;
    let candidates = candidates(votes);
    let priors: Vec<u64> = candidates.iter().map(|candidate| known(*candidate)).collect();
    let weight = |reads: u64| (reads as f64).max(UNSEEN);
    let most = weight(priors.iter().copied().max().unwrap_or(0));
    let prior = |reads: u64| (10.0 * (most / weight(reads)).log10()).min(PRIOR);
    let cost = |(candidate, reads): (&Packed, &u64)| {
        prior(*reads) + votes.iter().map(|vote| vote.cost(*candidate)).sum::<f64>()
    };
    let mut best = (f64::INFINITY, first.insert);
    for place in candidates.iter().zip(&priors) {
        let cost = cost(place);
        let is_better =
            cost < best.0 - ROUNDING || cost <= best.0 + ROUNDING && *place.0 == first.insert;
        if is_better {
            best = (cost, *place.0);
        }
    }
    let all: u64 = votes.iter().map(|vote| u64::from(vote.reads)).sum();
    let same = votes.iter().filter(|vote| vote.insert == best.1);
    let same: u64 = same.map(|vote| u64::from(vote.reads)).sum();
    Some(Consensus { insert: best.1, is_majority: 2 * same > all })
}

impl Vote {
    /// What its reads would have to be misread for if the molecule were `candidate`, as −10 log10.
    fn cost(&self, candidate: Packed) -> f64 {
        if self.insert.len() != candidate.len() {
            return INDEL * f64::from(self.reads);
        }
        let each = ONE_OF_THREE * f64::from(self.reads);
        self.insert.places(candidate).map(|place| self.qualities[place] + each).sum()
    }
}

/// What is seen, and of each length what is seen place by place.
fn candidates(votes: &[Vote]) -> BTreeSet<Packed> {
    let mut all: BTreeSet<Packed> = votes.iter().map(|vote| vote.insert).collect();
    let lengths: BTreeSet<usize> = all.iter().map(|insert| insert.len()).collect();
    for length in lengths {
        let same: Vec<&Vote> = votes.iter().filter(|vote| vote.insert.len() == length).collect();
        let differ: BTreeSet<usize> =
            same.iter().flat_map(|vote| vote.insert.places(same[0].insert)).collect();
        if differ.len() < 2 {
            continue;
        }
        let letters = |place: usize| -> [Option<f64>; 4] {
            let mut weights = [None; 4];
            for vote in &same {
                let weight = &mut weights[usize::from(vote.insert.code(place))];
                let each = ONE_OF_THREE * f64::from(vote.reads);
                *weight = Some(weight.unwrap_or(0.0) + vote.qualities[place] + each);
            }
            weights
        };
        let mut combined = vec![same[0].insert];
        for &place in &differ {
            let weights = letters(place);
            let best = weights.iter().flatten().copied().fold(f64::MIN, f64::max);
            let seen = (0..4_u8).filter(|code| {
                weights[usize::from(*code)]
                    .is_some_and(|weight| differ.len() <= COMBINED || weight >= best)
            });
            let seen: Vec<u8> = seen.collect();
            combined = combined
                .iter()
                .flat_map(|insert| seen.iter().map(|code| insert.with(place, *code)))
                .collect();
        }
        all.extend(combined);
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(text: &str) -> Packed {
        Packed::new(text.as_bytes()).unwrap()
    }

    fn vote(text: &str, reads: u32, quality: f64) -> Vote {
        let qualities = vec![quality * f64::from(reads); text.len()];
        Vote { insert: packed(text), reads, qualities }
    }

    #[track_caller]
    fn check(votes: &[Vote], known: &[(&str, u64)], expected: &str) {
        let reads = |insert: Packed| {
            known.iter().find(|(text, _)| packed(text) == insert).map_or(0, |(_, reads)| *reads)
        };
        assert_eq!(consensus(votes, reads).unwrap().insert.to_dna(), expected);
    }

    #[test]
    fn molecules() {
        const A: &str = "TGAGGTAGTAGGTTGTATAGTT";
        const B: &str = "TGAGGTAGTAGGTTGTATAGTA";
        // The better read, of two; the sample decides between equal ones, and overrules little.
        check(&[vote(A, 1, 12.0), vote(B, 1, 37.0)], &[], B);
        check(&[vote(A, 1, 37.0), vote(B, 1, 37.0)], &[(B, 5)], B);
        check(&[vote(A, 1, 30.0), vote(B, 1, 37.0)], &[(A, 100), (B, 1)], A);
        check(&[vote(A, 1, 12.0), vote(B, 1, 37.0)], &[(A, 100), (B, 1)], B);
        check(&[vote(A, 2, 30.0), vote(B, 1, 30.0)], &[(B, 100)], A);
        check(&[vote(A, 2, 30.0), vote(B, 1, 30.0)], &[(B, 1_000_000)], B);
        check(&[vote(A, 2, 37.0), vote(B, 1, 37.0)], &[(B, 1_000_000)], A);
        // What no read shows: each was misread elsewhere.
        let (c, d) = ("TGAGGTAGTAGGTTGTATAGTC", "TGAGGCAGTAGGTTGTATAGTT");
        check(&[vote(c, 1, 20.0), vote(d, 1, 20.0)], &[(A, 100)], A);
        // Most reads say how long it is.
        let short = &A[..21];
        check(&[vote(A, 2, 30.0), vote(short, 3, 30.0)], &[(A, 10), (short, 10)], short);
        check(&[vote(A, 1, 30.0), vote(short, 1, 30.0)], &[(A, 10)], A);
        let both = [vote(A, 1, 30.0), vote(B, 1, 30.0)];
        assert!(!consensus(&both, |_| 0).unwrap().is_majority);
        assert_eq!(consensus(&[], |_| 0), None);
    }

    proptest! {
        /// The letter with most evidence at each place, by the formula, where the sample says nothing; in any order of reads.
        #[test]
        fn place_by_place(
            reads in prop::collection::vec(("[AC]{6}", prop::collection::vec(2_u32..41, 6)), 1..7),
        ) {
            let votes: Vec<Vote> = reads
                .iter()
                .map(|(text, qualities)| Vote {
                    insert: packed(text),
                    reads: 1,
                    qualities: qualities.iter().map(|quality| f64::from(*quality)).collect(),
                })
                .collect();
            let evidence = |place: usize, letter: u8| -> f64 {
                let against = |(text, qualities): &(String, Vec<u32>)| {
                    let error = 10_f64.powf(-f64::from(qualities[place]) / 10.0);
                    // A right nucleotide is taken to be read right for sure.
                    if text.as_bytes()[place] == letter { 0.0 } else { (error / 3.0).ln() }
                };
                reads.iter().map(against).sum()
            };
            let insert = consensus(&votes, |_| 0).unwrap().insert.to_dna();
            for (place, letter) in insert.bytes().enumerate() {
                let best = b"ACGT".iter().map(|other| evidence(place, *other)).fold(f64::MIN, f64::max);
                prop_assert!(evidence(place, letter) >= best - 1e-6);
            }
            let total = |text: &str| -> f64 {
                text.bytes().enumerate().map(|(place, letter)| evidence(place, letter)).sum()
            };
            let mut other = votes.clone();
            other.reverse();
            let backwards = consensus(&other, |_| 0).unwrap().insert.to_dna();
            prop_assert!((total(&insert) - total(&backwards)).abs() < 1e-6);
        }
    }
}
