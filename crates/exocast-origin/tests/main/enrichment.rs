//! Scores and p-values of sets against other programs on the same numbers, and laws of over-representation.
//!
//! `tests/vectors/origin/refvec.json` was computed with scipy 1.17.1, decoupler 2.2.0 and gseapy 1.3.1.

use exocast_core::{LabelledMatrix, SeedPlan, adjust::benjamini_hochberg, options::Options as _};
use exocast_origin::enrich::{EnrichMethod, EnrichOptions, FeatureSet, FeatureSets, enrich};
use proptest::prelude::*;
use serde_json::Value;

use super::enrich_twin::running_sum;
use super::support::{close, numbers, rows, vectors};

/// Genes × samples, sets and their weights of the vectors.
pub(super) fn problem(all: &Value) -> (LabelledMatrix, FeatureSets) {
    let genes: Vec<String> =
        all["genes"].as_array().unwrap().iter().map(|g| g.as_str().unwrap().to_owned()).collect();
    let samples = rows(&all["mat_samples_x_genes"]);
    let values = (0..genes.len()).flat_map(|g| samples.iter().map(move |row| row[g])).collect();
    let names = ["s0", "s1", "s2"].map(str::to_owned).to_vec();
    let sets = FeatureSets::new(["A", "B", "C"].map(|set| {
        let members = all["sets"][set].as_array().unwrap().iter().map(|m| m.as_str().unwrap());
        FeatureSet::weighted(set, members.zip(numbers(&all["weights"][set])))
    }));
    (LabelledMatrix::new(genes, names, values).unwrap(), sets)
}

/// Normalised scores and p depend on random sets: 1000 of gseapy, 100 of decoupler.
#[test]
fn gsea_is_that_of_gseapy_and_decoupler() {
    let all = vectors();
    let (cargo, sets) = problem(&all);
    let options = with!(EnrichOptions::default(), method: EnrichMethod::Gsea, permutations: 10_000);
    let scores = enrich(&sets, &cargo, &options.check().unwrap(), SeedPlan::new(1));
    for (i, row) in scores.rows.iter().enumerate() {
        let theirs = &all["gseapy_prerank"][&row.sample][&row.set];
        close(row.score.unwrap(), theirs["NES"].as_f64().unwrap(), 0.06);
        close(row.p.unwrap(), theirs["NOM p-val"].as_f64().unwrap(), 0.07);
        let set = &sets.sets()[i % 3];
        let places: Vec<usize> =
            set.members().iter().map(|(name, _)| cargo.row_index(name).unwrap()).collect();
        let score = running_sum(&places, &cargo.values().column(i / 3).to_vec());
        close(score, theirs["ES"].as_f64().unwrap(), 1e-12);
        close(score, numbers(&all["independent"]["gsea_ES_p1"][&row.set])[i / 3], 1e-12);
        let theirs = &all["decoupler"]["gsea_times100_seed42"];
        // A mean over 40 to 60 random scores of one sign: 4 to 6 % of it, three times over.
        close(row.score.unwrap(), theirs["es"][&row.set][i / 3].as_f64().unwrap(), 0.2);
        // p of some fifty, times up to three sets.
        close(row.q.unwrap(), theirs["padj_BH"][&row.set][i / 3].as_f64().unwrap(), 0.3);
    }
}

/// ln odds and p of a set of `members` of which `hits` are among the `drawn` of a `population`.
fn over_representation(
    hits: usize,
    population: usize,
    members: usize,
    drawn: usize,
) -> Option<(f64, f64)> {
    let chosen = |feature: usize| {
        feature < hits || (members..members + drawn.saturating_sub(hits)).contains(&feature)
    };
    let names: Vec<String> = (0..population).map(|feature| format!("f{feature}")).collect();
    let values = (0..population).map(|feature| f64::from(u8::from(chosen(feature)))).collect();
    let cargo = LabelledMatrix::new(names.clone(), vec!["x".to_owned()], values).unwrap();
    let set = FeatureSet::weighted("set", names[..members].iter().map(|name| (name.as_str(), 1.0)));
    // All that are above zero.
    let options = with!(
        EnrichOptions::default(),
        method: EnrichMethod::Ora,
        top: 0.999_999,
        least_features: 1
    );
    let sets = FeatureSets::new([set]);
    let scores = enrich(&sets, &cargo, &options.check().unwrap(), SeedPlan::new(1));
    let row = scores.rows.first()?;
    row.score.zip(row.p)
}

#[test]
fn over_representation_is_that_of_scipy_and_decoupler() {
    let all = vectors();
    let ora = &all["ora"];
    let size = |key: &str| usize::try_from(ora[key].as_u64().unwrap()).unwrap();
    let [hits, population, members, drawn] = ["k", "M", "n", "N"].map(size);
    let (_, p) = over_representation(hits, population, members, drawn).unwrap();
    close(p, ora["hypergeom_sf_k_minus_1"].as_f64().unwrap(), 1e-12);
    close(p, ora["fisher_greater"].as_f64().unwrap(), 1e-12);
    // P(X > k), which some tools take, is twenty times as small.
    let (_, beyond) = over_representation(hits + 1, population, members, drawn).unwrap();
    close(beyond, ora["exotras_off_by_one_sf_k"].as_f64().unwrap(), 1e-12);
    assert!(p > 10.0 * beyond);
    let (_, p) = over_representation(5, 60, 8, 10).unwrap();
    close(p, 0.002_033_320_024_796_405, 1e-15);

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
            let (score, p) = over_representation(hits, 20_000, members.len(), 50).unwrap();
            tails.push(p);
            close(score, theirs["es"][set][sample].as_f64().unwrap(), 1e-9);
        }
        for (q, set) in benjamini_hochberg(&tails).into_iter().zip(["A", "B", "C"]) {
            let theirs = theirs["padj_BH"][set][sample].as_f64().unwrap();
            close(q / theirs, 1.0, 1e-6);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn tails_fall_and_start_at_one(population in 2_usize..60, a in 1_usize..60, b in 1_usize..60) {
        let (members, drawn) = (a.min(population), b.min(population));
        let fewest = (members + drawn).saturating_sub(population);
        let tails: Vec<f64> = (fewest..=members.min(drawn))
            .filter_map(|hits| over_representation(hits, population, members, drawn))
            .map(|(_, p)| p)
            .collect();
        prop_assert!((tails[0] - 1.0).abs() < 1e-12);
        prop_assert!(tails.windows(2).all(|pair| pair[1] <= pair[0] + 1e-12));
    }
}
