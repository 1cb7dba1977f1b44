//! Where an analysis has the estimate of a true quantity.

use exocast_core::Interval;
use exocast_transfer::Step as LedgerStep;

use crate::{
    result::{Analysis, Value},
    study::Step,
};

/// A quantity whose truth a simulation knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Quantity {
    /// Reads of a miRNA in a sample.
    Reads { sample: String, mirna: String },
    /// Vesicles per mL of a sample, undiluted.
    Vesicles { sample: String },
    /// Their median diameter.
    MedianDiameter { sample: String },
    /// Share of a parent cell in the RNA of a sample.
    Share { sample: String, source: String },
    /// Copies of a miRNA per mL over all samples.
    CopiesPerMillilitre { mirna: String },
    /// Copies per vesicle.
    CopiesPerVesicle { mirna: String },
    /// Copies that a recipient cell feels.
    CopiesPerCell { mirna: String },
    /// log2 fold change of a gene.
    Change { gene: String },
    /// log2 ratio of the doses of two groups.
    DoseRatio { contrast: String, mirna: String },
    /// The miRNA behind the observed change.
    Cause,
}

/// An estimate, and the ends of its interval.
type Estimate = (Value, Option<(f64, f64)>);

fn interval(interval: Interval) -> Estimate {
    (Value::Number(interval.value), Some((interval.low, interval.high)))
}

impl Quantity {
    /// The step that estimates it.
    pub(super) const fn step(&self) -> Step {
        match self {
            Self::Reads { .. } => Step::Mirna,
            Self::Vesicles { .. } | Self::MedianDiameter { .. } => Step::Vesicles,
            Self::Share { .. } => Step::Origin,
            Self::CopiesPerMillilitre { .. } | Self::CopiesPerVesicle { .. } => Step::Cargo,
            Self::CopiesPerCell { .. } => Step::Dose,
            Self::Change { .. } => Step::Response,
            Self::DoseRatio { .. } => Step::Contrasts,
            Self::Cause => Step::Evidence,
        }
    }

    /// What an analysis found, where it has it.
    pub(super) fn estimate(&self, analysis: &Analysis) -> Option<Estimate> {
        match self {
            Self::Reads { sample, mirna } => {
                let counts = &analysis.mirna.as_ref()?.counts;
                let column = counts.columns().iter().position(|column| column == sample)?;
                Some((Value::Number(counts.row(mirna)?[column]), None))
            }
            Self::Vesicles { sample } => {
                let number = sized(analysis, sample)?.concentration?;
                let ends = number.interval().map(|interval| (interval.low, interval.high));
                Some((Value::Number(number.per_ml()), ends))
            }
            Self::MedianDiameter { sample } => {
                Some((Value::Number(sized(analysis, sample)?.summary.median), None))
            }
            Self::Share { sample, source } => {
                let samples = &analysis.origin.as_ref()?.samples;
                let shares = &samples.iter().find(|candidate| candidate.sample == *sample)?.shares;
                let share = shares.iter().find(|share| share.source == *source)?;
                let ends = share.interval.map(|interval| (interval.low, interval.high));
                Some((Value::Number(share.rna_share?), ends))
            }
            Self::CopiesPerMillilitre { mirna } => {
                carried(analysis, mirna)?.copies_per_ml.map(interval)
            }
            Self::CopiesPerVesicle { mirna } => {
                carried(analysis, mirna)?.copies_per_vesicle.map(interval)
            }
            Self::CopiesPerCell { mirna } => {
                let ledger = analysis.dose.as_ref()?.dose.ledger.mirna(mirna)?;
                let felt = LedgerStep::Present.name();
                ledger.rows.iter().find(|row| row.step == felt).map(|row| interval(row.amount))
            }
            Self::Change { gene } => {
                let genes = &analysis.response.as_ref()?.genes;
                let row = genes.iter().find(|row| row.gene.as_ref() == Some(gene))?;
                Some(interval(row.log2fc))
            }
            Self::DoseRatio { contrast, mirna } => {
                let rows = &analysis.contrasts.as_ref()?.dose;
                let row =
                    rows.iter().find(|row| row.contrast == *contrast && row.mirna == *mirna)?;
                Some((Value::Number(row.difference.value?), row.difference.ends))
            }
            Self::Cause => {
                let best = analysis.evidence.as_ref()?.evidence.first()?;
                Some((Value::Name(best.mirnas.first()?.clone()), None))
            }
        }
    }
}

/// The row of a sample over all its replicates.
fn sized<'a>(analysis: &'a Analysis, sample: &str) -> Option<&'a exocast_vesicle::Row> {
    let samples = &analysis.vesicles.as_ref()?.samples;
    samples
        .iter()
        .find(|candidate| candidate.sample == sample)
        .map(exocast_vesicle::SampleAnalysis::all)
}

fn carried<'a>(analysis: &'a Analysis, mirna: &str) -> Option<&'a crate::result::MirnaCargo> {
    analysis.cargo.as_ref()?.iter().find(|row| row.mirna == mirna)
}
