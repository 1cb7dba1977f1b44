//! Workbooks: each of their sheets is looked at as a file is.

use std::path::{Path, PathBuf};

use super::{kind::Kind, recognise};
use crate::{
    io::{self, Holds, Listed, SheetPath},
    load,
};

/// The sheets of a workbook that are not empty, with what each holds; nothing where a file is no workbook.
pub(super) fn sheets(file: &Path) -> Option<Vec<(PathBuf, Kind)>> {
    let sheets = match io::sheets(file).transpose()? {
        Ok(sheets) => sheets,
        Err(error) => {
            let why = load::with_causes(&error.source);
            return Some(vec![(file.to_owned(), Kind::unused(why))]);
        }
    };
    let filled: Vec<&Listed> =
        sheets.iter().filter(|sheet| sheet.holds != Holds::Nothing).collect();
    if filled.is_empty() {
        return Some(vec![(file.to_owned(), Kind::unused("a workbook without a filled cell"))]);
    }
    let each = filled.into_iter().map(|sheet| {
        let path = SheetPath::joined(file, &sheet.name);
        let kind = match sheet.holds {
            _ if sheet.hidden => {
                Kind::unused("a hidden sheet; name it in the study if it is an input")
            }
            Holds::Table => recognise::recognise(&path),
            _ => Kind::unused("a sheet without a table"),
        };
        (path, kind)
    });
    Some(each.collect())
}
