//! What one parameter would have to be.

use exocast_core::{Interval, Table};
use serde::{Deserialize, Serialize};

use super::needed::{COLUMNS, Needed};
use crate::{parameters::Status, to_table::ToTable};

/// At what time the copies are to be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// In balance, the most that lasting exposure leads to.
    #[default]
    Steady,
    /// After `hours`.
    Hours,
}

/// What one parameter would have to be, all others staying as they are.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Requirement {
    /// The parameter.
    pub parameter: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is, with its 95 % range.
    pub current: Interval,
    /// The value at which the copies are just reached; nothing where no value does.
    pub needed: Option<f64>,
    /// `needed` over current value; nothing where there is no needed value or the current is zero.
    pub fold: Option<f64>,
    /// Whether `needed` lies inside of the 95 % range.
    pub within_range: bool,
    /// Copies at the possible value that gives most; infinite values are not tried beyond 10¹⁵-fold.
    pub most: f64,
    /// Status of the current value.
    pub status: Status,
}

/// `parameter value low high unit needed fold within_range most status`, nearest first.
impl ToTable for [Requirement] {
    fn to_table(&self) -> Table {
        let mut table = Table::new(COLUMNS.into_iter().chain(["most", "status"]));
        for requirement in self {
            let needed = Needed {
                parameter: requirement.parameter,
                current: &requirement.current,
                unit: requirement.unit,
                value: requirement.needed,
                fold: requirement.fold,
                is_within_range: requirement.within_range,
            };
            let last = [requirement.most.into(), requirement.status.to_string().into()];
            table.push(needed.cells().into_iter().chain(last));
        }
        table
    }
}
