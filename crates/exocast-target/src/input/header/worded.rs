//! Headers of words between blanks: Ensembl, `RefSeq`, UCSC, genomes.

use super::{
    content::Content,
    identifier::{Identifier, transcript_in},
    record::Header,
    refseq,
};

/// Of a first word, and the rest.
pub(super) fn parse<'a>(name: &'a str, description: &'a str) -> Header<'a> {
    let (mut symbol, mut gene_id) = (None, None);
    for word in description.split_whitespace() {
        let word = word.trim_start_matches('[').trim_end_matches(']');
        let Some((key, value)) = word.split_once(['=', ':']) else { continue };
        match key {
            "gene_id" => gene_id = gene_id.or(Some(value)),
            "gene" if Identifier::parse(value) == Some(Identifier::Gene) => {
                gene_id = gene_id.or(Some(value));
            }
            "gene_symbol" | "gene_name" | "gene" => symbol = symbol.or(Some(value)),
            _ => {}
        }
    }
    let locus = description.split_whitespace().find_map(|word| word.strip_prefix("range="));
    let (mut transcript, mut is_piece) = (name, false);
    if let Some((inner, rest)) = transcript_in(name) {
        let is_whole = inner.len() == name.len();
        let is_region = name.starts_with(inner) && rest.starts_with(':');
        if !is_whole && (locus.is_some() || is_region) {
            (transcript, is_piece) = (inner, rest.starts_with('_'));
        }
    }
    let content = content(name, transcript, description);
    let symbol = symbol.or_else(|| refseq::symbol(transcript, description));
    Header { name: transcript, content, locus, is_piece, ..Header::default() }
        .with_gene(symbol, gene_id)
}

fn content<'a>(name: &'a str, transcript: &'a str, description: &'a str) -> Content<'a> {
    let kind = Identifier::parse(transcript);
    let word = description.split_whitespace().next().unwrap_or_default();
    let (word, _) = word.split_once(':').unwrap_or((word, ""));
    match word {
        "cdna" => return of_biotype(description).unwrap_or(Content::Whole("cdna")),
        "ncrna" => return Content::Noncoding("ncrna"),
        "cds" => return Content::Other("a coding sequence"),
        "utr5" | "5utr" => return Content::Other("a 5'UTR"),
        "exon" | "intron" => return Content::Other("an exon or intron"),
        "pep" | "peptide" => return Content::Protein,
        "dna" | "dna_sm" | "dna_rm" => return Content::Genome,
        _ => {}
    }
    if description.contains("_cds_") || name.contains("_cds_") {
        return Content::Other("a coding sequence");
    }
    match kind {
        Some(Identifier::Protein) => Content::Protein,
        Some(Identifier::Contig) => Content::Genome,
        _ if is_chromosome(name) => Content::Genome,
        _ => refseq::content(transcript, description).unwrap_or(Content::Unstated),
    }
}

/// A transcript that Ensembl lists among those that code, and that does not.
fn of_biotype(description: &str) -> Option<Content<'_>> {
    let mut words = description.split_whitespace();
    let biotype = words.find_map(|word| word.strip_prefix("transcript_biotype:"))?;
    let codes = matches!(biotype, "protein_coding" | "nonsense_mediated_decay" | "non_stop_decay")
        || biotype.starts_with("IG_")
        || biotype.starts_with("TR_")
        || biotype.starts_with("protein_coding_");
    (!codes).then_some(Content::Noncoding(biotype))
}

/// `chr1`, `chrX`, `chr6_GL000250v2_alt`.
fn is_chromosome(name: &str) -> bool {
    let Some(rest) = name.strip_prefix("chr") else { return false };
    let (number, _) = rest.split_once('_').unwrap_or((rest, ""));
    let is_number =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_roman = !number.is_empty() && number.bytes().all(|byte| b"IVX".contains(&byte));
    is_number
        || is_roman
        || matches!(
            number,
            "Y" | "M"
                | "MT"
                | "Mt"
                | "Pt"
                | "Z"
                | "W"
                | "Un"
                | "2L"
                | "2R"
                | "3L"
                | "3R"
                | "2A"
                | "2B"
        )
}
