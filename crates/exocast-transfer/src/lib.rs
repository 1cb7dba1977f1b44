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
//! `evidence` reads `parameters` only: what was measured of them, and what follows from it.
//!
//! A stage imports only from stages to its left; [`Notice`], [`ToTable`] and the errors belong to all of them.

mod compartments;
mod donor;
mod dose;
mod error;
mod evidence;
mod experiment;
mod input;
mod inverse;
mod model;
mod notice;
mod options;
mod parameters;
mod sampling;
mod to_table;

pub use exocast_core as core;

pub use compartments::{
    BodyDistribution, Course, Organ, OrganDose, Site, Solver, Tropism, course, distribute,
};
pub use donor::{
    Biogenesis, Expression, Machinery, Process, WARNING, biogenesis, enrichment_over_passive,
};
pub use dose::{
    ArgonauteDraws, Bound, Bounds, CellRow, Copies, Dose, FamilyDose, FamilyVerdict, HangsOn,
    Index, Judgement, Ledger, LedgerRow, Member, MirnaLedger, Quantity, Sensitivity, TimeRow,
    Verdict, dose, needed_per_hour, single_cells, time_course,
};
pub use error::ComputeError;
pub use evidence::{
    Basis, EvidenceBound, LeftOut, Measurement, Prior, evidence_coverage, evidence_pages,
    evidence_priors, leave_papers_out, measurements,
};
pub use experiment::{Control, Design, DesignRow, Mechanism, design, mechanisms};
pub use input::{Cargo, CargoEntry, EndogenousMirna, Family, Guide, Scenario, Secretion, Vesicles};
pub use inverse::{
    Goal, Moment, Move, ParameterSet, Requirement, Swing, require, require_sets, swings,
};
pub use model::{Effect, Occupancy, ReferenceTarget, Step, copies_for};
pub use notice::Notice;
pub use options::{Checked, Options};
pub use parameters::{
    BadOption, Distribution, Domain, Entry, Override, Parameter, Parameters, Setting, Status,
};
pub use to_table::ToTable;
