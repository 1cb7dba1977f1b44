//! Molecules: reads with one UMI and one insert, of which some were misread.
//!
//! A pair of insert and UMI is a copy with errors of another pair with at least twice its reads less one (directional
//! adjacency; Smith 2017, Genome Res 27:491), here over UMI and insert together, if such errors are likelier than a
//! molecule of its own there. Where UMIs are short or molecules many, neighbours are there by chance too; where every
//! molecule has many reads, a molecule with a single one is rare.

use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasherDefault,
    ops::Range,
};

use super::{
    hash::FxHasher,
    misread::{Errors, Misread, PerNucleotide},
    near,
    packed::Packed,
    qualities::Seen,
    sieve::Sieve,
    umi::{self, Umi},
};

/// Reads with one insert and one UMI.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) umi: Umi,
    pub(super) seen: Seen,
}

/// What is known of a sample as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rates {
    /// Errors per nucleotide.
    pub(super) error: f64,
    /// Nucleotides of a UMI.
    pub(super) umi: usize,
    /// The probability that two molecules have one UMI.
    pub(super) coincidence: f64,
    /// Share of reads whose molecule has further reads; others are no copies, even where their UMI is that of another.
    pub(super) copied: f64,
}

/// Nodes by insert, both ascending.
#[derive(Debug, Default)]
pub(super) struct Nodes {
    pub(super) inserts: Vec<(Packed, Range<usize>)>,
    pub(super) nodes: Vec<Node>,
}

/// Share of molecules of a miRNA that have a substitution of their own, such as an edited nucleotide; assumed.
const SUBSTITUTED: f64 = 0.01;
/// Least molecules that may be at a place, against none at all; assumed.
const LEAST: f64 = 1e-3;
/// Inserts that fill more than this share of the UMIs show how often each UMI is used by their reads, not by whether they
/// have it.
pub(super) const CROWDED: f64 = 0.1;
/// Probabilities that agree in all but these lowest bits are taken for equal: within 2 %.
const BITS: u32 = 46;
/// Least share of molecules that have a single read; assumed: libraries are amplified unevenly.
const LEAST_SINGLE: f64 = 1e-3;
/// Errors of amplification in early cycles, which several reads show, per nucleotide and kind; assumed.
const AMPLIFICATION: f64 = 1e-5;
/// Reads with another length than their molecule: an indel, or an adapter that was misread where it begins; assumed.
const INDEL: f64 = 1e-4;
/// By how much the 3' end of such a read may miss that of its molecule, in nt; assumed.
const ENDS: usize = 2;
/// Inserts with fewer expected errors of one kind have none.
const NEGLIGIBLE: f64 = 1e-3;

type Places = HashMap<Packed, u32, BuildHasherDefault<FxHasher>>;

/// Decides which nodes are copies.
struct Joining<'a> {
    nodes: &'a Nodes,
    rates: Rates,
    /// Of each node, its insert.
    insert: Vec<u32>,
    /// Of each insert, its reads.
    reads: Vec<u64>,
    /// Of each insert, molecules that are expected besides misread ones and the one that is looked at.
    others: Vec<f64>,
    /// Of each insert, of molecules with substitutions of their own.
    substituted: Vec<f64>,
    /// Of each insert, those with more reads that differ in one nucleotide.
    sources: HashMap<u32, Vec<u32>, BuildHasherDefault<FxHasher>>,
    /// Share of molecules with 1, 2, … reads.
    shares: Vec<f64>,
    /// How much likelier another read of a molecule with one is than none.
    again: f64,
    /// Of each node.
    errors: Vec<Misread>,
    /// Of each node, what it is likeliest a copy of, and how many such copies are expected of that and of all.
    parents: Vec<Parent>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Parent {
    node: Option<u32>,
    best: f64,
    all: f64,
}

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Joined {
    /// The node that it is a copy of in the end; itself where it is a molecule.
    pub(super) root: u32,
    /// The probability that it is a molecule of its own.
    pub(super) is_molecule: f64,
}

