//! Target sites of miRNAs, and what a recipient cell's genes do when miRNA is delivered to it.
//!
//! The way from sequences to genes:
//!
//! 1. [`Transcripts`] and [`Mirnas`] are read; [`SiteScanner`] finds all seed sites of all miRNAs in
//!    one pass.
//! 2. An [`Affinity`] gives each site its dissociation constant: [`SeedAffinity`] by site type.
//! 3. [`Occupancy`] shares the copies of each miRNA out over all the sites of the cell, and so says
//!    how much of it is free and which share of the time a site is held.
//! 4. [`Recipient::respond`] compares occupancies before and after delivery: log2 fold change of each
//!    expressed transcript, with an interval from draws of everything that is uncertain.
//! 5. [`explain`] goes the other way: which miRNAs explain a change that was observed.
//!
//! Every number that is assumed stands in [`parameters`], with source and status. What was skipped or
//! assumed on the way comes back as [`Notice`]s.
//!
//! ```
//! use exocast_target::{
//!     Amounts, Dose, ExplainOptions, Expression, ExpressionScale, Mirnas, Observed, Recipient,
//!     RespondOptions, ScanOptions, SeedAffinity, SiteScanner, Transcripts, explain, site_table,
//! };
//!
//! // Inputs: decompressed text and the name that errors give.
//! let mirnas = ">miR-1\nUGGAAUGUAAAGAAGUAUGUAU\n>let-7a\nUGAGGUAGUAGGUUGUAUAGUU\n";
//! let mirnas = Mirnas::read_fasta(mirnas.as_bytes(), "mirna.fa")?;
//! let transcripts = "transcript\tgene\torf\tutr3\n\
//!     T1\tHAND2\tATGACATTCCATAA\tGGACATTCCAGGACATTCCC\n\
//!     T2\tLIN28B\tATGTAA\tGGCTACCTCAGG\n";
//! let transcripts = Transcripts::read(transcripts.as_bytes(), "mrna.tsv")?;
//!
//! // Sites.
//! let scanner = SiteScanner::new(mirnas.as_slice(), &ScanOptions::default());
//! let sites = site_table(scanner.sites(&transcripts));
//! assert_eq!(sites.rows().len(), 4);
//!
//! // Response.
//! let expression = Expression::read(
//!     "gene\ttpm\nHAND2\t30\nLIN28B\t12\n".as_bytes(),
//!     "tpm.tsv",
//!     ExpressionScale::Auto,
//! )?;
//! let endogenous = "mirna\tcopies_per_cell\nlet-7a\t20000\n";
//! let endogenous = Amounts::read(endogenous.as_bytes(), "endogenous.tsv")?;
//! let dose = "mirna\tcopies_per_cell\tlow\thigh\nmiR-1\t5000\t500\t20000\n";
//! let dose = Dose::Copies(Amounts::read(dose.as_bytes(), "dose.tsv")?);
//! let affinity = SeedAffinity::default();
//! let response = Recipient::new(&mirnas, &transcripts, &affinity)
//!     .with_expression(&expression)
//!     .with_endogenous(&endogenous)
//!     .respond(&dose, &RespondOptions::default().check()?)?;
//! assert!(response.genes[0].log2fc.value < -0.5);
//! assert_eq!(response.genes[0].top.as_ref().map(|top| top.0.as_str()), Some("miR-1"));
//! assert_eq!(response.genes[1].log2fc.value, 0.0); // no site of what is delivered
//! let mut out = Vec::new();
//! response.table().write_tsv(&mut out)?;
//!
//! // Evidence; two genes are too few to test.
//! let observed = "gene\tlog2FoldChange\tpvalue\nHAND2\t-1.1\t0.001\nLIN28B\t0.1\tNA\n";
//! let observed = Observed::read(observed.as_bytes(), "deseq2.tsv")?;
//! let explained = explain(&observed, &mirnas, &transcripts, &ExplainOptions::default().check()?)?;
//! assert_eq!(explained.table().rows().len(), 0);
//! for notice in response.notices.iter().chain(&explained.notices) {
//!     assert!(!notice.to_string().is_empty());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The data's way
//!
//! Each stage uses the stages to its left and those above it, never one to its right or below.
//!
//! ```text
//! parameters ► error ► options ► notice
//!                                  ▼
//! input ► structure ► sites ► affinity ► response ► evidence ► fit
//! ```
//!
//! | stage | what it does |
//! |---|---|
//! | `input` | reads miRNAs, transcripts, genomes, amounts, expression and observed changes |
//! | `structure` | energies, duplexes, accessibility |
//! | `sites` | seed sites, rare sites, aligned sites, context++ |
//! | `affinity` | Kd of a miRNA at a site, and how much an occupied site represses |
//! | `response` | occupancy before and after delivery, change of each transcript |
//! | `evidence` | which miRNAs explain an observed change |
//! | `fit` | estimates the parameters of the affinity (feature `fit`) |

mod affinity;
mod error;
mod evidence;
#[cfg(feature = "fit")]
pub mod fit;
mod input;
mod notice;
mod options;
pub mod parameters;
mod response;
mod sites;
mod structure;

pub use affinity::{
    Affinity, BadWeights, CnnAffinity, CnnGuide, CnnWeights, FEATURES, FittedAffinity,
    GuideAffinity, GuideFeatures, SUSCEPTIBILITY, SeedAffinity, SiteContext, SiteModel,
    TRANSFECTED_NM, susceptibility_features,
};
pub use error::{BadOption, ComputeError};
pub use evidence::{Evidence, EvidenceTest, Explain, explain};
pub use input::{
    Amounts, Annotation, BadTranscript, Dose, Expression, Message, Mirna, Mirnas, NoSeed, Observed,
    ObservedGene, Placed, Region, Seed, Transcript, Transcripts,
};
pub use notice::{CodingProblem, GenomeProblem, Notice};
pub use options::{
    CheckedExplain, CheckedRespond, ExplainOptions, ExpressionScale, Product, RespondOptions,
};
pub use response::{
    Course, GeneResponse, Occupancy, PoolState, Recipient, Response, SitePool, SiteResponse,
    loaded_share,
};
pub use sites::{
    ACCESS_LENGTH, ALIGNED_COLUMNS, Alignment, Compatibility, Conservation, ContextModel,
    ContextScore, ContextTable, Family, GuideFacts, Hit, MASKED, PctModel, RareHit, RareScanner,
    RareType, SITE_COLUMNS, ScanOptions, SeedFamilies, Site, SiteScanner, SiteType,
    TranscriptFacts, UtrEnds, UtrProfiles, context_columns, context_rows, context_table,
    helix_stability, site_rows, site_table,
};
pub use structure::{
    ACCESS_COLUMNS, AccessOptions, Accessibility, BadCache, CheckedAccess, CheckedDuplex,
    DUPLEX_COLUMNS, Duplex, DuplexFolder, DuplexOptions, EnergyModel, Fold, SeedPairing, Unpaired,
    UnpairedCache, Wobble, access_table, duplex_table, fold_duplexes,
};
