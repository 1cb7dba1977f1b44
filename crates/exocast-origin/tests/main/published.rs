//! Values of other programs and of real data.
//!
//! `tests/vectors/origin/refvec.json` was computed with numpy 2.4.6, scipy 1.17.1 and decoupler 2.2.0.

use std::{fs::File, io::BufReader, path::PathBuf};

use super::enrichment::problem;
use super::support::{close, numbers, rows, vectors};
use super::twins::lawson_hanson;
use exocast_core::{
    LabelledMatrix, SeedPlan, adjust::benjamini_hochberg, options::Options as _, rank::pearson,
};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Nnls, Options, Scaling, Signature, Specificity,
    enrich::{EnrichMethod, EnrichOptions, EnrichmentRow, FeatureSets, enrich},
    nu_svr,
};
use exocast_tests::shared;
use ndarray::Array2;

fn table(values: &[Vec<f64>]) -> Array2<f64> {
    Array2::from_shape_fn((values.len(), values[0].len()), |(i, j)| values[i][j])
}

fn read(path: PathBuf) -> LabelledMatrix {
    LabelledMatrix::read(BufReader::new(File::open(path).unwrap()), "shared").unwrap()
}

#[test]
fn shares_are_those_of_other_programs() {
    let all = vectors();
    let reference = &all["deconv"];
    let s = table(&rows(&reference["S"]));
    let y = numbers(&reference["y"]);
    let theirs = numbers(&reference["nnls_raw"]);
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
    close(residual, reference["nnls_resid_norm"].as_f64().unwrap(), 1e-9);
    // The whole path without an unknown source gives the estimates of other programs: scikit-learn 1.9.1 (libsvm) at
    // a tolerance of 1e-10, and plain numpy versions of the others.
    let signature = Signature::new(signature).unwrap();
    let cargo = LabelledMatrix::new(name("f", 24), name("x", 1), y).unwrap();
    let cargo = Cargo::new(cargo).unwrap();
    for (method, key, tolerance) in [
        (Method::Nnls, "nnls", 1e-9),
        (Method::WeightedNnls, "nnls_sqrtmean", 1e-9),
        (Method::Robust, "huber_nnls", 1e-9),
        (Method::Poisson, "poisson_em", 1e-6),
        // Their tolerance was 1e-3.
        (Method::NuSvr, "nu_svr_cibersort", 2e-3),
    ] {
        let options = with!(Options::default(), method: method, unknown: false, resamples: 0);
        let options = options.check().unwrap();
        let seed = SeedPlan::new(1);
        let run = Deconvolution::run(&signature, &cargo, &Factors::default(), &options, seed);
        let shares = run.unwrap().samples.remove(0).shares;
        for (share, theirs) in shares.iter().zip(numbers(&reference["methods"][key])) {
            close(share.rna_share.unwrap(), theirs, tolerance);
        }
    }
}

