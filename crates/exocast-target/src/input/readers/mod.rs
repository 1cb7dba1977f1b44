//! Readers of the inputs. Each takes decompressed bytes and the name that errors give.

mod amounts;
mod delimited;
mod expression;
mod fasta;
mod observed;
mod transcripts;

pub(crate) use self::fasta::Records;
