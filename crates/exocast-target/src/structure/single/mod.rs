//! One strand that folds by itself.

mod bounds;
mod fill;
mod folded;
mod folder;
mod trace;

#[cfg(test)]
mod evaluate;
#[cfg(test)]
mod twin;

pub use self::{folded::FoldedStrand, folder::StrandFolder};