/// Decides for each node what it is; `errors` are those per nucleotide of each node.
pub(super) fn join(nodes: &Nodes, errors: Vec<Misread>, rates: Rates) -> Vec<Joined> {
    let mut joining = Joining::new(nodes, errors, rates);
    joining.by_insert();
    joining.by_umi();
    joining.by_both();
    let above: Vec<u32> = (0..nodes.nodes.len()).map(|node| joining.above(node)).collect();
    let no_copy: Vec<f64> = (0..above.len()).map(|node| joining.no_copy(node)).collect();
    let mut lost: Vec<Option<f64>> = (0..above.len()).map(|node| joining.lost(node)).collect();
    // A read that others are copies of resembles something.
    for (node, above) in above.iter().enumerate().filter(|(node, above)| *node != **above as usize)
    {
        lost[node] = None;
        lost[*above as usize] = None;
    }
    let alone = joining.alone(&no_copy, &lost);
    let once = 1.0 - rates.copied;
    (0..above.len())
        .map(|node| {
            let mut root = place(node);
            while above[root as usize] != root {
                root = above[root as usize];
            }
            let alone =
                if joining.is_crowded(joining.insert[node] as usize) { once } else { alone };
            let is_alone = lost[node].map_or(1.0, |lost| is_alone(alone, lost));
            Joined { root, is_molecule: no_copy[node] * is_alone }
        })
        .collect()
}

#[allow(clippy::cast_possible_truncation, reason = "there are fewer nodes than reads in memory")]
fn place(at: usize) -> u32 {
    at as u32
}

/// The probability that a single read that resembles nothing is alone, where a share of all reads is and others are lost
/// with this probability.
fn is_alone(share: f64, lost: f64) -> f64 {
    let lost = (1.0 - share) * lost;
    if share + lost > 0.0 { share / (share + lost) } else { 1.0 }
}

impl<'a> Joining<'a> {
    fn new(nodes: &'a Nodes, errors: Vec<Misread>, rates: Rates) -> Self {
        let inserts = &nodes.inserts;
        let mut insert = Vec::with_capacity(nodes.nodes.len());
        for (i, (_, range)) in inserts.iter().enumerate() {
            insert.extend(std::iter::repeat_n(place(i), range.len()));
        }
        let sum = |range: &Range<usize>| -> u64 {
            nodes.nodes[range.clone()].iter().map(|node| u64::from(node.seen.reads)).sum()
        };
        let reads: Vec<u64> = inserts.iter().map(|(_, range)| sum(range)).collect();
        let mut joining = Self {
            others: Vec::new(),
            substituted: vec![0.0; inserts.len()],
            sources: HashMap::default(),
            shares: Vec::new(),
            again: 0.0,
            parents: vec![Parent::default(); nodes.nodes.len()],
            nodes,
            rates,
            insert,
            reads,
            errors,
        };
        joining.expect();
        joining.spectrum();
        joining
    }

    /// Molecules and misread ones that are expected of each insert.
    fn expect(&mut self) {
        let inserts = &self.nodes.inserts;
        let places: Places =
            inserts.iter().enumerate().map(|(i, (sequence, _))| (*sequence, place(i))).collect();
        let of_umi = self.rates.error * self.rates.umi as f64;
        let mut misread: Vec<f64> = self.reads.iter().map(|reads| *reads as f64 * of_umi).collect();
        for (i, (sequence, range)) in inserts.iter().enumerate() {
            let errors = self.reads[i] as f64 * self.rates.error / 3.0;
            if errors < NEGLIGIBLE || self.reads[i] < 2 {
                continue;
            }
            let expected = range.len() as f64 * SUBSTITUTED / (3 * sequence.len()) as f64;
            for neighbour in sequence.neighbours() {
                let Some(&other) = places.get(&neighbour) else { continue };
                misread[other as usize] += errors;
                self.substituted[other as usize] += expected;
                if self.reads[i] > self.reads[other as usize] {
                    self.sources.entry(other).or_default().push(place(i));
                }
            }
        }
        self.others = inserts
            .iter()
            .zip(misread)
            .map(|((_, range), misread)| (range.len() as f64 - 1.0 - misread).max(0.0))
            .collect();
    }

