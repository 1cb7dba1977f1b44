//! The table of sites.

use exocast_core::{Cell, Table};

use crate::Site;

/// Columns of the table of sites.
pub const SITE_COLUMNS: [&str; 7] =
    ["transcript", "gene", "mirna", "site", "region", "start", "end"];

impl Site<'_> {
    /// The cells of [`SITE_COLUMNS`].
    #[must_use]
    pub fn cells(&self) -> [Cell; 7] {
        [
            self.transcript.name.into(),
            self.transcript.gene.into(),
            self.mirna.name().into(),
            self.kind.to_string().into(),
            self.region.to_string().into(),
            self.start.into(),
            self.end.into(),
        ]
    }
}

/// `transcript gene mirna site region start end`, start and end 0-based and half-open on the region's
/// own sequence.
///
/// Holds all rows at once: for a whole genome, write the [`cells`](Site::cells) of each site as it
/// comes.
#[must_use]
pub fn site_table<'a>(sites: impl IntoIterator<Item = Site<'a>>) -> Table {
    let mut table = Table::new(SITE_COLUMNS);
    for site in sites {
        table.push(site.cells());
    }
    table
}
