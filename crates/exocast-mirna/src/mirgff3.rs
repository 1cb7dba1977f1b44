//! mirGFF3 1.2, the exchange format of isomiRs (Desvignes 2020, Bioinformatics 36:698).

use std::{
    borrow::Cow,
    fmt,
    io::{self, Write},
};

use exocast_core::Strand;

mod dialect;
mod reader;

pub use reader::Reader;

/// What the header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Database with its identifier: [`MIRBASE`].
    pub ontology: String,
    /// Tools that called the isomiRs.
    pub tools: Vec<String>,
    /// Commands that made the file.
    pub commands: Vec<String>,
    /// Genome or database version.
    pub reference: Option<String>,
    /// Meaning of filter tags.
    pub filters: Option<String>,
    /// Samples, in the order of [`Record::expression`].
    pub samples: Vec<String>,
}

/// The source-ontology of miRBase, by its `FAIRsharing` identifier.
pub const MIRBASE: &str = "miRBase doi:10.25504/fairsharing.hmgte8";

/// The source-ontology of `MirGeneDB`, which has no identifier of that kind.
pub const MIRGENEDB: &str = "mirGeneDB: http://mirgenedb.org";

/// What a record is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// The mature sequence itself, SO:0002166.
    RefMirna,
    /// A variant of it, SO:0002167.
    Isomir,
    /// A precursor, SO:0001244.
    PreMirna,
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::RefMirna => "ref_miRNA",
            Self::Isomir => "isomiR",
            Self::PreMirna => "pre_miRNA",
        })
    }
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record<'a> {
    /// Precursor or chromosome.
    pub seqid: Cow<'a, str>,
    /// Database with version, `mirbase21`.
    pub source: Cow<'a, str>,
    /// What the record is of.
    pub kind: Type,
    /// Templated part on `seqid`, 0-based and half-open.
    pub start: usize,
    /// One past the templated part.
    pub end: usize,
    /// Strand; forward on a precursor.
    pub strand: Strand,
    /// License plate.
    pub uid: Cow<'a, str>,
    /// The read in DNA letters; empty where it is not known, and then not written.
    pub read: Cow<'a, str>,
    /// Mature name.
    pub name: Cow<'a, str>,
    /// Precursors, at least one.
    pub parents: Vec<Cow<'a, str>>,
    /// `NA` or labels, comma-separated.
    pub variant: Cow<'a, str>,
    /// What changed; not written where empty.
    pub changes: Cow<'a, str>,
    /// `M` exact, letters where the reference differs.
    pub cigar: Cow<'a, str>,
    /// Places that fit equally well.
    pub hits: usize,
    /// Counts in the order of the samples.
    pub expression: Vec<u64>,
    /// `PASS` or `REJECT`, perhaps with a tag.
    pub filter: Cow<'a, str>,
    /// Further attributes, such as `Alias` or `Genomic`, in order.
    pub other: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// A header or record that the format does not allow.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The output fails.
    #[error("cannot write mirGFF3")]
    Io(#[from] io::Error),
    /// A required part is empty or holds what it may not.
    #[error("{field} of a mirGFF3 record is `{value}`, which the format does not allow")]
    Field {
        /// The part.
        field: &'static str,
        /// Its value.
        value: String,
    },
    /// Another number of counts than of samples.
    #[error("{found} expression values for {wanted} samples")]
    Expression {
        /// Values.
        found: usize,
        /// Samples.
        wanted: usize,
    },
}

