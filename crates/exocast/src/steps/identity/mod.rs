//! What the particles are, by size, proteins and lipids; what of their proteins could act on a recipient; and what
//! a report of vesicles must state.

use std::sync::Arc;

use exocast_core::{
    BadMatrix, LabelledMatrix, Notice,
    names::{GeneRows, Mapping},
    words::sample_key,
};
use exocast_vesicle::{
    SampleAnalysis,
    identity::{Molecules, SizedSample, columns_of, identify},
};

use super::{chain::Chain, notice::StepNotice};
use crate::{
    load::{self, LoadError},
    result::{ActingProtein, AnalysisError, IdentityResult},
    study::{self, Step},
};

/// `protein programme direction mechanism source`: proteins of vesicles that were shown to act on recipients.
const ACTING: &str = include_str!("protein_cargo.tsv");

/// What was measured on samples besides their sizes.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct MoleculeTables {
    /// Proteins × samples.
    pub proteins: Option<LabelledMatrix>,
    /// Lipids × samples, and the parent cell.
    pub lipids: Option<LabelledMatrix>,
    /// Protein concentration of the preparation, in µg/mL.
    pub protein_ug_per_ml: Option<f64>,
}

impl MoleculeTables {
    /// Reads the tables that `[identity]` names; `samples` are those that columns may be of, and `names` the table by which
    /// names of proteins are translated.
    ///
    /// # Errors
    /// Where a table cannot be read.
    pub fn load(
        section: &study::Identity,
        samples: &[&str],
        names: Option<Arc<Mapping>>,
    ) -> Result<Self, LoadError> {
        let mut table = section.protein_table();
        table.choice.names = names;
        let proteins = |path| load::proteins(path, samples, &table);
        let lipids = |path| load::lipids(path, samples, &section.lipids_choice());
        Ok(Self {
            proteins: section.proteins.as_deref().map(proteins).transpose()?,
            lipids: section.lipids.as_deref().map(lipids).transpose()?,
            protein_ug_per_ml: section.protein_ug_per_ml,
        })
    }

    /// A column that a sample of the study says is its, and that neither table has; with the columns there are.
    fn missing<'s>(&self, samples: &'s [study::Sample]) -> Option<(&'s str, String)> {
        let tables = || self.proteins.iter().chain(&self.lipids);
        let has = |column: &str| tables().any(|table| place_of(table, column).is_some());
        let mut named = samples.iter().filter_map(|sample| sample.molecules_column.as_deref());
        let missing = named.find(|column| !has(column))?;
        let columns: Vec<&str> =
            tables().flat_map(LabelledMatrix::columns).map(String::as_str).collect();
        Some((missing, columns.join(", ")))
    }

    /// The tables with their columns named after the samples of the study, where these say which column is theirs.
    fn named_after(self, samples: &[study::Sample]) -> Result<Self, BadMatrix> {
        let named = |table: Option<LabelledMatrix>| {
            let Some(table) = table else { return Ok(None) };
            let of_samples: Vec<(String, &str)> = samples
                .iter()
                .filter_map(|sample| {
                    let column = &table.columns()[place_of(&table, wanted(sample))?];
                    Some((column.clone(), sample.name.as_str()))
                })
                .collect();
            let sample = |column: &str| {
                let mut fitting = of_samples.iter().filter(|(named, _)| named == column);
                // A column that fits two samples keeps its name.
                fitting.next().filter(|_| fitting.next().is_none()).map(|(_, sample)| *sample)
            };
            table.rename_columns(sample).map(Some)
        };
        Ok(Self { proteins: named(self.proteins)?, lipids: named(self.lipids)?, ..self })
    }

    /// Samples whose column is called so but for marks.
    fn alike(&self, samples: &[study::Sample]) -> Vec<StepNotice> {
        let mut notices = Vec::new();
        for (table, file) in
            [(&self.proteins, "the table of proteins"), (&self.lipids, "the table of lipids")]
        {
            let Some(table) = table else { continue };
            for sample in samples {
                let Some(place) = place_of(table, wanted(sample)) else { continue };
                let named = &table.columns()[place];
                if named != wanted(sample) {
                    let (sample, named) = (sample.name.clone(), named.clone());
                    notices.push(StepNotice::NamedAlike { sample, named, file: file.to_owned() });
                }
            }
        }
        notices
    }
}

