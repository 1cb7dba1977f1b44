//! Dose and response of each group, and what differs between two.

use std::collections::BTreeMap;

use exocast_core::{Cell as Entry, Table};
use exocast_target::{GeneResponse, Response};
use exocast_transfer::{Dose, Options, Status, Vesicles, dose};

use super::{Group, Pair};
use crate::{
    figures,
    result::AnalysisError,
    steps::{
        cargo::Pooled,
        chain::Chain,
        dose as transfer,
        response::Cell,
        sampling::{Sampling, central},
    },
    study::Step,
};

/// log2 difference that counts: as the response counts a change. Assumed.
const MIN_EFFECT: f64 = 0.1;

/// What follows from the cargo of a group.
pub(super) struct Downstream {
    pub(super) dose: Option<Dose>,
    /// The samples that it rests on.
    samples: Vec<String>,
    vesicles: Option<Vesicles>,
    response: Option<Response>,
}

impl Downstream {
    pub(super) fn of(
        chain: &mut Chain<'_>,
        group: &Group<'_>,
        sampling: &Sampling<'_>,
        cell: Option<&Cell>,
    ) -> Result<Self, AnalysisError> {
        let pooled = Pooled::of(sampling, &group.places);
        let behind = sampling.behind(&group.places);
        let samples: Vec<String> = behind.into_iter().map(str::to_owned).collect();
        if pooled.is_empty() {
            let text = format!("group {} has no miRNA reads: it has no dose", group.name);
            chain.note(Step::Contrasts, text);
            return Ok(Self { dose: None, samples, vesicles: pooled.vesicles, response: None });
        }
        if samples.len() < group.places.len() {
            let text = format!(
                "group {}: {} of {} samples have what the dose rests on ({})",
                group.name,
                samples.len(),
                group.places.len(),
                samples.join(", ")
            );
            chain.note(Step::Contrasts, text);
        }
        let options = transfer::options(chain.study)?;
        // The tables of the study have intervals of these already.
        let options = Options { bootstrap: 0, sensitivity_mirnas: 0, ..options.options().clone() };
        let options = options.check().map_err(Step::Contrasts.failed())?;
        let cargo = pooled.for_transfer(options.parameters());
        let found =
            dose(&cargo, pooled.vesicles.as_ref(), &options).map_err(Step::Contrasts.failed())?;
        let response = match cell {
            Some(cell) => Some(cell.respond(&found).map_err(Step::Contrasts.failed())?.0),
            None => None,
        };
        Ok(Self { dose: Some(found), samples, vesicles: pooled.vesicles, response })
    }

    /// Whether copies were measured, not assumed; nothing without a dose.
    fn is_measured(&self) -> Option<bool> {
        let dose = self.dose.as_ref()?;
        Some(dose.copies.iter().any(|own| own.status == Status::Measured))
    }
}

