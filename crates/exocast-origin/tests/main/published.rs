//! Values of other programs and of real data.
//!
//! `tests/vectors/origin/refvec.json` was computed with numpy 2.4.6, scipy 1.17.1 and decoupler 2.2.0.

use std::{fs::File, io::BufReader, path::PathBuf};

use super::support::{close, numbers, rows, vectors};
use super::twins::lawson_hanson;
use exocast_core::{
    LabelledMatrix, SeedPlan, adjust::benjamini_hochberg, options::Options as _, rank::pearson,
};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Nnls, Options, Scaling, Signature, Specificity,
    enrich::{EnrichMethod, EnrichOptions, EnrichmentRow, FeatureSet, FeatureSets, enrich},
};
use exocast_tests::shared;
use ndarray::Array2;
use serde_json::Value;

fn table(values: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_fn((values.len(), values[0].len()), |(i, j)| values[i][j])
}

fn read(path: PathBuf) -> LabelledMatrix {
    LabelledMatrix::read(BufReader::new(File::open(path).unwrap()), "shared").unwrap()
}

#[test]
fn nnls_is_scipys() {
    let all = vectors();
    let found = &all["deconv"];
    let s = table(&rows(&found["S"]));
    let y = numbers(&found["y"]);
    let theirs = numbers(&found["nnls_raw"]);
    let name = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let signature =
        LabelledMatrix::new(name("f", 24), name("s", 4), s.iter().copied().collect()).unwrap();
    let ours = Nnls::new(&signature).solve(&y);
    let plain = lawson_hanson(s.view(), &y);
    for ((a, b), c) in ours.iter().zip(&theirs).zip(&plain) {
        close(*a, *b, 1e-12);
        close(*c, *b, 1e-12);
    }
    let residual: f64 = s
        .rows()
        .into_iter()
        .zip(&y)
        .map(|(row, y)| (y - row.iter().zip(&ours).map(|(s, w)| s * w).sum::<f64>()).powi(2))
        .sum::<f64>()
        .sqrt();
    close(residual, found["nnls_resid_norm"].as_f64().unwrap(), 1e-9);
    // The whole path without an unknown source is plain NNLS and plain Poisson.
    let signature = Signature::new(signature).unwrap();
    let cargo = LabelledMatrix::new(name("f", 24), name("x", 1), y).unwrap();
    let cargo = Cargo::new(cargo).unwrap();
    for (method, key, tolerance) in
        [(Method::Nnls, "nnls", 1e-9), (Method::Poisson, "poisson_em", 1e-6)]
    {
        let options = with!(Options::default(), method: method, unknown: false, resamples: 0);
        let options = options.check().unwrap();
        let seed = SeedPlan::new(1);
        let run = Deconvolution::run(&signature, &cargo, &Factors::default(), &options, seed);
        let shares = run.unwrap().samples.remove(0).shares;
        for (share, theirs) in shares.iter().zip(numbers(&found["methods"][key])) {
            close(share.rna_share.unwrap(), theirs, tolerance);
        }
    }
}

/// Genes × samples, sets and their weights of the enrichment vectors.
fn enrichment_vectors() -> (Value, LabelledMatrix, FeatureSets) {
    let all = vectors();
    let genes: Vec<String> =
        all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap().to_owned()).collect();
    let samples = rows(&all["mat_samples_x_genes"]);
    let values = (0..genes.len()).flat_map(|g| samples.iter().map(move |row| row[g])).collect();
    let names = vec!["s0".to_owned(), "s1".to_owned(), "s2".to_owned()];
    let cargo = LabelledMatrix::new(genes, names, values).unwrap();
    let sets = FeatureSets::new(["A", "B", "C"].map(|set| {
        let members = all["sets"][set].as_array().unwrap();
        let weights = numbers(&all["weights"][set]);
        FeatureSet::weighted(set, members.iter().map(|m| m.as_str().unwrap()).zip(weights))
    }));
    (all, cargo, sets)
}

fn scores(
    cargo: &LabelledMatrix,
    sets: &FeatureSets,
    options: EnrichOptions,
) -> Vec<EnrichmentRow> {
    enrich(sets, cargo, &options.check().unwrap(), SeedPlan::new(1)).rows
}

