//! From cargo and vesicles to copies per recipient cell.

use std::{borrow::Cow, collections::HashSet};

use exocast_core::{
    Interval, SeedPlan,
    quantile::{QuantileType, quantile},
};
use serde::Serialize;

use crate::{
    bounds::{self, Bounds},
    cargo::{Cargo, CargoEntry, Vesicles},
    chain::{self, Chain, Values, chain},
    draws::{self, CargoDraws, Half, Points},
    error::{BadParameter, DoseError},
    ledger::{Frame, Ledger, MirnaLedger},
    notice::Notice,
    options::Checked,
    parallel,
    parameter::{Parameter, Status},
    parameters::{FullOverride, Override, Parameters},
    scenario::{Scenario, Setup},
    sensitivity::{self, Sensitivity},
    verdict::{self, Verdict},
};

/// Copies of one miRNA, or of all together, in a recipient cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copies {
    /// Name of the miRNA, or `total`.
    pub mirna: String,
    /// Whether its copies per vesicle were measured.
    pub status: Status,
    /// Copies in RISC at `hours`: at the values of the parameters, with the central 95 % of the draws.
    pub copies_per_cell: Interval,
    /// Median of the draws of the same.
    pub median: f64,
    /// Copies in RISC in balance, the most that lasting exposure leads to.
    pub steady: Interval,
    /// Share of the draws above the effect threshold at `hours`.
    pub probability: f64,
    /// Share of the draws above the effect threshold in balance.
    pub steady_probability: f64,
}

/// Everything that [`dose`] finds.
#[derive(Clone, Debug, Serialize)]
pub struct Dose {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// Time of exposure, h.
    pub hours: f64,
    /// One a miRNA, in the order of the cargo.
    pub copies: Vec<Copies>,
    /// All miRNAs together.
    pub total: Copies,
    /// Copies at each step.
    pub ledger: Ledger,
    /// What limits the dose whatever the uptake.
    pub bounds: Bounds,
    /// Which parameters the uncertainty comes from.
    pub sensitivity: Sensitivity,
    /// Whether the dose can have an effect, and what that hangs on.
    pub verdict: Verdict,
    /// Every parameter as it was used.
    pub parameters: Parameters,
    /// What the reader has to be told.
    pub notices: Vec<Notice>,
}

