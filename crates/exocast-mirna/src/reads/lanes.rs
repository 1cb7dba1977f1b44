//! The lanes of a sample, one after another.

use std::io::BufRead;

use exocast_core::{Location, Malformed, ReadError};

use super::{
    block::{Block, Blocks},
    pairs::{self, Contradiction, Lanes as Between, Mate, Paired, Pairs, mate, mate_by_file},
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
        if let (Some(first), Some(second)) = (&block, other) {
            let (here, there) = (first.location(), second.location());
            let named = (mate_by_file(here.source()), mate_by_file(there.source()));
            let are_named = named == (Mate::First, Mate::Second);
            let header = |block: &Block| {
                let header = block.first_header().unwrap_or_default();
                String::from_utf8_lossy(header.strip_prefix(b"@").unwrap_or(&header)).into_owned()
            };
            let refuse = |at: &Location, cause| {
                Err(ReadError::malformed(at.clone(), Malformed::Other(Box::new(cause))))
            };
            match pairs::compare(first, second, are_named) {
                Between::Separate => {}
                Between::Same => {
                    let other = here.source().to_owned();
                    return refuse(there, Contradiction::Same { header: header(second), other });
                }
                Between::Ends => {
                    let words = |end| if end == Mate::Second { "second" } else { "first" };
                    let is_contrary = |by_name: Mate, by_header: Mate| {
                        by_name != Mate::Unsaid && by_header != Mate::Unsaid && by_name != by_header
                    };
                    let other_end = first_end(second);
                    if named.0 != named.1
                        && is_contrary(named.0, end)
                        && is_contrary(named.1, other_end)
                    {
                        let cause = Contradiction::Ends {
                            by_name: words(named.0),
                            by_header: words(end),
                            header: header(first),
                            other: there.source().to_owned(),
                        };
                        return refuse(here, cause);
                    }
                    if let Some(second) = self.next.take() {
                        let (first, second) = match end {
                            Mate::Second => (second, (blocks, block)),
                            _ => ((blocks, block), second),
                        };
                        return Ok(Some(Lane::Paired(Box::new(Paired::new(first, second)))));
                    }
                }
            }
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
