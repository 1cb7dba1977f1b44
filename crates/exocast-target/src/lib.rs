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

mod access;
mod affinity;
mod alignment;
mod amounts;
mod coding;
mod context;
mod contrast;
mod course;
mod draws;
mod duplex;
mod energy;
mod equilibrium;
mod error;
mod explain;
mod expression;
pub mod fit;
mod fold;
mod genome;
mod listing;
mod loads;
mod lookup;
mod mirna;
mod names;
mod notice;
mod occupancy;
mod options;
pub mod parameters;
mod rare;
mod read;
mod regress;
mod respond;
mod response;
mod scan;
mod site;
mod strata;
mod supply;
mod tables;
mod transcripts;
mod unpaired;

pub use access::{ACCESS_COLUMNS, AccessOptions, Accessibility, CheckedAccess, access_table};
pub use affinity::{
    Affinity, BadWeights, CnnAffinity, CnnGuide, CnnWeights, FEATURES, FittedAffinity,
    GuideAffinity, GuideFeatures, Message, SUSCEPTIBILITY, SeedAffinity, SiteContext, SiteModel,
    TRANSFECTED_NM, susceptibility_features,
};
pub use alignment::{ALIGNED_COLUMNS, Alignment, SeedFamilies};
pub use amounts::{Amounts, Dose};
pub use coding::CodingProblem;
pub use context::{
    ACCESS_LENGTH, Compatibility, Conservation, ContextModel, ContextScore, ContextTable,
    GuideFacts, MASKED, PctModel, TranscriptFacts, UtrEnds, UtrProfiles, context_columns,
    context_rows, context_table, helix_stability,
};
pub use course::Course;
pub use duplex::{
    CheckedDuplex, DUPLEX_COLUMNS, Duplex, DuplexFolder, DuplexOptions, SeedPairing, Wobble,
    duplex_table, fold_duplexes,
};
pub use energy::EnergyModel;
pub use error::{BadOption, ComputeError};
pub use explain::{Evidence, EvidenceTest, Explain, Observed, ObservedGene, Placed, explain};
pub use expression::{Expression, ExpressionScale};
pub use fold::Fold;
pub use genome::{Annotation, GenomeProblem};
pub use listing::SiteResponse;
pub use mirna::{Mirna, Mirnas, NoSeed, Seed};
pub use notice::Notice;
pub use occupancy::{Occupancy, SitePool, loaded_share};
pub use options::{CheckedExplain, CheckedRespond, ExplainOptions, Product, RespondOptions};
pub use rare::{RareHit, RareScanner, RareType};
pub use respond::Recipient;
pub use response::{GeneResponse, PoolState, Response};
pub use scan::{Family, Hit, ScanOptions, Site, SiteScanner};
pub use site::{Region, SiteType};
pub use tables::{SITE_COLUMNS, site_rows, site_table};
pub use transcripts::{BadTranscript, Transcript, Transcripts};
pub use unpaired::{BadCache, Unpaired, UnpairedCache};
