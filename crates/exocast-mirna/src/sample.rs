//! One sample's reads: trimmed, filtered, and collapsed to unique inserts, in one pass.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    io::BufRead,
    ops::Range,
};

use exocast_core::ReadError;
use serde::Serialize;

use crate::{
    CheckedQuantify, Detection, Library, Notice, Phred,
    detect::{self, NotFound},
    fastq::{self, Block, Blocks},
    packed::{self, Packed},
    trim::{DIMER, NoInsert, Trimmer},
    umi,
};

/// What became of every read; [`total`](Self::total) is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Fates {
    /// All reads.
    pub total: u64,
    /// No adapter in them.
    pub no_adapter: u64,
    /// Adapters ligated to each other: next to nothing between them.
    pub adapter_dimer: u64,
    /// Inserts below the minimum length.
    pub too_short: u64,
    /// Inserts above the maximum length.
    pub too_long: u64,
    /// Inserts with too many expected errors.
    pub low_quality: u64,
    /// Inserts with unknown nucleotides.
    pub unknown_bases: u64,
    /// Inserts that went on.
    pub kept: u64,
}

impl Fates {
    fn add(&mut self, other: &Self) {
        self.total += other.total;
        self.no_adapter += other.no_adapter;
        self.adapter_dimer += other.adapter_dimer;
        self.too_short += other.too_short;
        self.too_long += other.too_long;
        self.low_quality += other.low_quality;
        self.unknown_bases += other.unknown_bases;
        self.kept += other.kept;
    }
}

/// The unique inserts of a sample with their counts.
#[derive(Clone, Debug)]
pub struct SampleReads {
    pub(crate) name: String,
    pub(crate) detection: Detection,
    pub(crate) fates: Fates,
    /// Kept reads by insert length.
    pub(crate) lengths: Vec<u64>,
    /// In ascending order of the sequence.
    pub(crate) inserts: Vec<Insert>,
    pub(crate) notices: Vec<Notice>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Insert {
    pub(crate) sequence: Packed,
    pub(crate) reads: u64,
    /// Reads, or distinct UMIs less those misread, where the library has them.
    pub(crate) molecules: u64,
}

/// Reads of a sample could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SampleError {
    /// The input is broken.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// No library fits.
    #[error(
        "no adapter is credible in {sample}: the best, {best}, stands in {support} of the first \
         {examined} reads; name the library or give its 3' adapter, or `trimmed`"
    )]
    NoAdapter {
        /// The sample.
        sample: String,
        /// The preset with most support.
        best: &'static str,
        /// Reads that support it.
        support: usize,
        /// Reads looked at.
        examined: usize,
    },
}

/// Reads that the library is found out from.
const EXAMINED: usize = 10_000;

/// An insert with the UMI that it came with.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Molecule {
    sequence: Packed,
    umi: u32,
}

type Counts = HashMap<Molecule, u32, BuildHasherDefault<FxHasher>>;

impl SampleReads {
    /// Reads every lane of a sample.
    ///
    /// A lane is its name, which errors give, and its FASTQ text. Without a library in the options it
    /// is found out from the first 10,000 reads.
    ///
    /// # Errors
    /// At the first malformed record; where no adapter is credible; where a stream fails.
    pub fn read<S: AsRef<str>, R: BufRead>(
        name: &str,
        lanes: impl IntoIterator<Item = (S, R)>,
        options: &CheckedQuantify,
    ) -> Result<Self, SampleError> {
        let mut lanes = Lanes {
            waiting: lanes.into_iter().map(|(source, reader)| Blocks::new(reader, source.as_ref())),
            open: None,
        };
        let (mut first, mut blocks) = (Buffered::default(), Vec::new());
        while first.ends.len() < EXAMINED {
            let Some(block) = lanes.next()? else { break };
            let mut records = block.records();
            while first.ends.len() < EXAMINED {
                let Some(record) = records.next()? else { break };
                first.push(record);
            }
            blocks.push(block);
        }
        let detection = first.detect(name, options)?;
        let zero = first.phred(options);
        drop(first);
        let pass = || Pass::new(&detection, zero, options);
        let mut passes = Vec::new();
        let mut ended = false;
        loop {
            let more =
                crate::blocks::each(&mut blocks, &mut lanes, &mut passes, &mut ended, &pass)?;
            if !more {
                break;
            }
        }
        Ok(Pass::finish(passes, name, detection.clone()))
    }

    /// The sample's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What became of its reads.
    #[must_use]
    pub fn fates(&self) -> Fates {
        self.fates
    }

