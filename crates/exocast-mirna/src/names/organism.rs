//! The names of a reference that belong to one organism.

use std::cell::{Cell, RefCell};

use exocast_core::{Location, Malformed, ReadError};

/// Selects the names of one organism, and remembers one of the others for the error message.
pub(crate) struct Selection<'a> {
    organism: Option<&'a str>,
    any: Cell<bool>,
    other: RefCell<Option<String>>,
}

/// A file without names of the organism.
#[derive(Debug, thiserror::Error)]
#[error(
    "the file has no {what} of the organism `{organism}`, but has `{other}`; give the species code with which miRBase names begin"
)]
struct OtherOrganism {
    what: &'static str,
    organism: String,
    other: String,
}

impl<'a> Selection<'a> {
    /// Selects every name where `organism` is none.
    pub(crate) fn new(organism: Option<&'a str>) -> Self {
        Self { organism, any: Cell::new(false), other: RefCell::default() }
    }

    /// Whether a name belongs to the organism; the code `hsa` is `Hsa` in `MirGeneDB`.
    pub(crate) fn accepts(&self, name: &str) -> bool {
        let species = name.split('-').next().unwrap_or_default();
        let accepted = self.organism.is_none_or(|code| species.eq_ignore_ascii_case(code));
        if accepted {
            self.any.set(true);
        } else {
            self.other.borrow_mut().get_or_insert_with(|| name.to_owned());
        }
        accepted
    }

    /// Checks that a name was accepted; `what` names the records.
    ///
    /// # Errors
    /// Where no name was accepted.
    pub(crate) fn not_empty(self, source: &str, what: &'static str) -> Result<(), ReadError> {
        let cause = match (self.any.get(), self.organism, self.other.into_inner()) {
            (true, ..) => return Ok(()),
            (_, Some(organism), Some(other)) => {
                Malformed::other(OtherOrganism { what, organism: organism.to_owned(), other })
            }
            _ => Malformed::Empty(what),
        };
        Err(ReadError::malformed(Location::new(source), cause))
    }
}
