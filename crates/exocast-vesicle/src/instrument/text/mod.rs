//! Text of an export: encodings, lines, fields, numbers.

mod fields;
mod lines;

pub(crate) use fields::{fields, number, separator, shown_header};
pub(crate) use lines::{Export, truth};
