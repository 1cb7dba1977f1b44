//! The reads of a sample: trimmed, filtered, and collapsed to unique inserts, in one pass.

use std::io::BufRead;

use exocast_core::options::Checked;

use super::{
    block::Blocks,
    copies::{Ambiguous, Copies},
    detect::{Known, Matures},
    detection::Detection,
    error::SampleError,
    fates::Fates,
    first::FirstReads,
    insert::{self, Insert, Molecule},
    lanes::Lanes,
    packed,
    pairs::Pairs,
    pass::{Pass, Umis},
    qualities::{LEAST_ERROR, Qualities, Seen},
    second::{Second, second},
    share,
    sketch::Sketch,
    umi_space::UmiSpace,
    unknown::{self, Unknown},
};
use crate::{
    notice::Notice,
    options::{Collapsed, Phred, QuantifyOptions},
};

/// The unique inserts of a sample with their counts.
#[derive(Clone, Debug)]
pub struct SampleReads {
    pub(crate) name: String,
    pub(crate) detection: Detection,
    pub(crate) fates: Fates,
    /// Reads that passed the filters, by insert length.
    pub(crate) lengths: Vec<u64>,
    /// In ascending order of the sequence.
    pub(crate) inserts: Vec<Insert>,
    /// Probability of an error at each place of the inserts, by their qualities.
    pub(crate) errors: Vec<f64>,
    /// The UMIs, where molecules are counted.
    pub(crate) umis: Option<UmiSpace>,
    pub(crate) notices: Vec<Notice>,
}

/// Reads in which the library is recognised.
const EXAMINED: usize = 10_000;

impl SampleReads {
    /// Reads every lane of a sample.
    ///
    /// A lane is a name, for errors, and its FASTQ text. Where the options give no library, it is recognised in the
    /// first 10,000 reads, by human miRNAs: [`ReadIndex::read`](crate::ReadIndex::read) recognises it by its own
    /// references.
    ///
    /// ```
    /// use exocast_mirna::{QuantifyOptions, SampleReads, core::options::Options};
    ///
    /// let mut options = QuantifyOptions::default();
    /// options.library = "truseq".parse()?;
    /// let fastq = "@r\nTGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGG\n+\nIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\n";
    /// let sample = SampleReads::read("EV_1", [("EV_1.fastq", fastq.as_bytes())], &options.check()?)?;
    /// assert_eq!((sample.fates().total, sample.fates().passed), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// At the first malformed record; where names may be numbers of equal reads; where a stream fails.
    pub fn read<S: AsRef<str>, R: BufRead>(
        name: &str,
        lanes: impl IntoIterator<Item = (S, R)>,
        options: &Checked<QuantifyOptions>,
    ) -> Result<Self, SampleError> {
        Self::read_known(name, lanes, options, &Matures::new())
    }

    /// As [`read`](Self::read); the library is recognised by what is `known`.
    pub(crate) fn read_known<S: AsRef<str>, R: BufRead>(
        name: &str,
        lanes: impl IntoIterator<Item = (S, R)>,
        options: &Checked<QuantifyOptions>,
        known: &dyn Known,
    ) -> Result<Self, SampleError> {
        let mut lanes = Lanes::new(
            lanes.into_iter().map(|(source, reader)| Blocks::new(reader, source.as_ref())),
        );
        let (mut first, mut blocks) = (FirstReads::default(), Vec::new());
        while first.len() < EXAMINED {
            let Some(block) = lanes.next()? else { break };
            let mut records = block.records();
            while first.len() < EXAMINED {
                let Some(record) = records.next()? else { break };
                first.push(record);
            }
            blocks.push(block);
        }
        let detection = first.detect(options, known);
        let zero = first.phred(options);
        let copies = first.copies(options).map_err(|Ambiguous { name: read, copies }| {
            let sample = name.to_owned();
            match copies {
                Some(copies) => SampleError::Copies { sample, name: read, copies },
                None => SampleError::NoCopies { sample, name: read },
            }
        })?;
        let umis = first.umis(&detection, options).map_err(|problem| problem.of_sample(name))?;
        drop(first);
        let pass = || Pass::new(&detection, (zero, copies, umis), options);
        let mut passes = Vec::new();
        let mut ended = false;
        loop {
            let more = share::passes(&mut blocks, &mut lanes, &mut passes, &mut ended, &pass)?;
            if !more {
                break;
            }
        }
        let (mut sample, some) = combine(passes, name, (detection.clone(), umis), known);
        // Records that stand for several reads have no shares.
        if copies == Copies::One
            && let Some(Second { layout, adapter, reads }) =
                second(&some, &detection.library, options, known)
        {
            sample.notices.push(Notice::SecondLibrary {
                sample: name.to_owned(),
                library: detection.library.to_string(),
                layout,
                adapter,
                reads: reads as u64,
                examined: some.len() as u64,
            });
        }
        let (Pairs { joined, alone }, only_second) = lanes.pairs();
        if joined + alone > 0 {
            sample.notices.push(Notice::Pairs { sample: name.to_owned(), joined, alone });
        }
        if only_second > 0 {
            sample.notices.push(Notice::OnlySecondReads { sample: name.to_owned() });
        }
        if zero == b'@' && options.phred == Phred::Auto {
            sample.notices.push(Notice::OldQualities { sample: name.to_owned() });
        }
        if copies == Copies::Header && options.collapsed == Collapsed::Auto {
            sample.notices.push(Notice::Collapsed { sample: name.to_owned() });
        }
        Ok(sample)
    }

