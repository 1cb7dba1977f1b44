//! Questions turned round: what an effect would need, what would show it, what else it could be.

use std::collections::BTreeMap;

use exocast_core::{Interval, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Checked, ComputeError, Effect as _, Judgement, Moment, Options, Organ,
    Override, Parameters, ReferenceTarget, Scenario, Site, ToTable as _, Tropism, Vesicles,
    copies_for,
    core::options::{Options as _, Word as _},
    design, distribute, dose, mechanisms, require_sets, single_cells, swings, time_course,
};
use proptest::prelude::*;

fn options(scenario: Scenario, set: &[(&str, f64)]) -> Checked {
    let parameters: BTreeMap<String, Override> =
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let mut options = Options::new(scenario);
    options.draws = 256;
    options.bootstrap = 8;
    options.parameters = parameters;
    options.check().unwrap()
}

fn prior() -> CargoEntry {
    CargoEntry::prior("miR", &Parameters::default())
}

fn entry(copies: f64) -> CargoEntry {
    CargoEntry::measured("miR", Interval::new(copies, copies / 3.0, copies * 3.0))
}

/// chain.py: copies, occupancy of an 8mer, mRNA left with 1.5-fold faster decay.
#[test]
fn the_reference_target_is_that_of_the_reference() {
    for (copies, left) in [
        (10.0, 0.997),
        (100.0, 0.973),
        (300.0, 0.925),
        (1e3, 0.799),
        (3e3, 0.617),
        (1e4, 0.459),
        (1e5, 0.401),
    ] {
        assert!((ReferenceTarget.log2fc(copies).exp2() - left).abs() < 6e-4);
    }
}

#[test]
fn an_effect_is_turned_into_copies_and_back() {
    for wanted in [-0.05, -0.3237, -0.7, -1.2] {
        let copies = copies_for(&ReferenceTarget, wanted).unwrap();
        assert!((ReferenceTarget.log2fc(copies) - wanted).abs() < 1e-6);
    }
    assert!(matches!(copies_for(&ReferenceTarget, 0.0), Err(ComputeError::Change(_))));
    assert!(matches!(copies_for(&ReferenceTarget, 0.5), Err(ComputeError::Unreachable { .. })));
    let message = copies_for(&ReferenceTarget, -3.0).unwrap_err().to_string();
    assert!(message.contains("the most is -1.32"), "{message}");

    // −40 % of a gene, by a function of the caller's.
    let hyperbola = |copies: f64| -(copies / (copies + 2000.0));
    let copies = copies_for(&hyperbola, 0.6_f64.log2()).unwrap();
    let share = -0.6_f64.log2();
    assert!((copies - 2000.0 * share / (1.0 - share)).abs() < 1e-3);
}

#[test]
fn sets_come_nearest_first_and_are_enough() {
    let checked = options(Scenario::PurifiedDose, &[]);
    let sets = require_sets(&prior(), None, &checked, 1000.0, Moment::Steady, 5).unwrap();
    assert_eq!(sets.len(), 5);
    for pair in sets.windows(2) {
        assert!(pair[0].distance <= pair[1].distance);
    }
    assert!(sets[0].moves.len() > 2, "all parameters together have the shortest way");
    for set in &sets {
        let mut cargo = prior();
        let mut with = Vec::new();
        for step in &set.moves {
            if step.parameter == "copies-per-vesicle" {
                cargo.copies_per_vesicle = Interval::exact(step.needed);
            } else {
                with.push((step.parameter, step.needed));
            }
        }
        let dose = dose(
            &Cargo::new(vec![cargo]),
            None,
            &options(Scenario::PurifiedDose, &with),
            SeedPlan::new(1),
        )
        .unwrap();
        let reached = dose.copies[0].steady.value;
        assert!((reached / 1000.0 - 1.0).abs() < 1e-6, "{reached} by {set:?}");
    }
}

