//! Vesicles in time: the equations of every scenario, solved, against the ledger's formulas.

use std::collections::BTreeMap;

use exocast_core::{Interval, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Checked, Course, Dose, Options, Override, Scenario, Solver,
    core::options::{Options as _, Word as _},
    course, dose,
};
use proptest::prelude::*;

fn options(scenario: Scenario, set: &[(&str, f64)]) -> Checked {
    let parameters: BTreeMap<String, Override> =
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let mut options = Options::new(scenario);
    options.draws = 16;
    options.bootstrap = 2;
    options.parameters = parameters;
    options.check().unwrap()
}

fn follow(options: &Checked, hours: &[f64]) -> Course {
    course(None, options, hours, Solver::Exponential).unwrap()
}

/// One copy in every vesicle, and Argonaute for all.
fn ledger(options: &Checked) -> Dose {
    let mut options = Options::clone(options);
    options.parameters.insert("ago-per-cell".into(), 1e300.into());
    let cargo = Cargo::new(vec![CargoEntry::measured("miR", Interval::exact(1.0))]);
    dose(&cargo, None, &options.check().unwrap(), SeedPlan::new(1)).unwrap()
}

fn assert_close(value: f64, wanted: f64, relative: f64, what: &str) {
    assert!((value - wanted).abs() <= relative * wanted.abs(), "{what}: {value} for {wanted}");
}

/// Settings that make rates differ by many orders of magnitude.
const STIFF: [&[(&str, f64)]; 5] = [
    &[],
    &[("uptake-rate", 5e-6), ("tissue-density", 1e10), ("plasma-half-life", 0.05)],
    &[("endosome-turnover", 1e6), ("mirna-half-life", 1e-3), ("csf-half-life", 0.01)],
    &[("uptake-rate", 1e-12), ("mirna-half-life", 1e6), ("vesicle-loss", 1e-9)],
    &[("fusion-rate", 1e-7), ("fusion-saturation", 1e6), ("uptake-saturation", 1e4)],
];

#[test]
fn vesicles_balance_over_a_thousand_hours_in_every_scenario() {
    let hours: Vec<f64> = (0..=40).map(|i| f64::from(i) * 25.0).collect();
    for &scenario in Scenario::ALL {
        for set in STIFF {
            let course = follow(&options(scenario, set), &hours);
            assert!(course.imbalance() <= 1e-9, "{scenario} {set:?}: {:e}", course.imbalance());
            assert!(
                course.vesicles.iter().flatten().all(|content| *content >= 0.0),
                "{scenario} {set:?}"
            );
        }
    }
}

#[test]
fn late_courses_are_the_balance() {
    for scenario in
        Scenario::ALL.iter().copied().filter(|scenario| *scenario != Scenario::PurifiedDose)
    {
        for set in STIFF {
            let options = options(scenario, set);
            let wanted = ledger(&options).copies[0].steady.value;
            let late = follow(&options, &[1e11, 1e12]);
            let copies = late.at("risc", 1).unwrap();
            assert_close(copies, wanted, 1e-6, &format!("{scenario} {set:?}"));
        }
    }
}

/// `dU/dC = −k/(1 + C/K) / (loss + ρk/(1 + C/K))` from the dose down to nothing.
#[test]
fn a_dose_used_up_splits_as_its_closed_form() {
    for (uptake, saturation, loss, given) in
        [(5e-8, 5e9, 0.01, 1e5), (5e-7, 1e8, 0.1, 1e6), (1e-9, 5e9, 0.05, 10.0)]
    {
        let set = [
            ("uptake-rate", uptake),
            ("uptake-saturation", saturation),
            ("vesicle-loss", loss),
            ("dose-per-recipient", given),
        ];
        let density: f64 = 1e5;
        let wanted = uptake * saturation / loss
            * (loss * given * density / (saturation * (loss + density * uptake))).ln_1p();
        let late = follow(&options(Scenario::PurifiedDose, &set), &[1e6]);
        let conserved = late.at("fluid", 0).unwrap() + late.at("lost", 0).unwrap();
        assert_close(given - conserved, wanted, 1e-6, "taken up in all");
    }
}

