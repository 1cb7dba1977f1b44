//! What the particles of a sample are: size, proteins and lipids in one posterior.

mod columns;
mod evidence;
mod identify;
mod kind;
mod lipids;
mod markers;
mod misev;
mod names;
mod panel;
mod proteins;
mod purity;
mod sized;
mod tables;
mod verdict;

pub use columns::{ColumnNotice, Molecules, columns_of};
pub use evidence::{Evidence, Identity};
pub use identify::identify;
pub use kind::Kind;
pub use lipids::{Enrichment, Lipid};
pub use markers::{Marker, Role};
pub use misev::{ReportItem, Reported};
pub use panel::{MarkerFound, MarkerPanel};
pub use proteins::{ProteinScale, ProteinTable};
pub use purity::Purity;
pub use sized::{SizedDocument, SizedSample};
pub use tables::IdentityTables;
