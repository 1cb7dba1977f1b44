//! Verdicts and limits as tables.

use exocast_core::{Cell, Table};

use super::{check::Check, verdict::SampleVerdict};
use crate::options::{LIMITS, QualityOptions};

impl SampleVerdict {
    /// Verdicts as a table: `sample verdict reasons`.
    #[must_use]
    pub fn table(verdicts: &[Self]) -> Table {
        let mut table = Table::new(["sample", "verdict", "reasons"]);
        for verdict in verdicts {
            table.push([
                verdict.sample.as_str().into(),
                verdict.verdict.to_string().into(),
                Cell::from(verdict.reasons()),
            ]);
        }
        table
    }

    /// Their checks as a table: `sample check finding value low high care not_usable text`.
    #[must_use]
    pub fn checks_table(verdicts: &[Self]) -> Table {
        let columns =
            ["sample", "check", "finding", "value", "low", "high", "care", "not_usable", "text"];
        let mut table = Table::new(columns);
        for verdict in verdicts {
            for check in &verdict.checks {
                let Check { name, value, low, high, care, not_usable, text, .. } = check;
                let cells: [Cell; 9] = [
                    verdict.sample.as_str().into(),
                    name.as_str().into(),
                    check.finding.map_or("cannot tell".to_owned(), |f| f.to_string()).into(),
                    (*value).into(),
                    (*low).into(),
                    (*high).into(),
                    (*care).into(),
                    (*not_usable).into(),
                    text.as_str().into(),
                ];
                table.push(cells);
            }
        }
        table
    }
}

/// The limits in force: `limit value default unit status source`.
#[must_use]
pub fn quality_limits_table(options: &QualityOptions) -> Table {
    let mut table = Table::new(["limit", "value", "default", "unit", "status", "source"]);
    for limit in &LIMITS {
        table.push([
            Cell::from(limit.name),
            options.limit(limit.name).into(),
            limit.value.into(),
            limit.unit.into(),
            limit.status.into(),
            limit.source.into(),
        ]);
    }
    table
}
