//! Reads, spikes and particles put together: copies per mL and per vesicle.
//!
//! The cargo of some samples is their reads summed, and their copies averaged geometrically. Intervals are those
//! of what was measured on these samples: of counts, spike curves and particle numbers.

use exocast_core::{Cell, Interval, Table};
use exocast_transfer::{
    Cargo, CargoEntry, Parameter, Parameters, Vesicles, enrichment_over_passive,
};

use super::{
    chain::Chain,
    sampling::{Carried, Sampling},
};
use crate::{result::AnalysisError, study::Step};

/// What some samples hold together.
pub(super) struct Pooled {
    rows: Vec<Carried>,
    /// Their vesicles.
    pub(super) vesicles: Option<Vesicles>,
}

impl Pooled {
    /// Of the samples at these places.
    pub(super) fn of(sampling: &Sampling<'_>, which: &[usize]) -> Self {
        Self { rows: sampling.carried(which), vesicles: sampling.vesicles(which) }
    }

    /// Whether any miRNA has reads.
    pub(super) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What is lost where some miRNAs have copies per vesicle and others have none.
    fn without_copies(&self) -> Option<String> {
        let (whole, lost): (Vec<&Carried>, Vec<&Carried>) =
            self.rows.iter().partition(|row| row.copies_per_vesicle.is_some());
        if whole.is_empty() || lost.is_empty() {
            return None;
        }
        let reads = |rows: &[&Carried]| rows.iter().map(|row| row.reads).sum::<f64>();
        let share = reads(&lost) / (reads(&lost) + reads(&whole)) * 100.0;
        Some(format!(
            "{} of {} miRNAs ({share:.2} % of the reads) have reads only in samples without spikes or particles: they have no copies, and dose and response are without them",
            lost.len(),
            self.rows.len()
        ))
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
                Some(entry.with_draws(copies.draws.clone()))
            })
            .collect();
        if !measured.is_empty() {
            return Cargo::new(measured);
        }
        let reads: Vec<(&str, f64)> =
            self.rows.iter().map(|row| (row.mirna.as_str(), row.reads)).collect();
        Cargo::apportion(&reads, parameters.get(Parameter::CopiesPerVesicle).range)
    }
}

/// Puts the counts of every miRNA with reads together with spikes and particles, of all samples.
pub(super) fn run(
    chain: &mut Chain<'_>,
    sampling: Option<&Sampling<'_>>,
) -> Result<Option<Pooled>, AnalysisError> {
    let Some(sampling) = sampling else { return Ok(None) };
    if !chain.begin(Step::Cargo, 1) {
        return Ok(None);
    }
    let parameters = super::dose::options(chain.study)?;
    let all: Vec<usize> = (0..sampling.samples.len()).collect();
    let pooled = Pooled::of(sampling, &all);
    if pooled.is_empty() {
        chain.give_up("no miRNA has reads in any sample");
        return Ok(None);
    }
    chain.end();
    for text in sampling.gaps().into_iter().chain(pooled.without_copies()) {
        chain.note(Step::Cargo, text);
    }
    let diameter = pooled.vesicles.as_ref().and_then(|vesicles| vesicles.diameter_nm);
    let passive = diameter.map(|nm| (nm, parameters.parameters()));
    chain.table("cargo", table(&pooled.rows, passive));
    Ok(Some(pooled))
}

fn table(rows: &[Carried], passive: Option<(f64, &Parameters)>) -> Table {
    let mut table = Table::new([
        "mirna",
        "reads",
        "copies_per_ml",
        "low",
        "high",
        "copies_per_vesicle",
        "low",
        "high",
        "enrichment_over_passive",
        "flag",
    ]);
    let ends = |interval: Option<Interval>| -> [Cell; 3] {
        [interval.map(|i| i.value), interval.map(|i| i.low), interval.map(|i| i.high)]
            .map(Cell::from)
    };
    for row in rows {
        let per_vesicle = row.copies_per_vesicle.as_ref().map(|copies| copies.interval);
        let flag = match (row.copies_per_ml, per_vesicle) {
            (None, _) => "no absolute copies",
            (Some(_), None) => "no particle number",
            (Some(_), Some(copies)) if copies.value > 1.0 => "more than one copy per vesicle",
            (Some(_), Some(_)) => "",
        };
        let enrichment = per_vesicle.zip(passive).and_then(|(copies, (nm, parameters))| {
            enrichment_over_passive(copies.value, nm, None, parameters)
        });
        let mut cells: Vec<Cell> = vec![row.mirna.as_str().into(), row.reads.into()];
        cells.extend(ends(row.copies_per_ml));
        cells.extend(ends(per_vesicle));
        cells.extend([enrichment.into(), flag.into()]);
        table.push(cells);
    }
    table
}
