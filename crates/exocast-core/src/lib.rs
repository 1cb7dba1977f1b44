//! What more than one exocast crate needs, and no more.
//!
//! | to do | see |
//! |---|---|
//! | read tables as laboratories have them | [`table::Reader`], [`LabelledMatrix`] |
//! | write result tables | [`Table`] |
//! | read FASTA; hold RNA; families of guides | [`fasta`], [`Rna`], [`Seed`] |
//! | say where an input is wrong, and what was left out | [`ReadError`], [`Notice`] |
//! | say which gene or protein a name means | [`names`] |
//! | options that are checked once | [`options`] |
//! | quantities with a unit | [`units`] |
//! | quantiles, ranks, intervals, many tests | [`quantile`], [`rank`], [`Interval`], [`adjust`] |
//! | random numbers that threads do not change | [`SeedPlan`], [`parallel`] |
//!
//! The crate opens no path and reads neither clock nor environment: everything is a function of what
//! it is given.
//!
//! # Features
//! `rayon`: [`parallel::map`] uses threads. Results are the same with and without.

pub mod any_number;
mod error;
pub mod fasta;
mod in_sum;
pub mod linalg;
pub mod names;
mod notice;
pub mod options;
pub mod parallel;
mod seed;
mod sequence;
mod stats;
pub mod table;
pub mod text;
pub mod units;
pub mod words;

pub use error::{Field, Location, Malformed, ReadError};
pub use in_sum::in_sum;
pub use notice::{Level, Note, Notice};
pub use seed::{SeedPlan, Stream};
pub use sequence::{AnyVersion, BadBase, BadSeed, Base, Rna, Seed, Strand, without_version};
pub use stats::{Draws, Interval, Z95, adjust, kolmogorov, order, quantile, rank, tails};
pub use table::{BadMatrix, Cell, LabelledMatrix, Table};
pub use text::{Lines, explain_truncation};
pub use units::{BadValue, Dilution, Hours, Microlitres, Nanometres, PerMillilitre, Share};