/// The name of the column of a sample.
fn wanted(sample: &study::Sample) -> &str {
    sample.molecules_column.as_deref().unwrap_or(&sample.name)
}

/// The column of a name, or the only one that is called so but for marks.
fn place_of(table: &LabelledMatrix, name: &str) -> Option<usize> {
    let columns = table.columns();
    let key = sample_key(name);
    columns.iter().position(|column| column == name).or_else(|| {
        let mut fitting =
            columns.iter().enumerate().filter(|(_, column)| sample_key(column) == key);
        fitting.next().filter(|_| !key.is_empty() && fitting.next().is_none()).map(|(at, _)| at)
    })
}

impl IdentityResult {
    /// Identifies the particles of each sample with sizing by size, proteins and lipids, and lists proteins that act on
    /// their own. `names` are the samples that columns of the tables may be of.
    ///
    /// # Errors
    /// Where the names of columns make no table.
    pub fn new(
        names: &[&str],
        sized: &[SizedSample],
        molecules: &MoleculeTables,
    ) -> Result<Self, BadMatrix> {
        let mut notices = Vec::new();
        let mut of_samples = |kind: Molecules, table: Option<&LabelledMatrix>| {
            let Some(table) = table else { return Ok(None) };
            notices.extend(
                table
                    .notices()
                    .iter()
                    .map(|notice| Notice::from_note(Step::Identity.title(), notice)),
            );
            let (columns, of_columns) = columns_of(names, kind, table)?;
            notices.extend(
                of_columns.iter().map(|notice| Notice::from_note(Step::Identity.title(), notice)),
            );
            Ok(Some(columns))
        };
        let proteins = of_samples(Molecules::Proteins, molecules.proteins.as_ref())?;
        let lipids = of_samples(Molecules::Lipids, molecules.lipids.as_ref())?;
        let identify = |sample| {
            identify(sample, proteins.as_ref(), lipids.as_ref(), molecules.protein_ug_per_ml)
        };
        let samples = sized.iter().map(identify).collect();
        let acting = proteins.as_ref().map(acting);
        Ok(Self { samples, acting, notices })
    }
}

/// Identifies the particles of each sample with sizing.
pub(super) fn run(
    chain: &mut Chain<'_>,
    sized: Option<&[SampleAnalysis]>,
) -> Result<Option<IdentityResult>, AnalysisError> {
    if !chain.begin(Step::Identity, 1) {
        return Ok(None);
    }
    let study = chain.study;
    let names: Vec<&str> = study.samples.iter().map(|sample| sample.name.as_str()).collect();
    let columns: Vec<&str> = study.samples.iter().map(wanted).collect();
    let translated = chain.names()?;
    let load = |section| MoleculeTables::load(section, &columns, translated);
    let molecules = study.identity.as_ref().map(load).transpose()?;
    if let Some((column, columns)) =
        molecules.as_ref().and_then(|molecules| molecules.missing(&study.samples))
    {
        return Err(AnalysisError::NoMoleculesColumn { column: column.to_owned(), columns });
    }
    for alike in molecules.iter().flat_map(|molecules| molecules.alike(&study.samples)) {
        chain.note(Step::Identity, &alike);
    }
    let molecules = molecules.map(|molecules| molecules.named_after(&study.samples)).transpose();
    let molecules = molecules.map_err(Step::Identity.failed())?;
    let sized: Vec<SizedSample> = sized.unwrap_or_default().iter().map(SizedSample::from).collect();
    let result = IdentityResult::new(&names, &sized, &molecules.unwrap_or_default())
        .map_err(Step::Identity.failed())?;
    chain.end();
    result.notices.iter().for_each(|notice| chain.notice(notice.clone()));
    Ok(Some(result))
}

