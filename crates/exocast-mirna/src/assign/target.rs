//! The sequences of an index.

#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) start: usize,
    pub(super) len: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Hairpin(usize),
    Spike(usize),
    Contaminant(usize),
    /// Of the class, but not given.
    Common(usize),
}
