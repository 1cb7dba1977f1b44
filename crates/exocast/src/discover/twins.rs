//! Files with the same bytes: of copies the original is used.

use std::collections::BTreeMap;

use super::{
    item::{Item, shown},
    kind::Kind,
    names,
};
use crate::io::{SheetPath, same_bytes};

/// Words and marks that copies have in their names, in lower case.
const COPIES: [&str; 12] = [
    "copy of ",
    "copy of_",
    "copy_of_",
    "kopie von ",
    "copie de ",
    "copia de ",
    " - copy",
    " - kopie",
    " - copie",
    "-kopie",
    "-copy",
    " copy",
];

/// How many marks of copies a name has: `Copy of EV1`, `EV1 (1)`, `EV1 - Kopie`.
fn marks(name: &str) -> usize {
    let name = name.to_lowercase();
    let words = COPIES.iter().filter(|mark| name.contains(*mark)).count();
    let numbered = name.split('(').skip(1).any(|rest| {
        rest.split_once(')').is_some_and(|(number, _)| {
            !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
        })
    });
    let at_the_end = ["_copy", "_kopie"].iter().any(|end| name.contains(end));
    words + usize::from(numbered) + usize::from(at_the_end)
}

/// The name without what copies have in theirs.
fn original(name: &str) -> Vec<String> {
    let mut name = name.to_lowercase();
    for mark in COPIES.iter().chain(&["_copy", "_kopie"]) {
        name = name.replace(mark, " ");
    }
    let mut plain = String::new();
    for (at, part) in name.split('(').enumerate() {
        match part.split_once(')') {
            Some((number, rest))
                if at > 0 && number.bytes().all(|digit| digit.is_ascii_digit()) =>
            {
                plain.push_str(rest);
            }
            _ if at > 0 => {
                plain.push('(');
                plain.push_str(part);
            }
            _ => plain.push_str(part),
        }
    }
    names::parts(&plain)
}

/// Leaves copies out, and gives what is to be said of files of several names that are the same.
///
/// A copy is a file with the bytes of another and its name, but for the marks of copies, or with its name in another
/// folder. Reads are never used twice. Other files of two names are used, and named.
pub(super) fn leave_out(items: &mut [Item]) -> Vec<String> {
    let mut by_size: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, item) in items.iter().enumerate() {
        let Ok(meta) = std::fs::metadata(SheetPath::resolve(&item.file).file) else { continue };
        if meta.len() > 0 && !matches!(item.kind, Kind::Unused(_)) {
            by_size.entry(meta.len()).or_default().push(place);
        }
    }
    let mut said = Vec::new();
    for places in by_size.into_values().filter(|places| places.len() > 1) {
        let mut places = places;
        let name = |item: &Item| {
            SheetPath::resolve(&item.file)
                .file
                .file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        // The original first: the one without marks, with the shorter name, the nearer one.
        places.sort_by_key(|&place| {
            let name = name(&items[place]);
            let depth = items[place].file.components().count();
            (marks(&name), name.chars().count(), depth, items[place].file.clone())
        });
        let mut firsts: Vec<usize> = Vec::new();
        for place in places {
            let twin = firsts.iter().copied().find(|&first| {
                let (earlier, later) = (
                    SheetPath::resolve(&items[first].file),
                    SheetPath::resolve(&items[place].file),
                );
                // Sheets of one workbook have one file.
                earlier.file != later.file
                    && earlier.sheet == later.sheet
                    && same_bytes(earlier.file, later.file).unwrap_or(false)
            });
            let Some(first) = twin else {
                firsts.push(place);
                continue;
            };
            let first_file = shown(&items[first].path);
            let is_copy = original(&name(&items[first])) == original(&name(&items[place]));
            if is_copy {
                items[place].kind = Kind::unused(format!("a copy of {first_file}, byte for byte"));
            } else if matches!(items[place].kind, Kind::Reads { .. }) {
                items[place].kind =
                    Kind::unused(format!("the same reads as {first_file}, byte for byte"));
            } else {
                let other = shown(&items[place].path);
                said.push(format!(
                    "{first_file} and {other} are the same, byte for byte: is one a wrong copy?"
                ));
            }
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use std::{fs, path::PathBuf};

    use super::*;

    fn left_out(files: &[(&str, &str)]) -> (Vec<String>, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut items: Vec<Item> = files
            .iter()
            .map(|(name, text)| {
                let file = folder.path().join(name);
                fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
                fs::write(&file, text).expect("written");
                Item { path: PathBuf::from(name), file, kind: Kind::Endogenous }
            })
            .collect();
        let said = leave_out(&mut items).len();
        let unused = items.iter().filter(|item| matches!(item.kind, Kind::Unused(_)));
        (unused.map(|item| shown(&item.path)).collect(), said)
    }

    #[test]
    fn of_copies_the_original_is_used() {
        let copies = [
            "Copy of EV1.csv",
            "EV1 (1).csv",
            "EV1 - Kopie.csv",
            "EV1-Kopie.csv",
            "EV1 copy.csv",
            "old/EV1.csv",
        ];
        for copy in copies {
            let is = (vec![copy.to_owned()], 0);
            assert_eq!(left_out(&[(copy, "a"), ("EV1.csv", "a"), ("EV2.csv", "b")]), is, "{copy}");
        }
        // A number of its own, and files that are not the same.
        assert_eq!(left_out(&[("EV1 (1).csv", "a"), ("EV1.csv", "b")]), (Vec::new(), 0));
        assert_eq!(left_out(&[("EV1.csv", "a"), ("EV2.csv", "a")]), (Vec::new(), 1));
        assert_eq!(left_out(&[("EV (1).csv", "a"), ("EV (2).csv", "c")]), (Vec::new(), 0));
    }
}
