//! Sites of several guides that overlap, and sponges.

use exocast_core::{Interval, SeedPlan, options::Options as _};
use exocast_target::{
    ComputeError, Dose, Mirnas, Recipient, RespondOptions, Response, RnaKind, SeedAffinity,
    SiteOccupancy, Sponges, Transcripts,
};
use proptest::prelude::*;

use crate::cells::*;

/// Guides of CTACCTCA and CCTCAGGA.
fn two_guides() -> Mirnas {
    mirnas(&["UGAGGUAGUAGGUUGUAUAGUU".to_owned(), "UCCUGAGGCACACACACACACA".to_owned()])
}

/// N of one 3'UTR with free complex of some of the guides, and b of one.
fn occupancy(utr3: &str, guides: &[usize]) -> f64 {
    let all = two_guides();
    let names: Vec<&str> = guides.iter().map(|&i| all.as_slice()[i].name()).collect();
    let given = all.filter(|mirna| names.contains(&mirna.name()));
    let transcripts = transcripts(&[(String::new(), utr3.to_owned())]);
    let affinity = SeedAffinity::default();
    let mut options = RespondOptions::default();
    (options.draws, options.typical_free_nm) = (1, Some(0.0));
    options.repression_slope = Some(Interval::exact(1.0));
    let dose = Dose::FreeNanomolar(Interval::exact(0.3));
    let cell = Recipient::new(&given, &transcripts, &affinity);
    let response = cell.respond(&dose, &options.check().unwrap(), SeedPlan::new(1)).unwrap();
    (-response.genes[0].log2fc.value).exp2() - 1.0
}

#[test]
fn sites_that_overlap_are_one_place() {
    let (near, apart) = ("GGGGCTACCTCAGGAGGGG", "GGGGCTACCTCATTTTTTTTTTTTTCCTCAGGAGGGG");
    let [first, second] = [0, 1].map(|guide| occupancy(near, &[guide]));
    assert!(first > 0.5 && second > 0.5, "{first} {second}");
    // Apart, both are bound as if alone.
    assert!((occupancy(apart, &[0, 1]) - first - second).abs() < 1e-12);
    // Near, Argonaute is on one or the other.
    let odds = |share: f64| share / (1.0 - share);
    let both = odds(first) + odds(second);
    assert!((occupancy(near, &[0, 1]) - both / (1.0 + both)).abs() < 1e-12);
}

/// A cell whose only sites are those of sponges.
fn with_sponges(mirnas: &Mirnas, sponges: &Sponges, held: &[f64], dose: &[f64]) -> Response {
    let transcripts = transcripts(&[(String::new(), "GGGGGGGG".to_owned())]);
    let affinity = SeedAffinity::default();
    let mut options = RespondOptions::default();
    options.draws = 3;
    options.mrna_per_cell = Interval::exact(1e-6);
    options.background_sites = Interval::exact(0.0);
    let held = amounts(mirnas, held);
    let cell = Recipient::new(mirnas, &transcripts, &affinity);
    let cell = cell.with_endogenous(&held).with_sponges(sponges);
    let dose = Dose::Copies(amounts(mirnas, dose));
    cell.respond(&dose, &options.check().unwrap(), SeedPlan::new(1)).unwrap()
}

fn sponges(sequences: &[(String, bool, f64)], factor: f64) -> Sponges {
    let mut sponges = Sponges::default();
    for (i, (sequence, circular, copies)) in sequences.iter().enumerate() {
        let kind = if *circular { RnaKind::Circular } else { RnaKind::Noncoding };
        let copies = Interval::exact(copies * factor);
        sponges.push(&format!("s{i}"), kind, sequence.as_bytes(), copies).unwrap();
    }
    sponges
}

proptest! {
    /// What is in Argonaute is free or on a site, and no more than one Argonaute is on twelve nucleotides.
    #[test]
    fn copies_are_free_or_bound(
        guides in proptest::collection::vec(guide(), 2..5),
        sequences in proptest::collection::vec((sequence(12..120), any::<bool>(), 1.0..3e4_f64), 1..4),
        copies in 1.0..2e4_f64,
    ) {
        let mirnas = mirnas(&guides);
        let all = vec![copies; guides.len()];
        let response = with_sponges(&mirnas, &sponges(&sequences, 1.0), &all, &all);
        for pool in &response.pools {
            let rows = response.sponges.iter().filter(|row| row.mirnas == pool.mirnas);
            let bound = rows.fold((0.0, 0.0), |sum, row| {
                (sum.0 + row.bound_before, sum.1 + row.bound_after)
            });
            let per_nm = 1.0 / SiteOccupancy::new(1.0).nanomolar(1.0);
            for (all, bound, free) in [
                (pool.copies_before, bound.0, pool.free_before_nm),
                (pool.copies_after.unwrap(), bound.1, pool.free_after_nm),
            ] {
                prop_assert!((bound + free * per_nm - all).abs() <= 1e-7 * all, "{bound} {free} {all}");
            }
        }
        for row in &response.sponges {
            let length = sequences[row.sponge[1..].parse::<usize>().unwrap()].0.len();
            prop_assert!(row.bound_after <= row.copies * (length / 12 + 2) as f64);
            prop_assert!((0.0..=1.0).contains(&row.free_taken_after.unwrap()));
        }
    }

    /// More of a sponge of one guide never frees it.
    #[test]
    fn more_of_a_sponge_never_frees_its_guide(
        guides in proptest::collection::vec(guide(), 2..5),
        sequences in proptest::collection::vec((sequence(12..120), any::<bool>(), 1.0..1e4_f64), 1..3),
        copies in 1.0..2e4_f64,
        factor in 1.0..20.0_f64,
    ) {
        let mirnas = mirnas(&guides);
        let (none, all) = (vec![0.0; guides.len()], vec![copies; guides.len()]);
        let respond = |factor| with_sponges(&mirnas, &sponges(&sequences, factor), &none, &all);
        let (less, more) = (respond(1.0), respond(factor));
        for (less, more) in less.pools.iter().zip(&more.pools) {
            prop_assert!(
                more.free_after_nm <= less.free_after_nm * (1.0 + 1e-8),
                "{} {}", less.free_after_nm, more.free_after_nm
            );
        }
    }
}

#[test]
fn a_sponge_that_is_a_transcript_is_refused() {
    let (mirnas, transcripts) = two_targets();
    let affinity = SeedAffinity::default();
    let mut sponges = Sponges::default();
    let copies = Interval::exact(10.0);
    sponges.push("t1", RnaKind::Noncoding, b"GGCTACCTCAGG", copies).unwrap();
    sponges.push("idle", RnaKind::Noncoding, b"GGGGGGGG", copies).unwrap();
    let dose = Dose::FreeNanomolar(Interval::exact(1.0));
    let respond = |transcripts: &Transcripts| {
        let cell = Recipient::new(&mirnas, transcripts, &affinity).with_sponges(&sponges);
        cell.respond(&dose, &options(1), SeedPlan::new(1))
    };
    let refused = respond(&transcripts).unwrap_err();
    assert_eq!(refused, ComputeError::SpongeIsTranscript { name: "t1".to_owned() });
    let response = respond(&transcripts.part(0..1)).unwrap();
    let [row] = response.sponges.as_slice() else { panic!("{:?}", response.sponges) };
    assert_eq!((row.sponge.as_str(), row.sites, row.share_after), ("t1", 1, None));
    assert!(row.bound_after > 0.0 && row.bound_after < 10.0);
    assert!(
        response
            .notices
            .iter()
            .any(|it| it.to_string().contains("1 sponge has no copies, or no site"))
    );
}
