//! The rest of `tests/vectors/origin/refvec.json`: scores and estimates that are here to be compared with.
//!
//! Computed with numpy 2.4.6, scipy 1.17.1, decoupler 2.2.0 and gseapy 1.3.1.

use super::support::{close, numbers, rows, vectors};
use exocast_core::{
    LabelledMatrix, SeedPlan,
    adjust::benjamini_hochberg,
    rank::{pearson, ranks, spearman},
};
use exocast_origin::{
    Cargo, Deconvolution, Factors, Method, Options, Scaling, Signature,
    enrich::{
        EnrichMethod, EnrichOptions, FeatureSet, FeatureSets, RandomSets, area_under_recovery,
        enrich, enrichment_score, gene_set_variation, gsea, metric_score, over_representation,
        rank_enrichment, single_sample_score, univariate_linear_model, weighted_mean, weighted_sum,
        z_score,
    },
    estimators::{clipped_least_squares, nnls_standard_errors, simplex_least_squares},
};
use ndarray::Array2;
use serde_json::Value;
use statrs::function::beta::beta_reg;

const SETS: [&str; 3] = ["A", "B", "C"];

/// What makes a metric of values.
type Metric<'a> = &'a dyn Fn(&[f64]) -> Vec<f64>;

/// Samples × genes, and the places of each set with their weights.
type Problem = (Vec<Vec<f64>>, Vec<Vec<(usize, f64)>>);

fn problem(all: &Value) -> Problem {
    let genes: Vec<&str> =
        all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect();
    let place = |g: &Value| genes.iter().position(|name| *name == g.as_str().unwrap()).unwrap();
    let sets = SETS.map(|set| {
        let members = all["sets"][set].as_array().unwrap().iter().map(place);
        members.zip(numbers(&all["weights"][set])).collect()
    });
    (rows(&all["mat_samples_x_genes"]), sets.to_vec())
}

fn places(set: &[(usize, f64)]) -> Vec<usize> {
    set.iter().map(|(place, _)| *place).collect()
}

#[test]
fn plain_scores_are_decouplers() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    let theirs = |method: &str, what: &str, set: usize, sample: usize| {
        all["decoupler"][method][what][SETS[set]][sample].as_f64().unwrap()
    };
    let matrix = Array2::from_shape_fn((60, 3), |(g, s)| samples[s][g]);
    for (i, set) in sets.iter().enumerate() {
        let variation = gene_set_variation(&places(set), matrix.view()).unwrap();
        for (s, values) in samples.iter().enumerate() {
            close(weighted_sum(set, values), theirs("waggr_wsum_notimes", "es", i, s), 1e-12);
            let mean = weighted_mean(set, values).unwrap();
            close(mean, theirs("waggr_wmean_notimes", "es", i, s), 1e-12);
            // Without random sets there is no p: decoupler writes 1.
            close(1.0, theirs("waggr_wsum_notimes", "padj_BH", i, s), 0.0);
            close(variation[s], theirs("gsva", "es", i, s), 1e-9);
            // No two of the sets share features enough for decoupler's correction.
            close(rank_enrichment(set, values).unwrap().0, theirs("viper", "es", i, s), 1e-9);
            close(z_score(set, values).unwrap().0, theirs("zscore", "es", i, s), 1e-9);
            for (key, top) in [("aucell_default", 3), ("aucell_nup10", 10)] {
                let ours = area_under_recovery(&places(set), values, top).unwrap();
                close(ours, theirs(key, "es", i, s), 1e-12);
            }
        }
    }
    // decoupler keeps adjusted p in single precision.
    for (s, values) in samples.iter().enumerate() {
        for (key, p) in [
            (
                "viper",
                sets.iter().map(|set| rank_enrichment(set, values).unwrap().1).collect::<Vec<_>>(),
            ),
            ("zscore", sets.iter().map(|set| z_score(set, values).unwrap().1).collect()),
        ] {
            for (i, q) in benjamini_hochberg(&p).into_iter().enumerate() {
                close(q, theirs(key, "padj_BH", i, s), 1e-6);
            }
        }
    }
}

