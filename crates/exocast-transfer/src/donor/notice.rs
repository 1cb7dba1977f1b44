//! What a prediction of secretion passed over.

use std::fmt;

use serde::Serialize;

/// What a prediction passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BiogenesisNotice {
    /// A gene acts against itself in different cells, and not at all known in this one.
    Conflicting {
        /// The gene.
        gene: &'static str,
    },
    /// A gene was only seen to act in other cells; its sign there was used.
    OtherContext {
        /// The gene.
        gene: &'static str,
        /// The cells.
        context: &'static str,
    },
    /// Genes of the machinery that the expression does not name, taken as unchanged.
    Missing {
        /// How many.
        genes: usize,
    },
}

impl fmt::Display for BiogenesisNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflicting { gene } => write!(
                f,
                "{gene} raises secretion in some cells and lowers it in others: either was allowed for"
            ),
            Self::OtherContext { gene, context } => {
                write!(f, "the sign of {gene} was seen in {context} alone")
            }
            Self::Missing { genes } => {
                write!(f, "{genes} genes of the machinery are not named and count as unchanged")
            }
        }
    }
}
