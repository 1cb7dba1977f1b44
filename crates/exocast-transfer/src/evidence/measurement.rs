//! The table of measurements.

use std::{fmt, sync::LazyLock};

/// What a number rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Read in a source, computed from numbers read there, or a limit read there.
    Measured,
    /// Read where another paper cites it.
    SecondHand,
    /// Remembered, whether the source was seen or not.
    Recalled,
}

impl fmt::Display for Basis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measured => "measured",
            Self::SecondHand => "second hand",
            Self::Recalled => "recalled",
        })
    }
}

/// On which side of a limit the quantity lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// It is below the number.
    Below,
    /// It is above the number.
    Above,
}

/// One number about one parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Measurement {
    /// Name of the row.
    pub id: &'static str,
    /// Name of the parameter, or of a quantity that the model does not have.
    pub parameter: &'static str,
    /// What the number rests on.
    pub basis: Basis,
    /// The word of the table for it, finer than `basis`.
    pub basis_word: &'static str,
    /// The number, in `unit`.
    pub value: f64,
    /// Whether the number is a limit and not a value.
    pub bound: Option<Bound>,
    /// Unit.
    pub unit: &'static str,
    /// Cells and species.
    pub system: &'static str,
    /// Kind of assay.
    pub method: &'static str,
    /// Paper.
    pub paper: &'static str,
    /// DOI; empty where it was not seen.
    pub doi: &'static str,
}

static ROWS: LazyLock<Vec<Measurement>> = LazyLock::new(|| {
    include_str!("measurements.tsv").lines().skip(1).filter_map(Measurement::parse).collect()
});

/// Every measurement, in the order of the table.
#[must_use]
pub fn measurements() -> &'static [Measurement] {
    &ROWS
}

impl Measurement {
    /// A row of the table; a test holds that every row is one.
    fn parse(line: &'static str) -> Option<Self> {
        let fields: Vec<&'static str> = line.split('\t').collect();
        let &[id, parameter, basis_word, value, _, _, limit, unit, system, method, paper, doi] =
            fields.as_slice()
        else {
            return None;
        };
        let basis = match basis_word {
            "read" | "derived from numbers read" | "bound read" => Basis::Measured,
            "second hand" => Basis::SecondHand,
            "source seen, number recalled" | "recalled" => Basis::Recalled,
            _ => return None,
        };
        let (number, bound) = match (limit.strip_prefix('<'), limit.strip_prefix('>')) {
            (Some(number), _) => (number, Some(Bound::Below)),
            (_, Some(number)) => (number, Some(Bound::Above)),
            _ => (value, None),
        };
        let value = number.parse().ok().filter(|value: &f64| value.is_finite() && *value > 0.0)?;
        Some(Self {
            id,
            parameter,
            basis,
            basis_word,
            value,
            bound,
            unit,
            system,
            method,
            paper,
            doi,
        })
    }

    /// Whether it is a share, whose log odds are spread and not its logarithm.
    #[must_use]
    pub fn is_share(&self) -> bool {
        self.unit.starts_with("share")
    }

    /// The number on the scale of the model.
    pub(super) fn scaled(&self) -> f64 {
        if self.is_share() { (self.value / (1.0 - self.value)).ln() } else { self.value.ln() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let lines = include_str!("measurements.tsv").lines().count() - 1;
        assert_eq!(measurements().len(), lines);
        for row in measurements() {
            assert!(!row.is_share() || row.value < 1.0, "{}", row.id);
            assert_eq!(row.bound.is_some(), row.basis_word == "bound read", "{}", row.id);
        }
    }
}
