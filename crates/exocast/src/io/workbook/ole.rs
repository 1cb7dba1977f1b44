//! Workbooks of Excel 97 to 2003 (.xls): their records are walked through before memory is taken for their cells.

use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::{fault::Fault, rows::Seen};

/// Cells of all sheets, each from its first filled row and column to the last.
const CELLS: u64 = 8_000_000;
/// Rows × columns of a sheet.
const WHOLE: u64 = 65_536 * 256;
/// Records at the beginning and the end of the workbook, a sheet or a chart.
const BEGIN: u64 = 0x0809;
const END: u64 = 0x000A;

/// Cells in percent of each sheet, in the order of the sheets in the file, or why the file is not read.
pub(super) fn percentages(bytes: &[u8]) -> Result<Vec<Seen>, Fault> {
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(Fault::damaged)?;
    let names: Vec<String> = file.walk().map(|entry| entry.name().to_owned()).collect();
    if names.iter().any(|name| name == "EncryptedPackage") {
        return Err(Fault::Encrypted);
    }
    let is_book = |name: &&String| ["workbook", "book"].contains(&name.to_lowercase().as_str());
    let name = names.iter().find(is_book).ok_or(Fault::Document)?;
    let mut stream = Vec::new();
    let opened = file.open_stream(format!("/{name}")).map_err(Fault::damaged)?;
    opened.take(bytes.len() as u64).read_to_end(&mut stream).map_err(Fault::damaged)?;
    sheets(&stream)
}

fn number(data: &[u8], at: usize) -> u64 {
    data.get(at..at + 2).map_or(0, |pair| u64::from(u16::from_le_bytes([pair[0], pair[1]])))
}

/// Rows and columns from the first filled cell to the last.
#[derive(Default)]
struct Extent {
    rows: Option<(u64, u64)>,
    columns: Option<(u64, u64)>,
}

impl Extent {
    fn add(&mut self, row: u64, columns: (u64, u64)) {
        let wider = |known: Option<(u64, u64)>, low: u64, high: u64| {
            let (first, last) = known.unwrap_or((low, high));
            Some((first.min(low), last.max(high)))
        };
        self.rows = wider(self.rows, row, row);
        self.columns = wider(self.columns, columns.0, columns.1);
    }

    fn cells(&self) -> u64 {
        let length = |ends: Option<(u64, u64)>| ends.map_or(0, |(first, last)| last - first + 1);
        length(self.rows).saturating_mul(length(self.columns))
    }
}

/// The records of a stream: kind and data.
fn records(stream: &[u8]) -> impl Iterator<Item = (u64, &[u8])> {
    let mut rest = stream;
    std::iter::from_fn(move || {
        let (kind, length) = (number(rest, 0), number(rest, 2));
        let end = usize::try_from(length).ok()? + 4;
        let data = rest.get(4..end)?;
        rest = &rest[end..];
        Some((kind, data))
    })
}

fn long(data: &[u8], at: usize) -> u64 {
    number(data, at) | number(data, at + 2) << 16
}

fn sheets(stream: &[u8]) -> Result<Vec<Seen>, Fault> {
    let (mut percent, mut styles, mut places) = (vec![9, 10], Vec::new(), Vec::new());
    for (kind, data) in records(stream) {
        match kind {
            END => break,
            // A format, a style with its format, and where a sheet begins.
            0x041E if data.contains(&b'%') => percent.push(number(data, 0)),
            0x00E0 => styles.push(number(data, 2)),
            0x0085 => places.push(usize::try_from(long(data, 0)).unwrap_or(usize::MAX)),
            _ => {}
        }
    }
    let styles: Vec<bool> = styles.iter().map(|format| percent.contains(format)).collect();
    let (mut all, mut seen) = (0, Vec::new());
    for place in places {
        let sheet = stream.get(place..).ok_or_else(|| Fault::damaged("a sheet behind its end"))?;
        let (cells, percentages) = cells(sheet, &styles)?;
        all += cells;
        if all > CELLS {
            let what = format!("{all} cells from the first to the last");
            return Err(Fault::TooLarge { what, most: format!("{CELLS} in all sheets") });
        }
        seen.push(percentages);
    }
    Ok(seen)
}

/// The cells of a sheet that memory is taken for, and those in percent.
fn cells(sheet: &[u8], styles: &[bool]) -> Result<(u64, Seen), Fault> {
    let (mut extent, mut seen, mut depth) = (Extent::default(), Seen::default(), 0_usize);
    for (kind, data) in records(sheet) {
        match kind {
            // Charts in a sheet begin and end as it does.
            BEGIN => depth += 1,
            END if depth < 2 => break,
            END => depth -= 1,
            _ if depth > 1 => {}
            // Memory is taken for the cells that a sheet says it has.
            0x0200 => {
                let (rows, columns) = if data.len() >= 14 {
                    ((long(data, 0), long(data, 4)), (number(data, 8), number(data, 10)))
                } else {
                    ((number(data, 0), number(data, 2)), (number(data, 4), number(data, 6)))
                };
                let is_empty = rows.1 == 0 || columns.1 == 0;
                let cells = rows.1.saturating_mul(columns.1);
                if !is_empty && (cells > WHOLE || rows.1 <= rows.0) {
                    return Err(Fault::damaged("a sheet of an impossible size"));
                }
            }
            // Number, label, truth, formula, and several numbers in one.
            0x0203 | 0x0204 | 0x00D6 | 0x0205 | 0x027E | 0x00FD | 0x0006 | 0x00BD => {
                let (row, first) = (number(data, 0), number(data, 2));
                let last =
                    if kind == 0x00BD { number(data, data.len().saturating_sub(2)) } else { first };
                extent.add(row, (first.min(last), first.max(last)));
                let is_number = matches!(kind, 0x0203 | 0x027E | 0x0006 | 0x00BD);
                for (column, at) in (first..=last).zip((4..).step_by(6)).filter(|_| is_number) {
                    let style = usize::try_from(number(data, at)).unwrap_or_default();
                    if styles.get(style) == Some(&true) {
                        let place = |number| u32::try_from(number).unwrap_or_default();
                        seen.add(place(row), place(column), "");
                    }
                }
            }
            _ => {}
        }
    }
    Ok((extent.cells(), seen))
}
