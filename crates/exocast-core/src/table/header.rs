//! Names of columns, and how they are looked up.

use crate::{
    error::{Location, Malformed, ReadError},
    words,
};

/// Names that a message about a header lists.
const MOST: usize = 12;

/// The header of a table.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub(super) names: Vec<String>,
    pub(super) at: Location,
}

impl Header {
    /// The column of the first of `names` that the header has. Case, and whether words are separated by blanks,
    /// points, hyphens or underscores, do not matter.
    ///
    /// # Errors
    /// Where two columns have the name.
    pub(super) fn find(&self, names: &[&str]) -> Result<Option<usize>, ReadError> {
        for wanted in names {
            let key = key(wanted);
            let mut places = (0..self.names.len()).filter(|&i| self::key(&self.names[i]) == key);
            let Some(place) = places.next() else { continue };
            if places.next().is_some() {
                let name = self.names[place].clone();
                let at = self.at.clone().field(name.as_str());
                return Err(ReadError::malformed(at, Malformed::TwoColumns(name)));
            }
            return Ok(Some(place));
        }
        Ok(None)
    }

    /// A required column is missing.
    pub(super) fn missing(&self, wanted: &'static str) -> ReadError {
        let cause = Malformed::NoColumn { wanted, header: self.listed() };
        ReadError::malformed(self.at.clone(), cause)
    }

    fn listed(&self) -> String {
        let shown: Vec<String> = self.names.iter().map(|name| words::shown(name)).collect();
        words::first_listed(&shown, MOST)
    }
}

/// What of a name is compared.
pub(super) fn key(name: &str) -> String {
    // A name may go over several lines of a cell.
    let separates = |letter: char| letter.is_whitespace() || matches!(letter, '.' | '-' | '_');
    let letters = name.trim().chars().filter(|letter| *letter != '\r').flat_map(char::to_lowercase);
    letters.map(|letter| if separates(letter) { '_' } else { letter }).collect()
}