    /// The library, and the reads that speak for it.
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

/// The blocks of every lane, in order.
pub(crate) struct Lanes<I, R> {
    waiting: I,
    open: Option<Blocks<R>>,
}

impl<R: BufRead, I: Iterator<Item = Blocks<R>>> Lanes<I, R> {
    pub(crate) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        loop {
            let Some(mut lane) = self.open.take().or_else(|| self.waiting.next()) else {
                return Ok(None);
            };
            if let Some(block) = lane.next()? {
                self.open = Some(lane);
                return Ok(Some(block));
            }
        }
    }
}

/// The first reads, kept until the library is known.
#[derive(Default)]
struct Buffered {
    sequences: Vec<u8>,
    qualities: Vec<u8>,
    ends: Vec<usize>,
}

impl Buffered {
    fn push(&mut self, record: fastq::Record<'_>) {
        self.sequences.extend_from_slice(record.sequence);
        self.qualities.extend_from_slice(record.quality);
        self.ends.push(self.sequences.len());
    }

    fn ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| start..end)
    }

    fn records(&self) -> impl Iterator<Item = fastq::Record<'_>> {
        self.ranges().map(|range| fastq::Record {
            sequence: &self.sequences[range.clone()],
            quality: &self.qualities[range],
        })
    }

    fn detect(&self, sample: &str, options: &CheckedQuantify) -> Result<Detection, SampleError> {
        let examined = self.ends.len();
        let reads: Vec<&[u8]> = self.records().map(|record| record.sequence).collect();
        let (library, support) = match &options.options().library {
            Library::Auto if reads.is_empty() => (Library::Trimmed, 0),
            Library::Auto => detect::detect(&reads).map_err(|NotFound { best, support }| {
                SampleError::NoAdapter { sample: sample.to_owned(), best, support, examined }
            })?,
            given => {
                let adapter = given.layout().and_then(|layout| layout.adapter).unwrap_or_default();
                let start = &adapter.as_bytes()[..adapter.len().min(detect::EXACT)];
                let finder = memchr::memmem::Finder::new(start);
                let holds = |read: &&&[u8]| !start.is_empty() && finder.find(read).is_some();
                (given.clone(), reads.iter().filter(holds).count())
            }
        };
        Ok(Detection {
            adapter: library.layout().and_then(|layout| layout.adapter).map(str::to_owned),
            detected: options.options().library == Library::Auto && examined > 0,
            library,
            examined: examined as u64,
            support: support as u64,
        })
    }

    /// Qualities from `@` start high and reach beyond what others use: above `P`, 47 from `!`.
    fn phred(&self, options: &CheckedQuantify) -> u8 {
        let low = self.qualities.iter().min().copied().unwrap_or(b'!');
        let high = self.qualities.iter().max().copied().unwrap_or(b'!');
        match options.options().phred {
            Phred::Auto if low >= b';' && high >= b'P' => b'@',
            Phred::Auto | Phred::From33 => b'!',
            Phred::From64 => b'@',
        }
    }
}

/// The pass over all reads of a sample.
pub(crate) struct Pass<'a> {
    trimmer: Trimmer,
    options: &'a crate::QuantifyOptions,
    /// Probability of an error by quality letter.
    errors: [f64; 256],
    fates: Fates,
    lengths: Vec<u64>,
    counts: Counts,
    short_umis: u64,
    has_umi: bool,
}

impl<'a> Pass<'a> {
    fn new(detection: &Detection, zero: u8, options: &'a CheckedQuantify) -> Self {
        let layout = detection.library.layout().unwrap_or(crate::library::Layout {
            adapter: None,
            random: 0,
            umi: 0,
        });
        let error = |letter: usize| {
            let quality = letter as f64 - f64::from(zero);
            10_f64.powf(-quality.max(0.0) / 10.0)
        };
        Self {
            trimmer: Trimmer::new(layout),
            options: options.options(),
            errors: std::array::from_fn(error),
            fates: Fates::default(),
            lengths: vec![0; packed::CAPACITY + 1],
            counts: Counts::default(),
            short_umis: 0,
            has_umi: detection.library.has_umi(),
        }
    }

    /// Adds every read of a block; tells whether an empty line ended its stream.
    ///
    /// # Errors
    /// At the first malformed record.
    pub(crate) fn block(&mut self, block: &Block) -> Result<bool, ReadError> {
        let mut records = block.records();
        while let Some(record) = records.next()? {
            self.add(record);
        }
        Ok(records.ended)
    }

