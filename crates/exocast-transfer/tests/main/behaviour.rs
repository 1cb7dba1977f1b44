//! What users meet: messages, replaced parameters, judgements, tables.

use std::{error::Error as _, fs, path::Path};

use exocast_core::{Cell, Interval, SeedPlan};
use exocast_transfer::{
    BadOption, Cargo, CargoEntry, ComputeError, Dose, Judgement, Moment, Notice, Options, Override,
    Parameter, Parameters, Scenario, Secretion, Status, Vesicles, core::options::Options as _,
    dose, require,
};

/// A recipient without copies of its own, unless they are set.
fn options(scenario: Scenario, set: &[(&str, f64)]) -> Options {
    let all = [("endogenous-copies", 0.0)].into_iter().chain(set.iter().copied());
    let parameters = all.map(|(name, value)| (name.to_owned(), Override::from(value))).collect();
    let mut options = Options::new(scenario);
    options.draws = 256;
    options.bootstrap = 20;
    options.parameters = parameters;
    options
}

fn run(cargo: &Cargo, vesicles: Option<&Vesicles>, options: &Options) -> Dose {
    dose(cargo, vesicles, &options.clone().check().unwrap(), SeedPlan::new(1)).unwrap()
}

fn cargo(copies: f64) -> Cargo {
    let range = Interval::new(copies, copies / 2.0, copies * 2.0);
    Cargo::new(vec![CargoEntry::measured("hsa-miR-21-5p", range)])
}

fn sample(concentration: Interval) -> Vesicles {
    Vesicles::new("EV_1", concentration)
}

#[test]
fn the_documented_table_is_the_table() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/methods/transfer-parameters.md");
    let page = fs::read_to_string(path).unwrap();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with('|')).collect();
    let table = Parameter::table();
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut wanted = vec![line(table.columns().to_vec())];
    wanted.push(format!("|{}", "---|".repeat(table.columns().len())));
    wanted.extend(table.rows().map(|row| line(row.iter().map(Cell::to_text).collect())));
    assert_eq!(rows, wanted, "write these lines:\n{}", wanted.join("\n"));
}

#[test]
fn defaults_are_possible_and_inside_their_ranges() {
    for (parameter, setting) in Parameters::default().iter() {
        let entry = parameter.entry();
        let mut parameters = Parameters::default();
        parameters.set(entry.name, entry.value, Some((entry.low, entry.high))).unwrap();
        assert_eq!(parameters.get(parameter).distribution, setting.distribution, "{parameter}");
        assert!(!entry.source.is_empty());
        assert_eq!(entry.name.parse::<Parameter>().unwrap(), parameter);
    }
}

#[test]
fn wrong_parameters_say_what_to_do() {
    let check = |name: &str, value: f64, interval: Option<(f64, f64)>, message: &str| {
        let error = Parameters::default().set(name, value, interval).unwrap_err();
        assert_eq!(error.to_string(), message);
    };
    check("escape", 0.1, None, "there is no parameter `escape`; did you mean `endosomal-escape`?");
    check(
        "uptake_rte",
        0.1,
        None,
        "there is no parameter `uptake_rte`; did you mean `uptake-rate`?",
    );
    check(
        "endosomal-escape",
        1.2,
        None,
        "`endosomal-escape` cannot be 1.2: it is a share from 0 to 1",
    );
    check(
        "mirna-half-life",
        f64::NAN,
        None,
        "`mirna-half-life` cannot be NaN: it is a finite number above zero",
    );
    check(
        "secretion-per-cell",
        60.0,
        Some((70.0, 80.0)),
        "the interval 70 to 80 of `secretion-per-cell` does not hold its value 60",
    );
    check(
        "secretion-per-cell",
        60.0,
        Some((0.0, 80.0)),
        "the interval 0 to 80 of `secretion-per-cell` cannot be that of a log-normal parameter: \
         give a lower end above 0, or a single value to set it to zero",
    );
}

