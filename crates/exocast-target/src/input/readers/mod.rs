//! Readers of the inputs. Each takes decompressed bytes and the name that errors give.

mod amounts;
mod by_place;
mod expression;
mod fasta;
mod frames;
mod mirnas;
mod observed;
mod sponges;
mod transcripts;

pub(crate) use self::by_place::{for_each_row, number};
pub use self::expression::ExpressionTable;
