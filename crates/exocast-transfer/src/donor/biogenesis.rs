//! From the machinery that a donor expresses to an expected change of its secretion.

use exocast_core::{Draws, Interval, SeedPlan, Table, parallel};
use serde::Serialize;

use super::{
    machinery::Machinery,
    regulators::{Process, REGULATORS, Regulator, Sign},
    routes::{Acting, Routes},
};
use crate::{
    notice::Notice,
    options::Checked,
    parameters::{Parameter, Values},
    sampling::{Half, Points, draw},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// What the reader of a prediction from expression has to be told, whatever it says.
pub const WARNING: &str = "messenger RNA of the machinery predicts secretion poorly: signs are from knock-downs in few cell \
     lines and differ between them, sizes are assumed; measure particles per cell and hour instead";

/// Vesicles that a donor releases by each route, and how that compares with its reference.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Biogenesis {
    /// Exosomes secreted over those of the reference.
    pub secretion_fold: Interval,
    /// Share of multivesicular bodies that fuse with the plasma membrane; the others go to lysosomes.
    pub fusion_share: Interval,
    /// Exosomes per donor and hour: `n_ILV · turnover · share`.
    pub exosomes: Interval,
    /// Intraluminal vesicles degraded in lysosomes, per donor and hour.
    pub degraded: Interval,
    /// Microvesicles shed from the plasma membrane, per donor and hour.
    pub microvesicles: Interval,
    /// Vesicles from apoptosis, per donor and hour.
    pub apoptotic: Interval,
    /// Activity of each process over the reference, without the misfit of expression.
    pub processes: Vec<(Process, Interval)>,
    /// Cells whose regulators were used, as given.
    pub context: String,
    /// What was passed over.
    pub notices: Vec<Notice>,
}

/// Expected secretion of a donor with this machinery, over the draws of the parameters.
///
/// A gene at `a` times its reference scales its process by `1 − w + w·2a/(1 + a)`, with `w` the share of the
/// process that goes with it (`regulator-control`), or by the inverse where it hinders; loss leaves `1 − w`, and excess at most `1 + w`.
/// Intraluminal vesicles form by `e·E + (1 − e)·N` through ESCRT (`E`) and otherwise (`N`); bodies fuse with the share
/// `f·F/(f·F + (1 − f)·L)`, with `F` and `L` the activities of fusion with plasma membrane and lysosome. `machinery-misfit` widens
/// the interval by what expression does not tell, where anything is changed at all.
///
/// `context` names the cells (`HeLa`, `MCF-7`); a regulator seen in other cells alone keeps its sign with a notice, and one whose
/// signs differ acts either way.
///
/// ```
/// use exocast_transfer::{
///     Machinery, Options, biogenesis,
///     core::{SeedPlan, options::Options as _},
/// };
///
/// let mut options = Options::default();
/// options.draws = 256;
/// let options = options.check()?;
/// let predicted = biogenesis(&Machinery::without(&["RAB27A"]), "HeLa", &options, SeedPlan::new(1));
/// assert!(predicted.secretion_fold.value < 1.0);
/// # Ok::<(), exocast_transfer::BadOption>(())
/// ```
#[must_use]
pub fn biogenesis(
    machinery: &Machinery,
    context: &str,
    options: &Checked,
    plan: SeedPlan,
) -> Biogenesis {
    let mut notices: Vec<Notice> = machinery.notices.iter().cloned().map(Notice::Names).collect();
    let acting = acting(machinery, context, &mut notices);
    let parameters = &options.parameters();
    let used = [
        IlvsPerMvb,
        MvbTurnover,
        MvbFusionShare,
        EscrtShare,
        RegulatorControl,
        MachineryMisfit,
        MicrovesicleRate,
        ApoptosisRate,
        ApoptoticBodies,
    ];
    let points = Points::new(plan, options.draws.min(MOST));
    let drawn = draw(points, Half::A, parameters, &used).values;
    let changed = acting.iter().any(|regulator| (regulator.ratio - 1.0).abs() > f64::EPSILON);
    let nominal = Routes::new(&Values::nominal(parameters), &acting, None, changed);
    // Odd draws take one sign of what is unknown and even draws the other.
    let draws = parallel::map(drawn.len(), |d| {
        let sign = if d % 2 == 0 { Sign::Promotes } else { Sign::Hinders };
        Routes::new(&drawn[d], &acting, Some(sign), changed)
    });
    let over = |quantity: &dyn Fn(&Routes) -> f64| {
        let mut values = Draws::default();
        values.fill(draws.iter().map(quantity));
        let (low, high) = values.central();
        Interval::new(quantity(&nominal), low, high)
    };
    let processes = [
        Process::EscrtBudding,
        Process::OtherBudding,
        Process::MembraneFusion,
        Process::LysosomeFusion,
        Process::Shedding,
    ];
    Biogenesis {
        secretion_fold: over(&|routes| routes.fold),
        fusion_share: over(&|routes| routes.share),
        exosomes: over(&|routes| routes.exosomes),
        degraded: over(&|routes| routes.degraded),
        microvesicles: over(&|routes| routes.microvesicles),
        apoptotic: over(&|routes| routes.apoptotic),
        processes: processes
            .into_iter()
            .map(|process| (process, over(&|routes| routes.activity[process as usize])))
            .collect(),
        context: context.to_owned(),
        notices,
    }
}

