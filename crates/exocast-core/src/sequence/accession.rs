//! Accessions that differ only in their version.

use std::collections::HashMap;

/// An identifier without its version: `NM_000019` of `NM_000019.3`.
///
/// Only an all-digit end after the last dot is a version, and only in identifiers of `RefSeq` and
/// Ensembl (`NM_…`, `ENST…`): gene symbols such as `AC004466.1` keep theirs.
#[must_use]
pub fn without_version(name: &str) -> &str {
    let versioned = name.starts_with("ENS")
        || name.get(..3).is_some_and(|start| {
            start.ends_with('_') && start.bytes().take(2).all(|b| b.is_ascii_uppercase())
        });
    match name.rsplit_once('.') {
        Some((stem, version))
            if versioned
                && !version.is_empty()
                && version.bytes().all(|byte| byte.is_ascii_digit()) =>
        {
            stem
        }
        _ => name,
    }
}

/// The names of one table, to be found whatever their version.
///
/// Where two names differ only in their version, neither is found: nothing says which is meant.
///
/// ```
/// use exocast_core::AnyVersion;
///
/// let table = AnyVersion::new(["ENSG00000141510.18", "ENSG00000012048.1", "ENSG00000012048.2"]);
/// assert_eq!(table.find("ENSG00000141510"), Some("ENSG00000141510.18"));
/// assert_eq!(table.find("ENSG00000141510.5"), Some("ENSG00000141510.18"));
/// assert_eq!(table.find("ENSG00000012048"), None);
/// ```
#[derive(Clone, Debug, Default)]
pub struct AnyVersion<'a>(HashMap<&'a str, Option<&'a str>>);

impl<'a> AnyVersion<'a> {
    /// The names of a table; one that stands several times is one.
    #[must_use]
    pub fn new(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut by_stem: HashMap<&str, Option<&str>> = HashMap::new();
        for name in names {
            let only = by_stem.entry(without_version(name)).or_insert(Some(name));
            if *only != Some(name) {
                *only = None;
            }
        }
        Self(by_stem)
    }

    /// The one name that is `name` but for its version.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'a str> {
        *self.0.get(without_version(name))?
    }

    /// Of a name of `other` that is not among these: the one of these that is meant, where its accession stands once
    /// on both sides.
    #[must_use]
    pub fn meant(&self, other: &AnyVersion<'_>, name: &str) -> Option<&'a str> {
        (other.find(name) == Some(name)).then(|| self.find(name)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_accessions_have_versions() {
        for (name, stem) in [
            ("NM_000019.3", "NM_000019"),
            ("ENST00000257527.4", "ENST00000257527"),
            ("NM_000019", "NM_000019"),
            ("AC004466.1", "AC004466.1"),
            ("ENSG00000182378.15_PAR_Y", "ENSG00000182378.15_PAR_Y"),
            ("HLA-A.2x", "HLA-A.2x"),
            ("NM_1.", "NM_1."),
            ("", ""),
        ] {
            assert_eq!(without_version(name), stem);
        }
    }

    #[test]
    fn an_accession_that_stands_twice_on_either_side_is_no_match() {
        let transcripts = AnyVersion::new(["ENST1.4", "ENST2", "ENST2", "ENST3.1", "ENST3.2"]);
        let check = |table: &[&str], name: &str, expected: Option<&str>| {
            let table = AnyVersion::new(table.iter().copied());
            assert_eq!(transcripts.meant(&table, name), expected, "{name}");
        };
        check(&["ENST1"], "ENST1", Some("ENST1.4"));
        check(&["ENST1.3"], "ENST1.3", Some("ENST1.4"));
        check(&["ENST2.7"], "ENST2.7", Some("ENST2"));
        check(&["ENST1.3", "ENST1.5"], "ENST1.3", None);
        check(&["ENST3"], "ENST3", None);
        check(&["ENST9"], "ENST9", None);
    }
}
