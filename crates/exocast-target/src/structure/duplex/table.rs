//! The table of duplexes.

use exocast_core::Cell;

use super::pairs::Duplex;

/// Columns of the table of duplexes: kcal/mol; places from 1, ends included, as `RNAduplex` prints them.
pub const DUPLEX_COLUMNS: [&str; 8] = [
    "mirna",
    "target",
    "energy",
    "structure",
    "mirna_start",
    "mirna_end",
    "target_start",
    "target_end",
];

impl Duplex {
    /// The cells of [`DUPLEX_COLUMNS`], under these names.
    #[must_use]
    pub fn cells(&self, mirna: &str, target: &str) -> [Cell; 8] {
        [
            mirna.into(),
            target.into(),
            self.energy.into(),
            self.structure().into(),
            (self.guide.start + 1).into(),
            self.guide.end.into(),
            (self.target.start + 1).into(),
            self.target.end.into(),
        ]
    }
}