/// Draws behind the intervals.
const MOST: usize = 2048;

/// The regulators that hold in these cells, with the activity of their gene.
fn acting(machinery: &Machinery, context: &str, notices: &mut Vec<Notice>) -> Vec<Acting> {
    let same = |row: &Regulator| {
        row.context.is_empty() || row.context.eq_ignore_ascii_case(context.trim())
    };
    let mut regulators: Vec<Acting> = Vec::new();
    let mut done: Vec<(&str, Process)> = Vec::new();
    let mut missing: Vec<&str> = Vec::new();
    for row in REGULATORS {
        if done.contains(&(row.gene, row.process)) {
            continue;
        }
        done.push((row.gene, row.process));
        let Some(ratio) = machinery.ratio(row.gene) else {
            if !missing.contains(&row.gene) {
                missing.push(row.gene);
            }
            continue;
        };
        let of_gene = || {
            REGULATORS.iter().filter(|other| other.gene == row.gene && other.process == row.process)
        };
        let here = of_gene().find(|other| same(other));
        let sign = here.or(Some(row)).map(|row| row.sign);
        let differ = of_gene().any(|other| Some(other.sign) != sign);
        let sign = if here.is_none() && differ {
            notices.push(Notice::Conflicting { gene: row.gene });
            None
        } else {
            if here.is_none() {
                notices.push(Notice::OtherContext { gene: row.gene, context: row.context });
            }
            sign
        };
        regulators.push(Acting { process: row.process, ratio, sign });
    }
    if !missing.is_empty() && !regulators.is_empty() {
        notices.push(Notice::MissingGenes { genes: missing });
    }
    regulators
}

impl Biogenesis {
    /// `quantity value low high unit status`; every row is assumed.
    #[must_use]
    pub fn table(&self) -> Table {
        const PER_HOUR: &str = "EV/cell/h";
        let mut table = Table::new(["quantity", "value", "low", "high", "unit", "status"]);
        let mut push = |name: &str, amount: Interval, unit: &str| {
            table.push([
                name.into(),
                amount.value.into(),
                amount.low.into(),
                amount.high.into(),
                unit.into(),
                "assumed".into(),
            ]);
        };
        push("secretion-fold", self.secretion_fold, "fold");
        push("fusion-share", self.fusion_share, "");
        push("exosomes", self.exosomes, PER_HOUR);
        push("degraded", self.degraded, PER_HOUR);
        push("microvesicles", self.microvesicles, PER_HOUR);
        push("apoptotic", self.apoptotic, PER_HOUR);
        for (process, activity) in &self.processes {
            push(process.name(), *activity, "fold");
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use exocast_core::options::Options as _;

    use super::*;

    #[test]
    fn every_regulator_has_a_source_and_acts_on_its_process() {
        let options = crate::options::Options { draws: 512, ..Default::default() };
        let options = options.check().unwrap();
        for row in REGULATORS {
            assert!(!row.source.is_empty() && row.gene == row.gene.to_ascii_uppercase());
            let predicted = biogenesis(
                &Machinery::without(&[row.gene]),
                row.context,
                &options,
                SeedPlan::new(1),
            );
            let mut activities = predicted.processes.iter();
            let (_, activity) = activities.find(|(process, _)| *process == row.process).unwrap();
            assert!((activity.value - 1.0).abs() > 0.1, "{row:?}");
        }
    }
}
