//! From secreted vesicles to copies per recipient cell: dose ledger, bounds and verdict.
//!
//! Given how many copies of each miRNA an average vesicle carries ([`Cargo`]), a measured vesicle
//! sample ([`Vesicles`]) and a [`Scenario`], [`dose()`] finds how many copies a recipient cell holds
//! after some hours and in balance, where copies are lost on the way ([`Ledger`]), what limits them
//! whatever the uptake ([`Bounds`]), which parameters the spread comes from ([`Sensitivity`]), and
//! whether that can have an effect ([`Verdict`]). [`require()`] asks the other way round: what would
//! have to be true for a number of copies.
//!
//! Every number of the model is a [`Parameter`] with value, 95 % range, unit, source and status. Under
//! the published ranges most transfer is too small to matter, and the verdict says so and by how much.
//!
//! ```
//! use exocast_transfer::{Cargo, Options, Scenario, Vesicles, dose};
//!
//! let cargo = "mirna\tcopies_per_vesicle\tlow\thigh\n\
//!              hsa-miR-21-5p\t0.008\t0.002\t0.03\n\
//!              hsa-miR-155-5p\t0.0004\t0.0001\t0.002\n";
//! let vesicles = "sample\tconcentration_per_ml\tlow\thigh\tdiameter_nm\n\
//!                 EV_1\t2e10\t1e10\t4e10\t110\n";
//!
//! let cargo = Cargo::read(cargo.as_bytes(), "cargo.tsv")?;
//! let vesicles = Vesicles::read(vesicles.as_bytes(), "vesicles.tsv")?;
//! let mut options = Options { scenario: Scenario::PurifiedDose, draws: 1024, ..Options::default() };
//! options.parameters.insert("hours".into(), 48.0.into());
//!
//! let dose = dose(&cargo, vesicles.first(), &options.check()?)?;
//! let mir21 = &dose.copies[0];
//! assert!(mir21.copies_per_cell.low < mir21.copies_per_cell.high);
//! assert_eq!(dose.verdict.judgement.name(), "implausible");
//!
//! let mut tsv = Vec::new();
//! dose.ledger.table().write_tsv(&mut tsv)?;
//! assert!(tsv.starts_with(b"mirna\tstep\tvalue\tlow\thigh\tunit\tlost_fraction\tparameter"));
//! dose.bounds.table().write_tsv(&mut tsv)?;
//! dose.sensitivity.table().write_tsv(&mut tsv)?;
//! let _verdict = serde_json::to_string_pretty(&dose.verdict)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
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

pub use compartments::{
    BodyDistribution, Course, INTEGRINS, Integrin, Organ, OrganDose, Site, Solver, Tropism, course,
    distribute,
};
pub use donor::{
    Biogenesis, BiogenesisNotice, Diameters, Direction, Fate, Loading, Machinery, PERTURBATIONS,
    Perturbation, Process, REGULATORS, Regulator, Sign, WARNING, biogenesis,
    enrichment_over_passive, loading, loading_table, lumen_litres, mean_lumen_litres,
    passive_copies,
};
pub use dose::{
    Bar, Bound, Bounds, COPIES_PER_LOADED, CellRow, Copies, Dose, HangsOn, Index, Judgement,
    Ledger, LedgerRow, MirnaLedger, MirnaVerdict, Quantity, Sensitivity, TimeRow, Verdict,
    cell_table, dose, needed_per_hour, single_cells, steady_copies, time_course, time_table,
};
pub use error::{BadMarker, BadOption, CourseError, DoseError, EffectError, RequireError};
pub use experiment::{
    CONTROLS, Control, Design, DesignRow, Mechanism, design, detection_probability,
    mechanism_table, mechanisms, replicates_needed,
};
pub use input::{Cargo, CargoEntry, Scenario, Secretion, Vesicles};
pub use inverse::{
    EffectRequirement, Moment, Move, ParameterSet, Requirement, Swing, require, require_effect,
    require_sets, requirement_table, set_table, swings,
};
pub use model::{
    Effect, Exposure, Fluid, Inside, Occupancy, ReferenceTarget, Step, Uptake, ago_capacity,
    copies_for, saturable,
};
pub use notice::Notice;
pub use options::{Checked, Options};
pub use parameters::{
    BadParameter, Distribution, Domain, Entry, FullOverride, Override, Parameter, Parameters,
    Setting, Status,
};
