//! Options of the response.

use exocast_core::{
    Interval,
    options::{Options, Word},
};
use serde::{Deserialize, Serialize};

use super::ranges::{interval, number};
use crate::{error::BadOption, parameters as p};

/// What the predicted change is one of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Product {
    /// Its mRNA.
    #[default]
    Mrna,
    /// Its protein.
    Protein,
}

/// How [`Recipient::respond`](crate::Recipient::respond) computes. Ranges are 95 % intervals from which the
/// draws are taken; the defaults are those of [`parameters`](crate::parameters).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct RespondOptions {
    /// Draws from which intervals and probabilities are taken.
    pub draws: usize,
    /// Genes expressed below this TPM are left out.
    pub min_tpm: f64,
    /// log2 fold change that counts as a change: `probability_down` is the share of draws at or
    /// below its negative.
    pub min_effect: f64,
    /// TPM of each transcript where no expression is given.
    pub default_tpm: f64,
    /// b of 1 + b·N: repression by one fully occupied site; that of the affinity where not given.
    pub repression_slope: Option<Interval>,
    /// Standard deviation of how much ln Kd is larger in the ORF than in the 3'UTR.
    pub orf_error: f64,
    /// Free complex of all miRNAs together, in nM, that a cell is assumed to hold where the dose is given as
    /// free complex and endogenous miRNA is not given; that of the affinity where not given, 0 for a cell
    /// without miRNA.
    pub typical_free_nm: Option<f64>,
    /// Time point of the prediction, in hours after delivery; the steady state where not given.
    pub hours: Option<f64>,
    /// Whether the change is that of the mRNA or of the protein.
    pub product: Product,
    /// Volume of the cytosol in pL.
    pub cell_volume_pl: Interval,
    /// mRNA molecules in a cell.
    pub mrna_per_cell: Interval,
    /// Argonaute molecules in a cell.
    pub ago_per_cell: Interval,
    /// Sites without a seed match, of any one miRNA, in a cell.
    pub background_sites: Interval,
    /// Kd of those sites in nM, on the scale of purified Argonaute; it is converted to that of the affinity.
    pub background_kd: f64,
    /// Standard deviation of ln Kd, common to all sites of a miRNA; that of the affinity where not given.
    pub affinity_error: Option<f64>,
    /// Standard deviation of ln N, common to all sites of a transcript; that of the affinity where not
    /// given.
    pub transcript_error: Option<f64>,
    /// Correlation between the errors of two miRNAs' amounts.
    pub dose_correlation: f64,
    /// Whether the response keeps the draws of each transcript.
    pub keep_draws: bool,
}

impl Word for Product {
    const ALL: &'static [Self] = &[Self::Mrna, Self::Protein];

    fn name(self) -> &'static str {
        match self {
            Self::Mrna => "mrna",
            Self::Protein => "protein",
        }
    }
}

impl Default for RespondOptions {
    fn default() -> Self {
        Self {
            draws: 200,
            min_tpm: 1.0,
            min_effect: 0.1,
            default_tpm: p::DEFAULT_TPM.value,
            repression_slope: None,
            orf_error: p::ORF_ERROR.value,
            typical_free_nm: None,
            hours: None,
            product: Product::Mrna,
            cell_volume_pl: p::CELL_VOLUME.interval(),
            mrna_per_cell: p::MRNA_PER_CELL.interval(),
            ago_per_cell: p::AGO_PER_CELL.interval(),
            background_sites: p::BACKGROUND_SITES.interval(),
            background_kd: p::BACKGROUND_KD.value,
            affinity_error: None,
            transcript_error: None,
            dose_correlation: p::DOSE_CORRELATION.value,
            keep_draws: false,
        }
    }
}

impl Options for RespondOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        let draws = self.draws as f64;
        number("draws", draws, "from 1 to 1,000,000", (1.0..=1e6).contains(&draws))?;
        for (name, value) in [
            ("min-tpm", self.min_tpm),
            ("min-effect", self.min_effect),
            ("affinity-error", self.affinity_error.unwrap_or_default()),
            ("transcript-error", self.transcript_error.unwrap_or_default()),
            ("orf-error", self.orf_error),
            ("typical-free-nm", self.typical_free_nm.unwrap_or_default()),
        ] {
            number(name, value, "a number of zero or more", value >= 0.0)?;
        }
        for (name, value) in
            [("default-tpm", self.default_tpm), ("background-kd", self.background_kd)]
        {
            number(name, value, "a number above zero", value > 0.0)?;
        }
        let correlation = self.dose_correlation;
        number("dose-correlation", correlation, "from 0 to 1", (0.0..=1.0).contains(&correlation))?;
        for (name, range) in [
            ("cell-volume-pl", self.cell_volume_pl),
            ("mrna-per-cell", self.mrna_per_cell),
            ("ago-per-cell", self.ago_per_cell),
        ] {
            interval(name, range)?;
            number(name, range.low, "above zero, its lower end too", range.low > 0.0)?;
        }
        if let Some(hours) = self.hours {
            number("hours", hours, "a number of zero or more", hours >= 0.0)?;
        }
        if let Some(slope) = self.repression_slope {
            interval("repression-slope", slope)?;
            number(
                "repression-slope",
                slope.low,
                "above zero, its lower end too",
                slope.low > 0.0,
            )?;
        }
        let background = self.background_sites;
        interval("background-sites", background)?;
        let low = background.low;
        number("background-sites", low, "zero or more, its lower end too", low >= 0.0)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::options::explain::ExplainOptions;

    #[test]
    fn options_are_checked() {
        assert!(RespondOptions::default().check().is_ok());
        let bad = RespondOptions { min_tpm: f64::NAN, ..RespondOptions::default() };
        assert!(matches!(bad.check(), Err(BadOption::Number { name: "min-tpm", .. })));
        let range = Interval { value: 2.0, low: 3.0, high: 4.0 };
        let bad = RespondOptions { mrna_per_cell: range, ..RespondOptions::default() };
        let message = bad.check().unwrap_err().to_string();
        assert_eq!(
            message,
            "option `mrna-per-cell` has the range 3 to 4, which does not hold its value 2"
        );
        assert!(ExplainOptions { min_targets: 1, ..ExplainOptions::default() }.check().is_err());
    }
}
