//! What to say of names.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::{kind::NameKind, organism::Organism};
use crate::{
    notice::{Level, Note},
    words::{first_listed, first_quoted, plural},
};

/// Names that a notice lists.
const MOST: usize = 10;

/// How names of genes or proteins were understood; displays as one sentence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NameNotice {
    /// The table is of mouse or rat; its names are read as those of human orthologues.
    Orthologues {
        /// The organism.
        organism: Organism,
        /// Whether the case of symbols shows it, which is the same for mouse and rat.
        by_style: bool,
        /// Symbols that differ in more than case, and what they are read as.
        orthologues: Vec<String>,
    },
    /// Former symbols and other names that were read as present symbols.
    Renamed {
        /// Each with its symbol.
        names: Vec<String>,
    },
    /// Rows of another organism than the table; they are not counted.
    Foreign {
        /// Their organism.
        organism: Organism,
        /// That of the table.
        #[serde(rename = "of")]
        table_organism: Option<Organism>,
        /// Their names.
        names: Vec<String>,
    },
    /// Names are of a kind that cannot match what is looked for.
    OtherKind {
        /// The kind.
        kind: NameKind,
        /// One of them.
        example: String,
        /// What is looked for.
        what: Cow<'static, str>,
    },
    /// Names that are looked for and were not found.
    Unmatched {
        /// What is looked for.
        what: Cow<'static, str>,
        /// How many there are.
        #[serde(rename = "of")]
        total: usize,
        /// Those that were not found.
        names: Vec<String>,
    },
}

impl fmt::Display for NameNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Orthologues { organism, by_style, orthologues } => {
                let organism =
                    if *by_style { "mouse or rat".to_owned() } else { organism.to_string() };
                write!(
                    f,
                    "names are of {organism} and are matched with human genes as their orthologues"
                )?;
                if !orthologues.is_empty() {
                    write!(f, "; where symbols differ: {}", first_listed(orthologues, MOST))?;
                }
                Ok(())
            }
            Self::Renamed { names } => write!(
                f,
                "{} read as the present symbol: {}",
                plural(names.len(), "former or other name"),
                first_listed(names, MOST)
            ),
            Self::Foreign { organism, table_organism, names } => {
                let among =
                    table_organism.map_or(String::new(), |table| format!(" among {table} ones"));
                write!(
                    f,
                    "{} of {organism}{among} not counted: {}",
                    plural(names.len(), "name"),
                    first_quoted(names, MOST)
                )
            }
            Self::OtherKind { kind, example, what } => write!(
                f,
                "names are {kind} (such as `{example}`), which {what} cannot match: give a column of gene symbols \
                 (`--id-column`), or a table of names (`--names FILE`; in a study `reference.names`)"
            ),
            Self::Unmatched { what, total, names } => write!(
                f,
                "{} of the {total} {what} found; not found: {}",
                total - names.len(),
                first_quoted(names, MOST)
            ),
        }
    }
}

impl Note for NameNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::Orthologues { .. } => "orthologues",
            Self::Renamed { .. } => "renamed-genes",
            Self::Foreign { .. } => "other-organism",
            Self::OtherKind { .. } => "other-kind-of-names",
            Self::Unmatched { .. } => "unmatched-names",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Orthologues { .. } | Self::Renamed { .. } | Self::Unmatched { .. } => Level::Info,
            Self::OtherKind { .. } => Level::Warning,
            Self::Foreign { .. } => Level::Caution,
        }
    }
}
