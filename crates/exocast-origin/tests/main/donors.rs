//! Vesicles of healthy donors must not read as a tumour, and those of a tumour must.

use std::fmt::Write as _;

use exocast_core::{LabelledMatrix, SeedPlan, Stream, options::Options as _};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Options, SampleOrigin, Signature, Verdict, panel,
};
use rand_distr::{Distribution, Gamma, LogNormal, Poisson};

const FEATURES: usize = 300;
/// Platelet, red cell, leukocyte, hepatocyte, endothelium: parts of a donor's plasma, most of it platelets.
const PLASMA: [f64; 5] = [0.55, 0.2, 0.12, 0.08, 0.05];

fn log_normal(sd: f64, rng: &mut Stream) -> Vec<f64> {
    let draw = LogNormal::new(0.0, sd).unwrap();
    (0..FEATURES).map(|_| draw.sample(rng)).collect()
}

/// Profiles of cells: what all cells hold, times what each holds of its own (ln-SD 1.2 and 1.6).
fn cells(count: usize, rng: &mut Stream) -> Vec<Vec<f64>> {
    let common = log_normal(1.2, rng);
    (0..count)
        .map(|_| {
            let factors = log_normal(1.6, rng);
            let profile: Vec<f64> = common.iter().zip(factors).map(|(a, b)| a * b).collect();
            let sum: f64 = profile.iter().sum();
            profile.iter().map(|x| 1e6 * x / sum).collect()
        })
        .collect()
}

/// Counts of a mixture with dispersion 0.1.
fn counts(parts: &[(f64, &[f64])], bias: &[f64], depth: f64, rng: &mut Stream) -> Vec<f64> {
    let mean = |f: usize| bias[f] * parts.iter().map(|(part, cell)| part * cell[f]).sum::<f64>();
    let total: f64 = (0..FEATURES).map(mean).sum();
    (0..FEATURES)
        .map(|f| {
            let rate = Gamma::new(10.0, 0.1 * depth * mean(f) / total).unwrap().sample(rng);
            if rate > 0.0 { Poisson::new(rate).unwrap().sample(rng) } else { 0.0 }
        })
        .collect()
}

fn table(columns: &[(&str, &[f64])]) -> LabelledMatrix {
    let names = (0..FEATURES).map(|f| format!("f{f}")).collect();
    let labels = columns.iter().map(|(name, _)| (*name).to_owned()).collect();
    let values = (0..FEATURES).flat_map(|f| columns.iter().map(move |(_, c)| c[f])).collect();
    LabelledMatrix::new(names, labels, values).unwrap()
}

fn run(signature: &[(&str, &[f64])], cargo: &[Vec<f64>]) -> Vec<SampleOrigin> {
    let names: Vec<String> = (0..cargo.len()).map(|s| format!("donor{s}")).collect();
    let columns: Vec<(&str, &[f64])> =
        names.iter().map(String::as_str).zip(cargo.iter().map(Vec::as_slice)).collect();
    let signature = Signature::new(table(signature)).unwrap();
    let cargo = Cargo::new(table(&columns)).unwrap();
    let options = Options::default().check().unwrap();
    Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(5))
        .unwrap()
        .samples
}

/// Whether a sample says that a tumour sent it: told, not mostly unknown, with a share that keeps above a little.
fn reads_as_tumour(sample: &SampleOrigin) -> bool {
    let tumour = sample.shares.iter().find(|share| share.source == "tumour").unwrap();
    sample.verdict != Verdict::CannotTell
        && sample.diagnostics.unknown.is_some_and(|unknown| unknown < 0.7)
        && tumour.rna_share.unwrap() > 0.15
        && tumour.interval.is_some_and(|interval| interval.low > 0.01)
}

