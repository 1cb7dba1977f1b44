//! Groups compared by their samples, and what samples are by size, proteins and lipids.

use exocast_core::options::Options as _;
use exocast_core::{Cell, LabelledMatrix, SeedPlan};
use exocast_vesicle::{
    CompareOptions, Comparison, ComputeError, FindingKind, Group, Sample, SampleAnalysis, compare,
    identity::{self, Identity, IdentityTables, Kind, Reported, Role, SizedDocument, SizedSample},
    instrument, tables,
};
use proptest::prelude::*;

use super::options;

fn analysed(name: &str, centre: f64, factor: f64) -> SampleAnalysis {
    use std::fmt::Write as _;
    let mut text = "diameter_nm,concentration (1/mL)\n".to_owned();
    for i in 0..200 {
        let d = 40.0 + 1.5 * f64::from(i);
        let z = (d / centre).ln() / 0.3;
        writeln!(text, "{d},{}", factor * 1e8 * (-0.5 * z * z).exp()).unwrap();
    }
    analysed_text(name, &text)
}

fn analysed_text(name: &str, text: &str) -> SampleAnalysis {
    let export = instrument::read(text.as_bytes(), name).unwrap();
    let options = options(|options| (options.components, options.resamples) = (1, 20));
    Sample::new(name, vec![export], None).unwrap().analyse(&options, SeedPlan::new(1)).unwrap()
}

fn compared(a: &[SampleAnalysis], b: &[SampleAnalysis]) -> Comparison {
    let groups = [Group { name: "a", samples: a }, Group { name: "b", samples: b }];
    compare(&groups, &CompareOptions::default().check().unwrap(), SeedPlan::new(1)).unwrap()
}

#[test]
fn groups_that_differ_are_told_from_groups_that_do_not() {
    let group = |name: &str, centres: &[f64], factor: f64| -> Vec<SampleAnalysis> {
        let sample = |(i, centre): (usize, &f64)| analysed(&format!("{name}{i}"), *centre, factor);
        centres.iter().enumerate().map(sample).collect()
    };
    let small = group("s", &[90.0, 92.0, 88.0, 91.0], 1.0);
    let large = group("l", &[140.0, 143.0, 138.0, 145.0], 2.0);
    let comparison = compared(&small, &large);
    let row = |name: &str| comparison.rows.iter().find(|row| row.statistic == name).unwrap();
    let median = row("ratio of median");
    let (low, high) = median.interval.unwrap();
    assert!((median.value - 0.64).abs() < 0.03 && low > 0.6 && high < 0.68, "{median:?}");
    assert!(median.p.unwrap() < 1e-4 && median.q.unwrap() >= median.p.unwrap());
    assert_eq!(median.unit_of_replication, "samples (4 and 4)");
    assert!((row("ratio of concentration").value - 0.5).abs() < 0.25);
    // All 70 exchanges of eight samples are tried; the two true ones are as far apart.
    assert!((row("energy").p.unwrap() - 2.0 / 70.0).abs() < 1e-12);
    assert!((row("wasserstein-1 nm").value - 50.0).abs() < 8.0, "{:?}", row("wasserstein-1 nm"));
    let same = compared(&small[..2], &small[2..]);
    assert!(same.rows.iter().filter_map(|row| row.p).all(|p| p > 0.05));
    let columns = comparison.table();
    assert_eq!(columns.columns()[0], "statistic");
    assert_eq!(columns.columns()[8], "unit_of_replication");
}

#[test]
fn one_sample_gives_no_p_value_and_says_why() {
    let (a, b) = ([analysed("a", 90.0, 1.0)], [analysed("b", 140.0, 1.0)]);
    let comparison = compared(&a, &b);
    assert!(
        comparison
            .rows
            .iter()
            .all(|row| row.p.is_none() && row.q.is_none() && row.interval.is_none())
    );
    let unit = &comparison.rows[0].unit_of_replication;
    assert!(unit.contains("one sample in a and in b") && unit.contains("no replicates"), "{unit}");
    assert!(comparison.findings.iter().any(|finding| finding.kind == FindingKind::NoReplicates));
    let wrong = |groups: &[Group<'_>]| {
        compare(groups, &CompareOptions::default().check().unwrap(), SeedPlan::new(1)).unwrap_err()
    };
    let group = |name, samples| Group { name, samples };
    assert!(matches!(wrong(&[group("a", &a)]), ComputeError::Groups(1)));
    assert!(matches!(wrong(&[group("a", &a), group("a", &b)]), ComputeError::DuplicateGroup(_)));
    assert!(matches!(wrong(&[group("a", &a), group("b", &a)]), ComputeError::SharedSample { .. }));
    assert!(matches!(wrong(&[group("a", &a), group("b", &[])]), ComputeError::EmptyGroup(_)));
}

