//! From cargo and vesicles to copies per recipient cell.

use exocast_core::{Interval, SeedPlan, parallel};
use serde::Serialize;

use crate::{
    argonaute::Argonaute,
    bounds::{self, Bounds},
    cargo::{Cargo, CargoEntry, Vesicles},
    chain::{self, Chain, Values, chain},
    delivery::{BLOCK, Delivery, total_entry},
    draws::{self, CargoDraws, Half, Points},
    error::DoseError,
    ledger::{Frame, Ledger, MirnaLedger},
    notice::Notice,
    options::Checked,
    order::Draws,
    parameter::{Parameter, Status},
    parameters::Parameters,
    resolve::{cargo_notices, check, not_read, resolve},
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
    /// The first [`Options::keep_draws`](crate::Options) draws of the copies at `hours`: draw `d` of one miRNA
    /// belongs to draw `d` of the others, and to that of a dose of other cargo with the same options.
    #[serde(skip)]
    pub draws: Vec<f64>,
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
    let mut drawn = draws::draw(points, Half::A, &parameters, &used);
    draw_measured(&mut drawn.values, vesicles, &parameters, options);
    notices.extend(drawn.cut.iter().map(|&(parameter, draws)| Notice::cut(parameter, draws)));
    let chains = parallel::map(points.count, |d| chain(&drawn.values[d], setup));
    let limited = chains.iter().filter(|chain| chain.limited).count();
    if limited > 0 {
        notices.push(Notice::SupplyLimited { draws: limited });
    }
    cargo_notices(cargo, &mut notices);

    let mut draws = Draws::default();
    draws.fill(chains.iter().map(|chain| chain.concentration));
    let (low, high) = draws.central();
    let concentration = Interval::new(nominal.concentration, low, high);
    let steps = chain::steps(setup);
    let cargo_draws = CargoDraws::new(points, plan);
    let deliver = |chains: &[Chain], nominal: &Chain| {
        let frame = Frame {
            parameters: &parameters,
            steps: &steps,
            nominal,
            concentration,
            concentration_parameter: concentration_parameter(setup),
        };
        let threshold = parameters.value(Parameter::EffectThreshold);
        let kept = options.options.keep_draws;
        delivered(cargo.entries(), &cargo_draws, &Delivery { frame, chains, threshold, kept })
    };
    let mut all = deliver(&chains, &nominal);
    let held = Argonaute::of(&parameters);
    let most = all.total.steady.high.max(all.total.copies_per_cell.high);
    if held.is_exceeded_by(most) || held.is_exceeded_by(all.total.steady.value) {
        let entries = cargo.entries();
        let copies: f64 =
            by_name(entries).into_iter().map(|i| entries[i].copies_per_vesicle.value).sum();
        notices.push(Notice::AgoExceeded { copies: all.total.steady.value, ago: held.ago });
        let cut: Vec<Chain> =
            chains.iter().zip(&all.sum).map(|(chain, copies)| held.cut(chain, *copies)).collect();
        all = deliver(&cut, &held.cut(&nominal, copies));
    }
    let Delivered { copies, ledger, total, sum } = all;
    let entries = cargo.entries();

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
        && !options.parameters.get(parameter).set
    {
        let middle = vesicles.concentration_per_ml.value;
        let scale = parameters.value(parameter) / middle;
        if middle > 0.0 {
            let draws = vesicles.draws.iter().cycle();
            values.iter_mut().zip(draws).for_each(|(row, draw)| row.set(parameter, draw * scale));
        }
    }
}

/// Results of every miRNA and of all together.
struct Delivered {
    copies: Vec<Copies>,
    ledger: Ledger,
    total: Copies,
    /// Copies per vesicle of all miRNAs together, one a draw.
    sum: Vec<f64>,
}

fn delivered(entries: &[CargoEntry], draws: &CargoDraws, delivery: &Delivery<'_>) -> Delivered {
    let mut found: Vec<Option<(Copies, MirnaLedger)>> = vec![None; entries.len()];
    let mut sum = vec![0.0; delivery.chains.len()];
    // In blocks, so that the draws of only a few miRNAs are held at a time, and summed in the order of the
    // names, so that the sum does not depend on that of the cargo.
    for block in by_name(entries).chunks(BLOCK) {
        let results = parallel::map(block.len(), |i| {
            let entry = &entries[block[i]];
            let lambda = draws.of(entry);
            (delivery.of(entry, &lambda), lambda)
        });
        for (&place, (result, lambda)) in block.iter().zip(results) {
            found[place] = Some(result);
            sum.iter_mut().zip(lambda).for_each(|(sum, copies)| *sum += copies);
        }
    }
    let (copies, mirnas): (Vec<Copies>, Vec<MirnaLedger>) = found.into_iter().flatten().unzip();
    let (total, total_ledger) = delivery.of(&total_entry(entries, &sum), &sum);
    Delivered { copies, ledger: Ledger { mirnas, total: total_ledger }, total, sum }
}

/// Places of the miRNAs in the order of their names.
fn by_name(entries: &[CargoEntry]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by(|&a, &b| entries[a].mirna.cmp(&entries[b].mirna));
    order
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
