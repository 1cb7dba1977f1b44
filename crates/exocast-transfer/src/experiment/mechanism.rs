//! What else vesicles could do to a recipient, beside delivering miRNA.

use std::f64::consts::{LN_2, PI};

use exocast_core::{Draws, Interval, SeedPlan, Table};
use serde::Serialize;

use crate::{
    dose::Dose,
    error::ComputeError,
    input::{Scenario, Setup, Vesicles},
    model::{follow, resolve},
    options::Checked,
    parameters::{Parameter, Status, Values},
    sampling::{Half, Points, draw},
    to_table::ToTable,
};
#[allow(clippy::enum_glob_use, reason = "formulas over many parameters")]
use Parameter::*;

/// A way in which vesicles could act, with how far it reaches.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Mechanism {
    /// Name of the mechanism.
    pub mechanism: &'static str,
    /// What is compared with the threshold.
    pub quantity: &'static str,
    /// Its amount in balance, with the central 95 % of the draws.
    pub amount: Interval,
    /// Unit of amount and threshold.
    pub unit: &'static str,
    /// Amount from which a recipient is expected to answer.
    pub threshold: f64,
    /// Share of the draws above it.
    pub probability: f64,
    /// `assumed` where any number in it is.
    pub status: Status,
    /// What would be seen if it were this one and none of the others.
    pub told_by: &'static str,
}

/// Copies per mL that make 1 nM.
const PER_ML_IN_NM: f64 = 6.022_140_76e11;

/// The mechanisms side by side: miRNA as `dose` found it, transferred protein, signalling at the surface, and
/// the load on lysosomes, each in balance.
///
/// Protein: `U·c·r·t½/ln 2` copies, with `U` vesicles taken up an hour, `c` copies on each and `r` the share that
/// ends where it works. Surface: receptors are occupied by `L/(L + K)`, with `L` the ligands of the vesicles in nM. Lysosomes:
/// membrane of degraded vesicles, `π·d²` each, over the membrane a cell takes in by itself.
///
/// Which mechanism is the likeliest for 2·10¹⁰ vesicles per mL with 0.008 copies of miR-21 in each?
///
/// ```
/// use exocast_transfer::{
///     Cargo, CargoEntry, Options, Scenario, Vesicles,
///     core::{Interval, SeedPlan, options::Options as _},
///     dose, mechanisms,
/// };
///
/// let mut options = Options::new(Scenario::PurifiedDose);
/// options.draws = 256;
/// let (options, seed) = (options.check()?, SeedPlan::new(1));
/// let cargo = Cargo::new(vec![CargoEntry::measured("hsa-miR-21-5p", Interval::exact(0.008))]);
/// let vesicles = Vesicles::new("EV_1", Interval::exact(2e10)).with_diameter(Some(110.0));
///
/// let dose = dose(&cargo, Some(&vesicles), &options, seed)?;
/// let compared = mechanisms(&dose, Some(&vesicles), &options, seed)?;
/// let likeliest = compared.iter().max_by(|a, b| a.probability.total_cmp(&b.probability)).ok_or("none")?;
/// assert_eq!(likeliest.mechanism, "surface-signalling");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// As [`dose`](crate::dose()).
pub fn mechanisms(
    dose: &Dose,
    vesicles: Option<&Vesicles>,
    options: &Checked,
    plan: SeedPlan,
) -> Result<Vec<Mechanism>, ComputeError> {
    let mut parameters = resolve(options, vesicles, &mut Vec::new())?;
    if let Some(nm) = vesicles.and_then(|vesicles| vesicles.diameter_nm) {
        parameters.measure(VesicleDiameter, nm);
    }
    let setup = options.setup();
    let mut used = setup.parameters();
    used.extend([
        ProteinHalfLife,
        ProteinPerVesicle,
        ProteinRetention,
        LigandsPerVesicle,
        LigandAffinity,
        MembraneUptake,
        RecyclingShare,
        VesicleDiameter,
    ]);
    let points = Points::new(plan, options.draws);
    let drawn = draw(points, Half::A, &parameters, &used).values;
    let nominal = Values::nominal(&parameters);
    let amount = |quantity: fn(&Values, Setup) -> f64, threshold: f64| {
        let mut draws = Draws::default();
        draws.fill(drawn.iter().map(|values| quantity(values, setup)));
        let probability = draws.above(threshold);
        let (low, high) = draws.central();
        (Interval::new(quantity(&nominal, setup), low, high), probability)
    };
    let row = |mechanism, quantity, unit, threshold, amount_of, told_by| {
        let threshold = parameters.value(threshold);
        let (amount, probability) = amount(amount_of, threshold);
        Mechanism {
            mechanism,
            quantity,
            amount,
            unit,
            threshold,
            probability,
            status: Status::Assumed,
            told_by,
        }
    };
    let best = &dose.verdict;
    Ok(vec![
        Mechanism {
            mechanism: "mirna",
            quantity: "copies in RISC of the seed nearest to an effect",
            amount: best.steady,
            unit: "copies/cell",
            threshold: best.needed.unwrap_or(f64::MAX),
            probability: best.probability,
            status: Status::Assumed,
            told_by: "lost with a reporter whose seed site is mutated, and with donors that lack the miRNA; \
                      kept after RNase without detergent; targets with more sites change more",
        },
        row(
            "protein",
            "transferred copies of one protein",
            "copies/cell",
            ProteinThreshold,
            protein,
            "acts within hours and before any mRNA falls; kept with recipients that lack DICER1 or AGO2; lost with \
             donors that lack the protein and after proteinase with detergent",
        ),
        row(
            "surface-signalling",
            "occupied share of receptors",
            "",
            SignalThreshold,
            surface,
            "acts within minutes, at 4 °C binding and with uptake blocked; lost with a blocking antibody or proteinase \
             without detergent; empty vesicles of the same membrane do it too",
        ),
        row(
            "lysosomal-load",
            "degraded membrane over own membrane uptake",
            "",
            LysosomeThreshold,
            lysosome,
            "follows the number of vesicles and not their cargo: liposomes of the same size do it too; seen as TFEB \
             in the nucleus and more lysosomes",
        ),
    ])
}

