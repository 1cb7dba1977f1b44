//! From any dialect to version 1.2.

use std::io::{BufRead, Write};

use super::{error::ConvertError, reader::Reader, writer::Writer};

/// Writes every record of `reader` as version 1.2; a tool or source that its header does not name is
/// `unknown`. What was put right stands in the [notices](Reader::notices) of the reader.
///
/// # Errors
/// At the first record that cannot be read or written.
pub fn convert<R: BufRead, W: Write>(reader: &mut Reader<R>, out: W) -> Result<W, ConvertError> {
    let mut header = reader.header().clone();
    if header.tools.is_empty() {
        header.tools.push("unknown".to_owned());
    }
    if header.ontology.is_empty() {
        "unknown".clone_into(&mut header.ontology);
    }
    let mut writer = Writer::new(out, &header)?;
    for record in reader {
        writer.write(&record?)?;
    }
    Ok(writer.into_inner())
}
