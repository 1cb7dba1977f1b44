//! The columns of a table, by header and content.

use std::collections::HashSet;

use super::{direction::Directions, kind::Kind, marked::Marked, words};
use crate::{
    table::{
        header::key,
        is_missing,
        records::Fields,
        row::{Absent, has_spread, is_number},
    },
    text::DecimalMark,
};

/// What is known of a column before its role is decided.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// As the header has it.
    pub(super) name: String,
    /// As names are compared.
    pub(super) key: String,
    numbers: usize,
    texts: usize,
    /// Texts whose form shows that they name features.
    features: usize,
    missing: usize,
    /// Whether a text comes back.
    repeats: bool,
    /// Whether every number is whole.
    pub(super) whole: bool,
    /// Whether every text is a number with a percent sign.
    pub(super) percentages: bool,
    /// The first text that is a value with its spread, where every text is.
    pub(super) spread: Option<(u64, String)>,
    /// Texts that are numbers with something more.
    marked: Marked,
    /// Texts that say up and down.
    directions: Directions,
    /// Numbers of the first rows, none where there is no number.
    pub(super) values: Vec<Option<f64>>,
    /// The letter of its type, of a table of Perseus.
    pub(super) letter: Option<char>,
}

/// Rows whose numbers are compared between columns.
const FIRST: usize = 100;

impl Column {
    pub(super) fn all<'a>(
        header: &[String],
        rows: &(impl Iterator<Item = &'a Fields> + Clone),
    ) -> Vec<Self> {
        let cells = rows.clone().take(FIRST).flat_map(Fields::iter);
        let mark = DecimalMark::of_cells(cells, None).unwrap_or_default();
        let column = |(place, name): (usize, &String)| {
            let mut column = Self {
                name: name.clone(),
                key: key(name),
                numbers: 0,
                texts: 0,
                features: 0,
                missing: 0,
                repeats: false,
                whole: true,
                percentages: false,
                spread: None,
                marked: Marked::default(),
                directions: Directions::default(),
                values: Vec::new(),
                letter: None,
            };
            let mut seen: HashSet<&str> = HashSet::new();
            let mut words_for_none = 0;
            for (line, field) in rows.clone().map(|row| (row.line, row.get(place))) {
                if column.values.len() < FIRST {
                    column.values.push(mark.number(field));
                }
                if is_missing(field) {
                    column.missing += 1;
                } else if is_number(field) {
                    column.numbers += 1;
                    column.whole &= field.bytes().all(|byte| byte.is_ascii_digit());
                } else if Absent::in_field(field).is_some() {
                    words_for_none += 1;
                } else {
                    let percentage = field.strip_suffix('%').is_some_and(is_number);
                    column.spread = if !has_spread(field) {
                        None
                    } else if column.texts == 0 {
                        Some((line, field.to_owned()))
                    } else {
                        column.spread.take()
                    };
                    column.percentages = percentage && (column.percentages || column.texts == 0);
                    column.marked.add(line, field);
                    column.directions.add(field);
                    column.texts += 1;
                    column.features += usize::from(Kind::from_name(field).is_feature());
                    column.repeats |= !seen.insert(field);
                }
            }
            // `ND` may be a name among names.
            if column.texts > column.numbers {
                column.texts += words_for_none;
            } else {
                column.missing += words_for_none;
            }
            column
        };
        header.iter().enumerate().map(column).collect()
    }

    /// Whether no row looked at has a value.
    pub(super) const fn is_empty(&self) -> bool {
        self.numbers + self.texts == 0
    }

    /// Whether it holds text; a few numbers among names are names.
    pub(super) fn is_text(&self) -> bool {
        self.texts > 0
            && (self.numbers == 0 || (self.numbers < self.texts && !self.is_sample_name()))
    }

    /// Whether each of the rows looked at has a name of its own in it.
    pub(super) const fn may_name_every_row(&self) -> bool {
        self.missing == 0 && !self.repeats
    }

    /// Whether a text comes back in the rows looked at.
    pub(super) const fn repeats(&self) -> bool {
        self.repeats
    }

    /// Whether the form of most of its texts shows that they name features.
    pub(super) const fn holds_features(&self) -> bool {
        2 * self.features > self.texts
    }

    pub(super) fn is_numeric(&self) -> bool {
        self.numbers > 0 && !self.is_text()
    }

    /// Whether numbers of it are identifiers by its name: Entrez and the like.
    pub(super) fn is_number_of_feature(&self) -> bool {
        self.numbers > 0 && self.whole && words::is_numbered(&self.key)
    }

    fn is_sample_name(&self) -> bool {
        !self.name.is_empty() && !words::is_id(&self.key) && !words::is_annotation(&self.key)
    }

    /// A word for down, where each text says a direction.
    pub(super) fn word_for_down(&self) -> Option<&str> {
        self.directions.down().filter(|_| self.is_text())
    }

    /// The first number that is written with something more, where that makes text of the whole column.
    pub(super) fn marked_number(&self) -> Option<(u64, String)> {
        self.marked.first().filter(|_| self.is_text()).cloned()
    }

    /// How messages name it, at a place from 0.
    pub(super) fn shown(&self, place: usize) -> String {
        if self.name.is_empty() { format!("column {}", place + 1) } else { self.name.clone() }
    }
}
