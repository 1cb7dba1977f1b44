//! The beginning of a file.

use std::path::Path;

use crate::io::SheetPath;

/// Larger files are recognised by their beginning alone.
const LARGEST: u64 = 1 << 29;

/// Whether a file is too large to be read whole only to see what it holds.
pub(super) fn is_large(path: &Path) -> bool {
    std::fs::metadata(SheetPath::resolve(path).file).is_ok_and(|file| file.len() > LARGEST)
}

/// The beginning of a file as text, and whether that is all of it.
pub(super) struct Head<'a> {
    pub(super) path: &'a Path,
    pub(super) text: &'a str,
    pub(super) whole: bool,
}

impl<'a> Head<'a> {
    /// The lines that are there in full.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let end = if self.whole { self.text.len() } else { self.text.rfind('\n').unwrap_or(0) };
        self.text[..end].lines()
    }

    /// Whether the file is too large to be read whole only to recognise it.
    pub(super) fn is_large(&self) -> bool {
        is_large(self.path)
    }
}
