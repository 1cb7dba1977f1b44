//! Headers of fields between `|`: GENCODE, `BioMart`, circBase, old NCBI.

use super::{content::Content, identifier::Identifier, ranges::Ranges, record::Header, refseq};

/// Of a first word with `|` in it, and the rest.
pub(super) fn parse<'a>(name: &'a str, description: &'a str) -> Header<'a> {
    let mut fields: Vec<&str> = name.split('|').collect();
    // Fields may hold blanks: of one that is cut by the first blank the beginning is no name, but in the last field.
    if let Some((_, rest)) = description.split_once('|') {
        fields.pop();
        fields.extend(rest.split('|').filter(|field| !field.contains(' ')));
    } else if description.contains("[Source:") && fields.len() > 1 {
        fields.pop();
    }
    let first = fields.first().copied().unwrap_or_default();
    if is_circle(first) {
        let symbol =
            fields.iter().skip(1).copied().find(|field| Identifier::parse(field).is_none());
        let content = Content::Circular;
        return Header { name: first, content, ..Header::default() }.with_gene(symbol, None);
    }
    let find = |kind| fields.iter().copied().find(|field| Identifier::parse(field) == Some(kind));
    if matches!(first, "sp" | "tr") || Identifier::parse(first) == Some(Identifier::Protein) {
        return Header { name: first, content: Content::Protein, ..Header::default() };
    }
    if fields.iter().any(|field| field.contains("_cds_")) {
        let content = Content::Other("a coding sequence");
        return Header { name: first, content, ..Header::default() };
    }
    let gene_id = find(Identifier::Gene);
    let Some(transcript) = find(Identifier::Transcript).or(gene_id) else {
        let name = fields.first().copied().unwrap_or_default();
        return Header { name, ..Header::default() }.with_gene(fields.get(1).copied(), None);
    };
    let (symbol, content) = if let Some((symbol, content)) = gencode(&fields) {
        (Some(symbol), content)
    } else {
        let refseq = refseq::content(transcript, description);
        (symbol(&fields), refseq.unwrap_or(Content::Unstated))
    };
    Header { name: transcript, content, ..Header::default() }.with_gene(symbol, gene_id)
}

/// Symbol and content where the fields are those of GENCODE: transcript, gene, two of Havana, name of the transcript,
/// symbol, length.
fn gencode<'a>(fields: &[&'a str]) -> Option<(&'a str, Content<'a>)> {
    let [transcript, gene, _, _, _, symbol, length, rest @ ..] = fields else { return None };
    let is = |field: &str, kind| Identifier::parse(field) == Some(kind);
    if !(is(transcript, Identifier::Transcript) && is(gene, Identifier::Gene)) {
        return None;
    }
    let length = length.parse().ok()?;
    let content = match (Ranges::parse(rest), rest.first().copied().unwrap_or_default()) {
        (Some(ranges), _) => Content::Ranges(ranges),
        (None, "") => Content::Declared(length),
        (None, "protein_coding") => Content::Whole("protein_coding"),
        (None, biotype) => Content::Noncoding(biotype),
    };
    Some((symbol, content))
}

/// The first field that may be a symbol; not the name of a transcript, `PTEN-201`.
fn symbol<'a>(fields: &[&'a str]) -> Option<&'a str> {
    let is_name_of_transcript = |field: &str| {
        field.rsplit_once('-').is_some_and(|(stem, number)| {
            let digits = number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
            !stem.is_empty() && digits
        })
    };
    let known = |field: &&&str| Identifier::parse(field).is_none() && !is_name_of_transcript(field);
    fields.iter().find(known).copied()
}

/// `hsa_circ_0000001` of circBase.
fn is_circle(name: &str) -> bool {
    name.split_once("_circ_").is_some_and(|(organism, number)| {
        organism.len() == 3 && number.starts_with(|c: char| c.is_ascii_digit())
    })
}
