//! The truth of a simulated study, and how far an analysis is from it.

mod forward;
mod quantity;

use std::fmt::Write as _;

use exocast_core::{SeedPlan, Table};
use rand_distr::{Distribution, StandardNormal};

use self::{forward::Forward, quantity::Quantity};
use super::{
    error::SimulationError,
    sample::TrueSample,
    world::{SOURCES, World},
};
use crate::result::{Analysis, TruthRow, Value, truth_alone};

/// miRNAs, and genes, whose truth is shown.
const SHOWN: usize = 8;
/// Standard deviation of the observed log2 fold changes around the truth.
const NOISE: f64 = 0.15;

/// What is true of a simulated study.
#[derive(Debug)]
pub(super) struct Truth {
    pub(super) samples: Vec<TrueSample>,
    mirnas: Vec<String>,
    forward: Forward,
    rows: Vec<Row>,
}

/// One true quantity.
#[derive(Debug)]
struct Row {
    words: String,
    truth: Value,
    quantity: Quantity,
}

impl Truth {
    pub(super) fn from_world(
        world: &World,
        samples: Vec<TrueSample>,
        seeds: SeedPlan,
    ) -> Result<Self, SimulationError> {
        let mirnas: Vec<String> = world.matures.iter().map(|mature| mature.name.clone()).collect();
        let forward = Forward::run(world, &samples, seeds)?;
        let mut truth = Self { samples, mirnas, forward, rows: Vec::new() };
        truth.list();
        Ok(truth)
    }

    fn add(&mut self, quantity: Quantity, words: String, truth: Value) {
        self.rows.push(Row { words, truth, quantity });
    }

    fn list(&mut self) {
        for sample in self.samples.clone() {
            self.list_sample(&sample);
        }
        for i in self.most_abundant() {
            let mirna = self.mirnas[i].clone();
            let mean = |value: &dyn Fn(&TrueSample) -> f64| {
                let n = self.samples.len() as f64;
                (self.samples.iter().map(|sample| value(sample).ln()).sum::<f64>() / n).exp()
            };
            let per_ml = mean(&|sample| sample.copies_per_ml[i]);
            let per_vesicle = mean(&|sample| sample.copies_per_ml[i] / sample.concentration_per_ml);
            let copies = self.forward.copies_per_cell[i];
            let words = format!("{mirna}, copies per mL");
            let quantity = Quantity::CopiesPerMillilitre { mirna: mirna.clone() };
            self.add(quantity, words, Value::Number(per_ml));
            let words = format!("{mirna}, copies per vesicle");
            let quantity = Quantity::CopiesPerVesicle { mirna: mirna.clone() };
            self.add(quantity, words, Value::Number(per_vesicle));
            let words = format!("{mirna}, copies per recipient cell");
            self.add(Quantity::CopiesPerCell { mirna }, words, Value::Number(copies));
        }
        for (gene, change) in self.forward.changes.clone().into_iter().take(SHOWN) {
            let words = format!("{gene}, log2 fold change");
            self.add(Quantity::Change { gene }, words, Value::Number(change));
        }
        if let [(against, b), (group, a)] = self.forward.by_group.clone().as_slice() {
            for i in self.most_abundant() {
                let mirna = self.mirnas[i].clone();
                let contrast = format!("{group} against {against}");
                let words = format!("{mirna}, log2 ratio of doses, {contrast}");
                let ratio = Value::Number((a[i] / b[i]).log2());
                self.add(Quantity::DoseRatio { contrast, mirna }, words, ratio);
            }
        }
        let words = "miRNA behind the observed change".to_owned();
        let name = Value::Name(self.mirnas[0].clone());
        self.add(Quantity::Cause, words, name);
    }

    fn list_sample(&mut self, sample: &TrueSample) {
        let name = &sample.name;
        let mut most: Vec<usize> = (0..sample.reads.len()).collect();
        most.sort_by_key(|&i| std::cmp::Reverse(sample.reads[i]));
        for i in most.into_iter().take(3) {
            let mirna = self.mirnas[i].clone();
            let words = format!("{name}, reads of {mirna}");
            let quantity = Quantity::Reads { sample: name.clone(), mirna };
            self.add(quantity, words, Value::Count(sample.reads[i]));
        }
        let words = format!("{name}, vesicles per mL, undiluted");
        let truth = Value::Number(sample.concentration_per_ml);
        self.add(Quantity::Vesicles { sample: name.clone() }, words, truth);
        let words = format!("{name}, median diameter in nm");
        let truth = Value::Number(sample.median_nm);
        self.add(Quantity::MedianDiameter { sample: name.clone() }, words, truth);
        for (source, share) in SOURCES.iter().chain(&["unknown"]).zip(&sample.shares) {
            let words = format!("{name}, RNA share of {source}");
            let quantity = Quantity::Share { sample: name.clone(), source: (*source).to_owned() };
            self.add(quantity, words, Value::Number(*share));
        }
    }

    /// By what is true and not by reads: those with most reads are those that are read too often.
    fn most_abundant(&self) -> Vec<usize> {
        let copies =
            |i: usize| self.samples.iter().map(|sample| sample.copies_per_ml[i]).sum::<f64>();
        let read = |i: usize| self.samples.iter().any(|sample| sample.reads[i] > 0);
        let mut order: Vec<usize> = (0..self.mirnas.len()).filter(|&i| read(i)).collect();
        order.sort_by(|&a, &b| copies(b).total_cmp(&copies(a)));
        order.truncate(SHOWN);
        order
    }

    pub(super) fn table(&self) -> Table {
        truth_alone(
            self.rows.iter().map(|row| (row.quantity.step(), row.words.as_str(), &row.truth)),
        )
    }

    pub(super) fn compare(&self, analysis: &Analysis) -> Vec<TruthRow> {
        let rows = self.rows.iter().map(|row| {
            let (estimate, ends) = row.quantity.estimate(analysis).unzip();
            TruthRow {
                step: row.quantity.step(),
                quantity: row.words.clone(),
                truth: row.truth.clone(),
                estimate,
                ends: ends.flatten(),
            }
        });
        rows.collect()
    }

    /// The change after one miRNA was over-expressed, as an experiment would show it.
    pub(super) fn observed_tsv(&self, seeds: SeedPlan) -> String {
        let mut rng = seeds.stream("observed", 0);
        self.forward.observed.iter().fold(
            String::from("gene\tlog2fc\n"),
            |mut text, (gene, change)| {
                let z: f64 = StandardNormal.sample(&mut rng);
                let _ = writeln!(text, "{gene}\t{:.4}", change + NOISE * z);
                text
            },
        )
    }
}
