//! Controls of a transfer experiment.

use exocast_core::Table;
use serde::Serialize;

use crate::to_table::ToTable;

/// A control and what it tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Control {
    /// The control.
    pub control: &'static str,
    /// What an effect of delivered miRNA does under it.
    pub if_delivered: &'static str,
    /// What it rules out.
    pub rules_out: &'static str,
}

/// `control if_delivered rules_out`.
impl ToTable for [Control] {
    fn to_table(&self) -> Table {
        let mut table = Table::new(["control", "if_delivered", "rules_out"]);
        for control in self {
            table.push([
                control.control.into(),
                control.if_delivered.into(),
                control.rules_out.into(),
            ]);
        }
        table
    }
}

/// Controls of a transfer experiment.
pub(super) const CONTROLS: [Control; 8] = [
    Control {
        control: "reporter with the seed site mutated",
        if_delivered: "no effect",
        rules_out: "any effect that does not go through the site",
    },
    Control {
        control: "vesicles of donors without the miRNA",
        if_delivered: "no effect",
        rules_out: "other cargo, surface signalling and lysosomal load",
    },
    Control {
        control: "donors with RAB27A knocked out, given volume by volume",
        if_delivered: "less effect, by as much as particles fall",
        rules_out: "soluble factors and free miRNA of the medium",
    },
    Control {
        control: "RNase without detergent",
        if_delivered: "effect stays",
        rules_out: "miRNA outside of vesicles",
    },
    Control {
        control: "RNase with detergent, after proteinase",
        if_delivered: "no effect",
        rules_out: "protected complexes that are no vesicles",
    },
    Control {
        control: "bafilomycin A1 on recipients",
        if_delivered: "less effect where escape needs acid endosomes, more where lysosomes degrade the cargo",
        rules_out: "effects that need no endosome",
    },
    Control {
        control: "medium processed without donors",
        if_delivered: "no effect",
        rules_out: "serum vesicles, lipoproteins and reagents",
    },
    Control {
        control: "primary transcript of the miRNA in recipients",
        if_delivered: "unchanged",
        rules_out: "miRNA that the recipient itself makes in response",
    },
];
