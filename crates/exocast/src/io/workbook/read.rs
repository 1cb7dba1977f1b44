//! A sheet of a file, read once and kept for a while.

use std::{
    io::{self, BufRead, Cursor, Read},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use exocast_core::Location;

use super::{
    book::Book,
    choice,
    fault::Fault,
    is_one,
    listed::{Holds, Listed},
    recent::{self, Key},
    rows::{Rows, Seen},
    text::Table,
};
use crate::io::{Input, Named, OpenError, SheetPath, WorkbookNotice, input};

/// Bytes of a workbook.
const MOST: u64 = 256 << 20;

/// The text of a table, as long as somebody reads it.
struct Text(Arc<Table>);

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        &self.0.text
    }
}

/// Reads a sheet of a workbook: the one that is named, else the only one with a table. `name` is the name of the file as
/// it was given; `file` is where it is kept on the disk.
pub(in crate::io) fn read(
    file: Option<&Path>,
    name: &str,
    sheet: Option<&str>,
    input: Input,
) -> io::Result<Named> {
    let name = if name == "-" { "standard input" } else { name };
    let table = table(file, name, sheet, input).map_err(io::Error::other)?;
    let source = Location::of_sheet(name, &table.sheet);
    Ok(Named { input: Box::new(Cursor::new(Text(table))), source })
}

fn table(
    file: Option<&Path>,
    name: &str,
    sheet: Option<&str>,
    input: Input,
) -> Result<Arc<Table>, Fault> {
    let key = file.and_then(|file| Key::for_sheet(file, sheet));
    if let Some(table) = key.as_ref().and_then(recent::find) {
        return Ok(table);
    }
    let bytes = all(input)?;
    let table = Arc::new(guarded(|| converted(bytes, name, sheet))?);
    if let Some(key) = key {
        recent::keep(key, &table);
    }
    Ok(table)
}

fn all(input: Input) -> Result<Vec<u8>, Fault> {
    let mut bytes = Vec::new();
    input.take(MOST + 1).read_to_end(&mut bytes).map_err(Fault::damaged)?;
    match bytes.len() as u64 {
        0..=MOST => Ok(bytes),
        length => Err(Fault::bytes("a file", length, MOST)),
    }
}

/// A file that breaks the library that reads it is a damaged one.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    let broken = |_| Err(Fault::damaged("something in it is not as the format says"));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(broken)
}

fn converted(bytes: Vec<u8>, name: &str, wanted: Option<&str>) -> Result<Table, Fault> {
    let mut book = Book::open(bytes)?;
    let sheets = book.sheets();
    let (place, others) = if let Some(wanted) = wanted {
        (choice::named(wanted, &sheets)?, Vec::new())
    } else {
        let held = (0..sheets.len()).map(|place| holds(&mut book, place));
        choice::only(name, &sheets, &held.collect::<Result<Vec<_>, _>>()?)?
    };
    let sheet = sheets[place].name.clone();
    let mut rows = Rows::new(false);
    let besides = book.cells(place, &mut |row, column, value| {
        rows.add(row, column, value)?;
        Ok(ControlFlow::Continue(()))
    })?;
    if rows.mixes_marks() {
        rows = Rows::new(true);
        book.cells(place, &mut |row, column, value| {
            rows.add(row, column, value)?;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    if rows.holds() == Holds::Nothing {
        return Err(Fault::Empty(sheet));
    }
    let at = || Location::new(Location::of_sheet(name, &sheet));
    let mut notices = Vec::new();
    if !others.is_empty() {
        notices.push(WorkbookNotice::OtherSheets { at: at(), sheets: others });
    }
    let mut say = |seen: Seen, notice: &dyn Fn(Location, usize, String) -> WorkbookNotice| {
        if seen.cells > 0 {
            notices.push(notice(at(), seen.cells, seen.first));
        }
    };
    say(rows.errors.clone(), &|at, cells, first| WorkbookNotice::Errors { at, cells, first });
    say(besides.without_result, &|at, cells, first| WorkbookNotice::NoResult { at, cells, first });
    say(rows.dates.clone(), &|at, cells, first| WorkbookNotice::Dates { at, cells, first });
    say(besides.percentages, &|at, cells, first| WorkbookNotice::Percentages { at, cells, first });
    Ok(Table { text: rows.text(&sheet)?, sheet, notices })
}

/// What a sheet holds, by as many of its cells as that takes.
fn holds(book: &mut Book, place: usize) -> Result<Holds, Fault> {
    if !book.sheets()[place].cells {
        return Ok(Holds::Nothing);
    }
    let mut rows = Rows::new(false);
    book.cells(place, &mut |row, column, value| {
        rows.add(row, column, value)?;
        Ok(if rows.holds() == Holds::Table {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        })
    })?;
    Ok(rows.holds())
}

/// The sheets of a workbook; nothing where a file is none.
pub(crate) fn sheets(file: &Path) -> Result<Option<Vec<Listed>>, OpenError> {
    let refused = |source| OpenError { path: file.display().to_string(), source };
    let Ok(mut stream) = input::stream(file) else { return Ok(None) };
    if !stream.fill_buf().is_ok_and(is_one) {
        return Ok(None);
    }
    let listed = guarded(|| {
        let mut book = Book::open(all(stream)?)?;
        let sheets = book.sheets().into_iter().enumerate();
        sheets
            .map(|(place, sheet)| {
                let holds = holds(&mut book, place)?;
                Ok(Listed { name: sheet.name, hidden: sheet.hidden, holds })
            })
            .collect()
    });
    listed.map(Some).map_err(|fault: Fault| refused(io::Error::other(fault)))
}

/// How the sheets that this process has opened were read.
#[must_use]
pub fn workbook_notices() -> Vec<WorkbookNotice> {
    recent::notices()
}

/// How the sheet that a path means is read; nothing where it is no workbook, or cannot be read.
#[must_use]
pub fn workbook_notices_of(path: &Path) -> Vec<WorkbookNotice> {
    let SheetPath { file, sheet } = SheetPath::resolve(path);
    // A pipe can be read but once.
    if Key::for_sheet(file, sheet).is_none() {
        return Vec::new();
    }
    let Ok(mut stream) = input::stream(file) else { return Vec::new() };
    if !stream.fill_buf().is_ok_and(is_one) {
        return Vec::new();
    }
    let name = file.display().to_string();
    table(Some(file), &name, sheet, stream)
        .map_or_else(|_| Vec::new(), |table| table.notices.clone())
}