    /// How many reads molecules have.
    fn spectrum(&mut self) {
        let nodes = &self.nodes.nodes;
        let most = nodes.iter().map(|node| node.seen.reads).max().unwrap_or(0);
        let mut counts = vec![0.0_f64; most.min(1000) as usize + 1];
        for node in nodes {
            counts[node.seen.reads.min(1000) as usize] += 1.0;
        }
        let letters: f64 = self
            .nodes
            .inserts
            .iter()
            .zip(&self.reads)
            .map(|((sequence, _), reads)| (sequence.len() + self.rates.umi) as f64 * *reads as f64)
            .sum();
        let all = nodes.len().max(1) as f64;
        if let [_, once, twice, ..] = counts.as_mut_slice() {
            self.again = (2.0 * *twice / once.max(1.0)).min(1.0);
            *once -= letters * self.rates.error;
        }
        self.shares = counts.iter().map(|count| (count / all).max(LEAST_SINGLE)).collect();
    }

    /// What a node is a copy of; itself where that is no likelier than that it is a molecule.
    fn above(&self, node: usize) -> u32 {
        let Parent { node: parent, all, .. } = self.parents[node];
        parent.filter(|_| all >= self.by_chance(node)).unwrap_or(place(node))
    }

    /// Takes into account that `child` may be a copy of `parent` with these errors.
    fn propose(&mut self, child: usize, parent: usize, errors: Errors) {
        let (n, m) = (self.nodes.nodes[child].seen.reads, self.nodes.nodes[parent].seen.reads);
        let (to, from) = (self.insert[child] as usize, self.insert[parent] as usize);
        let rank = |node: usize, insert: usize| (self.reads[insert], std::cmp::Reverse(node));
        let is_larger = m > n || m == n && rank(parent, from) > rank(child, to);
        if !is_larger || u64::from(m) < 2 * u64::from(n) - 1 {
            return;
        }
        let copies = self.rates.copied * if m == 1 { self.again } else { f64::from(m) };
        let sample = PerNucleotide::equal(self.rates.error);
        let error = if n == 1 { self.errors[child].each } else { sample };
        let rate = copies * errors.rate(error.each(), INDEL);
        // As many reads by chance, or one error of an early cycle.
        let by_error = if n == 1 {
            rate
        } else {
            let amplified =
                self.rates.copied * errors.rate(PerNucleotide::equal(AMPLIFICATION), AMPLIFICATION);
            rate.powi(n.min(100).cast_signed()) / 2.0 + amplified
        };
        let known = &mut self.parents[child];
        known.all += by_error;
        if by_error > known.best {
            (known.best, known.node) = (by_error, Some(place(parent)));
        }
    }

    /// The probability that a node is no copy with errors that are looked for.
    fn no_copy(&self, node: usize) -> f64 {
        let (chance, copies) = (self.by_chance(node), self.parents[node].all);
        chance / (chance + copies)
    }

    /// The probability that a single read, if its molecule has others, has more errors than are looked for.
    fn lost(&self, node: usize) -> Option<f64> {
        (self.nodes.nodes[node].seen.reads == 1).then(|| self.errors[node].lost)
    }

    /// Whether an insert fills so many of the UMIs that a molecule with one read shares its UMI and is not seen to be alone.
    fn is_crowded(&self, insert: usize) -> bool {
        self.nodes.inserts[insert].1.len() as f64 * self.rates.coincidence > CROWDED
    }

    /// The share of reads that are the only ones of their molecule, among those whose UMIs are not crowded: the likeliest one
    /// where single reads that resemble nothing are either alone or lost. Amplification is uneven, so that no distribution
    /// of reads by molecule is assumed.
    fn alone(&self, no_copy: &[f64], lost: &[Option<f64>]) -> f64 {
        let (mut reads, mut singles): (f64, BTreeMap<u64, (f64, f64)>) = (0.0, BTreeMap::new());
        for (i, (_, range)) in self.nodes.inserts.iter().enumerate() {
            if self.is_crowded(i) {
                continue;
            }
            reads += self.reads[i] as f64;
            for node in range.clone() {
                let Some(lost) = lost[node] else { continue };
                let (n, sum) = singles.entry(lost.to_bits() >> BITS).or_default();
                *n += no_copy[node];
                *sum += no_copy[node] * lost;
            }
        }
        let singles: Vec<(f64, f64)> =
            singles.into_values().filter(|(n, _)| *n > 0.0).map(|(n, sum)| (n, sum / n)).collect();
        // The likelihood has one maximum: above it, fewer reads are alone than the share says.
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..50 {
            let share = f64::midpoint(low, high);
            let expected: f64 = singles.iter().map(|(n, lost)| n * is_alone(share, *lost)).sum();
            if expected > share * reads { low = share } else { high = share }
        }
        low
    }

