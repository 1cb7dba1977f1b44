//! Columns as types: one of text is not read as numbers.

/// A column of text of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextColumn(pub(super) usize);

/// A column of numbers of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberColumn(pub(super) usize);

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::TextColumn {}
    impl Sealed for super::NumberColumn {}
}

/// A column of a [`Reader`](super::Reader).
pub trait Column: sealed::Sealed + Copy {
    /// The place of the column, from 0.
    fn index(self) -> usize;
}

impl Column for TextColumn {
    fn index(self) -> usize {
        self.0
    }
}

impl Column for NumberColumn {
    fn index(self) -> usize {
        self.0
    }
}