#[test]
fn a_design_names_dose_time_and_replicates() {
    let rich =
        options(Scenario::CoCulture, &[("endosomal-escape", 0.3), ("risc-competent-share", 1.0)]);
    let plan = design(&entry(10.0), None, &rich, &ReferenceTarget, SeedPlan::new(1)).unwrap();
    for pair in plan.rows.windows(2) {
        assert!(pair[1].log2fc_mrna.value <= pair[0].log2fc_mrna.value + 1e-12);
        assert!(pair[1].detection_with_3 >= pair[0].detection_with_3 - 1e-9);
        assert!(pair[1].replicates.unwrap_or(u32::MAX) <= pair[0].replicates.unwrap_or(u32::MAX));
    }
    let last = plan.rows.last().unwrap();
    assert!(last.hours_mrna > 2.0 && last.hours_protein >= last.hours_mrna, "{last:?}");
    assert!(
        last.log2fc_mrna.low <= last.log2fc_mrna.value
            && last.log2fc_mrna.value <= last.log2fc_mrna.high
    );
    assert!(plan.smallest_at_best.unwrap() <= plan.smallest_seen.unwrap_or(f64::INFINITY));
    assert_eq!(plan.table().rows().len(), plan.rows.len());
    assert_eq!(plan.controls.to_table().rows().len(), plan.controls.len());
    for control in ["seed", "RAB27A", "RNase with detergent", "bafilomycin"] {
        assert!(plan.controls.iter().any(|row| row.control.contains(control)), "{control}");
    }
    // Published stoichiometry: no dose is seen with three replicates.
    let plan = design(
        &entry(0.00825),
        None,
        &options(Scenario::CoCulture, &[]),
        &ReferenceTarget,
        SeedPlan::new(1),
    )
    .unwrap();
    assert_eq!(plan.smallest_seen, None);
}

#[test]
fn mechanisms_stand_side_by_side() {
    let checked = options(Scenario::PurifiedDose, &[]);
    let dose = dose(&Cargo::new(vec![prior()]), None, &checked, SeedPlan::new(1)).unwrap();
    let vesicles = Vesicles::new("EV", Interval::exact(1e10)).with_diameter(Some(200.0));
    let at_100 = mechanisms(&dose, None, &checked, SeedPlan::new(1)).unwrap();
    let at_200 = mechanisms(&dose, Some(&vesicles), &checked, SeedPlan::new(1)).unwrap();
    let names: Vec<&str> = at_100.iter().map(|mechanism| mechanism.mechanism).collect();
    assert_eq!(names, ["mirna", "protein", "surface-signalling", "lysosomal-load"]);
    for mechanism in &at_100 {
        assert!(
            mechanism.amount.low <= mechanism.amount.value
                && mechanism.amount.value <= mechanism.amount.high
        );
        assert!((0.0..=1.0).contains(&mechanism.probability) && !mechanism.told_by.is_empty());
    }
    // Four times the membrane, at the same dose of 1e5 a cell.
    let ratio = at_200[3].amount.value / at_100[3].amount.value;
    assert!((ratio - 4.0).abs() < 1e-9, "{ratio}");
    assert!(at_100[1].probability > at_100[0].probability, "protein is likelier than miRNA");
}