/// Vesicles taken up in balance; of a dose given once, no more than it over the time a half-life allows.
fn taken(values: &Values, setup: Setup, half_life: f64) -> f64 {
    let (chain, _) = follow(values, setup, values.get(Hours));
    let held = chain.steady_uptake * half_life / LN_2;
    let once = setup.scenario == Scenario::PurifiedDose && !setup.stated;
    if once { held.min(chain.supply) } else { held }
}

fn protein(values: &Values, setup: Setup) -> f64 {
    taken(values, setup, values.get(ProteinHalfLife))
        * values.get(ProteinPerVesicle)
        * values.get(ProteinRetention)
}

fn surface(values: &Values, setup: Setup) -> f64 {
    let (chain, _) = follow(values, setup, values.get(Hours));
    let ligands = chain.concentration * values.get(LigandsPerVesicle) / PER_ML_IN_NM;
    ligands / (ligands + values.get(LigandAffinity))
}

fn lysosome(values: &Values, setup: Setup) -> f64 {
    let (chain, _) = follow(values, setup, values.get(Hours));
    let degraded = chain.steady_uptake
        * (1.0 - values.get(EndosomalEscape))
        * (1.0 - values.get(RecyclingShare));
    let membrane = PI * values.get(VesicleDiameter).powi(2) * 1e-6;
    degraded * membrane / values.get(MembraneUptake)
}

/// `mechanism quantity value low high unit threshold probability status told_by`.
impl ToTable for [Mechanism] {
    fn to_table(&self) -> Table {
        let mut table = Table::new([
            "mechanism",
            "quantity",
            "value",
            "low",
            "high",
            "unit",
            "threshold",
            "probability",
            "status",
            "told_by",
        ]);
        for row in self {
            table.push([
                row.mechanism.into(),
                row.quantity.into(),
                row.amount.value.into(),
                row.amount.low.into(),
                row.amount.high.into(),
                row.unit.into(),
                row.threshold.into(),
                row.probability.into(),
                row.status.to_string().into(),
                row.told_by.into(),
            ]);
        }
        table
    }
}
