//! The inserts of a sample with their calls.

use super::call::Called;
use crate::reads::{Insert, Packed};

/// Each insert of a sample, in ascending order, with its call; inserts without a call are unassigned.
pub(crate) fn with_calls<'a>(
    inserts: &'a [Insert],
    calls: &'a [(Packed, Called)],
) -> impl Iterator<Item = (&'a Insert, Option<&'a Called>)> {
    let mut calls = calls.iter().peekable();
    inserts.iter().map(move |insert| {
        while calls.next_if(|(sequence, _)| *sequence < insert.sequence).is_some() {}
        let called = calls.next_if(|(sequence, _)| *sequence == insert.sequence);
        (insert, called.map(|(_, called)| called))
    })
}
