//! What the reader of a result has to be told.

use std::fmt;

use serde::Serialize;

use crate::{input::Scenario, parameters::Parameter};

/// Something that was passed over, cut or replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "notice", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Notice {
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
}

impl Notice {
    pub(crate) fn cut(parameter: Parameter, draws: usize) -> Self {
        Self::Cut { parameter: parameter.name(), draws }
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead { parameter, scenario } => {
                write!(f, "`{parameter}` was set but `{scenario}` does not read it")
            }
            Self::MeasurementUsed { sample, parameter } => {
                write!(f, "the vesicles measured in `{sample}` stand for `{parameter}`")
            }
            Self::MeasurementNotUsed { sample, scenario } => write!(
                f,
                "the vesicles measured in `{sample}` are not used: in `{scenario}` secretion decides; \
                 set `recipient-concentration` to state the concentration around the recipients"
            ),
            Self::MeasurementOverruled { sample, parameter } => {
                write!(f, "the vesicles measured in `{sample}` are not used: `{parameter}` was set")
            }
            Self::Cut { parameter, draws } => {
                write!(f, "`{parameter}` came out above 1 in {draws} draws and was cut to 1")
            }
            Self::SupplyLimited { draws } => {
                write!(f, "in {draws} draws uptake was cut to the vesicles there are")
            }
            Self::AssumedCargo { mirnas } => {
                write!(f, "copies per vesicle of {mirnas} miRNAs are assumed, not measured")
            }
            Self::ReachesZero { mirnas } => write!(
                f,
                "copies per vesicle of {mirnas} miRNAs may be zero: their value was taken as the median"
            ),
            Self::NoSensitivity { output } => {
                write!(f, "no sensitivity of `{output}`: some draws deliver nothing at all")
            }
            Self::AgoExceeded { copies, ago } => write!(
                f,
                "up to more copies than {ago:.3e} Argonaute proteins hold would be delivered ({copies:.3e} at \
                 the values of the parameters): endogenous and delivered copies were scaled down alike"
            ),
        }
    }
}
