//! From cargo and vesicles to copies per recipient cell.

use exocast_core::{Draws, Interval, SeedPlan, parallel};
use serde::Serialize;

use super::{
    argonaute::ArgonauteDraws,
    bounds::Bounds,
    copies::Copies,
    cut::Cut,
    delivery::{Delivered, by_name, delivered, sum_of_cargo},
    drawn::Delivery,
    family::FamilyDose,
    frame::Frame,
    judge::{Judged, judge},
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
        cargo_notices, chain, check_cargo, draw_measured, endogenous_notices, not_read, resolve,
        steps,
    },
    notice::Notice,
    options::Checked,
    parameters::{Parameter, Parameters, Values},
    sampling::{CargoDraws, EndogenousDraws, Half, Points, draw},
};

/// Everything that [`dose`] finds.
#[derive(Clone, Debug, Serialize)]
#[non_exhaustive]
pub struct Dose {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// Time of exposure, h.
    pub hours: f64,
    /// One a guide, in the order of the cargo.
    pub copies: Vec<Copies>,
    /// All miRNAs together.
    pub total: Copies,
    /// Copies at each step.
    pub ledger: Ledger,
    /// What limits the dose whatever the uptake.
    pub bounds: Bounds,
    /// Which parameters the uncertainty comes from.
    pub sensitivity: Sensitivity,
    /// Whether the dose can have an effect, and what that hangs on, seed by seed.
    pub verdict: Verdict,
    /// Argonaute of the recipient and what it holds itself, in the draws of the copies.
    #[serde(skip)]
    pub argonaute: ArgonauteDraws,
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
/// is the scenario's. Argonaute holds `min(1, A/(O + D))` of them, with `A` its number, `O` the recipient's own copies and `D` all
/// that are delivered. The verdict is on the guides of each seed together, and on what they add to the occupancy by
/// the recipient's own copies of the seed ([`Options::endogenous`](crate::Options::endogenous)). A measurement of vesicles replaces the amount that the scenario assumes, unless that
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

    let (entries, families) = (cargo.entries(), cargo.families());
    let points = Points::new(plan, options.draws);
    let nominal_values = Values::nominal(&parameters);
    let nominal = chain(&nominal_values, setup);
    let mut drawn = draw(points, Half::A, &parameters, &setup.judged(&parameters));
    draw_measured(&mut drawn.values, vesicles, &parameters, options);
    let endogenous = EndogenousDraws::new(options, points, plan);
    endogenous.put_total(&mut drawn.values);
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
    let cargo_draws = CargoDraws::new(points, plan);
    let sum = sum_of_cargo(entries, &cargo_draws, points.count);
    let all = by_name(entries).into_iter().map(|i| entries[i].copies_per_vesicle.value).sum();
    let nominal_cut = Cut::new(&nominal_values, &nominal, all);
    let cut: Vec<Cut<'_>> =
        (0..points.count).map(|d| Cut::new(&drawn.values[d], &chains[d], sum[d])).collect();
    let delivery = Delivery {
        frame: Frame {
            parameters: &parameters,
            steps: &steps(setup),
            nominal: &nominal_cut,
            concentration,
            concentration_parameter: concentration_parameter(setup),
        },
        nominal: &nominal_values,
        values: &drawn.values,
        chains: &cut,
        endogenous: &endogenous,
        threshold: parameters.value(Parameter::EffectThreshold),
        keep_draws: options.keep_draws,
    };
    let Delivered { copies, families: of_families, ledger, total } =
        delivered(entries, &families, &cargo_draws, &sum, &delivery);
    notices.extend(exceeded(&nominal_values, &nominal_cut, &cut));
    endogenous_notices(options, &families, &mut notices);

    let outputs = sensitivity_outputs(&of_families, options.sensitivity_mirnas);
    let argonaute =
        ArgonauteDraws::new(&nominal_values, &drawn.values, &endogenous, options.keep_draws);
    let of_family = |i: usize| {
        let mut lambda = vec![0.0; points.count];
        for &member in &families[i].members {
            let copies = cargo_draws.for_entry(&entries[member]);
            lambda.iter_mut().zip(copies).for_each(|(sum, copies)| *sum += copies);
        }
        (of_families[i].mirna.clone(), lambda)
    };
    let mut logs = vec![("total".to_owned(), sum.clone())];
    logs.extend(outputs.into_iter().map(of_family));
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

    let bounds = find_bounds(&parameters, setup, &nominal, &families, &total);
    let verdict = judge(
        &Judged { parameters: &parameters, setup, nominal: &nominal_cut, options },
        &families,
        of_families,
        &bounds,
    );
    Ok(Dose {
        scenario: setup.scenario,
        hours: parameters.value(Parameter::Hours),
        copies,
        total,
        ledger,
        bounds,
        sensitivity,
        verdict,
        argonaute,
        parameters,
        notices,
    })
}

/// What Argonaute cannot hold, where there is any of it.
fn exceeded(values: &Values, nominal: &Cut<'_>, draws: &[Cut<'_>]) -> Option<Notice> {
    let exceeded = draws.iter().filter(|cut| cut.is_cut()).count();
    (exceeded > 0 || nominal.is_cut()).then(|| Notice::AgoExceeded {
        copies: nominal.chain.steady * nominal.all,
        endogenous: values.get(Parameter::EndogenousCopies),
        ago: values.get(Parameter::AgoPerCell),
        share: nominal.steady_share(),
        draws: exceeded,
    })
}

/// The seeds delivered most, most first.
fn sensitivity_outputs(families: &[FamilyDose], wanted: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..families.len()).collect();
    order.sort_by(|&a, &b| {
        let value = |i: usize| families[i].copies_per_cell.value;
        value(b).total_cmp(&value(a)).then_with(|| families[a].mirna.cmp(&families[b].mirna))
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
