//! Names and identifiers of miRNAs, and how names changed from release to release.

mod accession;
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

pub use accession::{Accession, BadAccession};
pub use fate::{Fate, fates_table};
pub use grammar::NameProblem;
pub use history::History;
pub use kind::{Arm, NameKind, Nomenclature};
pub use name::{BadName, MirnaName};
pub(crate) use organism::Kept;
pub use release::{BadRelease, Change, Release};
pub use uid::{BadUid, Uid};
