#![doc = include_str!("../README.md")]
//!
//! # The way of the data
//!
//! ```text
//! parameters ► input ► options ► sampling ► model ► compartments   course in time, vesicles in the body
//!                                             │
//!                                             ├───► inverse ► dose ► experiment
//!                                             └───► donor
//! ```
//!
//! A stage imports only from stages to its left; [`Notice`] and the errors belong to all of them.

mod compartments;
mod donor;
mod dose;
mod error;
mod experiment;
mod input;
mod inverse;
mod model;
mod notice;
mod options;
mod parameters;
mod sampling;

pub use exocast_core as core;

pub use compartments::{
    BodyDistribution, Course, Organ, OrganDose, Site, Solver, Tropism, course, distribute,
};
pub use donor::{
    Biogenesis, Expression, Machinery, Process, WARNING, biogenesis, enrichment_over_passive,
};
pub use dose::{
    Bar, Bound, Bounds, CellRow, Copies, Dose, HangsOn, Index, Judgement, Ledger, LedgerRow,
    MirnaLedger, MirnaVerdict, Quantity, Sensitivity, TimeRow, Verdict, cell_table, dose,
    needed_per_hour, single_cells, time_course, time_table,
};
pub use error::ComputeError;
pub use experiment::{Control, Design, DesignRow, Mechanism, design, mechanism_table, mechanisms};
pub use input::{Cargo, CargoEntry, Scenario, Secretion, Vesicles};
pub use inverse::{
    Moment, Move, ParameterSet, Requirement, Swing, require, require_sets, requirement_table,
    set_table, swings,
};
pub use model::{Effect, Occupancy, ReferenceTarget, Step, copies_for};
pub use notice::Notice;
pub use options::{Checked, Options};
pub use parameters::{
    BadOption, Distribution, Domain, Entry, FullOverride, Override, Parameter, Parameters, Setting,
    Status,
};
