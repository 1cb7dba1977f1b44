//! The duplex recursion as it is published, line by line, to hold the fast one to.

use exocast_core::{
    Base, Rna,
    options::{Checked, Options as _},
};
use proptest::prelude::*;

use super::{
    folder::DuplexFolder,
    options::{DuplexOptions, SeedPairing, Wobble},
    pairs::Duplex,
    strands::Strands,
};
use crate::structure::energy::{EnergyModel, MAX_LOOP};

/// Least energy of any duplex, in 0.01 kcal/mol.
#[allow(clippy::needless_range_loop, reason = "places of the published formula")]
fn plain(model: &EnergyModel, strands: &Strands) -> Option<i32> {
    let tables = &model.whole;
    let (n, m) = (strands.guide.len(), strands.target.len());
    let mut energy = vec![vec![None::<i32>; m]; n];
    let mut least: Option<i32> = None;
    let seed = strands.seed.clone();
    for a in 0..n {
        for b in 0..m {
            let Some(pair) = strands.pair(a, b) else { continue };
            let past = |k: usize| seed.as_ref().is_some_and(|seed| k > *seed.start());
            let mut best = (!past(a)).then(|| strands.begin(tables, a, b, pair));
            for k in 0..a {
                for l in 0..b {
                    let (x, y) = (a - k - 1, b - l - 1);
                    let Some(outer) = strands.pair(k, l) else { continue };
                    let Some(before) = energy[k][l] else { continue };
                    // Two seed nucleotides follow each other without a gap.
                    let leaves = seed.as_ref().is_some_and(|seed| {
                        let inside = k >= *seed.start() && k < *seed.end();
                        let enters = k < *seed.start() && a > *seed.start();
                        (inside && (x, y) != (0, 0)) || enters
                    });
                    if x + y > MAX_LOOP || leaves {
                        continue;
                    }
                    let sum = before + strands.between(tables, (k, l, outer), (a, b, pair));
                    best = Some(best.map_or(sum, |best| best.min(sum)));
                }
            }
            energy[a][b] = best;
            if let Some(best) = best.filter(|_| seed.as_ref().is_none_or(|s| a >= *s.end())) {
                let sum = best + strands.end(tables, a, b, pair);
                least = Some(least.map_or(sum, |least| least.min(sum)));
            }
        }
    }
    least
}

fn rna(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Base>> {
    prop::collection::vec(prop::sample::select(b"ACGUACGUACGUN".to_vec()), length).prop_map(
        |letters| Rna::parse_with_n(&letters).map(|rna| rna.bases().to_vec()).unwrap_or_default(),
    )
}

fn options() -> impl Strategy<Value = Checked<DuplexOptions>> {
    let seeds = [SeedPairing::None, SeedPairing::TwoToSeven, SeedPairing::TwoToEight];
    let wobbles = [Wobble::Allowed, Wobble::OutsideSeed, Wobble::Never];
    (prop::sample::select(seeds.to_vec()), prop::sample::select(wobbles.to_vec())).prop_map(
        |(seed, wobble)| DuplexOptions { seed, wobble, max_energy: -4.0 }.check().unwrap(),
    )
}

#[allow(clippy::cast_possible_truncation, reason = "small energies")]
fn cents(energy: f64) -> i32 {
    (100.0 * energy).round() as i32
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_fast_recursion_finds_the_least_energy(
        guide in rna(0..26), target in rna(0..60), options in options(),
        celsius in prop::sample::select(vec![25.0, 37.0, 50.0]),
    ) {
        let model = EnergyModel::turner2004_at(celsius).unwrap();
        let duplex = DuplexFolder::new(&model).best_with(&guide, &target, &options);
        let strands = Strands::new(&guide, &target, &options);
        prop_assert_eq!(duplex.as_ref().map(|d| cents(d.energy)), plain(&model, &strands));
        if let Some(duplex) = duplex {
            let again = Duplex::evaluate(&model, &guide, &target, &duplex.pairs);
            prop_assert_eq!(again.map(cents), Some(cents(duplex.energy)));
        }
    }

    /// Long strands take 32 bits, with the same result.
    #[test]
    fn both_widths_agree(guide in rna(61..80), target in rna(20..59)) {
        let model = EnergyModel::turner2004();
        let options = DuplexOptions::default();
        let mut folder = DuplexFolder::new(&model);
        let strands = Strands::new(&guide, &target, &options);
        let least = |energies: &mut Vec<i32>| energies.iter().copied().min();
        let (mut short, mut long) = (Vec::new(), Vec::new());
        let DuplexFolder { short: (few, narrow), long: (many, wide), .. } = &mut folder;
        narrow.fill(&strands, &model.whole, few, |_, _, energy| short.push(energy));
        wide.fill(&strands, &model.whole, many, |_, _, energy| long.push(energy));
        prop_assert_eq!(least(&mut short), least(&mut long));
        prop_assert_eq!(short, long);
    }

    #[test]
    fn swapping_the_strands_keeps_the_energy(guide in rna(1..30), target in rna(1..60)) {
        let model = EnergyModel::turner2004();
        let mut folder = DuplexFolder::new(&model);
        let fast = folder.best(&guide, &target).map(|duplex| cents(duplex.energy));
        let other = folder.best(&target, &guide).map(|duplex| cents(duplex.energy));
        prop_assert_eq!(fast, other);
    }

    #[test]
    fn sites_lie_apart_below_the_threshold(
        guide in rna(18..25), target in rna(0..300), options in options(),
    ) {
        let model = EnergyModel::turner2004();
        let mut folder = DuplexFolder::new(&model);
        let sites = folder.sites(&guide, &target, &options);
        for pair in sites.windows(2) {
            prop_assert!(pair[0].paired_target().end <= pair[1].paired_target().start);
        }
        for site in &sites {
            prop_assert!(site.energy <= options.max_energy);
            let again = Duplex::evaluate(&model, &guide, &target, &site.pairs);
            prop_assert_eq!(again.map(cents), Some(cents(site.energy)));
        }
        let best = folder.best_with(&guide, &target, &options).map(|duplex| cents(duplex.energy));
        let least = sites.iter().map(|site| cents(site.energy)).min();
        prop_assert_eq!(least, best.filter(|&best| best <= cents(options.max_energy)));
    }
}
