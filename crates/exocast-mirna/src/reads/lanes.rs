//! The lanes of a sample, one after another.

use std::io::BufRead;

use exocast_core::ReadError;

use super::block::{Block, Blocks};

/// The blocks of every lane, in order.
pub(crate) struct Lanes<I, R> {
    waiting: I,
    open: Option<Blocks<R>>,
}

impl<R: BufRead, I: Iterator<Item = Blocks<R>>> Lanes<I, R> {
    pub(super) fn new(waiting: I) -> Self {
        Self { waiting, open: None }
    }

    pub(super) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        loop {
            let Some(mut lane) = self.open.take().or_else(|| self.waiting.next()) else {
                return Ok(None);
            };
            if let Some(block) = lane.next()? {
                self.open = Some(lane);
                return Ok(Some(block));
            }
        }
    }
}
