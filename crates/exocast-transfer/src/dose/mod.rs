//! The dose of every miRNA with its ledger, bounds, sensitivity and verdict.

mod bounds;
mod cells;
mod compute;
mod copies;
mod delivery;
mod frame;
mod judge;
mod ledger;
mod limits;
mod reason;
mod rounding;
mod sensitivity;
mod sobol;
mod timecourse;
mod verdict;

pub use bounds::{Bound, Bounds, needed_per_hour};
pub use cells::{CellRow, single_cells};
pub use compute::{Dose, dose};
pub use copies::Copies;
pub use ledger::{Ledger, LedgerRow, MirnaLedger};
pub use sensitivity::{Index, Sensitivity};
pub use timecourse::{TimeRow, time_course};
pub use verdict::{HangsOn, Judgement, MirnaVerdict, Quantity, Verdict};
