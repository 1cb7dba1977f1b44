//! How a long analysis reports its progress.

/// Receives what the analysis is doing; `()` ignores it.
///
/// The library prints nothing itself: a command line draws bars, a server may log.
pub trait Progress {
    /// A step begins that has this many parts.
    fn begin(&mut self, step: &str, parts: usize);
    /// One part of the current step is about to be worked on.
    fn advance(&mut self, part: &str);
    /// The current step is done.
    fn end(&mut self);
}

impl Progress for () {
    fn begin(&mut self, _step: &str, _parts: usize) {}

    fn advance(&mut self, _part: &str) {}

    fn end(&mut self) {}
}