    /// Its reads by fate.
    #[must_use]
    pub fn fates(&self) -> Fates {
        self.fates
    }

    /// Its library.
    #[must_use]
    pub fn detection(&self) -> &Detection {
        &self.detection
    }

    /// Number of distinct inserts.
    #[must_use]
    pub fn unique(&self) -> usize {
        self.inserts.len()
    }
}

#[cfg(feature = "rayon")]
fn sort(molecules: &mut [(Molecule, Seen)]) {
    use rayon::prelude::*;
    molecules.par_sort_unstable();
}

#[cfg(not(feature = "rayon"))]
fn sort(molecules: &mut [(Molecule, Seen)]) {
    molecules.sort_unstable();
}

/// The sum of all passes, and some of the reads.
fn combine(
    passes: Vec<Pass<'_>>,
    name: &str,
    (detection, umis): (Detection, Umis),
    known: &dyn Known,
) -> (SampleReads, Vec<Vec<u8>>) {
    let mut fates = Fates::default();
    let mut lengths = vec![0; packed::CAPACITY + 1];
    let (mut short_umis, mut expected) = (0, vec![0_u64; packed::CAPACITY]);
    let mut unknown = Unknown::new();
    let (mut qualities, mut some) = (Qualities::default(), Sketch::default());
    let distinct = passes.iter().map(|pass| pass.counts.len()).sum();
    let mut molecules: Vec<(Molecule, Seen)> = Vec::with_capacity(distinct);
    for pass in passes {
        fates.add(&pass.fates);
        for (sum, reads) in lengths.iter_mut().zip(pass.lengths) {
            *sum += reads;
        }
        short_umis += pass.short_umis;
        some.add(pass.some);
        for (sum, errors) in expected.iter_mut().zip(pass.expected) {
            *sum += errors;
        }
        for (key, reads) in pass.unknown {
            *unknown.entry(key).or_default() += reads;
        }
        let shift = qualities.append(pass.qualities);
        molecules.extend(pass.counts.into_iter().map(|(key, seen)| (key, seen.shifted(shift))));
    }
    sort(&mut molecules);
    let (resolved, lost) = unknown::resolve(&unknown, &molecules, known);
    fates.passed -= lost.iter().map(|(_, reads)| reads).sum::<u64>();
    for (length, reads) in lost {
        fates.unknown_bases += reads;
        lengths[length] -= reads;
    }
    let filled: u64 = resolved.iter().map(|(_, seen)| u64::from(seen.reads)).sum();
    if filled > 0 {
        molecules.extend(resolved);
        sort(&mut molecules);
    }
    let letters: u64 = lengths.iter().enumerate().map(|(length, n)| length as u64 * n).sum();
    let error = expected.iter().sum::<u64>() as f64 / 1e9 / letters.max(1) as f64;
    let errors = expected.iter().enumerate().map(|(at, sum)| {
        let reads: u64 = lengths[at + 1..].iter().sum();
        (*sum as f64 / 1e9 / reads.max(1) as f64).max(LEAST_ERROR)
    });
    let errors = errors.collect();
    let (mut copies, mut space) = (0, None);
    let inserts = match umis {
        Umis::None => insert::reads(&molecules),
        Umis::Read(length) | Umis::Header(length) => {
            let counted = insert::molecules(molecules, qualities, (length, error.max(LEAST_ERROR)));
            (copies, space) = (counted.copies, Some(counted.space));
            counted.inserts
        }
    };
    let mut notices = Vec::new();
    let sample = || name.to_owned();
    if fates.total == 0 {
        notices.push(Notice::NoReads { sample: sample() });
    }
    if filled > 0 {
        notices.push(Notice::UnknownFilled { sample: sample(), reads: filled });
    }
    if let Umis::Header(length) = umis
        && fates.total > 0
    {
        notices.push(Notice::HeaderUmis { sample: sample(), length });
    }
    if short_umis > 0 {
        notices.push(Notice::ShortUmi { sample: sample(), reads: short_umis });
    }
    if copies > 0 {
        notices.push(Notice::UmiErrors { sample: sample(), umis: copies });
    }
    let (name, umis) = (sample(), space);
    let sample = SampleReads { name, detection, fates, lengths, inserts, errors, umis, notices };
    (sample, some.into_reads())
}
