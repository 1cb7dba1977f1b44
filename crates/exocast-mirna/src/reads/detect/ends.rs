//! Where the inserts of reads end: the adapters and tails of presets.

use memchr::memmem;

use crate::{
    options::{End, Layout, PRESETS},
    reads::{poly_a, trim::EXACT},
};

/// An adapter or tail, and what is before it in the reads that have it.
pub(super) struct Ending<'r> {
    pub(super) end: End,
    pub(super) fragments: Vec<&'r [u8]>,
}

/// Every end that presets have, each once, in their order, with its reads.
///
/// A read belongs to the end that is first in it: the adapters of later steps follow.
pub(super) fn of_presets<'r>(reads: &[&'r [u8]]) -> Vec<Ending<'r>> {
    let mut endings: Vec<Ending<'r>> = Vec::new();
    for layout in presets() {
        if !endings.iter().any(|ending| ending.end == layout.end) {
            endings.push(Ending { end: layout.end, fragments: Vec::new() });
        }
    }
    let finders: Vec<memmem::Finder<'static>> =
        endings.iter().map(|ending| memmem::Finder::new(start(&ending.end)).into_owned()).collect();
    for read in reads {
        let places = finders.iter().enumerate();
        let first = places.filter_map(|(i, finder)| finder.find(read).map(|at| (at, i))).min();
        if let Some((at, i)) = first {
            let at = match endings[i].end {
                End::PolyA => poly_a::find(read, 0).unwrap_or(at),
                _ => at,
            };
            endings[i].fragments.push(&read[..at]);
        }
    }
    endings
}

/// Reads with `end`, and what is before it.
pub(super) fn fragments<'r>(reads: &[&'r [u8]], end: &End) -> Vec<&'r [u8]> {
    let finder = memmem::Finder::new(start(end));
    reads.iter().filter_map(|read| finder.find(read).map(|at| &read[..at])).collect()
}

/// Layouts of the presets, in their order.
pub(super) fn presets() -> impl Iterator<Item = Layout> {
    PRESETS.iter().filter_map(|(.., layout)| layout.parse().ok())
}

/// Letters by which an end is found exactly.
fn start(end: &End) -> &[u8] {
    match end {
        End::Read => b"",
        End::PolyA => &poly_a::RUN,
        End::Adapter(sequence) => &sequence.as_bytes()[..sequence.len().min(EXACT)],
    }
}

/// Number of reads with `end`.
pub(super) fn support(reads: &[&[u8]], end: &End) -> usize {
    if *end == End::Read { 0 } else { fragments(reads, end).len() }
}
