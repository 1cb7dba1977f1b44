//! Parent cells of extracellular vesicles from their cargo.
#![doc = include_str!("../README.md")]
//! ## What it holds
//!
//! A [`Signature`] says what each source holds (features × sources), [`Cargo`] what was measured on
//! vesicles (features × samples). [`Deconvolution::run`] matches features by name, estimates the share
//! of each source *and of a source the signature does not hold*, puts an interval on every share,
//! and reports where the data cannot decide. [`enrich`](mod@enrich) asks which sets of features are
//! enriched; [`Specificity`] how much a feature belongs to one source.
//!
//! There are three kinds of shares: of RNA (estimated), of vesicles and of cells (only where RNA per vesicle
//! or per cell is known for each source: [`Factors`], [`Scaling`]).
//!
//! ## Stages
//!
//! The data's way through the crate. A stage uses those above it and none below:
//!
//! ```text
//! constants  linalg  names  cells     numbers with their status, algebra, spellings, cells of tables
//! method  options  verdict            what can be asked for, and what can be said
//! notice  error                       sentences about results, and why there is none
//! fit                                 cargo of one sample ► coefficients of the sources
//! signature                           signatures, cargo, biases, markers, on the same features
//! shares                              cargo ► shares with intervals, verdicts, tables and pictures
//! enrich                              cargo ► scores of sets of features
//! ```

#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value, as slices are")]

pub use exocast_core as core;

mod cells;
mod constants;
pub mod enrich;
mod error;
mod fit;
mod linalg;
mod method;
mod names;
mod notice;
mod options;
mod shares;
mod signature;
mod verdict;

pub use error::OriginError;
pub use fit::{Nnls, Regression, nu_svr};
pub use method::{Method, Reason, Scaling};
pub use names::NameDifference;
pub use notice::Notice;
pub use options::{BadOption, Options};
pub use shares::{
    Deconvolution, Diagnostics, Factors, Gate, SampleOrigin, SourceShare, SumShare, pictures,
};
pub use signature::{
    AmountTable, Bias, BiasTable, BuildOptions, Built, Cargo, Identifiability, MotifTest,
    Signature, Sorting, SortingMotif, SourceIdentity, Specificity, build, motif_table, panel,
    read_biases, read_labels, sorting_motifs,
};
pub use verdict::Verdict;
