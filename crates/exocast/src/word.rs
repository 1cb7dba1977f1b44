//! Enums whose values have names in files and on the command line.

use exocast_mirna::{Multimap, Phred};
use exocast_origin::{Method, Scaling, enrich::EnrichMethod};
use exocast_target::{ExpressionScale, Product};
use exocast_transfer::Scenario;

/// An option whose values are words.
pub trait Word: Copy + 'static {
    /// All values, in the order in which they are listed.
    const ALL: &'static [Self];

    /// The word of a value.
    fn name(self) -> &'static str;

    /// The value of a word.
    ///
    /// # Errors
    /// Where no value has this name.
    fn parse(text: &str) -> Result<Self, UnknownWord> {
        let known = || Self::ALL.iter().map(|word| word.name()).collect();
        let value = Self::ALL.iter().copied().find(|word| word.name() == text);
        value.ok_or_else(|| UnknownWord { word: text.to_owned(), known: known() })
    }
}

/// A word that no value of an option has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` is not one of {}", known.join(", "))]
pub struct UnknownWord {
    /// The word.
    pub word: String,
    /// The words that the option knows.
    pub known: Vec<&'static str>,
}

macro_rules! words {
    ($($type:ty { $($value:ident = $name:literal),+ $(,)? })+) => {$(
        impl Word for $type {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn name(self) -> &'static str {
                let names = [$($name),+];
                let place = Word::ALL.iter().position(|word: &Self| *word == self);
                place.and_then(|place| names.get(place)).copied().unwrap_or_default()
            }
        }
    )+};
}

words! {
    Multimap { Fractional = "fractional", Em = "em", Unique = "unique", Group = "group" }
    Phred { Auto = "auto", From33 = "33", From64 = "64" }
    Method {
        Auto = "auto", Nnls = "nnls", WeightedNnls = "weighted-nnls", NuSvr = "nusvr",
        Robust = "robust", Dwls = "dwls", Poisson = "poisson",
        NegativeBinomial = "negative-binomial", LogNormal = "log-normal",
    }
    Scaling { AsGiven = "as-given", PerRna = "per-rna", PerCell = "per-cell" }
    EnrichMethod {
        Ora = "ora", Ulm = "ulm", Mlm = "mlm", Gsea = "gsea", Ssgsea = "ssgsea", Aucell = "aucell",
        Zscore = "zscore",
    }
    ExpressionScale { Auto = "auto", Tpm = "tpm", Ln = "ln", Log2 = "log2", Log10 = "log10" }
    Product { Mrna = "mrna", Protein = "protein" }
    Scenario {
        CoCulture = "co-culture", Transwell = "transwell", PurifiedDose = "purified-dose",
        Tissue = "tissue", Systemic = "systemic", Csf = "csf",
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use serde::Serialize;

    use super::*;

    fn check<T: Word + Serialize + PartialEq + Debug>() {
        for word in T::ALL {
            let written = serde_json::to_value(word).expect("a word");
            assert_eq!(written, word.name(), "{word:?}");
            assert_eq!(T::parse(word.name()), Ok(*word));
        }
        assert!(T::parse("no such word").is_err());
    }

    #[test]
    fn words_are_those_that_files_hold() {
        check::<Multimap>();
        check::<Phred>();
        check::<Method>();
        check::<Scaling>();
        check::<EnrichMethod>();
        check::<ExpressionScale>();
        check::<Product>();
        check::<Scenario>();
    }
}