#[test]
fn organs_take_their_shares() {
    let checked = options(Scenario::Systemic, &[]);
    let blood =
        distribute(Site::Blood, &Tropism::default(), &checked, 24.0, SeedPlan::new(1)).unwrap();
    for row in &blood.shares {
        let all: f64 = row.iter().map(|share| share.value).sum();
        assert!((all - 1.0).abs() < 1e-12, "{all}");
    }
    let shares = |body: &exocast_transfer::BodyDistribution| -> Vec<f64> {
        body.organs.iter().map(|organ| organ.share.value).collect()
    };
    for (share, wanted) in shares(&blood).iter().zip([0.6, 0.1, 0.06, 0.03, 0.002]) {
        // The brain takes a second time of what it returned to its fluid.
        assert!(
            (share / wanted - 1.0).abs() < if wanted < 0.01 { 0.1 } else { 0.01 },
            "{share} for {wanted}"
        );
    }
    assert!(blood.organs[4].share.high < 0.02, "less than 1 % or so reaches the brain");
    // Half of a dose is gone from blood after a half-life of 10 min, but for what organs return.
    let short = distribute(
        Site::Blood,
        &Tropism::default(),
        &options(Scenario::Systemic, &[("organ-return", 0.0)]),
        10.0 / 60.0,
        SeedPlan::new(1),
    )
    .unwrap();
    assert!((short.at("blood", 1.0).unwrap().value - 0.5).abs() < 1e-9);

    let homing =
        Tropism::from_markers(&[("ITGAV", 1.0), ("ITGB5", 1.0), ("ITGA6", 1.0), ("ITGB1", 0.4)])
            .unwrap();
    let homed = distribute(Site::Blood, &homing, &checked, 24.0, SeedPlan::new(1)).unwrap();
    assert!(homed.organs[Organ::Lung as usize].share.value > 0.0);
    assert!(shares(&homed)[0] > shares(&blood)[0] && shares(&homed)[1] < shares(&blood)[1]);
    assert!(Tropism::from_markers(&[("ITGA6", 2.0)]).is_err());
    let intrathecal =
        distribute(Site::Csf, &Tropism::default(), &checked, 48.0, SeedPlan::new(1)).unwrap();
    assert!(shares(&intrathecal)[4] > 100.0 * shares(&blood)[4]);
    let local =
        distribute(Site::Interstitium, &Tropism::default(), &checked, 240.0, SeedPlan::new(1))
            .unwrap();
    assert!(local.at("in-tissue-cells", 240.0).unwrap().value > 0.9);
}

#[test]
fn a_time_course_meets_the_ledger() {
    let mut measured = Vesicles::new("EV", Interval::new(1e9, 5e8, 2e9));
    measured.draws = vec![5e8, 8e8, 1e9, 1.3e9, 2e9];
    for &scenario in Scenario::ALL {
        let mut options = Options::new(scenario);
        options.draws = 1024;
        options.bootstrap = 8;
        let checked = options.check().unwrap();
        let ledger =
            dose(&Cargo::new(vec![prior()]), Some(&measured), &checked, SeedPlan::new(1)).unwrap();
        let rows =
            time_course(&prior(), Some(&measured), &checked, &[0.0, 6.0, 24.0], SeedPlan::new(1))
                .unwrap();
        let at = |hours: f64, quantity: &str| {
            let same = |row: &&exocast_transfer::TimeRow| {
                (row.hours - hours).abs() < 1e-9 && row.quantity == quantity
            };
            rows.iter().find(same).unwrap().amount
        };
        let (present, wanted) = (at(24.0, "held"), ledger.copies[0].copies_per_cell);
        for (present, wanted) in
            [(present.value, wanted.value), (present.low, wanted.low), (present.high, wanted.high)]
        {
            assert!(
                (present - wanted).abs() <= 1e-9 * wanted,
                "{scenario}: {present} for {wanted}"
            );
        }
        assert!(at(0.0, "present").high.abs() < f64::MIN_POSITIVE);
        assert!(at(6.0, "taken-up").value < at(24.0, "taken-up").value);
    }
}

#[test]
fn swings_are_widest_first_and_reach_the_ends() {
    let checked = options(Scenario::CoCulture, &[("hours", 24.0)]);
    let swings = swings(&prior(), None, &checked, Moment::Hours).unwrap();
    let escape = swings.iter().find(|swing| swing.parameter == "endosomal-escape").unwrap();
    assert!((escape.at_high / escape.at_low / 300.0 - 1.0).abs() < 1e-5, "{escape:?}");
    assert_eq!(swings[0].parameter, "copies-per-vesicle");
    assert!(swings.iter().all(|swing| swing.parameter != "hours"), "what is fixed does not swing");
}

#[test]
fn cells_follow_from_the_cargo() {
    let checked = options(Scenario::CoCulture, &[]);
    let dose = dose(
        &Cargo::new(vec![entry(0.00825), CargoEntry::measured("none", Interval::exact(0.0))]),
        None,
        &checked,
        SeedPlan::new(1),
    )
    .unwrap();
    let rows = single_cells(&dose, 5);
    assert_eq!(rows.len(), 3);
    for pair in rows.windows(2) {
        assert!((pair[0].occupancy.mean / pair[1].occupancy.mean - 1.0).abs() < 1e-12);
        assert!(pair[0].occupancy.none <= pair[1].occupancy.none);
    }
}