#[test]
fn options_are_checked_and_read() {
    let text = r#"{"scenario": "transwell", "draws": 128,
        "parameters": {"uptake_rate": 1e-7, "endosomal-escape": {"value": 0.1, "low": 0.05, "high": 0.2,
        "status": "measured", "source": "our assay"}}}"#;
    let read: Options = serde_json::from_str(text).unwrap();
    assert_eq!(read.scenario, Scenario::Transwell);
    let checked = read.clone().check().unwrap();
    let parameters = checked.parameters();
    let escape = parameters.get(Parameter::EndosomalEscape);
    assert_eq!((escape.status, escape.source.as_ref()), (Status::Measured, "our assay"));
    let back: Options = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
    assert_eq!(back, read);
    assert!(serde_json::from_str::<Options>(r#"{"scenarios": "tissue"}"#).is_err());

    let mut few = Options::default();
    few.draws = 3;
    let bad = few.check().unwrap_err();
    assert_eq!(bad.to_string(), "3 draws: give 16 to 65536");
    let bad = options(Scenario::Tissue, &[("hours", -1.0)]).check().unwrap_err();
    assert!(bad.to_string().starts_with("`hours` cannot be -1"));
    let bad = "tissues".parse::<Scenario>().unwrap_err();
    assert!(bad.to_string().contains("`co-culture`, `transwell`, `purified-dose`"));
}

#[test]
fn readers_say_where_and_what() {
    let check = |text: &str, wanted: (&str, &str)| {
        let error = Cargo::read(text.as_bytes(), "cargo.tsv").unwrap_err();
        let cause = error.source().unwrap().to_string();
        assert_eq!((error.location().to_string().as_str(), cause.as_str()), wanted);
    };
    check("", ("cargo.tsv", "the file has no header line"));
    check("mirna\tcopies_per_vesicle\n", ("cargo.tsv", "the file has no miRNA"));
    check(
        "name\tcopies\nx\t1\n",
        ("cargo.tsv, line 1", "missing column `mirna`; the header has name, copies"),
    );
    check(
        "# made by hand\nmirna\tcopies_per_vesicle\nmiR-1\t0.1\nmiR-2\t-3\n",
        (
            "cargo.tsv, line 4, field copies_per_vesicle",
            "`-3` is not copies per vesicle, zero or more",
        ),
    );
    check(
        "mirna\tcopies_per_vesicle\nmiR-1\t0.1\nmiR-1\t0.2\n",
        ("cargo.tsv, line 3, field mirna", "duplicate name `miR-1` (first on line 2)"),
    );
    check(
        "mirna\tcopies_per_vesicle\tlow\thigh\nmiR-1\t0.1\t0.2\t0.3\n",
        ("cargo.tsv, line 2, field low", "low is 0.2 but the value is 0.1"),
    );
    check(
        "mirna\tcopies_per_vesicle\nmiR-1\n",
        (
            "cargo.tsv, line 2",
            "the line has `miR-1` and no value: if it is a title between the rows or a footnote, put `#` in front of it or delete it; if it is a row, give its values",
        ),
    );

    let text = "sample\treplicate\tconcentration_per_ml\tlow\thigh\tlod_nm\nEV_1\t\t2e10\t1e10\t4e10\t50\n";
    let read = Vesicles::read(text.as_bytes(), "vesicles.tsv").unwrap();
    assert_eq!(read[0].concentration_per_ml, Interval::new(2e10, 1e10, 4e10));
    let notices: Vec<String> = read[0].notices.iter().map(ToString::to_string).collect();
    assert_eq!(notices, ["vesicles.tsv: columns `replicate`, `lod_nm` not used"]);
    let text = "sample\tconcentration_per_ml\tdiameter_nm\r\nEV_1\t2e10\t0\r\n";
    let error = Vesicles::read(text.as_bytes(), "vesicles.tsv").unwrap_err();
    assert_eq!(error.location().to_string(), "vesicles.tsv, line 2, field diameter_nm");
}

#[test]
fn a_measurement_replaces_what_the_scenario_calls_for() {
    let vesicles = sample(Interval::new(2e10, 1e10, 4e10));
    let used = |scenario, set: &[(&str, f64)]| {
        let dose = run(&cargo(0.01), Some(&vesicles), &options(scenario, set));
        (dose.parameters, dose.notices)
    };
    let (parameters, notices) = used(Scenario::Systemic, &[]);
    let plasma = parameters.get(Parameter::PlasmaConcentration);
    assert_eq!((plasma.range, plasma.status), (vesicles.concentration_per_ml, Status::Measured));
    assert!(notices.iter().any(|notice| matches!(notice, Notice::MeasurementUsed { .. })));

    let (parameters, _) = used(Scenario::PurifiedDose, &[("sample-per-medium", 0.01)]);
    let dose = parameters.get(Parameter::DosePerRecipient).range;
    assert!((dose.value - 2e10 * 0.01 / 1e5).abs() < 1e-6, "{dose:?}");

    let (_, notices) = used(Scenario::CoCulture, &[]);
    assert!(notices.iter().any(|notice| matches!(notice, Notice::MeasurementNotUsed { .. })));
    let (parameters, notices) = used(Scenario::Csf, &[("csf-concentration", 3e8)]);
    assert!((parameters.value(Parameter::CsfConcentration) - 3e8).abs() < 1.0);
    assert!(notices.iter().any(|notice| matches!(notice, Notice::MeasurementOverruled { .. })));

    // An interval down to zero keeps the value; a sample without vesicles delivers nothing.
    let weak = sample(Interval::new(2e10, 0.0, 4e10));
    let dose = run(&cargo(0.01), Some(&weak), &options(Scenario::Systemic, &[]));
    assert!(dose.parameters.get(Parameter::PlasmaConcentration).source.contains("reaches zero"));
    let empty = sample(Interval::exact(0.0));
    let dose = run(&cargo(0.01), Some(&empty), &options(Scenario::PurifiedDose, &[]));
    assert!(dose.copies[0].copies_per_cell.high.abs() < f64::MIN_POSITIVE);
}

#[test]
fn samples_are_pooled() {
    let pooled = Vesicles::pool(&[
        sample(Interval::new(1e9, 5e8, 2e9)),
        sample(Interval::new(1e11, 9e10, 2e11)),
    ])
    .unwrap();
    assert!((pooled.concentration_per_ml.value / 1e10 - 1.0).abs() < 1e-9);
    assert!((pooled.concentration_per_ml.low - 5e8).abs() < 1.0);
    assert!((pooled.concentration_per_ml.high - 2e11).abs() < 1.0);
    assert!(Vesicles::pool(&[]).is_none());
}

#[test]
fn reads_share_out_the_prior() {
    let prior = CargoEntry::prior("", &Parameters::default()).copies_per_vesicle;
    let cargo = Cargo::apportion(&[("a", 50.0), ("b", 200.0), ("c", 0.0)], prior);
    let copies: Vec<f64> =
        cargo.entries().iter().map(|entry| entry.copies_per_vesicle.value).collect();
    assert!(
        (copies[1] - prior.value).abs() < 1e-15 && (copies[0] - prior.value / 4.0).abs() < 1e-15
    );
    assert!(copies[2].abs() < f64::MIN_POSITIVE);
    // What is assumed in common moves together: the total is as uncertain as each.
    let dose = run(&cargo, None, &options(Scenario::Tissue, &[]));
    let relative = |range: Interval| range.high / range.low;
    let (total, second) = (dose.total.copies_per_cell, dose.copies[1].copies_per_cell);
    assert!((relative(total) / relative(second) - 1.0).abs() < 1e-9);
    assert!(dose.notices.contains(&Notice::AssumedCargo { mirnas: 3 }));
}

#[test]
fn judgements() {
    let check = |copies: f64, set: &[(&str, f64)], wanted: Judgement| {
        let dose = run(&cargo(copies), None, &options(Scenario::PurifiedDose, set));
        assert_eq!(dose.verdict.judgement, wanted, "{}", dose.verdict);
        dose.verdict
    };
    let strong = [("endosomal-escape", 0.3), ("risc-competent-share", 1.0)];
    let verdict = check(1.0, &strong, Judgement::Plausible);
    assert!(verdict.headline().starts_with("plausible: "), "{verdict}");

    let verdict = check(0.6, &[("risc-competent-share", 1.0)], Judgement::PlausibleIf);
    assert!(verdict.to_string().contains("It hangs on `"), "{verdict}");
    assert!(verdict.requirements[0].within_range);
    assert!(verdict.best_case > verdict.threshold);

    let verdict = check(1e-4, &[], Judgement::Implausible);
    assert!(verdict.bound.is_some() && verdict.best_case > verdict.steady.value);
    assert!(verdict.because.contains("By the bound `"), "{verdict}");
    assert!((verdict.needed_per_hour.unwrap() - 28.88).abs() < 0.01);

    let verdict = check(0.01, &[("endosomal-escape", 0.0)], Judgement::Implausible);
    assert_eq!(verdict.shortfall, None);
    assert!(verdict.headline().contains("no copies"));
    let json = serde_json::to_value(&verdict).unwrap();
    assert_eq!(json["judgement"], "implausible");
    assert!(json["shortfall"].is_null() && json["requirements"].is_array());
}

#[test]
fn bodies_of_donors_can_give_the_secretion() {
    let mut by_fate = options(Scenario::Tissue, &[]);
    by_fate.secretion = Secretion::Mvb;
    let dose = run(&cargo(0.01), None, &by_fate);
    let bars = dose.ledger.mirnas[0].waterfall();
    assert_eq!((bars[0].step, bars[1].step), ("intraluminal", "secreted"));
    assert!((bars[1].lost_fraction.unwrap() - 0.8).abs() < 1e-12);
    let by_rate = run(&cargo(0.01), None, &options(Scenario::Tissue, &[]));
    let value = |dose: &Dose| dose.copies[0].steady.value;
    assert!((value(&dose) / value(&by_rate) - 1.0).abs() < 1e-12);
}

#[test]
fn nothing_is_dropped_in_silence() {
    let set = [("plasma-half-life", 5.0), ("ago-per-cell", 1.0), ("csf-volume", 100.0)];
    let dose = run(&cargo(900.0), None, &options(Scenario::Systemic, &set));
    let says = |wanted: fn(&Notice) -> bool| dose.notices.iter().any(wanted);
    assert!(says(|notice| matches!(notice, Notice::NotRead { parameter: "csf-volume", .. })));
    assert!(says(|notice| matches!(notice, Notice::AgoExceeded { .. })));
    assert!(says(|notice| matches!(notice, Notice::Cut { parameter: "risc-competent-share", .. })));
    assert!(dose.notices.iter().all(|notice| !notice.to_string().is_empty()));

    let maybe = CargoEntry::measured("miR-2", Interval::new(0.0, 0.0, 0.1));
    let weak = CargoEntry::measured("miR-3", Interval::new(0.1, 0.0, 0.2));
    let dose = run(&Cargo::new(vec![maybe, weak]), None, &options(Scenario::Tissue, &[]));
    assert!(dose.notices.contains(&Notice::ReachesZero { mirnas: 1 }));
    assert!(dose.notices.contains(&Notice::NoSensitivity { output: "miR-2".into() }));
    assert!(dose.copies[0].copies_per_cell.high > 0.0);
}

#[test]
fn impossible_cargo_is_refused() {
    let checked = Options::default().check().unwrap();
    let refused =
        |entries| dose(&Cargo::new(entries), None, &checked, SeedPlan::new(1)).unwrap_err();
    assert_eq!(refused(vec![]), ComputeError::NoCargo);
    let twice = CargoEntry::measured("miR-1", Interval::exact(0.1));
    assert_eq!(refused(vec![twice.clone(), twice]), ComputeError::Duplicate("miR-1".into()));
    let negative = Interval { value: 0.1, low: -1.0, high: 1.0 };
    let negative = CargoEntry::measured("miR-1", negative);
    assert!(matches!(refused(vec![negative.clone()]), ComputeError::Copies { .. }));
    let mirna = CargoEntry::measured("miR-1", Interval::exact(0.1));
    for copies in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        assert!(require(&mirna, None, &checked, copies, Moment::Steady).is_err());
    }
    let bad = sample(Interval { value: 1.0, low: 2.0, high: 3.0 });
    let systemic = options(Scenario::Systemic, &[]).check().unwrap();
    let error = dose(&cargo(0.1), Some(&bad), &systemic, SeedPlan::new(1)).unwrap_err();
    assert!(matches!(error, ComputeError::Vesicles { source: BadOption::Outside { .. }, .. }));
}

