//! The ledger: copies at each step, what was lost to it, and which number says so.

use std::borrow::Cow;

use exocast_core::{Interval, Table};
use serde::Serialize;

use crate::{input::Guide, parameters::Status};

/// One step of one miRNA.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LedgerRow {
    /// Name of the step.
    pub step: &'static str,
    /// Value and the 95 % interval over the draws.
    #[serde(flatten)]
    pub amount: Interval,
    /// Unit of the value.
    pub unit: &'static str,
    /// Share of the step before that is lost. Nothing at the first step of the chain, in rows that
    /// are not part of it, and where nothing was left to lose.
    pub lost_fraction: Option<f64>,
    /// The parameter that decides.
    pub parameter: &'static str,
    /// Status of that parameter.
    pub status: Status,
    /// Source of that parameter.
    pub source: Cow<'static, str>,
}

/// The steps of one miRNA, or of all together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirnaLedger {
    /// Name of the miRNA, or `total`.
    pub mirna: String,
    /// Which molecule of the miRNA.
    pub guide: Guide,
    /// The rows, in the order of the chain.
    pub rows: Vec<LedgerRow>,
}

impl MirnaLedger {
    /// The rows of the chain of copies alone, as for a waterfall figure: copies per recipient cell that come to each
    /// step, and the share lost on the way from the step before.
    #[must_use]
    pub fn waterfall(&self) -> Vec<&LedgerRow> {
        let in_chain = |row: &&LedgerRow| row.unit == COPIES && row.step != STEADY;
        self.rows.iter().filter(in_chain).collect()
    }
}

/// The ledger of every miRNA and of all together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Ledger {
    /// One a miRNA, in the order of the cargo.
    pub mirnas: Vec<MirnaLedger>,
    /// All miRNAs together.
    pub total: MirnaLedger,
}

pub(crate) const COPIES: &str = "copies/cell";
pub(crate) const STEADY: &str = "steady";

impl Ledger {
    /// Columns of its [`table`](Self::table).
    pub const COLUMNS: [&str; 12] = [
        "mirna",
        "step",
        "value",
        "low",
        "high",
        "unit",
        "lost_fraction",
        "parameter",
        "status",
        "source",
        "isomir",
        "seed",
    ];

    /// The ledger of one guide: the name of a miRNA, with the isomiR behind it where it is not the canonical one.
    #[must_use]
    pub fn mirna(&self, label: &str) -> Option<&MirnaLedger> {
        self.mirnas.iter().find(|ledger| ledger.guide.label(&ledger.mirna) == label)
    }

    /// `mirna step value low high unit lost_fraction parameter status source isomir seed`, guide by guide.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(Self::COLUMNS);
        for (ledger, row) in
            self.mirnas.iter().flat_map(|ledger| ledger.rows.iter().map(move |row| (ledger, row)))
        {
            table.push([
                ledger.mirna.as_str().into(),
                row.step.into(),
                row.amount.value.into(),
                row.amount.low.into(),
                row.amount.high.into(),
                row.unit.into(),
                row.lost_fraction.into(),
                row.parameter.into(),
                row.status.to_string().into(),
                row.source.as_ref().into(),
                ledger.guide.isomir.as_str().into(),
                ledger.guide.seed.map(|seed| seed.to_string()).into(),
            ]);
        }
        table
    }
}
