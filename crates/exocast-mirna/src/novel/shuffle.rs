//! Sequences with the dinucleotides of another.

use exocast_core::{Base, Stream};
use rand::RngExt as _;

/// A random sequence that begins as `bases` and has each dinucleotide as often (Altschul & Erickson 1985, Mol Biol Evol
/// 2:526): a random Eulerian walk. Unknown nucleotides are one letter more.
pub(super) fn shuffled(bases: &[Base], stream: &mut Stream) -> Vec<Base> {
    const LETTERS: usize = 5;
    let code = |base: Base| base.code().map_or(LETTERS - 1, usize::from);
    let (Some(first), Some(last)) = (bases.first(), bases.last()) else { return Vec::new() };
    let last = code(*last);
    let mut edges: [Vec<Base>; LETTERS] = Default::default();
    for pair in bases.windows(2) {
        edges[code(pair[0])].push(pair[1]);
    }
    // The last edge out of each letter has to lead, through others, to the last letter.
    let final_edges = loop {
        let mut chosen: [Option<usize>; LETTERS] = [None; LETTERS];
        for letter in (0..LETTERS).filter(|letter| *letter != last) {
            if !edges[letter].is_empty() {
                chosen[letter] = Some(stream.random_range(0..edges[letter].len()));
            }
        }
        let leads = |start: usize| {
            let mut at = start;
            for _ in 0..LETTERS {
                if at == last {
                    return true;
                }
                let Some(edge) = chosen[at] else { return false };
                at = code(edges[at][edge]);
            }
            at == last
        };
        if (0..LETTERS).all(|letter| edges[letter].is_empty() || leads(letter)) {
            break chosen;
        }
    };
    for (edges, chosen) in edges.iter_mut().zip(final_edges) {
        let end = chosen.map(|edge| edges.swap_remove(edge));
        for i in (1..edges.len()).rev() {
            edges.swap(i, stream.random_range(0..=i));
        }
        edges.extend(end);
        edges.reverse();
    }
    let mut walk = Vec::with_capacity(bases.len());
    let mut at = *first;
    walk.push(at);
    while let Some(next) = edges[code(at)].pop() {
        walk.push(next);
        at = next;
    }
    walk
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use exocast_core::{Rna, SeedPlan};
    use proptest::prelude::*;

    use super::*;

    fn dinucleotides(bases: &[Base]) -> BTreeMap<(Base, Base), usize> {
        let mut counts = BTreeMap::new();
        for pair in bases.windows(2) {
            *counts.entry((pair[0], pair[1])).or_default() += 1;
        }
        counts
    }

    proptest! {
        #[test]
        fn dinucleotides_are_conserved(text in "[ACGUN]{0,120}", seed: u64) {
            let rna = Rna::parse_with_n(text.as_bytes()).unwrap();
            let mut stream = SeedPlan::new(seed).stream("shuffle", 0);
            let other = shuffled(rna.bases(), &mut stream);
            prop_assert_eq!(dinucleotides(rna.bases()), dinucleotides(&other));
            prop_assert_eq!(rna.bases().first(), other.first());
            prop_assert_eq!(rna.bases().last(), other.last());
        }
    }

    #[test]
    fn every_order_is_drawn_as_often() {
        // Walks over the edges of AACAGA: AC, CA, AG, GA, AA in six orders of the three loops.
        let rna: Rna = "AACAGA".parse().unwrap();
        let mut counts: BTreeMap<Vec<Base>, usize> = BTreeMap::new();
        let mut stream = SeedPlan::new(5).stream("shuffle", 0);
        for _ in 0..6000 {
            *counts.entry(shuffled(rna.bases(), &mut stream)).or_default() += 1;
        }
        assert_eq!(counts.len(), 6);
        assert!(counts.values().all(|count| (850..1150).contains(count)), "{counts:?}");
    }
}
