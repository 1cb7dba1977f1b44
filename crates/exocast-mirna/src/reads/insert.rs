//! Unique inserts, their reads and molecules.

use std::ops::Range;

use super::{
    consensus::{Consensus, Vote, consensus},
    misread::Misread,
    molecules::{self, CROWDED, Joined, Node, Nodes, Rates},
    packed::Packed,
    qualities::{self, IN_UMI, InUmi, LEAST_ERROR, Qualities, Seen},
    umi::Umi,
    umi_space::{Composition, UmiSpace},
    whole::whole,
};

/// A unique insert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insert {
    pub(crate) sequence: Packed,
    /// Reads, with those of its molecules that were misread as another insert.
    pub(crate) reads: u64,
    /// Molecules where the library has UMIs, else reads.
    pub(crate) molecules: u64,
    /// Different UMIs of its molecules; 0 where there are none.
    pub(crate) umis: u64,
    /// Molecules (reads) that were read once.
    pub(crate) once: u64,
    /// Molecules of several reads, most of which show other inserts.
    pub(crate) disputed: u64,
}

/// An insert with the UMI that it came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Molecule {
    pub(super) sequence: Packed,
    pub(super) umi: Umi,
}

/// Inserts of a sample with UMIs.
#[derive(Debug, Default)]
pub(super) struct Counted {
    pub(super) inserts: Vec<Insert>,
    pub(super) space: UmiSpace,
    /// Pairs of insert and UMI that are misread copies of another.
    pub(super) copies: u64,
}

/// Fewer molecules than this that share the UMI of another do not change a count.
const HALF: f64 = 0.5;

/// Reads of each insert; `molecules` are in ascending order, and one may be there several times.
pub(super) fn reads(molecules: &[(Molecule, Seen)]) -> Vec<Insert> {
    molecules
        .chunk_by(|a, b| a.0.sequence == b.0.sequence)
        .map(|group| {
            let reads = group.iter().map(|(_, seen)| u64::from(seen.reads)).sum();
            let sequence = group[0].0.sequence;
            Insert { sequence, reads, molecules: reads, umis: 0, once: reads, disputed: 0 }
        })
        .collect()
}

/// Molecules of each insert, as [`reads`], with UMIs of `length` nucleotides and `error` errors per nucleotide. The insert of
/// a molecule is the consensus of its reads.
pub(super) fn molecules(
    molecules: Vec<(Molecule, Seen)>,
    mut qualities: Qualities,
    (length, error): (usize, f64),
) -> Counted {
    let nodes = nodes(&molecules, &mut qualities);
    drop(molecules);
    let space = space(&nodes, length);
    let rates = Rates {
        error,
        umi: length,
        coincidence: 1.0 / space.effective(),
        copied: 1.0 - read_once(copies_of_each(&nodes, &space)),
    };
    let joined = molecules::join(&nodes, errors(&nodes, &qualities, (length, error)), rates);
    let root = |node: usize| joined[node].root as usize;
    // Of each molecule, its reads, nodes with another insert, and molecules that its nodes may be.
    let mut reads = vec![0_u64; nodes.nodes.len()];
    let mut misread = vec![0_u32; nodes.nodes.len()];
    let mut expected = vec![0.0_f64; nodes.nodes.len()];
    let mut copies = 0;
    for (_, range) in &nodes.inserts {
        for node in range.clone() {
            let root = root(node);
            reads[root] += u64::from(nodes.nodes[node].seen.reads);
            expected[root] += joined[node].is_molecule;
            copies += u64::from(root != node);
            misread[root] += u32::from(!range.contains(&root));
        }
    }
    let settled = settle(&nodes, &joined, &misread, (&qualities, error));
    let is_of = |node: usize| settled.binary_search_by_key(&node, |(root, _)| *root).ok();
    // Molecules with another insert than that of most of their reads, in ascending order of it.
    let mut moved: Vec<(Packed, usize)> = settled
        .iter()
        .filter(|(root, consensus)| consensus.insert != nodes.insert(*root))
        .map(|(root, consensus)| (consensus.insert, *root))
        .collect();
    moved.sort_unstable();
    let mut moved = moved.into_iter().peekable();
    let mut inserts = Vec::with_capacity(nodes.inserts.len());
    // What rounding leaves goes to the next insert, a similar one, so that inserts that are hardly ever one molecule sum to
    // those that they are.
    let mut rest = 0.0;
    let mut push = |sequence: Packed, molecules: &[usize]| {
        if molecules.is_empty() {
            return;
        }
        let all: u64 = molecules.iter().map(|node| reads[*node]).sum();
        let others: u64 = molecules.iter().map(|node| u64::from(misread[*node])).sum();
        let once = molecules.iter().filter(|node| reads[**node] == 1).count() as u64;
        let disputed = molecules.iter().filter_map(|node| is_of(*node));
        let disputed = disputed.filter(|i| !settled[*i].1.is_majority).count() as u64;
        rest += molecules.iter().map(|node| expected[*node]).sum::<f64>();
        let umis = whole(rest.max(0.0));
        rest -= umis as f64;
        let errors = error * sequence.len() as f64;
        let molecules = space.molecules_of(umis, all, others, errors);
        inserts.push(Insert { sequence, reads: all, molecules, umis, once, disputed });
    };
    let mut here = Vec::new();
    for (sequence, range) in &nodes.inserts {
        while let Some((before, node)) = moved.next_if(|(insert, _)| insert < sequence) {
            here.clear();
            here.push(node);
            here.extend(std::iter::from_fn(|| moved.next_if(|next| next.0 == before)).map(|m| m.1));
            push(before, &here);
        }
        here.clear();
        here.extend(range.clone().filter(|node| root(*node) == *node));
        here.retain(|node| {
            misread[*node] == 0 || is_of(*node).is_none_or(|i| settled[i].1.insert == *sequence)
        });
        here.extend(std::iter::from_fn(|| moved.next_if(|next| next.0 == *sequence)).map(|m| m.1));
        push(*sequence, &here);
    }
    // Behind the last insert that was read.
    let behind: Vec<(Packed, usize)> = moved.collect();
    for same in behind.chunk_by(|a, b| a.0 == b.0) {
        here.clear();
        here.extend(same.iter().map(|(_, node)| *node));
        push(same[0].0, &here);
    }
    Counted { inserts, space, copies }
}

