//! A second library in the reads of one sample, as lanes or runs of two kits have that were put into one file.

use super::{
    detect::{self, Known},
    trim::{NoInsert, Trimmer},
};
use crate::options::{End, Library, QuantifyOptions};

/// Another library than that of the sample, and its part of the reads looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Second {
    pub(super) layout: String,
    pub(super) adapter: Option<String>,
    pub(super) reads: usize,
}

/// Least reads, and their share of all; assumed: less is what libraries have of each other by index hopping.
const FEWEST: usize = 10;
const SHARE: f64 = 0.01;

/// The second library of `reads`, which `library` is known to be the first of.
pub(super) fn second(
    reads: &[Vec<u8>],
    library: &Library,
    options: &QuantifyOptions,
    known: &dyn Known,
) -> Option<Second> {
    let layout = library.layout()?;
    let mut trimmer = Trimmer::new(Some(&layout));
    // Reads without the end of the library, and those with it whose insert is not known.
    let (mut without, mut unknown): (Vec<&[u8]>, Vec<&[u8]>) = (Vec::new(), Vec::new());
    for read in reads {
        match trimmer.parts(read) {
            Err(NoInsert::NoAdapter) => without.push(read),
            Err(NoInsert::Dimer) => {}
            Ok(parts) => {
                let insert = &read[parts.insert];
                if insert.len() > options.max_length {
                    without.push(read);
                } else if known.log_odds(insert) == 0 {
                    let is_cut = layout.end != End::Read;
                    if is_cut { unknown.push(read) } else { without.push(read) }
                }
            }
        }
    }
    let is_many = |n: usize| n >= FEWEST && n as f64 >= SHARE * reads.len() as f64;
    if is_many(without.len())
        && let Some(other) = detect::detect_known(&without, known)
        && other.layout.end != layout.end
    {
        let is_trimmed = other.layout.end == End::Read;
        let known = |read: &&&[u8]| known.log_odds(read) > 0;
        let reads = if is_trimmed { without.iter().filter(known).count() } else { other.support };
        if is_many(reads) {
            let adapter = other.layout.end_name().map(str::to_owned);
            return Some(Second { layout: other.layout.to_string(), adapter, reads });
        }
    }
    let (other, reads) = detect::same_end(&unknown, &layout, known)?;
    is_many(reads).then(|| Second {
        layout: other.to_string(),
        adapter: other.end_name().map(str::to_owned),
        reads,
    })
}
