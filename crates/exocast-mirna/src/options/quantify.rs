//! Options of quantification.

use exocast_core::options::Options;
use serde::{Deserialize, Serialize};

use super::{
    bad::BadOption,
    choices::{Collapsed, Multimap, Phred, UmiSource},
    library::Library,
    limits::{LONGEST_INSERT, SHORTEST_TEMPLATE},
};

/// Options of quantification.
///
/// ```
/// use exocast_mirna::{BadOption, Library, QuantifyOptions, core::options::Options};
///
/// let mut options = QuantifyOptions::default();
/// options.library = "qiaseq".parse()?;
/// options.max_length = 30;
/// let options = options.check()?;
/// assert_eq!((options.min_length, &options.library), (14, &Library::QiaSeq));
/// # Ok::<(), BadOption>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[non_exhaustive]
pub struct QuantifyOptions {
    /// The library: adapters and UMI around the insert.
    pub library: Library,
    /// Encoding of qualities.
    pub phred: Phred,
    /// Whether records stand for several equal reads.
    pub collapsed: Collapsed,
    /// Where the UMIs are.
    pub umi: UmiSource,
    /// Shortest insert that is used, in nt.
    pub min_length: usize,
    /// Longest insert that is used, in nt.
    pub max_length: usize,
    /// Most expected errors of an insert that is used (Edgar & Flyvbjerg 2015, Bioinformatics 31:3476).
    pub max_expected_errors: f64,
    /// Largest shift of the 5' end against the mature sequence, in nt, in both directions.
    pub max_shift_5p: usize,
    /// Largest shift of the 3' end, in nt, in both directions.
    pub max_shift_3p: usize,
    /// Largest non-templated 3' addition, in nt.
    pub max_addition: usize,
    /// How reads that fit several miRNAs are counted.
    pub multimap: Multimap,
    /// Whether isomiRs of several precursors are written as one record for each of them, as exports of mirtop read them.
    pub precursor_records: bool,
    /// Share of a miRNA above which molecules with another seed than the canonical one are a guide of their own.
    pub guide_share: f64,
    /// Whether [abundant human RNAs](crate::ReferenceSet::common) compete for reads in addition to the given
    /// contaminants; where both fit equally, the given ones win.
    pub common_contaminants: bool,
}

impl Default for QuantifyOptions {
    fn default() -> Self {
        Self {
            library: Library::Auto,
            phred: Phred::Auto,
            collapsed: Collapsed::Auto,
            umi: UmiSource::Auto,
            min_length: 14,
            max_length: 50,
            max_expected_errors: 1.0,
            max_shift_5p: 3,
            max_shift_3p: 5,
            max_addition: 3,
            multimap: Multimap::Em,
            precursor_records: false,
            guide_share: 0.01,
            common_contaminants: true,
        }
    }
}

impl Options for QuantifyOptions {
    type Error = BadOption;

    fn validate(&self) -> Result<(), BadOption> {
        let counts = [
            ("min-length", self.min_length, SHORTEST_TEMPLATE, LONGEST_INSERT),
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
        let value = self.guide_share;
        if !(0.0..=1.0).contains(&value) {
            return Err(BadOption::Range { option: "guide-share", value, low: 0.0, high: 1.0 });
        }
        Ok(())
    }
}
