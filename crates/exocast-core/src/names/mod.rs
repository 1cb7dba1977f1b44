//! Names of genes and proteins: what they mean, of which organism they are, and how those of two tables find each other.
//!
//! | file | holds |
//! |---|---|
//! | `gene`, `genes.tsv` | the genes of the embedded markers, programmes and panels, with their names and orthologues |
//! | `organism`, `kind`, `form`, `style` | what a name shows by itself |
//! | `meaning` | the gene that a name means, by the embedded table |
//! | `rows` | the names of a table, understood together |
//! | `lookup` | names that are wanted, found among those of a table |
//! | `mapping` | names by a table that the user gives |
//! | `notice` | what to say of all that |

mod form;
mod gene;
mod kind;
mod lookup;
mod mapping;
mod meaning;
mod notice;
mod organism;
mod rows;
mod style;

pub use gene::Gene;
pub use kind::NameKind;
pub use lookup::{By, Found, Lookup};
pub use mapping::{Mapping, Translation};
pub use meaning::{Meaning, Rule, gene_of, present_symbol};
pub use notice::NameNotice;
pub use organism::Organism;
pub use rows::GeneRows;
pub use style::is_alike;