#[test]
fn tables_have_the_columns_of_the_contract() {
    let dose = run(&cargo(0.01), None, &options(Scenario::Transwell, &[]));
    let columns = |table: exocast_core::Table| table.columns().join(" ");
    assert_eq!(
        columns(dose.ledger.table()),
        "mirna step value low high unit lost_fraction parameter status source isomir seed"
    );
    assert_eq!(columns(dose.sensitivity.table()), "output parameter first_order total low high");
    assert_eq!(
        columns(dose.bounds.table()),
        "bound mirna value unit actual ratio limiting status source seed"
    );
    let steps: Vec<&str> = dose.ledger.mirnas[0].rows.iter().map(|row| row.step).collect();
    assert_eq!(
        steps,
        [
            "concentration",
            "copies-per-vesicle",
            "secreted",
            "passed",
            "taken-up",
            "escaped",
            "loaded",
            "present",
            "held",
            "steady"
        ]
    );
    assert!(dose.ledger.mirna("hsa-miR-21-5p").is_some() && dose.ledger.mirna("x").is_none());
}

#[test]
fn the_same_at_any_number_of_threads() {
    let entries: Vec<CargoEntry> = (1..=70)
        .map(|i| {
            CargoEntry::measured(format!("miR-{i}"), Interval::new(0.01, 0.001, 0.1 * f64::from(i)))
        })
        .collect();
    let cargo = Cargo::new(entries);
    let options = options(Scenario::CoCulture, &[]);
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| serde_json::to_string(&run(&cargo, None, &options)).unwrap())
    };
    assert_eq!(with(1), with(4));
    let other = dose(&cargo, None, &options.clone().check().unwrap(), SeedPlan::new(2)).unwrap();
    assert_ne!(with(1), serde_json::to_string(&other).unwrap());
}

