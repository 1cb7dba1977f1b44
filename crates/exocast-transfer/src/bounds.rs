//! Limits of the dose that need no kinetics of uptake.

use std::f64::consts::LN_2;

use exocast_core::Table;
use serde::Serialize;

use crate::{
    cargo::CargoEntry,
    chain::{Chain, Values, chain, secretion, uptake},
    dose::Copies,
    parameter::{Parameter, Status},
    parameters::Parameters,
    scenario::{Scenario, Secretion, Setup},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// A limit that holds whatever the uptake.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bound {
    /// Name of the bound.
    pub bound: &'static str,
    /// The miRNA it limits; nothing where it limits vesicles or all miRNAs together.
    pub mirna: Option<String>,
    /// The limit.
    pub value: f64,
    /// Unit of limit and actual value.
    pub unit: &'static str,
    /// The limit with each parameter in it, and the cargo, at the end of its range that favours transfer.
    pub favourable: f64,
    /// What the computation comes to, at the values of the parameters.
    pub actual: f64,
    /// Whether the limit is reached to 1 %.
    pub limiting: bool,
    /// `assumed` where any parameter in it is.
    pub status: Status,
    /// The parameters in it.
    pub source: String,
}

impl Bound {
    /// Actual value over limit; nothing where the limit is zero.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        (self.value > 0.0).then(|| self.actual / self.value)
    }
}

/// All limits of a computation.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Bounds {
    /// Those of vesicles and of all miRNAs together first, then miRNA by miRNA.
    pub bounds: Vec<Bound>,
}

impl Bounds {
    /// The bound of this name on this miRNA, or on vesicles where `mirna` is nothing.
    #[must_use]
    pub fn get(&self, bound: &str, mirna: Option<&str>) -> Option<&Bound> {
        self.bounds.iter().find(|one| one.bound == bound && one.mirna.as_deref() == mirna)
    }

    /// `bound mirna value unit actual ratio limiting status source`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new([
            "bound", "mirna", "value", "unit", "actual", "ratio", "limiting", "status", "source",
        ]);
        for bound in &self.bounds {
            table.push([
                bound.bound.into(),
                bound.mirna.as_deref().into(),
                bound.value.into(),
                bound.unit.into(),
                bound.actual.into(),
                bound.ratio().into(),
                if bound.limiting { "yes" } else { "no" }.into(),
                bound.status.to_string().into(),
                bound.source.as_str().into(),
            ]);
        }
        table
    }
}

/// Copies in balance when `per_hour` copies reach RISC of a cell: `rate · t½ / ln 2`.
///
/// ```
/// use exocast_transfer::{needed_per_hour, steady_copies};
///
/// let rate = needed_per_hour(1000.0, 24.0);
/// assert!((rate - 28.88).abs() < 0.01);
/// assert!((steady_copies(rate, 24.0) - 1000.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn steady_copies(per_hour: f64, half_life_hours: f64) -> f64 {
    per_hour * half_life_hours / LN_2
}

/// Copies per hour that have to reach RISC to hold `copies` in balance: `copies · ln 2 / t½`.
#[must_use]
pub fn needed_per_hour(copies: f64, half_life_hours: f64) -> f64 {
    copies * LN_2 / half_life_hours
}

/// The limits of a computation.
pub(crate) fn bounds(
    parameters: &Parameters,
    setup: Setup,
    nominal: &Chain,
    entries: &[CargoEntry],
    total: &Copies,
) -> Bounds {
    let values = Values::nominal(parameters);
    let make = |bound, mirna, pair, unit, of: &[Parameter]| {
        limit(parameters, bound, mirna, pair, unit, of)
    };
    let mut bounds = Vec::new();
    let supply_of = supply_parameters(setup);
    if let Some(of) = &supply_of {
        let once = setup.scenario == Scenario::PurifiedDose;
        let (name, unit, actual) = match setup.scenario {
            Scenario::PurifiedDose => {
                ("vesicles-given", "EV/cell", nominal.at(crate::chain::Step::TakenUp))
            }
            Scenario::Systemic | Scenario::Csf => {
                ("fluid-turnover", "EV/cell/h", nominal.steady_uptake)
            }
            _ => ("vesicles-secreted", "EV/cell/h", nominal.steady_uptake),
        };
        bounds.push(make(name, None, (nominal.supply, actual), unit, of));
        let escape = values.get(EndosomalEscape);
        let fused = uptake(&values).most_fused();
        let into_risc = (fused + (1.0 - fused) * escape) * values.get(RiscCompetentShare);
        let kept = if once { 1.0 } else { steady_copies(1.0, values.get(MirnaHalfLife)) };
        let mut of = of.clone();
        of.extend([EndosomalEscape, RiscCompetentShare]);
        if fused > 0.0 {
            of.extend([FusionRate, UptakeRate]);
        }
        if !once {
            of.push(MirnaHalfLife);
        }
        let per_copy = favourable(parameters, &of, |values| {
            let escape = values.get(EndosomalEscape);
            let fused = uptake(values).most_fused();
            let kept = if once { 1.0 } else { steady_copies(1.0, values.get(MirnaHalfLife)) };
            chain(values, setup).supply
                * (fused + (1.0 - fused) * escape)
                * values.get(RiscCompetentShare)
                * kept
        });
        for entry in entries {
            let copies = entry.copies_per_vesicle.value;
            let most = nominal.supply * copies * into_risc * kept;
            let pair = (most, nominal.steady * copies);
            let mut bound = make("all-taken-up", Some(&entry.mirna), pair, "copies/cell", &of);
            if entry.status == Status::Assumed {
                bound.status = Status::Assumed;
            }
            bound.favourable = per_copy * entry.copies_per_vesicle.high;
            bound.source.push_str(", copies-per-vesicle");
            bounds.push(bound);
        }
    }
    let ago = (values.get(AgoPerCell), total.steady.value);
    bounds.insert(
        usize::from(supply_of.is_some()),
        make("ago", None, ago, "copies/cell", &[AgoPerCell]),
    );
    if setup.scenario.has_donors() && !setup.stated {
        bounds.extend(of_donors(parameters, setup, nominal, entries));
    }
    Bounds { bounds }
}