/// The errors of each node's reads; of those with several reads, and at least, what reads have anyway.
fn errors(nodes: &Nodes, qualities: &Qualities, (length, error): (usize, f64)) -> Vec<Misread> {
    // A power for each quality, not for each nucleotide.
    let of_quality: [f64; 256] =
        std::array::from_fn(|quality| 10_f64.powf(-(quality as f64) / 10.0).max(LEAST_ERROR));
    let mut all = Vec::with_capacity(nodes.nodes.len());
    // Qualities are where reads were first seen: those of many nodes are fetched before the first of them is needed.
    let mut fetched: Vec<u8> = Vec::new();
    for (sequence, range) in &nodes.inserts {
        let typical = Misread::typical(error, sequence.len(), length);
        for batch in nodes.nodes[range.clone()].chunks(FETCHED) {
            fetched.clear();
            for node in batch {
                let once = (node.seen.reads == 1).then_some(node.seen);
                let all = once.and_then(|seen| qualities.all(seen, sequence.len()));
                fetched.extend_from_slice(all.unwrap_or_default());
            }
            let mut rest = fetched.as_slice();
            all.extend(batch.iter().map(|node| {
                if node.seen.reads != 1 || !node.seen.has_qualities() {
                    return typical;
                }
                let Some((read, others)) = rest.split_at_checked(sequence.len()) else {
                    return typical;
                };
                let Some((umi, others)) = others.split_at_checked(IN_UMI) else { return typical };
                rest = others;
                let insert = qualities::errors(read.iter().map(|q| of_quality[usize::from(*q)]));
                Misread::new(insert, InUmi::from_bytes(umi), (sequence.len(), length), typical)
            }));
        }
    }
    all
}

/// Nodes whose qualities are fetched at once.
const FETCHED: usize = 64;

/// The consensus of each molecule whose reads show several inserts, by its node, ascending.
fn settle(
    nodes: &Nodes,
    joined: &[Joined],
    misread: &[u32],
    (qualities, error): (&Qualities, f64),
) -> Vec<(usize, Consensus)> {
    let mut parts: Vec<(usize, usize)> = joined
        .iter()
        .enumerate()
        .map(|(node, joined)| (joined.root as usize, node))
        .filter(|(root, _)| misread[*root] > 0)
        .collect();
    // Each molecule's first vote is that of its node.
    parts.sort_unstable_by_key(|(root, node)| (*root, node != root, *node));
    let typical = -10.0 * error.log10();
    let reads: Vec<u64> = nodes.inserts.iter().map(|(_, range)| nodes.reads(range)).collect();
    let vote = |node: usize| {
        let (insert, seen) = (nodes.insert(node), nodes.nodes[node].seen);
        let qualities = (0..insert.len()).map(|place| qualities.sum(seen, place, typical));
        Vote { insert, reads: seen.reads, qualities: qualities.collect() }
    };
    parts
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|molecule| {
            let votes: Vec<Vote> = molecule.iter().map(|(_, node)| vote(*node)).collect();
            let here = |insert: Packed| -> u64 {
                let same = votes.iter().filter(|vote| vote.insert == insert);
                same.map(|vote| u64::from(vote.reads)).sum()
            };
            let elsewhere = |insert: Packed| {
                nodes.find(insert).map_or(0, |i| reads[i].saturating_sub(here(insert)))
            };
            Some((molecule[0].0, consensus(&votes, elsewhere)?))
        })
        .collect()
}

