//! Text of inputs: encodings, lines, numbers.

mod decimal;
mod encoding;
mod lines;

pub use decimal::{Ambiguous, DecimalMark};
pub use encoding::{Decoded, decode, line_text, unmarked_utf16};
pub use lines::{Lines, explain_truncation};
