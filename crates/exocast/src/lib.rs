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
//! `simulate` makes studies whose truth is known, `discover` makes one of the files of a folder.
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
# A study from the library

```
use exocast::{
    Analysis, Study,
    simulate::{Simulation, SimulationOptions},
};

# fn main() -> Result<(), Box<dyn std::error::Error>> {
// Files of an invented study; with your own, begin at `Study::load`.
let folder = std::env::temp_dir().join(format!("exocast-doc-{}", std::process::id()));
std::fs::create_dir_all(&folder)?;
let options = SimulationOptions { samples: 2, reads: 2000, ..SimulationOptions::default() };
for (name, content) in Simulation::new(options)?.files() {
    std::fs::write(folder.join(name), content)?;
}
let mut study = Study::load(&folder.join("study.toml"))?;
study.run.draws = 64; // fewer than for a result
let analysis = Analysis::run(&study, &mut ())?; // `()` ignores progress
std::fs::remove_dir_all(&folder)?;

// Each step has its field; a step that was off has none.
let mirna = analysis.mirna.as_ref().expect("samples have reads");
assert_eq!(mirna.counts.columns(), ["EV_1", "EV_2"]);
let vesicles = analysis.vesicles.as_ref().expect("samples have sizing exports");
assert!(vesicles.samples[0].pooled.median > 50.0); // nm
let origin = analysis.origin.as_ref().expect("the study has a signature");
println!("{}: {}", origin.samples[0].sample, origin.samples[0].verdict);
let dose = &analysis.dose.as_ref().expect("cargo and vesicles").dose;
let copies = dose.total.copies_per_cell; // of all miRNAs
assert!(copies.low <= copies.value && copies.value <= copies.high);
println!("{}", dose.verdict.headline());
let response = analysis.response.as_ref().expect("the recipient is known");
let falls = response.genes.iter().filter(|gene| gene.log2fc.high < 0.0).count();
println!("{falls} of {} transcripts fall", response.genes.len());

// The tables that `exocast run` writes, with captions and units.
for (step, written) in analysis.tables() {
    println!("{}: {} ({} rows)", step.title(), written.spec.name, written.table.rows().len());
}
# Ok(())
# }
```
"#
)]

pub use exocast_core as core;
#[cfg(feature = "analysis")]
pub use exocast_core::Notice;
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
mod discover;
#[cfg(feature = "analysis")]
mod export;
#[cfg(feature = "analysis")]
pub mod figures;
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
    discover::{Discovery, are_mates, discover},
    io::{InputFile, OutputFile, Provenance},
    load::handover,
    progress::Progress,
    result::{
        ActingProtein, Analysis, AnalysisError, CargoDifference, Column, ContrastsResult,
        Difference, Direction, DoseDifference, FurtherTables, GroupResult, IdentityResult, Measure,
        MirnaCargo, MirnaResult, NoSuchSeed, OriginDifference, Outcome, ProgrammeScore,
        ReadSummaries, ReadsResult, ResponseDifference, SampleInputs, SampleStatus, SpikedSample,
        StatedVerdict, Status, TABLES, TableSpec, Transferred, TruthRow, Value, VerdictText,
        VesiclesResult, Written, origin_tables,
    },
    steps::{
        CountError, EnrichmentInputs, ExplainError, GeneEffect, GeneEffectError, Inspected,
        MoleculeTables, OriginInputs, ReadFiles, ReadPanel, RecipientCell, RecipientError,
        RecipientFiles, SeedNames, SeedNotice, TransferError, VesiclesError, check, count,
        explain_change, inspect, novel_mirnas,
    },
    study::{
        About, Contrast, Enrich, Identity, LeftOut, Mirna, Origin, Plan, Planned, Programmes,
        Quality, Recipient, Reference, ResponseModel, Run, Sample, Setting, SizingColumns, Spikes,
        Step, Study, StudyError, TEMPLATE, Transfer, Vesicles,
    },
};

/// The blocks of the tutorial, as tests.
#[cfg(all(doctest, feature = "analysis"))]
#[doc = include_str!("../../../docs/tutorials/rust.md")]
mod tutorial {}