/// Writes mirGFF3 1.2, and refuses what is not.
///
/// ```
/// use exocast_mirna::mirgff3::{Header, MIRBASE, Writer};
///
/// let header = Header {
///     ontology: MIRBASE.into(),
///     tools: vec!["exocast".into()],
///     commands: vec![],
///     reference: None,
///     filters: None,
///     samples: vec!["EV_1".into(), "EV_2".into()],
/// };
/// let writer = Writer::new(Vec::new(), &header)?;
/// let text = String::from_utf8(writer.into_inner()).unwrap();
/// assert!(text.starts_with("## VERSION: 1.2\n##source-ontology: miRBase"));
/// assert!(text.ends_with("## COLDATA: EV_1,EV_2\n"));
/// # Ok::<(), exocast_mirna::mirgff3::WriteError>(())
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
    /// Where there is no tool or sample, a tool's name holds a comma or white space, text holds a line
    /// end, or the output fails.
    pub fn new(mut out: W, header: &Header) -> Result<Self, WriteError> {
        let line = |field, text: &str| match text {
            "" => Err(WriteError::Field { field, value: String::new() }),
            text if text.contains(['\n', '\r']) => {
                Err(WriteError::Field { field, value: text.to_owned() })
            }
            text => Ok(text.to_owned()),
        };
        let list = |field, items: &[String]| {
            let bad = |item: &&String| {
                item.is_empty() || item.contains(|c: char| c == ',' || c.is_whitespace())
            };
            match items.iter().find(bad) {
                Some(item) => Err(WriteError::Field { field, value: item.clone() }),
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

    /// A part of a file, whose header another writer has checked.
    pub(crate) fn without_header(out: W, samples: usize) -> Self {
        Self { out, samples }
    }

    /// Writes one record. Characters with a meaning in attributes are escaped.
    ///
    /// # Errors
    /// Where a required part is empty or not what the format allows, or the output fails.
    pub fn write(&mut self, record: &Record<'_>) -> Result<(), WriteError> {
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

impl Record<'_> {
    fn check(&self, samples: usize) -> Result<(), WriteError> {
        let refuse = |field, value: &str| Err(WriteError::Field { field, value: value.to_owned() });
        let required = [
            ("seqid", &self.seqid),
            ("source", &self.source),
            ("UID", &self.uid),
            ("Name", &self.name),
            ("Variant", &self.variant),
            ("Cigar", &self.cigar),
        ];
        if let Some((field, value)) = required.iter().find(|(_, value)| value.is_empty()) {
            return refuse(field, value);
        }
        if self.parents.is_empty() || self.parents.iter().any(|parent| parent.is_empty()) {
            return refuse("Parent", "");
        }
        if self.start >= self.end {
            return refuse("start", &self.start.to_string());
        }
        if !self.read.bytes().all(|letter| b"ACGTN".contains(&letter)) {
            return refuse("Read", &self.read);
        }
        if !self.variant.split(',').all(is_label) && self.variant != "NA" {
            return refuse("Variant", &self.variant);
        }
        if !self.cigar.bytes().all(|b| b.is_ascii_digit() || b"MIDACGTN".contains(&b)) {
            return refuse("Cigar", &self.cigar);
        }
        let tag = self.filter.strip_prefix("PASS").or(self.filter.strip_prefix("REJECT"));
        if !tag.is_some_and(|tag| tag.is_empty() || (tag.len() > 1 && tag.starts_with(':'))) {
            return refuse("Filter", &self.filter);
        }
        if self.hits == 0 {
            return refuse("Hits", "0");
        }
        if self.expression.len() != samples {
            let found = self.expression.len();
            return Err(WriteError::Expression { found, wanted: samples });
        }
        Ok(())
    }
}

/// Reading one dialect and writing 1.2 failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// A record cannot be read.
    #[error(transparent)]
    Read(#[from] exocast_core::ReadError),
    /// A record cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes every record of `reader` as version 1.2; a tool or source that its header does not name is
/// `unknown`. What was put right stands in the [notices](Reader::notices) of the reader.
///
/// # Errors
/// At the first record that cannot be read or written.
pub fn convert<R: io::BufRead, W: Write>(
    reader: &mut Reader<R>,
    out: W,
) -> Result<W, ConvertError> {
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

/// Whether a text is one label of the attribute `Variant`.
fn is_label(label: &str) -> bool {
    let number = |text: &str| {
        !text.starts_with('0') && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
    };
    match label.split_once(':') {
        Some(("iso_5p" | "iso_3p", n)) => n.strip_prefix(['+', '-']).is_some_and(number),
        Some(("iso_add5p" | "iso_add3p", n)) => number(n),
        Some(_) => false,
        None => matches!(
            label,
            "iso_snv"
                | "iso_snv_seed"
                | "iso_snv_central_offset"
                | "iso_snv_central"
                | "iso_snv_central_supp"
        ),
    }
}

/// Escapes what would break the list of samples.
fn sample(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for c in name.chars() {
        if c == ',' || c == '%' || c.is_whitespace() || c.is_control() {
            let mut bytes = [0; 4];
            escaped.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Escapes what has a meaning in column 9 of GFF3.
fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains([';', '=', '&', ',', '%', '\t', '\n', '\r']) {
        return text.into();
    }
    let escaped = |c: char| match c {
        ';' | '=' | '&' | ',' | '%' | '\t' | '\n' | '\r' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    text.chars().map(escaped).collect::<String>().into()
}

/// Escapes what would break a column.
fn column(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\n', '\r', '%']) {
        text.replace('%', "%25")
            .replace('\t', "%09")
            .replace('\n', "%0A")
            .replace('\r', "%0D")
            .into()
    } else {
        text.into()
    }
}
