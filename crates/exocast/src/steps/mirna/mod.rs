//! Reads, or tables of counts, to miRNA counts, isomiRs, read classes and copies from spikes.

mod bare;
mod count;
mod foreign;
mod lanes;
mod novel;
mod reads;
mod table;

use std::collections::BTreeMap;

use exocast_core::{LabelledMatrix, table::TableNotice, words::first_listed};
use exocast_mirna::Catalogue;

pub use self::count::{CountError, ReadFiles, ReadPanel, count};
use self::foreign::Foreign;
pub use self::novel::novel_mirnas;
pub(super) use self::{
    lanes::{Lane, beginning},
    reads::{is_input, options as reads_options},
    table::{counts, table},
};
use super::{chain::Chain, notice::StepNotice, parts::Parts};
use crate::{
    load,
    result::{AnalysisError, MirnaResult},
    study::{self, Step, Study},
};

/// Names that a notice lists.
const MOST: usize = 10;

/// The miRNA reference of a study whose paths are located, if it names one.
pub(super) fn reference(study: &Study) -> Result<Option<Catalogue>, AnalysisError> {
    let organism = Some(study.study.organism.as_str());
    if let Some(mature) = &study.reference.mature {
        return Ok(Some(load::matures(mature, organism)?));
    }
    let named = study.reference.hairpin.as_ref().zip(study.reference.annotation.as_ref());
    let Some((hairpin, annotation)) = named else { return Ok(None) };
    Ok(Some(load::catalogue(hairpin, Some(annotation), organism)?))
}

/// Counts the reads of every sample, or reads its counts.
pub(super) fn run(
    chain: &mut Chain<'_>,
    catalogue: Option<&Catalogue>,
) -> Result<Option<MirnaResult>, AnalysisError> {
    let study = chain.study;
    // Also where nothing is counted: targets are of the sequences of the reference.
    for notice in catalogue.iter().flat_map(|catalogue| catalogue.notices()) {
        chain.note(Step::Mirna, notice);
    }
    let counting = study.samples.iter().filter(|s| !s.reads.is_empty() || s.counts.is_some());
    if !chain.begin(Step::Mirna, counting.count()) {
        return Ok(None);
    }
    let mut columns = Columns::default();
    let mut read = None;
    if study.samples.iter().any(|sample| !sample.reads.is_empty()) {
        let none = Catalogue::default();
        if catalogue.is_none() {
            let how = study::no_reference(&study.study.organism);
            chain.note(Step::Mirna, &StepNotice::NoReference { how });
        }
        let against = catalogue.unwrap_or(&none);
        let reads =
            chain.checkpointed(Step::Mirna, &reads::options(study), reads::is_input, |chain| {
                reads::read(chain, against)
            })?;
        reads.left_out.iter().for_each(|out| chain.leave_out(Step::Mirna, out.clone()));
        reads.notices.iter().for_each(|notice| chain.notice(notice.clone()));
        // Without a reference, nothing was counted, which is not zero.
        for (sample, counts) in reads.counts().filter(|_| catalogue.is_some()) {
            columns.add(sample, counts);
        }
        read = Some(reads.result).filter(|reads| !reads.qc.is_empty());
    }
    // Samples of one table are read one by one, but its notices are of all.
    let mut said: Vec<TableNotice> = Vec::new();
    let mut said_of_names: Vec<StepNotice> = Vec::new();
    let mut parts = Parts::default();
    for sample in &study.samples {
        if let Some(path) = &sample.counts {
            chain.advance(&sample.name);
            let taken = table(sample, path, catalogue, &study.study.organism);
            let taken = taken.and_then(|table| Ok((counts(sample, path, &table)?, table)));
            let Some((counts, table)) = chain.readable(Some(&sample.name), "counts", taken)? else {
                continue;
            };
            parts.column(sample, path, &counts.column)?;
            if let Some(alike) = &table.alike {
                chain.note(Step::Mirna, alike);
            }
            if let Some(bare) = table.bare.filter(|bare| !said_of_names.contains(bare)) {
                chain.note(Step::Mirna, &bare);
                said_of_names.push(bare);
            }
            let (counts, table) = (counts.by_name, table.taken.matrix);
            for notice in table.notices().iter().filter(|notice| !said.contains(*notice)) {
                chain.note(Step::Mirna, notice);
            }
            said.extend(table.notices().iter().cloned());
            columns.add(&sample.name, counts.iter().map(|(name, value)| (name.as_str(), *value)));
        }
    }
    for notice in columns.leave_out(catalogue, &study.study.organism)? {
        chain.note(Step::Mirna, &notice);
    }
    if let Some(unknown) = catalogue.and_then(|catalogue| columns.unknown(catalogue)) {
        chain.note(Step::Mirna, &unknown);
    }
    let counts = columns.into_matrix(study).map_err(Step::Mirna.failed())?;
    if counts.columns().is_empty() && read.is_none() {
        chain.give_up("neither reads nor counts of any sample can be used");
        return Ok(None);
    }
    chain.end();
    Ok(Some(MirnaResult { counts, reads: read }))
}

