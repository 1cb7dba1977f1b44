//! Known amounts of spikes.

use std::io::BufRead;

use exocast_core::{
    ReadError,
    table::{Reader, UniqueNames},
};

use crate::notice::Notice;

/// Known amounts of spikes, in copies/µL.
///
/// ```
/// use exocast_mirna::SpikeAmounts;
///
/// let table = "spike;copies_per_ul;vendor\ns1;100;A\ns2;1000,5;A\n";
/// let amounts = SpikeAmounts::read(table.as_bytes(), "amounts.csv")?;
/// assert_eq!(amounts.amounts(), [("s1".to_owned(), 100.0), ("s2".to_owned(), 1000.5)]);
/// # Ok::<(), exocast_mirna::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpikeAmounts {
    amounts: Vec<(String, f64)>,
    pub(super) notices: Vec<Notice>,
}

impl SpikeAmounts {
    /// Reads a table with the names of spikes and the column `copies_per_ul`.
    ///
    /// Names are in the column `spike`, or else in the first. A spike without an amount is skipped.
    ///
    /// # Errors
    /// Where the table is malformed, lacks the column, names a spike twice, or has a negative amount.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let amount = table.number(&["copies_per_ul"])?;
        let name = match table.text_if_any(&["spike"])? {
            Some(column) => column,
            None => table.text_at(usize::from(table.has_row_numbers())),
        };
        let (mut amounts, mut names) = (Vec::new(), UniqueNames::default());
        while let Some(row) = table.next_row()? {
            let spike = names.take(&row, name)?;
            let copies = row.amount(amount, "an amount of zero or more copies/µL")?;
            amounts.extend(copies.map(|copies| (spike, copies)));
        }
        if amounts.is_empty() {
            return Err(table.no_rows("spike with an amount"));
        }
        Ok(Self { amounts, notices: table.notices().into_iter().map(Notice::Table).collect() })
    }

    /// Names of spikes and their amounts, in order.
    #[must_use]
    pub fn amounts(&self) -> &[(String, f64)] {
        &self.amounts
    }
}
