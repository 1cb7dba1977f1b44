//! Workbooks of `LibreOffice` (.ods): their cells are counted before memory is taken for them.

use std::io::BufReader;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{archive::Archive, fault::Fault, rows::Seen};

/// Cells of all sheets, from the first column of a row to its last filled cell.
const CELLS: u64 = 8_000_000;
/// Rows and columns of a sheet.
const LONGEST: u64 = 1_048_576;
const WIDEST: u64 = 16_384;

/// A row as it is read.
#[derive(Default)]
struct Row {
    /// Cells up to here, and up to the last filled one.
    cells: u64,
    filled: u64,
    repeated: u64,
}

/// What is known of a sheet.
#[derive(Default)]
struct Sheet {
    /// Empty rows, which are cells if a filled one follows.
    empty: u64,
    rows: u64,
    widest: u64,
    percentages: Seen,
}

impl Sheet {
    /// Cells that the row takes memory for.
    fn end(&mut self, row: &Row) -> u64 {
        let repeated = row.repeated.min(LONGEST.saturating_sub(self.rows));
        self.rows += repeated;
        if row.filled == 0 {
            self.empty += repeated;
            return 0;
        }
        self.widest = self.widest.max(row.filled);
        (std::mem::take(&mut self.empty) + repeated).saturating_mul(self.widest)
    }
}

/// Cells in percent of each sheet, in their order, or why the file is not read.
pub(super) fn percentages(archive: &mut Archive<'_>) -> Result<Vec<Seen>, Fault> {
    let part = archive.by_name("content.xml").map_err(Fault::damaged)?;
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().check_end_names = false;
    xml.config_mut().expand_empty_elements = true;
    let (mut sheets, mut row, mut all, mut buffer) =
        (Vec::new(), Row::default(), 0_u64, Vec::new());
    let mut sheet = Sheet::default();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).map_err(Fault::damaged)? {
            Event::Start(tag) => match tag.name().as_ref() {
                "table:table" => sheet = Sheet::default(),
                "table:table-row" => {
                    row = Row {
                        repeated: repeats(&tag, "table:number-rows-repeated")?,
                        ..Row::default()
                    };
                }
                "table:table-cell" | "table:covered-table-cell" => {
                    let cells = repeats(&tag, "table:number-columns-repeated")?;
                    row.cells = (row.cells + cells).min(WIDEST);
                    let kind = attribute(&tag, "office:value-type")?;
                    if kind.is_some() || attribute(&tag, "table:formula")?.is_some() {
                        row.filled = row.cells;
                    }
                    if kind.as_deref() == Some("percentage") {
                        let value = attribute(&tag, "office:value")?.unwrap_or_default();
                        let place = |number: u64| u32::try_from(number).unwrap_or_default();
                        let column = row.cells.saturating_sub(cells);
                        sheet.percentages.add(place(sheet.rows), place(column), &value);
                    }
                }
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "table:table-row" => {
                    all += sheet.end(&row);
                    if all > CELLS {
                        let what = format!("more than {CELLS} cells");
                        return Err(Fault::TooLarge {
                            what,
                            most: format!("{CELLS} in all sheets"),
                        });
                    }
                }
                "table:table" => sheets.push(std::mem::take(&mut sheet.percentages)),
                _ => {}
            },
            Event::Eof => return Ok(sheets),
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Fault> {
    let attribute = tag.try_get_attribute(name).map_err(Fault::damaged)?;
    Ok(attribute.map(|attribute| attribute.value.as_ref().to_owned()))
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> Result<u64, Fault> {
    let number = attribute(tag, name)?.map(|text| text.trim().parse::<u64>());
    number.unwrap_or(Ok(1)).map_err(Fault::damaged)
}
