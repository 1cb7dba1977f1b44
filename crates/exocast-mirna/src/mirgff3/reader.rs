//! Reading mirGFF3 of any version and dialect.

use std::io::BufRead;

use exocast_core::{Lines, Location, Malformed, ReadError, Strand};

use super::{
    attributes::Attributes,
    deviation::{Deviation, Deviations},
    dialect,
    escape::unescape,
    header::Header,
    record::{Record, Type},
};
use crate::notice::Notice;

/// Reads mirGFF3 as mirtop (`Key value;`), miRge3 (`Key=value;`) and isoMiRmap (`id=` for `UID=`) write it,
/// and returns records of version 1.2.
///
/// Spellings of older versions are corrected and counted; a record that lacks a required attribute, has an unknown type
/// or filter, or contradicts itself is always an error. A strict reader also refuses a header without `VERSION`, `source-ontology` or `TOOLS`, a UID that is not that of the read, a
/// shift without sign, and a record without `Hits`.
///
/// ```
/// use exocast_mirna::mirgff3::Reader;
///
/// let text = "## mirGFF3. VERSION 1.0\n## COLDATA: s1\n\
///     hsa-let-7a-1\tmiRBase21\tisomiR\t5\t26\t.\t+\t.\tRead ATGAGGTAGTAGGTTGTATAGTT; UID iso-23-I0S31NSL0E; \
///     Name hsa-let-7a-5p; Parent hsa-let-7a-1; Variant iso_5p:+1; Cigar 23M; Expression 4; Filter Pass; Hits 1\n";
/// let mut reader = Reader::new(text.as_bytes(), "old.gff3", false)?;
/// let record = reader.next().unwrap()?;
/// assert_eq!(record.variant, "iso_5p:-1");
/// assert_eq!(record.filter, "PASS");
/// assert!(reader.next().is_none());
/// # Ok::<(), exocast_core::ReadError>(())
/// ```
#[derive(Debug)]
pub struct Reader<R> {
    lines: Lines<R>,
    header: Header,
    /// Whether 5' shifts have the sign of before 1.1.
    reversed: bool,
    first: Option<String>,
    deviations: Deviations,
    notices: Vec<Notice>,
    done: bool,
}

/// The first version in which `iso_5p:+1` is downstream.
const SIGNED: (u64, u64) = (1, 1);

