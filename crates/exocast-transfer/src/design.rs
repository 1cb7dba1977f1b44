//! The experiment that would show an effect, or rule it out.

use std::f64::consts::LN_2;

use exocast_core::{Interval, SeedPlan, Table, parallel};
use serde::Serialize;

use crate::{
    argonaute::Argonaute,
    cargo::{CargoEntry, Vesicles},
    chain::{Values, follow},
    draws::{CargoDraws, Half, Points, draw},
    effect::{Effect, Tabulated},
    error::DoseError,
    options::Checked,
    parameter::Parameter,
    parameters::Override,
    power::{detection_probability, replicates_needed},
    resolve::{check_entry, resolve},
    scenario::{Scenario, Setup},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// A dose of vesicles, and what would be seen of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DesignRow {
    /// Vesicles given to each recipient cell.
    pub vesicles_per_cell: f64,
    /// The same per mL of medium, at `recipient-density`.
    pub per_ml: f64,
    /// Copies per cell at the time of the largest change of the mRNA.
    pub copies: Interval,
    /// When the mRNA of the target is changed most, h.
    pub hours_mrna: f64,
    /// Its log2 fold change then.
    pub log2fc_mrna: Interval,
    /// When its protein is changed most, h.
    pub hours_protein: f64,
    /// Its log2 fold change then.
    pub log2fc_protein: Interval,
    /// Probability that three replicates a group see the change of the mRNA.
    pub detection_with_3: f64,
    /// The same at the favourable end of the interval.
    pub detection_with_3_at_best: f64,
    /// Replicates a group that see it with 80 % probability; nothing where a thousand do not.
    pub replicates: Option<u32>,
    /// The same at the favourable end of the interval.
    pub replicates_at_best: Option<u32>,
}

/// A control and what it tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Control {
    /// The control.
    pub control: &'static str,
    /// What an effect of delivered miRNA does under it.
    pub if_delivered: &'static str,
    /// What it rules out.
    pub rules_out: &'static str,
}

/// Controls of a transfer experiment.
pub const CONTROLS: [Control; 8] = [
    Control {
        control: "reporter with the seed site mutated",
        if_delivered: "no effect",
        rules_out: "any effect that does not go through the site",
    },
    Control {
        control: "vesicles of donors without the miRNA",
        if_delivered: "no effect",
        rules_out: "other cargo, surface signalling and lysosomal load",
    },
    Control {
        control: "donors with RAB27A knocked out, given volume by volume",
        if_delivered: "less effect, by as much as particles fall",
        rules_out: "soluble factors and free miRNA of the medium",
    },
    Control {
        control: "RNase without detergent",
        if_delivered: "effect stays",
        rules_out: "miRNA outside of vesicles",
    },
    Control {
        control: "RNase with detergent, after proteinase",
        if_delivered: "no effect",
        rules_out: "protected complexes that are no vesicles",
    },
    Control {
        control: "bafilomycin A1 on recipients",
        if_delivered: "less effect where escape needs acid endosomes, more where lysosomes degrade the cargo",
        rules_out: "effects that need no endosome",
    },
    Control {
        control: "medium processed without donors",
        if_delivered: "no effect",
        rules_out: "serum vesicles, lipoproteins and reagents",
    },
    Control {
        control: "primary transcript of the miRNA in recipients",
        if_delivered: "unchanged",
        rules_out: "miRNA that the recipient itself makes in response",
    },
];

/// A plan of an experiment with purified vesicles.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Design {
    /// Name of the miRNA.
    pub mirna: String,
    /// Standard deviation of the assay, log2.
    pub assay_sd: f64,
    /// The doses, smallest first.
    pub rows: Vec<DesignRow>,
    /// The smallest of these doses that three replicates a group see with 80 % probability.
    pub smallest_seen: Option<f64>,
    /// The same at the favourable ends of the intervals: below it, seeing nothing says nothing.
    pub smallest_at_best: Option<f64>,
    /// Controls.
    pub controls: &'static [Control],
}

