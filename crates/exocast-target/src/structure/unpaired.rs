//! Accessibility of whole transcriptomes, computed once and kept.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, Write},
};

use exocast_core::{Location, Malformed, ReadError, parallel};

use super::access::Accessibility;
use crate::input::{Message, Transcript, Transcripts};

/// Nucleotides that are to be unpaired together: those opposite guide nucleotides 8 to 1.
const LENGTH: usize = 8;

/// First line of the file.
const HEADER: &[u8] = b"exocast unpaired 1: 8 nt, -ln P in 1/16\n";

/// Steps of −ln P in one unit.
const STEPS: f64 = 16.0;

/// ln P(eight nucleotides from a place on are unpaired) for every place of some mRNAs, in steps of 1/16.
///
/// Folding a transcriptome takes minutes and gives the same each time, so the values can be written to a
/// file and read again. mRNAs are known by their sequence: one file serves any selection of transcripts. It
/// ends in a checksum; it can be deleted at any time.
///
/// ```
/// use exocast_target::core::options::Options;
/// use exocast_target::{AccessOptions, Accessibility, EnergyModel, Transcripts, UnpairedCache};
///
/// let transcripts = Transcripts::read("transcript\tutr3\nT\tGGGAAACCCUUU\n".as_bytes(), "mrna.tsv")?;
/// let options = AccessOptions::default().check()?;
/// let access = Accessibility::new(&EnergyModel::turner2004(), &options);
/// let mut cache = UnpairedCache::default();
/// assert_eq!(cache.missing(&transcripts), 1);
/// while cache.fill(&transcripts, &access, 0, 64).is_some() {}
/// let mut file = Vec::new();
/// cache.write(&mut file)?;
/// assert_eq!(UnpairedCache::read(file.as_slice(), "cache")?.missing(&transcripts), 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UnpairedCache {
    messages: BTreeMap<u64, Vec<u8>>,
}

/// The values of one mRNA.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unpaired<'a>(&'a [u8]);

impl Unpaired<'_> {
    /// ln P at a place; nothing where fewer than eight nucleotides follow.
    #[must_use]
    pub(crate) fn ln_at(self, place: isize) -> Option<f64> {
        let value = *self.0.get(usize::try_from(place).ok()?)?;
        Some(-f64::from(value) / STEPS)
    }
}

/// A file that is not a whole cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum BadCache {
    /// It is something else, or of another version.
    #[error("this is no accessibility cache of this version; delete it or name another file")]
    Header,
    /// It ends early or was changed.
    #[error("this accessibility cache is damaged; delete it, and it will be computed again")]
    Checksum,
}

impl UnpairedCache {
    /// The values of an mRNA, where they are known.
    #[must_use]
    pub(crate) fn get(&self, message: &Message) -> Option<Unpaired<'_>> {
        let values = self.messages.get(&name(message))?;
        // A circle shorter than a window has no values.
        (!(values.is_empty() && message.is_circle())).then_some(Unpaired(values))
    }

    /// How many of some transcripts it does not hold.
    #[must_use]
    pub fn missing(&self, transcripts: &Transcripts) -> usize {
        let is_missing = |t: &Transcript<'_>| !self.messages.contains_key(&name(&Message::new(t)));
        transcripts.iter().filter(is_missing).count()
    }

    /// Computes what is missing of some transcripts from `from` on, `count` of them at most; returns the
    /// place to go on from. Called again and again until it returns nothing, it leaves room to report
    /// how far it is.
    pub fn fill(
        &mut self,
        transcripts: &Transcripts,
        access: &Accessibility,
        from: usize,
        count: usize,
    ) -> Option<usize> {
        let end = transcripts.len().min(from + count);
        let computed = parallel::map(end - from.min(end), |i| {
            let message = Message::new(&transcripts.get(from + i)?);
            let name = name(&message);
            (!self.messages.contains_key(&name)).then(|| {
                let unpaired = if message.is_circle() {
                    access.unpaired_circle(message.bases(), LENGTH).unwrap_or_default()
                } else {
                    access.unpaired(message.bases(), LENGTH)
                };
                (name, unpaired.into_iter().map(steps).collect())
            })
        });
        self.messages.extend(computed.into_iter().flatten());
        (end < transcripts.len()).then_some(end)
    }

    /// Reads what [`write`](Self::write) wrote.
    ///
    /// # Errors
    /// Where the stream fails, is something else, ends early or was changed.
    pub fn read(mut stream: impl BufRead, source: &str) -> Result<Self, ReadError> {
        let at = || Location::new(source);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).map_err(|error| ReadError::io(at(), error))?;
        Self::parse(&bytes)
            .map_err(|error| ReadError::malformed(at(), Malformed::Other(Box::new(error))))
    }

    fn parse(bytes: &[u8]) -> Result<Self, BadCache> {
        let body = bytes.strip_prefix(HEADER).ok_or(BadCache::Header)?;
        let (mut body, sum) = body.split_last_chunk::<8>().ok_or(BadCache::Checksum)?;
        if checksum(body) != u64::from_le_bytes(*sum) {
            return Err(BadCache::Checksum);
        }
        let mut messages = BTreeMap::new();
        while let Some((name, rest)) = body.split_first_chunk::<8>() {
            let (length, rest) = rest.split_first_chunk::<8>().ok_or(BadCache::Checksum)?;
            let length = usize::try_from(u64::from_le_bytes(*length));
            let length = length.map_err(|_| BadCache::Checksum)?;
            let (values, rest) = rest.split_at_checked(length).ok_or(BadCache::Checksum)?;
            messages.insert(u64::from_le_bytes(*name), values.to_vec());
            body = rest;
        }
        if body.is_empty() { Ok(Self { messages }) } else { Err(BadCache::Checksum) }
    }

    /// Writes it: a line that says what it is, then name, length and values of each mRNA, then a checksum
    /// (FNV-1a of 64 bits).
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        out.write_all(HEADER)?;
        let mut sum = Fnv::default();
        let mut put = |bytes: &[u8]| {
            sum.add(bytes.iter().copied());
            out.write_all(bytes)
        };
        for (name, values) in &self.messages {
            put(&name.to_le_bytes())?;
            put(&(values.len() as u64).to_le_bytes())?;
            put(values)?;
        }
        out.write_all(&sum.0.to_le_bytes())
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to what a byte holds"
)]
fn steps(probability: f64) -> u8 {
    (-probability.ln() * STEPS).round().clamp(0.0, 255.0) as u8
}

/// FNV-1a (Fowler, Noll & Vo).
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: impl Iterator<Item = u8>) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = Fnv::default();
    sum.add(bytes.iter().copied());
    sum.0
}

/// What an RNA is known by: its letters, and whether they are a circle.
fn name(message: &Message) -> u64 {
    let mut sum = Fnv::default();
    sum.add(message.bases().iter().map(|base| base.letter()));
    sum.add(message.is_circle().then_some(b'o').into_iter());
    sum.0
}
