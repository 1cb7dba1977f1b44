//! Sites as the scanner finds them.

use std::ops::Range;

use super::site::SiteType;
use crate::input::{Mirna, Region, Seed, Transcript, end_on};

/// miRNAs that share nucleotides 2–8, and so their sites.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SeedFamily {
    /// The shared seed.
    pub seed: Seed,
    /// Places of its miRNAs among those given, ascending.
    pub members: Vec<usize>,
}

/// One site of a seed family on a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Hit {
    /// First nucleotide, 0-based.
    pub start: usize,
    /// Place of the family in `SiteScanner::families`.
    pub family: usize,
    /// Its type.
    pub kind: SiteType,
}

impl Hit {
    /// The site, 0-based and half-open.
    pub(crate) const fn range(&self) -> Range<usize> {
        self.start..self.start + self.kind.length()
    }

    /// Past its last nucleotide; on a circle that goes on at the first after the last.
    pub(crate) const fn end_in(&self, transcript: &Transcript<'_>) -> usize {
        let length = self.kind.length();
        if transcript.is_circle() {
            end_on(transcript.utr3.len(), self.start, length)
        } else {
            self.start + length
        }
    }
}

/// One site of one miRNA on a transcript: a row of the site table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Site<'a> {
    /// The transcript.
    pub transcript: Transcript<'a>,
    /// The miRNA.
    pub mirna: &'a Mirna,
    /// Its type.
    pub kind: SiteType,
    /// The region in which it lies.
    pub region: Region,
    /// First nucleotide on the region's own sequence, 0-based.
    pub start: usize,
    /// Past its last nucleotide; on a circle smaller than `start` where it reaches across the junction.
    pub end: usize,
}
