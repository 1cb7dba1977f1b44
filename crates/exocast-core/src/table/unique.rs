//! Names that may occur once.

use std::collections::HashMap;

use super::{Row, TextColumn};
use crate::error::{Malformed, ReadError};

/// Remembers the line of each name of a table, and refuses a second one.
#[derive(Clone, Debug, Default)]
pub struct UniqueNames(HashMap<String, u64>);

impl UniqueNames {
    /// Takes the name in `column` of a row.
    ///
    /// # Errors
    /// Where the name is missing, or an earlier row has it.
    pub fn take(&mut self, row: &Row<'_>, column: TextColumn) -> Result<String, ReadError> {
        let name = row.name(column)?.to_owned();
        if let Some(&first) = self.0.get(&name) {
            return Err(row.error(column, Malformed::Duplicate { name, first }));
        }
        self.0.insert(name.clone(), row.line());
        Ok(name)
    }

    /// The line on which a name was first seen.
    #[must_use]
    pub fn line(&self, name: &str) -> Option<u64> {
        self.0.get(name).copied()
    }
}