/// Computes the dose of every miRNA in `cargo`, with its ledger, bounds, sensitivity and verdict.
///
/// Copies in RISC of a recipient after `t` hours are
/// `m(t) = λ · f_escape · φ · ∫₀ᵗ U(τ) e^{−δ(t−τ)} dτ`, in balance `m = U·λ·f_escape·φ·t½/ln 2`, with
/// `λ` copies per vesicle and `U = k_up·C/(1 + C/K_m)` vesicles per cell and hour; where `C` comes from
/// is the scenario's. A vesicle measurement replaces the parameter [`Scenario::measured`], unless that
/// was set by hand.
///
/// # Errors
/// Where the cargo is empty, names a miRNA twice or has impossible copies, or the vesicle
/// measurement is impossible.
pub fn dose(
    cargo: &Cargo,
    vesicles: Option<&Vesicles>,
    options: &Checked,
) -> Result<Dose, DoseError> {
    check(cargo)?;
    let mut notices = Vec::new();
    let setup = options.setup();
    let parameters = resolve(options, vesicles, &mut notices)?;
    let used = setup.parameters();
    not_read(&parameters, &used, setup, &mut notices);

    let plan = SeedPlan::new(options.options.seed);
    let points = Points::new(plan, options.options.draws);
    let nominal_values = Values::nominal(&parameters);
    let nominal = chain(&nominal_values, setup);
    let drawn = draws::draw(points, Half::A, &parameters, &used);
    notices.extend(drawn.cut.iter().map(|&(parameter, draws)| Notice::cut(parameter, draws)));
    let chains = parallel::map(points.count, |d| chain(&drawn.values[d], setup));
    let limited = chains.iter().filter(|chain| chain.limited).count();
    if limited > 0 {
        notices.push(Notice::SupplyLimited { draws: limited });
    }
    cargo_notices(cargo, &mut notices);

    let (low, high) = ends(chains.iter().map(|chain| chain.concentration).collect());
    let steps = chain::steps(setup);
    let frame = Frame {
        parameters: &parameters,
        steps: &steps,
        nominal: &nominal,
        concentration: Interval::new(nominal.concentration, low, high),
        concentration_parameter: concentration_parameter(setup),
    };
    let threshold = parameters.value(Parameter::EffectThreshold);
    let delivery = Delivery { frame, chains: &chains, threshold };
    let cargo_draws = CargoDraws::new(points, plan);

    let entries = cargo.entries();
    let mut found = Vec::with_capacity(entries.len());
    let mut sum = vec![0.0; points.count];
    // In blocks, so that the draws of only a few miRNAs are held at a time.
    for block in entries.chunks(BLOCK) {
        let results = parallel::map(block.len(), |i| {
            let lambda = cargo_draws.of(&block[i]);
            (delivery.of(&block[i], &lambda), lambda)
        });
        for (result, lambda) in results {
            found.push(result);
            sum.iter_mut().zip(lambda).for_each(|(sum, copies)| *sum += copies);
        }
    }
    let (copies, mirnas): (Vec<Copies>, Vec<MirnaLedger>) = found.into_iter().unzip();
    let (total, total_ledger) = delivery.of(&total_entry(entries, &sum), &sum);
    let ledger = Ledger { mirnas, total: total_ledger };

    let outputs = sensitivity_outputs(&copies, options.options.sensitivity_mirnas);
    let mut logs = vec![("total".to_owned(), sum)];
    logs.extend(outputs.iter().map(|&i| (copies[i].mirna.clone(), cargo_draws.of(&entries[i]))));
    let sensitivity = sensitivity::analyse(
        &sensitivity::Design {
            setup,
            parameters: &parameters,
            used: &used,
            points,
            plan,
            bootstrap: options.options.bootstrap,
            a: &drawn.values,
            chains: &chains,
        },
        logs,
        &mut notices,
    );

    let ago = parameters.value(Parameter::AgoPerCell);
    if total.steady.value > ago {
        notices.push(Notice::AgoExceeded { copies: total.steady.value, ago });
    }
    let bounds = bounds::bounds(&parameters, setup, &nominal, entries, &total);
    let verdict = verdict::judge(&parameters, setup, entries, &copies, &bounds);
    Ok(Dose {
        scenario: setup.scenario,
        hours: parameters.value(Parameter::Hours),
        copies,
        total,
        ledger,
        bounds,
        sensitivity,
        verdict,
        parameters,
        notices,
    })
}

/// miRNAs whose draws are held at a time.
const BLOCK: usize = 64;

/// What turns draws of copies per vesicle into a row of results.
struct Delivery<'a> {
    frame: Frame<'a>,
    chains: &'a [Chain],
    threshold: f64,
}

impl Delivery<'_> {
    fn of(&self, entry: &CargoEntry, lambda: &[f64]) -> (Copies, MirnaLedger) {
        let times = |factor: &dyn Fn(&Chain) -> f64| -> Vec<f64> {
            self.chains.iter().zip(lambda).map(|(chain, copies)| factor(chain) * copies).collect()
        };
        let ranges: Vec<(f64, f64)> = self
            .frame
            .steps
            .iter()
            .map(|&(step, _)| ends(times(&|chain| chain.at(step))))
            .collect();
        let present = sorted(times(&Chain::present));
        let balanced = sorted(times(&|chain| chain.steady));
        let steady = central(&balanced);
        let ledger = self.frame.ledger(entry, &ranges, steady);
        let (low, high) = central(&present);
        let value = entry.copies_per_vesicle.value;
        let copies = Copies {
            mirna: entry.mirna.clone(),
            status: entry.status,
            copies_per_cell: Interval::new(self.frame.nominal.present() * value, low, high),
            median: quantile(&present, 0.5, QuantileType::Type7).unwrap_or_default(),
            steady: Interval::new(self.frame.nominal.steady * value, steady.0, steady.1),
            probability: self.above(&present),
            steady_probability: self.above(&balanced),
        };
        (copies, ledger)
    }

    fn above(&self, sorted: &[f64]) -> f64 {
        let below = sorted.partition_point(|copies| *copies <= self.threshold);
        (sorted.len() - below) as f64 / sorted.len() as f64
    }
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// The central 95 % of sorted draws.
fn central(sorted: &[f64]) -> (f64, f64) {
    let at = |p| quantile(sorted, p, QuantileType::Type7).unwrap_or_default();
    (at(0.025), at(0.975))
}

fn ends(values: Vec<f64>) -> (f64, f64) {
    central(&sorted(values))
}