impl<R: BufRead> Reader<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// Where no line `COLDATA` names the samples, the stream fails, or, if `strict`, another required line
    /// is missing.
    pub fn new(inner: R, source: &str, strict: bool) -> Result<Self, ReadError> {
        let mut lines = Lines::new(inner, source);
        let (mut version, mut first) = (None, None);
        let mut header = Header::default();
        while let Some(line) = lines.next_line()? {
            let Some(text) = line.strip_prefix('#') else {
                if line.trim().is_empty() {
                    continue;
                }
                first = Some(line.to_owned());
                break;
            };
            let text = text.trim_start_matches('#').trim();
            version = version.or_else(|| version_of(text));
            let Some((key, value)) = text.split_once(':') else { continue };
            let value = value.trim();
            let list = || value.split(',').map(|item| item.trim().to_owned());
            match key.trim().to_ascii_uppercase().as_str() {
                "SOURCE-ONTOLOGY" | "SOURCE" => value.clone_into(&mut header.ontology),
                "TOOLS" => header.tools = list().filter(|item| !item.is_empty()).collect(),
                "CMD" => header.commands.push(value.to_owned()),
                "REFERENCE" => header.reference = Some(value.to_owned()),
                "FILTER" => header.filters = Some(value.to_owned()),
                "COLDATA" => {
                    let names = list().filter(|item| !item.is_empty());
                    header.samples = names.map(|name| unescape(&name).into_owned()).collect();
                }
                _ => {}
            }
        }
        let required = [
            (!header.samples.is_empty(), true, "the header line `## COLDATA: sample1,sample2`"),
            (version.is_some(), false, "the header line `## VERSION: 1.2`"),
            (!header.ontology.is_empty(), false, "the header line `##source-ontology`"),
            (!header.tools.is_empty(), false, "the header line `## TOOLS`"),
        ];
        let mut notices = Vec::new();
        for (_, always, what) in required.iter().filter(|(there, ..)| !there) {
            if strict || *always {
                return Err(ReadError::malformed(lines.location(), Malformed::Missing(what)));
            }
            notices.push(Notice::NoHeader { what });
        }
        let deviations = Deviations::new(strict);
        let reversed = version.is_some_and(|version| version < SIGNED);
        Ok(Self { lines, header, reversed, first, deviations, notices, done: false })
    }

    /// The header.
    #[must_use]
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// Corrections so far, with the number of records.
    #[must_use]
    pub fn notices(&self) -> Vec<Notice> {
        self.notices.iter().cloned().chain(self.deviations.notices()).collect()
    }

    fn read(&mut self) -> Result<Option<Record<'static>>, ReadError> {
        let line = match self.first.take() {
            Some(line) => line,
            None => loop {
                match self.lines.next_line()? {
                    None => return Ok(None),
                    Some(line) if line.starts_with('#') || line.trim().is_empty() => {}
                    Some(line) => break line.to_owned(),
                }
            },
        };
        let at = self.lines.location();
        self.record(&line, &at).map(Some)
    }

    fn record(&mut self, line: &str, at: &Location) -> Result<Record<'static>, ReadError> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [seqid, source, kind, start, end, _, strand, _, attributes] = fields[..] else {
            let cause = different("the number of columns", fields.len(), "that of mirGFF3", 9);
            return Err(ReadError::malformed(at.clone(), cause));
        };
        let fail = |field: &str| {
            let at = at.clone().field(field);
            move |cause: Malformed| ReadError::malformed(at, cause)
        };
        let kind = match kind {
            "ref_miRNA" => Type::RefMirna,
            "isomiR" => Type::Isomir,
            "pre_miRNA" => Type::PreMirna,
            other => {
                let cause = Malformed::field(other, "a type ref_miRNA, isomiR or pre_miRNA");
                return Err(fail("type")(cause));
            }
        };
        let place = |text: &str, field| {
            let bad = |_| fail(field)(Malformed::field(text, "a position from 1 on"));
            text.parse::<usize>().map_err(bad)
        };
        let (mut first, last) = (place(start, "start")?, place(end, "end")?);
        if first == 0 {
            self.deviations.note(Deviation::Start, start).map_err(fail("start"))?;
            first = 1;
        }
        if last < first {
            let cause = Malformed::field(end, "an end at or after the start");
            return Err(fail("end")(cause));
        }
        let strand = match strand {
            "+" | "." => Strand::Forward,
            "-" => Strand::Reverse,
            other => return Err(fail("strand")(Malformed::field(other, "a strand + or -"))),
        };
        let mut parsed =
            Attributes::parse(attributes, &mut self.deviations).map_err(fail("attributes"))?;
        let uid = parsed.required("UID", "the attribute UID").map_err(fail("attributes"))?;
        let read = parsed.take("Read").unwrap_or_default();
        let (uid, read) =
            dialect::identity(&uid, &read, &mut self.deviations).map_err(fail("UID"))?;
        let name = parsed.required("Name", "the attribute Name").map_err(fail("attributes"))?;
        let parents =
            parsed.required("Parent", "the attribute Parent").map_err(fail("attributes"))?;
        let variant = match parsed.take("Variant") {
            None if kind == Type::Isomir => {
                return Err(fail("attributes")(Malformed::Missing("the attribute Variant")));
            }
            variant => variant.unwrap_or_default(),
        };
        let variant = dialect::variant(&variant, self.reversed, &mut self.deviations)
            .map_err(fail("Variant"))?;
        let cigar = parsed.required("Cigar", "the attribute Cigar").map_err(fail("attributes"))?;
        let hits = if let Some(hits) = parsed.take("Hits") {
            let bad = |_| fail("Hits")(Malformed::field(hits.as_str(), "a number of hits"));
            hits.parse().map_err(bad)?
        } else {
            self.deviations.note(Deviation::Hits, "").map_err(fail("attributes"))?;
            1
        };
        let counts = parsed
            .required("Expression", "the attribute Expression")
            .map_err(fail("attributes"))?;
        let expression = self.expression(&counts).map_err(fail("Expression"))?;
        let filter =
            parsed.required("Filter", "the attribute Filter").map_err(fail("attributes"))?;
        let filter = dialect::filter(&filter, &mut self.deviations).map_err(fail("Filter"))?;
        let (counts, unread) = self.counts(&mut parsed);
        let changes = parsed.take("Changes").or_else(|| parsed.take("Change")).unwrap_or_default();
        Ok(Record {
            seqid: unescape(seqid).into_owned().into(),
            source: unescape(source).into_owned().into(),
            kind,
            start: first - 1,
            end: last,
            strand,
            uid: uid.into(),
            read: read.into(),
            name: unescape(&name).into_owned().into(),
            parents: parents
                .split(',')
                .map(|parent| unescape(parent.trim()).into_owned().into())
                .collect(),
            variant: variant.into(),
            changes: changes.into(),
            cigar: cigar.into(),
            hits,
            expression,
            counts,
            filter: filter.into(),
            other: parsed
                .0
                .into_iter()
                .chain(unread)
                .map(|(key, value)| (key.into(), unescape(&value).into_owned().into()))
                .collect(),
        })
    }

    /// Parts of the counts, one per sample; or the attribute, where it is something else.
    fn counts(&self, parsed: &mut Attributes) -> (Vec<f64>, Option<(String, String)>) {
        let Some(text) = parsed.take("Counts") else { return (Vec::new(), None) };
        let values: Result<Vec<f64>, _> = text.split(',').map(str::parse).collect();
        match values {
            Ok(values) if values.len() == self.header.samples.len() => (values, None),
            _ => (Vec::new(), Some(("Counts".to_owned(), text))),
        }
    }

    /// One count per sample.
    fn expression(&self, text: &str) -> Result<Vec<u64>, Malformed> {
        let counts = text.split(',').map(count).collect::<Result<Vec<u64>, _>>()?;
        let samples = self.header.samples.len();
        if counts.len() == samples {
            Ok(counts)
        } else {
            Err(different("the number of counts", counts.len(), "the number of samples", samples))
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<Record<'static>, ReadError>;

    /// The next record; nothing after the end or an error.
    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.read().transpose();
        self.done = !matches!(next, Some(Ok(_)));
        next
    }
}

/// Two numbers that have to be equal, and are not.
fn different(left: &'static str, count: usize, right: &'static str, expected: usize) -> Malformed {
    Malformed::Contradiction {
        left,
        left_value: count.to_string(),
        right,
        right_value: expected.to_string(),
    }
}

/// A count; some tools write `2.0`.
fn count(text: &str) -> Result<u64, Malformed> {
    let text = text.trim();
    let whole = text.split_once('.').map_or(text, |(whole, rest)| {
        if rest.bytes().all(|digit| digit == b'0') { whole } else { text }
    });
    whole.parse().map_err(|_| Malformed::field(text, "a whole number of reads"))
}

/// The version in a header line such as `mirGFF3. VERSION 1.1` or `VERSION: 1.2`.
fn version_of(text: &str) -> Option<(u64, u64)> {
    let (_, after) = text.split_once("VERSION")?;
    let mut numbers = after.trim_start_matches([':', ' ']).split('.').map(str::trim);
    Some((numbers.next()?.parse().ok()?, numbers.next().and_then(|n| n.parse().ok()).unwrap_or(0)))
}
