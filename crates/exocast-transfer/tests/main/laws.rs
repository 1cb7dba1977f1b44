//! What has to hold whatever the numbers.

use std::{collections::BTreeMap, fmt::Write as _};

use exocast_core::{Interval, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Checked, Dose, Moment, Options, Override, Parameter, Scenario, Secretion,
    Vesicles,
    core::options::{Options as _, Word as _},
    dose, require,
};
use proptest::prelude::*;

fn scenario() -> impl Strategy<Value = Scenario> {
    prop::sample::select(Scenario::ALL.to_vec())
}

fn options(scenario: Scenario, set: &[(&str, f64)]) -> Checked {
    let parameters: BTreeMap<String, Override> =
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
    let mut options = Options::new(scenario);
    options.draws = 32;
    options.bootstrap = 4;
    options.sensitivity_mirnas = 1;
    options.parameters = parameters;
    options.check().unwrap()
}

fn run(copies: f64, options: &Checked) -> Dose {
    let range = Interval::new(copies, copies / 2.0, copies * 2.0);
    let cargo = Cargo::new(vec![CargoEntry::measured("miR-1", range)]);
    dose(&cargo, None, options, SeedPlan::new(1)).unwrap()
}

/// A parameter that makes a scenario deliver nothing when it is zero.
fn dose_parameter(scenario: Scenario) -> &'static str {
    match scenario {
        Scenario::CoCulture | Scenario::Transwell | Scenario::Tissue => "secretion-per-cell",
        Scenario::PurifiedDose => "dose-per-recipient",
        Scenario::Systemic => "plasma-concentration",
        Scenario::Csf => "csf-concentration",
    }
}

