//! The predicted response summarised over programmes of the cell: what it does, not only which genes.

use std::collections::BTreeMap;

use exocast_core::{
    Interval, LabelledMatrix, Malformed, ReadError, SeedPlan, Z95,
    names::{Lookup, NameNotice},
    options::Options as _,
};
use exocast_origin::enrich::{EnrichOptions, FeatureSet, FeatureSets, enrich};
use exocast_target::Response;

use super::{chain::Chain, notice::StepNotice};
use crate::{
    load,
    result::{AnalysisError, Direction, ProgrammeScore},
    study::Step,
};

/// `programme gene weight source`: +1 for a gene that drives the programme, −1 for one that opposes it,
/// with the reviews that say so.
const EMBEDDED: &str = include_str!("programmes.tsv");

/// Changes of less than this on the log2 scale are called `negligible`: a hundredth of a doubling is
/// far below what an experiment can see. Assumed.
const NEGLIGIBLE: f64 = 0.01;

/// A programme with fewer genes than this in the response is not scored. Assumed.
const FEWEST: usize = 5;

/// Scores the embedded programmes, and the study's own gene sets, over the predicted changes.
pub(super) fn run(
    chain: &mut Chain<'_>,
    response: &Response,
) -> Result<Option<Vec<ProgrammeScore>>, AnalysisError> {
    if response.genes.is_empty() || !chain.begin(Step::Programmes, 1) {
        return Ok(None);
    }
    chain.advance("gene sets");
    let study = chain.study;
    let changes = by_gene(response).map_err(Step::Programmes.failed())?;
    let embedded = embedded()?;
    let all = embedded.len();
    let (mut sets, notices) = named_as(&embedded, &changes);
    for notice in &notices {
        chain.note(Step::Programmes, notice);
    }
    sets.retain(|(_, genes)| genes.len() >= FEWEST);
    if sets.len() < all {
        let programmes = all - sets.len();
        let notice = StepNotice::FewProgrammeGenes { programmes, total: all, least: FEWEST };
        chain.note(Step::Programmes, &notice);
    }
    let mut sets: Vec<FeatureSet> =
        sets.into_iter().map(|(name, genes)| FeatureSet::weighted(name, genes)).collect();
    if let Some(programmes) = &study.programmes {
        let added = load::sets(&programmes.sets)?;
        added.notices().iter().for_each(|notice| chain.note(Step::Programmes, notice));
        for set in added.sets() {
            // The study's own set is next to the embedded one of the same name.
            if sets.iter().any(|other| other.name() == set.name()) {
                let name = format!("{} (study)", set.name());
                sets.push(FeatureSet::weighted(name.clone(), set.members().to_vec()));
                let embedded = set.name().to_owned();
                chain.note(Step::Programmes, &StepNotice::RenamedSet { name, embedded });
            } else {
                sets.push(set.clone());
            }
        }
    }
    let sets = FeatureSets::new(sets);
    let options = EnrichOptions::default().check().map_err(Step::Programmes.failed())?;
    let enriched = enrich(&sets, &changes, &options, SeedPlan::new(study.run.seed));
    chain.end();
    enriched.notices.iter().for_each(|notice| chain.note(Step::Programmes, notice));
    let scores = enriched.rows.iter().map(|row| {
        let set = sets.sets().iter().find(|set| set.name() == row.set);
        let change = set.and_then(|set| slope(set, &changes));
        // t is the slope over its standard error, which so follows from both; t of thousands of genes is normal.
        let half = change.zip(row.score).map(|(change, t)| Z95 * (change / t).abs());
        let interval = change.zip(half).map(|(change, half)| Interval {
            value: change,
            low: change - half,
            high: change + half,
        });
        ProgrammeScore {
            programme: row.set.clone(),
            genes: row.features,
            change,
            interval,
            p: row.p,
            q: row.q,
            direction: direction(change, row.q),
        }
    });
    Ok(Some(scores.collect()))
}

fn direction(change: Option<f64>, q: Option<f64>) -> Direction {
    match (change, q) {
        (Some(change), _) if change.abs() < NEGLIGIBLE => Direction::Negligible,
        (Some(change), Some(q)) if q < 0.05 => {
            if change < 0.0 {
                Direction::Down
            } else {
                Direction::Up
            }
        }
        _ => Direction::None,
    }
}

/// Name, and genes with their weights.
type Programme = (&'static str, Vec<(&'static str, f64)>);

/// The programmes that come with the program.
fn embedded() -> Result<Vec<Programme>, ReadError> {
    let mut members: Vec<Programme> = Vec::new();
    for (at, line) in EMBEDDED.lines().enumerate().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (&[programme, gene, _, _], Ok(weight)) =
            (fields.as_slice(), fields.get(2).copied().unwrap_or_default().parse::<f64>())
        else {
            let place = exocast_core::Location::new("programmes.tsv").line(at as u64 + 1);
            return Err(ReadError::malformed(
                place,
                Malformed::field(line, "programme, gene, weight, source"),
            ));
        };
        match members.iter_mut().find(|(name, _)| *name == programme) {
            Some((_, genes)) => genes.push((gene, weight)),
            None => members.push((programme, vec![(gene, weight)])),
        }
    }
    Ok(members)
}

