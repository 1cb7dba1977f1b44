//! Rows that make a table.

use exocast_core::Table;

/// Rows of one kind, which make the table of that name.
///
/// ```
/// use exocast_transfer::{
///     CargoEntry, Moment, Options, ToTable as _, core::options::Options as _, require,
/// };
///
/// let options = Options::default().check()?;
/// let entry = CargoEntry::prior("hsa-miR-21-5p", &options.parameters());
/// let table = require(&entry, None, &options, 1000.0, Moment::Steady)?.to_table();
/// assert_eq!(table.columns()[5], "needed");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub trait ToTable {
    /// The rows as a table, in their order.
    fn to_table(&self) -> Table;
}
