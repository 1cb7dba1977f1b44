//! Sites found in one pass are those found one by one.

use exocast_core::{Base, Rna};
use exocast_target::{ScanOptions, SiteScanner, SiteType};
use proptest::prelude::*;

use crate::cells::*;

/// The plain twin of the scanner: for each miRNA and each place, compares letter by letter.
fn one_by_one(guide: &Rna, target: &[Base], types: &[SiteType]) -> Vec<(usize, SiteType)> {
    let mut sites = Vec::new();
    // `end` is the place opposite miRNA nucleotide 1, which may lie past the end.
    for end in 0..target.len().cast_signed() + 2 {
        let at = |nucleotide: isize| -> Option<Base> {
            let place = usize::try_from(end - (nucleotide - 1)).ok()?;
            target.get(place).copied().filter(|base| *base != Base::N)
        };
        let pairs = |nucleotide: usize| {
            at(nucleotide.cast_signed()) == Some(guide.bases()[nucleotide - 1].complement())
        };
        let core = (2..=7).all(pairs);
        let a1 = at(1) == Some(Base::A);
        let kind = match (core, pairs(8), a1) {
            (true, true, true) => Some(SiteType::EightMer),
            (true, true, false) => Some(SiteType::SevenMerM8),
            (true, false, true) => Some(SiteType::SevenMerA1),
            (true, false, false) => Some(SiteType::SixMer),
            (false, _, true) if (2..=6).all(pairs) => Some(SiteType::SixMerA1),
            (false, _, _) if (3..=8).all(pairs) => Some(SiteType::OffsetSixMer),
            _ => None,
        };
        if let Some(kind) = kind.filter(|kind| types.contains(kind)) {
            let start = end - (kind.covers().end.cast_signed() - 2);
            sites.push((usize::try_from(start).unwrap(), kind));
        }
    }
    sites
}

proptest! {
    #[test]
    fn sites_found_in_one_pass_are_those_found_one_by_one(
        guides in proptest::collection::vec(guide(), 1..6),
        target in sequence(0..300),
        chosen in proptest::sample::subsequence(SiteType::ALL.to_vec(), 0..=6),
    ) {
        let mirnas = mirnas(&guides);
        let mut options = ScanOptions::default(); options.types = chosen.clone();
        let scanner = SiteScanner::new(mirnas.as_slice(), &options);
        let target = Rna::parse_with_n(target.as_bytes()).unwrap();
        let mut hits: Vec<Vec<_>> = vec![Vec::new(); guides.len()];
        scanner.scan(target.bases(), |hit| {
            for &member in &scanner.families()[hit.family].members {
                hits[member].push((hit.start, hit.kind));
            }
        });
        for (mirna, hits) in mirnas.as_slice().iter().zip(hits) {
            prop_assert_eq!(hits, one_by_one(mirna.sequence(), target.bases(), &chosen));
        }
    }
}
