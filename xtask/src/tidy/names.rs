//! Identifiers that do not say what a thing is, counted per crate.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::Result;
use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

use super::files;

/// Words that fit anything: a name says what the thing is.
const VAGUE: [&str; 6] = ["found", "kept", "of", "one", "own", "told"];

/// Files that a fault names.
const LISTED: usize = 10;

/// Identifiers of a crate by file.
type Counts<'p> = BTreeMap<&'p str, BTreeMap<String, usize>>;

/// Crates that hold vague identifiers.
pub(super) fn faults() -> Result<Vec<String>> {
    let listed = files::listed()?;
    let mut crates: BTreeMap<&str, Counts<'_>> = BTreeMap::new();
    let mut faults = Vec::new();
    let is_source = |path: &&str| Path::new(path).extension().is_some_and(|ending| ending == "rs");
    for path in listed.lines().filter(is_source) {
        // A file that is deleted and still in the index.
        let Ok(text) = fs::read_to_string(path) else { continue };
        match vague(&text) {
            Ok(counts) => {
                crates.entry(crate_of(path)).or_default().insert(path, counts);
            }
            Err(error) => faults.push(format!("{path} is not Rust: {error}")),
        }
    }
    for (name, files) in &crates {
        let total: usize = files.values().flat_map(BTreeMap::values).sum();
        if total > 0 {
            faults.push(fault(name, files, total));
        }
    }
    Ok(faults)
}

/// The folder of a package: below `crates`, else at the root.
fn crate_of(path: &str) -> &str {
    let path = path.strip_prefix("crates/").unwrap_or(path);
    path.split_once('/').map_or(path, |(folder, _)| folder)
}

fn fault(name: &str, files: &Counts<'_>, total: usize) -> String {
    let words: BTreeSet<&str> =
        files.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
    let words: Vec<&str> = words.into_iter().collect();
    let mut by_file: Vec<(usize, &str)> = files
        .iter()
        .map(|(path, counts)| (counts.values().sum(), *path))
        .filter(|(count, _)| *count > 0)
        .collect();
    by_file.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let places: Vec<String> =
        by_file.iter().take(LISTED).map(|(count, path)| format!("{path} ({count})")).collect();
    format!(
        "{name} has {total} identifiers that do not say what the thing is (`{}`): {}{}",
        words.join("`, `"),
        places.join(", "),
        if by_file.len() > LISTED { ", …" } else { "" }
    )
}

/// How often each vague identifier is introduced in a text of Rust. Comments and strings do not count, nor does a name
/// after `.` or `::`, nor a field of a variant written with its path: these count where they are declared.
fn vague(text: &str) -> Result<BTreeMap<String, usize>> {
    let tokens: TokenStream = text.parse().map_err(|error| anyhow::anyhow!("{error}"))?;
    let mut counts = BTreeMap::new();
    count(tokens, false, &mut counts);
    Ok(counts)
}

/// `fields`: whether these tokens are in the braces after a path, as in `Malformed::Field { … }`.
fn count(tokens: TokenStream, fields: bool, counts: &mut BTreeMap<String, usize>) {
    let mut tokens = tokens.into_iter();
    // The marks right before a token, without blanks: `::`, `.`, `..=`.
    let mut marks = String::new();
    let mut is_first = true;
    let mut after_path = false;
    while let Some(token) = tokens.next() {
        let starts_field = is_first || marks == ",";
        is_first = false;
        match token {
            TokenTree::Punct(mark) => {
                marks.push(mark.as_char());
                after_path = false;
                continue;
            }
            TokenTree::Group(group) => {
                let braces = group.delimiter() == Delimiter::Brace;
                count(group.stream(), braces && after_path, counts);
                after_path = false;
            }
            TokenTree::Literal(_) => after_path = false,
            TokenTree::Ident(word) => {
                let word = word.to_string();
                let in_path = marks.ends_with("::");
                let declared_elsewhere = || {
                    in_path
                        || marks.ends_with('.') && !marks.ends_with("..")
                        || marks.ends_with('\'')
                        || fields && starts_field && colon_follows(&tokens)
                };
                if VAGUE.contains(&word.as_str()) && !declared_elsewhere() {
                    *counts.entry(word).or_default() += 1;
                }
                after_path = in_path;
            }
        }
        marks.clear();
    }
}

/// Whether a single colon is next, and not `::`.
fn colon_follows(tokens: &token_stream::IntoIter) -> bool {
    let mut tokens = tokens.clone();
    let mut is_colon =
        || matches!(tokens.next(), Some(TokenTree::Punct(mark)) if mark.as_char() == ':');
    is_colon() && !is_colon()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(text: &str) -> usize {
        vague(text).expect("it is Rust").values().sum()
    }

    #[test]
    fn names_that_are_introduced_count() {
        assert_eq!(total("fn of(own: &str) -> usize { let kept = own.len(); kept }"), 5);
        assert_eq!(total("struct A { found: u8 } enum B { C { told: u8 } }"), 2);
        assert_eq!(total("let a = |one| one + 1; let b = 0..own; let c = 0..=own;"), 4);
        assert_eq!(total("println!(\"{}\", found); f(A::B { found }); A::B { of: found };"), 3);
        assert_eq!(total("use a::{of, b as one};"), 2);
        assert_eq!(total("macro_rules! m { ($one:expr) => { $one } }"), 2);
    }

    #[test]
    fn comments_strings_and_names_declared_elsewhere_do_not() {
        assert_eq!(
            total("/// one of its own\nfn a() { /* found */ b(\"told\", r#\"kept\"#); } // of"),
            0
        );
        assert_eq!(total("let a = A::of(b.found).of(); a::B::C { found: 1, of: d.one };"), 0);
        assert_eq!(total("fn owned<'own>(one_of: &'own str, found_at: u8) {}"), 0);
    }

    #[test]
    fn bodies_after_a_path_are_no_fields() {
        assert_eq!(total("fn a() -> fmt::Result { let found: u8 = 1; b(found) }"), 2);
        assert_eq!(total("match a { A::B { found: 1, .. } => A::B { found: own } }"), 1);
    }

    #[test]
    fn a_fault_names_its_files() {
        let counts = |count| BTreeMap::from([("found".to_owned(), count)]);
        let files =
            Counts::from([("a.rs", counts(1)), ("b.rs", counts(3)), ("c.rs", BTreeMap::new())]);
        let text = fault("x", &files, 4);
        assert!(text.starts_with("x has 4 identifiers"), "{text}");
        assert!(text.ends_with("(`found`): b.rs (3), a.rs (1)"), "{text}");
    }

    #[test]
    fn a_crate_is_its_folder() {
        assert_eq!(crate_of("crates/exocast-core/src/lib.rs"), "exocast-core");
        assert_eq!(crate_of("xtask/src/main.rs"), "xtask");
    }
}