/// All miRNAs as one cargo.
fn total_entry(entries: &[CargoEntry], sum: &[f64]) -> CargoEntry {
    let (low, high) = ends(sum.to_vec());
    let value = entries.iter().map(|entry| entry.copies_per_vesicle.value).sum();
    let measured = entries.iter().all(|entry| entry.status == Status::Measured);
    CargoEntry {
        mirna: "total".to_owned(),
        copies_per_vesicle: Interval::new(value, low, high),
        status: if measured { Status::Measured } else { Status::Assumed },
        source: Cow::Borrowed("sum over the cargo"),
    }
}

/// The miRNAs delivered most, most first.
fn sensitivity_outputs(copies: &[Copies], wanted: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by(|&a, &b| {
        let value = |i: usize| copies[i].copies_per_cell.value;
        value(b).total_cmp(&value(a)).then_with(|| copies[a].mirna.cmp(&copies[b].mirna))
    });
    order.truncate(wanted);
    order
}

fn check(cargo: &Cargo) -> Result<(), DoseError> {
    if cargo.entries().is_empty() {
        return Err(DoseError::NoCargo);
    }
    let mut seen = HashSet::new();
    for entry in cargo.entries() {
        check_entry(entry)?;
        if !seen.insert(entry.mirna.as_str()) {
            return Err(DoseError::Duplicate(entry.mirna.clone()));
        }
    }
    Ok(())
}

pub(crate) fn check_entry(entry: &CargoEntry) -> Result<(), DoseError> {
    let interval = entry.copies_per_vesicle;
    let possible = [interval.value, interval.low, interval.high]
        .iter()
        .all(|copies| copies.is_finite() && *copies >= 0.0);
    if possible && interval.contains(interval.value) {
        Ok(())
    } else {
        Err(DoseError::Copies { mirna: entry.mirna.clone(), interval })
    }
}

/// The parameters with what the vesicle measurement replaces.
pub(crate) fn resolve(
    options: &Checked,
    vesicles: Option<&Vesicles>,
    notices: &mut Vec<Notice>,
) -> Result<Parameters, DoseError> {
    let mut parameters = options.parameters.clone();
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
    let given = Override::Full(FullOverride {
        value: range.value,
        low: Some(range.low),
        high: Some(range.high),
        status: Some(Status::Measured),
        source: Some(format!("vesicles of `{sample}`")),
    });
    let applied = match parameters.apply(parameter, &given) {
        // An interval down to zero has no logarithm: keep the value, which is what was measured.
        Err(BadParameter::Range { .. }) => parameters.apply(
            parameter,
            &Override::Full(FullOverride {
                value: range.value,
                low: None,
                high: None,
                status: Some(Status::Measured),
                source: Some(format!("vesicles of `{sample}`, whose interval reaches zero")),
            }),
        ),
        other => other,
    };
    applied.map_err(|source| DoseError::Vesicles { sample: sample.clone(), source })?;
    notices.push(Notice::MeasurementUsed { sample, parameter: parameter.name() });
    Ok(parameters)
}

/// Parameters that every computation reads, whatever the scenario.
const ALWAYS: [Parameter; 7] = [
    Parameter::EffectThreshold,
    Parameter::AgoPerCell,
    Parameter::DonorProduction,
    Parameter::ExportShare,
    Parameter::MembraneThickness,
    Parameter::DonorCopies,
    Parameter::CellVolume,
];

fn not_read(parameters: &Parameters, used: &[Parameter], setup: Setup, notices: &mut Vec<Notice>) {
    let unread = |parameter: &Parameter| {
        parameters.get(*parameter).set && !used.contains(parameter) && !ALWAYS.contains(parameter)
    };
    notices.extend(Parameter::ALL.iter().copied().filter(unread).map(|parameter| {
        Notice::NotRead { parameter: parameter.name(), scenario: setup.scenario }
    }));
}

fn cargo_notices(cargo: &Cargo, notices: &mut Vec<Notice>) {
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

/// The parameter that decides the concentration around the recipients.
fn concentration_parameter(setup: Setup) -> Parameter {
    if setup.stated {
        return Parameter::RecipientConcentration;
    }
    match setup.scenario {
        Scenario::PurifiedDose => Parameter::DosePerRecipient,
        Scenario::Systemic => Parameter::PlasmaToTissue,
        Scenario::Csf => Parameter::CsfToTissue,
        Scenario::CoCulture | Scenario::Transwell | Scenario::Tissue => match setup.secretion {
            crate::scenario::Secretion::Rate => Parameter::SecretionPerCell,
            crate::scenario::Secretion::Mvb => Parameter::MvbFusionShare,
        },
    }
}
