//! The truth behind dose and response: the models run forward from true values of everything.

use std::{collections::BTreeMap, error::Error};

use exocast_core::{Interval, SeedPlan, Z95, options::Options as _};
use exocast_target::{
    Amounts, Argonaute, Dose, Expression, ExpressionScale, FittedAffinity, Mirna, Mirnas,
    Recipient, RespondOptions, Transcripts,
};
use exocast_transfer::{
    self as transfer, ArgonauteDraws, Cargo, CargoEntry, Checked, Distribution as Shape,
    EndogenousMirna, Options, Override, Parameter, dose,
};
use rand::Rng as _;
use rand_distr::{Distribution, StandardNormal};

use super::super::{
    cells,
    error::SimulationError,
    sample::{CONTROL, TUMOUR, TrueSample},
    world::World,
};

/// Copies per cell of the miRNA that the observed experiment over-expressed.
const OVEREXPRESSED: f64 = 20_000.0;

/// What follows from the truth.
#[derive(Debug)]
pub(super) struct Forward {
    /// Delivered copies of each miRNA in RISC.
    pub(super) copies_per_cell: Vec<f64>,
    /// The same from the samples of each group, in the order of the groups.
    pub(super) by_group: Vec<(&'static str, Vec<f64>)>,
    /// Change of each gene; the genes that are expected to change most first.
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
        let options = true_parameters(world, seeds).map_err(SimulationError::Truth)?;
        let dose_of = |samples: &[&TrueSample]| {
            delivered(world, samples, &options, seeds).map_err(SimulationError::Truth)
        };
        let in_risc = |dose: &transfer::Dose| -> Vec<f64> {
            dose.copies.iter().map(|copies| copies.copies_per_cell.value).collect()
        };
        let dose = dose_of(&samples.iter().collect::<Vec<_>>())?;
        let mut by_group = Vec::new();
        for group in [CONTROL, TUMOUR] {
            let members: Vec<&TrueSample> =
                samples.iter().filter(|sample| sample.group == group).collect();
            if !members.is_empty() {
                by_group.push((group, in_risc(&dose_of(&members)?)));
            }
        }
        let named = |amounts: &dyn Fn(usize) -> f64| {
            let names = world.matures.iter().enumerate();
            names.map(|(i, m)| (m.name.clone(), Interval::exact(amounts(i)))).collect::<Vec<_>>()
        };
        let dosed = named(&|i| dose.copies[i].delivered.value);
        let overexpressed = named(&|i| if i == 0 { OVEREXPRESSED } else { 0.0 });
        let mut changes =
            respond(world, dosed, Some(&dose.argonaute), seeds).map_err(SimulationError::Truth)?;
        let observed =
            respond(world, overexpressed, None, seeds).map_err(SimulationError::Truth)?;
        // By what is expected and not by what is true: those that are chosen by their truth are chosen by its error.
        changes.sort_by(|a, b| a.1.expected.total_cmp(&b.1.expected));
        let truth = |all: Vec<(String, Change)>| {
            all.into_iter().map(|(gene, change)| (gene, change.truth)).collect()
        };
        Ok(Self {
            copies_per_cell: in_risc(&dose),
            by_group,
            changes: truth(changes),
            observed: truth(observed),
        })
    }
}

type Boxed = Box<dyn Error + Send + Sync>;

/// The change of a gene: as the model expects it, and as it is under true values of the model's parameters.
#[derive(Clone, Copy, Debug)]
struct Change {
    expected: f64,
    truth: f64,
}

/// What the recipient makes itself, as its table says.
fn endogenous_of(world: &World, seeds: SeedPlan) -> Result<Amounts, Boxed> {
    Ok(Amounts::read(world.endogenous_tsv(seeds).as_bytes(), "endogenous.tsv")?)
}

/// True values of the parameters of transfer, drawn from their ranges.
fn true_parameters(world: &World, seeds: SeedPlan) -> Result<Checked, Boxed> {
    let mut options = Options::default();
    let endogenous = endogenous_of(world, seeds)?;
    let entries = endogenous.entries().iter();
    options.endogenous =
        entries.map(|(name, copies)| EndogenousMirna::new(name, *copies)).collect();
    options.draws = 16;
    options.bootstrap = 0;
    options.sensitivity_mirnas = 0;
    for (i, parameter) in options.used().into_iter().enumerate() {
        // The study has a table of them.
        if parameter == Parameter::EndogenousCopies {
            continue;
        }
        let z: f64 = StandardNormal.sample(&mut seeds.stream("true-parameter", i as u64));
        if let Some(value) = true_value(parameter, z) {
            options.parameters.insert(parameter.name().to_owned(), Override::from(value));
        }
    }
    Ok(options.check()?)
}

/// The dose under those.
fn delivered(
    world: &World,
    samples: &[&TrueSample],
    options: &Checked,
    seeds: SeedPlan,
) -> Result<transfer::Dose, Boxed> {
    let entries = world.matures.iter().enumerate().map(|(i, mature)| {
        let n = samples.len().max(1) as f64;
        let logs = samples.iter().map(|s| (s.copies_per_ml[i] / s.concentration_per_ml).ln());
        CargoEntry::measured(&mature.name, Interval::exact((logs.sum::<f64>() / n).exp()))
    });
    Ok(dose(&Cargo::new(entries.collect()), None, options, seeds)?)
}

/// The value `z` standard deviations from the middle of a parameter's range, on the scale of its
/// distribution; nothing where it is fixed.
fn true_value(parameter: Parameter, z: f64) -> Option<f64> {
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

/// Change of each gene under amounts that are known, affinities and all else drawn once.
fn respond(
    world: &World,
    amounts: Vec<(String, Interval)>,
    argonaute: Option<&ArgonauteDraws>,
    seeds: SeedPlan,
) -> Result<Vec<(String, Change)>, Boxed> {
    let mut mirnas = Mirnas::default();
    for mature in &world.matures {
        let mirna = Mirna::new(mature.name.clone(), mature.sequence.clone())?;
        // Names of the invented reference are unique.
        let _ = mirnas.push(mirna);
    }
    let text = cells::transcripts_tsv(&world.genes);
    let transcripts = Transcripts::read(text.as_bytes(), "transcripts.tsv")?;
    let text = cells::expression_tsv(&world.genes);
    let expression = Expression::read(text.as_bytes(), "expression.tsv", ExpressionScale::Tpm)?;
    let endogenous = endogenous_of(world, seeds)?;
    let affinity = FittedAffinity::default();
    let argonaute =
        argonaute.map(|drawn| Argonaute::drawn(drawn.ago.clone(), drawn.unlisted.clone()));
    let mut recipient = Recipient::new(&mirnas, &transcripts, &affinity)
        .with_expression(&expression)
        .with_endogenous(&endogenous);
    if let Some(argonaute) = &argonaute {
        recipient = recipient.with_argonaute(argonaute);
    }
    // Another seed than that of the analysis, which draws from streams of the same names.
    let plan = SeedPlan::new(seeds.stream("true-response", 0).next_u64());
    let mut options = RespondOptions::default();
    (options.draws, options.keep_draws) = (1, true);
    let amounts = Dose::Copies(Amounts::new(amounts));
    let response = recipient.respond(&amounts, &options.check()?, plan)?;
    let changes: BTreeMap<String, Change> = response
        .genes
        .into_iter()
        .map(|gene| {
            let truth = gene.draws.first().copied().unwrap_or(0.0);
            let change = Change { expected: gene.log2fc.value, truth };
            (gene.gene.unwrap_or(gene.transcript), change)
        })
        .collect();
    Ok(changes.into_iter().collect())
}
