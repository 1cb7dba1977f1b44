//! Results as the tables of the file contract.

use exocast_core::{Cell, Table};

use super::result::Deconvolution;
use crate::{cells::or_infinite, signature::ORIGIN_COLUMNS};

impl Deconvolution {
    /// origin.tsv: `sample source rna_share low high vesicle_share cell_share verdict`.
    ///
    /// Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn origin_table(&self) -> Table {
        let mut table = Table::new(ORIGIN_COLUMNS);
        for sample in &self.samples {
            for share in &sample.shares {
                table.push([
                    sample.sample.as_str().into(),
                    share.source.as_str().into(),
                    share.rna_share.into(),
                    share.interval.map(|i| i.low).into(),
                    share.interval.map(|i| i.high).into(),
                    share.vesicle_share.into(),
                    share.cell_share.into(),
                    share.verdict.to_string().into(),
                ]);
            }
        }
        table
    }

    /// diagnostics.tsv: `sample condition_number fit p overlap unknown verdict`.
    ///
    /// Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn diagnostics_table(&self) -> Table {
        let mut table =
            Table::new(["sample", "condition_number", "fit", "p", "overlap", "unknown", "verdict"]);
        for sample in &self.samples {
            let diagnostics = &sample.diagnostics;
            table.push([
                sample.sample.as_str().into(),
                or_infinite(diagnostics.condition_number),
                diagnostics.fit.into(),
                diagnostics.p.into(),
                diagnostics.overlap.into(),
                diagnostics.unknown.into(),
                sample.verdict.to_string().into(),
            ]);
        }
        table
    }

    /// gates.tsv: `sample gate value bad weak cannot_tell verdict`: what each verdict of diagnostics.tsv rests on.
    ///
    /// Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn gates_table(&self) -> Table {
        let mut table =
            Table::new(["sample", "gate", "value", "bad", "weak", "cannot_tell", "verdict"]);
        let sources = self.identifiability.sources.len();
        for sample in &self.samples {
            for gate in sample.diagnostics.gates(sources) {
                table.push([
                    sample.sample.as_str().into(),
                    gate.name.into(),
                    gate.value.map_or(Cell::Missing, or_infinite),
                    if gate.below { "below" } else { "above" }.into(),
                    gate.weak.into(),
                    gate.cannot_tell.into(),
                    gate.verdict.to_string().into(),
                ]);
            }
        }
        table
    }

    /// identifiability.tsv: `source vif nearest correlation estimable_with`.
    ///
    /// Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn identifiability_table(&self) -> Table {
        let mut table = Table::new(["source", "vif", "nearest", "correlation", "estimable_with"]);
        for source in &self.identifiability.sources {
            let together = &source.together;
            table.push([
                source.source.as_str().into(),
                source.vif.map_or(Cell::Missing, or_infinite),
                source.nearest.as_ref().map(|(name, _)| name.as_str()).into(),
                source.nearest.as_ref().map(|(_, r)| *r).into(),
                (!together.is_empty()).then(|| together.join("+")).into(),
            ]);
        }
        table
    }
}
