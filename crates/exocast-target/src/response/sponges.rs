//! What sponges take of the miRNAs of a cell.

use super::{equilibrium::Equilibrium, loads::SiteLoads, sponge_response::SpongeResponse};
use crate::input::{Mirna, Sponges};

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
        equilibrium.each_central(loads, &unit, |pool, before, after| {
            let bound = &mut bound[pool];
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
