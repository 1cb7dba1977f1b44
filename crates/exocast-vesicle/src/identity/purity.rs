//! Ratios that speak of purity.

use serde::Serialize;

use super::markers::Role;
use super::panel::MarkerPanel;
use super::sized::SizedSample;

/// One ratio that speaks of purity.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Purity {
    /// What over what.
    pub ratio: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// What it says.
    pub verdict: &'static str,
}

pub(crate) fn purity(
    sized: &SizedSample,
    panel: Option<&MarkerPanel>,
    protein_ug_per_ml: Option<f64>,
) -> Vec<Purity> {
    let mut ratios = Vec::new();
    let all = sized.rows.last().and_then(|row| row.concentration.as_ref());
    if let (Some(particles), Some(protein)) =
        (all, protein_ug_per_ml.filter(|&amount| amount > 0.0))
        && particles.state == "undiluted"
    {
        let value = particles.per_ml / protein;
        // Webber & Clayton 2013, J Extracell Vesicles 2:19861.
        let verdict = if value >= 3e10 {
            "pure (3e10 or more)"
        } else if value >= 2e9 {
            "some free protein (2e9 to 3e10)"
        } else {
            "mostly free protein (below 2e9)"
        };
        let (ratio, unit) = ("particles to protein", "1/µg");
        ratios.push(Purity { ratio, value, unit, verdict });
    }
    if let Some(panel) = panel {
        let vesicle =
            panel.amount(&[Role::Membrane, Role::Endosomal, Role::Cytosolic, Role::PlasmaMembrane]);
        for (ratio, roles) in [
            ("vesicle markers to proteins outside of vesicles", Role::Contaminant),
            ("vesicle markers to proteins of other compartments", Role::Intracellular),
        ] {
            let other = panel.amount(&[roles]);
            if panel.of_role(roles).0 > 0 && vesicle + other > 0.0 {
                let share = vesicle / (vesicle + other);
                let verdict =
                    if share >= 0.5 { "vesicle markers prevail" } else { "the others prevail" };
                let unit = "share of the sum";
                ratios.push(Purity { ratio, value: share, unit, verdict });
            }
        }
    }
    ratios
}
