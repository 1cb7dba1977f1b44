//! Whether a dose can have an effect, and what that hangs on.

use std::fmt;

use exocast_core::{Interval, Seed};
use serde::{Serialize, Serializer};

use super::{bounds::Bound, family::FamilyDose, rounding::round};
use crate::{input::Scenario, inverse::Requirement, parameters::Status};

/// Whether what is delivered in balance is enough for an effect.
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

/// The judgement on the guides of one seed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FamilyVerdict {
    /// The judgement.
    pub judgement: Judgement,
    /// Copies needed over those in RISC in balance; nothing where there are none at all, or no number is enough.
    pub shortfall: Option<f64>,
    /// What its guides come to.
    #[serde(flatten)]
    pub dose: FamilyDose,
}

/// The judgement on a whole computation: that of the seed that comes nearest.
///
/// It is made on copies in balance, which a lasting exposure reaches only after several half-lives: what
/// is implausible then is implausible at any time. Copies are enough where they change the occupancy of the reference
/// target, on top of the recipient's own copies of the seed, by as much as `threshold` copies do where there are none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Verdict {
    /// Where donors, vesicles and recipients meet.
    pub scenario: Scenario,
    /// The judgement.
    pub judgement: Judgement,
    /// Why, in words: rates, own copies, bound, and what the judgement hangs on.
    pub because: String,
    /// Copies in RISC from which an effect is expected in a recipient without own copies of the seed.
    pub threshold: f64,
    /// The miRNA or seed that comes nearest, as [`Family::label`](crate::Family::label) names it.
    pub mirna: String,
    /// Its seed; nothing where it is not known.
    pub seed: Option<Seed>,
    /// Its copies in RISC after `hours`.
    pub copies_per_cell: Interval,
    /// Its copies in RISC in balance.
    pub steady: Interval,
    /// Copies of the seed that the recipient makes itself; nothing where they are not known, and were taken to be none.
    pub endogenous: Option<Interval>,
    /// Copies of the seed with those delivered, over the recipient's own; nothing where it has none or they are not known.
    pub fold: Option<Interval>,
    /// Share of all copies in RISC that are of the seed, with those delivered.
    pub share_in_risc: Interval,
    /// Share of all copies in the cell that Argonaute holds, at the values of the parameters.
    pub risc_share: f64,
    /// Delivered copies in RISC that would be enough; nothing where no number is.
    pub needed: Option<f64>,
    /// Share of the draws in which the change is enough in balance.
    pub probability: f64,
    /// Copies that reach RISC per cell and hour in balance.
    pub delivered_per_hour: f64,
    /// Copies that would have to; nothing where no number is enough.
    pub needed_per_hour: Option<f64>,
    /// Needed over delivered; nothing where nothing is delivered or no number is enough.
    pub shortfall: Option<f64>,
    /// Copies in RISC in balance with every parameter at the end of its range that favours transfer.
    pub best_case: f64,
    /// Copies in RISC that would be enough then; nothing where no number is.
    pub best_case_needs: Option<f64>,
    /// The bound that stands in the way, where one does.
    pub bound: Option<Bound>,
    /// What each parameter alone would have to be, nearest first.
    pub requirements: Vec<Requirement>,
    /// The assumption that the judgement hangs on; nothing where no single one would change it.
    pub hangs_on: Option<HangsOn>,
    /// Every number of the judgement with unit, interval and status.
    pub quantities: Vec<Quantity>,
    /// Every seed, in the order of its first guide in the cargo; guides of unknown seed each alone.
    pub families: Vec<FamilyVerdict>,
}

impl Verdict {
    /// The judgement with the miRNA or seed it is on and how far it is from what is needed.
    #[must_use]
    pub fn headline(&self) -> String {
        let full = self.needed.is_none() && self.steady.value > 0.0;
        let distance = match self.shortfall {
            Some(fold) if fold > 1.0 => format!("{} times too few copies", round(fold)),
            Some(fold) => format!("{} times the copies needed", round(1.0 / fold)),
            None if full => "no number of copies is enough".to_owned(),
            None => "no copies".to_owned(),
        };
        let judgement = match (self.judgement, self.requirements.first()) {
            (Judgement::PlausibleIf, Some(Requirement { parameter, needed: Some(needed), .. })) => {
                format!("plausible if `{parameter}` were {}", round(*needed))
            }
            (judgement, _) => judgement.to_string(),
        };
        let preposition = if full { "beside the recipient's own" } else { "of" };
        format!("{judgement}: {distance} {preposition} {}", self.named())
    }

    /// The miRNA or seed that comes nearest, its seed said in any case where it is known.
    #[must_use]
    pub fn named(&self) -> String {
        match self.seed {
            Some(seed) if !self.mirna.contains("seed ") => format!("{} (seed {seed})", self.mirna),
            _ => self.mirna.clone(),
        }
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
