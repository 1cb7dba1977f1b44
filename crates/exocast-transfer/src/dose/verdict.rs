//! Whether a dose can have an effect, and what that hangs on.

use std::fmt;

use exocast_core::Interval;
use serde::{Serialize, Serializer};

use super::{bounds::Bound, rounding::round};
use crate::{input::Scenario, inverse::Requirement, parameters::Status};

/// Whether the copies of a miRNA in balance reach the effect threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Judgement {
    /// Neither in one of forty draws nor by moving one parameter inside of its range.
    Implausible,
    /// In one of forty draws, or by moving one parameter inside of its range.
    PlausibleIf,
    /// In at least half of the draws.
    Plausible,
}

impl Judgement {
    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Implausible => "implausible",
            Self::PlausibleIf => "plausible-if",
            Self::Plausible => "plausible",
        }
    }
}

impl fmt::Display for Judgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PlausibleIf => "plausible under favourable assumptions",
            other => other.name(),
        })
    }
}

impl Serialize for Judgement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The judgement on one miRNA.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MirnaVerdict {
    /// Name of the miRNA.
    pub mirna: String,
    /// The judgement.
    pub judgement: Judgement,
    /// Copies per cell in balance.
    pub steady: Interval,
    /// Share of the draws above the threshold in balance.
    pub probability: f64,
    /// Threshold over copies in balance; nothing where there are no copies at all.
    pub shortfall: Option<f64>,
}

/// The judgement on a whole computation: that of the miRNA that comes nearest.
///
/// It is made on copies in balance, which a lasting exposure reaches only after several half-lives: what
/// is implausible then is implausible at any time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// The judgement.
    pub judgement: Judgement,
    /// Why, in words: rates, bound, and what the judgement hangs on.
    pub because: String,
    /// Copies per cell from which an effect is expected.
    pub threshold: f64,
    /// The miRNA that comes nearest.
    pub mirna: String,
    /// Its copies per cell after `hours`.
    pub copies_per_cell: Interval,
    /// Its copies per cell in balance.
    pub steady: Interval,
    /// Share of the draws in which it is above the threshold in balance.
    pub probability: f64,
    /// Copies that reach RISC per cell and hour in balance.
    pub delivered_per_hour: f64,
    /// Copies that would have to.
    pub needed_per_hour: f64,
    /// Needed over delivered; nothing where nothing is delivered.
    pub shortfall: Option<f64>,
    /// Copies in balance with every parameter at the end of its range that favours transfer.
    pub best_case: f64,
    /// The bound that stands in the way, where one does.
    pub bound: Option<Bound>,
    /// What each parameter alone would have to be, nearest first.
    pub requirements: Vec<Requirement>,
    /// The assumption that the judgement hangs on; nothing where no single one would change it.
    pub hangs_on: Option<HangsOn>,
    /// Every number of the judgement with unit, interval and status.
    pub quantities: Vec<Quantity>,
    /// Every miRNA, in the order of the cargo.
    pub mirnas: Vec<MirnaVerdict>,
}

impl Verdict {
    /// The judgement with the miRNA it is on and how far it is from the threshold.
    #[must_use]
    pub fn headline(&self) -> String {
        let distance = match self.shortfall {
            Some(fold) if fold > 1.0 => format!("{} times too few copies", round(fold)),
            Some(fold) => format!("{} times the copies needed", round(1.0 / fold)),
            None => "no copies".to_owned(),
        };
        let judgement = match (self.judgement, self.requirements.first()) {
            (Judgement::PlausibleIf, Some(Requirement { parameter, needed: Some(needed), .. })) => {
                format!("plausible if `{parameter}` were {}", round(*needed))
            }
            (judgement, _) => judgement.to_string(),
        };
        format!("{judgement}: {distance} of {}", self.mirna)
    }
}

/// Headline and reason.
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}", self.headline(), self.because)
    }
}

/// An assumption with the value at which the judgement would be another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct HangsOn {
    /// The parameter.
    pub parameter: &'static str,
    /// What it is, with its 95 % range.
    pub current: Interval,
    /// The value at which copies just reach the threshold.
    pub turns_at: f64,
    /// Its unit.
    pub unit: &'static str,
    /// Its status.
    pub status: Status,
}

/// A number with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Quantity {
    /// What it is.
    pub quantity: &'static str,
    /// Value and 95 % interval.
    #[serde(flatten)]
    pub amount: Interval,
    /// Its unit; empty for shares and folds.
    pub unit: &'static str,
    /// `assumed` where any number behind it is.
    pub status: Status,
}
