//! The truth behind dose and response: the models run forward from true values of everything.

use std::{collections::BTreeMap, error::Error};

use exocast_core::{Interval, SeedPlan};
use exocast_target::{
    Amounts, Dose, Expression, ExpressionScale, FittedAffinity, Mirna, Mirnas, Recipient,
    RespondOptions, Transcripts,
};
use exocast_transfer::{
    Cargo, CargoEntry, Distribution as Shape, Options, Override, Parameter, Step, dose,
};
use rand_distr::{Distribution, StandardNormal};

use super::super::{SimulationError, cells, sample::TrueSample, world::World};

/// The step of the ledger that a recipient feels.
pub(super) const LAST_STEP: &str = Step::Present.name();

/// Copies per cell of the miRNA that the observed experiment over-expressed.
const OVEREXPRESSED: f64 = 20_000.0;

/// What follows from the truth.
#[derive(Debug)]
pub(super) struct Forward {
    /// Delivered copies of each miRNA.
    pub(super) copies_per_cell: Vec<f64>,
    /// Change of each gene, the most changed first.
    pub(super) changes: Vec<(String, f64)>,
    /// Change of each gene in the observed experiment, without its noise.
    pub(super) observed: Vec<(String, f64)>,
}

impl Forward {
    pub(super) fn run(
        world: &World,
        samples: &[TrueSample],
        seeds: SeedPlan,
    ) -> Result<Self, SimulationError> {
        let copies = delivered(world, samples, seeds).map_err(SimulationError::Truth)?;
        let named = |amounts: &dyn Fn(usize) -> f64| {
            let names = world.matures.iter().enumerate();
            names.map(|(i, m)| (m.name.clone(), Interval::exact(amounts(i)))).collect::<Vec<_>>()
        };
        let dosed = named(&|i| copies[i]);
        let overexpressed = named(&|i| if i == 0 { OVEREXPRESSED } else { 0.0 });
        let mut changes = respond(world, dosed, seeds).map_err(SimulationError::Truth)?;
        let observed = respond(world, overexpressed, seeds).map_err(SimulationError::Truth)?;
        changes.sort_by(|a, b| a.1.total_cmp(&b.1));
        Ok(Self { copies_per_cell: copies, changes, observed })
    }
}

type Boxed = Box<dyn Error + Send + Sync>;

/// Delivered copies of each miRNA under true values of the parameters, drawn from their ranges.
fn delivered(world: &World, samples: &[TrueSample], seeds: SeedPlan) -> Result<Vec<f64>, Boxed> {
    let mut options =
        Options { draws: 16, bootstrap: 0, sensitivity_mirnas: 0, ..Options::default() };
    for (i, parameter) in options.check()?.used().into_iter().enumerate() {
        let z: f64 = StandardNormal.sample(&mut seeds.stream("true-parameter", i as u64));
        if let Some(value) = true_value(parameter, z) {
            options.parameters.insert(parameter.name().to_owned(), Override::from(value));
        }
    }
    let entries = world.matures.iter().enumerate().map(|(i, mature)| {
        let n = samples.len().max(1) as f64;
        let logs = samples.iter().map(|s| (s.copies_per_ml[i] / s.concentration_per_ml).ln());
        CargoEntry::measured(&mature.name, Interval::exact((logs.sum::<f64>() / n).exp()))
    });
    let found = dose(&Cargo::new(entries.collect()), None, &options.check()?)?;
    Ok(found.copies.iter().map(|copies| copies.copies_per_cell.value).collect())
}

/// The value `z` standard deviations from the middle of a parameter's range, on the scale of its
/// distribution; nothing where it is fixed.
fn true_value(parameter: Parameter, z: f64) -> Option<f64> {
    const Z95: f64 = 1.959_963_984_540_054;
    let entry = parameter.entry();
    let at = |low: f64, high: f64| f64::midpoint(low, high) + z * (high - low) / (2.0 * Z95);
    let logit = |share: f64| (share / (1.0 - share)).ln();
    let value = match entry.distribution {
        Shape::LogNormal => at(entry.low.ln(), entry.high.ln()).exp(),
        Shape::LogitNormal => 1.0 / (1.0 + (-at(logit(entry.low), logit(entry.high))).exp()),
        Shape::Fixed => return None,
    };
    Some(if entry.domain.contains(value) { value } else { entry.high })
}

/// Change of each gene under amounts that are known.
fn respond(
    world: &World,
    amounts: Vec<(String, Interval)>,
    seeds: SeedPlan,
) -> Result<Vec<(String, f64)>, Boxed> {
    let mut mirnas = Mirnas::default();
    for mature in &world.matures {
        let mirna = Mirna::new(mature.name.clone(), mature.sequence.clone())?;
        // Names of the invented reference are unique.
        let _ = mirnas.push(mirna);
    }
    let text = cells::transcripts_tsv(&world.genes);
    let transcripts = Transcripts::read_tsv(text.as_bytes(), "transcripts.tsv")?;
    let text = cells::expression_tsv(&world.genes);
    let expression = Expression::read(text.as_bytes(), "expression.tsv", ExpressionScale::Tpm)?;
    let text = world.endogenous_tsv(seeds);
    let endogenous = Amounts::read(text.as_bytes(), "endogenous.tsv")?;
    let affinity = FittedAffinity::default();
    let recipient = Recipient::new(&mirnas, &transcripts, &affinity)
        .with_expression(&expression)
        .with_endogenous(&endogenous);
    let options = RespondOptions { draws: 1, ..RespondOptions::default() }.check()?;
    let response = recipient.respond(&Dose::Copies(Amounts::new(amounts)), &options)?;
    let changes: BTreeMap<String, f64> = response
        .genes
        .into_iter()
        .map(|gene| (gene.gene.unwrap_or(gene.transcript), gene.log2fc.value))
        .collect();
    Ok(changes.into_iter().collect())
}
