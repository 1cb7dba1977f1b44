//! The aligned 3'UTR of one species.

use exocast_core::{BadBase, Base};

use crate::sites::context::MASKED;

/// The 3'UTR of one species.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Aligned {
    pub(super) bases: Vec<Base>,
    /// Column of each nucleotide, and whether it overlaps an open reading frame.
    pub(super) columns: Vec<(usize, bool)>,
}

impl Aligned {
    pub(super) fn new(letters: &[u8]) -> Result<Self, BadBase> {
        let mut out = Self::default();
        for (column, &letter) in letters.iter().enumerate() {
            if matches!(letter, b'-' | b'.' | b' ') {
                continue;
            }
            let ambiguous = b"RYSWKMBDHV".contains(&letter.to_ascii_uppercase());
            let base = if ambiguous { Some(Base::N) } else { Base::from_letter(letter) };
            // The ribosome is at the first nucleotides: nothing pairs there.
            let base = base.ok_or(BadBase { letter, position: column + 1 })?;
            out.bases.push(if out.bases.len() < MASKED { Base::N } else { base });
            out.columns.push((column, letter.is_ascii_lowercase()));
        }
        Ok(out)
    }
}
