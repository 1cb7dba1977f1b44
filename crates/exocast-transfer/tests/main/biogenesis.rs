//! Where vesicles come from: signs of perturbations, and what is said of what is not known.

use std::collections::BTreeMap;

use exocast_transfer::{
    BiogenesisNotice, Checked, Direction, Machinery, Options, PERTURBATIONS, Process, REGULATORS,
    biogenesis,
};
use proptest::prelude::*;

fn options() -> Checked {
    Options { draws: 512, ..Options::default() }.check().unwrap()
}

#[test]
fn perturbations_have_the_signs_that_were_seen() {
    for seen in PERTURBATIONS {
        let found = biogenesis(&Machinery::without(seen.lost), seen.context, &options());
        let fold = found.secretion_fold.value;
        let holds = match seen.secretion {
            Direction::Up => fold > 1.0,
            Direction::Down => fold < 1.0,
            Direction::NotDown => fold >= 1.0,
        };
        assert!(holds, "{seen:?}: {:?}", found.secretion_fold);
        assert!(found.secretion_fold.low < fold && fold < found.secretion_fold.high);
    }
}

#[test]
fn what_differs_between_cells_goes_either_way_elsewhere() {
    let without_misfit = |context| {
        let mut options = options().options().clone();
        options.parameters.insert("machinery-misfit".into(), 1.0.into());
        biogenesis(&Machinery::without(&["VPS4B"]), context, &options.check().unwrap())
    };
    let elsewhere = without_misfit("A549");
    assert!(elsewhere.secretion_fold.low < 0.95 && elsewhere.secretion_fold.high > 1.05);
    assert!(elsewhere.notices.contains(&BiogenesisNotice::Conflicting { gene: "VPS4B" }));
    assert!(without_misfit("HeLa").secretion_fold.low > 1.0);
    assert!(without_misfit("mcf-7").secretion_fold.high < 1.0);
    let borrowed = biogenesis(&Machinery::without(&["CHMP4B"]), "A549", &options());
    let notice = BiogenesisNotice::OtherContext { gene: "CHMP4B", context: "MCF-7" };
    assert!(borrowed.notices.contains(&notice) && !notice.to_string().is_empty());
}

#[test]
fn nothing_changed_is_no_change() {
    let found = biogenesis(&Machinery::default(), "HeLa", &options());
    for end in [found.secretion_fold.value, found.secretion_fold.low, found.secretion_fold.high] {
        assert!((end - 1.0).abs() < 1e-12);
    }
    assert!((found.exosomes.value - 60.0).abs() < 1e-9);
    assert!((found.exosomes.value + found.degraded.value - 300.0).abs() < 1e-9);
    let genes = BTreeMap::from([("RAB27A".to_owned(), 30.0), ("ACTB".to_owned(), 1e4)]);
    let same = biogenesis(&Machinery::of_tpm(&genes, &genes), "HeLa", &options());
    assert!((same.secretion_fold.high - 1.0).abs() < 1e-12);
}

#[test]
fn every_regulator_has_a_source_and_acts_on_its_process() {
    for row in REGULATORS {
        assert!(!row.source.is_empty() && row.gene == row.gene.to_ascii_uppercase());
        let found = biogenesis(&Machinery::without(&[row.gene]), row.context, &options());
        let activity =
            found.processes.iter().find(|(process, _)| *process == row.process).unwrap().1;
        assert!((activity.value - 1.0).abs() > 0.1, "{row:?}");
    }
}

#[test]
fn expression_is_read() {
    let read = |text: &str| Machinery::read_tpm(text.as_bytes(), "tpm.tsv");
    let found = read("gene\ttpm\nrab27a\t3\nRAB27A\t4\n").unwrap();
    assert!((found["RAB27A"] - 7.0).abs() < 1e-12);
    assert!(read("gene\ttpm\n").is_err());
    let error = read("gene\ttpm\nRAB27A\tmany\n").unwrap_err();
    assert_eq!(error.location().to_string(), "tpm.tsv, line 2, field tpm");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn more_fusion_is_more_secretion_and_more_lysosomes_less(
        gene in prop::sample::select(vec![("RAB27A", true), ("SMPD3", true), ("HGS", true), ("ISG15", false), ("RAB7A", false)]),
        few in 0.0..100.0, more in 1.0..50.0,
    ) {
        let at = |tpm: f64| {
            let expression = BTreeMap::from([(gene.0.to_owned(), tpm)]);
            let reference = BTreeMap::from([(gene.0.to_owned(), 20.0)]);
            let found = biogenesis(&Machinery::of_tpm(&expression, &reference), "HeLa", &options());
            // Shares of what bodies become add up.
            let shares = found.exosomes.value / found.secretion_fold.value;
            prop_assert!(shares > 0.0 && found.fusion_share.value < 1.0);
            Ok(found.secretion_fold.value)
        };
        let (low, high) = (at(few)?, at(few + more)?);
        if gene.1 { prop_assert!(high > low) } else { prop_assert!(high < low) }
    }

    #[test]
    fn shedding_is_a_route_of_its_own(tpm in 0.0..200.0) {
        let expression = BTreeMap::from([("ARF6".to_owned(), tpm)]);
        let reference = BTreeMap::from([("ARF6".to_owned(), 20.0)]);
        let mut options = options().options().clone();
        options.parameters.insert("machinery-misfit".into(), 1.0.into());
        let found = biogenesis(&Machinery::of_tpm(&expression, &reference), "", &options.check().unwrap());
        prop_assert!((found.secretion_fold.value - 1.0).abs() < 1e-12);
        let shed = found.processes.iter().find(|(process, _)| *process == Process::Shedding).unwrap().1;
        prop_assert!((found.microvesicles.value / (20.0 * shed.value) - 1.0).abs() < 1e-12);
    }
}