    /// How many molecules are expected where a node is, if it is no copy.
    fn by_chance(&self, node: usize) -> f64 {
        let insert = self.insert[node] as usize;
        let molecules = (self.others[insert] + self.substituted[insert]).max(LEAST);
        let reads = self.nodes.nodes[node].seen.reads as usize;
        let share = self.shares.get(reads).copied().unwrap_or(LEAST_SINGLE);
        molecules * self.rates.coincidence * share
    }

    /// Misread UMIs.
    fn by_insert(&mut self) {
        let nodes = self.nodes;
        let mut sieve = Sieve::default();
        for (_, range) in &nodes.inserts {
            let here = &nodes.nodes[range.clone()];
            let most = here.iter().map(|node| node.seen.reads).max().unwrap_or(0);
            if here.len() < 2 || most < 2 && self.again == 0.0 {
                continue;
            }
            sieve.fill(here.iter().map(|node| node.umi));
            for (i, child) in
                here.iter().enumerate().filter(|(_, node)| node.seen.reads * 2 <= most + 1)
            {
                for umi in umi::neighbours(child.umi).filter(|umi| sieve.may_hold(*umi)) {
                    if let Ok(at) = here.binary_search_by_key(&umi, |node| node.umi) {
                        self.propose(
                            range.start + i,
                            range.start + at,
                            Errors::substitutions(0, 1),
                        );
                    }
                }
            }
        }
    }

    /// Misread inserts.
    fn by_umi(&mut self) {
        let nodes = self.nodes;
        let mut order: Vec<(Umi, u32)> =
            nodes.nodes.iter().enumerate().map(|(i, node)| (node.umi, place(i))).collect();
        order.sort_unstable();
        let mut sequences = Vec::new();
        for same in order.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            sequences.clear();
            let insert = |node: u32| self.insert[node as usize] as usize;
            sequences.extend(same.iter().map(|(_, node)| nodes.inserts[insert(*node)].0));
            let mut propose = |i: usize, j: usize, errors: Errors| {
                let (i, j) = (same[i].1 as usize, same[j].1 as usize);
                self.propose(i, j, errors);
                self.propose(j, i, errors);
            };
            near::pairs(&sequences, |i, j, errors| {
                propose(i, j, Errors::substitutions(errors, 0));
            });
            near::far(&sequences, ENDS, |i, j, far| {
                let errors = match far {
                    near::Far::Substitutions(errors) => Errors::substitutions(errors, 0),
                    near::Far::Length => Errors { insert: 0, umi: 0, has_indel: true },
                };
                propose(i, j, errors);
            });
        }
    }

    /// Inserts and UMIs that were both misread once.
    fn by_both(&mut self) {
        let most = |range: &Range<usize>| {
            self.nodes.nodes[range.clone()].iter().map(|node| node.seen.reads).max().unwrap_or(0)
        };
        let most: Vec<u32> = self.nodes.inserts.iter().map(|(_, range)| most(range)).collect();
        for child in 0..self.nodes.nodes.len() {
            let node = self.nodes.nodes[child];
            let Some(sources) = self.sources.get(&self.insert[child]) else { continue };
            let chance = self.by_chance(child);
            if node.seen.reads > 1 || self.parents[child].all >= chance {
                continue;
            }
            let rate = (self.rates.error / 3.0).powi(2);
            let mut candidates = Vec::new();
            for &source in sources {
                if f64::from(most[source as usize]) * rate < chance {
                    continue;
                }
                let range = &self.nodes.inserts[source as usize].1;
                let there = &self.nodes.nodes[range.clone()];
                let near = umi::neighbours(node.umi)
                    .filter_map(|umi| there.binary_search_by_key(&umi, |node| node.umi).ok());
                candidates.extend(near.map(|at| range.start + at));
            }
            for parent in candidates {
                self.propose(child, parent, Errors::substitutions(1, 1));
            }
        }
    }
}