fn sized(sample: &SampleAnalysis) -> SizedDocument {
    let options = options(|_| ());
    let samples = std::slice::from_ref(sample);
    let json = serde_json::to_string(&tables::Document::new(samples, &options)).unwrap();
    let document: SizedDocument = serde_json::from_str(&json).unwrap();
    // The file says what the analysis itself does.
    let in_memory = SizedSample::from(sample);
    let identified = |sized: &SizedSample| identity::identify(sized, None, None, None);
    let (a, b) = (identified(&in_memory), identified(&document.samples[0]));
    assert!(a.by_size.iter().zip(&b.by_size).all(|(a, b)| (a.value - b.value).abs() < 1e-12));
    assert_eq!((a.verdict, in_memory.exports), (b.verdict, document.samples[0].exports.clone()));
    assert_eq!(a.report, b.report);
    document
}

#[test]
fn a_group_is_one_sample_of_its_samples() {
    let samples = [analysed("a1", 100.0, 1.0), analysed("a2", 120.0, 1.1)];
    let pooled = Group { name: "a", samples: &samples }.pooled().unwrap();
    assert_eq!((pooled.rows.videos.len(), pooled.ridges.len()), (2, 2));
    let mean = |at: usize| samples[at].all().summary.mean;
    assert!((pooled.all().summary.mean - f64::midpoint(mean(0), mean(1))).abs() < 1e-9);
    assert!(pooled.density_band().is_some() && pooled.mixture.is_none());
    assert!(Group { name: "a", samples: &[] }.pooled().is_err());
}

fn table(text: &str) -> LabelledMatrix {
    LabelledMatrix::read(text.as_bytes(), "table").unwrap()
}

#[test]
fn exosomes_are_raised_by_markers_and_never_by_size_alone() {
    let document = sized(&analysed("EV", 85.0, 1.0));
    let sample = &document.samples[0];
    let alone = identity::identify(sample, None, None, None);
    assert!(alone.verdict.contains("none is called exosome"), "{}", alone.verdict);
    assert_eq!(alone.posterior, None);
    // What is not called an exosome in words has no row of that name.
    let by_size = IdentityTables::new(std::slice::from_ref(&alone)).kinds;
    let kinds: Vec<String> = by_size.rows().map(|row| row[1].to_text()).collect();
    assert_eq!(
        kinds,
        ["exosome-sized", "microvesicle-sized", "apoptotic-body-sized", "sub-vesicle-sized"]
    );
    assert!(by_size.rows().all(|row| row[5..].iter().all(|cell| *cell == Cell::Missing)));
    let share = |identity: &Identity, kind: Kind| {
        identity.posterior.map_or(identity.by_size, |posterior| posterior)[kind as usize].value
    };
    let pure =
        table("protein\tEV\nCD9\t8\nCD63\t9\nCD81\t7\nTSG101\t4\nALIX\t3\nCANX\t0\nALB\t0\n");
    let raised = identity::identify(sample, Some(&pure), None, Some(10.0));
    assert!(share(&raised, Kind::Exosome) > share(&alone, Kind::Exosome));
    assert!(raised.verdict.contains("particles are exosomes, by size alone"), "{}", raised.verdict);
    for item in [
        "three proteins of vesicles or more",
        "a protein of the membrane",
        "a cytosolic protein",
        "a control of purity",
    ] {
        assert_eq!(status(&raised, item), Reported::Met, "{item}");
    }
    let dirty = table("protein\tEV\nCD9\t0\nCD63\t0\nTSG101\t0\nALB\t90\nAPOB\t40\n");
    let lowered = identity::identify(sample, Some(&dirty), None, None);
    assert!(share(&lowered, Kind::NonVesicular) > share(&alone, Kind::NonVesicular));
    assert!(lowered.verdict.contains("not of exosomes"), "{}", lowered.verdict);
    let lipids = table(
        "lipid\tEV\tparent\nCholesterol\t40\t20\nSM 34:1\t15\t5\nCer\t2\t1\nPS 36:1\t12\t6\nPC\t31\t68\n",
    );
    let with = identity::identify(sample, Some(&pure), Some(&lipids), None);
    assert_eq!(with.lipids.len(), 4);
    assert!((with.lipids[0].vesicle / with.lipids[0].parent - 2.0).abs() < 1e-9);
    assert!(share(&with, Kind::NonVesicular) < share(&raised, Kind::NonVesicular));
    for identity in [&alone, &raised, &lowered, &with] {
        let sum: f64 = Kind::ALL.iter().map(|kind| share(identity, *kind)).sum();
        assert!((sum - 1.0).abs() < 1e-9);
    }
    assert_eq!(status(&raised, "viscosity"), Reported::NotApplicable);
    assert_eq!(status(&raised, "dilution"), Reported::Missing);
    assert_eq!(status(&raised, "replicate measurements"), Reported::Missing, "one list");
    let items = raised.report.len();
    let misev = IdentityTables::new(&[raised]).misev;
    assert_eq!(misev.columns(), ["sample", "item", "status", "value"]);
    assert_eq!(misev.rows().len(), items);
}

