//! What a step has to say besides its result: skipped records, unmatched names, clamped values.

use serde::{Deserialize, Serialize};

use crate::error::Location;

/// How much a [`Notice`] matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Level {
    /// How the input was read or what was done; the result is what was asked for.
    Info,
    /// Something was left out, guessed or replaced: look at it before using the result.
    Caution,
    /// A result is missing or rests on little.
    Warning,
}

/// A typed notice of a crate: its text is its `Display`.
pub trait Note: std::fmt::Display {
    /// A stable name of the kind of notice, such as `unused-columns`.
    fn code(&self) -> &'static str;

    /// How much it matters.
    fn level(&self) -> Level {
        Level::Info
    }

    /// The place in an input, where it is about one.
    fn at(&self) -> Option<&Location> {
        None
    }
}

/// A notice of any crate, in the one form in which reports, logs and files carry it.
///
/// ```
/// use exocast_core::{Level, Notice, Note};
///
/// struct Unmatched(usize);
/// impl std::fmt::Display for Unmatched {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "{} names of the table are not in the reference", self.0)
///     }
/// }
/// impl Note for Unmatched {
///     fn code(&self) -> &'static str { "unmatched-names" }
///     fn level(&self) -> Level { Level::Caution }
/// }
///
/// let notice = Notice::from_note("cargo", &Unmatched(3));
/// assert_eq!(notice.to_string(), "3 names of the table are not in the reference");
/// assert_eq!((notice.code.as_ref(), notice.level), ("unmatched-names", Level::Caution));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Notice {
    /// A stable name of the kind of notice.
    pub code: std::borrow::Cow<'static, str>,
    /// How much it matters.
    pub level: Level,
    /// The step of the analysis that says so; empty where there is none.
    pub step: String,
    /// The place in an input, such as `sizes.csv, line 14`, where it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// The sentence.
    pub text: String,
}

impl Notice {
    /// A notice by its parts.
    #[must_use]
    pub fn new(
        step: impl Into<String>,
        code: &'static str,
        level: Level,
        text: impl Into<String>,
    ) -> Self {
        Self { code: code.into(), level, step: step.into(), at: None, text: text.into() }
    }

    /// The typed notice of a crate, said by `step`.
    #[must_use]
    pub fn from_note(step: impl Into<String>, note: &(impl Note + ?Sized)) -> Self {
        let at = note.at().map(ToString::to_string);
        Self { at, ..Self::new(step, note.code(), note.level(), note.to_string()) }
    }
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}