/// `group samples vesicles_per_ml low high copies_per_cell low high verdict`, copies of all miRNAs together.
pub(super) fn groups_table(groups: &[Group<'_>], found: &[Downstream]) -> Table {
    let mut table = Table::new([
        "group",
        "samples",
        "vesicles_per_ml",
        "low",
        "high",
        "copies_per_cell",
        "low",
        "high",
        "verdict",
    ]);
    for (group, own) in groups.iter().zip(found) {
        let vesicles = own.vesicles.as_ref().map(|vesicles| vesicles.concentration_per_ml);
        let copies = own.dose.as_ref().map(|dose| dose.total.copies_per_cell);
        let mut cells: Vec<Entry> = vec![group.name.into(), own.samples.join(", ").into()];
        for range in [vesicles, copies] {
            cells.extend(
                [range.map(|i| i.value), range.map(|i| i.low), range.map(|i| i.high)]
                    .map(Entry::from),
            );
        }
        cells.push(own.dose.as_ref().map(|dose| dose.verdict.headline()).into());
        table.push(cells);
    }
    table
}

/// `group mirna copies_per_cell low high probability`: copies in RISC of a recipient at the time of the study.
pub(super) fn dose_table(groups: &[Group<'_>], found: &[Downstream]) -> Table {
    let mut table = Table::new(["group", "mirna", "copies_per_cell", "low", "high", "probability"]);
    for (group, own) in groups.iter().zip(found) {
        let Some(dose) = &own.dose else { continue };
        for copies in dose.copies.iter().chain([&dose.total]) {
            let range = copies.copies_per_cell;
            table.push([
                group.name.into(),
                copies.mirna.as_str().into(),
                range.value.into(),
                range.low.into(),
                range.high.into(),
                copies.probability.into(),
            ]);
        }
    }
    table
}

/// `contrast_dose`, `group_response` and `contrast_response`.
pub(super) fn run(
    chain: &mut Chain<'_>,
    groups: &[Group<'_>],
    pairs: &[Pair<'_>],
    found: &[Downstream],
) {
    let of = |group: &Group<'_>| {
        groups.iter().position(|own| own.name == group.name).and_then(|at| found.get(at))
    };
    let both: Vec<(&Pair<'_>, &Downstream, &Downstream)> =
        pairs.iter().filter_map(|pair| Some((pair, of(pair.of)?, of(pair.against)?))).collect();
    let mut doses =
        Table::new(["contrast", "mirna", "log2_ratio", "low", "high", "probability_higher"]);
    for (pair, of, against) in &both {
        let (Some(a), Some(b)) = (&of.dose, &against.dose) else { continue };
        if of.is_measured() == Some(true) && against.is_measured() == Some(true) {
            compare_doses(&mut doses, &pair.name, a, b);
        } else {
            let text = format!(
                "{}: doses have no ratio, as copies per vesicle are assumed where spikes and particles were not measured; \
                 ratios of reads are in contrast_cargo",
                pair.name
            );
            chain.note(Step::Contrasts, text);
        }
    }
    if doses.rows().len() > 0 {
        chain.table("contrast_dose", doses);
    }
    if found.iter().all(|own| own.response.is_none()) {
        return;
    }
    chain.table("group_response", response_table(groups, found));
    let mut responses = Table::new([
        "contrast",
        "gene",
        "transcript",
        "difference",
        "low",
        "high",
        "probability_lower",
    ]);
    for (pair, of, against) in &both {
        let (Some(a), Some(b)) = (&of.response, &against.response) else { continue };
        match (of.is_measured(), against.is_measured()) {
            (Some(true), Some(true)) => {}
            (Some(false), Some(false)) => chain.note(
                Step::Contrasts,
                format_args!(
                    "{}: copies are assumed in both groups; what differs between responses follows from each miRNA's share of the reads alone",
                    pair.name
                ),
            ),
            _ => {
                let text = format!(
                    "{}: responses are not compared: copies of one group are measured, of the other assumed",
                    pair.name
                );
                chain.note(Step::Contrasts, text);
                continue;
            }
        }
        let points = compare_responses(&mut responses, &pair.name, a, b);
        if pair.name == both[0].0.name {
            chain.figure(figures::contrast_response(pair.of.name, pair.against.name, &points));
        }
    }
    if responses.rows().len() > 0 {
        chain.table("contrast_response", responses);
    }
}

fn compare_doses(table: &mut Table, contrast: &str, a: &Dose, b: &Dose) {
    let others: BTreeMap<&str, _> = b.copies.iter().map(|own| (own.mirna.as_str(), own)).collect();
    for own in &a.copies {
        let Some(other) = others.get(own.mirna.as_str()) else { continue };
        let (x, y) = (own.copies_per_cell.value, other.copies_per_cell.value);
        if x <= 0.0 || y <= 0.0 {
            continue;
        }
        let ratios: Vec<f64> =
            own.draws.iter().zip(&other.draws).map(|(x, y)| (x / y).log2()).collect();
        let range = central((x / y).log2(), &ratios);
        let higher = ratios.iter().filter(|ratio| **ratio > 0.0).count() as f64;
        table.push([
            contrast.into(),
            own.mirna.as_str().into(),
            (x / y).log2().into(),
            range.low.into(),
            range.high.into(),
            (higher / ratios.len().max(1) as f64).into(),
        ]);
    }
}

fn response_table(groups: &[Group<'_>], found: &[Downstream]) -> Table {
    let own = found.iter().find_map(|own| own.response.as_ref()).map(Response::table);
    let columns = own.iter().flat_map(|table| table.columns().iter().map(String::as_str));
    let mut table = Table::new(std::iter::once("group").chain(columns));
    for (group, own) in groups.iter().zip(found) {
        let Some(response) = &own.response else { continue };
        for row in response.table().rows() {
            table.push(std::iter::once(Entry::from(group.name)).chain(row.iter().cloned()));
        }
    }
    table
}

/// Adds the difference of each gene, and returns its change in both groups.
fn compare_responses(
    table: &mut Table,
    contrast: &str,
    a: &Response,
    b: &Response,
) -> Vec<(String, f64, f64)> {
    let others: BTreeMap<&str, &GeneResponse> =
        b.genes.iter().map(|own| (own.transcript.as_str(), own)).collect();
    let mut points = Vec::new();
    for own in &a.genes {
        let Some(other) = others.get(own.transcript.as_str()) else { continue };
        points.push((own.transcript.clone(), other.log2fc.value, own.log2fc.value));
        let count = own.draws.len().max(other.draws.len());
        let draw = |gene: &GeneResponse, d: usize| gene.draws.get(d).copied().unwrap_or(0.0);
        let differences: Vec<f64> = (0..count).map(|d| draw(own, d) - draw(other, d)).collect();
        let value = own.log2fc.value - other.log2fc.value;
        let range = central(value, &differences);
        let lower = differences.iter().filter(|own| **own <= -MIN_EFFECT).count() as f64;
        table.push([
            contrast.into(),
            own.gene.as_deref().into(),
            own.transcript.as_str().into(),
            value.into(),
            range.low.into(),
            range.high.into(),
            (lower / count.max(1) as f64).into(),
        ]);
    }
    points
}
