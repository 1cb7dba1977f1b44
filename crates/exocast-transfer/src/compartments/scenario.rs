//! The compartments of each scenario.

use super::{
    body::{COMPARTMENTS, Site, body_flows},
    system::{Saturable, System},
    tropism::Tropism,
};
use crate::{
    error::ComputeError,
    input::{Scenario, Setup},
    model::{body_fluid, inside, recipients, secretion, uptake},
    parameters::{Parameter, Values},
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// Compartments of a recipient and the fluid around it.
const RECIPIENT: [&str; 9] = [
    "fluid", "lost", "retained", "endosome", "lysosome", "recycled", "unloaded", "risc", "decayed",
];

const FLUID: usize = 0;
const LOST: usize = 1;
const RETAINED: usize = 2;
const ENDOSOME: usize = 3;
const LYSOSOME: usize = 4;
const RECYCLED: usize = 5;
const UNLOADED: usize = 6;
const RISC: usize = 7;
const DECAYED: usize = 8;

/// The equations of a scenario, in vesicles per recipient cell.
pub(crate) fn system(values: &Values, setup: Setup) -> Result<System, ComputeError> {
    if setup.scenario.has_donors() || setup.scenario == Scenario::PurifiedDose {
        Ok(dish(values, setup))
    } else {
        tissue_of_body(values, setup.scenario)
    }
}

fn dish(values: &Values, setup: Setup) -> System {
    let mut system = System::new(RECIPIENT.to_vec());
    recipient(&mut system, values, recipients(values, setup.scenario));
    system.flows.add(FLUID, LOST, values.get(VesicleLoss));
    if setup.scenario == Scenario::PurifiedDose {
        system.start[FLUID] = values.get(DosePerRecipient);
        return system;
    }
    let secreted = secretion(values, setup.secretion) * values.get(DonorPerRecipient);
    let passed = match setup.scenario {
        Scenario::Transwell => values.get(TranswellPassage),
        _ => 1.0,
    };
    system.source[FLUID] = secreted * passed;
    system.source[RETAINED] = secreted * (1.0 - passed);
    system
}

/// Uptake from the fluid and what follows inside of the recipient.
fn recipient(system: &mut System, values: &Values, density: f64) {
    let uptake = uptake(values);
    let inside = inside(values);
    let escape = values.get(EndosomalEscape);
    let competent = values.get(RiscCompetentShare);
    let recycled = values.get(RecyclingShare);
    let mut take = |to: usize, rate: f64, saturation: f64| {
        if rate > 0.0 {
            let (rate, half) = (rate * density, saturation / density);
            system.saturable.push(Saturable { from: FLUID, to, rate, half });
        }
    };
    take(ENDOSOME, uptake.endocytosis, uptake.saturation);
    take(RISC, uptake.fusion * competent, uptake.fusion_saturation);
    take(UNLOADED, uptake.fusion * (1.0 - competent), uptake.fusion_saturation);
    let mut leave = |to: usize, share: f64| system.flows.add(ENDOSOME, to, inside.turnover * share);
    leave(RISC, escape * competent);
    leave(UNLOADED, escape * (1.0 - competent));
    leave(RECYCLED, (1.0 - escape) * recycled);
    leave(LYSOSOME, (1.0 - escape) * (1.0 - recycled));
    system.flows.add(RISC, DECAYED, inside.decay);
}

/// A target tissue that is supplied from a body in balance.
fn tissue_of_body(values: &Values, scenario: Scenario) -> Result<System, ComputeError> {
    let (site, held) = match scenario {
        Scenario::Csf => (Site::Csf, values.get(CsfConcentration) * values.get(CsfVolume)),
        _ => (Site::Blood, values.get(PlasmaConcentration) * values.get(PlasmaVolume)),
    };
    let held = held * values.get(SourceShare) / values.get(TargetCells);
    let Some(fluid) = body_fluid(values, scenario).filter(|_| held > 0.0) else {
        return Ok(System::new(RECIPIENT.to_vec()));
    };
    let density = values.get(TissueDensity);
    let (endocytosed, fused) = uptake(values).at(fluid.at_recipients);
    let taken = endocytosed + fused;
    let content = fluid.at_recipients / density;
    let back = values.get(OrganReturn) * values.get(OrganTurnover);

    let first = RECIPIENT.len();
    let names: Vec<&'static str> = RECIPIENT.iter().chain(COMPARTMENTS.iter()).copied().collect();
    let mut system = System::new(names);
    let origin = first + site.index();
    // What the target takes it takes from what the body clears elsewhere.
    body_flows(&mut system.flows, first, values, &Tropism::default(), Some((site, taken / held)));
    system.flows.add(origin, FLUID, (taken + back * content) / held);
    system.flows.add(FLUID, origin, back);

    // In balance: uptake as a linear flow at its rate there, and the source that holds the fluid.
    let mut linear = system.flows.clone();
    if content > 0.0 {
        linear.add(FLUID, LOST, taken / content);
    }
    let mut unit = vec![0.0; system.names.len()];
    unit[origin] = 1.0;
    let balance = linear.balance(&unit).ok_or(ComputeError::NoBalance)?;
    let per_hour = held / balance[origin];
    system.source[origin] = per_hour;
    for (i, content) in balance.iter().enumerate().skip(first) {
        system.start[i] = content * per_hour;
    }
    recipient(&mut system, values, density);
    Ok(system)
}
