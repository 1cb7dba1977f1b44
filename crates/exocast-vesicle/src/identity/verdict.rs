//! What may be called what.

use exocast_core::Interval;

use super::markers::Role;
use super::panel::MarkerPanel;

/// Where the demands on the word `exosome` are not met.
const SPEAK: &str = "speak of small extracellular vesicles, not of exosomes, whatever share the posterior gives these.";

/// What may be called what: `size` and `posterior` are the shares of exosomes by size and with all evidence.
pub(crate) fn verdict(
    panel: Option<&MarkerPanel>,
    small: Option<f64>,
    size: Interval,
    posterior: Option<Interval>,
) -> String {
    let small = small.map_or(String::new(), |share| {
        let (small, large) = (100.0 * share, 100.0 * (1.0 - share));
        format!("{small:.0} % small (below 200 nm) and {large:.0} % large particles. ")
    });
    let Some(posterior) = posterior else {
        return format!(
            "{small}Neither proteins nor lipids tell more: size alone proves neither vesicles nor their origin. The shares are those of size classes, and none is called exosome."
        );
    };
    let Some(panel) = panel else {
        return format!(
            "{small}No proteins are given, and lipids alone do not prove an origin: {SPEAK}"
        );
    };
    let misev = panel.misev();
    let endosomal = panel.of_role(Role::Endosomal).1;
    let shown = if misev.met {
        "The proteins that MISEV asks for are there".to_owned()
    } else {
        format!(
            "MISEV asks for three proteins of vesicles, one of the membrane and one cytosolic, and a control of purity: {} found, {} of the membrane, {} cytosolic, {} controls",
            misev.positive, misev.membrane, misev.cytosolic, misev.controls
        )
    };
    let named = if !misev.met {
        format!("; {SPEAK}")
    } else if endosomal == 0 {
        format!(", but no endosomal one: {SPEAK}")
    } else {
        format!(
            ", endosomal ones among them ({endosomal}): with all evidence {:.0} % of the particles are exosomes, by size alone {:.0} %.",
            100.0 * posterior.value,
            100.0 * size.value
        )
    };
    format!("{small}{shown}{named}")
}
