//! Guides of one seed act together, on top of what the recipient holds of it.

use std::error::Error as _;

use exocast_core::{Interval, Seed, SeedPlan};
use exocast_transfer::{
    Cargo, CargoEntry, Checked, Dose, EndogenousMirna, FamilyVerdict, Goal, Guide, Judgement,
    Moment, Notice, Options, Override, Parameter, Scenario, Status, core::options::Options as _,
    dose, require,
};
use proptest::prelude::*;

const LET7: &str = "GAGGUAG";

fn seed(letters: &str) -> Seed {
    letters.parse().unwrap()
}

fn guide(name: &str, copies: Interval, letters: &str) -> CargoEntry {
    CargoEntry::measured(name, copies).with_guide(Guide::canonical(Some(seed(letters))))
}

fn own_copies(name: &str, copies: Interval, letters: &str) -> EndogenousMirna {
    EndogenousMirna::new(name, copies).with_guide(Guide::canonical(Some(seed(letters))))
}

fn options(scenario: Scenario, endogenous: Vec<EndogenousMirna>, set: &[(&str, f64)]) -> Options {
    let mut options = Options::new(scenario);
    options.draws = 64;
    options.bootstrap = 4;
    options.sensitivity_mirnas = 2;
    options.endogenous = endogenous;
    let set = set.iter().map(|(name, value)| ((*name).to_owned(), Override::from(*value)));
    options.parameters = set.collect();
    options
}

fn run(entries: Vec<CargoEntry>, options: &Options) -> Dose {
    let checked: Checked = options.clone().check().unwrap();
    dose(&Cargo::new(entries), None, &checked, SeedPlan::new(1)).unwrap()
}

fn family<'a>(dose: &'a Dose, letters: &str) -> &'a FamilyVerdict {
    let families = &dose.verdict.families;
    families.iter().find(|family| family.dose.seed == Some(seed(letters))).unwrap()
}

fn exact(copies: f64) -> Interval {
    Interval::exact(copies)
}

/// Nine let-7 members of 8 copies are one of 72.
#[test]
fn nine_guides_of_a_seed_are_one_of_their_sum() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "i"].map(|x| format!("hsa-let-7{x}-5p"));
    let mut nine: Vec<CargoEntry> =
        names.iter().map(|name| guide(name, exact(8.0), LET7)).collect();
    nine.push(guide("hsa-miR-98-5p", exact(8.0), LET7));
    let checked = options(Scenario::CoCulture, Vec::new(), &[]);
    let nine = run(nine, &checked);
    let single = run(vec![guide("hsa-let-7a-5p", exact(72.0), LET7)], &checked);
    let close = |a: f64, b: f64| assert!((a / b - 1.0).abs() < 1e-9, "{a} for {b}");
    assert_eq!(nine.verdict.judgement, single.verdict.judgement);
    assert_eq!(nine.verdict.families.len(), 1);
    close(nine.verdict.shortfall.unwrap(), single.verdict.shortfall.unwrap());
    close(nine.verdict.steady.high, single.verdict.steady.high);
    close(nine.verdict.probability, single.verdict.probability);
    assert_eq!(nine.bounds.bounds.len(), single.bounds.bounds.len());
    for (a, b) in nine.bounds.bounds.iter().zip(&single.bounds.bounds) {
        assert_eq!((a.bound, a.seed), (b.bound, b.seed));
        close(a.value, b.value);
        close(a.favourable, b.favourable);
    }
    for (a, b) in nine.verdict.requirements.iter().zip(&single.verdict.requirements) {
        assert_eq!(a.parameter, b.parameter);
        close(a.fold.unwrap_or(1.0), b.fold.unwrap_or(1.0));
    }
    // The members stand below their seed, each with its own copies.
    let members = &family(&nine, LET7).dose.members;
    assert_eq!(members.len(), 9);
    let sum: f64 = members.iter().map(|member| member.steady.value).sum();
    close(sum, nine.verdict.steady.value);
    assert_eq!(nine.verdict.families_table().rows().len(), 10);
    let words = nine.verdict.to_string();
    assert!(words.contains("seed GAGGUAG (hsa-let-7a-5p and 8 more)"), "{words}");
    assert!(words.contains("guides with one seed: hsa-let-7a-5p"), "{words}");
    assert!(single.verdict.headline().ends_with("hsa-let-7a-5p (seed GAGGUAG)"));
    let outputs: Vec<&str> =
        nine.sensitivity.indices.iter().map(|index| index.output.as_str()).collect();
    assert!(outputs.contains(&"seed GAGGUAG (hsa-let-7a-5p and 8 more)"));
}

