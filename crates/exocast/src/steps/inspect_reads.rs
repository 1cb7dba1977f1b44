//! A look into the beginning of files of reads.

use std::path::Path;

use exocast_core::{Location, ReadError, options::Options as _, words::plural};
use exocast_mirna::{Library, SampleReads};

use super::mirna::{Lane, beginning};
use crate::{
    load,
    result::AnalysisError,
    study::{self, Step, Study},
};

/// Reads that are looked at in each file.
const READS: usize = 10_000;

/// What the beginning of a file of reads shows.
pub(super) struct Seen {
    pub(super) said: String,
    /// The beginning, of a file that can be the first of pairs.
    pub(super) start: Option<Start>,
}

/// The beginning of a file, with its library where that is beyond doubt.
pub(super) struct Start {
    name: String,
    text: Vec<u8>,
    lane: Option<Lane>,
}

/// The adapter and what would be kept, from the first reads of a file; `first` is the beginning of the file before it.
pub(super) fn reads(
    study: &Study,
    sample: &study::Sample,
    path: &Path,
    first: Option<&Start>,
) -> Result<Seen, AnalysisError> {
    let options = study.mirna.options(sample.library.clone());
    let options = options.check().map_err(Step::Mirna.failed())?;
    let source = load::source_name(path);
    let start = beginning(&mut crate::io::open(path)?, READS)
        .map_err(|cause| ReadError::io(Location::new(source.as_str()), cause))?;
    let alone = |said: &str| Ok(Seen { said: said.to_owned(), start: None });
    // A part of such a file cannot be read.
    if start.starts_with(b"BAM\x01") || start.starts_with(b"CRAM") {
        return alone("alignments, whose reads are looked at when they are counted");
    }
    let read = |lanes: Vec<(&str, &[u8])>| {
        SampleReads::read(&sample.name, lanes, &options).map_err(Step::Mirna.failed())
    };
    let reads = read(vec![(source.as_str(), start.as_slice())])?;
    let (fates, detection) = (reads.fates(), reads.detection());
    if fates.total == 0 {
        return alone("no reads in it");
    }
    // Two files of pairs have as many reads as one of them.
    let lane = Lane::new(path, detection).filter(|_| options.library == Library::Auto);
    if let Some(Start { name, text: beginning, lane: earlier }) = first {
        let beginning = (name.as_str(), beginning.as_slice());
        let before = read(vec![beginning])?.fates().total;
        let both = read(vec![beginning, (&source, &start)])?.fates().total;
        if both < before + fates.total {
            return alone("second reads of pairs, which are joined with the first");
        }
        if let (Some(earlier), Some(lane)) = (earlier, &lane) {
            earlier.agrees(&sample.name, lane).map_err(Step::Mirna.failed())?;
        }
    }
    let said = if detection.layout.is_empty() {
        format!(
            "no library is recognised in the first {}, and none can be counted; give its `library`",
            plural(detection.examined, "read")
        )
    } else {
        let percent = 100.0 / (fates.total as f64);
        format!(
            "{} library; of the first {} reads {:.0} % have the adapter and {:.0} % can be counted",
            detection.library,
            fates.total,
            detection.support as f64 * 100.0 / (detection.examined.max(1) as f64),
            fates.passed as f64 * percent,
        )
    };
    Ok(Seen { said, start: Some(Start { name: source, text: start, lane }) })
}
