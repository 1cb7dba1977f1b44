//! The dose of every miRNA with its ledger, bounds, sensitivity and verdict.

mod argonaute;
mod bounds;
mod cells;
mod compute;
mod copies;
mod cut;
mod delivery;
mod drawn;
mod families;
mod family;
mod frame;
mod judge;
mod ledger;
mod limits;
mod reach;
mod reason;
mod rounding;
mod sensitivity;
mod sobol;
mod timecourse;
mod verdict;

pub use argonaute::ArgonauteDraws;
pub use bounds::{Bound, Bounds, needed_per_hour};
pub use cells::{CellRow, single_cells};
pub use compute::{Dose, dose};
pub use copies::Copies;
pub use family::{FamilyDose, Member};
pub use ledger::{Ledger, LedgerRow, MirnaLedger};
pub use sensitivity::{Index, Sensitivity};
pub use timecourse::{TimeRow, time_course};
pub use verdict::{FamilyVerdict, HangsOn, Judgement, Quantity, Verdict};