/// Doses that are looked at, vesicles per cell: four for each factor of ten from 1,000 to ten million.
fn doses() -> impl Iterator<Item = f64> {
    (0..=16).map(|i| 10f64.powf(3.0 + f64::from(i) / 4.0))
}

/// Plans an experiment in which purified vesicles are given once to recipients in culture.
///
/// Copies in RISC `m(t)` are those of the scenario `purified-dose` at each dose. The mRNA follows `dM/dt = δ_M·(1 − M/f(m))` with `f` the
/// fold change that `effect` gives, the protein `dP/dt = δ_P·(M − P)`; the largest change within a week and its time are taken. Detection is that of a
/// two-sided t test at 5 % with standard deviation `assay-sd`.
///
/// # Errors
/// As [`dose`](crate::dose()).
pub fn design(
    entry: &CargoEntry,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    effect: &(dyn Effect + Sync),
) -> Result<Design, DoseError> {
    check_entry(entry)?;
    let mut given = options.clone();
    given.options.scenario = Scenario::PurifiedDose;
    let mut parameters = resolve(&given, vesicles, &mut Vec::new())?;
    // The dose is what is planned: it is known.
    let source = |source| DoseError::Vesicles { sample: "design".to_owned(), source };
    parameters.apply(DosePerRecipient, &Override::Value(1e5)).map_err(source)?;
    let setup = given.setup();
    let mut used = setup.parameters();
    used.extend([MrnaHalfLife, ProteinHalfLife]);
    let plan = SeedPlan::new(options.options().seed);
    let points = Points::new(plan, options.options().draws.min(MOST));
    let drawn = draw(points, Half::A, &parameters, &used).values;
    let nominal = Values::nominal(&parameters);
    let lambda = CargoDraws::new(points, plan).of(entry);
    let look =
        Look { setup, argonaute: Argonaute::of(&parameters), effect: Tabulated::new(effect) };
    let assay_sd = parameters.value(AssaySd);
    let density = parameters.value(RecipientDensity);
    let doses: Vec<f64> = doses().collect();
    let rows = parallel::map(doses.len(), |i| {
        let dose = doses[i];
        let middle = look.at(&nominal, dose, entry.copies_per_vesicle.value);
        let all: Vec<Peak> = drawn
            .iter()
            .zip(&lambda)
            .map(|(values, copies)| look.at(values, dose, *copies))
            .collect();
        let over = |of: fn(&Peak) -> f64| {
            let mut values: Vec<f64> = all.iter().map(of).collect();
            values.sort_unstable_by(f64::total_cmp);
            let at = |p| {
                exocast_core::quantile::quantile(
                    &values,
                    p,
                    exocast_core::quantile::QuantileType::Type7,
                )
                .unwrap_or_default()
            };
            Interval::new(of(&middle), at(0.025), at(0.975))
        };
        let log2fc_mrna = over(|peak| peak.mrna);
        let best = if log2fc_mrna.low.abs() > log2fc_mrna.high.abs() {
            log2fc_mrna.low
        } else {
            log2fc_mrna.high
        };
        DesignRow {
            vesicles_per_cell: dose,
            per_ml: dose * density,
            copies: over(|peak| peak.copies),
            hours_mrna: middle.hours_mrna,
            log2fc_mrna,
            hours_protein: middle.hours_protein,
            log2fc_protein: over(|peak| peak.protein),
            detection_with_3: detection_probability(log2fc_mrna.value, assay_sd, 3),
            detection_with_3_at_best: detection_probability(best, assay_sd, 3),
            replicates: replicates_needed(log2fc_mrna.value, assay_sd),
            replicates_at_best: replicates_needed(best, assay_sd),
        }
    });
    let first = |seen: fn(&DesignRow) -> f64| {
        rows.iter().find(|row| seen(row) >= 0.8).map(|row| row.vesicles_per_cell)
    };
    Ok(Design {
        mirna: entry.mirna.clone(),
        assay_sd,
        smallest_seen: first(|row| row.detection_with_3),
        smallest_at_best: first(|row| row.detection_with_3_at_best),
        rows,
        controls: &CONTROLS,
    })
}

