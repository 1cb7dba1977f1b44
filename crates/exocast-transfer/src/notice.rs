//! Notices: what was left out, cut, replaced or assumed.

use std::fmt;

use exocast_core::{
    Level, Location, Note,
    names::NameNotice,
    table::TableNotice,
    words::{first_quoted, plural},
};
use serde::{Serialize, Serializer, ser::SerializeStruct as _};

use crate::{input::Scenario, parameters::Parameter};

/// Something that was left out, cut, replaced or assumed.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Notice {
    /// How a table was read.
    Table(TableNotice),
    /// How names of genes were understood.
    Names(NameNotice),
    /// A parameter was set that the scenario does not read.
    NotRead {
        /// Its name.
        parameter: &'static str,
        /// The scenario.
        scenario: Scenario,
    },
    /// The vesicle measurement replaced a parameter of the table.
    MeasurementUsed {
        /// Name of the sample.
        sample: String,
        /// The parameter.
        parameter: &'static str,
    },
    /// The vesicle measurement says nothing about this scenario.
    MeasurementNotUsed {
        /// Name of the sample.
        sample: String,
        /// The scenario.
        scenario: Scenario,
    },
    /// The vesicle measurement gave way to a parameter that was set.
    MeasurementOverruled {
        /// Name of the sample.
        sample: String,
        /// The parameter.
        parameter: &'static str,
    },
    /// Draws of a share came out above 1 and were cut.
    Cut {
        /// Name of the parameter.
        parameter: &'static str,
        /// How many of the draws.
        draws: usize,
    },
    /// In some draws the recipients would take up more than there is, and got all there is.
    SupplyLimited {
        /// How many of the draws.
        draws: usize,
    },
    /// Copies per vesicle were assumed and not measured.
    AssumedCargo {
        /// How many miRNAs.
        mirnas: usize,
    },
    /// Measured copies per vesicle have an interval down to zero: the value was taken as the median.
    ReachesZero {
        /// How many miRNAs.
        mirnas: usize,
    },
    /// A miRNA is absent or may be absent, so that the logarithm of its dose does not exist and its
    /// sensitivity was left out.
    NoSensitivity {
        /// The output: a miRNA or `total`.
        output: String,
    },
    /// RISC of a recipient cannot hold what would be delivered in some draws: all copies, its own and
    /// those delivered, were scaled down alike.
    AgoExceeded {
        /// Copies of all miRNAs together in balance.
        copies: f64,
        /// Argonaute proteins in the cell.
        ago: f64,
    },
    /// A gene raises secretion in some cells and lowers it in others, and these cells are neither.
    Conflicting {
        /// The gene.
        gene: &'static str,
    },
    /// A gene was only studied in other cells; its sign there was used.
    OtherContext {
        /// The gene.
        gene: &'static str,
        /// The cells.
        context: &'static str,
    },
    /// Genes of the machinery that the expression does not have, taken as unchanged.
    MissingGenes {
        /// Their symbols.
        genes: Vec<&'static str>,
    },
}

impl Notice {
    pub(crate) fn cut(parameter: Parameter, draws: usize) -> Self {
        Self::Cut { parameter: parameter.name(), draws }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Table(notice) => notice.fmt(f),
            Self::Names(notice) => notice.fmt(f),
            Self::NotRead { parameter, scenario } => {
                write!(f, "`{parameter}` is set, but the scenario `{scenario}` does not use it")
            }
            Self::MeasurementUsed { sample, parameter } => {
                write!(f, "`{parameter}` is the measured concentration of `{sample}`")
            }
            Self::MeasurementNotUsed { sample, scenario } => write!(
                f,
                "the vesicles measured in `{sample}` are not used: in `{scenario}` secretion sets the concentration; \
                 set `recipient-concentration` to state the concentration around the recipients"
            ),
            Self::MeasurementOverruled { sample, parameter } => {
                write!(f, "the vesicles measured in `{sample}` are not used: `{parameter}` is set")
            }
            Self::Cut { parameter, draws } => {
                let draws = plural(*draws, "draw");
                write!(f, "`{parameter}` is above 1 in {draws} and was cut to 1")
            }
            Self::SupplyLimited { draws } => {
                let draws = plural(*draws, "draw");
                write!(f, "in {draws} uptake exceeds the supply of vesicles and was cut to it")
            }
            Self::AssumedCargo { mirnas } => {
                let mirnas = plural(*mirnas, "miRNA");
                write!(f, "copies per vesicle of {mirnas} are assumed, not measured")
            }
            Self::ReachesZero { mirnas } => {
                let mirnas = plural(*mirnas, "miRNA");
                write!(
                    f,
                    "the intervals of {mirnas} reach zero copies per vesicle: the value is taken as the median"
                )
            }
            Self::NoSensitivity { output } => {
                write!(f, "no sensitivity of `{output}`: some draws deliver no copies")
            }
            Self::AgoExceeded { copies, ago } => write!(
                f,
                "more copies than {ago:.3e} Argonaute proteins can hold ({copies:.3e} at the values of the \
                 parameters): endogenous and delivered copies were scaled down alike"
            ),
            Self::Conflicting { gene } => write!(
                f,
                "{gene} raises secretion in some cells and lowers it in others: the interval allows for both"
            ),
            Self::OtherContext { gene, context } => {
                write!(f, "the sign of {gene} is known from {context} only")
            }
            Self::MissingGenes { genes } => {
                let (number, names) =
                    (plural(genes.len(), "gene"), first_quoted(genes, genes.len()));
                let are = if genes.len() == 1 { "is" } else { "are" };
                write!(
                    f,
                    "{number} of the machinery {are} not in both tables of expression and counted as unchanged: {names}"
                )
            }
        }
    }
}

impl Note for Notice {
    fn code(&self) -> &'static str {
        match self {
            Self::Table(notice) => notice.code(),
            Self::Names(notice) => notice.code(),
            Self::NotRead { .. } => "parameter-not-used",
            Self::MeasurementUsed { .. } => "measurement-used",
            Self::MeasurementNotUsed { .. } => "measurement-not-used",
            Self::MeasurementOverruled { .. } => "measurement-overruled",
            Self::Cut { .. } => "share-cut",
            Self::SupplyLimited { .. } => "supply-limited",
            Self::AssumedCargo { .. } => "assumed-cargo",
            Self::ReachesZero { .. } => "interval-reaches-zero",
            Self::NoSensitivity { .. } => "no-sensitivity",
            Self::AgoExceeded { .. } => "argonaute-exceeded",
            Self::Conflicting { .. } => "conflicting-sign",
            Self::OtherContext { .. } => "other-cells",
            Self::MissingGenes { .. } => "missing-genes",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Table(notice) => notice.level(),
            Self::Names(notice) => notice.level(),
            Self::MeasurementUsed { .. } | Self::Cut { .. } | Self::SupplyLimited { .. } => {
                Level::Info
            }
            Self::AssumedCargo { .. } | Self::AgoExceeded { .. } => Level::Warning,
            _ => Level::Caution,
        }
    }

    fn at(&self) -> Option<&Location> {
        match self {
            Self::Table(notice) => notice.at(),
            _ => None,
        }
    }
}

/// Its code and sentence.
impl Serialize for Notice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_struct("Notice", 2)?;
        map.serialize_field("code", self.code())?;
        map.serialize_field("text", &self.to_string())?;
        map.end()
    }
}
