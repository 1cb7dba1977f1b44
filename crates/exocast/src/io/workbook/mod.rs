//! Sheets of workbooks as text.
//!
//! | file | holds |
//! |---|---|
//! | `archive`, `ole`, `open_document` | what is looked at before memory is taken, by kind of workbook |
//! | `book`, `dates`, `formulas` | sheets and cells, by the library `calamine` |
//! | `value`, `rows` | cells and rows as text |
//! | `listed`, `choice` | what sheets hold, and which of them is read |
//! | `read`, `recent` | a sheet of a file; sheets that were read lately |

#[cfg(feature = "excel")]
mod archive;
#[cfg(feature = "excel")]
mod book;
#[cfg(feature = "excel")]
mod choice;
#[cfg(feature = "excel")]
mod dates;
#[cfg(feature = "excel")]
mod fault;
#[cfg(feature = "excel")]
mod formulas;
mod listed;
#[cfg(feature = "excel")]
mod ole;
#[cfg(feature = "excel")]
mod open_document;
#[cfg(feature = "excel")]
mod read;
#[cfg(feature = "excel")]
mod recent;
#[cfg(feature = "excel")]
mod rows;
#[cfg(all(test, feature = "excel"))]
mod tests;
#[cfg(feature = "excel")]
mod text;
#[cfg(feature = "excel")]
mod value;
#[cfg(not(feature = "excel"))]
mod without;

pub(crate) use self::listed::{Holds, Listed};
#[cfg(feature = "excel")]
pub(super) use self::read::read;
#[cfg(feature = "excel")]
pub(crate) use self::read::sheets;
#[cfg(feature = "excel")]
pub use self::read::{workbook_notices, workbook_notices_of};
#[cfg(not(feature = "excel"))]
pub(super) use self::without::read;
#[cfg(not(feature = "excel"))]
pub(crate) use self::without::sheets;
#[cfg(not(feature = "excel"))]
pub use self::without::{workbook_notices, workbook_notices_of};

/// Whether bytes begin as those of a workbook, or of another zip archive or Office document.
pub(super) fn is_one(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
}
