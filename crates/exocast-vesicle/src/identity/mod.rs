//! What the particles of a sample are: size, proteins and lipids in one posterior.

mod accessions;
mod columns;
mod evidence;
mod identify;
mod kind;
mod lipids;
mod markers;
mod misev;
mod panel;
mod proteins;
mod purity;
mod sized;
mod tables;
mod verdict;

pub use columns::{ColumnNotice, Molecules, columns_of};
pub use evidence::{Evidence, Identity, Purity};
pub use identify::identify;
pub use kind::Kind;
pub use lipids::{Enrichment, Lipid};
pub use markers::{Marker, Role};
pub use misev::{ReportItem, Reported, misev_table};
pub use panel::{MarkerFound, MarkerPanel, MisevProteins};
pub use proteins::{ProteinScale, ProteinTable};
pub use sized::{
    SizedClass, SizedConcentration, SizedDocument, SizedFit, SizedMixture, SizedRow, SizedSample,
    SizedSummary,
};
pub use tables::{evidence_table, identity_table, purity_table};