#[test]
fn gsea_agrees_with_decouplers_hundred_permutations() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    let sets: Vec<Vec<usize>> = sets.iter().map(|set| places(set)).collect();
    let by_place: Vec<&[usize]> = sets.iter().map(Vec::as_slice).collect();
    let random = RandomSets::new(60, sets.iter().map(Vec::len), 10_000, SeedPlan::new(3));
    for (s, values) in samples.iter().enumerate() {
        let found: Vec<_> =
            gsea(&by_place, values, &random).into_iter().map(Option::unwrap).collect();
        let q = benjamini_hochberg(&found.iter().map(|f| f.p).collect::<Vec<_>>());
        for (i, found) in found.iter().enumerate() {
            let theirs = &all["decoupler"]["gsea_times100_seed42"];
            let (nes, padj) = (&theirs["es"][SETS[i]][s], &theirs["padj_BH"][SETS[i]][s]);
            // A mean over 40 to 60 random scores of one sign: 4 to 6 % of it, three times over.
            close(found.normalised, nes.as_f64().unwrap(), 0.2);
            // p of some fifty, times up to three sets.
            close(q[i], padj.as_f64().unwrap(), 0.3);
            let plain = numbers(&all["independent"]["gsea_ES_p1"][SETS[i]])[s];
            close(found.score, plain, 1e-12);
            close(enrichment_score(by_place[i], values).unwrap(), plain, 1e-12);
        }
    }
}

#[test]
fn regressions_are_numpys() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    for (s, values) in samples.iter().enumerate() {
        for (i, set) in sets.iter().enumerate() {
            let (t, p) = univariate_linear_model(set, values).unwrap();
            close(t, all["independent"]["ulm_t"][s][i].as_f64().unwrap(), 1e-9);
            close(p, all["independent"]["ulm_p"][s][i].as_f64().unwrap(), 1e-9);
        }
    }
    let genes: Vec<String> =
        all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap().to_owned()).collect();
    let values = (0..60).flat_map(|g| samples.iter().map(move |row| row[g])).collect();
    let named = |set: usize| sets[set].iter().map(|(place, w)| (genes[*place].clone(), *w));
    let of_name = FeatureSets::new((0..3).map(|i| FeatureSet::weighted(SETS[i], named(i))));
    let names = ["s0", "s1", "s2"].map(str::to_owned).to_vec();
    let cargo = LabelledMatrix::new(genes.clone(), names, values).unwrap();
    let options = EnrichOptions { method: EnrichMethod::Mlm, ..EnrichOptions::default() };
    let found = enrich(&of_name, &cargo, &options.check().unwrap(), SeedPlan::new(1));
    for (i, row) in found.rows.iter().enumerate() {
        let t = all["independent"]["mlm_t"][i / 3][i % 3].as_f64().unwrap();
        close(row.score.unwrap(), t, 1e-9);
    }
}

/// gseapy's four ways to make a metric of values; its normalised score is over the range of all scores of the run.
#[test]
fn every_metric_of_ssgsea_is_gseapys() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    let e = std::f64::consts::E;
    let scaled = |x: &[f64]| ranks(x).iter().map(|r| 1e4 * r / x.len() as f64).collect::<Vec<_>>();
    let metrics: [(&str, Metric<'_>); 4] = [
        ("rank", &scaled),
        ("log_rank", &|x| scaled(x).iter().map(|r| (r + e).ln()).collect()),
        ("log", &|x| x.iter().map(|x| (x.max(1.0) + e).ln()).collect()),
        ("custom", &|x| x.to_vec()),
    ];
    for (name, metric) in metrics {
        let theirs = all[format!("gseapy_ssgsea_{name}_corrRank")].as_array().unwrap();
        let number = |row: &Value, key: &str| row[key].as_str().unwrap().parse::<f64>().unwrap();
        let mut scores = Vec::new();
        for row in theirs {
            let sample = usize::from(row["Name"].as_str().unwrap().as_bytes()[1] - b'0');
            let set = SETS.iter().position(|s| *s == row["Term"].as_str().unwrap()).unwrap();
            let values = metric(&samples[sample]);
            let ours = metric_score(&places(&sets[set]), &values).unwrap();
            scores.push((ours, number(row, "ES"), number(row, "NES")));
            if name == "rank" {
                close(single_sample_score(&places(&sets[set]), &values).unwrap(), ours, 1e-9);
            }
        }
        // Half of the values are below 1 and tie under `log`: their order is the other library's.
        if name == "log" {
            assert!(scores.iter().all(|(a, b, _)| (a - b).abs() < 60.0));
            continue;
        }
        let (low, high) = scores
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |m, s| (m.0.min(s.0), m.1.max(s.0)));
        for (ours, es, nes) in &scores {
            close(*ours, *es, 1e-9);
            close(ours / (high - low), *nes, 1e-9);
        }
    }
}

