//! Progress bars on standard error, only where it is a terminal.

use exocast::Progress;
use indicatif::{ProgressBar, ProgressStyle};

/// A bar for the current step.
pub(crate) struct Bars {
    shown: bool,
    bar: ProgressBar,
}

impl Bars {
    /// Bars that are drawn where `shown` and standard error is a terminal.
    pub(crate) fn new(shown: bool) -> Self {
        Self { shown, bar: ProgressBar::hidden() }
    }
}

impl Progress for Bars {
    fn begin(&mut self, step: &str, parts: usize) {
        if !self.shown {
            return;
        }
        // A new bar draws to standard error and hides itself where that is no terminal.
        self.bar = ProgressBar::new(parts as u64);
        if let Ok(style) =
            ProgressStyle::with_template("{prefix:26} {bar:24} {pos}/{len} {msg} {eta}")
        {
            self.bar.set_style(style);
        }
        self.bar.set_prefix(step.to_owned());
    }

    fn advance(&mut self, part: &str) {
        self.bar.set_message(part.to_owned());
        self.bar.inc(1);
    }

    fn end(&mut self) {
        self.bar.finish_and_clear();
    }
}
