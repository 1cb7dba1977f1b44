//! Where vesicles come from: signs of perturbations, and notices of what is not known.

use exocast_core::SeedPlan;
use exocast_transfer::{
    Checked, Expression, Machinery, Notice, Options, Process, biogenesis,
    core::options::Options as _,
};
use proptest::prelude::*;

const COLOMBO: &str = "Colombo 2013 J Cell Sci";
const BAIETTI: &str = "Baietti 2012 Nat Cell Biol";
const OSTROWSKI: &str = "Ostrowski 2010 Nat Cell Biol";

/// What happens to secretion.
#[derive(Clone, Copy, Debug)]
enum Direction {
    Up,
    Down,
    NotDown,
}

/// A perturbation with what it did to secretion.
#[derive(Clone, Copy, Debug)]
struct Perturbation {
    lost: &'static [&'static str],
    context: &'static str,
    secretion: Direction,
    source: &'static str,
}

const fn seen(
    lost: &'static [&'static str],
    context: &'static str,
    secretion: Direction,
    source: &'static str,
) -> Perturbation {
    Perturbation { lost, context, secretion, source }
}

/// Perturbations that the model has to follow in sign.
const PERTURBATIONS: &[Perturbation] = &[
    seen(&["HGS"], "HeLa", Direction::Down, COLOMBO),
    seen(&["STAM"], "HeLa", Direction::Down, COLOMBO),
    seen(&["TSG101"], "HeLa", Direction::Down, COLOMBO),
    seen(&["CHMP4A", "CHMP4B", "CHMP4C"], "MCF-7", Direction::Down, BAIETTI),
    seen(&["VPS4B"], "HeLa", Direction::Up, COLOMBO),
    seen(&["VPS4A", "VPS4B"], "MCF-7", Direction::Down, BAIETTI),
    seen(&["PDCD6IP"], "MCF-7", Direction::Down, BAIETTI),
    seen(&["SDCBP"], "MCF-7", Direction::Down, BAIETTI),
    seen(&["SMPD3"], "Oli-neu", Direction::Down, "Trajkovic 2008 Science"),
    seen(&["RAB27A"], "HeLa", Direction::Down, OSTROWSKI),
    seen(&["RAB27B"], "HeLa", Direction::Down, OSTROWSKI),
    seen(&["SYTL4"], "HeLa", Direction::Down, OSTROWSKI),
    seen(
        &["RAB7A"],
        "HeLa",
        Direction::NotDown,
        "loss spares multivesicular bodies from lysosomes; recalled",
    ),
    seen(&["RAB31"], "HeLa", Direction::Down, "Wei 2021 Cell Res"),
];

fn options() -> Checked {
    let mut options = Options::default();
    options.draws = 512;
    options.check().unwrap()
}

#[test]
fn perturbations_have_the_signs_that_were_seen() {
    for seen in PERTURBATIONS {
        let predicted =
            biogenesis(&Machinery::without(seen.lost), seen.context, &options(), SeedPlan::new(1));
        let fold = predicted.secretion_fold.value;
        let holds = match seen.secretion {
            Direction::Up => fold > 1.0,
            Direction::Down => fold < 1.0,
            Direction::NotDown => fold >= 1.0,
        };
        assert!(holds, "{seen:?} ({}): {:?}", seen.source, predicted.secretion_fold);
        assert!(predicted.secretion_fold.low < fold && fold < predicted.secretion_fold.high);
    }
}

#[test]
fn what_differs_between_cells_goes_either_way_elsewhere() {
    let without_misfit = |context| {
        let mut options = options().into_inner();
        options.parameters.insert("machinery-misfit".into(), 1.0.into());
        biogenesis(
            &Machinery::without(&["VPS4B"]),
            context,
            &options.check().unwrap(),
            SeedPlan::new(1),
        )
    };
    let elsewhere = without_misfit("A549");
    assert!(elsewhere.secretion_fold.low < 0.95 && elsewhere.secretion_fold.high > 1.05);
    assert!(elsewhere.notices.contains(&Notice::Conflicting { gene: "VPS4B" }));
    assert!(without_misfit("HeLa").secretion_fold.low > 1.0);
    assert!(without_misfit("mcf-7").secretion_fold.high < 1.0);
    let borrowed =
        biogenesis(&Machinery::without(&["CHMP4B"]), "A549", &options(), SeedPlan::new(1));
    let notice = Notice::OtherContext { gene: "CHMP4B", context: "MCF-7" };
    assert!(borrowed.notices.contains(&notice) && !notice.to_string().is_empty());
}

