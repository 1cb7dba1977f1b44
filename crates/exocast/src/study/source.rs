//! The text of a study: which key is on which line.

use std::ops::Range;

use exocast_core::Location;
use serde_json::Value;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::error::{StudyError, nearest};

/// The text of a study, with the place of each of its keys.
pub(super) struct Source<'a> {
    name: &'a str,
    text: &'a str,
    root: Option<Spanned<DeTable<'a>>>,
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
        let root = DeTable::parse(text).ok();
        let mut keys = Vec::new();
        if let Some(root) = &root {
            list(root.get_ref(), "", &mut keys);
        }
        Self { name, text, root, keys }
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

    /// The text of the line that holds a byte.
    pub(super) fn text_of_line(&self, byte: usize) -> Option<&'a str> {
        let start = self.text.get(..byte)?.rfind('\n').map_or(0, |end| end + 1);
        self.text.get(start..)?.lines().next()
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

    /// What errors call the value that a byte of the text is in: `run.seed`, `reads of sample EV`.
    pub(super) fn label(&self, byte: usize) -> Option<String> {
        let holds = self.keys.iter().filter(|key| key.bytes.contains(&byte));
        let path = &holds.max_by_key(|key| key.path.len())?.path;
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

    /// Refuses the first key that the schema of a study does not list.
    ///
    /// # Errors
    /// With the line of the key and the nearest known one.
    pub(super) fn check_keys(&self, schema: &Value) -> Result<(), StudyError> {
        match &self.root {
            Some(root) => self.check_table(root.get_ref(), schema, schema),
            None => Ok(()),
        }
    }

    fn check_table(
        &self,
        table: &DeTable<'_>,
        schema: &Value,
        root: &Value,
    ) -> Result<(), StudyError> {
        let schema = resolved(schema, root);
        let known = schema["properties"].as_object();
        let is_closed = schema["additionalProperties"] == Value::Bool(false);
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        for (key, value) in entries {
            let key_schema = known.and_then(|known| known.get(key.get_ref().as_ref()));
            match (key_schema, value.get_ref()) {
                (None, _) if is_closed => {
                    let words = known.into_iter().flat_map(|known| known.keys().cloned());
                    return Err(StudyError::UnknownKey {
                        at: self.line(key.span().start),
                        key: key.get_ref().to_string(),
                        suggestion: nearest(key.get_ref(), words),
                    });
                }
                (Some(schema), DeValue::Table(table)) => self.check_table(table, schema, root)?,
                (Some(schema), DeValue::Array(items)) => {
                    let schema = &resolved(schema, root)["items"];
                    for item in items {
                        if let DeValue::Table(table) = item.get_ref() {
                            self.check_table(table, schema, root)?;
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
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

/// The schema behind references and `null`able values.
fn resolved<'s>(schema: &'s Value, root: &'s Value) -> &'s Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return resolved(&root["$defs"][name], root);
    }
    match schema["anyOf"].as_array() {
        Some(any) => any
            .iter()
            .find(|kind| !kind["$ref"].is_null())
            .map_or(schema, |kind| resolved(kind, root)),
        None => schema,
    }
}
