//! Checks of the input, and the parameters with what a vesicle measurement replaces.

use std::collections::HashSet;

use exocast_core::words::first_listed;

use crate::{
    error::ComputeError,
    input::{Cargo, CargoEntry, Family, Setup, Vesicles, sum},
    notice::Notice,
    options::Checked,
    parameters::{BadOption, Override, Parameter, Parameters, Status, Values},
};

pub(crate) fn check_cargo(cargo: &Cargo) -> Result<(), ComputeError> {
    if cargo.entries().is_empty() {
        return Err(ComputeError::NoCargo);
    }
    let mut seen = HashSet::new();
    for entry in cargo.entries() {
        check_entry(entry)?;
        if !seen.insert((entry.mirna.as_str(), entry.guide.isomir.as_str())) {
            return Err(ComputeError::Duplicate(entry.label()));
        }
    }
    Ok(())
}

pub(crate) fn check_entry(entry: &CargoEntry) -> Result<(), ComputeError> {
    let interval = entry.copies_per_vesicle;
    let possible = [interval.value, interval.low, interval.high]
        .iter()
        .all(|copies| copies.is_finite() && *copies >= 0.0);
    if possible && interval.contains(interval.value) {
        Ok(())
    } else {
        Err(ComputeError::Copies { mirna: entry.label(), interval })
    }
}

/// The parameters with what the vesicle measurement replaces.
pub(crate) fn resolve(
    options: &Checked,
    vesicles: Option<&Vesicles>,
    notices: &mut Vec<Notice>,
) -> Result<Parameters, ComputeError> {
    let mut parameters = options.parameters();
    let Some(vesicles) = vesicles else { return Ok(parameters) };
    let setup = options.setup();
    let sample = vesicles.sample.clone();
    let Some(parameter) = setup.scenario.measured() else {
        notices.push(Notice::MeasurementNotUsed { sample, scenario: setup.scenario });
        return Ok(parameters);
    };
    if setup.stated || parameters.get(parameter).set {
        let parameter =
            if setup.stated { Parameter::RecipientConcentration } else { parameter }.name();
        notices.push(Notice::MeasurementOverruled { sample, parameter });
        return Ok(parameters);
    }
    let factor = match parameter {
        Parameter::DosePerRecipient => {
            parameters.value(Parameter::SamplePerMedium)
                / parameters.value(Parameter::RecipientDensity)
        }
        _ => 1.0,
    };
    let range = vesicles.concentration_per_ml.scale(factor);
    let given = Override::Full {
        value: range.value,
        low: Some(range.low),
        high: Some(range.high),
        status: Some(Status::Measured),
        source: Some(format!("vesicles of `{sample}`")),
    };
    let applied = match parameters.apply(parameter, &given) {
        // An interval down to zero has no logarithm: keep the value, which is what was measured.
        Err(BadOption::Range { .. }) => parameters.apply(
            parameter,
            &Override::Full {
                value: range.value,
                low: None,
                high: None,
                status: Some(Status::Measured),
                source: Some(format!("vesicles of `{sample}`, whose interval reaches zero")),
            },
        ),
        other => other,
    };
    applied.map_err(|source| ComputeError::Vesicles { sample: sample.clone(), source })?;
    notices.push(Notice::MeasurementUsed { sample, parameter: parameter.name() });
    Ok(parameters)
}

/// The first parameter of those that only other parts of the model read: bounds, loading, biogenesis,
/// the body, mechanisms and design. Up to it a parameter belongs to the chain.
const FIRST_OF_OTHERS: Parameter = Parameter::EffectThreshold;

pub(crate) fn not_read(
    parameters: &Parameters,
    used: &[Parameter],
    setup: Setup,
    notices: &mut Vec<Notice>,
) {
    let unread = |parameter: &Parameter| {
        parameters.get(*parameter).set && !used.contains(parameter) && *parameter < FIRST_OF_OTHERS
    };
    notices.extend(Parameter::ALL.iter().copied().filter(unread).map(|parameter| {
        Notice::NotRead { parameter: parameter.name(), scenario: setup.scenario }
    }));
}

pub(crate) fn cargo_notices(cargo: &Cargo, notices: &mut Vec<Notice>) {
    let count = |wanted: &dyn Fn(&CargoEntry) -> bool| {
        cargo.entries().iter().filter(|entry| wanted(entry)).count()
    };
    let assumed = count(&|entry| entry.status == Status::Assumed);
    if assumed > 0 {
        notices.push(Notice::AssumedCargo { mirnas: assumed });
    }
    let reaching_zero = count(&|entry| {
        let range = entry.copies_per_vesicle;
        range.low <= 0.0 && range.value > 0.0
    });
    if reaching_zero > 0 {
        notices.push(Notice::ReachesZero { mirnas: reaching_zero });
    }
}

/// What is not known of seeds and of the recipient's own miRNAs.
pub(crate) fn endogenous_notices(
    options: &Checked,
    families: &[Family],
    notices: &mut Vec<Notice>,
) {
    let examples = |of_these: &[&Family]| {
        let labels: Vec<String> = of_these.iter().map(|family| family.label()).collect();
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        first_listed(&labels, EXAMPLES)
    };
    let unknown: Vec<&Family> = families.iter().filter(|family| family.seed.is_none()).collect();
    if !unknown.is_empty() {
        notices.push(Notice::NoSeed { mirnas: unknown.len(), examples: examples(&unknown) });
    }
    let listed = options.endogenous.len();
    if listed == 0 {
        notices.push(Notice::NoEndogenous);
        return;
    }
    let total = options.parameters().value(Parameter::EndogenousCopies);
    let share = sum(options.endogenous.iter()).value / total;
    if total > 0.0 && share < 1.0 - 1e-9 {
        notices.push(Notice::UnlistedEndogenous { listed, share });
    }
    let is_held = |family: &Family| {
        options.endogenous.iter().any(|endogenous| endogenous.acts_as(&family.pooled))
    };
    let missing: Vec<&Family> = families.iter().filter(|family| !is_held(family)).collect();
    if !missing.is_empty() {
        notices.push(Notice::NotHeld {
            families: missing.len(),
            all: families.len(),
            listed,
            examples: examples(&missing),
        });
    }
}

/// Names in a notice.
const EXAMPLES: usize = 3;

/// Puts the draws of the vesicle measurement in the place of those from its interval, where it is used.
pub(crate) fn draw_measured(
    values: &mut [Values],
    vesicles: Option<&Vesicles>,
    parameters: &Parameters,
    options: &Checked,
) {
    let setup = options.setup();
    let measured = vesicles.filter(|vesicles| !vesicles.draws.is_empty() && !setup.stated);
    if let Some((vesicles, parameter)) = measured.zip(setup.scenario.measured())
        && !options.parameters().get(parameter).set
    {
        let middle = vesicles.concentration_per_ml.value;
        let scale = parameters.value(parameter) / middle;
        if middle > 0.0 {
            let draws = vesicles.draws.iter().cycle();
            values.iter_mut().zip(draws).for_each(|(row, draw)| row.set(parameter, draw * scale));
        }
    }
}