/// Of decoupler 2.2.0, whose `mlm` gives raw p-values under the name `padj`: q here is adjusted.
#[test]
fn mlm_zscore_and_aucell_are_decouplers() {
    let (all, cargo, sets) = enrichment_vectors();
    let by = |method| with!(EnrichOptions::default(), method: method);
    let check = |key: &str, options: EnrichOptions, tolerance: f64| {
        for (i, row) in scores(&cargo, &sets, options).iter().enumerate() {
            let theirs = numbers(&all["decoupler"][key]["es"][["A", "B", "C"][i % 3]])[i / 3];
            let ours = row.score.unwrap();
            assert!((ours - theirs).abs() <= tolerance, "{key}: {ours} is not {theirs}");
        }
    };
    check("mlm", by(EnrichMethod::Mlm), 1e-9);
    check("zscore", by(EnrichMethod::Zscore), 1e-9);
    check("aucell_default", by(EnrichMethod::Aucell), 1e-12);
    let top = with!(by(EnrichMethod::Aucell), top: 9.5 / 60.0);
    check("aucell_nup10", top, 1e-12);
    let mlm = scores(&cargo, &sets, by(EnrichMethod::Mlm));
    for (sample, rows) in mlm.chunks(3).enumerate() {
        let p: Vec<f64> = rows.iter().map(|row| row.p.unwrap()).collect();
        let theirs = numbers(&all["independent"]["mlm_p"][sample]);
        p.iter().zip(&theirs).for_each(|(a, b)| close(*a, *b, 1e-9));
        for (row, q) in rows.iter().zip(benjamini_hochberg(&p)) {
            close(row.q.unwrap(), q, 1e-15);
        }
    }
}

/// gseapy 1.3.1.
#[test]
fn ssgsea_is_gseapys() {
    let (all, cargo, sets) = enrichment_vectors();
    let by = with!(EnrichOptions::default(), method: EnrichMethod::Ssgsea);
    for row in all["gseapy_ssgsea_rank_corrRank"].as_array().unwrap() {
        let text = |key: &str| row[key].as_str().unwrap();
        let ours = scores(&cargo, &sets, by.clone());
        let ours = ours.iter().find(|r| r.sample == text("Name") && r.set == text("Term")).unwrap();
        close(ours.score.unwrap(), text("ES").parse().unwrap(), 1e-9);
        assert_eq!(ours.p, None);
    }
}

#[test]
fn ulm_is_decouplers() {
    let (all, cargo, sets) = enrichment_vectors();
    let found = enrich(&sets, &cargo, &EnrichOptions::default().check().unwrap(), SeedPlan::new(1));
    for (i, row) in found.rows.iter().enumerate() {
        let (sample, set) = (i / 3, i % 3);
        close(
            row.score.unwrap(),
            all["decoupler"]["ulm"]["es"][&row.set][sample].as_f64().unwrap(),
            1e-9,
        );
        close(row.p.unwrap(), all["independent"]["ulm_p"][sample][set].as_f64().unwrap(), 1e-9);
        // decoupler keeps its adjusted p in single precision.
        let theirs = all["decoupler"]["ulm"]["padj_BH"][&row.set][sample].as_f64().unwrap();
        close(row.q.unwrap(), theirs, 1e-7);
    }
}

#[test]
fn specificity_is_numpys() {
    let all = vectors();
    for profile in all["specificity"].as_array().unwrap() {
        let ours = Specificity::from_profile(&numbers(&profile["x"])).unwrap();
        close(ours.tau, profile["tau"].as_f64().unwrap(), 1e-12);
        close(ours.gini, profile["gini"].as_f64().unwrap(), 1e-12);
        close(ours.jensen_shannon, profile["js_specificity"].as_f64().unwrap(), 1e-12);
    }
}

