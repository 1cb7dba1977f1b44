//! What an identifier names, by its form.

/// What an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identifier {
    Transcript,
    Gene,
    Protein,
    Contig,
    /// Of a database, a number, a place: neither a transcript nor a gene nor a symbol.
    Other,
}

impl Identifier {
    /// By the forms of Ensembl, `RefSeq`, `FlyBase`, UCSC, `StringTie` and the databases that headers cite; nothing where
    /// it may be a symbol.
    pub(super) fn parse(word: &str) -> Option<Self> {
        let length = prefix(word);
        if length > 0 && ends_as_accession(&word[length..]) {
            return by_prefix(&word[..length]);
        }
        is_other(word).then_some(Self::Other)
    }
}

/// A transcript's identifier inside of a word, such as `hg38_refGene_NM_000314.8_7`, and what follows it.
pub(super) fn transcript_in(word: &str) -> Option<(&str, &str)> {
    let starts = word.char_indices().map(|(place, _)| place).filter(|&place| {
        place == 0 || matches!(word.as_bytes()[place - 1], b'_' | b'|' | b':' | b'=' | b'-')
    });
    starts.into_iter().find_map(|start| {
        let rest = &word[start..];
        let length = prefix(rest);
        if length == 0 || by_prefix(&rest[..length]) != Some(Identifier::Transcript) {
            return None;
        }
        let version = rest[length..].strip_prefix('.').unwrap_or_default();
        let digits = version.bytes().take_while(u8::is_ascii_digit).count();
        let end = if digits > 0 { length + 1 + digits } else { length };
        Some((&rest[..end], &rest[end..]))
    })
}

/// Length of the letters and digits of an accession at the start of a text; 0 where there is none.
fn prefix(text: &str) -> usize {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let underscore = usize::from(text.as_bytes().get(letters) == Some(&b'_'));
    let digits = text.bytes().skip(letters + underscore).take_while(u8::is_ascii_digit).count();
    let least = if underscore == 1 { 1 } else { 6 };
    let known = text
        .get(..letters)
        .is_some_and(|letters| if underscore == 1 { letters.len() == 2 } else { is_stem(letters) });
    if known && digits >= least { letters + underscore + digits } else { 0 }
}

fn is_stem(letters: &str) -> bool {
    letters.starts_with("ENS")
        || letters.starts_with("OTT")
        || matches!(letters, "FBtr" | "FBgn" | "FBpp")
}

fn by_prefix(accession: &str) -> Option<Identifier> {
    let stem = accession.trim_end_matches(|c: char| c.is_ascii_digit());
    Some(match stem {
        "NM_" | "XM_" | "NR_" | "XR_" | "FBtr" => Identifier::Transcript,
        "NP_" | "XP_" | "YP_" | "AP_" | "FBpp" => Identifier::Protein,
        "NC_" | "NT_" | "NW_" | "NZ_" | "AC_" => Identifier::Contig,
        "FBgn" => Identifier::Gene,
        _ if stem.starts_with("OTT") => Identifier::Other,
        _ if stem.starts_with("ENS") => match stem.as_bytes().last() {
            Some(b'T') => Identifier::Transcript,
            Some(b'G') => Identifier::Gene,
            Some(b'P') => Identifier::Protein,
            _ => Identifier::Other,
        },
        _ => return None,
    })
}

/// Whether what follows the digits is nothing, a version, or the mark of the pseudoautosomal region.
fn ends_as_accession(rest: &str) -> bool {
    let rest = rest.strip_suffix("_PAR_Y").unwrap_or(rest);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    rest.is_empty() || rest.strip_prefix('.').is_some_and(is_number)
}

/// Words of headers that are neither names nor symbols.
fn is_other(word: &str) -> bool {
    const WORDS: [&str; 22] = [
        "",
        ".",
        "-",
        "None",
        "NA",
        "gi",
        "ref",
        "gb",
        "emb",
        "dbj",
        "lcl",
        "sp",
        "tr",
        "X",
        "Y",
        "MT",
        "protein_coding",
        "lncRNA",
        "retained_intron",
        "processed_transcript",
        "nonsense_mediated_decay",
        "processed_pseudogene",
    ];
    let is_place = || {
        word.split_once(':').is_some_and(|(_, place)| {
            place.bytes().next().is_some_and(|byte| byte.is_ascii_digit())
        })
    };
    WORDS.contains(&word)
        || word.bytes().all(|byte| byte.is_ascii_digit() || b".;-+".contains(&byte))
        || ["CCDS", "HGNC:", "MGI:", "RGD:"].iter().any(|stem| {
            word.strip_prefix(stem)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
        || is_place()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_recognised_by_their_form() {
        use Identifier::{Contig, Gene, Other, Protein, Transcript};
        for (word, expected) in [
            ("ENST00000371953", Some(Transcript)),
            ("ENST00000371953.8", Some(Transcript)),
            ("ENSMUST00000013807.8", Some(Transcript)),
            ("ENST00000381578.6_PAR_Y", Some(Transcript)),
            ("NM_1", Some(Transcript)),
            ("XR_001747070.2", Some(Transcript)),
            ("FBtr0070000", Some(Transcript)),
            ("ENSG00000171862.12", Some(Gene)),
            ("ENSP00000361021", Some(Protein)),
            ("NP_000305.3", Some(Protein)),
            ("NC_000010.11", Some(Contig)),
            ("OTTHUMG00000018688.3", Some(Other)),
            ("8701", Some(Other)),
            ("UTR3:2063-8701", Some(Other)),
            ("chr1:1080738-1080845-", Some(Other)),
            ("HGNC:9588", Some(Other)),
            ("PTEN", None),
            ("TP53", None),
            ("PTEN-201", None),
            ("ENSA", None),
            ("NM_", None),
            ("T1", None),
        ] {
            assert_eq!(Identifier::parse(word), expected, "{word}");
        }
    }

    #[test]
    fn a_transcript_is_found_inside_of_a_word() {
        assert_eq!(transcript_in("hg38_refGene_NM_000314"), Some(("NM_000314", "")));
        assert_eq!(transcript_in("hg38_ncbiRefSeq_NM_000314.8_7"), Some(("NM_000314.8", "_7")));
        assert_eq!(
            transcript_in("mm39_knownGene_ENSMUST00000013807.8"),
            Some(("ENSMUST00000013807.8", ""))
        );
        assert_eq!(transcript_in("NM_000314.8:2061-8701"), Some(("NM_000314.8", ":2061-8701")));
        assert_eq!(transcript_in("MYNM_1"), None);
        assert_eq!(transcript_in("ünm"), None);
    }
}
