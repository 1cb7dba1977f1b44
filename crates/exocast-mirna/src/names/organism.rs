//! Which names of a reference are of the organism that is asked for.

use std::cell::{Cell, RefCell};

use exocast_core::{Location, Malformed, ReadError};

/// Whether a name is of the organism, where one is wanted; `hsa` is `Hsa` in `MirGeneDB`.
fn is_of(name: &str, organism: Option<&str>) -> bool {
    let species = name.split('-').next().unwrap_or_default();
    organism.is_none_or(|code| species.eq_ignore_ascii_case(code))
}

/// The names of a file that are of the organism, and an example of those that are not.
pub(crate) struct Kept<'a> {
    organism: Option<&'a str>,
    any: Cell<bool>,
    other: RefCell<Option<String>>,
}

/// A file that has names, but none of the organism.
#[derive(Debug, thiserror::Error)]
#[error(
    "there is no {what} of the organism `{organism}` in it, but such as `{other}`; give its code as the names of miRBase begin with it"
)]
struct OtherOrganism {
    what: &'static str,
    organism: String,
    other: String,
}

impl<'a> Kept<'a> {
    pub(crate) fn new(organism: Option<&'a str>) -> Self {
        Self { organism, any: Cell::new(false), other: RefCell::default() }
    }

    pub(crate) fn keep(&self, name: &str) -> bool {
        let keep = is_of(name, self.organism);
        if keep {
            self.any.set(true);
        } else {
            self.other.borrow_mut().get_or_insert_with(|| name.to_owned());
        }
        keep
    }

    /// # Errors
    /// Where no name was kept.
    pub(crate) fn some_left(self, source: &str, what: &'static str) -> Result<(), ReadError> {
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
