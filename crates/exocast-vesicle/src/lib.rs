//! Size, number and class of extracellular vesicles from the exports of sizing instruments.
#![doc = include_str!("../README.md")]
//! ## What it holds
//!
//! * [`instrument::read`] recognises an export by its content and gives a [`Measurement`]: videos with their
//!   [`SizeDistribution`], what the file says about them, and a [`Finding`] for everything that does not agree.
//! * [`Concentration`] carries its dilution state as a type, so that a factor is applied once.
//! * [`Summary`] has the statistics with the arithmetic of the instrument ([`PercentileRule`]).
//! * [`LognormalMixture::fit`] finds the size populations by one likelihood for particles and bins, weighted, and
//!   truncated at the detection limit.
//! * [`ClassModel`] gives posterior probabilities of operational size classes, never a cut.
//! * [`Sample::analyse`] does all of it for one sample of one or more exports; [`tables`] has the results with the
//!   columns of the file contract, [`simulate`] exports of a known truth.
//! * [`compare`] compares groups of samples, [`identity`] adds proteins and lipids.
//!
//! Diameters are in nm and concentrations in particles per mL. Size alone does not prove where a vesicle was formed;
//! classes are named for what they are: `exosome-sized`, and so on.
//!
//! ## The way of the data
//!
//! Each stage uses only those before it:
//!
//! ```text
//! constants, stats ► error, options ► number ► size ► export ► instrument ► sample ► compare
//!                                            └► simulate                    └► identity
//! ```

mod compare;
mod constants;
mod error;
mod export;
pub mod identity;
pub mod instrument;
mod number;
mod options;
mod sample;
pub mod simulate;
mod size;
mod stats;

pub use exocast_core as core;
pub use exocast_core::Dilution;

pub use compare::{CompareOptions, Comparison, ComparisonRow, Group, TwoSampleTest, compare};
pub use error::ComputeError;
pub use export::{
    Entry, Finding, FindingKind, FurtherBlock, Instrument, Measurement, Quantity, Replicate,
    Reported, SeveralSamples,
};
pub use instrument::Unreadable;
pub use number::{
    Concentration, Counted, Cumulants, Deconvolution, DilutionState, Linearity, Measured, Net,
    RecordedDilution, ReplicationUnit, StatedConcentration, Track, Undiluted, coincidence,
    deconvolve, diluted, linearity,
};
pub use options::{BadOption, Options, SizeClass};
pub use sample::{
    ClassFraction, ExportNotes, Population, Ridge, Row, Rows, Sample, SampleAnalysis,
    StatisticInterval, tables,
};
pub use size::{
    ClassModel, Component, DensityCurve, Family, FamilyFit, Fit, LognormalMixture, PercentileRule,
    Selection, SizeDistribution, Summary, Weighting, Window, fit_families, percentile,
};
pub use stats::{garwood, welch_at_least};