#[test]
fn donors_do_not_read_as_tumour() {
    for (seed, depth) in (0..).zip([3e5, 2e4, 1e6]) {
        let mut rng = SeedPlan::new(seed).stream("donors", 0);
        let all = cells(8, &mut rng);
        let [tumour, fibroblast, neuron] = [&all[5], &all[6], &all[7]];
        let bias = log_normal(if seed % 2 == 0 { 0.0 } else { 1.0 }, &mut rng);
        let donors: Vec<Vec<f64>> = (0..4)
            .map(|_| {
                let parts: Vec<(f64, &[f64])> = PLASMA
                    .iter()
                    .zip(&all)
                    .map(|(part, cell)| {
                        let varied = Gamma::new(5.0, part / 5.0).unwrap().sample(&mut rng);
                        (varied, cell.as_slice())
                    })
                    .collect();
                counts(&parts, &bias, depth, &mut rng)
            })
            .collect();
        // The same with all that shows counts taken away.
        let spread = LogNormal::new(0.0, 0.05).unwrap();
        let amounts: Vec<Vec<f64>> = donors
            .iter()
            .map(|donor| donor.iter().map(|y| (y + 0.3) * spread.sample(&mut rng)).collect())
            .collect();
        let tumour_alone: Vec<(&str, &[f64])> = vec![("tumour", tumour)];
        let few: Vec<(&str, &[f64])> =
            vec![("tumour", tumour), ("fibroblast", fibroblast), ("neuron", neuron)];
        let some: Vec<(&str, &[f64])> =
            vec![("tumour", tumour), ("leukocyte", &all[2]), ("hepatocyte", &all[3])];
        for signature in [tumour_alone, few, some] {
            for cargo in [&donors[..], &donors[..1], &amounts[..], &amounts[..1]] {
                for sample in run(&signature, cargo) {
                    assert!(!reads_as_tumour(&sample), "seed {seed}: {sample:?}");
                }
            }
        }
    }
}

#[test]
fn tumour_vesicles_read_as_tumour() {
    for seed in 0..2 {
        let mut rng = SeedPlan::new(seed).stream("tumours", 0);
        let all = cells(6, &mut rng);
        let even = vec![1.0; FEATURES];
        let signature: Vec<(&str, &[f64])> =
            vec![("tumour", &all[5]), ("platelet", &all[0]), ("red cell", &all[1])];
        let parts: Vec<(f64, &[f64])> = vec![(0.6, &all[5]), (0.3, &all[0]), (0.1, &all[1])];
        let cargo: Vec<Vec<f64>> = (0..4).map(|_| counts(&parts, &even, 3e5, &mut rng)).collect();
        for given in [&cargo[..], &cargo[..1]] {
            for sample in run(&signature, given) {
                assert!(reads_as_tumour(&sample), "seed {seed}: {sample:?}");
                let tumour = &sample.shares[0];
                assert_eq!(tumour.verdict, Verdict::Supported);
                assert!((tumour.rna_share.unwrap() - 0.6).abs() < 0.1, "{tumour:?}");
            }
        }
    }
}

/// A small profile of mostly platelets, with the traces of EGFR and MIF that blood has, and a deep one.
#[test]
fn the_panel_sees_platelets_and_no_tumour_in_a_donor() {
    let mut text = String::from("gene\tsmall\tdeep\n");
    for i in 0..400 {
        let _ = writeln!(text, "GENE{i}\t{}\t{}", (i % 5) / 4 * (i % 9), 20 + (i * 37) % 900);
    }
    // Names that were looked for and not found make no marker stand high.
    for i in 0..4000 {
        let _ = writeln!(text, "ABSENT{i}\t0\t0");
    }
    text.push_str("PF4\t90\t9000\nITGA2B\t70\t6000\nHBB\t300\t20000\nGYPA\t12\t1500\n");
    text.push_str(
        "MIF\t9\t1100\nEGFR\t1\t60\nERBB2\t0\t90\nMET\t0\t30\nEPCAM\t0\t4\nGPC1\t0\t25\n",
    );
    let cargo = LabelledMatrix::read(text.as_bytes(), "cargo.tsv").unwrap();
    for sighting in panel::sightings(&cargo) {
        match sighting.parent {
            "platelet" | "red cell" => assert_eq!(sighting.verdict, Verdict::Weak, "{sighting:?}"),
            "tumour" => assert_eq!(sighting.verdict, Verdict::CannotTell, "{sighting:?}"),
            _ => assert_ne!(sighting.verdict, Verdict::Supported, "{sighting:?}"),
        }
    }
}
