//! Names of features that differ only in spelling.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use exocast_core::{
    LabelledMatrix,
    names::{Lookup, is_alike},
};
use serde::{Deserialize, Serialize};

/// In what two names differ that would otherwise be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum NameDifference {
    /// Upper and lower case.
    Case,
    /// A number after the last dot, as in `AC004466.1`; in accessions it is a version, which does not matter.
    Version,
    /// U and T.
    UracilThymine,
}

impl fmt::Display for NameDifference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Case => "upper and lower case (`mir` names a hairpin, `miR` a mature miRNA)",
            Self::Version => "the version after the dot",
            Self::UracilThymine => "U and T",
        })
    }
}

/// Whether a name of another table is one of these, as far as a single name shows.
pub(crate) fn known_names<'a>(
    names: impl IntoIterator<Item = &'a str> + Clone,
) -> impl Fn(&str) -> bool {
    // Of mouse and human the same letters will do; in names of miRNAs case has a meaning.
    let folded: HashSet<String> = names.clone().into_iter().map(str::to_uppercase).collect();
    let lookup = Lookup::new(names, []);
    move |name: &str| {
        let is_spelling = !name.contains('-') && folded.contains(&name.to_uppercase());
        is_spelling || lookup.find(name).is_some()
    }
}

pub(crate) fn hint_text(hint: Option<&(String, String, NameDifference)>) -> String {
    match hint {
        Some((a, b, difference)) => {
            format!("; `{a}` and `{b}` differ only in {difference}: rename one side")
        }
        None => "; give both the same kind of names".to_owned(),
    }
}

pub(crate) type Near = Vec<(NameDifference, (usize, (String, String)))>;

/// Names without a row in the cargo that one change of spelling would match, by kind of change.
pub(crate) fn near_names<'a>(
    unmatched: impl Iterator<Item = &'a str> + Clone,
    cargo: &LabelledMatrix,
) -> Near {
    const KINDS: [NameDifference; 3] =
        [NameDifference::Version, NameDifference::Case, NameDifference::UracilThymine];
    let mut near: Near = Vec::new();
    for kind in KINDS {
        let mut by_key: HashMap<String, &str> = HashMap::new();
        for name in cargo.rows() {
            by_key.entry(normal_form(name, kind)).or_insert(name);
        }
        // Of human and mouse, the same letters may be of two genes.
        let is_other = |name: &str| kind == NameDifference::Case && !is_alike(&name.to_uppercase());
        let mut pairs = unmatched
            .clone()
            .filter(|name| !is_other(name))
            .filter_map(|name| Some((name, *by_key.get(&normal_form(name, kind))?)));
        if let Some((a, b)) = pairs.next() {
            near.push((kind, (1 + pairs.count(), (a.to_owned(), b.to_owned()))));
        }
    }
    near
}

fn normal_form(name: &str, kind: NameDifference) -> String {
    match kind {
        NameDifference::Case => name.to_uppercase(),
        NameDifference::Version => match name.rsplit_once('.') {
            Some((stem, version))
                if !stem.is_empty()
                    && !version.is_empty()
                    && version.bytes().all(|b| b.is_ascii_digit()) =>
            {
                stem.to_owned()
            }
            _ => name.to_owned(),
        },
        NameDifference::UracilThymine if name.bytes().all(|b| b"ACGTUNacgtun".contains(&b)) => {
            name.replace('U', "T").replace('u', "t")
        }
        NameDifference::UracilThymine => name.to_owned(),
    }
}
