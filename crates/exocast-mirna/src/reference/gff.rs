//! The GFF3 annotation of miRBase or `MirGeneDB`: precursors on a genome and mature sequences derived from them.

use std::{
    collections::{HashMap, HashSet},
    io::BufRead,
};

use exocast_core::{Lines, Location, Malformed, ReadError, Strand};

use super::{
    annotation::{Annotation, Derived, Precursor},
    gff_row::Row,
    placement::Placement,
};
use crate::{names::Accession, notice::Notice};

/// A mature row whose precursor may follow.
struct Pending {
    name: String,
    accession: Option<Accession>,
    parent: String,
    placement: Placement,
    at: Location,
}

/// Reads the rows whose name `accepts`.
///
/// # Errors
/// At a row of nine fields that is not GFF3, lacks an attribute, names an unknown precursor or is outside of it; a row
/// with fewer fields is a notice.
pub(super) fn read<R: BufRead>(
    reader: R,
    source: &str,
    accepts: impl Fn(&str) -> bool,
    notices: &mut Vec<Notice>,
) -> Result<Annotation, ReadError> {
    let mut lines = Lines::new(reader, source);
    let mut annotation = Annotation::default();
    let (mut ids, mut pending) = (HashMap::new(), Vec::new());
    let (mut other_features, mut left_out) = (0, HashSet::new());
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
            "miRNA_primary_transcript" | "pre_miRNA" if !accepts(&row.name) => {
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
            _ => other_features += 1,
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
        let same_accession = copies.get(&accession).filter(|_| accession.is_some());
        let placed = |i: usize| annotation.precursors[i].placement.as_ref();
        let place = std::iter::once(named)
            .chain(same_accession.into_iter().flatten().copied())
            .find_map(|i| Some((i, within(placed(i)?, &row.placement)?)));
        let Some((precursor, (start, end))) = place else {
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
    if other_features > 0 {
        notices.push(Notice::OtherFeatures { count: other_features });
    }
    Ok(annotation)
}

/// Genome to precursor coordinates, along the strand of the precursor; none outside of it.
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
