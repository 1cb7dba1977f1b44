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
    /// A recipient has more copies than Argonaute in some draws: all, its own and those delivered, were scaled down
    /// alike.
    AgoExceeded {
        /// Copies of all miRNAs together that are delivered in balance.
        copies: f64,
        /// Copies that the recipient makes itself.
        endogenous: f64,
        /// Argonaute proteins in the cell.
        ago: f64,
        /// Share of all copies that is held.
        share: f64,
        /// In how many of the draws.
        draws: usize,
    },
    /// Seeds are not known, so that guides stand by their names.
    NoSeed {
        /// How many guides.
        mirnas: usize,
        /// Some of their names.
        examples: String,
    },
    /// What the recipient makes itself is not known by miRNA.
    NoEndogenous,
    /// The recipient's miRNAs that are listed are a part of all.
    UnlistedEndogenous {
        /// miRNAs that are listed.
        listed: usize,
        /// Their share of all own copies.
        share: f64,
    },
    /// Seeds of the cargo that the list of the recipient's miRNAs does not have.
    NotHeld {
        /// How many.
        families: usize,
        /// Of how many.
        all: usize,
        /// miRNAs that are listed.
        listed: usize,
        /// Some of them.
        examples: String,
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
            Self::AgoExceeded { copies, endogenous, ago, share, draws } => write!(
                f,
                "the recipient has more copies than Argonaute in {}: {endogenous:.3e} of its own and {copies:.3e} delivered \
                 for {ago:.3e} Argonaute proteins at the values of the parameters, so that {:.2} of each are in RISC",
                plural(*draws, "draw"),
                share
            ),
            Self::NoSeed { mirnas, examples } => write!(
                f,
                "the seeds of {} are not known ({examples}): they stand by their names, each alone",
                plural(*mirnas, "guide")
            ),
            Self::NoEndogenous => f.write_str(
                "the recipient's own miRNAs are not given: it is taken to have no copies of the seeds delivered, which favours \
                 an effect; give `[recipient] mirna`, copies per cell by miRNA",
            ),
            Self::UnlistedEndogenous { listed, share } => write!(
                f,
                "the recipient's {} listed have {:.0} % of its `endogenous-copies`: the others count as other seeds",
                plural(*listed, "miRNA"),
                share * 100.0
            ),
            Self::NotHeld { families, all, listed, examples } => write!(
                f,
                "{families} of {all} seeds and miRNAs of the cargo are not among the recipient's {} ({examples}): it is \
                 taken to have none of them",
                plural(*listed, "miRNA")
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
            Self::NoSeed { .. } => "no-seed",
            Self::NoEndogenous => "endogenous-unknown",
            Self::UnlistedEndogenous { .. } => "endogenous-unlisted",
            Self::NotHeld { .. } => "endogenous-not-listed",
            Self::Conflicting { .. } => "conflicting-sign",
            Self::OtherContext { .. } => "other-cells",
            Self::MissingGenes { .. } => "missing-genes",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Table(notice) => notice.level(),
            Self::Names(notice) => notice.level(),
            Self::MeasurementUsed { .. }
            | Self::Cut { .. }
            | Self::SupplyLimited { .. }
            | Self::UnlistedEndogenous { .. }
            | Self::NotHeld { .. }
            | Self::AgoExceeded { .. } => Level::Info,
            Self::AssumedCargo { .. } => Level::Warning,
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
