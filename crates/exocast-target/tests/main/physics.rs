//! Laws of duplexes, accessibility and rare sites, and of the readers that serve them.

use exocast_core::options::Options as _;
use exocast_core::{Base, Rna};
use exocast_target::{
    AccessOptions, Accessibility, Alignment, Conservation, Duplex, DuplexFolder, DuplexOptions,
    EnergyModel, Mirna, PctModel, RareScanner, RareType, SeedFamilies, SiteType, Transcripts,
    UtrProfiles, fold_duplexes,
};
use proptest::prelude::*;

fn rna(length: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Base>> {
    proptest::collection::vec(proptest::sample::select(b"ACGUACGUACGUN".to_vec()), length)
        .prop_map(|letters| Rna::parse_with_n(&letters).unwrap().bases().to_vec())
}

/// miRNAs, and a target in which parts of them can pair.
fn guides_and_target() -> impl Strategy<Value = (Vec<Mirna>, Vec<Base>)> {
    let guides = proptest::collection::vec(
        proptest::collection::vec(proptest::sample::select(b"ACGU".to_vec()), 8..25),
        1..4,
    );
    let pieces = proptest::collection::vec((0..4_usize, 0..20_usize, 5..14_usize, rna(0..6)), 0..9);
    (guides, pieces).prop_map(|(guides, pieces)| {
        let mut target = Vec::new();
        for (guide, from, length, between) in pieces {
            let guide = Rna::parse_with_n(&guides[guide % guides.len()]).unwrap();
            let part = guide.bases().iter().skip(from).take(length).rev();
            target.extend(part.map(|base| base.complement()));
            target.extend(between);
        }
        let name = |(i, letters): (usize, &Vec<u8>)| {
            Mirna::new(format!("m{i}"), Rna::parse_with_n(letters).unwrap()).unwrap()
        };
        (guides.iter().enumerate().map(name).collect(), target)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Within one window; over several, means are over other windows for another length.
    #[test]
    fn longer_stretches_are_open_less_often(sequence in rna(0..81)) {
        let options = AccessOptions::default().check().unwrap();
        let access = Accessibility::new(&EnergyModel::turner2004(), &options);
        let all = [1, 2, 3, 8, 9].map(|length| access.unpaired(&sequence, length));
        prop_assert!(all.iter().flatten().all(|p| (0.0..=1.0).contains(p)));
        for (short, long) in [(0, 1), (1, 2), (3, 4)] {
            for (i, p) in all[long].iter().enumerate() {
                prop_assert!(*p <= all[short][i] + 1e-12 && *p <= all[short][i + 1] + 1e-12);
            }
        }
    }

    #[test]
    fn many_are_computed_as_each_alone(
        strands in proptest::collection::vec((rna(0..30), rna(0..90)), 0..70),
    ) {
        let model = EnergyModel::turner2004();
        let options = DuplexOptions::default().check().unwrap();
        let pairs: Vec<(&[Base], &[Base])> = strands.iter().map(|(a, b)| (&a[..], &b[..])).collect();
        let mut folder = DuplexFolder::new(&model);
        for all in [false, true] {
            let duplexes = fold_duplexes(&model, &pairs, all, &options);
            prop_assert_eq!(duplexes.len(), pairs.len());
            for ((guide, target), duplexes) in pairs.iter().zip(duplexes) {
                let alone: Vec<Duplex> = if all {
                    folder.sites(guide, target, &options)
                } else {
                    folder.best(guide, target).into_iter().collect()
                };
                prop_assert_eq!(duplexes, alone);
            }
        }
        let access = Accessibility::new(&model, &AccessOptions::default().check().unwrap());
        let mut targets = Transcripts::default();
        for (i, (_, target)) in strands.iter().enumerate() {
            let letters: String = target.iter().map(ToString::to_string).collect();
            targets.push(&i.to_string(), None, b"", letters.as_bytes()).unwrap();
        }
        let targets: Vec<_> = targets.iter().collect();
        let unpaired = access.unpaired_of_transcripts(&targets, 14);
        for (unpaired, (_, target)) in unpaired.into_iter().zip(&strands) {
            prop_assert_eq!(unpaired, access.unpaired(target, 14));
        }
    }

    #[test]
    fn rare_sites_found_in_one_pass_are_those_found_one_by_one(
        (mirnas, target) in guides_and_target(),
    ) {
        let together = RareScanner::new(&mirnas, &RareType::ALL).scan(&target);
        let mut alone = Vec::new();
        for (i, mirna) in mirnas.iter().enumerate() {
            let only = std::slice::from_ref(mirna);
            for kind in RareType::ALL {
                for mut hit in RareScanner::new(only, &[kind]).scan(&target) {
                    hit.mirna = i;
                    alone.push(hit);
                }
            }
        }
        alone.sort_by_key(|hit| (hit.range.start, hit.range.end, hit.mirna, hit.kind));
        prop_assert_eq!(&together, &alone);
        for hit in &together {
            prop_assert!(hit.range.end <= target.len());
            let site = &target[hit.range.clone()];
            let guide = mirnas[hit.mirna].sequence().bases();
            let pairs = |from: usize, to: usize, skip: usize| {
                let part = &guide[from - 1..to];
                let opposite = site.iter().skip(skip).take(part.len());
                part.iter().rev().map(|base| base.complement()).eq(opposite.copied())
            };
            match hit.kind {
                RareType::Supplementary => {
                    let last = (16..=guide.len()).find(|last| pairs(13, *last, 0));
                    prop_assert!(last.is_some() && site.len() >= 6 + 4);
                }
                RareType::Centred => {
                    let twelve = site.len() == 12 && pairs(4, 15, 0);
                    prop_assert!(twelve || site.len() == 11 && (pairs(4, 14, 0) || pairs(5, 15, 0)));
                }
                RareType::Bulged => {
                    prop_assert!(site.len() == 8 && pairs(6, 8, 0) && pairs(2, 5, 4));
                    prop_assert_eq!(site[3], site[2]);
                }
            }
        }
    }

    #[test]
    fn readers_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = UtrProfiles::read(bytes.as_slice(), "x");
        let _ = Conservation::read(bytes.as_slice(), "x");
        let _ = Alignment::read(bytes.as_slice(), "x");
        let _ = SeedFamilies::read(bytes.as_slice(), "x");
        let _ = PctModel::default().add(SiteType::EightMer, bytes.as_slice(), "x");
    }

    #[test]
    fn readers_never_panic_on_what_looks_like_a_table(
        header in "((transcript|mirna|start|pct|branch_length)\t){0,6}",
        body in "([ACGUacgun0-9.;-]{0,12}\t[0-9;-]{0,6}\t[ACGUacgun0-9.;-]{0,12}\t?[0-9]{0,3}\n){0,5}",
    ) {
        let text = format!("{header}\n{body}");
        let _ = UtrProfiles::read(text.as_bytes(), "x");
        let _ = Conservation::read(text.as_bytes(), "x");
        let families = SeedFamilies::read("f\tACGUACG\t1;2\n".as_bytes(), "x").unwrap();
        if let Ok(alignment) = Alignment::read(body.as_bytes(), "x") {
            let _ = alignment.table(&families);
        }
        let _ = SeedFamilies::read(body.as_bytes(), "x");
        let _ = PctModel::default().add(SiteType::EightMer, text.as_bytes(), "x");
    }
}