#[test]
fn the_ledger_is_the_course_at_its_hour() {
    for scenario in
        [Scenario::CoCulture, Scenario::Transwell, Scenario::PurifiedDose, Scenario::Tissue]
    {
        for (saturation, tolerance) in [(1e30, 1e-6), (5e9, 5e-3)] {
            for hours in [1.0, 24.0, 96.0] {
                let set = [
                    ("hours", hours),
                    ("uptake-saturation", saturation),
                    ("fusion-rate", 1e-9),
                    ("fusion-saturation", saturation),
                ];
                let options = options(scenario, &set);
                let wanted = ledger(&options).copies[0].copies_per_cell.value;
                let copies = follow(&options, &[hours]).at("risc", 0).unwrap();
                assert_close(copies, wanted, tolerance, &format!("{scenario} at {hours} h"));
            }
        }
    }
}

#[test]
fn what_cannot_be_followed_is_said() {
    let plain = options(Scenario::Tissue, &[]);
    for hours in [&[-1.0][..], &[2.0, 1.0], &[f64::NAN]] {
        assert!(course(None, &plain, hours, Solver::Exponential).is_err());
    }
    let stated = options(Scenario::Tissue, &[("recipient-concentration", 1e9)]);
    let error = course(None, &stated, &[1.0], Solver::Exponential).unwrap_err();
    assert!(error.to_string().starts_with("`recipient-concentration` is set"));
    // Nothing to follow is nothing anywhere.
    let nothing = follow(&options(Scenario::Systemic, &[("plasma-concentration", 0.0)]), &[10.0]);
    assert!(nothing.vesicles.iter().flatten().all(|content| content.abs() < f64::MIN_POSITIVE));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_course_conserves_and_ends_in_balance(
        scenario in prop::sample::select(Scenario::ALL.to_vec()),
        uptake in -10.0..-6.0, turnover in -1.0..2.0, half_life in 0.0..2.5, recycled in 0.0..1.0,
        escape in 0.0..1.0, loss in -4.0..0.0, organ in -1.0..1.5, back in 0.01..0.9,
    ) {
        let set = [
            ("uptake-rate", 10f64.powf(uptake)),
            ("endosome-turnover", 10f64.powf(turnover)),
            ("mirna-half-life", 10f64.powf(half_life)),
            ("recycling-share", recycled),
            ("endosomal-escape", escape),
            ("vesicle-loss", 10f64.powf(loss)),
            ("organ-turnover", 10f64.powf(organ)),
            ("organ-return", back),
        ];
        let options = options(scenario, &set);
        let course = follow(&options, &[0.5, 10.0, 1000.0, 1e8]);
        prop_assert!(course.imbalance() <= 1e-9);
        if scenario != Scenario::PurifiedDose {
            let wanted = ledger(&options).copies[0].steady.value;
            let late = course.at("risc", 3).unwrap();
            prop_assert!((late - wanted).abs() <= 1e-6 * wanted, "{late} for {wanted}");
        }
    }
}

#[cfg(feature = "diffsol")]
mod diffsol {
    use super::*;

    #[test]
    fn an_established_solver_finds_the_same() {
        let hours = [1.0, 10.0, 100.0, 1000.0];
        for &scenario in Scenario::ALL {
            for set in STIFF {
                let options = options(scenario, set);
                let exponential = follow(&options, &hours);
                let other = course(None, &options, &hours, Solver::Bdf).unwrap();
                assert!(other.imbalance() <= 1e-9, "{scenario} {set:?}: {:e}", other.imbalance());
                for (i, name) in exponential.compartments.iter().enumerate() {
                    for (time, (a, b)) in
                        exponential.vesicles.iter().zip(&other.vesicles).enumerate()
                    {
                        let allowed = 1e-5 * a[i] + 1e-10 * exponential.supplied[time];
                        assert!(
                            (a[i] - b[i]).abs() <= allowed,
                            "{scenario} {set:?} {name}: {} and {}",
                            a[i],
                            b[i]
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn its_late_courses_are_the_balance() {
        for scenario in
            Scenario::ALL.iter().copied().filter(|scenario| *scenario != Scenario::PurifiedDose)
        {
            let options = options(scenario, &[]);
            let wanted = ledger(&options).copies[0].steady.value;
            let copies =
                course(None, &options, &[1e5], Solver::Bdf).unwrap().at("risc", 0).unwrap();
            assert_close(copies, wanted, 1e-6, scenario.name());
        }
    }
}
