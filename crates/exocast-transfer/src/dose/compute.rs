//! From cargo and vesicles to copies per recipient cell.

use exocast_core::{Draws, Interval, SeedPlan, parallel};
use serde::Serialize;

use super::{
    bounds::Bounds,
    copies::Copies,
    delivery::{Delivered, Delivery, by_name, delivered},
    frame::Frame,
    judge::judge,
    ledger::Ledger,
    limits::find_bounds,
    sensitivity::Sensitivity,
    sobol::{Variation, analyse},
    verdict::Verdict,
};
use crate::{
    error::ComputeError,
    input::{Cargo, Scenario, Secretion, Setup, Vesicles},
    model::{
        Argonaute, Chain, cargo_notices, chain, check_cargo, draw_measured, not_read, resolve,
        steps,
    },
    notice::Notice,
    options::Checked,
    parameters::{Parameter, Parameters, Values},
    sampling::{CargoDraws, Half, Points, draw},
};

/// Everything that [`dose`] finds.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
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
/// is the scenario's. A measurement of vesicles replaces the amount that the scenario assumes, unless that
/// was set by hand.
///
/// # Errors
/// Where the cargo is empty, names a miRNA twice or has impossible copies, or the vesicle
/// measurement is impossible.
pub fn dose(
    cargo: &Cargo,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    plan: SeedPlan,
) -> Result<Dose, ComputeError> {
    check_cargo(cargo)?;
    let of_vesicles = vesicles.map(|vesicles| vesicles.notices.as_slice()).unwrap_or_default();
    let of_tables = cargo.notices().iter().chain(of_vesicles);
    let mut notices: Vec<Notice> = of_tables.cloned().map(Notice::Table).collect();
    let setup = options.setup();
    let parameters = resolve(options, vesicles, &mut notices)?;
    let used = setup.parameters();
    not_read(&parameters, &used, setup, &mut notices);

    let points = Points::new(plan, options.draws);
    let nominal_values = Values::nominal(&parameters);
    let nominal = chain(&nominal_values, setup);
    let mut drawn = draw(points, Half::A, &parameters, &used);
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
    let steps = steps(setup);
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
        let keep_draws = options.keep_draws;
        delivered(cargo.entries(), &cargo_draws, &Delivery { frame, chains, threshold, keep_draws })
    };
    let mut all = deliver(&chains, &nominal);
    let held = Argonaute::new(&parameters);
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

    let outputs = sensitivity_outputs(&copies, options.sensitivity_mirnas);
    let mut logs = vec![("total".to_owned(), sum)];
    logs.extend(
        outputs.iter().map(|&i| (copies[i].mirna.clone(), cargo_draws.for_entry(&entries[i]))),
    );
    let sensitivity = analyse(
        &Variation {
            setup,
            parameters: &parameters,
            used: &used,
            points,
            plan,
            bootstrap: options.bootstrap,
            a: &drawn.values,
            chains: &chains,
        },
        logs,
        &mut notices,
    );

    let bounds = find_bounds(&parameters, setup, &nominal, entries, &total);
    let verdict = judge(&parameters, setup, entries, &copies, &bounds);
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
            Secretion::Rate => Parameter::SecretionPerCell,
            Secretion::Mvb => Parameter::MvbFusionShare,
        },
    }
}
