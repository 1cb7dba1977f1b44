//! The GFF3 annotation of miRBase or `MirGeneDB`: precursors on a genome and mature sequences derived from them.

use std::{
    collections::{HashMap, HashSet},
    io::BufRead,
};

use exocast_core::{Lines, Location, Malformed, ReadError, Strand};
use noodles::gff::{self, feature::record::Strand as GffStrand, record::attributes::field::Value};

use crate::{Accession, Notice};

/// An interval of a genome, 0-based and half-open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Placement {
    /// Chromosome or contig.
    pub contig: String,
    /// First nucleotide, from 0.
    pub start: u64,
    /// One past the last nucleotide.
    pub end: u64,
    /// Strand.
    pub strand: Strand,
}

/// `miRNA_primary_transcript` of miRBase, `pre_miRNA` of `MirGeneDB`.
#[derive(Debug)]
pub(crate) struct Precursor {
    pub(crate) name: String,
    pub(crate) accession: Option<Accession>,
    /// On a genome, where the source tells.
    pub(crate) placement: Option<Placement>,
}

/// `miRNA`.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) name: String,
    pub(crate) accession: Option<Accession>,
    /// Index of the precursor.
    pub(crate) precursor: usize,
    /// 0-based, half-open, on the precursor's own strand.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Annotation {
    pub(crate) precursors: Vec<Precursor>,
    pub(crate) derived: Vec<Derived>,
}

/// A mature row whose precursor may still come.
struct Pending {
    name: String,
    accession: Option<Accession>,
    parent: String,
    placement: Placement,
    at: Location,
}

/// Reads the rows whose name `keep` accepts.
///
/// # Errors
/// At a row of nine fields that is no GFF3, lacks an attribute, names an unknown precursor or lies
/// outside of it; a row with fewer fields is a notice.
pub(crate) fn read<R: BufRead>(
    reader: R,
    source: &str,
    keep: impl Fn(&str) -> bool,
    notices: &mut Vec<Notice>,
) -> Result<Annotation, ReadError> {
    let mut lines = Lines::new(reader, source);
    let mut annotation = Annotation::default();
    let (mut ids, mut pending) = (HashMap::new(), Vec::new());
    let (mut others, mut left_out) = (0, HashSet::new());
    while let Some(line) = lines.next_line()? {
        if line.starts_with('#') {
            continue;
        }
        let text = line.to_owned();
        let at = lines.location();
        let fields = if text.trim().is_empty() { 0 } else { text.split('\t').count() };
        if fields < 9 {
            notices.push(Notice::ShortLine { at, fields });
            continue;
        }
        let row = Row::parse(&text, &at)?;
        match row.kind.as_str() {
            "miRNA_primary_transcript" | "pre_miRNA" if !keep(&row.name) => {
                left_out.insert(row.id);
            }
            "miRNA_primary_transcript" | "pre_miRNA" => {
                let next = annotation.precursors.len();
                let line = at.line_number().unwrap_or_default();
                if let Some((_, first)) = ids.insert(row.id.clone(), (next, line)) {
                    let cause = Malformed::Duplicate { name: row.id, first };
                    return Err(ReadError::malformed(at, cause));
                }
                annotation.precursors.push(Precursor {
                    name: row.name,
                    accession: row.accession,
                    placement: Some(row.placement),
                });
            }
            "miRNA" => {
                let missing = || Malformed::Missing("the attribute `Derives_from`");
                let parent =
                    row.parent.ok_or_else(|| ReadError::malformed(at.clone(), missing()))?;
                pending.push(Pending {
                    name: row.name,
                    accession: row.accession,
                    parent,
                    placement: row.placement,
                    at,
                });
            }
            _ => others += 1,
        }
    }
    let mut copies: HashMap<Option<Accession>, Vec<usize>> = HashMap::new();
    for (i, precursor) in annotation.precursors.iter().enumerate() {
        copies.entry(precursor.accession).or_default().push(i);
    }
    for row in pending {
        if left_out.contains(&row.parent) {
            continue;
        }
        let Some(&(named, _)) = ids.get(&row.parent) else {
            let cause = Malformed::field(row.parent, "the ID of a precursor in this file");
            return Err(ReadError::malformed(row.at, cause));
        };
        // A precursor at several places has an ID for each, but rows may name the first for all.
        let accession = annotation.precursors[named].accession;
        let others = copies.get(&accession).filter(|_| accession.is_some());
        let placed = |i: usize| annotation.precursors[i].placement.as_ref();
        let found = std::iter::once(named)
            .chain(others.into_iter().flatten().copied())
            .find_map(|i| Some((i, within(placed(i)?, &row.placement)?)));
        let Some((precursor, (start, end))) = found else {
            return Err(outside(placed(named), row));
        };
        annotation.derived.push(Derived {
            name: row.name,
            accession: row.accession,
            precursor,
            start,
            end,
        });
    }
    if others > 0 {
        notices.push(Notice::OtherFeatures { count: others });
    }
    Ok(annotation)
}

/// Genome to precursor coordinates, along the precursor's strand; nothing where it lies outside.
fn within(parent: &Placement, child: &Placement) -> Option<(usize, usize)> {
    let inside = child.contig == parent.contig
        && child.strand == parent.strand
        && parent.start <= child.start
        && child.end <= parent.end;
    let start = match parent.strand {
        Strand::Forward => child.start.checked_sub(parent.start)?,
        Strand::Reverse => parent.end.checked_sub(child.end)?,
    };
    let start = usize::try_from(start).ok().filter(|_| inside)?;
    Some((start, start + usize::try_from(child.end - child.start).ok()?))
}

fn outside(parent: Option<&Placement>, row: Pending) -> ReadError {
    let describe = |p: &Placement| format!("{}:{}-{}({})", p.contig, p.start + 1, p.end, p.strand);
    let cause = Malformed::Contradiction {
        left: "the mature sequence",
        left_value: describe(&row.placement),
        right: "its precursor",
        right_value: parent.map(describe).unwrap_or_default(),
    };
    ReadError::malformed(row.at, cause)
}

struct Row {
    kind: String,
    id: String,
    name: String,
    accession: Option<Accession>,
    parent: Option<String>,
    placement: Placement,
}

impl Row {
    fn parse(text: &str, at: &Location) -> Result<Self, ReadError> {
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let mut line = gff::Line::default();
        let mut reader = gff::io::Reader::new(text.as_bytes());
        let bad = || fail(Malformed::field(text, "a GFF3 record"));
        reader.read_line(&mut line).map_err(|_| bad())?;
        let record = line.as_record().and_then(Result::ok).ok_or_else(bad)?;
        let position = |value: std::io::Result<noodles::core::Position>, number: usize| {
            value.map(usize::from).map_err(|_| {
                let found = text.split('\t').nth(number - 1).unwrap_or_default();
                let cause = Malformed::field(found, "a position from 1");
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
                let found = text.split('\t').nth(6).unwrap_or_default();
                let cause = Malformed::field(found, "the strand + or -");
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

/// `Hsa-Mir-8-P1a_5p*` as the name of its gene and `5p`; nothing where it is no name of `MirGeneDB`.
pub(crate) fn arm_of_mirgenedb(name: &str) -> Option<(&str, &str)> {
    let (gene, end) = name.rsplit_once('_')?;
    let end = end.trim_end_matches('*');
    matches!(end, "5p" | "3p" | "pre" | "pri" | "ext").then_some((gene, end))
}
