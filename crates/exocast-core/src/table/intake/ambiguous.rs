//! Words that may be the names of samples as well as of something else.

/// Fractions, cells, people; what is in the column decides.
const MAY_BE_SAMPLES: &[&str] = &[
    "ann",
    "count",
    "de",
    "detected",
    "ds",
    "et",
    "fold",
    "gc",
    "kb",
    "mass",
    "mature",
    "max",
    "maximum",
    "media",
    "min",
    "minimum",
    "module",
    "mw",
    "no",
    "nr",
    "number",
    "order",
    "pathway",
    "pi",
    "precursor",
    "probe",
    "range",
    "rank",
    "ratio",
    "row",
    "score",
    "sd",
    "se",
    "sem",
    "sn",
    "species",
    "std",
    "var",
    "vip",
    "year",
];

/// Those of them that may be spreads over samples which are not in the table.
const MAY_BE_SPREADS: &[&str] = &["de", "ds", "et", "range", "sd", "se", "sem", "std", "var"];

/// Whether a column of this name may be a sample as well as what the name says.
pub(super) fn may_be_sample(key: &str) -> bool {
    MAY_BE_SAMPLES.binary_search(&key).is_ok()
}

/// Whether a column of this name may be a spread as well as a sample.
pub(super) fn may_be_spread(key: &str) -> bool {
    MAY_BE_SPREADS.binary_search(&key).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_in_order_so_that_they_can_be_searched() {
        assert!(MAY_BE_SAMPLES.is_sorted() && MAY_BE_SPREADS.is_sorted());
        assert!(MAY_BE_SPREADS.iter().all(|word| may_be_sample(word)));
    }
}
