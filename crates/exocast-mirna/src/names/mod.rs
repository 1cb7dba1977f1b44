//! Names and identifiers of miRNAs, and how names changed from release to release.

mod accession;
mod error;
mod event;
mod fate;
mod grammar;
mod history;
mod kind;
mod name;
mod organism;
mod parts;
mod release;
mod uid;

pub use accession::Accession;
pub use error::{BadName, NameProblem};
pub use fate::{Fate, fates_table};
pub use history::History;
pub use kind::Arm;
pub(crate) use kind::Nomenclature;
pub use name::MirnaName;
pub(crate) use organism::{Selection, species};
pub use release::{Change, Release};
pub use uid::Uid;