/// scikit-learn 1.9.1 (libsvm) at a tolerance of 1e-10.
#[test]
fn nu_svr_is_that_of_libsvm() {
    let all = vectors();
    let reference = &all["deconv"];
    let s = table(&rows(&reference["S"]));
    let y = numbers(&reference["y"]);
    let moments = |values: Vec<f64>| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
        (mean, sd)
    };
    let (mean, sd) = moments(s.iter().copied().collect());
    let x = s.mapv(|v| (v - mean) / sd);
    let (mean, sd) = moments(y.clone());
    let z: Vec<f64> = y.iter().map(|v| (v - mean) / sd).collect();
    let names = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let values = x.iter().copied().collect();
    let labelled = LabelledMatrix::new(names("f", 24), names("s", 4), values).unwrap();
    // ½‖w‖² and the sum of the νn largest residuals.
    let objective = |w: &[f64], b: f64, whole: usize| -> f64 {
        let fitted = x.rows().into_iter().map(|r| r.iter().zip(w).map(|(x, w)| x * w).sum::<f64>());
        let mut sizes: Vec<f64> = fitted.zip(&z).map(|(m, z)| (z - m - b).abs()).collect();
        sizes.sort_by(|a, b| b.total_cmp(a));
        0.5 * w.iter().map(|w| w * w).sum::<f64>() + sizes[..whole].iter().sum::<f64>()
    };
    for (nu, key, whole) in [(0.25, "0.25", 6), (0.5, "0.5", 12), (0.75, "0.75", 18)] {
        let ours = nu_svr(&labelled, &z, nu, 1.0);
        let theirs = numbers(&reference["nusvr_raw_coef_tol1e-10"][key]);
        // libsvm holds its kernel in single precision: 3e-7 is what that leaves, and ours is better.
        for (a, b) in ours.weights.iter().zip(&theirs) {
            close(*a, *b, 5e-7);
        }
        let intercept = reference["nusvr_intercept_tol1e-10"][key].as_f64().unwrap();
        // The intercept is not unique where no row lies on the edge of the tube: the objective is.
        let (a, b) =
            (objective(&ours.weights, ours.intercept, whole), objective(&theirs, intercept, whole));
        assert!(a <= b + 1e-12, "{a} is above {b}");
    }
}

/// A row of mean m is weighed by 1/√m: times its mean it counts as it is.
#[test]
fn variance_inflation_is_numpys() {
    let all = vectors();
    let reference = &all["deconv"];
    let values: Vec<f64> = rows(&reference["S"])
        .iter()
        .flat_map(|row| {
            let mean = row.iter().sum::<f64>() / 4.0;
            row.iter().map(move |value| value * mean).collect::<Vec<_>>()
        })
        .collect();
    let names = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let signature = LabelledMatrix::new(names("f", 24), names("s", 4), values).unwrap();
    let cargo = LabelledMatrix::new(names("f", 24), names("x", 1), numbers(&reference["y"]));
    let options = with!(Options::default(), resamples: 0, permutations: 0).check().unwrap();
    let result = Deconvolution::run(
        &Signature::new(signature).unwrap(),
        &Cargo::new(cargo.unwrap()).unwrap(),
        &Factors::default(),
        &options,
        SeedPlan::new(1),
    );
    for (source, vif) in
        result.unwrap().identifiability.sources.iter().zip(numbers(&reference["vif"]))
    {
        close(source.vif.unwrap(), vif, 1e-9);
    }
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
    let all = vectors();
    let (cargo, sets) = problem(&all);
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
    let all = vectors();
    let (cargo, sets) = problem(&all);
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
    let all = vectors();
    let (cargo, sets) = problem(&all);
    let scores =
        enrich(&sets, &cargo, &EnrichOptions::default().check().unwrap(), SeedPlan::new(1));
    for (i, row) in scores.rows.iter().enumerate() {
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
    let scores =
        Deconvolution::run(&signature, &cargo, &Factors::default(), &options, seed).unwrap();
    let (mut ours, mut theirs, mut unknown) = (Vec::new(), Vec::new(), 0.0);
    for sample in &scores.samples {
        let known: Vec<_> = sample.shares.iter().filter(|s| s.source != "unknown").collect();
        let sum: f64 = known.iter().filter_map(|s| s.rna_share).sum();
        unknown += (1.0 - sum) / scores.samples.len() as f64;
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
    let result = Deconvolution::run(
        &signature,
        &cargo.all_measurable(),
        &Factors::default(),
        &options.check().unwrap(),
        SeedPlan::new(1),
    )
    .unwrap();
    let plasma = &result.samples[0];
    let sum: f64 = plasma.shares.iter().filter_map(|share| share.rna_share).sum();
    close(sum, 1.0, 1e-9);
    assert!(plasma.shares.iter().all(|share| share.interval.is_some()));
    close(plasma.diagnostics.overlap, 1.0, 1e-12);
    let blank = &result.samples[1];
    assert!(blank.shares.iter().all(|share| share.rna_share.is_none()));
    assert_eq!(blank.verdict, exocast_origin::Verdict::CannotTell);
}
