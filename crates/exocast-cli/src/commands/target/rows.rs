//! Tables whose rows are written as they come.

use std::path::Path;

use anyhow::Result;
use exocast::{
    core::{Cell, Table},
    io::{TableFormat, write_file},
};

use crate::{commands::part::Part, session::Session};

/// Rows that are written at once.
const CHUNK: usize = 1 << 14;

/// Writes rows as they come: text with memory for some of them, other formats whole; and next to a part
/// of a table, its record.
pub(super) fn write_rows<S: Into<String> + Clone>(
    session: &Session,
    out: &Path,
    part: Option<Part>,
    columns: impl IntoIterator<Item = S>,
    fill: impl FnOnce(&mut dyn FnMut(Vec<Cell>)),
) -> Result<()> {
    let mut rows = 0;
    stream_rows(session, out, columns, |visit| {
        fill(&mut |row| {
            rows += 1;
            visit(row);
        });
    })?;
    part.map_or(Ok(()), |part| part.record(out, rows))
}

fn stream_rows<S: Into<String> + Clone>(
    session: &Session,
    out: &Path,
    columns: impl IntoIterator<Item = S>,
    fill: impl FnOnce(&mut dyn FnMut(Vec<Cell>)),
) -> Result<()> {
    let columns: Vec<String> = columns.into_iter().map(Into::into).collect();
    let mut table = Table::new(columns.clone());
    if session.format() != TableFormat::Tsv {
        fill(&mut |row| table.push(row));
        return session.write_table(out, &table);
    }
    let replaced = out.exists();
    write_file(out, |file| {
        let (mut header, mut result) = (true, Ok(()));
        let mut flush = |table: &mut Table| {
            let full = std::mem::replace(table, Table::new(columns.clone()));
            let mut text = Vec::new();
            full.write_tsv(&mut text)?;
            let end = text.iter().position(|&byte| byte == b'\n').map_or(0, |end| end + 1);
            let from = if std::mem::take(&mut header) { 0 } else { end };
            file.write_all(&text[from..])
        };
        fill(&mut |row| {
            table.push(row);
            if table.rows().len() >= CHUNK && result.is_ok() {
                result = flush(&mut table);
            }
        });
        result?;
        flush(&mut table)
    })?;
    session.wrote(out, replaced);
    Ok(())
}
