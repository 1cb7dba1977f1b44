//! What was measured of the parameters, and the priors that follow from it.

mod fit;
mod left_out;
mod measurement;
mod page;
mod prior;
mod student;

pub use left_out::{LeftOut, leave_papers_out};
pub use measurement::{Basis, Bound as EvidenceBound, Measurement, measurements};
pub use page::{evidence_coverage, evidence_pages};
pub use prior::{Prior, evidence_priors};