/// Pearson and RMSE of shares among the known sources against flow cytometry.
fn abis(level: u8, options: &Options) -> Option<(f64, f64, f64)> {
    let test = "abis";
    let file = format!("data/origin/abis/sigMatrix_ABIS_S{level}.tsv");
    let signature = Signature::new(read(shared(test, &file)?)).unwrap();
    let cargo = Cargo::new(read(shared(test, "data/origin/abis/bulkRNAseq_ABIS.tsv")?)).unwrap();
    let truth = read(shared(test, "data/origin/abis/groundTruth_ABIS.tsv")?);
    let options = with!(options.clone(), resamples: 0, permutations: 0).check().unwrap();
    let seed = SeedPlan::new(1);
    let found =
        Deconvolution::run(&signature, &cargo, &Factors::default(), &options, seed).unwrap();
    let (mut ours, mut theirs, mut unknown) = (Vec::new(), Vec::new(), 0.0);
    for sample in &found.samples {
        let known: Vec<_> = sample.shares.iter().filter(|s| s.source != "unknown").collect();
        let sum: f64 = known.iter().filter_map(|s| s.rna_share).sum();
        unknown += (1.0 - sum) / found.samples.len() as f64;
        let row = truth.row(&sample.sample).unwrap();
        let flow: Vec<f64> = known
            .iter()
            .map(|s| row[truth.columns().iter().position(|c| *c == s.source).unwrap()])
            .collect();
        let total: f64 = flow.iter().sum();
        ours.extend(known.iter().map(|s| s.rna_share.unwrap() / sum));
        theirs.extend(flow.iter().map(|f| f / total));
    }
    let squares: f64 = ours.iter().zip(&theirs).map(|(a, b)| (a - b) * (a - b)).sum();
    Some((pearson(&ours, &theirs).unwrap(), (squares / ours.len() as f64).sqrt(), unknown))
}

/// Monaco et al. 2019 (Cell Rep 26:1627): 12 blood samples with flow cytometry.
#[test]
fn blood_mixtures_agree_with_flow_cytometry() {
    // Plain Poisson as computed with scipy: .9535, .0200.
    let plain = with!(Options::default(), method: Method::Poisson, unknown: false);
    let Some((r, rmse, _)) = abis(0, &plain) else { return };
    close(r, 0.9535, 2e-4);
    close(rmse, 0.0200, 2e-4);
    // Flow cytometry names 91 to 98 % of the cells.
    let (r, rmse, unknown) = abis(0, &Options::default()).unwrap();
    assert!(r > 0.955 && rmse < 0.0200, "{r} {rmse}");
    assert!((0.01..0.09).contains(&unknown), "{unknown}");
    for (level, least) in [(1, 0.90), (3, 0.94)] {
        let options = with!(Options::default(), scaling: Scaling::PerRna);
        let (r, _, _) = abis(level, &options).unwrap();
        assert!(r > least, "S{level}: {r}");
    }
}

/// The miRNA tissue signature of miRTS on plasma of healthy donors, thinned to a few thousand reads,
/// beside a sample without any read.
#[test]
fn shallow_plasma_and_an_empty_sample_go_through() {
    let test = "shallow_plasma_and_an_empty_sample_go_through";
    let Some(path) = shared(test, "data/origin/mirts/miRTS_signature_v1.tsv") else { return };
    let signature = Signature::new(read(path)).unwrap();
    let Some(path) = shared(test, "data/origin/mirts/example_counts.tsv") else { return };
    let plasma = read(path);
    let column = plasma.values().column(0).to_owned();
    let total = column.sum();
    let mut values = Vec::new();
    let mut names = Vec::new();
    for (name, value) in plasma.rows().zip(&column) {
        let reads = (value / total * 4000.0).round();
        if reads > 0.0 {
            names.push(name.to_owned());
            values.extend([reads, 0.0]);
        }
    }
    let samples = vec!["plasma".to_owned(), "blank".to_owned()];
    let cargo = Cargo::new(LabelledMatrix::new(names, samples, values).unwrap()).unwrap();
    let options = with!(Options::default(), resamples: 40, permutations: 99);
    let found = Deconvolution::run(
        &signature,
        &cargo.all_measurable(),
        &Factors::default(),
        &options.check().unwrap(),
        SeedPlan::new(1),
    )
    .unwrap();
    let plasma = &found.samples[0];
    let sum: f64 = plasma.shares.iter().filter_map(|share| share.rna_share).sum();
    close(sum, 1.0, 1e-9);
    assert!(plasma.shares.iter().all(|share| share.interval.is_some()));
    close(plasma.diagnostics.overlap, 1.0, 1e-12);
    let blank = &found.samples[1];
    assert!(blank.shares.iter().all(|share| share.rna_share.is_none()));
    assert_eq!(blank.verdict, exocast_origin::Verdict::CannotTell);
}