#[test]
fn nothing_changed_is_no_change() {
    let predicted = biogenesis(&Machinery::default(), "HeLa", &options(), SeedPlan::new(1));
    for end in [
        predicted.secretion_fold.value,
        predicted.secretion_fold.low,
        predicted.secretion_fold.high,
    ] {
        assert!((end - 1.0).abs() < 1e-12);
    }
    assert!((predicted.exosomes.value - 60.0).abs() < 1e-9);
    assert!((predicted.exosomes.value + predicted.degraded.value - 300.0).abs() < 1e-9);
    let genes = Expression::from_iter([("RAB27A".to_owned(), 30.0), ("ACTB".to_owned(), 1e4)]);
    let same =
        biogenesis(&Machinery::new(&genes, &genes).unwrap(), "HeLa", &options(), SeedPlan::new(1));
    assert!((same.secretion_fold.high - 1.0).abs() < 1e-12);
}

#[test]
fn genes_are_understood_by_any_of_their_names() {
    let expected = Expression::from_iter([("RAB27A", 7.0)]);
    let reference = Expression::from_iter([("RAB27A", 20.0), ("SMPD3", 5.0)]);
    let fold = |expression: &Expression| {
        let machinery = Machinery::new(expression, &reference).unwrap();
        biogenesis(&machinery, "HeLa", &options(), SeedPlan::new(1)).secretion_fold
    };
    for names in
        [["RAB27A", "RAB27A"], ["ENSG00000069974.11", "RAB27"], ["Rab27a", "ENSMUSG00000032202"]]
    {
        let rows = names.into_iter().zip([3.0, 4.0]).chain([("B4GALT1", 9.0)]);
        assert_eq!(fold(&rows.collect()), fold(&expected), "{names:?}");
    }
    let none = Expression::from_iter([("5873", 3.0)]);
    let refused = Machinery::new(&none, &reference).unwrap_err().to_string();
    assert!(refused.contains("`5873`") && refused.contains("--names"), "{refused}");
    assert!(Machinery::new(&reference, &none).is_err());
    let machinery = Machinery::new(&expected, &reference).unwrap();
    let notices = biogenesis(&machinery, "HeLa", &options(), SeedPlan::new(1)).notices;
    let missing = notices.iter().map(ToString::to_string).find(|text| text.contains("unchanged"));
    assert!(missing.is_some_and(|text| text.contains("SMPD3") && !text.contains("RAB27A")));
}

#[test]
fn every_gene_of_the_machinery_has_its_names() {
    for gene in
        ["CHMP4C", "HGS", "ISG15", "RAB31", "SMPD3", "STAM", "SYTL4", "PTPN23", "RAB7A", "ARF6"]
    {
        let lower = format!("{}{}", &gene[..1], gene[1..].to_lowercase());
        let tables = [Expression::from_iter([(gene, 1.0)]), Expression::from_iter([(lower, 1.0)])];
        for table in &tables {
            assert!(Machinery::new(table, table).is_ok(), "{gene}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn more_fusion_is_more_secretion_and_more_lysosomes_less(
        gene in prop::sample::select(vec![("RAB27A", true), ("SMPD3", true), ("HGS", true), ("ISG15", false), ("RAB7A", false)]),
        few in 0.0..100.0, more in 1.0..50.0,
    ) {
        let at = |tpm: f64| {
            let expression = Expression::from_iter([(gene.0.to_owned(), tpm)]);
            let reference = Expression::from_iter([(gene.0.to_owned(), 20.0)]);
            let predicted = biogenesis(&Machinery::new(&expression, &reference).unwrap(), "HeLa", &options(), SeedPlan::new(1));
            // Shares of what bodies become add up.
            let shares = predicted.exosomes.value / predicted.secretion_fold.value;
            prop_assert!(shares > 0.0 && predicted.fusion_share.value < 1.0);
            Ok(predicted.secretion_fold.value)
        };
        let (low, high) = (at(few)?, at(few + more)?);
        if gene.1 { prop_assert!(high > low) } else { prop_assert!(high < low) }
    }

    #[test]
    fn shedding_is_a_route_of_its_own(tpm in 0.0..200.0) {
        let expression = Expression::from_iter([("ARF6".to_owned(), tpm)]);
        let reference = Expression::from_iter([("ARF6".to_owned(), 20.0)]);
        let mut options = options().into_inner();
        options.parameters.insert("machinery-misfit".into(), 1.0.into());
        let predicted = biogenesis(&Machinery::new(&expression, &reference).unwrap(), "", &options.check().unwrap(), SeedPlan::new(1));
        prop_assert!((predicted.secretion_fold.value - 1.0).abs() < 1e-12);
        let shed = predicted.processes.iter().find(|(process, _)| *process == Process::Shedding).unwrap().1;
        prop_assert!((predicted.microvesicles.value / (20.0 * shed.value) - 1.0).abs() < 1e-12);
    }
}
