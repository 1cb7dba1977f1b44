//! What sponges take of the miRNAs of a cell.

use exocast_core::{Cell, Table};

use super::{equilibrium::Equilibrium, loads::SiteLoads};
use crate::input::{Mirna, RnaKind, Sponges};

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

/// One row per sponge and group of miRNAs with a site on it, sponges in their order, which stand in `loads` from
/// `first` on.
pub(super) fn sponge_rows(
    sponges: &Sponges,
    (loads, first): (&SiteLoads, usize),
    equilibrium: &Equilibrium,
    (guides, given): (&[Mirna], usize),
) -> Vec<SpongeResponse> {
    let part = |bound: f64, all: f64| (all > 0.0).then(|| bound / all);
    let mut rows = Vec::new();
    for (place, (sponge, copies)) in sponges.iter().enumerate() {
        let unit = loads.unit(first + place);
        let mut bound = vec![(0.0, 0.0); loads.pools.len()];
        equilibrium.each_central(&unit, |row, before, after| {
            let bound = &mut bound[loads.rows[row as usize].pool as usize];
            bound.0 += copies.value * before;
            bound.1 += copies.value * after;
        });
        for (pool, bound) in bound.into_iter().enumerate() {
            let sites = unit.count(&loads.rows, |other| other == pool);
            let members = loads.pools[pool].members.iter().filter(|&&guide| guide < given);
            let mirnas: Vec<String> = members.map(|&guide| guides[guide].label()).collect();
            if sites == 0 || mirnas.is_empty() {
                continue;
            }
            let (in_ago_before, in_ago_after) = equilibrium.copies(pool);
            let free = equilibrium.free(pool);
            let taken = |free: f64, without: Option<f64>| {
                without.filter(|nm| *nm > 0.0).map(|nm| (1.0 - free / nm).max(0.0))
            };
            let without = equilibrium.without_sponges(pool);
            rows.push(SpongeResponse {
                sponge: sponge.name.to_owned(),
                kind: sponge.kind,
                copies: copies.value,
                mirnas,
                sites,
                bound_before: bound.0,
                bound_after: bound.1,
                share_before: part(bound.0, in_ago_before),
                share_after: in_ago_after.and_then(|all| part(bound.1, all)),
                free_taken_before: taken(free.0, without.map(|nm| nm.0)),
                free_taken_after: taken(free.1, without.map(|nm| nm.1)),
            });
        }
    }
    rows
}
