//! Recognising the library in the first reads.

use std::collections::HashSet;

use memchr::memmem;
use serde::{Deserialize, Serialize};

use crate::options::{Library, PRESETS};

/// The library of a sample, and its support in the first reads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct Detection {
    /// The library, recognised or given.
    pub library: Library,
    /// Its 3' adapter; none where reads are trimmed already.
    pub adapter: Option<String>,
    /// Whether it was recognised; otherwise it was given.
    pub detected: bool,
    /// Reads examined.
    pub examined: u64,
    /// Of them, reads with the first 12 nucleotides of the adapter.
    pub support: u64,
}

/// The best library, where its support is too low.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct NotFound {
    pub(crate) best: &'static str,
    pub(crate) support: usize,
}

/// Letters of an adapter that are searched exactly; they occur by chance in one read of 200,000.
pub(crate) const EXACT: usize = 12;
/// An adapter is credible in at least this share of the reads; assumed, far above chance and below
/// what real libraries have (half and more).
const CREDIBLE: f64 = 0.05;
/// Reads were not trimmed where at least this share has the same length; assumed.
const UNIFORM: f64 = 0.8;
/// Trimmed small-RNA reads have a median below this length; assumed.
const TRIMMED_MEDIAN: usize = 51;
/// Share of distinct inserts that random ends have to explain for a library to have them; assumed: isomiRs and errors
/// explain a few percent, random ends most.
const RANDOM_ENDS: f64 = 0.25;

/// Recognises the library of `reads`.
///
/// A read supports the library whose adapter is first in it: the adapters of later steps follow. `TruSeq` and
/// `NEXTflex` have the same one; they differ by the nucleotides at both ends of the insert, which make equal inserts
/// different where they are random.
pub(crate) fn detect(reads: &[&[u8]]) -> Result<(Library, usize), NotFound> {
    let searchers: Vec<_> = PRESETS
        .iter()
        .filter(|(library, ..)| *library != Library::NextFlex)
        .filter_map(|(library, name, layout)| {
            let adapter = layout.adapter?.as_bytes().get(..EXACT)?;
            Some((library, *name, memmem::Finder::new(adapter)))
        })
        .collect();
    let mut support = vec![0_usize; searchers.len()];
    let mut inserts = vec![Vec::new(); searchers.len()];
    for read in reads {
        let first = searchers
            .iter()
            .enumerate()
            .filter_map(|(i, (.., finder))| finder.find(read).map(|at| (at, i)))
            .min();
        if let Some((at, i)) = first {
            support[i] += 1;
            inserts[i].push(&read[..at]);
        }
    }
    let best = (0..searchers.len()).rev().max_by_key(|&i| support[i]).unwrap_or_default();
    if support[best] as f64 >= CREDIBLE * reads.len() as f64 && support[best] > 0 {
        let library = match searchers[best].0 {
            Library::TruSeq if has_random_ends(&inserts[best], 4) => Library::NextFlex,
            library => library.clone(),
        };
        return Ok((library, support[best]));
    }
    if looks_trimmed(reads) {
        return Ok((Library::Trimmed, 0));
    }
    Err(NotFound { best: searchers[best].1, support: support[best] })
}

/// Whether inserts that differ become equal once `n` nucleotides are cut off both ends.
fn has_random_ends(inserts: &[&[u8]], n: usize) -> bool {
    // At least as long as the shortest small RNAs once cut.
    let long = inserts.iter().filter(|insert| insert.len() >= 15 + 2 * n);
    let whole: HashSet<&[u8]> = long.copied().collect();
    let inner: HashSet<&[u8]> = whole.iter().map(|insert| &insert[n..insert.len() - n]).collect();
    (whole.len() - inner.len()) as f64 > RANDOM_ENDS * whole.len() as f64
}

/// Trimmed reads vary in length and are short.
fn looks_trimmed(reads: &[&[u8]]) -> bool {
    let mut lengths: Vec<usize> = reads.iter().map(|read| read.len()).collect();
    lengths.sort_unstable();
    let mode = lengths.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or_default();
    let median = lengths.get(lengths.len() / 2).copied().unwrap_or_default();
    (mode as f64) < UNIFORM * lengths.len() as f64 && median < TRIMMED_MEDIAN
}
