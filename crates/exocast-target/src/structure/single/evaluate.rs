//! The energy of a given structure, loop by loop, and what it shows of folds.

use exocast_core::{Base, Rna};
use proptest::prelude::*;

use super::{folded::FoldedStrand, folder::StrandFolder, twin::Fold};
use crate::{
    reference::vector,
    structure::energy::{Edge, EnergyModel, Letter, PairType, letters},
};

/// Free energy of a structure in 0.01 kcal/mol.
fn evaluate(model: &EnergyModel, strand: &[Base], pairs: &[Option<usize>]) -> i32 {
    let (text, tables) = (letters(strand), &model.whole);
    let at = |i: Option<usize>| -> Option<Letter> { text.get(i?).copied() };
    let pair = |i: usize, j: usize| PairType::new(text[i], text[j]).expect("a pair that can form");
    // Stems that begin within a range.
    let stems = |range: std::ops::Range<usize>| {
        let (mut stems, mut i) = (Vec::new(), range.start);
        while i < range.end {
            match pairs[i] {
                Some(j) => {
                    stems.push((i, j));
                    i = j + 1;
                }
                None => i += 1,
            }
        }
        stems
    };
    let outside = stems(0..text.len());
    let mut energy: i32 = outside
        .iter()
        .map(|&(i, j)| tables.exterior(pair(i, j), at(i.checked_sub(1)), at(Some(j + 1))))
        .sum();
    for (i, j) in pairs.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        if j < i {
            continue;
        }
        let outer = Edge { pair: pair(i, j), after: text[i + 1], before: text[j - 1] };
        energy += match stems(i + 1..j).as_slice() {
            [] => tables.hairpin(outer, &text[i..=j]),
            &[(k, l)] => {
                let inner = pair(k, l).reversed();
                let inner = Edge { pair: inner, after: text[l + 1], before: text[k - 1] };
                tables.interior((k - i - 1, j - l - 1), outer, inner)
            }
            several => {
                let closing = outer.pair.reversed();
                let closing = tables.multi(closing, Some(text[j - 1]), Some(text[i + 1]));
                let stem = |&(k, l): &(usize, usize)| {
                    tables.multi(pair(k, l), Some(text[k - 1]), Some(text[l + 1]))
                };
                tables.multi_closing + closing + several.iter().map(stem).sum::<i32>()
            }
        };
    }
    energy
}

fn parsed(structure: &str) -> Vec<Option<usize>> {
    let mut pairs = vec![None; structure.len()];
    let mut open = Vec::new();
    for (j, letter) in structure.bytes().enumerate() {
        match letter {
            b'(' => open.push(j),
            b')' => {
                let i = open.pop().expect("balanced");
                (pairs[i], pairs[j]) = (Some(j), Some(i));
            }
            _ => {}
        }
    }
    pairs
}

fn check(model: &EnergyModel, folded: &FoldedStrand, strand: &[Base]) {
    let (energy, traced) = (folded.energy * 100.0, evaluate(model, strand, &folded.pairs));
    assert!((energy - f64::from(traced)).abs() < 1e-6, "{energy} is not {traced}: {folded:?}");
    for (i, j) in folded.pairs.iter().enumerate().filter_map(|(i, j)| Some((i, (*j)?))) {
        assert_eq!(folded.pairs[j], Some(i));
    }
}

#[test]
fn structures_have_the_energies_of_viennarna() {
    let Some(text) = vector("target/viennarna_mfe.tsv") else { return };
    let model = EnergyModel::turner2004();
    let folder = StrandFolder::new(&model);
    let (mut compared, mut same) = (0, 0);
    for line in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let row: Vec<&str> = line.split('\t').collect();
        let strand = Rna::parse_with_n(row[1].as_bytes()).expect("a sequence");
        let least: f64 = row[3].parse().expect("an energy");
        let folded = folder.fold(strand.bases());
        assert!((folded.energy - least).abs() < 1e-6, "{line}: {}", folded.energy);
        check(&model, &folded, strand.bases());
        let theirs = evaluate(&model, strand.bases(), &parsed(row[2]));
        assert!((f64::from(theirs) / 100.0 - least).abs() < 1e-6, "{line}: {theirs}");
        same += usize::from(folded.dot_bracket() == row[2]);
        compared += 1;
    }
    // Some sequences have several structures of the least energy.
    assert!(compared == 100 && same >= 90, "{same} of {compared} structures agree");
}

proptest! {
    #[test]
    fn the_structure_has_the_least_energy(text in "[ACGU]{0,70}", at in 0..100_usize) {
        let model = EnergyModel::turner2004();
        let strand: Rna = text.parse().expect("a sequence");
        let mut bases = strand.bases().to_vec();
        if let Some(base) = bases.get_mut(at) {
            *base = Base::N;
        }
        let folded = StrandFolder::new(&model).fold(&bases);
        check(&model, &folded, &bases);
        prop_assert!((folded.energy - Fold::new(&model, &bases).least).abs() < 1e-9);
    }

    #[test]
    fn hairpins_fold_to_the_energy_of_the_twin(arm in "[ACGU]{10,30}", turn in "[ACGU]{3,12}", swap in 0..30_usize) {
        let model = EnergyModel::turner2004();
        let arm: Rna = arm.parse().expect("a sequence");
        let turn: Rna = turn.parse().expect("a sequence");
        let mut other = arm.reverse_complement().bases().to_vec();
        let at = swap % other.len();
        other[at] = Base::G;
        let bases = [arm.bases(), turn.bases(), &other].concat();
        let folded = StrandFolder::new(&model).fold(&bases);
        check(&model, &folded, &bases);
        prop_assert!((folded.energy - Fold::new(&model, &bases).least).abs() < 1e-9);
    }
}