/// Draws behind the intervals.
const MOST: usize = 256;
/// Hours between the points of a course, and how many there are: a week.
const STEP: f64 = 2.0;
const STEPS: u32 = 84;

/// The largest changes of one course.
#[derive(Clone, Copy, Debug, Default)]
struct Peak {
    copies: f64,
    hours_mrna: f64,
    mrna: f64,
    hours_protein: f64,
    protein: f64,
}

struct Look {
    setup: Setup,
    argonaute: Argonaute,
    effect: Tabulated,
}

impl Look {
    fn at(&self, values: &Values, dose: f64, copies_per_vesicle: f64) -> Peak {
        let mut values = *values;
        values.set(DosePerRecipient, dose);
        let decay = |half_life: Parameter| LN_2 / values.get(half_life);
        let (of_mrna, of_protein) = (decay(MrnaHalfLife), decay(ProteinHalfLife));
        let (mut mrna, mut protein) = (1.0_f64, 1.0_f64);
        let mut peak = Peak::default();
        for step in 1..=STEPS {
            let hours = STEP * f64::from(step);
            let (chain, _) = follow(&values, self.setup, hours - STEP / 2.0);
            let copies = self.argonaute.held(chain.present() * copies_per_vesicle);
            let settles = self.effect.at(copies).exp2();
            // Each step is exact for what it holds constant.
            let before = mrna;
            mrna = settles + (mrna - settles) * (-of_mrna / settles * STEP).exp();
            let middle = f64::midpoint(before, mrna);
            protein = middle + (protein - middle) * (-of_protein * STEP).exp();
            if mrna.log2().abs() > peak.mrna.abs() {
                (peak.mrna, peak.hours_mrna, peak.copies) = (mrna.log2(), hours, copies);
            }
            if protein.log2().abs() > peak.protein.abs() {
                (peak.protein, peak.hours_protein) = (protein.log2(), hours);
            }
        }
        peak
    }
}

impl Design {
    /// `vesicles_per_cell per_ml copies low high hours_mrna log2fc_mrna low high hours_protein log2fc_protein low high
    /// detection_with_3 detection_with_3_at_best replicates replicates_at_best`, one row a dose.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "vesicles_per_cell",
            "per_ml",
            "copies",
            "low",
            "high",
            "hours_mrna",
            "log2fc_mrna",
            "low",
            "high",
            "hours_protein",
            "log2fc_protein",
            "low",
            "high",
            "detection_with_3",
            "detection_with_3_at_best",
            "replicates",
            "replicates_at_best",
        ]);
        for row in &self.rows {
            let count = |replicates: Option<u32>| replicates.map(f64::from);
            let mut cells = vec![row.vesicles_per_cell.into(), row.per_ml.into()];
            let copies = row.copies;
            cells.extend([copies.value.into(), copies.low.into(), copies.high.into()]);
            cells.push(row.hours_mrna.into());
            let mrna = row.log2fc_mrna;
            cells.extend([mrna.value.into(), mrna.low.into(), mrna.high.into()]);
            cells.push(row.hours_protein.into());
            let protein = row.log2fc_protein;
            cells.extend([protein.value.into(), protein.low.into(), protein.high.into()]);
            cells.extend([
                row.detection_with_3.into(),
                row.detection_with_3_at_best.into(),
                count(row.replicates).into(),
                count(row.replicates_at_best).into(),
            ]);
            table.push(cells);
        }
        table
    }

    /// `control if_delivered rules_out`.
    #[must_use]
    pub fn control_table(&self) -> Table {
        let mut table = Table::new(["control", "if_delivered", "rules_out"]);
        for one in self.controls {
            table.push([one.control.into(), one.if_delivered.into(), one.rules_out.into()]);
        }
        table
    }
}