/// Counts of samples from several sources, by miRNA in the order first seen.
#[derive(Default)]
struct Columns {
    names: Vec<String>,
    places: BTreeMap<String, usize>,
    by_sample: BTreeMap<String, Vec<f64>>,
}

impl Columns {
    fn add<'a>(&mut self, sample: &str, counts: impl Iterator<Item = (&'a str, f64)>) {
        let mut column = self.by_sample.remove(sample).unwrap_or_default();
        for (name, value) in counts {
            let place = self.places.get(name).copied().unwrap_or_else(|| {
                self.names.push(name.to_owned());
                self.places.insert(name.to_owned(), self.names.len() - 1);
                self.names.len() - 1
            });
            column.resize(column.len().max(place + 1), 0.0);
            column[place] += value;
        }
        self.by_sample.insert(sample.to_owned(), column);
    }

    /// Leaves out what is no cargo, and says so.
    fn leave_out(
        &mut self,
        catalogue: Option<&Catalogue>,
        organism: &str,
    ) -> Result<Vec<StepNotice>, AnalysisError> {
        let foreign = Foreign::among(&self.names, catalogue, organism)?;
        let mut counts = vec![0.0; self.names.len()];
        for column in self.by_sample.values() {
            counts.iter_mut().zip(column).for_each(|(sum, count)| *sum += count);
        }
        let notices = foreign.notices(&self.names, &counts);
        let keeps = |row: usize| !foreign.has(row);
        for column in self.by_sample.values_mut() {
            *column = column
                .iter()
                .enumerate()
                .filter(|(row, _)| keeps(*row))
                .map(|(_, count)| *count)
                .collect();
        }
        let mut row = 0;
        self.names.retain(|_| {
            row += 1;
            keeps(row - 1)
        });
        self.places.clear();
        Ok(notices)
    }

    /// What to know of names that are not in the reference, where there are some.
    fn unknown(&self, catalogue: &Catalogue) -> Option<StepNotice> {
        let known = |name: &&String| name.split('/').all(|part| catalogue.find(part).is_some());
        let unknown: Vec<&str> =
            self.names.iter().filter(|name| !known(name)).map(String::as_str).collect();
        (!unknown.is_empty()).then(|| StepNotice::UnknownMirnas {
            unknown: unknown.len(),
            counted: self.names.len(),
            examples: first_listed(&unknown, MOST),
        })
    }

    /// Samples in the order of the study; a miRNA that a sample does not list has none there.
    fn into_matrix(mut self, study: &Study) -> Result<LabelledMatrix, exocast_core::BadMatrix> {
        let mut columns = Vec::new();
        let mut by_column = Vec::new();
        for sample in &study.samples {
            if let Some(mut column) = self.by_sample.remove(&sample.name) {
                column.resize(self.names.len(), 0.0);
                columns.push(sample.name.clone());
                by_column.push(column);
            }
        }
        let values = (0..self.names.len())
            .flat_map(|i| by_column.iter().map(move |column| column[i]))
            .collect();
        LabelledMatrix::new(self.names, columns, values)
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    /// The counts of a sample in a table of tests/cases, as `name value`.
    fn counted(sample: &str, file: &str) -> Vec<String> {
        let text = format!("[study]\ntitle = \"t\"\n[[sample]]\n{sample}\ncounts = \"x\"");
        let study = Study::parse(&text, "study.toml").expect("a study");
        let path =
            PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases/study").join(file);
        let sample = &study.samples[0];
        let table = table(sample, &path, None, "hsa").expect("a table");
        let counts = counts(sample, &path, &table).expect("counts");
        counts.by_name.into_iter().map(|(name, value)| format!("{name} {value}")).collect()
    }

    #[test]
    fn tables_of_other_programs_hold_the_counts_of_a_sample() {
        let expected = ["hsa-miR-21-5p 7", "hsa-miR-16-5p 3"];
        for file in ["acc.csv", "mirdeep2.csv", "r_rownum.csv"] {
            assert_eq!(counted("name = \"A\"", &format!("annotation-column/{file}")), expected);
        }
        let totals = counted("name = \"B\"", "mirge-total/miR.Counts.csv");
        assert_eq!(totals, ["hsa-miR-21-5p 900", "hsa-miR-16-5p 200"]);
        let chosen = counted("name = \"EV\"\ncounts_column = \"B\"", "annotation-column/acc.csv");
        assert_eq!(chosen, ["hsa-miR-21-5p 9", "hsa-miR-16-5p 2"]);
    }
}
