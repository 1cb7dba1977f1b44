//! The lanes of a sample, one after another.

use std::io::BufRead;

use exocast_core::ReadError;

use super::{
    block::{Block, Blocks},
    pairs::{self, Mate, Paired, Pairs, mate},
};

/// The blocks of every lane, in order; second reads of pairs are joined with their first.
pub(crate) struct Lanes<I, R> {
    waiting: I,
    open: Option<Lane<R>>,
    /// A lane that was opened to see whether it holds the second reads of the one before.
    next: Option<Started<R>>,
    pairs: Pairs,
    /// Lanes of second reads without first ones.
    only_second: usize,
}

/// A lane with its first block.
type Started<R> = (Blocks<R>, Option<Block>);

enum Lane<R> {
    Single(Box<Started<R>>),
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
        let other = self.next.as_ref().and_then(|(_, block)| block.as_ref());
        let first_end =
            |block: &Block| block.first_header().map_or(Mate::Unsaid, |name| mate(&name));
        let end = block.as_ref().map_or(Mate::Unsaid, first_end);
        if let (Some(first), Some(second)) = (&block, other)
            && pairs::is_pair(first, second)
            && let Some(second) = self.next.take()
        {
            let (first, second) = match end {
                Mate::Second => (second, (blocks, block)),
                _ => ((blocks, block), second),
            };
            return Ok(Some(Lane::Paired(Box::new(Paired::new(first, second)))));
        }
        self.only_second += usize::from(end == Mate::Second);
        Ok(Some(Lane::Single(Box::new((blocks, block)))))
    }

    fn peek(&mut self) -> Result<Option<Started<R>>, ReadError> {
        let Some(mut blocks) = self.waiting.next() else { return Ok(None) };
        let block = blocks.next()?;
        Ok(Some((blocks, block)))
    }
}

impl<R: BufRead> Lane<R> {
    fn next(&mut self) -> Result<Option<Block>, ReadError> {
        match self {
            Self::Single(lane) => {
                let (blocks, first) = &mut **lane;
                first.take().map_or_else(|| blocks.next(), |block| Ok(Some(block)))
            }
            Self::Paired(paired) => paired.next(),
        }
    }

    fn pairs(&self) -> Pairs {
        match self {
            Self::Single(lane) => Pairs { joined: 0, alone: lane.0.left_aside() },
            Self::Paired(paired) => paired.pairs,
        }
    }
}
