//! Memory that is used again: to ask the system for megabytes takes as long as to fill them.

use std::{
    cell::RefCell,
    ops::{Deref, DerefMut},
};

thread_local! {
    static SPARE: RefCell<Vec<Vec<f64>>> = const { RefCell::new(Vec::new()) };
}

/// Numbers that begin as zeros. Their memory serves those that come after them on the same thread.
#[derive(Debug)]
pub(super) struct Zeros(Vec<f64>);

impl Zeros {
    pub(super) fn new(count: usize) -> Self {
        let spare = SPARE.try_with(|spare| spare.borrow_mut().pop());
        let mut cells = spare.ok().flatten().unwrap_or_default();
        cells.clear();
        cells.resize(count, 0.0);
        Self(cells)
    }
}

impl Drop for Zeros {
    fn drop(&mut self) {
        let cells = std::mem::take(&mut self.0);
        // At the end of a thread there is nothing to keep it for.
        let _ = SPARE.try_with(|spare| spare.borrow_mut().push(cells));
    }
}

impl Deref for Zeros {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.0
    }
}

impl DerefMut for Zeros {
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.0
    }
}
