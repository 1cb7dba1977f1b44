//! How many vesicles, of which sizes, and of which size classes: from the exports of sizing
//! instruments to numbers with intervals.
//!
//! * [`instrument::read`] recognises an export by its content and gives a [`Measurement`]: videos with
//!   their [`SizeDistribution`], what the file says about them, and a [`Finding`] for all that does
//!   not agree.
//! * [`Concentration`] carries its dilution state as a type, so that a factor is applied once.
//! * [`Summary`] has the statistics with the arithmetic of the instrument ([`PercentileRule`]).
//! * [`LognormalMixture::fit`] finds the size populations by one likelihood for particles and bins,
//!   weighted, and truncated at the detection limit.
//! * [`ClassModel`] gives posterior probabilities of operational size classes, never a cut.
//! * [`Sample::analyse`] does all of it for one sample of one or more exports; [`tables`] has the
//!   results with the columns of the file contract, [`simulate`] exports of a known truth.
//! * [`compare`] compares groups of samples, [`identity`] adds proteins and lipids.
//!
//! The stages, each of which uses only those before it:
//!
//! ```text
//! constants, stats ─► options ─► number ─► size ─► export ─► instrument ─► sample ─► compare
//!                                              └─► simulate                      └─► identity
//! ```
//!
//! Diameters are in nm and concentrations in particles per mL. Size alone does not prove where a
//! vesicle was formed; classes are named for what they are: `exosome-sized`, and so on.
//!
//! ```
//! use exocast_core::{Nanometres, SeedPlan, Share};
//! use exocast_vesicle::{
//!     Component, Dilution, LognormalMixture, Options, Sample, instrument,
//!     simulate::SimulatedExport, tables,
//! };
//!
//! // An export of known truth, as NanoSight NTA 3.4 would write it.
//! let truth = LognormalMixture::new(vec![
//!     Component::new(Share::new(0.7)?, 85.0, 1.25)?,
//!     Component::new(Share::new(0.3)?, 230.0, 1.35)?,
//! ])?;
//! let mut simulated = SimulatedExport::new("EV_1", truth, 2e11);
//! simulated.dilution = Some(Dilution::new(1000.0)?);
//! let text = simulated.nanosight(SeedPlan::new(1))?;
//!
//! // Read it, and analyse the samples that it holds.
//! let export = instrument::read(text.as_bytes(), "EV_1.csv")?;
//! let options = Options { lod: Some(Nanometres::new(40.0)?), ..Options::default() }.check()?;
//! let mut samples = Vec::new();
//! for (name, export) in export.split("EV_1") {
//!     let sample = Sample::new(name, vec![export], None)?;
//!     samples.push(sample.analyse(&options, SeedPlan::new(1))?);
//! }
//!
//! let vesicles = tables::vesicles(&samples);
//! let classes = tables::classes(&samples);
//! let findings = tables::findings(samples.iter().flat_map(|sample| &sample.findings));
//! let document = tables::Document::new(&samples, &options); // vesicles.json, by serde
//! assert_eq!((vesicles.rows().len(), classes.rows().len()), (6, 4));
//! assert_eq!(findings.columns(), ["file", "finding", "expected", "found"]);
//! assert_eq!(document.samples.len(), 1);
//!
//! // For the dose: particles per mL of the undiluted sample, with their interval.
//! let concentration = samples[0].undiluted().ok_or("the dilution is not known")?;
//! assert!(concentration.interval().is_some_and(|interval| interval.contains(2e11)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compare;
mod constants;
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

pub use compare::{
    CompareError, CompareOptions, Comparison, ComparisonRow, Group, TwoSampleTest, compare,
};
pub use export::{
    Entry, Finding, FindingKind, FurtherBlock, Instrument, Measurement, Quantity, Replicate,
    Reported,
};
pub use instrument::Unsupported;
pub use number::{
    Concentration, Counted, Cumulants, Currie, Deconvolution, Dilution, DilutionState, Linearity,
    Measured, Net, RecordedDilution, ReplicationUnit, StatedConcentration, Track, Undiluted,
    coincidence, deconvolve, linearity,
};
pub use options::{BadClass, BadOption, CheckedOptions, Options, SizeClass};
pub use sample::{
    ClassFraction, ExportNotes, Points, Population, Ridge, Row, Sample, SampleAnalysis,
    SampleError, StatisticInterval, tables,
};
pub use size::{
    BadDistribution, BadMixture, ClassModel, Component, DensityCurve, Family, FamilyFit, Fit,
    FitError, LognormalMixture, PercentileRule, Selection, SizeDistribution, Summary, Weighting,
    Window, fit_families, percentile,
};
pub use stats::{garwood, welch_at_least};
