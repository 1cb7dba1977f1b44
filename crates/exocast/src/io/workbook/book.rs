//! A workbook of any kind: its sheets and their cells.

use std::{io::Cursor, ops::ControlFlow, sync::Arc};

use calamine::{
    Data, DataRef, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError,
};

use super::{
    archive::{self, Archive, Kind},
    choice::Sheet,
    dates,
    fault::Fault,
    formulas, ole, open_document,
    rows::Seen,
    value::Value,
};

type Bytes = Cursor<Arc<[u8]>>;

/// Receives cells, row by row, until it has seen enough.
pub(super) type Take<'t> =
    &'t mut dyn FnMut(u32, u32, &Value<'_>) -> Result<ControlFlow<()>, Fault>;

/// A workbook whose sheets can be read.
pub(super) struct Book {
    bytes: Arc<[u8]>,
    inner: Inner,
    /// Cells in percent of each sheet, where they are known beforehand.
    percentages: Vec<Seen>,
}

enum Inner {
    Excel(Box<Xlsx<Bytes>>),
    Older(Box<Xls<Bytes>>),
    OpenDocument(Box<Ods<Bytes>>),
}

/// What there is to say of the cells of a sheet besides their values.
#[derive(Default)]
pub(super) struct Besides {
    pub(super) percentages: Seen,
    pub(super) without_result: Seen,
}

impl Book {
    pub(super) fn open(bytes: Vec<u8>) -> Result<Self, Fault> {
        let bytes: Arc<[u8]> = bytes.into();
        let stream = || Cursor::new(Arc::clone(&bytes));
        let (inner, percentages) = if bytes.starts_with(b"PK") {
            match archive::kind(&bytes)? {
                Kind::Excel => {
                    let book = Xlsx::new(stream()).map_err(of_excel)?;
                    (Inner::Excel(Box::new(book)), Vec::new())
                }
                Kind::OpenDocument => {
                    let mut parts = Archive::new(Cursor::new(&bytes)).map_err(Fault::damaged)?;
                    let percentages = open_document::percentages(&mut parts)?;
                    let book = Ods::new(stream()).map_err(of_open_document)?;
                    (Inner::OpenDocument(Box::new(book)), percentages)
                }
            }
        } else {
            let percentages = ole::percentages(&bytes)?;
            (Inner::Older(Box::new(Xls::new(stream()).map_err(of_older)?)), percentages)
        };
        Ok(Self { bytes, inner, percentages })
    }

    pub(super) fn sheets(&self) -> Vec<Sheet> {
        let sheets = match &self.inner {
            Inner::Excel(book) => book.sheets_metadata(),
            Inner::Older(book) => book.sheets_metadata(),
            Inner::OpenDocument(book) => book.sheets_metadata(),
        };
        let sheet = |sheet: &calamine::Sheet| Sheet {
            name: sheet.name.clone(),
            hidden: sheet.visible != SheetVisible::Visible,
            cells: sheet.typ == SheetType::WorkSheet,
        };
        sheets.iter().map(sheet).collect()
    }

    /// Passes on the filled cells of a sheet.
    pub(super) fn cells(&mut self, place: usize, take: Take<'_>) -> Result<Besides, Fault> {
        let name = self.sheets().swap_remove(place).name;
        let known = self.percentages.get(place).cloned().unwrap_or_default();
        let mut besides = Besides { percentages: known, ..Besides::default() };
        let range = match &mut self.inner {
            Inner::Excel(book) => {
                let is_blank = stream(book, &name, &mut besides.percentages, take)?;
                if is_blank {
                    let mut parts =
                        Archive::new(Cursor::new(&self.bytes)).map_err(Fault::damaged)?;
                    besides.without_result = formulas::without_result(&mut parts, &name)?;
                }
                return Ok(besides);
            }
            Inner::Older(book) => book.worksheet_range(&name).map_err(of_older)?,
            Inner::OpenDocument(book) => book.worksheet_range(&name).map_err(of_open_document)?,
        };
        let (first_row, first_column) = range.start().unwrap_or_default();
        for (row, column, cell) in range.used_cells() {
            let place = |first: u32, at: usize| first + u32::try_from(at).unwrap_or_default();
            let (row, column) = (place(first_row, row), place(first_column, column));
            let value = match cell {
                Data::Empty => continue,
                Data::String(text) => Value::Text(text),
                Data::Float(number) => Value::Number(*number),
                Data::Int(number) => Value::Number(*number as f64),
                Data::Bool(truth) => Value::Truth(*truth),
                Data::DateTime(date) => dates::of_serial(date),
                Data::DateTimeIso(date) => Value::Date(dates::of_text(date)),
                Data::DurationIso(time) => Value::Date(dates::of_text(time)),
                Data::Error(error) => Value::Error(error.to_string()),
            };
            if take(row, column, &value)?.is_break() {
                break;
            }
        }
        Ok(besides)
    }
}

/// Passes on the cells of a sheet of .xlsx; whether some were blank.
fn stream(
    book: &mut Xlsx<Bytes>,
    name: &str,
    percentages: &mut Seen,
    take: Take<'_>,
) -> Result<bool, Fault> {
    let mut cells = book.worksheet_cells_reader(name).map_err(of_excel)?;
    let in_percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| {
            style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%'))
        })
        .collect();
    let mut is_blank = false;
    while let Some((cell, style)) = cells.next_cell_with_style_id().map_err(of_excel)? {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::Empty => {
                is_blank = true;
                continue;
            }
            DataRef::String(text) => Value::Text(text),
            DataRef::SharedString(text) => Value::Text(text),
            DataRef::Float(number) => Value::Number(*number),
            DataRef::Int(number) => Value::Number(*number as f64),
            DataRef::Bool(truth) => Value::Truth(*truth),
            DataRef::DateTime(date) => dates::of_serial(date),
            DataRef::DateTimeIso(date) => Value::Date(dates::of_text(date)),
            DataRef::DurationIso(time) => Value::Date(dates::of_text(time)),
            DataRef::Error(error) => Value::Error(error.to_string()),
        };
        if let Value::Number(number) = value
            && in_percent.get(style) == Some(&true)
        {
            percentages.add(row, column, &number.to_string());
        }
        if take(row, column, &value)?.is_break() {
            return Ok(false);
        }
    }
    Ok(is_blank)
}

fn of_excel(error: XlsxError) -> Fault {
    match error {
        XlsxError::Password => Fault::Encrypted,
        error => Fault::damaged(error),
    }
}

fn of_older(error: XlsError) -> Fault {
    match error {
        XlsError::Password => Fault::Encrypted,
        error => Fault::damaged(error),
    }
}

fn of_open_document(error: OdsError) -> Fault {
    match error {
        OdsError::Password => Fault::Encrypted,
        error => Fault::damaged(error),
    }
}
