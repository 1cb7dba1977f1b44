//! The names of a reference that belong to some organisms.

use std::cell::{Cell, RefCell};

use exocast_core::{Location, Malformed, ReadError};

/// Selects the names of organisms, and remembers one of the others for the error message.
pub(crate) struct Selection<'a> {
    /// Codes, and whether a name of each was seen; none for every organism.
    organisms: Vec<(&'a str, Cell<bool>)>,
    any: Cell<bool>,
    other: RefCell<Option<String>>,
}

/// A file without names of an organism.
#[derive(Debug, thiserror::Error)]
#[error(
    "the file has no {what} of the organism `{organism}`, but has `{other}`; give the species code with which miRBase names begin"
)]
struct OtherOrganism {
    what: &'static str,
    organism: String,
    other: String,
}

/// The codes of a list such as `hsa,ebv`.
fn organisms(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|code| !code.is_empty())
}

/// The organism that a name begins with: `hsa` of `hsa-miR-21-5p`.
pub(crate) fn species(name: &str) -> &str {
    name.split('-').next().unwrap_or_default()
}

impl<'a> Selection<'a> {
    /// Selects the names of the organisms of a list such as `hsa` or `hsa,ebv`, or every name.
    pub(crate) fn new(list: Option<&'a str>) -> Self {
        let codes = list.into_iter().flat_map(organisms);
        let organisms = codes.map(|code| (code, Cell::new(false))).collect();
        Self { organisms, any: Cell::new(false), other: RefCell::default() }
    }

    /// Whether a name belongs to one of the organisms; the code `hsa` is `Hsa` in `MirGeneDB`.
    pub(crate) fn accepts(&self, name: &str) -> bool {
        let species = species(name);
        let organism = self.organisms.iter().find(|(code, _)| species.eq_ignore_ascii_case(code));
        if let Some((_, seen)) = organism {
            seen.set(true);
        }
        let accepted = organism.is_some() || self.organisms.is_empty();
        if accepted {
            self.any.set(true);
        }
        if !accepted || self.organisms.len() > 1 {
            self.other.borrow_mut().get_or_insert_with(|| name.to_owned());
        }
        accepted
    }

    /// Checks that a name of each organism was accepted; `what` names the records.
    ///
    /// # Errors
    /// Where no name of an organism was accepted.
    pub(crate) fn not_empty(self, source: &str, what: &'static str) -> Result<(), ReadError> {
        let missing = self.organisms.iter().find(|(_, seen)| !seen.get());
        let cause = match (missing, self.any.get(), self.other.into_inner()) {
            (None, true, _) => return Ok(()),
            (Some((organism, _)), _, Some(other)) => {
                Malformed::other(OtherOrganism { what, organism: (*organism).to_owned(), other })
            }
            _ => Malformed::Empty(what),
        };
        Err(ReadError::malformed(Location::new(source), cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(list: &str, names: &[&str], accepted: usize, refused: Option<&str>) {
        let selection = Selection::new(Some(list));
        assert_eq!(names.iter().filter(|name| selection.accepts(name)).count(), accepted);
        let error = selection.not_empty("h.fa", "precursor").err();
        let cause = error.and_then(|error| {
            std::error::Error::source(&error).map(std::string::ToString::to_string)
        });
        match (cause, refused) {
            (None, None) => {}
            (Some(cause), Some(part)) => assert!(cause.contains(part), "{cause}"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_organism_has_to_be_there() {
        let names = ["hsa-mir-21", "ebv-mir-BART1", "mmu-mir-21a"];
        check("hsa", &names, 1, None);
        check("hsa, EBV", &names, 2, None);
        check("hsa,kshv", &names, 1, Some("no precursor of the organism `kshv`"));
        check("rno", &names, 0, Some("but has `hsa-mir-21`"));
    }
}
