//! What the particles are, by size, proteins and lipids; what of their proteins could act on a recipient; and what
//! a report of vesicles has to state.

use std::path::PathBuf;

use exocast_core::LabelledMatrix;
use exocast_vesicle::{
    SampleAnalysis,
    identity::{MarkerPanel, Molecules, SizedSample, columns_of, identify},
};

use super::chain::Chain;
use crate::{
    load,
    result::{ActingProtein, AnalysisError, IdentityResult},
    study::Step,
};

/// `protein programme direction mechanism source`: proteins of vesicles that were shown to act on recipients.
const ACTING: &str = include_str!("protein_cargo.tsv");

/// Tells the kinds of particles of each sample with sizing, and lists proteins that act on their own.
pub(super) fn run(
    chain: &mut Chain<'_>,
    sized: Option<&[SampleAnalysis]>,
) -> Result<Option<IdentityResult>, AnalysisError> {
    if !chain.begin(Step::Identity, 1) {
        return Ok(None);
    }
    let study = chain.study;
    let asked = study.identity.clone().unwrap_or_default();
    let proteins = amounts(chain, Molecules::Proteins, asked.proteins.as_ref())?;
    let lipids = amounts(chain, Molecules::Lipids, asked.lipids.as_ref())?;
    let sized: Vec<SizedSample> = sized.unwrap_or_default().iter().map(SizedSample::of).collect();
    let samples: Vec<_> = sized
        .iter()
        .map(|sample| identify(sample, proteins.as_ref(), lipids.as_ref(), asked.protein_ug_per_ml))
        .collect();
    chain.end();
    let acting = proteins.as_ref().map(acting);
    Ok(Some(IdentityResult { sized, samples, acting }))
}

/// Amounts of molecules in the samples of the study.
fn amounts(
    chain: &mut Chain<'_>,
    of: Molecules,
    path: Option<&PathBuf>,
) -> Result<Option<LabelledMatrix>, AnalysisError> {
    let Some(path) = path else { return Ok(None) };
    let study = chain.study;
    let path = study.resolve(path);
    let (table, left_out) = match of {
        Molecules::Proteins => load::read(&path, MarkerPanel::amounts)?,
        Molecules::Lipids => load::read(&path, LabelledMatrix::read_numeric)?,
    };
    if !left_out.is_empty() {
        let listed = left_out.join(", ");
        chain
            .note(Step::Identity, format_args!("{of}: columns without numbers left out: {listed}"));
    }
    let samples: Vec<&str> = study.samples.iter().map(|sample| sample.name.as_str()).collect();
    let (table, notices) = columns_of(&samples, of, &table).map_err(Step::Identity.failed())?;
    for notice in &notices {
        chain.note(Step::Identity, notice);
    }
    Ok(Some(table))
}

/// The acting proteins that are there, sample by sample.
fn acting(proteins: &LabelledMatrix) -> Vec<ActingProtein> {
    let mut found = Vec::new();
    let known: Vec<Vec<&'static str>> =
        ACTING.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    let rows: Vec<&str> = proteins.rows().collect();
    for (sample, amounts) in proteins.columns().iter().zip(proteins.values().columns()) {
        let total: f64 = amounts.iter().filter(|amount| **amount > 0.0).sum();
        for fields in &known {
            let &[protein, programme, direction, mechanism, source] = fields.as_slice() else {
                continue;
            };
            // Tables of proteomics list the isoforms of a group as `A;B`.
            let names = |row: &str| row.split(';').any(|name| name.eq_ignore_ascii_case(protein));
            let amount: f64 = rows
                .iter()
                .zip(amounts)
                .filter(|(row, _)| names(row))
                .map(|(_, amount)| *amount)
                .sum();
            if amount > 0.0 {
                found.push(ActingProtein {
                    sample: sample.clone(),
                    protein,
                    share: amount / total,
                    programme,
                    direction,
                    mechanism,
                    source,
                });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_acting_protein_says_what_it_does_and_who_showed_it() {
        let rows: Vec<Vec<&str>> =
            ACTING.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert!(rows.len() > 30);
        assert!(rows.iter().all(|row| row.len() == 5 && row.iter().all(|cell| !cell.is_empty())));
        let cited = |row: &Vec<&str>| row[4].bytes().any(|byte| byte.is_ascii_digit());
        assert!(rows.iter().all(cited));
    }

    #[test]
    fn proteins_that_are_there_are_listed_with_their_share() {
        let text = "protein\tEV_1\tEV_2\nabcb1\t25\t0\nCD274;X\t0\t10\nALB\t75\t90\n";
        let found = acting(&LabelledMatrix::read(text.as_bytes(), "t").expect("a table"));
        let rows: Vec<String> = found
            .iter()
            .map(|row| format!("{} {} {}", row.sample, row.protein, row.share))
            .collect();
        assert_eq!(rows, ["EV_1 ABCB1 0.25", "EV_2 CD274 0.1"]);
    }
}
