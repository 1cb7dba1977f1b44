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

mod argonaute;
mod biogenesis;
mod body;
mod bounds;
mod cargo;
mod cells;
mod chain;
mod course;
mod delivery;
mod design;
mod dose;
mod draws;
mod effect;
mod error;
mod fate;
mod flows;
mod kinetics;
mod ledger;
mod loading;
mod mechanism;
mod notice;
mod occupancy;
mod options;
mod order;
mod parameter;
mod parameters;
mod passive;
mod power;
mod records;
mod require;
mod resolve;
mod scenario;
mod sensitivity;
mod sets;
mod spread;
mod table;
mod timecourse;
mod tornado;
mod tropism;
mod verdict;

pub use argonaute::ago_capacity;
pub use biogenesis::{
    Biogenesis, BiogenesisNotice, Direction, Machinery, PERTURBATIONS, Perturbation, Process,
    REGULATORS, Regulator, Sign, WARNING, biogenesis,
};
pub use body::{BodyDistribution, Organ, OrganDose, Site, distribute};
pub use bounds::{Bound, Bounds, needed_per_hour, steady_copies};
pub use cargo::{Cargo, CargoEntry, Vesicles};
pub use cells::{COPIES_PER_LOADED, CellRow, cell_table, single_cells};
pub use chain::Step;
pub use course::{Course, Solver, course};
pub use design::{CONTROLS, Control, Design, DesignRow, design};
pub use dose::{Copies, Dose, dose};
pub use effect::{Effect, ReferenceTarget, copies_for};
pub use error::{
    BadMarker, BadOption, BadParameter, CourseError, DoseError, EffectError, RequireError,
};
pub use fate::Fate;
pub use kinetics::{Exposure, Fluid, Inside, Uptake, saturable};
pub use ledger::{Bar, Ledger, LedgerRow, MirnaLedger};
pub use loading::{Diameters, Loading, loading, loading_table, mean_lumen_litres};
pub use mechanism::{Mechanism, mechanism_table, mechanisms};
pub use notice::Notice;
pub use occupancy::Occupancy;
pub use options::{Checked, Options};
pub use parameter::{Distribution, Domain, Entry, Parameter, Status};
pub use parameters::{FullOverride, Override, Parameters, Setting};
pub use passive::{enrichment_over_passive, lumen_litres, passive_copies};
pub use power::{detection_probability, replicates_needed};
pub use require::{Moment, Requirement, require, requirement_table};
pub use scenario::{Scenario, Secretion};
pub use sensitivity::{Index, Sensitivity};
pub use sets::{EffectRequirement, Move, ParameterSet, require_effect, require_sets, set_table};
pub use timecourse::{TimeRow, time_course, time_table};
pub use tornado::{Swing, swings};
pub use tropism::{INTEGRINS, Integrin, Tropism};
pub use verdict::{HangsOn, Judgement, MirnaVerdict, Quantity, Verdict};
