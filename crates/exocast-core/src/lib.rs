//! What more than one exocast crate needs, and no more: sequences, units as types, located errors,
//! labelled tables, seeded random streams, quantiles, ranks and adjustment for many tests.
//!
//! The crate opens no path and reads neither clock nor environment: everything is a function of what
//! it is given.

mod accession;
pub mod adjust;
pub mod any_number;
mod base;
mod error;
mod interval;
mod lines;
mod location;
mod matrix;
pub mod parallel;
pub mod quantile;
pub mod rank;
mod rna;
mod seed;
pub mod table;
pub mod units;

pub use accession::{AnyVersion, without_version};
pub use base::{Base, Strand};
pub use error::{Malformed, ReadError};
pub use interval::{Interval, Z95};
pub use lines::{Lines, explain_truncation};
pub use location::{Field, Location};
pub use matrix::{BadMatrix, LabelledMatrix};
pub use rna::{BadBase, Rna};
pub use seed::{SeedPlan, Stream};
pub use table::{Cell, Table};
pub use units::{BadValue, CopiesPerCell, Hours, KcalPerMol, Nanometres, PerMillilitre, Share};
