//! Values of the numeric reference of the project (chain.py, uncertainty.py, bounds.py: numpy and scipy,
//! run for this project) and figures of papers. Each with its tolerance.

use exocast_core::{Interval, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Dose, Options, Override, Parameters, Scenario, core::options::Options as _,
    dose, enrichment_over_passive, needed_per_hour,
};

fn close(value: f64, wanted: f64, relative: f64) {
    assert!((value / wanted - 1.0).abs() <= relative, "{value} for {wanted}");
}

fn run(scenario: Scenario, cargo: CargoEntry, set: &[(&str, Override)], draws: usize) -> Dose {
    // The reference knows no copies of the recipient's own.
    let bare = ("endogenous-copies", Override::from(0.0));
    let all = std::iter::once(&bare).chain(set);
    let parameters = all.map(|(name, given)| ((*name).to_owned(), given.clone())).collect();
    let mut options = Options::new(scenario);
    options.draws = draws;
    options.parameters = parameters;
    dose(&Cargo::new(vec![cargo]), None, &options.check().unwrap(), SeedPlan::new(1)).unwrap()
}

fn exact(copies: f64) -> CargoEntry {
    CargoEntry::measured("miR", Interval::exact(copies))
}

fn prior() -> CargoEntry {
    CargoEntry::prior("miR", &Parameters::default())
}

#[test]
fn delivery_needed_for_a_thousand_copies() {
    for (half_life, wanted) in [
        (24.0, 28.881_132_523_331_05),
        (11.0, 63.013_380_050_904_11),
        (34.0, 20.386_681_781_174_86),
    ] {
        close(needed_per_hour(1000.0, half_life), wanted, 1e-12);
    }
}

/// U, λ, escape, φ ► copies in balance at t½ 24 h.
#[test]
fn copies_in_balance() {
    for (uptake, copies, escape, competent, wanted) in [
        (500.0, 0.00825, 0.02, 1.0, 2.856_536_180_960_148),
        (500.0, 0.00825, 0.3, 1.0, 42.848_042_714_402_22),
        (5000.0, 0.00825, 0.3, 1.0, 428.480_427_144_022_14),
        (500.0, 0.1, 0.1, 1.0, 173.123_404_906_675_63),
        (5000.0, 1.0, 0.3, 1.0, 51_937.021_472_002_685),
        (50.0, 1e-4, 0.005, 0.5, 0.000_432_808_512_266_689),
    ] {
        close(needed_per_hour(wanted, 24.0), uptake * copies * escape * competent, 1e-12);
        // The same through the chain: a stated concentration far below saturation.
        let dose = run(
            Scenario::CoCulture,
            exact(copies),
            &[
                ("recipient-concentration", (uptake / 5e-8).into()),
                ("uptake-saturation", 1e30.into()),
                ("endosomal-escape", escape.into()),
                ("risc-competent-share", competent.into()),
                ("mirna-half-life", 24.0.into()),
                ("ago-per-cell", 1e300.into()),
            ],
            16,
        );
        close(dose.copies[0].steady.value, wanted, 1e-12);
    }
}

#[test]
fn closed_tissue_is_bounded_by_secretion() {
    for (secreted, copies, wanted) in
        [(60.0, 0.00825, 5.141_765_125_728_266), (1000.0, 0.1, 1_038.740_429_440_053_7)]
    {
        for uptake in [5e-9, 5e-8, 5e-7] {
            let dose = run(
                Scenario::Tissue,
                exact(copies),
                &[
                    ("secretion-per-cell", secreted.into()),
                    ("uptake-rate", uptake.into()),
                    ("uptake-saturation", 1e30.into()),
                    ("vesicle-loss", 0.0.into()),
                    ("endosomal-escape", 0.3.into()),
                    ("risc-competent-share", 1.0.into()),
                    ("mirna-half-life", 24.0.into()),
                ],
                16,
            );
            close(dose.copies[0].steady.value, wanted, 1e-9);
            close(dose.bounds.get("all-taken-up", Some("miR")).unwrap().value, wanted, 1e-12);
            assert!(dose.bounds.get("vesicles-secreted", None).unwrap().limiting);
        }
    }
}

/// chain.py and uncertainty.py: 2e10 vesicles (and series) on 1e5 recipients in 1 mL, endosome turnover 1 /h, escape
/// .02, φ .5, t½ 24 h, `K_m` 5e9: copies at 72 h, the most within 72 h (LSODA at 1e-9).
#[test]
fn a_dose_in_time() {
    for (given, escape, competent, copies, wanted, tolerance) in [
        (2e10, 0.02, 0.5, 0.00825, 0.492_920_785_906_795_8, 1e-4),
        (1e8, 0.02, 0.5, 0.00825, 0.009_77, 1e-3),
        (1e9, 0.02, 0.5, 0.00825, 0.0878, 1e-3),
        (1e10, 0.02, 0.5, 0.00825, 0.404, 2e-3),
        (1e11, 0.02, 0.5, 0.00825, 0.592, 2e-3),
        (2e10, 0.3, 1.0, 0.25, 448.0, 2e-3),
    ] {
        let most = (1..=144)
            .map(|half_hours| {
                let set = [
                    ("dose-per-recipient", (given / 1e5).into()),
                    ("vesicle-loss", 0.0.into()),
                    ("endosomal-escape", escape.into()),
                    ("risc-competent-share", competent.into()),
                    ("mirna-half-life", 24.0.into()),
                    ("hours", (f64::from(half_hours) / 2.0).into()),
                ];
                run(Scenario::PurifiedDose, exact(copies), &set, 16).copies[0].copies_per_cell.value
            })
            .fold(0.0, f64::max);
        close(most, wanted, tolerance);
    }
}

