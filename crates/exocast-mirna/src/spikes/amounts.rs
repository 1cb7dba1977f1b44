//! Known amounts of spikes.

use std::io::BufRead;

use exocast_core::{LabelledMatrix, Location, Malformed, ReadError};

/// Known amounts of spikes, in copies/µL.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpikeAmounts(Vec<(String, f64)>);

impl SpikeAmounts {
    /// Reads a table with a header and the columns `spike` and `copies_per_ul`; others are passed over.
    ///
    /// # Errors
    /// Where the table is malformed, has no such columns, or an amount is negative.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        const WANTED: &str = "copies_per_ul";
        let matrix = LabelledMatrix::read_where(reader, source, |name| name == WANTED)?;
        let amounts: Vec<(String, f64)> =
            matrix.rows().map(str::to_owned).zip(matrix.values().iter().copied()).collect();
        if let Some((spike, bad)) = amounts.iter().find(|(_, amount)| *amount < 0.0) {
            let at = Location::new(source).field(WANTED);
            let found = format!("{bad} of {spike}");
            let cause = Malformed::field(found, "an amount of zero or more copies/µL");
            return Err(ReadError::malformed(at, cause));
        }
        Ok(Self(amounts))
    }

    /// The amounts, in order.
    #[must_use]
    pub fn amounts(&self) -> &[(String, f64)] {
        &self.0
    }
}
