//! Target sites of miRNAs, and the response of a cell that receives them.
//!
#![doc = include_str!("../README.md")]
//!
//! # Tasks
//!
//! | to do | see |
//! |---|---|
//! | read miRNAs, transcripts, genomes | [`Mirnas`], [`Transcripts`], [`Annotation`] |
//! | find seed sites | [`SiteScanner`], [`RareScanner`], [`Alignment`] |
//! | score sites by context++ | [`context_table`] |
//! | fold duplexes | [`DuplexFolder`], [`fold_duplexes`] |
//! | fold a single strand, such as a hairpin | [`StrandFolder`] |
//! | compute accessibility | [`Accessibility`], [`UnpairedCache`] |
//! | predict the change of a cell's genes | [`Recipient`] |
//! | rank miRNAs by an observed change | [`explain`] |
//!
//! Every assumed number is in [`parameters`], with source and status. What was skipped or assumed on the way comes
//! back as [`Notice`]s.
//!
//! # The data's way
//!
//! Stages use those above them and those to their left.
//!
//! ```text
//! parameters ► error ► options ► notice
//!                                  ▼
//! input ► structure ► sites ► affinity ► response ► evidence
//!                                 └────────► fit
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
#[cfg(test)]
mod reference;
mod response;
mod sites;
mod structure;

pub use exocast_core as core;

pub use affinity::{
    Affinity, CnnAffinity, CnnGuide, CnnWeights, FEATURES, FittedAffinity, GuideAffinity,
    SUSCEPTIBILITY, SeedAffinity, SiteContext, SiteModel, TRANSFECTED_NM,
};
pub use error::{BadOption, ComputeError};
pub use evidence::{Evidence, EvidenceTest, Explain, explain};
pub use input::{
    Amounts, Annotation, Argonaute, BadRecord, Dose, Expression, ExpressionTable, Isoforms,
    Message, Mirna, Mirnas, NoTags, Observed, ObservedGene, Region, RnaKind, Seed, Sponges,
    Transcript, Transcripts,
};
pub use notice::{CodingProblem, GenomeProblem, Notice, SequenceProblem};
pub use options::{Direction, ExplainOptions, ExpressionScale, Product, RespondOptions};
pub use response::{
    GeneResponse, PoolState, Recipient, Response, SiteOccupancy, SitePool, SiteResponse,
    SpongeResponse, TopGuide,
};
pub use sites::{
    Alignment, Compatibility, Conservation, ContextTable, Hit, PctModel, RareHit, RareScanner,
    RareType, SITE_COLUMNS, ScanOptions, SeedFamilies, SeedFamily, Site, SiteScanner, SiteType,
    UtrProfiles, context_columns, context_rows, context_table, site_rows, site_table,
};
pub use structure::{
    AccessOptions, Accessibility, DUPLEX_COLUMNS, Duplex, DuplexFolder, DuplexOptions, EnergyModel,
    FoldedStrand, SeedPairing, StrandFolder, UnpairedCache, Wobble, fold_duplexes,
};
