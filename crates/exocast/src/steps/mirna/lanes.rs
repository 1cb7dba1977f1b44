//! Whether the files of one sample come from one library: the layout that the first reads show is used for all.

use std::{
    io::BufRead,
    path::{Path, PathBuf},
};

use exocast_core::options::Checked;
use exocast_mirna::{Detection, Library, QuantifyOptions, ReadIndex, SampleReads};

use crate::{io, load};

/// Reads that are looked at in each file, and fewest that show its library.
const READS: usize = 4_000;
const FEWEST: u64 = 100;

/// An adapter is that of a file where at least this share of its reads have it; assumed.
const MOST: f64 = 0.3;

/// Files of one sample with different adapters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{sample}: its files come from different libraries: {first}, {second}; make them two samples, or give the `library` \
     (`--library`) that is right for both"
)]
pub struct DifferentLibraries {
    sample: String,
    first: String,
    second: String,
}

/// What the first reads of a file show.
#[derive(Clone, Debug)]
pub(in crate::steps) struct Lane {
    path: PathBuf,
    library: String,
    /// Nothing where reads are trimmed already.
    adapter: Option<String>,
    support: f64,
}

impl Lane {
    /// The library of a file; nothing where its reads do not show it beyond doubt.
    pub(in crate::steps) fn new(path: &Path, detection: &Detection) -> Option<Self> {
        let Detection { library, adapter, detected, examined, support, .. } = detection;
        let support = *support as f64 / (*examined).max(1) as f64;
        let is_shown = adapter.is_none() || support >= MOST;
        let is_known = *detected && *library != Library::Auto && *examined >= FEWEST && is_shown;
        is_known.then(|| Self {
            path: path.to_owned(),
            library: library.to_string(),
            adapter: adapter.clone(),
            support,
        })
    }

    /// As the part of a sentence.
    fn said(&self) -> String {
        let Self { path, library, adapter, support } = self;
        let adapter = match adapter {
            Some(adapter) => format!("{adapter} in {:.0} % of the first reads", 100.0 * support),
            None => "no adapter".to_owned(),
        };
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        format!("{name} is {library} ({adapter})")
    }

    /// An error where another file of the sample has another adapter.
    ///
    /// # Errors
    /// Where it has.
    pub(in crate::steps) fn agrees(
        &self,
        sample: &str,
        other: &Self,
    ) -> Result<(), DifferentLibraries> {
        if self.adapter == other.adapter {
            return Ok(());
        }
        let (sample, first, second) = (sample.to_owned(), self.said(), other.said());
        Err(DifferentLibraries { sample, first, second })
    }
}

/// Looks at the files of a sample whose library is to be recognised.
///
/// # Errors
/// Where two of them have different adapters. What cannot be read is no error here.
pub(super) fn check(
    index: &ReadIndex<'_>,
    sample: &str,
    lanes: &[PathBuf],
    options: &Checked<QuantifyOptions>,
) -> Result<(), DifferentLibraries> {
    if lanes.len() < 2 || options.library != Library::Auto {
        return Ok(());
    }
    let mut first: Option<(Lane, Vec<u8>)> = None;
    for path in load::mates_together(lanes) {
        let Some(start) = start_of(&path) else { continue };
        let Some(reads) = read(index, sample, &[start.as_slice()], options) else { continue };
        let Some(lane) = Lane::new(&path, reads.detection()) else { continue };
        let Some((earlier, before)) = &first else {
            first = Some((lane, start));
            continue;
        };
        if let Err(error) = earlier.agrees(sample, &lane) {
            let total = |parts: &[&[u8]]| Some(read(index, sample, parts, options)?.fates().total);
            let (before, start) = (before.as_slice(), start.as_slice());
            // The second reads of pairs end in another adapter, and are joined with the first.
            let apart = total(&[before]).zip(total(&[start])).map(|(a, b)| a + b);
            let are_pairs = total(&[before, start]) < apart;
            if !are_pairs {
                return Err(error);
            }
        }
    }
    Ok(())
}

fn read(
    index: &ReadIndex<'_>,
    sample: &str,
    parts: &[&[u8]],
    options: &Checked<QuantifyOptions>,
) -> Option<SampleReads> {
    index.read(sample, parts.iter().map(|part| ("", *part)), options).ok()
}

/// The first reads of a file; nothing of a pipe, whose reads come once, and of alignments, which cannot be read in part.
fn start_of(path: &Path) -> Option<Vec<u8>> {
    if path == Path::new("-") || !path.is_file() {
        return None;
    }
    let start = beginning(&mut io::open(path).ok()?, READS).ok()?;
    (!start.starts_with(b"BAM\x01") && !start.starts_with(b"CRAM")).then_some(start)
}

/// The text of the first records.
pub(in crate::steps) fn beginning(
    input: &mut impl BufRead,
    reads: usize,
) -> std::io::Result<Vec<u8>> {
    let mut text = Vec::new();
    for _ in 0..4 * reads {
        if input.read_until(b'\n', &mut text)? == 0 {
            break;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use exocast_core::options::Options as _;
    use exocast_mirna::Catalogue;

    use super::*;

    /// Reads of let-7a and miR-21 with an adapter behind them.
    fn fastq(lane: &str, adapter: &str, n: usize) -> String {
        let inserts = ["TGAGGTAGTAGGTTGTATAGTT", "TAGCTTATCAGACTGATGTTGA"];
        let read = |i: usize| {
            let bases = format!("{}{adapter}", inserts[i % 2]);
            format!("@{lane}:{i}\n{bases}\n+\n{}\n", "I".repeat(bases.len()))
        };
        (0..n).map(read).collect()
    }

    fn checked(files: &[(&str, &str, usize)], library: &str) -> Result<(), String> {
        let folder = tempfile::tempdir().expect("a folder");
        let lanes = files.iter().map(|(name, adapter, n)| {
            let path = folder.path().join(name);
            std::fs::write(&path, fastq(name, adapter, *n)).expect("written");
            path
        });
        let mut options = QuantifyOptions::default();
        options.library = library.parse().expect("a library");
        let options = options.check().expect("options");
        let lanes: Vec<PathBuf> = lanes.collect();
        let catalogue = Catalogue::default();
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        check(&index, "EV", &lanes, &options).map_err(|error| error.to_string())
    }

    #[test]
    fn lanes_of_two_libraries_are_refused() {
        let (truseq, neb) = ("TGGAATTCTCGGGTGCCAAGG", "AGATCGGAAGAGCACACGTCT");
        assert_eq!(checked(&[("a.fq", truseq, 300), ("b.fq", truseq, 300)], "auto"), Ok(()));
        let refused = checked(&[("a.fq", truseq, 300), ("b.fq", neb, 300)], "auto").unwrap_err();
        for part in ["EV: ", "a.fq is truseq (TGGAATTC", "b.fq is nebnext (AGATCGGAAG", "`library`"]
        {
            assert!(refused.contains(part), "{part}: {refused}");
        }
        // Too few to say, and where the user has said it.
        assert_eq!(checked(&[("a.fq", truseq, 300), ("b.fq", neb, 20)], "auto"), Ok(()));
        assert_eq!(checked(&[("a.fq", truseq, 300), ("b.fq", neb, 300)], "truseq"), Ok(()));
    }
}
