//! Reads, spikes and particles put together: copies per mL and per vesicle.
//!
//! The cargo of some samples is their reads summed, and their copies averaged geometrically. Intervals are those
//! of what was measured on these samples: of counts, spike curves and particle numbers.

use exocast_core::words::first_listed;
use exocast_transfer::{
    Cargo, CargoEntry, Parameter, Parameters, Vesicles, enrichment_over_passive,
};

use super::{
    chain::Chain,
    notice::StepNotice,
    sampling::{Carried, Sampling},
};
use crate::{
    result::{AnalysisError, MirnaCargo},
    study::Step,
};

/// What some samples hold together.
pub(super) struct Pooled {
    rows: Vec<Carried>,
    /// Their vesicles.
    pub(super) vesicles: Option<Vesicles>,
}

impl Pooled {
    /// Of the samples at these places.
    pub(super) fn over(sampling: &Sampling<'_>, which: &[usize]) -> Self {
        Self { rows: sampling.carried(which), vesicles: sampling.vesicles(which) }
    }

    /// Whether any miRNA has reads.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is lost where some miRNAs have copies per vesicle and others have none.
    fn without_copies(&self) -> Option<StepNotice> {
        let (whole, lost): (Vec<&Carried>, Vec<&Carried>) =
            self.rows.iter().partition(|row| row.copies_per_vesicle.is_some());
        if whole.is_empty() || lost.is_empty() {
            return None;
        }
        let reads = |rows: &[&Carried]| rows.iter().map(|row| row.reads).sum::<f64>();
        let percent = reads(&lost) / (reads(&lost) + reads(&whole)) * 100.0;
        let (mirnas, total) = (names(lost.into_iter()).len(), names(self.rows.iter()).len());
        Some(StepNotice::ReadsWithoutCopies { mirnas, total, percent })
    }

    /// What is assumed where some samples with spikes have no reads of a miRNA.
    fn half_reads(&self) -> Option<StepNotice> {
        let lacking = names(self.rows.iter().filter(|row| row.without_reads > 0));
        (!lacking.is_empty()).then(|| StepNotice::HalfReads {
            mirnas: lacking.len(),
            total: names(self.rows.iter()).len(),
            examples: first_listed(&lacking, 3),
        })
    }

    /// Reads and copies of each guide, as results have them.
    pub(super) fn cargo(&self, parameters: &Parameters) -> Vec<MirnaCargo> {
        let diameter = self.vesicles.as_ref().and_then(|vesicles| vesicles.diameter_nm);
        let rows = self.rows.iter().map(|row| {
            let per_vesicle = row.copies_per_vesicle.as_ref().map(|copies| copies.interval);
            let enrichment = per_vesicle.zip(diameter).and_then(|(copies, nm)| {
                enrichment_over_passive(copies.value, nm, None, parameters)
            });
            MirnaCargo {
                mirna: row.mirna.clone(),
                guide: row.guide.clone(),
                reads: row.reads,
                copies_per_ml: row.copies_per_ml,
                copies_per_vesicle: per_vesicle,
                enrichment_over_passive: enrichment,
            }
        });
        rows.collect()
    }

    /// The cargo as the transfer model takes it: as measured where spikes and particles give copies
    /// per vesicle, else the published prior apportioned by reads.
    pub(super) fn for_transfer(&self, parameters: &Parameters) -> Cargo {
        let measured: Vec<CargoEntry> = self
            .rows
            .iter()
            .filter_map(|row| {
                let copies = row.copies_per_vesicle.as_ref()?;
                let entry = CargoEntry::measured(&row.mirna, copies.interval);
                Some(entry.with_guide(row.guide.clone()).with_draws(copies.draws.clone()))
            })
            .collect();
        if !measured.is_empty() {
            return Cargo::new(measured);
        }
        // Of each miRNA by all of its reads; its guides share that.
        let guides: Vec<&[Carried]> = self.rows.chunk_by(|a, b| a.mirna == b.mirna).collect();
        let all = |rows: &[Carried]| rows.iter().map(|row| row.reads).sum::<f64>();
        let reads: Vec<(&str, f64)> =
            guides.iter().map(|rows| (rows[0].mirna.as_str(), all(rows))).collect();
        let prior = parameters.get(Parameter::CopiesPerVesicle).range;
        let apportioned = Cargo::apportion(&reads, prior);
        let mut entries = Vec::new();
        for (entry, rows) in apportioned.entries().iter().zip(guides) {
            for row in rows {
                let mut entry = entry.clone().with_guide(row.guide.clone());
                entry.copies_per_vesicle = entry.copies_per_vesicle.scale(row.reads / all(rows));
                entries.push(entry);
            }
        }
        Cargo::new(entries)
    }
}

/// The miRNAs of rows, each once.
fn names<'a>(rows: impl Iterator<Item = &'a Carried>) -> Vec<&'a str> {
    let mut names: Vec<&str> = rows.map(|row| row.mirna.as_str()).collect();
    names.dedup();
    names
}

/// Puts the counts of every miRNA with reads together with spikes and particles, of all samples.
pub(super) fn run(
    chain: &mut Chain<'_>,
    sampling: Option<&Sampling<'_>>,
) -> Result<Option<(Pooled, Vec<MirnaCargo>)>, AnalysisError> {
    let Some(sampling) = sampling else { return Ok(None) };
    if !chain.begin(Step::Cargo, 1) {
        return Ok(None);
    }
    let parameters = super::dose::options(chain.study)?;
    let all: Vec<usize> = (0..sampling.samples.len()).collect();
    let pooled = Pooled::over(sampling, &all);
    if pooled.is_empty() {
        chain.give_up("no miRNA has reads in any sample");
        return Ok(None);
    }
    chain.end();
    let notices = sampling.gaps().into_iter().chain(pooled.without_copies());
    for notice in notices.chain(pooled.half_reads()) {
        chain.note(Step::Cargo, &notice);
    }
    let cargo = pooled.cargo(&parameters.parameters());
    Ok(Some((pooled, cargo)))
}
