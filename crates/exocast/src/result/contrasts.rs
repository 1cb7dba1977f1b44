//! How groups of samples differ.

use exocast_core::Interval;
use exocast_target::Response;
use exocast_transfer::{Dose, Guide, Vesicles};
use exocast_vesicle::Comparison;

/// Groups, and the differences of each contrast.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct ContrastsResult {
    /// Contrasts that rest on libraries that are not usable, with their samples.
    pub not_usable: Vec<(String, Vec<String>)>,
    /// What follows from the cargo of each group, in the order of the study; empty where nothing was counted.
    pub groups: Vec<GroupResult>,
    /// Sizes and numbers of vesicles, contrast by contrast; without contrasts in which a group has no sizing.
    pub vesicles: Vec<Comparison>,
    /// Shares of parent cells.
    pub origin: Vec<OriginDifference>,
    /// miRNAs.
    pub cargo: Vec<CargoDifference>,
    /// Doses, where copies were measured in both groups.
    pub dose: Vec<DoseDifference>,
    /// Responses of genes.
    pub response: Vec<ResponseDifference>,
}

/// A group of samples with its dose and response.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct GroupResult {
    /// Its name.
    pub name: String,
    /// The samples that the dose rests on.
    pub samples: Vec<String>,
    /// Its vesicles, where they were measured.
    pub vesicles: Option<Vesicles>,
    /// The dose, where the group has miRNA reads.
    pub dose: Option<Dose>,
    /// The response to that dose, where the recipient is known.
    pub response: Option<Response>,
}

/// A difference of two groups, and what its interval comes from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Difference {
    /// Difference of the means; nothing where one group alone has the thing.
    pub value: Option<f64>,
    /// Ends of the 95 % interval.
    pub ends: Option<(f64, f64)>,
    /// p-value of Welch's t-test, where both groups have two samples or more.
    pub p: Option<f64>,
    /// Benjamini–Hochberg rate within the contrast.
    pub q: Option<f64>,
    /// `samples`, `measurement`, `counting`, `no replicates` or `only in` a group.
    pub interval_from: String,
}

impl Difference {
    /// The estimate with its interval, where it has one.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        let (low, high) = self.ends?;
        Some(Interval::new(self.value?, low, high))
    }
}

/// The share of a parent cell in two groups.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct OriginDifference {
    /// `A against B`.
    pub contrast: String,
    /// The parent cell.
    pub source: String,
    /// Difference of the mean shares of the RNA.
    pub difference: Difference,
}

/// A guide of a miRNA in two groups.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CargoDifference {
    /// `A against B`.
    pub contrast: String,
    /// The miRNA.
    pub mirna: String,
    /// Which molecule of it.
    pub guide: Guide,
    /// What it is compared by.
    pub measure: Measure,
    /// log2 ratio.
    pub difference: Difference,
}

/// What the cargo of groups is compared by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// Copies per vesicle.
    PerVesicle,
    /// Copies per mL of biofluid.
    PerMillilitre,
    /// Reads scaled by TMM.
    Reads,
}

impl Measure {
    /// Its name in tables.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PerVesicle => "copies per vesicle",
            Self::PerMillilitre => "copies per mL",
            Self::Reads => "reads (TMM)",
        }
    }
}

/// The dose of a guide of a miRNA in two groups.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DoseDifference {
    /// `A against B`.
    pub contrast: String,
    /// The miRNA.
    pub mirna: String,
    /// Which molecule of it.
    pub guide: Guide,
    /// log2 ratio of copies per recipient cell, over draws with the same parameters.
    pub difference: Difference,
    /// Share of the draws in which A has more; nothing where draws say too little, of one sample against several.
    pub probability_higher: Option<f64>,
}

/// The response of a transcript to the doses of two groups.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResponseDifference {
    /// `A against B`.
    pub contrast: String,
    /// The gene, where known.
    pub gene: Option<String>,
    /// The transcript.
    pub transcript: String,
    /// Difference of the log2 fold changes, over draws with the same parameters.
    pub difference: Difference,
    /// Share of the draws in which it is lower under A by what counts as a change; nothing where draws say too little,
    /// of one sample against several.
    pub probability_lower: Option<f64>,
}
