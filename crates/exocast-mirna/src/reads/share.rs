//! Blocks of reads, distributed to threads.

use std::io::BufRead;

use exocast_core::ReadError;

use super::{
    block::{Block, Blocks},
    lanes::Lanes,
    pass::Pass,
};

/// Blocks that are in memory at once, for each thread.
const AHEAD: usize = 16;

/// Adds `blocks`, and some more of `lanes`, to as many passes as there are threads; returns whether there may be more.
///
/// Sums do not depend on which pass takes which block. Of several errors the first in the input is returned.
#[cfg(feature = "rayon")]
pub(super) fn passes<'a, R: BufRead, I: Iterator<Item = Blocks<R>>>(
    blocks: &mut Vec<Block>,
    lanes: &mut Lanes<I, R>,
    passes: &mut Vec<Pass<'a>>,
    ended: &mut bool,
    pass: &(impl Fn() -> Pass<'a> + Sync),
) -> Result<bool, ReadError> {
    use std::sync::mpsc;

    let threads = rayon::current_num_threads();
    if threads == 1 {
        return on_one_thread(blocks, lanes, passes, ended, pass);
    }
    let free = std::sync::Mutex::new(std::mem::take(passes));
    let (sender, receiver) = mpsc::channel();
    let mut failure = None;
    let mut number = 0;
    rayon::in_place_scope(|scope| {
        let mut waiting = std::mem::take(blocks).into_iter();
        while number < AHEAD * threads {
            let block = match waiting.next().map_or_else(|| lanes.next(), |block| Ok(Some(block))) {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(error) => {
                    failure = Some(error);
                    break;
                }
            };
            let (sender, free) = (sender.clone(), &free);
            scope.spawn(move |_| {
                let taken = free.lock().ok().and_then(|mut free| free.pop());
                let mut taken = taken.unwrap_or_else(pass);
                let outcome = taken.block(&block);
                if let Ok(mut free) = free.lock() {
                    free.push(taken);
                }
                let _ = sender.send((number, outcome, block));
            });
            number += 1;
        }
        blocks.extend(waiting);
    });
    drop(sender);
    let mut outcomes: Vec<_> = receiver.into_iter().collect();
    outcomes.sort_unstable_by_key(|(number, ..)| *number);
    for (_, outcome, block) in outcomes {
        settle(&block, outcome, ended)?;
    }
    *passes = free.into_inner().unwrap_or_default();
    failure.map_or(Ok(number == AHEAD * threads), Err)
}

/// As with threads, on a single one.
#[cfg(not(feature = "rayon"))]
pub(super) fn passes<'a, R: BufRead, I: Iterator<Item = Blocks<R>>>(
    blocks: &mut Vec<Block>,
    lanes: &mut Lanes<I, R>,
    passes: &mut Vec<Pass<'a>>,
    ended: &mut bool,
    pass: &impl Fn() -> Pass<'a>,
) -> Result<bool, ReadError> {
    on_one_thread(blocks, lanes, passes, ended, pass)
}

fn on_one_thread<'a, R: BufRead, I: Iterator<Item = Blocks<R>>>(
    blocks: &mut Vec<Block>,
    lanes: &mut Lanes<I, R>,
    passes: &mut Vec<Pass<'a>>,
    ended: &mut bool,
    pass: &impl Fn() -> Pass<'a>,
) -> Result<bool, ReadError> {
    let mut only = passes.pop().unwrap_or_else(pass);
    for block in std::mem::take(blocks) {
        let outcome = only.block(&block);
        settle(&block, outcome, ended)?;
    }
    for _ in 0..AHEAD {
        let Some(block) = lanes.next()? else {
            passes.push(only);
            return Ok(false);
        };
        let outcome = only.block(&block);
        settle(&block, outcome, ended)?;
    }
    passes.push(only);
    Ok(true)
}

/// After an empty line, a stream may only have further empty lines, in later blocks too.
fn settle(
    block: &Block,
    outcome: Result<bool, ReadError>,
    ended: &mut bool,
) -> Result<(), ReadError> {
    if *ended && !block.is_first() {
        block.after_end()?;
    } else {
        *ended = false;
    }
    *ended |= outcome?;
    Ok(())
}