#[test]
fn a_dose_taken_up_whole() {
    let dose = run(
        Scenario::PurifiedDose,
        exact(0.00825),
        &[
            ("dose-per-recipient", 2e5.into()),
            ("endosomal-escape", 0.3.into()),
            ("risc-competent-share", 1.0.into()),
        ],
        16,
    );
    close(dose.bounds.get("all-taken-up", Some("miR")).unwrap().value, 495.0, 1e-12);
    assert!(dose.copies[0].steady.high <= 495.0 + 1e-9);
}

#[test]
fn what_a_donor_can_make() {
    let dose = run(
        Scenario::Tissue,
        exact(0.00825),
        &[
            ("endosomal-escape", 0.3.into()),
            ("risc-competent-share", 1.0.into()),
            ("export-share", 0.01.into()),
            ("mirna-half-life", 24.0.into()),
        ],
        16,
    );
    close(
        dose.bounds.get("donor-export", Some("miR")).unwrap().value,
        685.568_683_430_435_5,
        1e-12,
    );
    close(dose.bounds.get("donor-production", Some("miR")).unwrap().actual, 60.0 * 0.00825, 1e-12);
}

/// uncertainty.py: U and m with their 95 % ranges, and P(m > 100), in balance at stated concentrations.
#[test]
fn scenario_medians() {
    for (scenario, low, high, median, range, above_100) in [
        (Scenario::Systemic, 2e6, 2e8, 0.00062, (1.2e-6, 0.29), 0.0),
        (Scenario::CoCulture, 3e7, 3e9, 0.0085, (1.8e-5, 3.7), 0.001),
        (Scenario::PurifiedDose, 2e9, 5e10, 0.097, (0.0003, 31.0), 0.009),
    ] {
        let middle = f64::sqrt(low * high);
        let dose = run(
            scenario,
            prior(),
            &[
                ("recipient-concentration", Interval::new(middle, low, high).into()),
                ("hours", 1e5.into()),
                ("effect-threshold", 100.0.into()),
            ],
            16_384,
        );
        let copies = &dose.copies[0];
        close(copies.median, median, 0.05);
        close(copies.steady.low, range.0, 0.1);
        close(copies.steady.high, range.1, 0.1);
        assert!((copies.steady_probability - above_100).abs() < 0.001);
    }
}

/// What the scenarios compute for themselves lies where the reference states it.
#[test]
fn computed_concentrations_give_the_medians() {
    for (scenario, set, wanted) in [
        (Scenario::Systemic, vec![("hours", 1e5.into())], 0.00062),
        (Scenario::PurifiedDose, vec![("vesicle-loss", 0.0.into())], 0.097),
    ] {
        let dose = run(scenario, prior(), &set, 4096);
        // Geometric middle of the interval: the median of what is nearly log-normal.
        let steady = dose.copies[0].steady;
        let ratio = (steady.low * steady.high).sqrt() / wanted;
        assert!((1.0 / 1.3..1.3).contains(&ratio), "{scenario}: {ratio}");
    }
}

#[test]
fn sobol_indices_of_the_linear_regime() {
    let dose = run(
        Scenario::CoCulture,
        prior(),
        &[
            ("recipient-concentration", Interval::new(3e8, 3e7, 3e9).into()),
            ("uptake-saturation", 1e30.into()),
            ("hours", 1e6.into()),
        ],
        4096,
    );
    for (parameter, wanted) in [
        ("uptake-rate", 0.138),
        ("recipient-concentration", 0.138),
        ("copies-per-vesicle", 0.397),
        ("endosomal-escape", 0.211),
        ("risc-competent-share", 0.058),
        ("mirna-half-life", 0.058),
    ] {
        for output in ["miR", "total"] {
            let index = dose
                .sensitivity
                .indices
                .iter()
                .find(|index| index.output == output && index.parameter == parameter)
                .unwrap();
            assert!((index.first_order - wanted).abs() < 0.02, "{index:?}");
            assert!((index.total - wanted).abs() < 0.02, "{index:?}");
            assert!(index.low <= wanted + 0.02 && index.high >= wanted - 0.02, "{index:?}");
        }
    }
}

/// chain.py: plasma of 1e10 /mL in 3 L, turnover per nucleated cell and hour at half-lives in minutes.
#[test]
fn plasma_turnover() {
    for (minutes, wanted) in [(2.0, 207.9), (10.0, 41.6), (30.0, 13.9), (60.0, 6.9)] {
        let dose = run(
            Scenario::Systemic,
            exact(0.00825),
            &[("plasma-half-life", Override::from(minutes))],
            16,
        );
        close(dose.bounds.get("fluid-turnover", None).unwrap().value, wanted, 0.01);
    }
}

/// Chevillet 2014 (PNAS 111:14888): 0.00825 copies per vesicle, about four times passive loading at 100 nm.
#[test]
fn enrichment_over_passive_loading() {
    let fold = enrichment_over_passive(0.00825, 100.0, None, &Parameters::default()).unwrap();
    close(fold, 4.32, 0.01);
}
