//! NanoSight NTA 3.

mod block;
mod marks;
mod read;
mod verify;
mod videos;

pub(crate) use read::{read, recognises};
