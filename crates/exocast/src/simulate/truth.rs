//! The truth of a simulated study, and how far an analysis is from it.

mod forward;

use std::fmt::Write as _;

use exocast_core::{Cell, SeedPlan, Table};
use rand_distr::{Distribution, StandardNormal};

use self::forward::Forward;
use super::{
    SimulationError,
    sample::TrueSample,
    world::{SOURCES, World},
};
use crate::result::Analysis;

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

/// One true quantity, and where an analysis shows its estimate.
#[derive(Debug)]
struct Row {
    step: &'static str,
    quantity: String,
    truth: Cell,
    place: Place,
}

/// A cell of a result table: the row that holds these texts in these columns.
#[derive(Debug)]
struct Place {
    table: &'static str,
    keys: Vec<(&'static str, String)>,
    column: String,
}

impl Truth {
    pub(super) fn of(
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

    fn add(
        &mut self,
        step: &'static str,
        quantity: String,
        truth: impl Into<Cell>,
        table: &'static str,
        keys: Vec<(&'static str, String)>,
        column: impl Into<String>,
    ) {
        let place = Place { table, keys, column: column.into() };
        self.rows.push(Row { step, quantity, truth: truth.into(), place });
    }

    fn list(&mut self) {
        for sample in self.samples.clone() {
            self.list_sample(&sample);
        }
        for i in self.most_abundant() {
            let name = self.mirnas[i].clone();
            let key = || vec![("mirna", name.clone())];
            let mean = |of: &dyn Fn(&TrueSample) -> f64| {
                let n = self.samples.len() as f64;
                (self.samples.iter().map(|sample| of(sample).ln()).sum::<f64>() / n).exp()
            };
            let per_ml = mean(&|sample| sample.copies_per_ml[i]);
            let per_vesicle = mean(&|sample| sample.copies_per_ml[i] / sample.concentration_per_ml);
            self.add(
                "cargo",
                format!("{name}, copies per mL"),
                per_ml,
                "cargo",
                key(),
                "copies_per_ml",
            );
            let quantity = format!("{name}, copies per vesicle");
            self.add("cargo", quantity, per_vesicle, "cargo", key(), "copies_per_vesicle");
            let copies = self.forward.copies_per_cell[i];
            let keys = vec![("mirna", name.clone()), ("step", forward::LAST_STEP.to_owned())];
            self.add(
                "dose",
                format!("{name}, copies per recipient cell"),
                copies,
                "dose",
                keys,
                "value",
            );
        }
        for (gene, change) in self.forward.changes.clone().into_iter().take(SHOWN) {
            let key = vec![("gene", gene.clone())];
            self.add(
                "response",
                format!("{gene}, log2 fold change"),
                change,
                "response",
                key,
                "log2fc",
            );
        }
        if let [(against, b), (of, a)] = self.forward.by_group.clone().as_slice() {
            for i in self.most_abundant() {
                let name = self.mirnas[i].clone();
                let key =
                    vec![("contrast", format!("{of} against {against}")), ("mirna", name.clone())];
                let quantity = format!("{name}, log2 ratio of doses, {of} against {against}");
                let ratio = (a[i] / b[i]).log2();
                self.add("contrasts", quantity, ratio, "contrast_dose", key, "log2_ratio");
            }
        }
        let quantity = "miRNA behind the observed change".to_owned();
        let name = self.mirnas[0].clone();
        self.add("evidence", quantity, name, "evidence", Vec::new(), "mirna");
    }

    fn list_sample(&mut self, sample: &TrueSample) {
        let name = &sample.name;
        let mut most: Vec<usize> = (0..sample.reads.len()).collect();
        most.sort_by_key(|&i| std::cmp::Reverse(sample.reads[i]));
        for i in most.into_iter().take(3) {
            let mirna = self.mirnas[i].clone();
            let quantity = format!("{name}, reads of {mirna}");
            let key = vec![("mirna", mirna)];
            self.add("mirna", quantity, sample.reads[i], "mirna_counts", key, name.as_str());
        }
        let key = || vec![("sample", name.clone()), ("replicate", "all".to_owned())];
        let quantity = format!("{name}, vesicles per mL, undiluted");
        let truth = sample.concentration_per_ml;
        self.add("vesicles", quantity, truth, "vesicles", key(), "concentration_per_ml");
        let quantity = format!("{name}, median diameter in nm");
        self.add("vesicles", quantity, sample.median_nm, "vesicles", key(), "median");
        for (source, share) in SOURCES.iter().chain(&["unknown"]).zip(&sample.shares) {
            let key = vec![("sample", name.clone()), ("source", (*source).to_owned())];
            let quantity = format!("{name}, RNA share of {source}");
            self.add("origin", quantity, *share, "origin", key, "rna_share");
        }
    }

    /// By what is true and not by reads: those with most reads are those that are read too often.
    fn most_abundant(&self) -> Vec<usize> {
        let copies = |i: usize| self.samples.iter().map(|own| own.copies_per_ml[i]).sum::<f64>();
        let read = |i: usize| self.samples.iter().any(|sample| sample.reads[i] > 0);
        let mut order: Vec<usize> = (0..self.mirnas.len()).filter(|&i| read(i)).collect();
        order.sort_by(|&a, &b| copies(b).total_cmp(&copies(a)));
        order.truncate(SHOWN);
        order
    }

    pub(super) fn table(&self) -> Table {
        let mut table = Table::new(["step", "quantity", "truth"]);
        for row in &self.rows {
            table.push([row.step.into(), row.quantity.as_str().into(), row.truth.clone()]);
        }
        table
    }

    pub(super) fn compare(&self, analysis: &Analysis) -> Table {
        let columns = ["step", "quantity", "truth", "estimate", "low", "high", "inside"];
        let mut table = Table::new(columns);
        for row in &self.rows {
            let [estimate, low, high] = row.place.find(analysis);
            let inside = match (&row.truth, &low, &high, &estimate) {
                (Cell::Real(truth), Cell::Real(low), Cell::Real(high), _) => {
                    Some((low..=high).contains(&truth))
                }
                (Cell::Text(truth), _, _, Cell::Text(estimate)) => Some(truth == estimate),
                _ => None,
            };
            let inside = inside.map(|inside| if inside { "yes" } else { "no" });
            let named = [row.step.into(), row.quantity.as_str().into(), row.truth.clone()];
            table.push(named.into_iter().chain([estimate, low, high, inside.into()]));
        }
        table
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

impl Place {
    /// The estimate, and its ends where `low` and `high` follow it.
    fn find(&self, analysis: &Analysis) -> [Cell; 3] {
        let nothing = [Cell::Missing, Cell::Missing, Cell::Missing];
        let Some(table) = analysis.table(self.table) else { return nothing };
        let column = |name: &str| table.columns().iter().position(|own| own == name);
        let Some(value) = column(&self.column) else { return nothing };
        let holds = |row: &&[Cell]| {
            self.keys.iter().all(|(name, text)| {
                column(name).is_some_and(|i| matches!(&row[i], Cell::Text(own) if own == text))
            })
        };
        let Some(row) = table.rows().find(holds) else { return nothing };
        let end = |shift: usize, name: &str| {
            let follows = table.columns().get(value + shift).is_some_and(|own| own == name);
            if follows { row[value + shift].clone() } else { Cell::Missing }
        };
        [row[value].clone(), end(1, "low"), end(2, "high")]
    }
}