impl Nodes {
    /// The insert of a node.
    fn insert(&self, node: usize) -> Packed {
        self.inserts[self.inserts.partition_point(|(_, range)| range.end <= node)].0
    }

    /// The place of an insert.
    fn find(&self, insert: Packed) -> Option<usize> {
        self.inserts.binary_search_by_key(&insert, |(sequence, _)| *sequence).ok()
    }

    fn reads(&self, range: &Range<usize>) -> u64 {
        self.nodes[range.clone()].iter().map(|node| u64::from(node.seen.reads)).sum()
    }
}

fn nodes(molecules: &[(Molecule, Seen)], qualities: &mut Qualities) -> Nodes {
    let mut all = Nodes { inserts: Vec::new(), nodes: Vec::with_capacity(molecules.len()) };
    for group in molecules.chunk_by(|a, b| a.0.sequence == b.0.sequence) {
        let (start, sequence) = (all.nodes.len(), group[0].0.sequence);
        for same in group.chunk_by(|a, b| a.0.umi == b.0.umi) {
            let (umi, first) = (same[0].0.umi, same[0].1);
            let seen = same[1..]
                .iter()
                .fold(first, |seen, (_, other)| qualities.merge(seen, *other, sequence.len()));
            all.nodes.push(Node { umi, seen });
        }
        let range: Range<usize> = start..all.nodes.len();
        all.inserts.push((sequence, range));
    }
    all
}

/// Reads of each molecule in the mean, if none were misread.
fn copies_of_each(nodes: &Nodes, space: &UmiSpace) -> f64 {
    let molecules: f64 =
        nodes.inserts.iter().map(|(_, range)| space.corrected(range.len() as f64)).sum();
    let reads = nodes.reads(&(0..nodes.nodes.len()));
    reads as f64 / molecules.max(1.0)
}

/// How often each UMI is used.
fn space(nodes: &Nodes, length: usize) -> UmiSpace {
    let mut composition = Composition::new(length);
    let crowded = CROWDED * 4_f64.powi(i32::try_from(length).unwrap_or(i32::MAX));
    for (_, range) in &nodes.inserts {
        let here = &nodes.nodes[range.clone()];
        let all = nodes.reads(range);
        let mean = here.len() as f64 / all.max(1) as f64;
        let is_crowded = here.len() as f64 > crowded;
        for node in here {
            let weight = if is_crowded { f64::from(node.seen.reads) * mean } else { 1.0 };
            composition.add(node.umi, weight);
        }
    }
    UmiSpace::new(&composition)
}

impl UmiSpace {
    /// Molecules of an insert with these `umis` and `reads`, of which `others` were misread as another insert; `errors` are
    /// expected per read. At least one a UMI, and at most one a read.
    ///
    /// Where UMIs are crowded, a misread read can share its UMI with other molecules and be joined to these; if it is the
    /// only read of its molecule, that is counted here.
    fn molecules_of(&self, umis: u64, reads: u64, others: u64, errors: f64) -> u64 {
        let molecules = self.corrected(umis as f64);
        if molecules - umis as f64 <= 0.0 {
            return umis;
        }
        let alone = reads as f64 * read_once(reads as f64 / molecules);
        let hidden = (alone * errors * self.occupancy(umis)).min(others as f64);
        whole(molecules + hidden).clamp(umis, reads.max(umis))
    }

    /// Molecules of an insert with `umis` different UMIs; as many, where hardly any two have the same.
    fn corrected(&self, umis: f64) -> f64 {
        if umis * umis / self.effective() < HALF { umis } else { self.molecules(whole(umis)) }
    }

    /// The 95 % interval of the molecules of an insert.
    pub(crate) fn interval_of(&self, insert: &Insert) -> (f64, f64) {
        let counted = insert.molecules as f64;
        let seen = insert.umis as f64;
        if seen * seen / self.effective() < HALF {
            return (counted, counted);
        }
        let (low, high) = self.interval(insert.umis);
        let hidden = (counted - self.molecules(insert.umis)).max(0.0);
        ((low + hidden).min(counted), (high + hidden).max(counted))
    }
}

