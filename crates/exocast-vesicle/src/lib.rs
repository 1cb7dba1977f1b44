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
//!   results with the columns of the file contract, [`further`] tables on demand, [`simulate`] exports
//!   of a known truth.
//! * [`compare`] holds groups of samples against each other, [`identity`] adds proteins and lipids.
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

mod bandwidth;
mod bootstrap;
mod check;
mod classes;
mod compare;
pub mod constants;
mod counting;
mod cumulants;
mod curves;
mod density;
mod describe;
mod dilution;
mod distribution;
mod families;
mod finding;
pub mod further;
mod geometry;
mod group;
pub mod identity;
pub mod instrument;
mod intervals;
mod kde;
mod kolmogorov;
mod measurement;
mod mixture;
mod normal;
mod options;
mod order;
mod resample;
mod sample;
pub mod simulate;
mod spread;
mod summary;
pub mod tables;
mod tracking;
mod two_sample;

pub use bandwidth::Bandwidth;
pub use bootstrap::{BootstrapInterval, bootstrap, bootstrap_interval, bootstrap_quantile};
pub use classes::{BadClass, ClassModel, SizeClass};
pub use compare::{CompareError, CompareOptions, Comparison, ComparisonRow, compare};
pub use counting::{Counted, Currie, Linearity, Net, coincidence, dead_time, linearity};
pub use cumulants::{Cumulants, scattering_vector};
pub use curves::{Points, Ridge};
pub use density::DensityCurve;
pub use describe::Description;
pub use dilution::{
    Concentration, Dilution, DilutionState, Measured, RecordedDilution, ReplicationUnit,
    StatedConcentration, Undiluted,
};
pub use distribution::{BadDistribution, SizeDistribution, Weighting, Window};
pub use families::{Family, FamilyFit, fit_families};
pub use finding::{Finding, FindingKind};
pub use geometry::{Bilayer, Geometry};
pub use group::Group;
pub use instrument::Unsupported;
pub use intervals::StatisticInterval;
pub use kde::{Axis, Kde, density_grid};
pub use kolmogorov::kolmogorov_tail;
pub use measurement::{
    Entry, FurtherBlock, Instrument, Measurement, Quantity, Replicate, Reported, Track,
};
pub use mixture::{
    BadMixture, Component, Fit, FitError, LikelihoodRatio, LognormalMixture, Selection,
};
pub use options::{BadOption, CheckedOptions, Options};
pub use order::{percentiles, quantile_interval};
pub use resample::{ClassFraction, Population};
pub use sample::{ExportNotes, Row, Sample, SampleAnalysis, SampleError};
pub use spread::garwood;
pub use summary::{PercentileRule, Summary, moment_mean, percentile};
pub use tracking::{
    Deconvolution, apparent_density, deconvolve, diffusion_m2_s, stokes_einstein_nm,
};
pub use two_sample::{
    Distances, anderson_darling, brunner_munzel, compare_counts, cramer_von_mises, epps_singleton,
    kolmogorov_smirnov_exact, kruskal_wallis, welch, welch_at_least, welch_difference,
};
