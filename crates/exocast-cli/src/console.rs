//! What the program says on the terminal: results on standard output, all else on standard error.

use std::{
    fmt::Display,
    io::{self, Write},
};

use exocast::Notice;

/// One line for an error and its causes; a study says all that is wrong with it, on a line each.
pub(crate) fn error(error: &anyhow::Error) {
    let text = format!("{error:#}");
    if error.downcast_ref::<exocast::StudyError>().is_some() {
        return say(format_args!("error: {text}"));
    }
    // A cause of several lines (a parser's picture of the input) is folded into one.
    let line = text.split('\n').map(str::trim).collect::<Vec<_>>().join(" ");
    say(format_args!("error: {line}"));
}

/// A line on standard error. Who has closed it wants no more of it, and the work goes on.
fn say(line: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// A line that is a result in itself.
///
/// # Errors
/// Where standard output cannot be written to.
pub(crate) fn result(line: impl Display) -> anyhow::Result<()> {
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

/// Notes and summaries, unless the user wants quiet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    quiet: bool,
}

impl Console {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet }
    }

    /// A line about what happened.
    pub(crate) fn say(self, line: impl Display) {
        if !self.quiet {
            say(line);
        }
    }

    /// Something the user should know before trusting a result.
    pub(crate) fn note(self, line: impl Display) {
        if !self.quiet {
            say(format_args!("note: {line}"));
        }
    }

    /// Notices of the steps of a study.
    pub(crate) fn notices(self, notices: &[Notice]) {
        for notice in Notice::in_sum(notices.to_vec()) {
            self.note(format_args!("{}: {notice}", notice.step));
        }
    }

    /// Several of those; many of one kind are in sum.
    pub(crate) fn notes<N: Display>(self, notes: impl IntoIterator<Item = N>) {
        for note in exocast::core::in_sum(notes.into_iter().map(|note| note.to_string())) {
            self.note(note);
        }
    }
}