/// The acting proteins that are there, sample by sample.
fn acting(proteins: &LabelledMatrix) -> Vec<ActingProtein> {
    let mut listed = Vec::new();
    let known: Vec<Vec<&'static str>> =
        ACTING.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    // By any name of the gene, also of its orthologue, and as one of a group; of no other organism than the table's.
    let rows = GeneRows::new(proteins.rows());
    for (sample, amounts) in proteins.columns().iter().zip(proteins.values().columns()) {
        let total: f64 = amounts.iter().filter(|amount| **amount > 0.0).sum();
        for fields in &known {
            let &[protein, programme, direction, mechanism, source] = fields.as_slice() else {
                continue;
            };
            let is_it = |row: usize| rows.genes(row).any(|gene| gene.symbol == protein);
            let amount: f64 = amounts
                .iter()
                .enumerate()
                .filter(|(row, _)| is_it(*row))
                .map(|(_, amount)| *amount)
                .sum();
            if amount > 0.0 {
                listed.push(ActingProtein {
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
    listed
}

#[cfg(test)]
mod tests {
    use exocast_core::names::gene_of;

    use super::*;

    #[test]
    fn every_acting_protein_says_what_it_does_and_who_showed_it() {
        let rows: Vec<Vec<&str>> =
            ACTING.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert!(rows.len() > 30);
        assert!(rows.iter().all(|row| row.len() == 5 && row.iter().all(|cell| !cell.is_empty())));
        assert!(rows.iter().all(|row| gene_of(row[0]).is_some_and(|it| it.gene.symbol == row[0])));
        let cited = |row: &Vec<&str>| row[4].bytes().any(|byte| byte.is_ascii_digit());
        assert!(rows.iter().all(cited));
    }

    #[test]
    fn a_column_that_no_table_has_is_missing() {
        let text = "protein\tLFQ 1\tLFQ 2\nCD9\t25\t1\nALB\t75\t90\n";
        let proteins = Some(LabelledMatrix::read(text.as_bytes(), "t").expect("a table"));
        let tables = MoleculeTables { proteins, ..MoleculeTables::default() };
        let sample = |column: &str| {
            let mut sample = study::Sample::new("EV");
            sample.molecules_column = Some(column.to_owned());
            sample
        };
        assert_eq!(tables.missing(&[sample("LFQ 1"), study::Sample::new("X")]), None);
        let samples = [sample("LFQ 3")];
        assert_eq!(tables.missing(&samples), Some(("LFQ 3", "LFQ 1, LFQ 2".to_owned())));
        let named = tables.named_after(&[sample("LFQ 2")]).expect("other names");
        assert_eq!(named.proteins.expect("a table").columns(), ["LFQ 1", "EV"]);
    }

    #[test]
    fn columns_are_of_samples_whose_names_differ_by_marks_alone() {
        let text = "protein\tX1\tEV.2\tEV-3\tEV_3\nCD9\t25\t1\t2\t3\nALB\t75\t90\t4\t5\n";
        let proteins = Some(LabelledMatrix::read(text.as_bytes(), "t").expect("a table"));
        let tables = MoleculeTables { proteins, ..MoleculeTables::default() };
        let samples = ["1", "EV 2", "EV 3"].map(study::Sample::new);
        let said: Vec<String> = tables.alike(&samples).iter().map(ToString::to_string).collect();
        assert!(said.len() == 2 && said[0].starts_with("1 is `X1` in"), "{said:?}");
        let named = tables.named_after(&samples).expect("names").proteins.expect("a table");
        // Two columns may be of `EV 3`.
        assert_eq!(named.columns(), ["1", "EV 2", "EV-3", "EV_3"]);
    }

    #[test]
    fn proteins_that_are_there_are_listed_with_their_share() {
        let mouse = "protein\tEV\nAbcb1a\t20\nAbcb1b\t5\nFasl\t25\nAlb\t40\nALBU_BOVIN\t10\n";
        let listed = acting(&LabelledMatrix::read(mouse.as_bytes(), "t").expect("a table"));
        let rows: Vec<(&str, f64)> = listed.iter().map(|row| (row.protein, row.share)).collect();
        assert_eq!(rows, [("ABCB1", 0.25), ("FASLG", 0.25)]);
        let text = "protein\tEV_1\tEV_2\nabcb1\t25\t0\nCD274;X\t0\t10\nALB\t75\t90\n";
        let listed = acting(&LabelledMatrix::read(text.as_bytes(), "t").expect("a table"));
        let rows: Vec<String> = listed
            .iter()
            .map(|row| format!("{} {} {}", row.sample, row.protein, row.share))
            .collect();
        assert_eq!(rows, ["EV_1 ABCB1 0.25", "EV_2 CD274 0.1"]);
    }
}