/// What donors can make and export limits what recipients hold.
fn of_donors(
    parameters: &Parameters,
    setup: Setup,
    nominal: &Chain,
    entries: &[CargoEntry],
) -> Vec<Bound> {
    let values = Values::nominal(parameters);
    let mut bounds = Vec::new();
    let per_donor = secretion(&values, setup.secretion);
    let made = values.get(DonorProduction);
    let fused = uptake(&values).most_fused();
    let exported = |values: &Values| {
        let escape = values.get(EndosomalEscape);
        steady_copies(
            values.get(DonorProduction)
                * values.get(ExportShare)
                * values.get(DonorPerRecipient)
                * (fused + (1.0 - fused) * escape)
                * values.get(RiscCompetentShare),
            values.get(MirnaHalfLife),
        )
    };
    let of_export = [
        DonorProduction,
        ExportShare,
        DonorPerRecipient,
        EndosomalEscape,
        RiscCompetentShare,
        MirnaHalfLife,
    ];
    let most = exported(&values);
    let favourable = favourable(parameters, &of_export, exported);
    for entry in entries {
        let copies = entry.copies_per_vesicle.value;
        let mirna = Some(entry.mirna.as_str());
        let export = (made, per_donor * copies);
        bounds.push(limit(
            parameters,
            "donor-production",
            mirna,
            export,
            "copies/cell/h",
            &[DonorProduction],
        ));
        let export = (most, nominal.steady * copies);
        let mut bound = limit(parameters, "donor-export", mirna, export, "copies/cell", &of_export);
        bound.favourable = favourable;
        bounds.push(bound);
    }
    bounds
}

/// One bound from its value and what the computation comes to.
fn limit(
    parameters: &Parameters,
    bound: &'static str,
    mirna: Option<&str>,
    (value, actual): (f64, f64),
    unit: &'static str,
    of: &[Parameter],
) -> Bound {
    Bound {
        bound,
        mirna: mirna.map(str::to_owned),
        value,
        unit,
        favourable: value,
        actual,
        limiting: value > 0.0 && actual >= 0.99 * value,
        status: weakest(parameters, of),
        source: of.iter().map(|parameter| parameter.name()).collect::<Vec<_>>().join(", "),
    }
}

/// `of` with each of the parameters at the end of its range at which it is larger. Limits are products, so
/// that each end can be chosen alone.
fn favourable(parameters: &Parameters, which: &[Parameter], of: impl Fn(&Values) -> f64) -> f64 {
    let nominal = Values::nominal(parameters);
    let mut best = nominal;
    for &parameter in which {
        let range = parameters.get(parameter).range;
        let at = |value: f64| {
            let mut values = nominal;
            values.set(parameter, value);
            of(&values)
        };
        best.set(parameter, if at(range.low) > at(range.high) { range.low } else { range.high });
    }
    of(&best)
}

/// What the supply of vesicles depends on; nothing where the concentration is stated.
fn supply_parameters(setup: Setup) -> Option<Vec<Parameter>> {
    if setup.stated {
        return None;
    }
    let donors = || match setup.secretion {
        Secretion::Rate => vec![SecretionPerCell, DonorPerRecipient],
        Secretion::Mvb => vec![IlvsPerMvb, MvbTurnover, MvbFusionShare, DonorPerRecipient],
    };
    Some(match setup.scenario {
        Scenario::CoCulture | Scenario::Tissue => donors(),
        Scenario::Transwell => {
            let mut of = donors();
            of.push(TranswellPassage);
            of
        }
        Scenario::PurifiedDose => vec![DosePerRecipient],
        Scenario::Systemic => {
            vec![PlasmaConcentration, SourceShare, PlasmaVolume, PlasmaHalfLife, NucleatedCells]
        }
        Scenario::Csf => vec![CsfConcentration, SourceShare, CsfVolume, CsfHalfLife, BrainCells],
    })
}

/// `assumed` where any is, else `fitted` where any is.
fn weakest(parameters: &Parameters, of: &[Parameter]) -> Status {
    let any = |status| of.iter().any(|parameter| parameters.get(*parameter).status == status);
    if any(Status::Assumed) {
        Status::Assumed
    } else if any(Status::Fitted) {
        Status::Fitted
    } else {
        Status::Measured
    }
}
