//! The text of a study: which key is on which line.

use std::ops::Range;

use exocast_core::Location;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The text of a study, with the place of each of its keys.
pub(super) struct Source<'a> {
    name: &'a str,
    text: &'a str,
    keys: Vec<Key>,
}

/// A value of the study.
struct Key {
    /// `transfer.scenario`, `sample.0.reads.1`.
    path: String,
    bytes: Range<usize>,
}

impl<'a> Source<'a> {
    /// `name` is the name of the file that errors give. Text that is not TOML has no keys.
    pub(super) fn new(text: &'a str, name: &'a str) -> Self {
        let mut keys = Vec::new();
        if let Ok(root) = DeTable::parse(text) {
            list(root.get_ref(), "", &mut keys);
        }
        Self { name, text, keys }
    }

    /// The whole text.
    pub(super) const fn text(&self) -> &'a str {
        self.text
    }

    /// The file, without a line.
    pub(super) fn file(&self) -> Location {
        Location::new(self.name)
    }

    /// The line of a byte of the text.
    pub(super) fn line(&self, byte: usize) -> Location {
        let before = self.text.get(..byte).unwrap_or_default();
        self.file().line(before.matches('\n').count() as u64 + 1)
    }

    /// The text of the line that holds a byte, and the column of the byte in it, from 1.
    pub(super) fn line_and_column(&self, byte: usize) -> (&'a str, usize) {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let line = self.text[start..].lines().next().unwrap_or_default();
        (line, before[start..].chars().count() + 1)
    }

    /// The line of a value, or of the nearest section or list around it that the text has.
    pub(super) fn at(&self, path: &str) -> Location {
        let around = std::iter::successors(Some(path), |path| Some(path.rsplit_once('.')?.0));
        around
            .filter_map(|path| self.keys.iter().find(|key| key.path == path))
            .map(|key| self.line(key.bytes.start))
            .next()
            .unwrap_or_else(|| self.file())
    }

    /// The innermost value that holds a byte.
    fn innermost(&self, byte: usize, is: impl Fn(&str) -> bool) -> Option<&Key> {
        let holds = |key: &&Key| key.bytes.contains(&byte) && is(&key.path);
        self.keys.iter().filter(holds).max_by_key(|key| key.path.len())
    }

    /// The byte at which the value of the innermost key that holds a byte begins; items of lists have no key.
    pub(super) fn start_of_value(&self, byte: usize) -> Option<usize> {
        let has_key = |path: &str| {
            let last = path.rsplit('.').next().unwrap_or_default();
            last.parse::<usize>().is_err()
        };
        Some(self.innermost(byte, has_key)?.bytes.start)
    }

    /// What errors call the value that a byte of the text is in: `run.seed`, `reads of sample EV`.
    pub(super) fn label(&self, byte: usize) -> Option<String> {
        let path = &self.innermost(byte, |_| true)?.path;
        let mut parts = path.split('.');
        let (section, place, key) = (parts.next()?, parts.next(), parts.next());
        let (Some(place), Some(key)) = (place.and_then(|place| place.parse::<usize>().ok()), key)
        else {
            return Some(path.clone());
        };
        let named = format!("{section}.{place}.name");
        let name = self.keys.iter().find(|key| key.path == named).and_then(|key| {
            let text = self.text.get(key.bytes.clone())?;
            Some(text.trim_matches(['"', '\'']))
        });
        Some(match name {
            Some(name) if key != "name" => format!("{key} of {section} {name}"),
            _ => format!("{section}.{key}"),
        })
    }
}

/// Lists every value below a table, outer ones first.
fn list(table: &DeTable<'_>, path: &str, keys: &mut Vec<Key>) {
    for (key, value) in table {
        let separator = if path.is_empty() { "" } else { "." };
        list_value(value, format!("{path}{separator}{}", key.get_ref()), keys);
    }
}

fn list_value(value: &Spanned<DeValue<'_>>, path: String, keys: &mut Vec<Key>) {
    match value.get_ref() {
        DeValue::Table(table) => list(table, &path, keys),
        DeValue::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                list_value(item, format!("{path}.{place}"), keys);
            }
        }
        _ => {}
    }
    keys.push(Key { path, bytes: value.span() });
}
