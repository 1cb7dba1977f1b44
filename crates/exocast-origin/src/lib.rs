//! Which cells sent these vesicles, in what shares, with what certainty, or "this cannot be told".
//!
//! A [`Signature`] says what each source holds (features × sources), [`Cargo`] what was measured on
//! vesicles (features × samples). [`Deconvolution::run`] matches features by name, estimates the share
//! of each source *and of a source the signature does not hold*, puts an interval on every share,
//! and says where the data cannot decide. [`enrich`](mod@enrich) asks which sets of features stand
//! out; [`Specificity`] how much a feature belongs to one source.
//!
//! Three shares are kept apart: of RNA (estimated), of vesicles and of cells (only where RNA a vesicle
//! or a cell is known for each source: [`Factors`], [`Scaling`]).
//!
//! ```
//! use exocast_core::SeedPlan;
//! use exocast_origin::{Cargo, Deconvolution, Factors, Options, Signature};
//!
//! let signature = "mirna\tliver\tbrain\tblood\n\
//!     hsa-miR-122-5p\t900\t2\t1\nhsa-miR-192-5p\t300\t9\t4\nhsa-miR-124-3p\t1\t700\t1\n\
//!     hsa-miR-9-5p\t3\t400\t2\nhsa-miR-451a\t9\t8\t950\nhsa-miR-486-5p\t5\t6\t500\n\
//!     hsa-let-7a-5p\t90\t95\t92\n";
//! let cargo = "mirna\tEV_1\n\
//!     hsa-miR-122-5p\t451\nhsa-miR-192-5p\t155\nhsa-miR-124-3p\t142\nhsa-miR-9-5p\t81\n\
//!     hsa-miR-451a\t288\nhsa-miR-486-5p\t152\nhsa-let-7a-5p\t91\n";
//! let signature = Signature::read(signature.as_bytes(), "signature.tsv")?;
//! // Every miRNA of the reference could have been seen: those without a row were zero.
//! let cargo = Cargo::read(cargo.as_bytes(), "cargo.tsv")?.all_measurable();
//! let options = Options::default().check()?;
//! let found =
//!     Deconvolution::run(&signature, &cargo, &Factors::default(), &options, SeedPlan::new(1))?;
//!
//! let shares = &found.samples[0].shares;
//! let total: f64 = shares.iter().filter_map(|share| share.rna_share).sum();
//! assert!((total - 1.0).abs() < 1e-12);
//! assert_eq!(shares[0].source, "liver");
//! assert!(shares[0].interval.is_some_and(|interval| interval.contains(0.5)));
//! assert_eq!(shares[3].source, "unknown");
//!
//! let mut out = Vec::new();
//! found.origin_table().write_tsv(&mut out)?;
//! found.diagnostics_table().write_tsv(&mut out)?;
//! found.identifiability_table().write_tsv(&mut out)?;
//! for notice in &found.notices {
//!     println!("{notice}");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The data's way through the crate. A stage uses those above it and none below:
//!
//! ```text
//! constants  linalg  names  cells     numbers with their status, algebra, spellings, cells of tables
//! method  options  verdict  notice    what can be asked for, and the words of what is said
//! fit                                 cargo of one sample ► coefficients of the sources
//! signature                           signatures, cargo, biases, markers, on the same features
//! shares                              cargo ► shares with intervals, verdicts, tables and pictures
//! enrich                              cargo ► scores of sets of features
//! ```

#![allow(clippy::needless_pass_by_value, reason = "array views are passed by value, as slices are")]

mod cells;
mod constants;
pub mod enrich;
mod fit;
mod linalg;
mod method;
mod names;
mod notice;
mod options;
mod shares;
mod signature;
mod verdict;

pub use constants::{GATES, Gates, UNKNOWN};
pub use fit::{Nnls, Regression, nu_svr};
pub use method::{Method, Reason, Scaling};
pub use names::NameDifference;
pub use notice::Notice;
pub use options::{BadOption, CheckedOptions, Options};
pub use shares::{
    Deconvolution, DeconvolutionError, Diagnostics, Factors, Gate, SampleOrigin, SourceShare,
    SumShare, pictures,
};
pub use signature::{
    BadTable, Bias, BiasTable, BuildError, BuildOptions, Built, Cargo, Identifiability, MotifTest,
    NoBias, NoCommonFeature, SORTING_MOTIFS, Signature, Sorting, SortingMotif, SourceIdentity,
    Specificity, biases, build, condition_number, motif_table, panel, read_labels, sorting_motifs,
    variance_inflation,
};
pub use verdict::Verdict;

/// Estimators of other programs as plain functions of signature (features × sources) and cargo:
/// coefficients zero or more, not brought to a sum unless said.
pub mod estimators {
    pub use crate::fit::{
        Dampening, cibersort, clipped_least_squares, dampened, dwls, huber_linear, huber_nnls,
        log_simplex, nnls_standard_errors, simplex_least_squares,
    };
}