#[test]
fn tails_adjustment_and_correlations_are_scipys() {
    let all = vectors();
    let ora = &all["ora"];
    let size = |key: &str| usize::try_from(ora[key].as_u64().unwrap()).unwrap();
    let [k, m, n, drawn] = ["k", "M", "n", "N"].map(size);
    let p = over_representation(k, m, n, drawn);
    close(p, ora["fisher_greater"].as_f64().unwrap(), 1e-12);
    let beyond = over_representation(k + 1, m, n, drawn);
    close(beyond, ora["exotras_off_by_one_sf_k"].as_f64().unwrap(), 1e-12);
    let odds = (k * (m + k - n - drawn)) as f64 / ((n - k) * (drawn - k)) as f64;
    close(odds, ora["odds_ratio_sample"].as_f64().unwrap(), 1e-12);
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
fn estimates_to_compare_with_are_numpys() {
    let all = vectors();
    let found = &all["deconv"];
    let values = rows(&found["S"]);
    let s = Array2::from_shape_fn((24, 4), |(i, j)| values[i][j]);
    let y = numbers(&found["y"]);
    let x = clipped_least_squares(s.view(), &y).unwrap();
    let sum: f64 = x.iter().sum();
    for (x, theirs) in x.iter().zip(numbers(&found["methods"]["ols_clip"])) {
        close(x / sum, theirs, 1e-9);
    }
    let ours = simplex_least_squares(s.view(), &y);
    let theirs = numbers(&found["simplex_ls"]);
    let squares = |x: &[f64]| -> f64 {
        s.rows()
            .into_iter()
            .zip(&y)
            .map(|(r, y)| (r.iter().zip(x).map(|(s, x)| s * x).sum::<f64>() - y).powi(2))
            .sum()
    };
    // The other is where a general optimiser stopped: ours is as near, and no worse.
    ours.iter().zip(&theirs).for_each(|(a, b)| close(*a, *b, 1e-7));
    assert!(squares(&ours) <= squares(&theirs) * (1.0 + 1e-14));
    for (se, theirs) in
        nnls_standard_errors(s.view(), &y).iter().zip(numbers(&found["nnls_free_set_se"]))
    {
        close(se.unwrap(), theirs, 1e-9);
    }
    // Columns at one depth, as of BayesPrism: what `per-rna` scaling says.
    let name = |prefix: &str, n: usize| (0..n).map(|i| format!("{prefix}{i}")).collect::<Vec<_>>();
    let table = |columns: Vec<String>, values: Vec<f64>| {
        LabelledMatrix::new(name("f", 24), columns, values).unwrap()
    };
    let signature = Signature::new(table(name("s", 4), s.iter().copied().collect())).unwrap();
    let cargo = Cargo::new(table(name("x", 1), y)).unwrap();
    let options = Options {
        method: Method::Poisson,
        scaling: Scaling::PerRna,
        unknown: false,
        resamples: 0,
        ..Options::default()
    };
    let run = Deconvolution::run(
        &signature,
        &cargo,
        &Factors::default(),
        &options.check().unwrap(),
        SeedPlan::new(1),
    );
    let shares = &run.unwrap().samples[0].shares;
    for (share, theirs) in shares.iter().zip(numbers(&found["methods"]["em_colsum"])) {
        close(share.rna_share.unwrap(), theirs, 1e-6);
    }
}
