//! More of `tests/vectors/origin/refvec.json`: regressions, adjusted p-values, correlations, columns at one depth.
//!
//! Computed with numpy 2.4.6, scipy 1.17.1, decoupler 2.2.0 and gseapy 1.3.1.

use super::support::{close, numbers, rows, vectors};
use exocast_core::{
    LabelledMatrix, SeedPlan,
    adjust::benjamini_hochberg,
    options::Options as _,
    rank::{pearson, spearman},
};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Options, Scaling, Signature,
    enrich::{EnrichMethod, EnrichOptions, FeatureSet, FeatureSets, enrich},
};
use ndarray::Array2;
use statrs::function::beta::beta_reg;

#[test]
fn regressions_are_numpys() {
    let all = vectors();
    let samples = rows(&all["mat_samples_x_genes"]);
    let genes: Vec<String> =
        all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap().to_owned()).collect();
    let values = (0..60).flat_map(|g| samples.iter().map(move |row| row[g])).collect();
    let sets = FeatureSets::new(["A", "B", "C"].map(|set| {
        let members = all["sets"][set].as_array().unwrap().iter().map(|m| m.as_str().unwrap());
        FeatureSet::weighted(set, members.zip(numbers(&all["weights"][set])))
    }));
    let names = ["s0", "s1", "s2"].map(str::to_owned).to_vec();
    let cargo = LabelledMatrix::new(genes, names, values).unwrap();
    for (method, t) in [(EnrichMethod::Ulm, "ulm_t"), (EnrichMethod::Mlm, "mlm_t")] {
        let options = with!(EnrichOptions::default(), method: method);
        let scores = enrich(&sets, &cargo, &options.check().unwrap(), SeedPlan::new(1));
        for (i, row) in scores.rows.iter().enumerate() {
            let t = all["independent"][t][i / 3][i % 3].as_f64().unwrap();
            close(row.score.unwrap(), t, 1e-9);
        }
    }
    let options = with!(EnrichOptions::default(), method: EnrichMethod::Zscore);
    let scores = enrich(&sets, &cargo, &options.check().unwrap(), SeedPlan::new(1));
    for (i, row) in scores.rows.iter().enumerate() {
        // decoupler keeps adjusted p in single precision.
        let padj = all["decoupler"]["zscore"]["padj_BH"][&row.set][i / 3].as_f64().unwrap();
        close(row.q.unwrap(), padj, 1e-6);
    }
}

#[test]
fn adjustment_and_correlations_are_scipys() {
    let all = vectors();
    for (q, theirs) in
        benjamini_hochberg(&numbers(&all["bh"]["p"])).iter().zip(numbers(&all["bh"]["q"]))
    {
        close(*q, theirs, 1e-12);
    }

    let corr = &all["corr"];
    let [a, b, tied] = ["a", "b", "a_with_ties"].map(|key| numbers(&corr[key]));
    let check = |key: &str, r: f64| {
        let theirs = numbers(&corr[key]);
        let freedom = a.len() as f64 - 2.0;
        close(r, theirs[0], 1e-12);
        close(beta_reg(freedom / 2.0, 0.5, 1.0 - r * r), theirs[1], 1e-9);
    };
    check("pearson", pearson(&a, &b).unwrap());
    check("spearman", spearman(&a, &b).unwrap());
    check("spearman_ties", spearman(&tied, &b).unwrap());
}

#[test]
fn shares_of_columns_at_one_depth_are_numpys() {
    let all = vectors();
    let reference = &all["deconv"];
    let values = rows(&reference["S"]);
    let s = Array2::from_shape_fn((24, 4), |(i, j)| values[i][j]);
    let y = numbers(&reference["y"]);
    // Columns at one depth, as of BayesPrism: what `per-rna` scaling says.
    let name = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let table = |columns: Vec<String>, values: Vec<f64>| {
        LabelledMatrix::new(name("f", 24), columns, values).unwrap()
    };
    let signature = Signature::new(table(name("s", 4), s.iter().copied().collect())).unwrap();
    let cargo = Cargo::new(table(name("x", 1), y)).unwrap();
    let options = with!(Options::default(), method: Method::Poisson, scaling: Scaling::PerRna, unknown: false, resamples: 0);
    let run = Deconvolution::run(
        &signature,
        &cargo,
        &Factors::default(),
        &options.check().unwrap(),
        SeedPlan::new(1),
    );
    let shares = &run.unwrap().samples[0].shares;
    for (share, theirs) in shares.iter().zip(numbers(&reference["methods"]["em_colsum"])) {
        close(share.rna_share.unwrap(), theirs, 1e-6);
    }
}