fn is_zero(interval: Interval) -> bool {
    [interval.value, interval.low, interval.high]
        .iter()
        .all(|value| value.abs() < f64::MIN_POSITIVE)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_in_nothing_out(scenario in scenario()) {
        let checked = options(scenario, &[]);
        prop_assert!(is_zero(run(0.0, &checked).copies[0].copies_per_cell));
        for name in ["endosomal-escape", "risc-competent-share", "uptake-rate", dose_parameter(scenario)] {
            let dose = run(0.01, &options(scenario, &[(name, 0.0)]));
            prop_assert!(is_zero(dose.copies[0].copies_per_cell), "{}", name);
            prop_assert!(is_zero(dose.copies[0].steady), "{}", name);
            prop_assert_eq!(dose.verdict.judgement.name(), "implausible");
            prop_assert!(dose.sensitivity.indices.is_empty());
        }
    }

    #[test]
    fn more_is_never_less(scenario in scenario(), fold in 1.0..20.0, copies in 1e-4..0.5) {
        let at = |set: &[(&str, f64)], copies: f64| {
            let dose = run(copies, &options(scenario, set));
            (dose.copies[0].copies_per_cell.value, dose.copies[0].steady.value)
        };
        let default = |name: &str| -> f64 { name.parse::<Parameter>().unwrap().entry().value };
        let no_less = |(a, b): (f64, f64), (c, d): (f64, f64)| c >= a * (1.0 - 1e-9) && d >= b * (1.0 - 1e-9);
        prop_assert!(no_less(at(&[], copies), at(&[], copies * fold)));
        for name in [dose_parameter(scenario), "endosomal-escape", "risc-competent-share", "uptake-rate"] {
            let more: f64 = default(name) * fold;
            let more = if default(name) <= 1.0 && name != "uptake-rate" { more.min(1.0) } else { more };
            prop_assert!(no_less(at(&[], copies), at(&[(name, more)], copies)), "{}", name);
        }
    }

    #[test]
    fn more_recipients_get_no_more_each(fold in 1.0..50.0) {
        for scenario in [Scenario::CoCulture, Scenario::Transwell] {
            let at = |fold: f64| {
                // As many donors, more recipients.
                let set = [("recipient-density", 1e5 * fold), ("donor-per-recipient", 1.0 / fold)];
                run(0.01, &options(scenario, &set)).copies[0].clone()
            };
            let (few, many) = (at(1.0), at(fold));
            prop_assert!(many.copies_per_cell.value <= few.copies_per_cell.value * (1.0 + 1e-9));
            prop_assert!(many.steady.value <= few.steady.value * (1.0 + 1e-9));
        }
    }

    #[test]
    fn losses_multiply_to_the_end(scenario in scenario(), mvb in any::<bool>(), hours in 0.5..200.0) {
        let mut options = options(scenario, &[("hours", hours)]).into_inner();
        options.secretion = if mvb { Secretion::Mvb } else { Secretion::Rate };
        let dose = run(0.02, &options.check().unwrap());
        let bars = dose.ledger.mirnas[0].waterfall();
        let left: f64 = bars.iter().map(|bar| 1.0 - bar.lost_fraction.unwrap_or(0.0)).product();
        let (first, last) = (bars[0].amount.value, bars[bars.len() - 1].amount.value);
        prop_assert!((first * left / last - 1.0).abs() < 1e-9);
        prop_assert!((last / dose.copies[0].copies_per_cell.value - 1.0).abs() < 1e-12);
        for pair in bars.windows(2) {
            prop_assert!(pair[1].amount.value <= pair[0].amount.value * (1.0 + 1e-9));
            prop_assert!(pair[1].amount.high <= pair[0].amount.high * (1.0 + 1e-9));
        }
        for row in &dose.ledger.mirnas[0].rows {
            prop_assert!(row.lost_fraction.is_none_or(|lost| (0.0..=1.0).contains(&lost)));
            prop_assert!(row.amount.contains(row.amount.value));
        }
    }

    #[test]
    fn what_is_required_is_enough(scenario in scenario(), goal in 0.01..1e4) {
        let checked = options(scenario, &[]);
        let entry = CargoEntry::prior("miR-1", &checked.parameters());
        for moment in [Moment::Steady, Moment::Hours] {
            for requirement in require(&entry, None, &checked, goal, moment).unwrap() {
                let Some(needed) = requirement.needed else {
                    prop_assert!(requirement.most < goal);
                    continue;
                };
                let (copies, set) = if requirement.parameter == "copies-per-vesicle" {
                    (needed, vec![])
                } else {
                    (entry.copies_per_vesicle.value, vec![(requirement.parameter, needed)])
                };
                let reached = run(copies, &options(scenario, &set)).copies[0].clone();
                let value = match moment {
                    Moment::Steady => reached.steady.value,
                    Moment::Hours => reached.copies_per_cell.value,
                };
                prop_assert!((value / goal - 1.0).abs() < 1e-6, "{}: {value} for {goal}", requirement.parameter);
            }
        }
    }

    #[test]
    fn the_order_of_mirnas_does_not_matter(copies in prop::collection::vec(1e-5..1.0, 2..6), turn in 0_usize..6) {
        let entry = |(i, copies): (usize, &f64)| {
            CargoEntry::measured(format!("miR-{i}"), Interval::new(*copies, copies / 3.0, copies * 2.0))
        };
        let mut entries: Vec<CargoEntry> = copies.iter().enumerate().map(entry).collect();
        let checked = options(Scenario::CoCulture, &[]);
        let before = dose(&Cargo::new(entries.clone()), None, &checked, SeedPlan::new(1)).unwrap();
        let by = turn % entries.len();
        entries.rotate_left(by);
        let after = dose(&Cargo::new(entries), None, &checked, SeedPlan::new(1)).unwrap();
        for copies in &before.copies {
            let other = after.copies.iter().find(|other| other.mirna == copies.mirna).unwrap();
            prop_assert_eq!(copies, other);
        }
        prop_assert_eq!(before.verdict.to_string(), after.verdict.to_string());
        let (a, b) = (before.total.copies_per_cell, after.total.copies_per_cell);
        prop_assert!((a.high / b.high - 1.0).abs() < 1e-9 && (a.value / b.value - 1.0).abs() < 1e-9);
    }

    #[test]
    fn readers_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Cargo::read(bytes.as_slice(), "bytes");
        let _ = Vesicles::read(bytes.as_slice(), "bytes");
    }

    #[test]
    fn readers_never_panic_on_tables(text in "(mirna|sample)\tcopies_per_vesicle\tlow\thigh\n([a-z0-9.\t-]{0,20}\n){0,4}") {
        let _ = Cargo::read(text.as_bytes(), "text");
        let _ = Vesicles::read(text.as_bytes(), "text");
    }

    #[test]
    fn what_is_written_is_read(copies in prop::collection::vec((0.0..2.0, 0.0..1.0, 0.0..3.0), 1..8)) {
        let mut text = String::from("mirna\treads\tcopies_per_ml\tlow\thigh\tcopies_per_vesicle\tlow\thigh\n");
        for (i, (value, below, above)) in copies.iter().enumerate() {
            let (low, high) = (value * below, value + above);
            writeln!(text, "miR-{i}\t7\t1e9\t1e8\t1e10\t{value}\t{low}\t{high}").unwrap();
        }
        let read = Cargo::read(text.as_bytes(), "text").unwrap();
        for (entry, (value, below, above)) in read.entries().iter().zip(&copies) {
            let wanted = Interval { value: *value, low: value * below, high: value + above };
            prop_assert_eq!(entry.copies_per_vesicle, wanted);
        }
    }
}
