//! Scores and p-values of other programs on the same numbers.
//!
//! `tests/vectors/origin/refvec.json` was computed with scipy 1.17.1, decoupler 2.2.0 and gseapy 1.3.1.

use exocast_core::{SeedPlan, adjust::benjamini_hochberg};
use proptest::prelude::*;
use serde_json::Value;

use super::{
    gsea::{GseaResult, RandomSets, gsea},
    ora::{log_odds, over_representation},
};
use crate::vectors::{close, numbers, rows, vectors};

const SETS: [&str; 3] = ["A", "B", "C"];

fn genes(all: &Value) -> Vec<&str> {
    all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap()).collect()
}

/// Samples × genes, and the places of each set.
fn problem(all: &Value) -> (Vec<Vec<f64>>, Vec<Vec<usize>>) {
    let genes = genes(all);
    let place = |g: &Value| genes.iter().position(|name| *name == g.as_str().unwrap()).unwrap();
    let sets = SETS.map(|set| all["sets"][set].as_array().unwrap().iter().map(place).collect());
    (rows(&all["mat_samples_x_genes"]), sets.to_vec())
}

fn results(sets: &[Vec<usize>], values: &[f64], seed: u64) -> Vec<GseaResult> {
    let sizes = sets.iter().map(Vec::len);
    let random = RandomSets::new(values.len(), sizes, 10_000, SeedPlan::new(seed));
    let sets: Vec<&[usize]> = sets.iter().map(Vec::as_slice).collect();
    gsea(&sets, values, &random).into_iter().map(Option::unwrap).collect()
}

#[test]
fn gsea_agrees_with_decouplers_hundred_permutations() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    for (s, values) in samples.iter().enumerate() {
        let results = results(&sets, values, 3);
        let q = benjamini_hochberg(&results.iter().map(|r| r.p).collect::<Vec<_>>());
        for (i, result) in results.iter().enumerate() {
            let theirs = &all["decoupler"]["gsea_times100_seed42"];
            let (nes, padj) = (&theirs["es"][SETS[i]][s], &theirs["padj_BH"][SETS[i]][s]);
            // A mean over 40 to 60 random scores of one sign: 4 to 6 % of it, three times over.
            close(result.normalised, nes.as_f64().unwrap(), 0.2);
            // p of some fifty, times up to three sets.
            close(q[i], padj.as_f64().unwrap(), 0.3);
            close(result.score, numbers(&all["independent"]["gsea_ES_p1"][SETS[i]])[s], 1e-12);
        }
    }
}

/// Scores exact; normalised scores and p depend on random sets, 1000 of them.
#[test]
fn gsea_is_gseapys() {
    let all = vectors();
    let (samples, sets) = problem(&all);
    let genes = genes(&all);
    for (s, values) in samples.iter().enumerate() {
        for (result, set) in results(&sets, values, 1).iter().zip(SETS) {
            let theirs = &all["gseapy_prerank"][format!("s{s}")][set];
            close(result.score, theirs["ES"].as_f64().unwrap(), 1e-12);
            close(result.normalised, theirs["NES"].as_f64().unwrap(), 0.06);
            close(result.p, theirs["NOM p-val"].as_f64().unwrap(), 0.07);
            let mut edge: Vec<&str> = result.leading_edge.iter().map(|&i| genes[i]).collect();
            let mut lead: Vec<&str> = theirs["Lead_genes"].as_str().unwrap().split(';').collect();
            if result.score < 0.0 {
                edge.sort_unstable();
                lead.sort_unstable();
            }
            assert_eq!(edge, lead);
        }
    }
}

#[test]
fn a_tail_of_few_features_is_exact() {
    let p = over_representation(5, 60, 8, 10);
    assert!((p - 0.002_033_320_024_796_405).abs() < 1e-15);
}

#[test]
fn tails_are_scipys() {
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
}

#[test]
fn over_representation_is_scipys_and_decouplers() {
    let all = vectors();
    let ora = &all["ora"];
    let size = |key: &str| usize::try_from(ora[key].as_u64().unwrap()).unwrap();
    let p = over_representation(size("k"), size("M"), size("n"), size("N"));
    close(p, ora["hypergeom_sf_k_minus_1"].as_f64().unwrap(), 1e-12);
    // P(X > k), which some tools take, is twenty times as small.
    assert!(p > 10.0 * ora["exotras_off_by_one_sf_k"].as_f64().unwrap());

    // decoupler 2.2.0 takes features whose ascending rank exceeds `n_up` = 10 as selected: the 50
    // largest of 60, against a background of 20,000. Same table, same values.
    let genes = all["genes"].as_array().unwrap();
    for (sample, values) in rows(&all["mat_samples_x_genes"]).iter().enumerate() {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let chosen: Vec<&Value> = order[10..].iter().map(|&i| &genes[i]).collect();
        let theirs = &all["decoupler"]["ora_nup10"];
        let mut tails = Vec::new();
        for set in ["A", "B", "C"] {
            let members = all["sets"][set].as_array().unwrap();
            let hits = members.iter().filter(|m| chosen.contains(m)).count();
            tails.push(over_representation(hits, 20_000, members.len(), 50));
            let score = log_odds(hits, 20_000, members.len(), 50);
            close(score, theirs["es"][set][sample].as_f64().unwrap(), 1e-9);
        }
        for (q, set) in benjamini_hochberg(&tails).into_iter().zip(["A", "B", "C"]) {
            let theirs = theirs["padj_BH"][set][sample].as_f64().unwrap();
            close(q / theirs, 1.0, 1e-6);
        }
    }
}

proptest! {
    #[test]
    fn tails_fall_and_start_at_one(population in 1_usize..80, a in 0_usize..80, b in 0_usize..80) {
        let (members, drawn) = (a.min(population), b.min(population));
        let tails: Vec<f64> = (0..=members.min(drawn) + 1)
            .map(|hits| over_representation(hits, population, members, drawn))
            .collect();
        prop_assert!((tails[0] - 1.0).abs() < 1e-12);
        prop_assert!(tails.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
    }
}
