//! The parts of a name, which print back to the same text.

use std::fmt;

/// The parts of a name, in the order in which they are written.
#[allow(clippy::struct_excessive_bools, reason = "each is a mark that a name may have")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Parts {
    pub(crate) species: String,
    pub(crate) mirgenedb: bool,
    pub(crate) prefix: String,
    /// Plants write `miR156`, without the hyphen.
    pub(super) hyphen: bool,
    pub(crate) stem: String,
    pub(crate) letters: String,
    pub(crate) loci: Vec<String>,
    pub(crate) ends: Vec<End>,
    pub(crate) antisense: bool,
    pub(crate) stars: u8,
    /// The first releases mark some precursors so: `hsa-let-7a-1L`.
    pub(super) stem_loop: bool,
}

/// `-5p`, `-3p.2`, `-??`; `_5p`, `_pre` in `MirGeneDB`; or a bare `.1`, with an empty arm.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct End {
    pub(crate) arm: String,
    pub(super) dot: String,
}

/// Arms; `??` where it is not known, `c5p` once in release 22 (`mle-miR-12101-2-c5p`).
pub(super) const ARMS: [&str; 5] = ["5p", "3p", "??", "c5p", "c3p"];

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.species, self.prefix)?;
        let mut ends = self.ends.iter().peekable();
        if self.mirgenedb {
            if !self.stem.is_empty() {
                write!(f, "-{}", self.stem)?;
            }
        } else {
            if self.hyphen {
                f.write_str("-")?;
            }
            write!(f, "{}{}", self.stem, self.letters)?;
            if let Some(end) = ends.next_if(|end| end.arm.is_empty()) {
                write!(f, ".{}", end.dot)?;
            }
        }
        // `bantam-1`: the hyphen is written already, with nothing after it.
        let mut bare = self.prefix == "bantam" && self.letters.is_empty() && self.hyphen;
        let mut hyphen = |f: &mut fmt::Formatter<'_>| {
            if std::mem::take(&mut bare) { Ok(()) } else { f.write_str("-") }
        };
        for locus in &self.loci {
            hyphen(f)?;
            f.write_str(locus)?;
        }
        for end in ends {
            if self.mirgenedb {
                f.write_str("_")?;
            } else {
                hyphen(f)?;
            }
            f.write_str(&end.arm)?;
            if !end.dot.is_empty() {
                write!(f, ".{}", end.dot)?;
            }
        }
        if self.antisense {
            hyphen(f)?;
            f.write_str("as")?;
        }
        if self.stem_loop {
            f.write_str("L")?;
        }
        (0..self.stars).try_for_each(|_| f.write_str("*"))
    }
}
