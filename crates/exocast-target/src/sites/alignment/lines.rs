//! Rows of the files of alignments and families.

use std::io::BufRead;

use exocast_core::{Lines, Location, Malformed, ReadError};

pub(super) fn for_each_line<R: BufRead>(
    reader: R,
    source: &str,
    mut take: impl FnMut(&[&str], &Location) -> Result<(), Malformed>,
) -> Result<(), ReadError> {
    let mut lines = Lines::new(reader, source);
    while let Some(line) = lines.next_line()? {
        let line = line.to_owned();
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        let at = lines.location();
        take(&fields, &at).map_err(|cause| ReadError::malformed(at, cause))?;
    }
    Ok(())
}
