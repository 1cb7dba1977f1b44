//! Paths that name a sheet of a workbook: `counts.xlsx#Counts`.

use std::path::{Path, PathBuf};

/// Endings of workbooks.
const WORKBOOKS: [&str; 5] = [".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"];

/// A path as a user gives it: a file, and the sheet that is named behind a `#`.
///
/// A file whose own name has a `#` is that file. Names of sheets may have a `#` too.
///
/// ```
/// use std::path::Path;
/// use exocast::io::SheetPath;
///
/// let path = SheetPath::resolve(Path::new("no such folder/counts.xlsx#Counts"));
/// assert_eq!(path.file, Path::new("no such folder/counts.xlsx"));
/// assert_eq!(path.sheet, Some("Counts"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SheetPath<'a> {
    /// The file.
    pub file: &'a Path,
    /// The sheet, where the path names one.
    pub sheet: Option<&'a str>,
}

impl<'a> SheetPath<'a> {
    /// The path of a sheet of a file.
    #[must_use]
    pub fn joined(file: &Path, sheet: &str) -> PathBuf {
        let mut path = file.as_os_str().to_owned();
        path.push("#");
        path.push(sheet);
        path.into()
    }

    /// Looks which part of a path is a file.
    #[must_use]
    pub fn resolve(path: &'a Path) -> Self {
        let whole = Self { file: path, sheet: None };
        let Some(text) = path.to_str().filter(|text| text.contains('#')) else { return whole };
        if path.exists() {
            return whole;
        }
        let parts = |at: usize| (&text[..at], &text[at + 1..]);
        let mut splits = text.rmatch_indices('#').map(|(at, _)| parts(at));
        let there = splits.find(|(file, _)| Path::new(file).is_file());
        let named = || {
            let is_workbook = |(file, _): &(&str, &str)| {
                let file = file.to_lowercase();
                WORKBOOKS.iter().any(|ending| file.ends_with(ending))
            };
            text.match_indices('#').map(|(at, _)| parts(at)).find(is_workbook)
        };
        match there.or_else(named) {
            Some((file, sheet)) => Self { file: Path::new(file), sheet: Some(sheet.trim()) },
            None => whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_before_sheets() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.xlsx", "b#1.xlsx", "c#d.csv"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let check = |given: &str, file: &str, sheet: Option<&str>| {
            let path = folder.path().join(given);
            let path = SheetPath::resolve(&path);
            assert_eq!((path.file, path.sheet), (folder.path().join(file).as_path(), sheet));
        };
        check("a.xlsx", "a.xlsx", None);
        check("a.xlsx#S 1", "a.xlsx", Some("S 1"));
        check("a.xlsx#S#1", "a.xlsx", Some("S#1"));
        check("b#1.xlsx", "b#1.xlsx", None);
        check("b#1.xlsx#S#1", "b#1.xlsx", Some("S#1"));
        check("c#d.csv", "c#d.csv", None);
        check("missing.XLS#S#1", "missing.XLS", Some("S#1"));
        check("missing#1.csv", "missing#1.csv", None);
    }
}
