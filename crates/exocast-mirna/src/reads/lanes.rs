//! The lanes of a sample, one after another.

use std::io::BufRead;

use exocast_core::ReadError;

use super::{
    block::{Block, Blocks},
    pairs::{Mate, Paired, Pairs, mate},
};

/// The blocks of every lane, in order; second reads of pairs are joined with their first.
pub(crate) struct Lanes<I, R> {
    waiting: I,
    open: Option<Lane<R>>,
    /// A lane that was opened to see whether it holds the second reads of the one before.
    next: Option<(Blocks<R>, Option<Block>)>,
    pairs: Pairs,
    /// Lanes of second reads without first ones.
    only_second: usize,
}

enum Lane<R> {
    Single(Blocks<R>, Option<Block>),
    Paired(Box<Paired<R>>),
}

impl<R: BufRead, I: Iterator<Item = Blocks<R>>> Lanes<I, R> {
    pub(super) fn new(waiting: I) -> Self {
        Self { waiting, open: None, next: None, pairs: Pairs::default(), only_second: 0 }
    }

    pub(super) fn next(&mut self) -> Result<Option<Block>, ReadError> {
        loop {
            let Some(mut lane) =
                self.open.take().map_or_else(|| self.start(), |lane| Ok(Some(lane)))?
            else {
                return Ok(None);
            };
            if let Some(block) = lane.next()? {
                self.open = Some(lane);
                return Ok(Some(block));
            }
            let pairs = lane.pairs();
            self.pairs.joined += pairs.joined;
            self.pairs.alone += pairs.alone;
        }
    }

    /// Pairs so far, and lanes of second reads without first ones.
    pub(super) fn pairs(&self) -> (Pairs, usize) {
        (self.pairs, self.only_second)
    }

    /// The next lane, with the second reads where the one behind it holds them.
    fn start(&mut self) -> Result<Option<Lane<R>>, ReadError> {
        let Some((blocks, block)) =
            self.next.take().map_or_else(|| self.peek(), |lane| Ok(Some(lane)))?
        else {
            return Ok(None);
        };
        self.next = self.peek()?;
        let header = |block: &Option<Block>| block.as_ref().and_then(Block::first_header);
        let one = header(&block);
        let other = self.next.as_ref().and_then(|(_, block)| header(block));
        if let (Some(one), Some(other)) = (&one, &other)
            && is_pair(one, other)
            && let Some(second) = self.next.take()
        {
            let (first, second) = match mate(one) {
                Mate::Second => (second, (blocks, block)),
                _ => ((blocks, block), second),
            };
            return Ok(Some(Lane::Paired(Box::new(Paired::new(first, second)))));
        }
        self.only_second += usize::from(one.is_some_and(|one| mate(&one) == Mate::Second));
        Ok(Some(Lane::Single(blocks, block)))
    }

    fn peek(&mut self) -> Result<Option<(Blocks<R>, Option<Block>)>, ReadError> {
        let Some(mut blocks) = self.waiting.next() else { return Ok(None) };
        let block = blocks.next()?;
        Ok(Some((blocks, block)))
    }
}

/// Whether lanes that begin with these headers hold the two ends of pairs.
fn is_pair(one: &[u8], other: &[u8]) -> bool {
    let ends = (mate(one), mate(other));
    let may_be = matches!(ends, (Mate::First, Mate::Second) | (Mate::Second, Mate::First));
    may_be && super::pairs::same_name(one, other)
}

impl<R: BufRead> Lane<R> {
    fn next(&mut self) -> Result<Option<Block>, ReadError> {
        match self {
            Self::Single(blocks, first) => {
                first.take().map_or_else(|| blocks.next(), |block| Ok(Some(block)))
            }
            Self::Paired(paired) => paired.next(),
        }
    }

    fn pairs(&self) -> Pairs {
        match self {
            Self::Single(blocks, _) => Pairs { joined: 0, alone: blocks.left_aside() },
            Self::Paired(paired) => paired.pairs,
        }
    }
}
