//! Writing mirGFF3 1.2.

use std::io::Write;

use super::{
    error::Error,
    escape::{column, escape, sample},
    header::Header,
    record::Record,
};

/// Writes mirGFF3 1.2, and refuses anything else.
///
/// ```
/// use exocast_mirna::mirgff3::{Header, MIRBASE, Record, Type, Writer};
///
/// let header = Header::new(MIRBASE, ["exocast"], ["EV_1", "EV_2"]);
/// let mut writer = Writer::new(Vec::new(), &header)?;
/// let mut record = Record::new("hsa-let-7a-1", "mirbase21", Type::RefMirna, 5..27);
/// record.uid = "iso-22-XKVLRYVPQ".into();
/// record.read = "TGAGGTAGTAGGTTGTATAGTT".into();
/// record.name = "hsa-let-7a-5p".into();
/// record.parents = vec!["hsa-let-7a-1".into()];
/// record.cigar = "22M".into();
/// record.expression = vec![12, 3];
/// writer.write(&record)?;
/// let text = String::from_utf8(writer.into_inner()).unwrap();
/// assert!(text.starts_with("## VERSION: 1.2\n##source-ontology: miRBase"));
/// assert!(text.contains("## COLDATA: EV_1,EV_2\nhsa-let-7a-1\tmirbase21\tref_miRNA\t6\t27\t"));
/// # Ok::<(), exocast_mirna::mirgff3::Error>(())
/// ```
#[derive(Debug)]
pub struct Writer<W> {
    out: W,
    samples: usize,
}

impl<W: Write> Writer<W> {
    /// Writes the header. Commas, white space and `%` in the names of samples are escaped.
    ///
    /// # Errors
    /// Where there is no tool or sample, the name of a tool has a comma or white space, a text has a line end, or the
    /// output fails.
    pub fn new(mut out: W, header: &Header) -> Result<Self, Error> {
        let line = |field, text: &str| match text {
            "" => Err(Error::Field { field, value: String::new() }),
            text if text.contains(['\n', '\r']) => {
                Err(Error::Field { field, value: text.to_owned() })
            }
            text => Ok(text.to_owned()),
        };
        let list = |field, items: &[String]| {
            let bad = |item: &&String| {
                item.is_empty() || item.contains(|c: char| c == ',' || c.is_whitespace())
            };
            match items.iter().find(bad) {
                Some(item) => Err(Error::Field { field, value: item.clone() }),
                None => line(field, &items.join(",")),
            }
        };
        writeln!(out, "## VERSION: 1.2")?;
        writeln!(out, "##source-ontology: {}", line("source-ontology", &header.ontology)?)?;
        writeln!(out, "## TOOLS: {}", list("TOOLS", &header.tools)?)?;
        for command in &header.commands {
            writeln!(out, "## CMD: {}", line("CMD", command)?)?;
        }
        if let Some(reference) = &header.reference {
            writeln!(out, "## REFERENCE: {}", line("REFERENCE", reference)?)?;
        }
        if let Some(filters) = &header.filters {
            writeln!(out, "## FILTER: {}", line("FILTER", filters)?)?;
        }
        let samples: Vec<String> = header.samples.iter().map(|name| sample(name)).collect();
        writeln!(out, "## COLDATA: {}", list("COLDATA", &samples)?)?;
        Ok(Self { out, samples: header.samples.len() })
    }

    /// Writes a part of a file whose header another writer has checked.
    pub(crate) fn without_header(out: W, samples: usize) -> Self {
        Self { out, samples }
    }

    /// Writes one record. Characters with a meaning in attributes are escaped.
    ///
    /// # Errors
    /// Where a required part is empty or has a value that the format does not allow, or the output fails.
    pub fn write(&mut self, record: &Record<'_>) -> Result<(), Error> {
        record.check(self.samples)?;
        let out = &mut self.out;
        write!(
            out,
            "{}\t{}\t{}\t{}\t{}\t.\t{}\t.\t{}{}UID={};Name={};Parent={};Variant={}",
            column(&record.seqid),
            column(&record.source),
            record.kind,
            record.start + 1,
            record.end,
            record.strand,
            if record.read.is_empty() { String::new() } else { format!("Read={}", record.read) },
            if record.read.is_empty() { "" } else { ";" },
            record.uid,
            escape(&record.name),
            record.parents.iter().map(|parent| escape(parent)).collect::<Vec<_>>().join(","),
            record.variant,
        )?;
        if !record.changes.is_empty() {
            write!(out, ";Changes={}", record.changes)?;
        }
        write!(out, ";Cigar={};Hits={};Expression=", record.cigar, record.hits)?;
        for (i, count) in record.expression.iter().enumerate() {
            write!(out, "{}{count}", if i > 0 { "," } else { "" })?;
        }
        write!(out, ";Filter={}", record.filter)?;
        for (i, count) in record.counts.iter().enumerate() {
            write!(out, "{}{count}", if i > 0 { "," } else { ";Counts=" })?;
        }
        for (key, value) in &record.other {
            write!(out, ";{}={}", escape(key), escape(value))?;
        }
        writeln!(out)?;
        Ok(())
    }

    /// The output.
    pub fn into_inner(self) -> W {
        self.out
    }
}
