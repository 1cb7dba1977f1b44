//! Sets of parameters and where each would have to go.

use exocast_core::{Interval, Table};
use serde::Serialize;

use super::needed::{COLUMNS, Needed};
use crate::{parameters::Status, to_table::ToTable};

/// One parameter of a set, and where it would have to go.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Move {
    /// The parameter.
    pub parameter: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What it is, with its 95 % range.
    pub current: Interval,
    /// What it would have to be.
    pub needed: f64,
    /// `needed` over current value.
    pub fold: f64,
    /// Whether `needed` lies inside of the 95 % range.
    pub within_range: bool,
    /// Status of the current value.
    pub status: Status,
}

/// Parameters that would do if they moved together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ParameterSet {
    /// How far they move in all: the root of the summed squares of their moves, each in standard
    /// deviations of its range on its own scale.
    pub distance: f64,
    /// The moves, the largest first.
    pub moves: Vec<Move>,
}

/// `set distance parameter value low high unit needed fold within_range status`, one row per move.
impl ToTable for [ParameterSet] {
    fn to_table(&self) -> Table {
        let status = ["status"];
        let mut table = Table::new(["set", "distance"].into_iter().chain(COLUMNS).chain(status));
        for (i, set) in self.iter().enumerate() {
            for step in &set.moves {
                let needed = Needed {
                    parameter: step.parameter,
                    current: &step.current,
                    unit: step.unit,
                    value: Some(step.needed),
                    fold: Some(step.fold),
                    is_within_range: step.within_range,
                };
                let set = [(i + 1).into(), set.distance.into()];
                table.push(
                    set.into_iter().chain(needed.cells()).chain([step.status.to_string().into()]),
                );
            }
        }
        table
    }
}