#[test]
fn a_recipient_that_is_full_of_a_seed_is_not_changed_by_more_of_it() {
    let checked = |copies: f64| {
        let endogenous = vec![
            own_copies("hsa-miR-21-5p", exact(copies), "AGCUUAU"),
            own_copies("hsa-let-7a-5p", exact(40_000.0), LET7),
        ];
        options(
            Scenario::PurifiedDose,
            endogenous,
            &[("ago-per-cell", 1.7e5), ("mirna-half-life", 48.0)],
        )
    };
    let cargo = || vec![guide("hsa-miR-21-5p", exact(50.0), "AGCUUAU")];
    let empty = run(cargo(), &checked(0.0)).verdict;
    assert_eq!((empty.judgement, empty.fold), (Judgement::Plausible, None));
    assert!(empty.because.contains("The recipient makes none of it itself"), "{empty}");
    let full = run(cargo(), &checked(60_000.0)).verdict;
    assert_eq!((full.judgement, full.needed), (Judgement::Implausible, None));
    assert!(full.headline().contains("no number of copies is enough"), "{full}");
    assert!(full.because.contains("The recipient makes 60000 copies of it itself"), "{full}");
    let fold = full.fold.unwrap().value;
    assert!((fold - 1.0 - full.steady.value / 60_000.0).abs() < 1e-9, "{fold}");
    let some = run(cargo(), &checked(2_000.0)).verdict;
    assert!(some.needed.unwrap() > 1000.0 && some.probability < empty.probability, "{some}");
}

#[test]
fn own_copies_are_the_sum_of_their_table() {
    let table = || {
        vec![
            own_copies("miR-1", Interval::new(3e4, 2e4, 4e4), "GGAAUGU"),
            EndogenousMirna::new("miR-x", exact(1e4)),
        ]
    };
    let cargo = || vec![guide("miR-1", exact(0.1), "GGAAUGU"), guide("miR-2", exact(0.1), LET7)];
    let dose = run(cargo(), &options(Scenario::Tissue, table(), &[]));
    let total = dose.parameters.get(Parameter::EndogenousCopies);
    assert_eq!((total.range, total.status), (Interval::new(4e4, 3e4, 5e4), Status::Measured));
    assert!(total.source.contains("2 miRNAs"));
    let says = |wanted: &str| dose.notices.iter().any(|notice| notice.to_string().contains(wanted));
    assert!(says("1 of 2 seeds and miRNAs of the cargo are not among the recipient's 2 miRNAs"));
    assert!(dose.argonaute.unlisted[0].abs() < 1e-6 && dose.argonaute.listed.len() == 2);
    // A total of which they are a part.
    let part = run(cargo(), &options(Scenario::Tissue, table(), &[("endogenous-copies", 1e5)]));
    assert!((part.argonaute.unlisted[0] - 6e4).abs() < 1e-6);
    assert!(part.notices.iter().any(|notice| notice.to_string().contains("40 %")));
    // A part is not more than the whole, and each is one.
    let refused = |endogenous, set: &[(&str, f64)]| {
        options(Scenario::Tissue, endogenous, set).check().unwrap_err().to_string()
    };
    let message = refused(table(), &[("endogenous_copies", 3e4)]);
    assert!(message.starts_with("`endogenous-copies` is 30000, but"), "{message}");
    let twice = vec![EndogenousMirna::new("a", exact(1.0)), EndogenousMirna::new("a", exact(2.0))];
    assert!(refused(twice, &[]).starts_with("duplicate miRNA `a`"));
    let negative = Interval { value: 1.0, low: -1.0, high: 2.0 };
    assert!(refused(vec![EndogenousMirna::new("a", negative)], &[]).starts_with("the recipient"));
    // Nothing is known of the recipient: that is said.
    let unknown = run(cargo(), &options(Scenario::Tissue, Vec::new(), &[]));
    assert!(unknown.notices.contains(&Notice::NoEndogenous));
    assert!(unknown.verdict.because.contains("is not known and was taken to be none"));
}

#[test]
fn guides_of_unknown_seed_stand_alone_and_that_is_said_once() {
    let named = |name: &str| CargoEntry::measured(name, exact(0.1));
    let shifted = named("miR-1").with_guide(Guide::new("iso_5p:+1", Some(seed(LET7))));
    let cargo = vec![named("miR-1"), named("miR-2"), shifted, guide("let-7a", exact(0.2), LET7)];
    let dose = run(cargo, &options(Scenario::Tissue, Vec::new(), &[]));
    assert_eq!(dose.verdict.families.len(), 3);
    let unknown: Vec<String> = dose
        .notices
        .iter()
        .filter(|notice| matches!(notice, Notice::NoSeed { .. }))
        .map(ToString::to_string)
        .collect();
    assert_eq!(unknown.len(), 1);
    assert!(unknown[0].starts_with("the seeds of 2 guides are not known (miR-1, miR-2)"));
    let let7 = family(&dose, LET7);
    assert_eq!(let7.dose.members[0].mirna, "let-7a");
    assert_eq!(let7.dose.members[1].isomir, "iso_5p:+1");
    assert!(dose.ledger.mirna("miR-1 iso_5p:+1").is_some());
}

