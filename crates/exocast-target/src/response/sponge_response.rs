//! What a sponge takes, as a row.

use exocast_core::{Cell, Table};

use crate::input::RnaKind;

/// What one sponge binds of one group of miRNAs that compete on equal terms, at the central values.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct SpongeResponse {
    /// Name of the sponge.
    pub sponge: String,
    /// What kind of RNA it is.
    pub kind: RnaKind,
    /// Its copies per cell.
    pub copies: f64,
    /// Names of the miRNAs.
    pub mirnas: Vec<String>,
    /// Its sites of these.
    pub sites: u64,
    /// Copies of the miRNAs that are bound to it, before delivery.
    pub bound_before: f64,
    /// The same after delivery.
    pub bound_after: f64,
    /// These in parts of the copies in Argonaute before delivery; nothing where there are none.
    pub share_before: Option<f64>,
    /// The same after delivery; nothing too where the free amount was given.
    pub share_after: Option<f64>,
    /// What all sponges together take of the miRNA that would be free without them, before delivery.
    pub free_taken_before: Option<f64>,
    /// The same after delivery.
    pub free_taken_after: Option<f64>,
}

impl SpongeResponse {
    /// `sponge rna_kind copies_per_cell mirnas sites bound_before bound_after share_before share_after
    /// free_taken_before free_taken_after`.
    #[must_use]
    pub fn table(rows: &[Self]) -> Table {
        let mut table = Table::new([
            "sponge",
            "rna_kind",
            "copies_per_cell",
            "mirnas",
            "sites",
            "bound_before",
            "bound_after",
            "share_before",
            "share_after",
            "free_taken_before",
            "free_taken_after",
        ]);
        for row in rows {
            table.push([
                row.sponge.as_str().into(),
                row.kind.to_string().into(),
                row.copies.into(),
                row.mirnas.join(",").into(),
                Cell::Integer(row.sites),
                row.bound_before.into(),
                row.bound_after.into(),
                row.share_before.into(),
                row.share_after.into(),
                row.free_taken_before.into(),
                row.free_taken_after.into(),
            ]);
        }
        table
    }
}
