//! The limits of a computation.

use super::{
    bounds::{Bound, Bounds, steady_copies},
    copies::Copies,
};
use crate::{
    input::{Family, Scenario, Secretion, Setup},
    model::{Chain, Step, chain, secretion, uptake},
    parameters::{Parameter, Parameters, Status, Values},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// The limits of a computation.
pub(crate) fn find_bounds(
    parameters: &Parameters,
    setup: Setup,
    nominal: &Chain,
    families: &[Family],
    total: &Copies,
) -> Bounds {
    let values = Values::nominal(parameters);
    let make = |bound, family, pair, unit, depends_on: &[Parameter]| {
        limit(parameters, bound, family, pair, unit, depends_on)
    };
    let mut bounds = Vec::new();
    let supply_of = supply_parameters(setup);
    if let Some(supply) = &supply_of {
        let once = setup.scenario == Scenario::PurifiedDose;
        let (name, unit, actual) = match setup.scenario {
            Scenario::PurifiedDose => ("vesicles-given", "EV/cell", nominal.at(Step::TakenUp)),
            Scenario::Systemic | Scenario::Csf => {
                ("fluid-turnover", "EV/cell/h", nominal.steady_uptake)
            }
            _ => ("vesicles-secreted", "EV/cell/h", nominal.steady_uptake),
        };
        bounds.push(make(name, None, (nominal.supply, actual), unit, supply));
        let escape = values.get(EndosomalEscape);
        let fused = uptake(&values).most_fused();
        let into_risc = (fused + (1.0 - fused) * escape) * values.get(RiscCompetentShare);
        let lasting = if once { 1.0 } else { steady_copies(1.0, values.get(MirnaHalfLife)) };
        let mut depends_on = supply.clone();
        depends_on.extend([EndosomalEscape, RiscCompetentShare]);
        if fused > 0.0 {
            depends_on.extend([FusionRate, UptakeRate]);
        }
        if !once {
            depends_on.push(MirnaHalfLife);
        }
        let per_copy = favourable(parameters, &depends_on, |values| {
            let escape = values.get(EndosomalEscape);
            let fused = uptake(values).most_fused();
            let lasting = if once { 1.0 } else { steady_copies(1.0, values.get(MirnaHalfLife)) };
            chain(values, setup).supply
                * (fused + (1.0 - fused) * escape)
                * values.get(RiscCompetentShare)
                * lasting
        });
        for family in families {
            let entry = &family.pooled;
            let copies = entry.copies_per_vesicle.value;
            let most = nominal.supply * copies * into_risc * lasting;
            let pair = (most, nominal.steady * copies);
            let mut bound = make("all-taken-up", Some(family), pair, "copies/cell", &depends_on);
            if entry.status == Status::Assumed {
                bound.status = Status::Assumed;
            }
            bound.favourable = per_copy * entry.copies_per_vesicle.high;
            bound.source.push_str(", copies-per-vesicle");
            bounds.push(bound);
        }
    }
    let ago = (values.get(AgoPerCell), total.steady.value);
    let mut ago_bound = make("ago", None, ago, "copies/cell", &[AgoPerCell]);
    ago_bound.favourable = parameters.get(AgoPerCell).range.high;
    bounds.insert(usize::from(supply_of.is_some()), ago_bound);
    if setup.scenario.has_donors() && !setup.stated {
        bounds.extend(of_donors(parameters, setup, nominal, families));
    }
    Bounds { bounds }
}

/// What donors can make and export limits what recipients hold. The guides of a seed together are held to what a cell makes
/// of one miRNA: the fastest that was measured.
fn of_donors(
    parameters: &Parameters,
    setup: Setup,
    nominal: &Chain,
    families: &[Family],
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
    for family in families {
        let copies = family.pooled.copies_per_vesicle.value;
        let mirna = Some(family);
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
    family: Option<&Family>,
    (value, actual): (f64, f64),
    unit: &'static str,
    depends_on: &[Parameter],
) -> Bound {
    Bound {
        bound,
        mirna: family.map(Family::label),
        seed: family.and_then(|family| family.seed),
        value,
        unit,
        favourable: value,
        actual,
        limiting: value > 0.0 && actual >= 0.99 * value,
        status: weakest(parameters, depends_on),
        source: depends_on.iter().map(|parameter| parameter.name()).collect::<Vec<_>>().join(", "),
    }
}

/// `limit` with each of the parameters at the end of its range at which it is larger. Limits are products, so
/// that each end can be chosen alone.
fn favourable(parameters: &Parameters, which: &[Parameter], limit: impl Fn(&Values) -> f64) -> f64 {
    let nominal = Values::nominal(parameters);
    let mut best = nominal;
    for &parameter in which {
        let range = parameters.get(parameter).range;
        let at = |value: f64| {
            let mut values = nominal;
            values.set(parameter, value);
            limit(&values)
        };
        best.set(parameter, if at(range.low) > at(range.high) { range.low } else { range.high });
    }
    limit(&best)
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
            let mut parameters = donors();
            parameters.push(TranswellPassage);
            parameters
        }
        Scenario::PurifiedDose => vec![DosePerRecipient],
        Scenario::Systemic => {
            vec![PlasmaConcentration, SourceShare, PlasmaVolume, PlasmaHalfLife, NucleatedCells]
        }
        Scenario::Csf => vec![CsfConcentration, SourceShare, CsfVolume, CsfHalfLife, BrainCells],
    })
}

/// `assumed` where any is, else `fitted` where any is.
fn weakest(parameters: &Parameters, depends_on: &[Parameter]) -> Status {
    let any =
        |status| depends_on.iter().any(|parameter| parameters.get(*parameter).status == status);
    if any(Status::Assumed) {
        Status::Assumed
    } else if any(Status::Fitted) {
        Status::Fitted
    } else {
        Status::Measured
    }
}
