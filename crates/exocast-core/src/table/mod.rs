//! Tables: read from what people have ([`Reader`], [`LabelledMatrix`], [`intake`]), and written ([`Table`]).

mod back;
mod blanks;
mod column;
mod delimiter;
mod field;
mod footnotes;
mod header;
pub mod intake;
mod mapping;
mod matrix;
mod notice;
mod output;
mod preamble;
mod reader;
mod records;
mod row;
pub mod scale;
mod shape;
mod titles;
mod unique;

pub use column::{Column, NumberColumn, TextColumn};
pub use matrix::{BadMatrix, LabelledMatrix};
pub use notice::TableNotice;
pub use output::{Cell, Table};
pub use reader::Reader;
pub use row::{Row, is_missing};
pub use unique::UniqueNames;
