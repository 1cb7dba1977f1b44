//! Unique inserts, their reads and molecules.

use std::ops::Range;

use super::{
    molecules::{self, Node, Nodes, Rates},
    packed::Packed,
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

/// Inserts that fill more than this share of the UMIs show how often each UMI is used by their reads, not by whether they
/// have it.
const CROWDED: f64 = 0.1;
/// Fewer molecules than this that share the UMI of another do not change a count.
const HALF: f64 = 0.5;

/// Reads of each insert; `molecules` are in ascending order, and one may be there several times.
pub(super) fn reads(molecules: &[(Molecule, u32)]) -> Vec<Insert> {
    molecules
        .chunk_by(|a, b| a.0.sequence == b.0.sequence)
        .map(|group| {
            let reads = group.iter().map(|(_, reads)| u64::from(*reads)).sum();
            let sequence = group[0].0.sequence;
            Insert { sequence, reads, molecules: reads, umis: 0, once: reads }
        })
        .collect()
}

/// Molecules of each insert, as [`reads`], with UMIs of `length` nucleotides and `error` errors per nucleotide.
pub(super) fn molecules(molecules: &[(Molecule, u32)], length: usize, error: f64) -> Counted {
    let nodes = nodes(molecules);
    let space = space(&nodes, length);
    let rates = Rates {
        error,
        umi: length,
        coincidence: 1.0 / space.effective(),
        copied: 1.0 - read_once(copies_of_each(&nodes, &space)),
    };
    let joined = molecules::join(&nodes, rates);
    let root = |node: usize| joined[node].root as usize;
    // Of each molecule, its reads, nodes with another insert, and molecules that its nodes may be.
    let mut reads = vec![0_u64; nodes.nodes.len()];
    let mut misread = vec![0_u32; nodes.nodes.len()];
    let mut expected = vec![0.0_f64; nodes.nodes.len()];
    let mut copies = 0;
    for (_, range) in &nodes.inserts {
        for node in range.clone() {
            let root = root(node);
            reads[root] += u64::from(nodes.nodes[node].reads);
            expected[root] += joined[node].is_molecule;
            copies += u64::from(root != node);
            misread[root] += u32::from(!range.contains(&root));
        }
    }
    let mut inserts = Vec::with_capacity(nodes.inserts.len());
    for (sequence, range) in &nodes.inserts {
        let own: Vec<usize> = range.clone().filter(|node| root(*node) == *node).collect();
        if own.is_empty() {
            continue;
        }
        let all: u64 = own.iter().map(|node| reads[*node]).sum();
        let others: u64 = own.iter().map(|node| u64::from(misread[*node])).sum();
        let once = own.iter().filter(|node| reads[**node] == 1).count() as u64;
        let errors = error * sequence.len() as f64;
        let umis = whole(own.iter().map(|node| expected[*node]).sum()).max(1);
        let molecules = space.molecules_of(umis, all, others, errors);

        inserts.push(Insert { sequence: *sequence, reads: all, molecules, umis, once });
    }
    Counted { inserts, space, copies }
}

fn nodes(molecules: &[(Molecule, u32)]) -> Nodes {
    let mut all = Nodes { inserts: Vec::new(), nodes: Vec::with_capacity(molecules.len()) };
    for group in molecules.chunk_by(|a, b| a.0.sequence == b.0.sequence) {
        let start = all.nodes.len();
        all.nodes.extend(group.chunk_by(|a, b| a.0.umi == b.0.umi).map(|same| Node {
            umi: same[0].0.umi,
            reads: same.iter().fold(0, |sum, (_, reads)| reads.saturating_add(sum)),
        }));
        let range: Range<usize> = start..all.nodes.len();
        all.inserts.push((group[0].0.sequence, range));
    }
    all
}

/// Reads of each molecule in the mean, if none were misread.
fn copies_of_each(nodes: &Nodes, space: &UmiSpace) -> f64 {
    let molecules: f64 =
        nodes.inserts.iter().map(|(_, range)| space.corrected(range.len() as f64)).sum();
    let reads: u64 = nodes.nodes.iter().map(|node| u64::from(node.reads)).sum();
    reads as f64 / molecules.max(1.0)
}

/// How often each UMI is used.
fn space(nodes: &Nodes, length: usize) -> UmiSpace {
    let mut composition = Composition::new(length);
    let crowded = CROWDED * 4_f64.powi(i32::try_from(length).unwrap_or(i32::MAX));
    for (_, range) in &nodes.inserts {
        let here = &nodes.nodes[range.clone()];
        let all: u64 = here.iter().map(|node| u64::from(node.reads)).sum();
        let mean = here.len() as f64 / all.max(1) as f64;
        let is_crowded = here.len() as f64 > crowded;
        for node in here {
            let weight = if is_crowded { f64::from(node.reads) * mean } else { 1.0 };
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
        let mut molecules: Vec<(Molecule, u32)> = all
            .iter()
            .map(|(insert, umi, reads)| {
                let sequence = Packed::new(insert.as_bytes()).unwrap();
                (Molecule { sequence, umi: code(umi) }, *reads)
            })
            .collect();
        molecules.sort_unstable();
        let length = all.first().map_or(0, |(_, umi, _)| umi.len());
        let counted = super::molecules(&molecules, length, error).inserts;
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
        let one = |reads| vec![(a.to_owned(), reads, 1)];
        assert_eq!(count(&[(a, "ACGTACGTACGT", 9), (b, "ACGTACGTACGT", 1)], 1e-3), one(10));
        assert_eq!(count(&[(a, "ACGTACGTACGT", 20), (c, "ACGTACGTACGT", 1)], 1e-3), one(21));
        // Insert and UMI misread.
        assert_eq!(count(&[(a, "ACGTACGTACGT", 20), (b, "ACGTACGTACGA", 1)], 1e-3), one(21));
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
