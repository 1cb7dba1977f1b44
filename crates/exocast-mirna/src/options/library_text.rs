//! Libraries as text, and their layouts.

use std::{fmt, str::FromStr};

use super::{
    bad::BadOption,
    layout::Layout,
    library::Library,
    limits::{MAX_ADAPTER, MIN_ADAPTER},
    presets::{ALIASES, PRESETS},
};

impl Library {
    /// The names of libraries; the sequence of an adapter is accepted too.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ["auto"].into_iter().chain(PRESETS.iter().map(|(_, name, _)| *name)).chain(["trimmed"])
    }

    /// The parts around the insert; none for [`Auto`](Self::Auto).
    pub(crate) fn layout(&self) -> Option<Layout> {
        match self {
            Self::Auto => None,
            Self::Trimmed => Some(Layout::default()),
            Self::Adapter(sequence) => Some(Layout::adapter(sequence)),
            Self::Layout(text) => text.parse().ok(),
            _ => PRESETS.iter().find(|(library, ..)| library == self)?.2.parse().ok(),
        }
    }

    /// The library of a layout: its preset, where it is that of one.
    pub(crate) fn with(layout: &Layout) -> Self {
        let text = layout.to_string();
        if *layout == Layout::default() {
            return Self::Trimmed;
        }
        match PRESETS.iter().find(|(.., preset)| *preset == text) {
            Some((library, ..)) => library.clone(),
            None if *layout == Layout::adapter(layout.end_name().unwrap_or_default()) => {
                Self::Adapter(layout.end_name().unwrap_or_default().to_owned())
            }
            None => Self::Layout(text),
        }
    }
}

impl FromStr for Library {
    type Err = BadOption;

    fn from_str(text: &str) -> Result<Self, BadOption> {
        let lower = text.to_ascii_lowercase();
        if lower == "auto" {
            return Ok(Self::Auto);
        }
        if lower == "trimmed" {
            return Ok(Self::Trimmed);
        }
        let name =
            ALIASES.iter().find(|(alias, _)| *alias == lower).map_or(&*lower, |(_, name)| name);
        if let Some((library, ..)) = PRESETS.iter().find(|(_, preset, _)| *preset == name) {
            return Ok(library.clone());
        }
        if lower.contains(',') || lower == "insert" {
            return text.parse().map(|layout: Layout| Self::with(&layout));
        }
        let adapter = text.to_ascii_uppercase().replace('U', "T");
        let fits = (MIN_ADAPTER..=MAX_ADAPTER).contains(&adapter.len())
            && adapter.bytes().all(|letter| b"ACGT".contains(&letter));
        if fits { Ok(Self::Adapter(adapter)) } else { Err(BadOption::Library(text.to_owned())) }
    }
}

impl TryFrom<String> for Library {
    type Error = BadOption;

    fn try_from(text: String) -> Result<Self, BadOption> {
        text.parse()
    }
}

impl From<Library> for String {
    fn from(library: Library) -> Self {
        library.to_string()
    }
}

impl fmt::Display for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Auto => f.write_str("auto"),
            Self::Trimmed => f.write_str("trimmed"),
            Self::Adapter(text) | Self::Layout(text) => f.write_str(text),
            _ => {
                let preset = PRESETS.iter().find(|(library, ..)| library == self);
                f.write_str(preset.map_or("", |(_, name, _)| name))
            }
        }
    }
}
