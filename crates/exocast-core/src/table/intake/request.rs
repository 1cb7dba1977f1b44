//! What a reader asks of a table.

use std::{fmt, sync::Arc};

use super::{change_scale::ChangeScale, quantity::Quantity};
use crate::{
    names::{Mapping, Translation},
    table::scale::AmountsInScale,
};

/// Whether a name is one of those that the reader can use: a miRNA of the reference, a gene of the transcripts.
pub type Known<'a> = &'a dyn Fn(&str) -> bool;

/// What a missing value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// A mistake.
    #[default]
    Refused,
    /// Nothing was there: zero.
    Zero,
    /// Unknown: its row is left out.
    LeavesOutRow,
}

/// Options that decide where a table can be read in two ways; as they come from the command line or a study.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Choice {
    /// The column of the names of features.
    pub id_column: Option<String>,
    /// The columns of samples; none leaves the choice to the intake.
    pub columns: Vec<String>,
    /// The table by which names of features are translated.
    pub names: Option<Arc<Mapping>>,
    /// The scale of changes.
    pub change: ChangeScale,
}

/// What a reader asks of a table of features by samples.
///
/// ```
/// use exocast_core::table::intake::{Quantity, Request};
///
/// let text = "#miRNA\tread_count\tprecursor\ttotal\tS1\tS2\tS1(norm)\tS2(norm)\n\
///             hsa-miR-16-5p\t5\thsa-mir-16-1\t5\t3\t2\t1\t1\n\
///             hsa-miR-16-5p\t5\thsa-mir-16-2\t5\t3\t2\t1\t1\n";
/// let taken = Request::new(Quantity::Counts).named(&["mirna"]).read(text.as_bytes(), "t.csv")?;
/// assert_eq!(taken.matrix.columns(), ["S1", "S2"]);
/// assert_eq!(taken.matrix.row("hsa-miR-16-5p").map(|row| row.to_vec()), Some(vec![3.0, 2.0]));
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Clone, Copy, Default)]
pub struct Request<'a> {
    pub(super) quantity: Quantity,
    pub(super) names: &'a [&'a str],
    pub(super) known: Option<Known<'a>>,
    pub(super) samples: &'a [&'a str],
    pub(super) choice: Option<&'a Choice>,
    pub(super) missing: Missing,
    pub(super) adds_repeats: bool,
    pub(super) keeps_repeats: bool,
    pub(super) adds_names: bool,
    pub(super) keep: Option<Known<'a>>,
    pub(super) scale: Option<AmountsInScale>,
}

impl fmt::Debug for Request<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("quantity", &self.quantity)
            .field("names", &self.names)
            .field("samples", &self.samples)
            .field("choice", &self.choice)
            .field("missing", &self.missing)
            .finish_non_exhaustive()
    }
}

impl<'a> Request<'a> {
    /// Asks for features by samples.
    #[must_use]
    pub fn new(quantity: Quantity) -> Self {
        Self { quantity, ..Self::default() }
    }

    /// Names that the column of features has where the format is ours.
    #[must_use]
    pub const fn named(mut self, names: &'a [&'a str]) -> Self {
        self.names = names;
        self
    }

    /// Names of features that can be used: the column that agrees with them best names the features.
    #[must_use]
    pub const fn known(mut self, known: Known<'a>) -> Self {
        self.known = Some(known);
        self
    }

    /// Samples that are looked for.
    #[must_use]
    pub const fn samples(mut self, samples: &'a [&'a str]) -> Self {
        self.samples = samples;
        self
    }

    /// What the user has decided.
    #[must_use]
    pub const fn choice(mut self, choice: &'a Choice) -> Self {
        self.choice = Some(choice);
        self
    }

    /// What a missing value is.
    #[must_use]
    pub const fn missing(mut self, missing: Missing) -> Self {
        self.missing = missing;
        self
    }

    /// Adds up rows of one name, whatever wrote the table.
    #[must_use]
    pub const fn adding_repeats(mut self) -> Self {
        self.adds_repeats = true;
        self
    }

    /// Leaves rows of one name as they are, whatever wrote the table; for [`read_rows`](Self::read_rows).
    #[must_use]
    pub const fn keeping_repeats(mut self) -> Self {
        self.keeps_repeats = true;
        self
    }

    /// Adds up rows whose names are of one gene by the table of names; counts and amounts are added in any case.
    #[must_use]
    pub const fn adding_names(mut self) -> Self {
        self.adds_names = true;
        self
    }

    /// Brings amounts to their linear scale.
    #[must_use]
    pub const fn in_scale(mut self, scale: AmountsInScale) -> Self {
        self.scale = Some(scale);
        self
    }

    pub(super) fn mapping(&self) -> Option<&'a Mapping> {
        self.choice.and_then(|choice| choice.names.as_deref())
    }

    /// Whether anything says which names can be used.
    pub(super) fn knows_names(&self) -> bool {
        self.known.is_some() || self.mapping().is_some()
    }

    /// Whether a name can be used, itself or by the table of names.
    pub(super) fn is_known(&self, name: &str) -> bool {
        let known = |name: &str| self.known.is_none_or(|known| known(name));
        self.known.is_some_and(|known| known(name))
            || self.mapping().is_some_and(|mapping| is_listed(mapping, name, known))
    }

    /// Takes the columns whose name fits, and no others; they have to hold numbers.
    #[must_use]
    pub(in crate::table) const fn keep(mut self, keep: Known<'a>) -> Self {
        self.keep = Some(keep);
        self
    }
}

/// Whether a name is in a table of names.
fn is_listed(mapping: &Mapping, name: &str, known: impl Fn(&str) -> bool) -> bool {
    match mapping.translate(name) {
        Translation::Of(symbols) => symbols.split(';').any(known),
        _ => false,
    }
}