/// Name, and genes as a table names them with their weights.
type Named<'a> = (&'static str, Vec<(&'a str, f64)>);

/// The embedded programmes with the names that their genes have among the changes, of human, mouse or rat; and what to say
/// of these names. A gene that is not there is one that the recipient does not express, and no member that is missing.
fn named_as<'a>(
    programmes: &[Programme],
    changes: &'a LabelledMatrix,
) -> (Vec<Named<'a>>, Vec<NameNotice>) {
    let names: Vec<&str> = changes.rows().collect();
    let genes = programmes.iter().flat_map(|(_, genes)| genes).map(|(gene, _)| *gene);
    let lookup = Lookup::of_embedded(names.iter().copied(), genes);
    let named = |(programme, genes): &Programme| {
        let rows = genes.iter().flat_map(|(gene, weight)| {
            let rows = lookup.find(gene).map_or_else(Vec::new, |entry| entry.rows);
            rows.into_iter().map(|row| (names[row], *weight))
        });
        (*programme, rows.collect())
    };
    let mut genes: Vec<&str> =
        programmes.iter().flat_map(|(_, genes)| genes).map(|(gene, _)| *gene).collect();
    genes.sort_unstable();
    genes.dedup();
    let missing: Vec<String> = genes
        .iter()
        .filter(|gene| lookup.find(gene).is_none())
        .map(|gene| (*gene).to_owned())
        .collect();
    let mut notices = lookup.notices("the embedded programmes");
    if !missing.is_empty() {
        let (what, total) = ("genes of the embedded programmes".into(), genes.len());
        notices.push(NameNotice::Unmatched { what, total, names: missing });
    }
    (programmes.iter().map(named).collect(), notices)
}

/// The change of each gene, the mean over its transcripts.
fn by_gene(response: &Response) -> Result<LabelledMatrix, exocast_core::BadMatrix> {
    let mut genes: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for row in &response.genes {
        let name = row.gene.as_deref().unwrap_or(&row.transcript);
        let (sum, count) = genes.entry(name).or_default();
        *sum += row.log2fc.value;
        *count += 1.0;
    }
    let values = genes.values().map(|(sum, count)| sum / count).collect();
    let names = genes.keys().map(|name| (*name).to_owned()).collect();
    LabelledMatrix::new(names, vec!["log2fc".to_owned()], values)
}

/// Least-squares slope of the changes of all genes on their weights in a set (0 outside of it): the
/// log2 change of a gene that drives the programme, compared with other genes.
fn slope(set: &FeatureSet, changes: &LabelledMatrix) -> Option<f64> {
    let values = changes.values();
    let n = changes.rows().len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let (mut sum, mut squares, mut products) = (0.0, 0.0, 0.0);
    for (gene, weight) in set.members() {
        if let Some(row) = changes.row(gene) {
            sum += weight;
            squares += weight * weight;
            products += weight * (row[0] - mean);
        }
    }
    let spread = squares - sum * sum / n;
    (spread > 0.0).then(|| products / spread)
}

#[cfg(test)]
mod tests {
    use exocast_core::names::gene_of;

    use super::*;

    #[test]
    fn every_embedded_programme_has_genes_of_both_signs() {
        let sets = embedded().expect("programmes");
        assert_eq!(sets.len(), 8);
        for (name, genes) in sets {
            let up = genes.iter().filter(|(_, weight)| *weight > 0.0).count();
            assert!(up >= 15 && genes.len() - up >= 8, "{name}");
            for (gene, _) in genes {
                let known = gene_of(gene).map(|meaning| meaning.gene.symbol);
                assert_eq!(known, Some(gene), "{gene} of {name} is not in the table of genes");
            }
        }
    }

    #[test]
    fn programmes_find_their_genes_in_every_organism_and_order() {
        let embedded = embedded().expect("programmes");
        let weights = |rows: &[&str]| {
            let text = format!("gene\tlog2fc\n{}\t-1\n", rows.join("\t-1\n"));
            let changes = LabelledMatrix::read(text.as_bytes(), "t");
            let changes = changes.expect("a table");
            let (sets, notices) = named_as(&embedded, &changes);
            let survival = sets.into_iter().find(|(name, _)| *name == "survival").expect("a set");
            let mut weights: Vec<f64> = survival.1.into_iter().map(|(_, weight)| weight).collect();
            weights.sort_by(f64::total_cmp);
            (weights, notices.len())
        };
        let human = weights(&["TP53", "BCL2", "MCL1", "CFLAR", "BAX", "ACTB"]);
        let mouse = weights(&["Trp53", "Bcl2", "Mcl1", "Cflar", "Bax", "Actb"]);
        assert_eq!((human.0.len(), human.1), (5, 1));
        assert_eq!((&mouse.0, mouse.1), (&human.0, 2));
        assert_eq!(weights(&["Actb", "Bax", "Cflar", "Mcl1", "Bcl2", "Trp53"]), mouse);
        let by_id = [
            "ENSG00000141510",
            "ENSG00000171791.14",
            "ENSG00000143384",
            "ENSG00000003402",
            "ENSG00000087088",
        ];
        assert_eq!(weights(&by_id).0, human.0);
    }

    #[test]
    fn the_slope_is_the_change_of_members_beside_others() {
        let table = "gene\tlog2fc\na\t-1\nb\t-1\nc\t0\nd\t0\n";
        let changes = LabelledMatrix::read(table.as_bytes(), "t").expect("a table");
        let set = FeatureSet::weighted("s", [("a", 1.0), ("b", 1.0), ("z", 1.0)]);
        assert!(slope(&set, &changes).is_some_and(|slope| (slope + 1.0).abs() < 1e-12));
        let opposed = FeatureSet::weighted("s", [("a", -1.0), ("b", -1.0)]);
        assert!(slope(&opposed, &changes).is_some_and(|slope| (slope - 1.0).abs() < 1e-12));
        assert!(slope(&FeatureSet::weighted("none", [("z", 1.0)]), &changes).is_none());
    }
}
