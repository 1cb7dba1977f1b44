//! From what was measured on a vesicle sample to what it can do to a recipient cell.
//!
//! exocast answers, from real measurements: which cells sent these vesicles, what do they carry, how
//! much of it can reach a recipient cell, and which genes will that change? This crate chains the
//! others into one analysis with units, uncertainty and provenance at every step:
//!
//! ```text
//! small-RNA FASTQ ─► mirna ─► counts, isomiRs, copies ─┐
//! sizing exports ──► vesicle ► sizes, particles/mL ────┤
//! signature ───────► origin ─► parent cells ───────────┤
//!                              transfer ► copies per recipient cell
//! transcripts ─────► target ◄──┘  ► log2 fold change per gene
//! ```
//!
//! Inside, data goes one way: `study` (what is asked for) and `io`, `load` (inputs) ► `steps` (the crates called
//! and joined) ► `result` (what they found) ► `report` and `export` (what is written of it); `figures` draws for steps,
//! `simulate` makes studies whose truth is known.
//!
//! Each crate is re-exported as a module behind a feature of its name, so that
//! `default-features = false, features = ["mirna"]` brings that one alone. The feature `analysis`
//! (default) brings all of them with `Study`, `Analysis`, the report and the simulator.
//!
//! | feature | brings |
//! |---|---|
//! | `analysis` (default) | `Study`, `Analysis`, report, figures, simulator, and all of the crates |
//! | `rayon` (default) | all cores; the same bytes |
//! | `mirna`, `origin`, `target`, `transfer`, `vesicle` | that crate alone, as a module |
//! | `parquet` | tables in Apache Parquet |
//! | `data` | reference files by name, fetched over HTTP and checked |
//! | `zmes` | Zetasizer projects, an SQLite database |
#![cfg_attr(
    feature = "analysis",
    doc = r#"
```
use exocast::Study;

let study = Study::parse("[study]\ntitle = \"Plasma vesicles\"\n", "study.toml")?;
let plan = study.plan();
assert!(!plan.will(exocast::Step::Mirna)); // no sample has reads
# Ok::<(), exocast::StudyError>(())
```
"#
)]

pub use exocast_core as core;
pub use exocast_core::options::{UnknownWord, Word};
#[cfg(feature = "mirna")]
pub use exocast_mirna as mirna;
#[cfg(feature = "origin")]
pub use exocast_origin as origin;
#[cfg(feature = "target")]
pub use exocast_target as target;
#[cfg(feature = "transfer")]
pub use exocast_transfer as transfer;
#[cfg(feature = "vesicle")]
pub use exocast_vesicle as vesicle;

#[cfg(feature = "analysis")]
pub mod affinity;
#[cfg(feature = "data")]
pub mod data;
#[cfg(feature = "analysis")]
mod export;
#[cfg(feature = "analysis")]
pub mod figures;
#[cfg(feature = "analysis")]
pub mod handover;
#[cfg(feature = "analysis")]
pub mod io;
#[cfg(feature = "analysis")]
pub mod load;
#[cfg(feature = "analysis")]
mod progress;
#[cfg(feature = "analysis")]
pub mod report;
#[cfg(feature = "analysis")]
mod result;
#[cfg(feature = "analysis")]
pub mod schema;
#[cfg(feature = "analysis")]
pub mod simulate;
#[cfg(feature = "analysis")]
mod steps;
#[cfg(feature = "analysis")]
mod study;

#[cfg(feature = "analysis")]
pub use self::{
    io::{InputFile, OutputFile, Provenance},
    progress::Progress,
    result::{Analysis, AnalysisError, Notice, Outcome, Status, VerdictText},
    steps::{GeneEffect, GeneEffectError, Inspected, TransferError, Transferred, check, inspect},
    study::{
        About, Contrast, Enrich, Identity, Mirna, Origin, Plan, Planned, Programmes, Recipient,
        Reference, ResponseModel, Run, Sample, Setting, SizingColumns, Spikes, Step, Study,
        StudyError, TEMPLATE, Transfer, Vesicles,
    },
};
