//! The panel as tables.

use exocast_core::Table;

use super::{markers::PANEL, sightings::Sighting};

/// Columns of origin.tsv, by shares or by markers.
pub(crate) const ORIGIN_COLUMNS: [&str; 8] =
    ["sample", "source", "rna_share", "low", "high", "vesicle_share", "cell_share", "verdict"];

/// origin.tsv of the panel: shares are empty, since markers give none.
#[must_use]
pub fn sightings_table(sightings: &[Sighting]) -> Table {
    let mut table = Table::new(ORIGIN_COLUMNS);
    for s in sightings {
        let none = || None::<f64>.into();
        table.push([
            s.sample.as_str().into(),
            s.parent.into(),
            none(),
            none(),
            none(),
            none(),
            none(),
            s.verdict.to_string().into(),
        ]);
    }
    table
}

/// panel.tsv: `sample source measured seen contradicted p q verdict markers`.
#[must_use]
pub fn panel_table(sightings: &[Sighting]) -> Table {
    let mut table = Table::new([
        "sample",
        "source",
        "measured",
        "seen",
        "contradicted",
        "p",
        "q",
        "verdict",
        "markers",
    ]);
    for s in sightings {
        let markers: Vec<String> = PANEL
            .iter()
            .filter(|m| m.parent == s.parent)
            .map(|m| format!("{}{} ({})", if m.present { "" } else { "no " }, m.name, m.source))
            .collect();
        table.push([
            s.sample.as_str().into(),
            s.parent.into(),
            s.measured.into(),
            s.seen.into(),
            if s.contradicted { "yes" } else { "no" }.into(),
            s.p.into(),
            s.q.into(),
            s.verdict.to_string().into(),
            markers.join("; ").into(),
        ]);
    }
    table
}
