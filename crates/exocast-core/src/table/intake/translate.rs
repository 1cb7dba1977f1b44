//! Names of features by a table of names that the user gives.

use std::{collections::HashMap, sync::Arc};

use super::{
    merge::Rows, program::Repeats, quantity::Quantity, refusal::Refusal, remark::Remark,
    request::Request, taken::TakenRows,
};
use crate::{
    names::{Mapping, Translation},
    words::quoted,
};

/// What translation did with names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) translated: usize,
    pub(super) total: usize,
    /// Not in the table of names.
    pub(super) unknown: Vec<String>,
    /// Of several genes, with these.
    pub(super) several: Vec<String>,
}

impl Names {
    /// The symbol of a name; the name itself where there is none, or several.
    pub(super) fn translate(&mut self, mapping: &Mapping, name: &Arc<str>) -> Arc<str> {
        self.total += 1;
        match mapping.translate(name) {
            Translation::Same => return Arc::clone(name),
            Translation::Of(symbol) => {
                self.translated += 1;
                return Arc::from(symbol);
            }
            Translation::Several(symbols) => {
                self.several.push(format!("`{name}` ({})", symbols.join(", ")));
            }
            Translation::Unknown => self.unknown.push(name.to_string()),
        }
        Arc::clone(name)
    }

    pub(super) fn remark(self, added: Vec<String>) -> Remark {
        let Self { translated, total, unknown, several } = self;
        Remark::Translated { translated, total, unknown, several, added }
    }
}

/// Translates the names of rows by the table of names, if there is one. With `unique`, rows that come to have one name are
/// added where their values are amounts.
pub(super) fn translate(
    taken: &mut TakenRows,
    request: &Request<'_>,
    unique: bool,
) -> Result<Option<Remark>, Refusal> {
    let Some(mapping) = request.mapping() else { return Ok(None) };
    let mut names = Names::default();
    let former = taken.names.clone();
    for name in &mut taken.names {
        *name = names.translate(mapping, name);
    }
    let mut added = Vec::new();
    if unique && let Some((first, second)) = twice(&taken.names) {
        let adds =
            request.adds_names || matches!(request.quantity, Quantity::Counts | Quantity::Amounts);
        if !adds {
            return Err(Refusal::OneSymbol {
                names: quoted([&former[first], &former[second]]),
                symbol: taken.names[first].to_string(),
            });
        }
        let mut rows = Rows {
            names: std::mem::take(&mut taken.names),
            lines: std::mem::take(&mut taken.lines),
            values: std::mem::take(&mut taken.values),
            lengths: taken.lengths.take().unwrap_or_default(),
        };
        // Rows that are added are no mistake.
        added = rows.merge(Repeats::Added).unwrap_or_default();
        (taken.names, taken.lines, taken.values) = (rows.names, rows.lines, rows.values);
        taken.lengths = (!rows.lengths.is_empty()).then_some(rows.lengths);
    }
    Ok(Some(names.remark(added)))
}

/// The places of the first name that occurs twice.
pub(super) fn twice(names: &[Arc<str>]) -> Option<(usize, usize)> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    names
        .iter()
        .enumerate()
        .find_map(|(place, name)| places.insert(name, place).map(|first| (first, place)))
}