fn status(identity: &Identity, name: &str) -> Reported {
    identity.report.iter().find(|item| item.item == name).unwrap().status
}

#[test]
fn settings_are_stated_with_their_units() {
    let two = "particle_size,EV_00,EV_01\n50,3e8,2e8\n100,5e8,6e8\n150,1e8,1e8\n";
    let mut sized = sized(&analysed_text("EV", two)).samples.remove(0);
    let entry = |key: &str, values: &[&str]| exocast_vesicle::Entry {
        section: String::new(),
        key: key.to_owned(),
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    sized.exports[0].metadata = vec![
        entry("Temperature", &["24.970000", "sensed"]),
        entry("Viscosity/cP", &["0.906322", "0.906489"]),
        entry("Laser Wavelength nm", &["488.000000"]),
        entry("Min Track Length", &["Auto"]),
        entry("Total frames analysed", &["1498", "1498"]),
    ];
    let items = identity::identify(&sized, None, None, None).report;
    for (name, value) in [
        ("temperature", "24.97 °C"),
        ("viscosity", "0.906322, 0.906489 mPa·s"),
        ("laser", "488 nm"),
        ("shortest track", "Auto"),
        ("frames or duration", "1498 frames"),
        ("replicate measurements", "2 videos or lists in 1 export"),
    ] {
        let item = items.iter().find(|item| item.item == name).unwrap();
        assert_eq!((item.status, item.value.as_str()), (Reported::Met, value));
    }
}

#[test]
fn markers_are_found_by_symbol_alias_and_group() {
    let proteins =
        table("gene\tS\nCD63;TSPAN30\t3\nsdcbp\t2\nHIST1H4A\t1\nCD9_HUMAN\t5\nCD99\t7\nACTB\t1\n");
    let sample = SizedSample::from(&analysed("S", 85.0, 1.0));
    let identity = identity::identify(&sample, Some(&proteins), None, None);
    let observed = |what: &str| {
        let evidence = identity.evidence.iter().find(|evidence| evidence.what == what);
        evidence.map(|evidence| evidence.observed.as_str())
    };
    assert_eq!(observed("endosomal proteins"), Some("2 of 2"));
    assert_eq!(observed("membrane proteins of vesicles"), Some("1 of 1"));
    assert_eq!(observed("proteins of apoptotic bodies"), Some("1 of 1"));
    // A short table says nothing of what it does not list.
    assert_eq!(observed("proteins outside of vesicles"), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn ratios_turn_round_with_the_groups(centre in 70.0..200.0_f64, factor in 0.2..5.0_f64) {
        let a = [analysed("a1", 100.0, 1.0), analysed("a2", 104.0, 1.1)];
        let b = [analysed("b1", centre, factor), analysed("b2", 1.05 * centre, factor)];
        let (there, back) = (compared(&a, &b), compared(&b, &a));
        for (x, y) in there.rows.iter().zip(&back.rows) {
            if x.statistic.starts_with("ratio") {
                prop_assert!((x.value * y.value - 1.0).abs() < 1e-9);
            } else if !x.statistic.starts_with("hedges") {
                prop_assert!((x.value - y.value).abs() < 1e-9 * x.value.max(1.0));
            }
            let near = match (x.p, y.p) {
                (Some(p), Some(q)) => (p - q).abs() < 1e-9,
                (None, None) => true,
                _ => false,
            };
            prop_assert!(near, "{x:?} {y:?}");
        }
    }
}

#[test]
fn a_trailing_tab_shifts_no_column_of_proteins() {
    let plain = "protein\tEV_1\tEV_2\nCD9\t900\t0\nCD63\t800\t0\nCD81\t700\t0\n";
    let trailing = "protein\tEV_1\tEV_2\nCD9\t900\t0\t\nCD63\t800\t0\t\nCD81\t700\t0\t\n";
    let (plain, trailing) = (table(plain), table(trailing));
    assert_eq!(plain.columns(), trailing.columns());
    assert_eq!(plain.values(), trailing.values());
    let amount = |name: &str| -> f64 {
        let sample = SizedSample::from(&analysed(name, 85.0, 1.0));
        let panel = identity::identify(&sample, Some(&trailing), None, None).panel.unwrap();
        let membrane = panel.markers.iter().filter(|entry| entry.marker.role == Role::Membrane);
        membrane.map(|entry| entry.amount).sum()
    };
    assert!(amount("EV_1") > 0.0 && amount("EV_2").abs() < 1e-12);
}
