//! Options of quantification, and their checked form.

use serde::{Deserialize, Serialize};

use super::library::Library;

/// The longest insert that is compared with references, in nt: what two words of a processor hold.
pub(crate) const LONGEST_INSERT: usize = 64;

/// Fewest nucleotides of a read that a reference explains.
///
/// 160,000 places of a human miRNA reference, of which 18,000 start near a mature 5' end, against 4^14
/// sequences: a random read fits by chance once in 15,000. Mature sequences of 17 are trimmed to that.
pub(crate) const SHORTEST_TEMPLATE: usize = 14;

/// How reads that fit several miRNAs equally well are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Multimap {
    /// Every name gets an equal part.
    Fractional,
    /// Names get parts in proportion to their abundance and to how likely each gives such a read, found
    /// by expectation maximisation; names of one sequence, which nothing tells apart, make one row.
    #[default]
    Em,
    /// Such reads are not counted; how many they are is reported.
    Unique,
    /// The names together make one row, such as `hsa-miR-199a-3p/199b-3p`.
    Group,
}

/// How qualities are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phred {
    /// Find out from the first reads.
    #[default]
    Auto,
    /// From `!`, as all but early Illumina instruments do.
    #[serde(rename = "33")]
    From33,
    /// From `@`, as Illumina 1.3 to 1.7 did.
    #[serde(rename = "64")]
    From64,
}

/// Options of quantification.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct QuantifyOptions {
    /// What stands around the insert.
    pub library: Library,
    /// Encoding of qualities.
    pub phred: Phred,
    /// Shorter inserts are too short, in nt.
    pub min_length: usize,
    /// Longer inserts are too long, in nt.
    pub max_length: usize,
    /// Inserts with more expected errors are of low quality (Edgar & Flyvbjerg 2015, Bioinformatics
    /// 31:3476).
    pub max_expected_errors: f64,
    /// Largest shift of the 5' end against the mature sequence, in nt, either way.
    pub max_shift_5p: usize,
    /// Largest shift of the 3' end, in nt, either way.
    pub max_shift_3p: usize,
    /// Largest non-templated 3' addition, in nt.
    pub max_addition: usize,
    /// What happens to reads that fit several miRNAs.
    pub multimap: Multimap,
    /// Whether [abundant human RNAs](crate::ReferenceSet::common) compete for reads too, besides the
    /// contaminants that are given; where both fit equally, those given win.
    pub common_contaminants: bool,
}

impl Default for QuantifyOptions {
    fn default() -> Self {
        Self {
            library: Library::Auto,
            phred: Phred::Auto,
            min_length: 14,
            max_length: 50,
            max_expected_errors: 1.0,
            max_shift_5p: 3,
            max_shift_3p: 5,
            max_addition: 3,
            multimap: Multimap::Em,
            common_contaminants: true,
        }
    }
}

/// Options that make sense together; made by [`QuantifyOptions::check`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckedQuantify(QuantifyOptions);

/// An option that cannot be.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum BadOption {
    /// A number outside of its range.
    #[error("`{option}` is {value}; it has to be from {low} to {high}")]
    Range {
        /// The option.
        option: &'static str,
        /// The value given.
        value: f64,
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
}

impl QuantifyOptions {
    /// Checks every option.
    ///
    /// # Errors
    /// At the first option out of its range.
    pub fn check(self) -> Result<CheckedQuantify, BadOption> {
        let shortest = SHORTEST_TEMPLATE;
        let counts = [
            ("min-length", self.min_length, shortest, LONGEST_INSERT),
            ("max-length", self.max_length, self.min_length, LONGEST_INSERT),
            ("max-shift-5p", self.max_shift_5p, 0, 10),
            ("max-shift-3p", self.max_shift_3p, 0, 10),
            ("max-addition", self.max_addition, 0, 5),
        ];
        for (option, value, low, high) in counts {
            if !(low..=high).contains(&value) {
                let (value, low, high) = (value as f64, low as f64, high as f64);
                return Err(BadOption::Range { option, value, low, high });
            }
        }
        let (value, high) = (self.max_expected_errors, LONGEST_INSERT as f64);
        if !(0.0..=high).contains(&value) {
            return Err(BadOption::Range { option: "max-expected-errors", value, low: 0.0, high });
        }
        Ok(CheckedQuantify(self))
    }
}

impl CheckedQuantify {
    /// The options.
    #[must_use]
    pub fn options(&self) -> &QuantifyOptions {
        &self.0
    }
}