    fn add(&mut self, record: fastq::Record<'_>) {
        self.fates.total += 1;
        let parts = match self.trimmer.parts(record.sequence) {
            Ok(parts) => parts,
            Err(NoInsert::NoAdapter) => return self.fates.no_adapter += 1,
            Err(NoInsert::Dimer) => return self.fates.adapter_dimer += 1,
        };
        let insert = &record.sequence[parts.insert.clone()];
        if insert.len() < self.options.min_length {
            if insert.len() <= DIMER {
                return self.fates.adapter_dimer += 1;
            }
            return self.fates.too_short += 1;
        }
        if insert.len() > self.options.max_length {
            return self.fates.too_long += 1;
        }
        let quality = record.quality[parts.insert].iter();
        let errors: f64 = quality.map(|&letter| self.errors[usize::from(letter)]).sum();
        let Some(sequence) = Packed::new(insert) else {
            return self.fates.unknown_bases += 1;
        };
        if errors > self.options.max_expected_errors {
            return self.fates.low_quality += 1;
        }
        self.fates.kept += 1;
        self.lengths[insert.len()] += 1;
        let mut umi = 0;
        if self.has_umi {
            let letters = parts.umi.iter().flat_map(|range| &record.sequence[range.clone()]);
            let (code, length) = umi::encode(letters.map(|letter| packed::code(*letter)));
            umi = code;
            self.short_umis += u64::from(length < self.trimmer.umi_len());
        }
        let count = self.counts.entry(Molecule { sequence, umi }).or_default();
        *count = count.saturating_add(1);
    }

    /// All passes together.
    fn finish(passes: Vec<Self>, name: &str, detection: Detection) -> SampleReads {
        let mut fates = Fates::default();
        let mut lengths = vec![0; packed::CAPACITY + 1];
        let (mut short_umis, mut has_umi) = (0, false);
        let distinct = passes.iter().map(|pass| pass.counts.len()).sum();
        let mut molecules: Vec<(Molecule, u32)> = Vec::with_capacity(distinct);
        for pass in passes {
            fates.add(&pass.fates);
            for (sum, reads) in lengths.iter_mut().zip(pass.lengths) {
                *sum += reads;
            }
            short_umis += pass.short_umis;
            has_umi |= pass.has_umi;
            molecules.extend(pass.counts);
        }
        sort(&mut molecules);
        let mut copies = 0;
        let inserts: Vec<Insert> = molecules
            .chunk_by(|a, b| a.0.sequence == b.0.sequence)
            .map(|group| Insert::new(group, has_umi, &mut copies))
            .collect();
        let mut notices = Vec::new();
        let sample = || name.to_owned();
        if fates.total == 0 {
            notices.push(Notice::NoReads { sample: sample() });
        }
        if short_umis > 0 {
            notices.push(Notice::ShortUmi { sample: sample(), reads: short_umis });
        }
        if copies > 0 {
            notices.push(Notice::UmiErrors { sample: sample(), umis: copies });
        }
        SampleReads { name: sample(), detection, fates, lengths, inserts, notices }
    }
}

impl Insert {
    /// From its UMIs in ascending order, each with reads; one may stand several times. Adds the UMIs that
    /// are misread `copies`.
    fn new(group: &[(Molecule, u32)], has_umi: bool, copies: &mut u64) -> Self {
        let sequence = group[0].0.sequence;
        let reads = group.iter().map(|(_, reads)| u64::from(*reads)).sum();
        if !has_umi {
            return Self { sequence, reads, molecules: reads };
        }
        let umis: Vec<(u32, u64)> = group
            .chunk_by(|a, b| a.0.umi == b.0.umi)
            .map(|same| (same[0].0.umi, same.iter().map(|(_, reads)| u64::from(*reads)).sum()))
            .collect();
        let molecules = umi::molecules(&umis);
        *copies += umis.len() as u64 - molecules;
        Self { sequence, reads, molecules }
    }
}

#[cfg(feature = "rayon")]
fn sort(molecules: &mut [(Molecule, u32)]) {
    use rayon::prelude::*;
    molecules.par_sort_unstable();
}

#[cfg(not(feature = "rayon"))]
fn sort(molecules: &mut [(Molecule, u32)]) {
    molecules.sort_unstable();
}

/// The multiplicative hash of the Rust compiler: keys are short and come from no adversary, and
/// results never depend on the order in which a map is walked.
#[derive(Default)]
struct FxHasher(u64);

impl FxHasher {
    fn mix(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for FxHasher {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.mix(u64::from(byte));
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn write_u32(&mut self, value: u32) {
        self.mix(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        self.mix(value);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}
