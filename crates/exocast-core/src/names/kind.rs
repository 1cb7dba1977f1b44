//! What kind of name a name is.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::organism::Organism;

/// A kind of name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NameKind {
    /// Gene symbols, and any other names.
    Symbol,
    /// Accessions of `UniProtKB`: `P21926`.
    Accession,
    /// Names of entries of `UniProtKB`: `CD9_HUMAN`.
    Entry,
    /// Ensembl genes.
    EnsemblGene,
    /// Ensembl transcripts.
    EnsemblTranscript,
    /// Ensembl proteins.
    EnsemblProtein,
    /// Accessions of `RefSeq`.
    RefSeq,
    /// Numbers of genes at NCBI.
    Entrez,
    /// Accessions of miRBase.
    MirBase,
}

impl NameKind {
    /// The kind of a single name.
    ///
    /// ```
    /// use exocast_core::names::NameKind;
    ///
    /// assert_eq!(NameKind::from_name("P21926-2"), NameKind::Accession);
    /// assert_eq!(NameKind::from_name("ENSMUST00000032492.8"), NameKind::EnsemblTranscript);
    /// assert_eq!(NameKind::from_name("928"), NameKind::Entrez);
    /// assert_eq!(NameKind::from_name("CD9"), NameKind::Symbol);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let name = name.trim();
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits(name) {
            return Self::Entrez;
        }
        if let Some((_, kind)) = Organism::of_ensembl(name) {
            return match kind {
                'G' => Self::EnsemblGene,
                'T' => Self::EnsemblTranscript,
                'P' => Self::EnsemblProtein,
                _ => Self::Symbol,
            };
        }
        let prefix = name.split_once('_').filter(|(start, rest)| {
            matches!(*start, "NM" | "NP" | "NR" | "XM" | "XP" | "XR")
                && rest.len() > 4
                && digits(rest.split('.').next().unwrap_or_default())
        });
        let of_mirbase = || {
            let number = name.strip_prefix("MIMAT").or_else(|| name.strip_prefix("MI"));
            number.is_some_and(|number| number.len() == 7 && digits(number))
        };
        match () {
            () if prefix.is_some() => Self::RefSeq,
            () if Organism::of_entry(name).is_some() => Self::Entry,
            () if is_accession(name.split(['-', '.']).next().unwrap_or_default()) => {
                Self::Accession
            }
            () if of_mirbase() => Self::MirBase,
            () => Self::Symbol,
        }
    }
}

/// Whether a text has the form of an accession of `UniProtKB` (uniprot.org, help on accession numbers).
pub(super) fn is_accession(text: &str) -> bool {
    let bytes = text.as_bytes();
    let block = |bytes: &[u8]| {
        matches!(bytes, [a, b, c, d] if a.is_ascii_uppercase()
            && (b.is_ascii_uppercase() || b.is_ascii_digit())
            && (c.is_ascii_uppercase() || c.is_ascii_digit())
            && d.is_ascii_digit())
    };
    let alphanumeric =
        |bytes: &[u8]| bytes.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    match bytes {
        [b'O' | b'P' | b'Q', b'0'..=b'9', middle @ .., b'0'..=b'9'] if middle.len() == 3 => {
            alphanumeric(middle)
        }
        [b'A'..=b'N' | b'R'..=b'Z', b'0'..=b'9', rest @ ..] => {
            matches!(rest.len(), 4 | 8) && rest.chunks(4).all(block)
        }
        _ => false,
    }
}

/// In the plural.
impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Symbol => "names",
            Self::Accession => "UniProt accessions",
            Self::Entry => "names of UniProt entries",
            Self::EnsemblGene => "Ensembl genes",
            Self::EnsemblTranscript => "Ensembl transcripts",
            Self::EnsemblProtein => "Ensembl proteins",
            Self::RefSeq => "RefSeq accessions",
            Self::Entrez => "Entrez ids",
            Self::MirBase => "miRBase accessions",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_shows_its_kind() {
        let check = |names: &[&str], wanted: NameKind| {
            for name in names {
                assert_eq!(NameKind::from_name(name), wanted, "{name}");
            }
        };
        check(&["P21926", "Q8WUM4-2", "A0A0G2QC50", "O00194"], NameKind::Accession);
        check(&["CD9_HUMAN", "ALBU_BOVIN"], NameKind::Entry);
        check(&["NM_001769.4", "NP_001760", "XM_011520965"], NameKind::RefSeq);
        check(&["ENSP00000009180.4"], NameKind::EnsemblProtein);
        check(&["MIMAT0000076"], NameKind::MirBase);
        check(
            &["CD9", "Tsg101", "HLA-A", "EV_1", "hsa-miR-21-5p", "Gm1234", "PC 34:1"],
            NameKind::Symbol,
        );
    }
}
