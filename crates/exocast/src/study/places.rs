//! Where the keys of a study stand in its text.

use exocast_core::Location;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The lines of a study's keys.
pub(super) struct Places<'a> {
    source: &'a str,
    text: &'a str,
    table: Option<Spanned<DeTable<'a>>>,
}

impl<'a> Places<'a> {
    /// Of the text of a study that has been read before; `source` is the name that errors give.
    pub(super) fn new(text: &'a str, source: &'a str) -> Self {
        Self { source, text, table: DeTable::parse(text).ok() }
    }

    /// The study itself.
    pub(super) fn whole(&self) -> Location {
        Location::new(self.source)
    }

    /// A key of a section.
    pub(super) fn key(&self, section: &str, key: &str) -> Location {
        self.held(self.section(section).and_then(|section| section.get_ref().get(key)))
    }

    /// A key of the section that stands at this place, from 0, among those of one name.
    pub(super) fn key_of(&self, section: &str, place: usize, key: &str) -> Location {
        let own = self.section(section).and_then(|all| all.get_ref().get(place));
        let value = own.and_then(|own| own.get_ref().get(key));
        self.held(value.or(own))
    }

    /// The value at this place, from 0, of a list of such a section.
    pub(super) fn element(&self, section: &str, place: usize, key: &str, at: usize) -> Location {
        let own = self.section(section).and_then(|all| all.get_ref().get(place));
        let list = own.and_then(|own| own.get_ref().get(key));
        self.held(list.and_then(|list| list.get_ref().get(at)).or(list))
    }

    fn section(&self, name: &str) -> Option<&Spanned<DeValue<'a>>> {
        self.table.as_ref()?.get_ref().get(name)
    }

    fn held(&self, value: Option<&Spanned<DeValue<'a>>>) -> Location {
        value.map_or_else(|| self.whole(), |value| self.at(value.span().start))
    }

    /// A byte of the text.
    pub(super) fn at(&self, byte: usize) -> Location {
        let before = self.text.get(..byte).unwrap_or_default();
        self.whole().line(before.matches('\n').count() as u64 + 1)
    }

    /// The key that a line of the text sets, where it sets one.
    pub(super) fn key_at(&self, byte: usize) -> Option<&'a str> {
        let start = self.text.get(..byte)?.rfind('\n').map_or(0, |end| end + 1);
        let (key, _) = self.text[start..].lines().next()?.split_once('=')?;
        let key = key.trim();
        let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        (!key.is_empty() && key.chars().all(bare)).then_some(key)
    }
}
