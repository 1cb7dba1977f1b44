//! A sheet, and what it holds.

/// What a sheet holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(feature = "excel"), expect(dead_code, reason = "no workbook is read"))]
pub(crate) enum Holds {
    /// No filled cell.
    Nothing,
    /// Cells that make no table: a title, remarks.
    Words,
    /// Rows of several cells, or numbers.
    Table,
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) hidden: bool,
    pub(crate) holds: Holds,
}
