//! From any dialect to version 1.2.

use std::io::{BufRead, Write};

use super::{error::Error, reader::Reader, writer::Writer};

/// Writes every record of `reader` as version 1.2; a tool or source that its header does not name is
/// `unknown`. Corrections are [notices](Reader::notices) of the reader.
///
/// ```
/// use exocast_mirna::mirgff3::{Reader, convert};
///
/// let text = "## mirGFF3. VERSION 1.0\n## COLDATA: s1\n\
///     hsa-let-7a-1\tmiRBase21\tisomiR\t5\t26\t.\t+\t.\tRead ATGAGGTAGTAGGTTGTATAGTT; UID iso-23-I0S31NSL0E; \
///     Name hsa-let-7a-5p; Parent hsa-let-7a-1; Variant iso_5p:+1; Cigar 23M; Expression 4; Filter Pass; Hits 1\n";
/// let mut reader = Reader::new(text.as_bytes(), "old.gff3", false)?;
/// let converted = String::from_utf8(convert(&mut reader, Vec::new())?)?;
/// assert!(converted.starts_with("## VERSION: 1.2\n") && converted.contains("Variant=iso_5p:-1;"));
/// assert!(!reader.notices().is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// At the first record that cannot be read or written.
pub fn convert<R: BufRead, W: Write>(reader: &mut Reader<R>, out: W) -> Result<W, Error> {
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
