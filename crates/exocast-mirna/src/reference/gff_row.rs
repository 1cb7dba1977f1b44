//! One row of a GFF3 annotation.

use exocast_core::{Location, Malformed, ReadError, Strand};
use noodles::gff::{self, feature::record::Strand as GffStrand, record::attributes::field::Value};

use super::{annotation::arm_of_mirgenedb, placement::Placement};
use crate::names::Accession;

pub(super) struct Row {
    pub(super) kind: String,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) accession: Option<Accession>,
    pub(super) parent: Option<String>,
    pub(super) placement: Placement,
}

impl Row {
    pub(super) fn parse(text: &str, at: &Location) -> Result<Self, ReadError> {
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let mut line = gff::Line::default();
        let mut reader = gff::io::Reader::new(text.as_bytes());
        let bad = || fail(Malformed::field(text, "a GFF3 record"));
        reader.read_line(&mut line).map_err(|_| bad())?;
        let record = line.as_record().and_then(Result::ok).ok_or_else(bad)?;
        let position = |value: std::io::Result<noodles::core::Position>, number: usize| {
            value.map(usize::from).map_err(|_| {
                let field = text.split('\t').nth(number - 1).unwrap_or_default();
                let cause = Malformed::field(field, "a position from 1");
                ReadError::malformed(at.clone().field(number), cause)
            })
        };
        let (start, end) = (position(record.start(), 4)?, position(record.end(), 5)?);
        if start > end {
            return Err(fail(Malformed::Contradiction {
                left: "start",
                left_value: start.to_string(),
                right: "end",
                right_value: end.to_string(),
            }));
        }
        let strand = match record.strand() {
            Ok(GffStrand::Forward) => Strand::Forward,
            Ok(GffStrand::Reverse) => Strand::Reverse,
            _ => {
                let field = text.split('\t').nth(6).unwrap_or_default();
                let cause = Malformed::field(field, "the strand + or -");
                return Err(ReadError::malformed(at.clone().field(7), cause));
            }
        };
        let attributes = record.attributes();
        let get = |tag: &str| match attributes.get(tag.as_bytes())?.ok()? {
            Value::String(text) => Some(String::from_utf8_lossy(&text).into_owned()),
            Value::Array(all) => Some(String::from_utf8_lossy(&all.iter().next()?).into_owned()),
        };
        let need = |tag: &str, missing| get(tag).ok_or_else(|| fail(Malformed::Missing(missing)));
        let id = need("ID", "the attribute `ID`")?;
        // A second placement has the ID `MI0000060_2` and its accession as alias.
        let accession = get("Alias").as_deref().unwrap_or(&id).parse().ok();
        let arm = arm_of_mirgenedb(&id);
        // MirGeneDB has names as ID, and no other link from a mature sequence to its precursor.
        let name = match (get("Name"), arm) {
            (Some(name), _) => name,
            (None, Some(_)) => id.clone(),
            (None, None) => need("Name", "the attribute `Name`")?,
        };
        let parent = get("Derives_from")
            .or_else(|| get("Parent"))
            .or_else(|| Some(format!("{}_pre", arm.filter(|(_, end)| *end != "pre")?.0)));
        Ok(Self {
            kind: String::from_utf8_lossy(&record.ty()).into_owned(),
            name,
            accession,
            parent,
            id,
            placement: Placement {
                contig: String::from_utf8_lossy(&record.reference_sequence_name()).into_owned(),
                start: start as u64 - 1,
                end: end as u64,
                strand,
            },
        })
    }
}
