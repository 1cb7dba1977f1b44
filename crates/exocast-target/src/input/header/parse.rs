//! Which way a header is written.

use super::{piped, record::Header, worded};

impl<'a> Header<'a> {
    /// Of the first word of a header, and the rest.
    pub(in crate::input) fn parse(name: &'a str, description: &'a str) -> Self {
        if name.contains('|') {
            piped::parse(name, description)
        } else {
            worded::parse(name, description)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::header::content::Content;

    fn header(text: &str) -> Header<'_> {
        let (name, description) = text.split_once(' ').unwrap_or((text, ""));
        Header::parse(name, description)
    }

    fn check(text: &str, name: &str, gene: Option<&str>, gene_id: Option<&str>) {
        let header = header(text);
        assert_eq!((header.name, header.gene, header.gene_id), (name, gene, gene_id), "{text}");
    }

    #[test]
    fn names_are_found_whichever_field_they_are_in() {
        let (t, g) = ("ENST00000371953", "ENSG00000171862");
        check("ENSG00000171862|ENST00000371953|PTEN", t, Some("PTEN"), Some(g));
        check("PTEN|ENST00000371953|ENSG00000171862", t, Some("PTEN"), Some(g));
        check("ENST00000371953|PTEN-201|PTEN", t, Some("PTEN"), None);
        check("10|1|PTEN|protein_coding|ENST00000371953", t, Some("PTEN"), None);
        check(
            "ENSG00000171862|ENSG00000171862.12|ENST00000371953|ENST00000371953.8",
            t,
            Some(g),
            None,
        );
        check("PTEN|NM_000314.8", "NM_000314.8", Some("PTEN"), None);
        check("NM_1|PTEN", "NM_1", Some("PTEN"), None);
        check("NM_1|PTEN more words", "NM_1", Some("PTEN"), None);
        check("NM_1|", "NM_1", None, None);
        check("T1|GA", "T1", Some("GA"), None);
        check("circ1|CIRC", "circ1", Some("CIRC"), None);
        check("T1", "T1", None, None);
        check("T1 gene=GA", "T1", Some("GA"), None);
        check(
            "T1 x gene:ENSG00000171862.12 gene_symbol:PTEN",
            "T1",
            Some("PTEN"),
            Some("ENSG00000171862.12"),
        );
        check("T1 gene:ENSG00000171862", "T1", Some(g), None);
        check("ENSG00000171862|PTEN", g, Some("PTEN"), Some(g));
        check(
            "ENST00000371953|PTEN|phosphatase and tensin homolog [Source:HGNC Symbol;Acc:HGNC:9588]",
            t,
            Some("PTEN"),
            None,
        );
        check(
            "ENST00000371953|phosphatase and tensin homolog [Source:HGNC]|PTEN",
            t,
            Some("PTEN"),
            None,
        );
        check("hg38_refGene_NM_000314 range=chr10:1-9 5'pad=0", "NM_000314", None, None);
        check(
            "NM_000314.8 Homo sapiens phosphatase and tensin homolog (PTEN), transcript variant 1, mRNA",
            "NM_000314.8",
            Some("PTEN"),
            None,
        );
        check("NM_000314.8:2061-8701 PTEN [organism=Homo sapiens]", "NM_000314.8", None, None);
        check(
            "hsa_circ_0000002|chr1:1158623-1159348-|NM_016176|SDF4",
            "hsa_circ_0000002",
            Some("SDF4"),
            None,
        );
        check("hsa_circ_0000001|chr1:1080738-1080845-|None|None", "hsa_circ_0000001", None, None);
    }

    #[test]
    fn what_the_sequence_is_is_known() {
        let check = |text: &str, expected: Content<'_>| {
            assert_eq!(header(text).content, expected, "{text}");
        };
        check("T1", Content::Unstated);
        check(
            "ENST00000371953.8 cdna chromosome:GRCh38:10:1:2:1 gene:ENSG00000171862.12",
            Content::Whole("cdna"),
        );
        check("ENST00000371953.8 cdna:protein_coding", Content::Whole("cdna"));
        check("ENST00000371953.8 utr3:protein_coding", Content::Unstated);
        check(
            "ENST00000532969.6 cdna chromosome:GRCh38:9:1:2:1 transcript_biotype:processed_pseudogene",
            Content::Noncoding("processed_pseudogene"),
        );
        check(
            "ENST00000371953.8 cds chromosome:GRCh38:10:1:2:1",
            Content::Other("a coding sequence"),
        );
        check("ENST00000534336.5 ncrna chromosome:GRCh38:11:1:2:1", Content::Noncoding("ncrna"));
        check("ENSP00000361021.3 pep chromosome:GRCh38:10:1:2:1", Content::Protein);
        check("sp|P60484|PTEN_HUMAN Phosphatidylinositol 3,4,5-trisphosphate", Content::Protein);
        check("1 dna:chromosome chromosome:GRCh38:1:1:248956422:1 REF", Content::Genome);
        check("chr1", Content::Genome);
        check("chr2 desc", Content::Genome);
        check("chr6_GL000250v2_alt", Content::Genome);
        check("chr1:100-200(+)", Content::Unstated);
        check(
            "NC_000010.11 Homo sapiens chromosome 10, GRCh38.p14 Primary Assembly",
            Content::Genome,
        );
        check(
            "NM_000314.8 Homo sapiens phosphatase (PTEN), transcript variant 1, mRNA",
            Content::Whole("mRNA"),
        );
        check(
            "NR_002819.4 Homo sapiens MALAT1 (MALAT1), long non-coding RNA",
            Content::Noncoding("NR_"),
        );
        check("lcl|NM_000314.8_cds_NP_000305.3_1 [gene=PTEN]", Content::Other("a coding sequence"));
        check("hsa_circ_0000002|chr1:1158623-1159348-|NM_016176|SDF4", Content::Circular);
        check("ENST1|x", Content::Unstated);
        check(
            "ENST00000456328.2|ENSG00000290825.1|OTTHUMG00000002860.3|OTTHUMT00000362751.1|DDX11L2-202|DDX11L2|1657|lncRNA|",
            Content::Noncoding("lncRNA"),
        );
        check(
            "ENST00000371953.8|ENSG00000171862.12|OTTHUMG1|OTTHUMT1|PTEN-201|PTEN|8701|protein_coding|",
            Content::Whole("protein_coding"),
        );
        check(
            "ENST00000473358.1|ENSG00000243485.5|OTTHUMG1|OTTHUMT1|MIR1302-2HG-202|MIR1302-2HG|712|",
            Content::Declared(712),
        );
        check(
            "ENSP00000361021.3|ENST00000371953.8|ENSG00000171862.12|OTT|OTT|PTEN-201|PTEN|403",
            Content::Protein,
        );
        let text = "ENST00000371953.8|ENSG00000171862.12|OTTHUMG00000018688.3|OTTHUMT00000049241.1|PTEN-201|PTEN|8701|UTR5:1-850|CDS:851-2062|UTR3:2063-8701|";
        let header = header(text);
        assert_eq!((header.name, header.gene), ("ENST00000371953.8", Some("PTEN")));
        assert!(matches!(header.content, Content::Ranges(_)));
    }

    #[test]
    fn pieces_and_places_of_ucsc() {
        let piece = header("hg38_ncbiRefSeq_NM_000314.8_7 range=chr10:1-9 5'pad=0");
        assert_eq!(
            (piece.name, piece.locus, piece.is_piece),
            ("NM_000314.8", Some("chr10:1-9"), true)
        );
        let whole = header("hg38_refGene_NM_000314 range=chr10:1-9 5'pad=0");
        assert_eq!((whole.locus, whole.is_piece), (Some("chr10:1-9"), false));
    }
}