#[test]
fn guides_are_read_from_their_columns() {
    let text = "mirna\tcopies_per_vesicle\tisomir\tseed\tsequence\n\
        let-7a\t0.1\t\tGAGGUAG\tUGAGGUAGUAGGUUGUAUAGUU\n\
        let-7a\t0.2\tiso_5p:+1\t\tGAGGTAGTAGGTTGTATAGTT\nmiR-x\t0.3\t\t\t\n";
    let cargo = Cargo::read(text.as_bytes(), "cargo.tsv").unwrap();
    let labels: Vec<String> = cargo.entries().iter().map(CargoEntry::label).collect();
    assert_eq!(labels, ["let-7a", "let-7a iso_5p:+1", "miR-x"]);
    let seeds: Vec<Option<String>> =
        cargo.entries().iter().map(|e| e.guide.seed.map(|s| s.to_string())).collect();
    assert_eq!(seeds, [Some(LET7.to_owned()), Some("AGGUAGU".to_owned()), None]);
    let refused = |text: &str| {
        let error = Cargo::read(text.as_bytes(), "cargo.tsv").unwrap_err();
        format!("{}: {}", error.location(), error.source().unwrap())
    };
    let header = "mirna\tcopies_per_vesicle\tseed\tsequence\n";
    for (row, wanted) in [
        ("a\t1\tGAGGUAG\tUAGCUUAUCAGACUGAUG\n", "whose seed is AGCUUAU and not GAGGUAG"),
        ("a\t1\tGAGG\t\n", "`GAGG` is not nucleotides 2 to 8"),
        ("a\t1\t\tACGT\n", "`ACGT` is not the sequence of a miRNA"),
        ("a\t1\t\t\na\t2\t\t\n", "duplicate name `a`"),
    ] {
        let message = refused(&format!("{header}{row}"));
        assert!(message.contains(wanted), "{message}");
    }
}

#[test]
fn argonaute_and_own_copies_carry_their_part_of_the_uncertainty() {
    let cargo = vec![guide("miR-1", Interval::new(0.1, 0.05, 0.2), LET7)];
    let dose = run(cargo, &options(Scenario::Tissue, Vec::new(), &[]));
    for parameter in ["ago-per-cell", "endogenous-copies"] {
        let indices = &dose.sensitivity.indices;
        let index = indices.iter().find(|i| i.output == "total" && i.parameter == parameter);
        assert!(index.unwrap().total > 0.0);
        assert!(dose.verdict.requirements.iter().any(|row| row.parameter == parameter));
    }
    // A threshold with a range is drawn.
    let at = |threshold: Override| {
        let mut options = options(Scenario::PurifiedDose, Vec::new(), &[]);
        options.draws = 1024;
        options.parameters.insert("effect-threshold".into(), threshold);
        run(vec![guide("miR-1", exact(0.5), LET7)], &options).verdict
    };
    let (narrow, wide) = (at(1000.0.into()), at(Interval::new(1000.0, 10.0, 1e5).into()));
    assert!((narrow.probability - wide.probability).abs() > 1e-3, "{wide}");
}

prop_compose! {
    fn recipient()(
        listed in prop::collection::vec((1.0..5e4_f64, 1.0..2.0_f64), 1..5), rest in 0.0..1e5_f64,
    ) -> (Vec<EndogenousMirna>, f64) {
        let mut entries: Vec<EndogenousMirna> = listed
            .iter()
            .enumerate()
            .map(|(i, (copies, fold))| {
                let letters = [LET7, "AGCUUAU", "GGAAUGU", "AAAGUGC"][i];
                own_copies(&format!("miR-{i}"), Interval::new(*copies, copies / fold, copies * fold), letters)
            })
            .collect();
        entries.push(EndogenousMirna::new("rest", exact(rest)));
        (entries, rest)
    }
}