/// The share of reads that are the only ones of their molecule, where those with any have `mean` reads and reads are
/// Poisson-distributed.
fn read_once(mean: f64) -> f64 {
    let (mut low, mut high) = (0.0, mean.max(1.0));
    for _ in 0..50 {
        let rate: f64 = f64::midpoint(low, high);
        if rate > mean * (1.0 - (-rate).exp()) {
            high = rate;
        } else {
            low = rate;
        }
    }
    (-low).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads of inserts with UMIs.
    fn count(all: &[(&str, &str, u32)], error: f64) -> Vec<(String, u64, u64)> {
        let code =
            |umi: &str| super::super::umi::encode(umi.bytes().map(super::super::packed::code)).0;
        let mut molecules: Vec<(Molecule, Seen)> = all
            .iter()
            .map(|(insert, umi, reads)| {
                let sequence = Packed::new(insert.as_bytes()).unwrap();
                (Molecule { sequence, umi: code(umi) }, Seen::new(*reads))
            })
            .collect();
        molecules.sort_unstable();
        let length = all.first().map_or(0, |(_, umi, _)| umi.len());
        let counted = super::molecules(molecules, Qualities::default(), (length, error)).inserts;
        counted.iter().map(|i| (i.sequence.to_dna(), i.reads, i.molecules)).collect()
    }

    #[track_caller]
    fn umis(umis: &[(&str, u32)], molecules: u64) {
        let all: Vec<(&str, &str, u32)> =
            umis.iter().map(|(umi, n)| ("TGAGGTAGTAGGTTGTATAGTT", *umi, *n)).collect();
        assert_eq!(count(&all, 1e-3)[0].2, molecules, "{umis:?}");
    }

    #[test]
    fn misread_umis_are_copies() {
        umis(&[("ACGTACGTACGT", 9)], 1);
        // Misread once; twice as often as that is another molecule; two places differ.
        umis(&[("ACGTACGTACGT", 9), ("ACGTACGTACGA", 1)], 1);
        umis(&[("ACGTACGTACGT", 9), ("ACGTACGTACGA", 6)], 2);
        umis(&[("ACGTACGTACGT", 9), ("ACGTACGTACAA", 1)], 2);
        // A copy of a copy; an unknown nucleotide; single reads are not each other's copies.
        umis(&[("AAAAAAAAAAAA", 90), ("AAAAAAAAAAAC", 9), ("AAAAAAAAAACC", 1)], 1);
        umis(&[("AAAAAAAAAAAA", 3), ("NAAAAAAAAAAA", 1)], 1);
        umis(&[("AAAAAAAAAAAA", 1), ("AAAAAAAAAAAC", 1)], 2);
    }

    #[test]
    fn misread_inserts_join_the_molecule_of_their_umi() {
        let (a, b, c) =
            ("TGAGGTAGTAGGTTGTATAGTT", "TGAGGTAGTAGGTTGTATAGTA", "TGAGGCAGTAGGTTGTATAGTA");
        let all = |reads| vec![(a.to_owned(), reads, 1)];
        assert_eq!(count(&[(a, "ACGTACGTACGT", 9), (b, "ACGTACGTACGT", 1)], 1e-3), all(10));
        assert_eq!(count(&[(a, "ACGTACGTACGT", 20), (c, "ACGTACGTACGT", 1)], 1e-3), all(21));
        // Insert and UMI misread.
        assert_eq!(count(&[(a, "ACGTACGTACGT", 20), (b, "ACGTACGTACGA", 1)], 1e-3), all(21));
        // As many reads, or another UMI, is another molecule.
        assert_eq!(count(&[(a, "ACGTACGTACGT", 9), (b, "ACGTACGTACGT", 9)], 1e-3).len(), 2);
        assert_eq!(count(&[(a, "ACGTACGTACGT", 9), (b, "TTTTACGTACGT", 1)], 1e-3).len(), 2);
    }

    #[test]
    fn reads_of_molecules() {
        assert!((read_once(1.0) - 1.0).abs() < 1e-6);
        // Poisson of mean 2: 2 / (1 − e⁻²) reads each.
        assert!((read_once(2.0 / (1.0 - (-2.0_f64).exp())) - (-2.0_f64).exp()).abs() < 1e-9);
        assert!(read_once(20.0) < 1e-8);
    }
}