#[test]
fn what_bounds_forbid_is_implausible_and_names_the_bound() {
    // A closed tissue with the measured secretion and stoichiometry, and the best of escape.
    let set = [
        ("secretion-per-cell", 60.0),
        ("endosomal-escape", 0.3),
        ("risc-competent-share", 1.0),
        ("mirna-half-life", 24.0),
        ("endogenous-copies", 0.0),
    ];
    let checked = options(Scenario::Tissue, &set);
    let judged = |copies: f64| {
        let cargo = CargoEntry::measured("miR", Interval::exact(copies));
        dose(&Cargo::new(vec![cargo]), None, &checked, SeedPlan::new(1)).unwrap().verdict
    };
    let forbidden = judged(0.00825);
    assert_eq!(forbidden.judgement, Judgement::Implausible);
    let bound = forbidden.bound.as_ref().unwrap();
    assert_eq!((bound.bound, bound.mirna.as_deref()), ("all-taken-up", Some("miR")));
    assert!((bound.value - 5.14).abs() < 0.01 && (bound.favourable - bound.value).abs() < 1e-9);
    assert!(
        forbidden.because.contains("By the bound `all-taken-up` (assumed) there can be 5.1 copies")
    );
    assert!(forbidden.because.contains("too few in any case"));
    // More than a donor can make and export is forbidden too, whatever the vesicles are said to hold.
    let made = judged(100.0);
    assert!(made.judgement != Judgement::Implausible, "{made}");
    let poor = options(
        Scenario::Tissue,
        &[&set[..], &[("donor-production", 10.0), ("export-share", 0.01)]].concat(),
    );
    let cargo = CargoEntry::measured("miR", Interval::exact(100.0));
    let poor = dose(&Cargo::new(vec![cargo]), None, &poor, SeedPlan::new(1)).unwrap().verdict;
    assert_eq!(
        (poor.judgement, poor.bound.unwrap().bound),
        (Judgement::Implausible, "donor-export")
    );
    // No cell holds more than its Argonaute.
    let ago = options(Scenario::Tissue, &[&set[..], &[("ago-per-cell", 900.0)]].concat());
    let cargo = CargoEntry::measured("miR", Interval::exact(5.0));
    let held = dose(&Cargo::new(vec![cargo]), None, &ago, SeedPlan::new(1)).unwrap().verdict;
    assert_eq!((held.judgement, held.bound.unwrap().bound), (Judgement::Implausible, "ago"));

    let plausible = judged(5.0);
    assert_eq!(plausible.judgement, Judgement::Plausible);
    let hangs_on = plausible.hangs_on.as_ref().unwrap();
    assert!(plausible.because.contains(&format!("It hangs on `{}`", hangs_on.parameter)));
    for quantity in &plausible.quantities {
        assert!(
            quantity.amount.low <= quantity.amount.value
                && quantity.amount.value <= quantity.amount.high
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_forbidden_effect_is_never_called_plausible(
        scenario in prop::sample::select(Scenario::ALL.to_vec()), copies in -4.0..2.5, threshold in 0.0..5.0,
    ) {
        let checked = options(scenario, &[("effect-threshold", 10f64.powf(threshold))]);
        let dose = dose(&Cargo::new(vec![entry(10f64.powf(copies))]), None, &checked, SeedPlan::new(1)).unwrap();
        let verdict = &dose.verdict;
        let limit = |name: &str| dose.bounds.get(name, Some("miR")).map_or(f64::INFINITY, |bound| bound.favourable);
        let forbidden = limit("all-taken-up").min(limit("donor-export")) < verdict.threshold;
        if forbidden {
            prop_assert_eq!(verdict.judgement, Judgement::Implausible);
            prop_assert!(verdict.bound.is_some() && verdict.because.contains("too few in any case"));
        }
        if verdict.judgement != Judgement::Implausible {
            prop_assert!(verdict.hangs_on.is_some() && verdict.because.contains("It hangs on `"), "{}", verdict);
        }
    }
}