fn times(entries: &[EndogenousMirna], letters: &str, fold: f64) -> Vec<EndogenousMirna> {
    let entries = entries.iter().cloned().map(|mut entry| {
        if entry.guide.seed == Some(seed(letters)) {
            entry.copies_per_cell = entry.copies_per_cell.scale(fold);
        }
        entry
    });
    entries.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn more_of_its_own_is_never_more_favourable(
        (recipient, _) in recipient(), copies in -2.0..3.0_f64, others in -2.0..3.0_f64, fold in 1.0..4.0_f64,
        ago in 3.5..5.5_f64,
    ) {
        let cargo = || vec![
            guide("a", exact(10f64.powf(copies)), LET7),
            guide("b", exact(10f64.powf(others)), "AGCUUAU"),
        ];
        let set = [("ago-per-cell", 10f64.powf(ago))];
        let at = |recipient: Vec<EndogenousMirna>| {
            let dose = run(cargo(), &options(Scenario::PurifiedDose, recipient, &set));
            let family = family(&dose, LET7).clone();
            (family.judgement, family.dose.probability, family.dose.needed)
        };
        let less = at(recipient.clone());
        let more = at(times(&recipient, LET7, fold));
        prop_assert!(more.0 <= less.0, "{more:?} after {less:?}");
        prop_assert!(more.1 <= less.1);
        prop_assert!(more.2.unwrap_or(f64::INFINITY) >= less.2.unwrap_or(f64::INFINITY) * (1.0 - 1e-9));
    }

    #[test]
    fn no_dose_is_no_change((recipient, _) in recipient(), others in 0.0..1.0_f64) {
        let cargo = vec![guide("a", exact(0.0), LET7), guide("b", exact(others), "AGCUUAU")];
        let set = [("endosomal-escape", 0.0)];
        let dose = run(cargo, &options(Scenario::PurifiedDose, recipient, &set));
        let none = &family(&dose, LET7).dose;
        let change = none.occupancy_after.value - none.occupancy_before.value;
        prop_assert!(change.abs() < 1e-12 && none.probability.abs() < 1e-12, "{none:?}");
        prop_assert_eq!(family(&dose, LET7).judgement, Judgement::Implausible);
        prop_assert!((none.fold.unwrap().high - 1.0).abs() < 1e-12);
    }

    #[test]
    fn splitting_a_guide_among_members_changes_nothing(
        (recipient, _) in recipient(), copies in -2.0..2.0_f64, parts in prop::collection::vec(0.05..1.0_f64, 2..6),
        wide in 1.0..4.0_f64,
    ) {
        let whole: f64 = parts.iter().sum();
        let copies = 10f64.powf(copies);
        let interval = |copies: f64| Interval::new(copies, copies / wide, copies * wide);
        let split = parts.iter().enumerate().map(|(i, part)| {
            guide(&format!("m-{i}"), interval(copies * part / whole), LET7)
        });
        let checked = options(Scenario::PurifiedDose, recipient, &[]);
        let (split, single) = (run(split.collect(), &checked), run(vec![guide("m-0", interval(copies), LET7)], &checked));
        let (a, b) = (family(&split, LET7), family(&single, LET7));
        prop_assert_eq!(a.judgement, b.judgement);
        let close = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs();
        prop_assert!(close(a.dose.probability, b.dose.probability));
        prop_assert!(close(a.dose.steady.low, b.dose.steady.low) && close(a.dose.steady.high, b.dose.steady.high));
        prop_assert!(close(a.dose.needed.unwrap_or(0.0), b.dose.needed.unwrap_or(0.0)));
        for (a, b) in split.bounds.bounds.iter().zip(&single.bounds.bounds) {
            prop_assert!(close(a.value, b.value) && close(a.favourable, b.favourable) && close(a.actual, b.actual));
        }
    }

    #[test]
    fn more_copies_are_never_less_favourable(
        (recipient, _) in recipient(), copies in -3.0..2.0_f64, fold in 1.0..100.0_f64, others in -3.0..1.0_f64,
    ) {
        let at = |copies: f64| {
            let cargo = vec![guide("a", exact(copies), LET7), guide("b", exact(10f64.powf(others)), "AGCUUAU")];
            let dose = run(cargo, &options(Scenario::PurifiedDose, recipient.clone(), &[]));
            (family(&dose, LET7).judgement, family(&dose, LET7).dose.probability)
        };
        let (few, many) = (at(10f64.powf(copies)), at(10f64.powf(copies) * fold));
        prop_assert!(many.0 >= few.0 && many.1 >= few.1, "{many:?} after {few:?}");
    }

    #[test]
    fn what_an_effect_requires_is_enough((recipient, _) in recipient(), copies in -2.0..1.0_f64) {
        let plain = options(Scenario::PurifiedDose, recipient.clone(), &[]);
        let entry = guide("a", exact(10f64.powf(copies)), LET7);
        let checked = plain.clone().check().unwrap();
        for requirement in require(&entry, None, &checked, Goal::Effect, Moment::Steady).unwrap() {
            let Some(needed) = requirement.needed else { continue };
            let (mut entry, mut set) = (entry.clone(), plain.clone());
            match requirement.parameter {
                "copies-per-vesicle" => entry.copies_per_vesicle = exact(needed),
                // The sum of a table is not set beside it.
                "endogenous-copies" => continue,
                name => { set.parameters.insert(name.to_owned(), needed.into()); }
            }
            let reached = run(vec![entry], &set).verdict;
            let missing = reached.shortfall.unwrap();
            prop_assert!((missing - 1.0).abs() < 1e-6, "{}: {missing}", requirement.parameter);
        }
    }
}