/// A count of particles that is too high makes copies per vesicle too low and vesicles per mL too high: drawn
/// together, neither widens the dose as long as uptake is in proportion to vesicles.
#[test]
fn one_count_of_particles_errs_once() {
    let options = options(
        Scenario::PurifiedDose,
        &[("uptake-saturation", 1e14), ("fusion-saturation", 1e14)],
    );
    let mut options = options;
    options.keep_draws = 256;
    let checked = options.check().unwrap();
    let errors: Vec<f64> = (0..256).map(|d| 1.0 + f64::from(d % 7) / 4.0).collect();
    let interval = |value: f64| Interval::new(value, value / 2.0, value * 2.5);
    let alone = CargoEntry::measured("miR-1", Interval::exact(0.01));
    let wide = alone.clone().with_draws(errors.iter().map(|e| 0.01 / e).collect());
    let mut vesicles = sample(interval(1e9));
    vesicles.draws = vec![1e9; 256];
    let certain =
        dose(&Cargo::new(vec![alone]), Some(&vesicles), &checked, SeedPlan::new(1)).unwrap();
    vesicles.draws = errors.iter().map(|e| 1e9 * e).collect();
    let together =
        dose(&Cargo::new(vec![wide]), Some(&vesicles), &checked, SeedPlan::new(1)).unwrap();
    let (a, b) = (&certain.copies[0].draws, &together.copies[0].draws);
    assert_eq!((a.len(), b.len()), (256, 256));
    assert!(a.iter().zip(b).all(|(a, b)| (a / b - 1.0).abs() < 1e-3), "{a:?} {b:?}");
}
