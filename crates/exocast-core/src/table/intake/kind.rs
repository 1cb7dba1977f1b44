//! Kinds of names, by their form.

use crate::names::NameKind;

/// What kind of feature a name is of, as far as its form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `hsa-miR-21-5p`, `MIMAT0000076`.
    Mirna,
    /// `ENSG00000171862`, `ENST00000371953.8`, `NM_000314`.
    Accession,
    /// `P21926`, `Q8WUM4-2`, `CD9_HUMAN`.
    Protein,
    /// Digits alone.
    Number,
    /// Anything else: a symbol or a word.
    Word,
}

impl Kind {
    /// The kind of a name; of a list (`A;B`, `A|B`), that of its first.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let name = name.split([';', '|', '/', ',']).next().unwrap_or_default().trim();
        match NameKind::from_name(name) {
            NameKind::Entrez => Self::Number,
            NameKind::MirBase => Self::Mirna,
            NameKind::Accession | NameKind::Entry => Self::Protein,
            NameKind::Symbol if is_mirna(name) => Self::Mirna,
            NameKind::Symbol => Self::Word,
            NameKind::EnsemblGene
            | NameKind::EnsemblTranscript
            | NameKind::EnsemblProtein
            | NameKind::RefSeq => Self::Accession,
        }
    }

    /// Whether the form is one that names of features have, and few other words.
    #[must_use]
    pub const fn is_feature(self) -> bool {
        matches!(self, Self::Mirna | Self::Accession | Self::Protein)
    }

    /// Whether the form alone shows that it names a feature.
    #[must_use]
    pub const fn is_certain(self) -> bool {
        matches!(self, Self::Mirna | Self::Accession)
    }
}

fn is_mirna(name: &str) -> bool {
    let mut lower = name.to_ascii_lowercase();
    // R writes `hsa.miR.21.5p` for a column.
    if !lower.contains('-') && lower.matches('.').count() > 1 {
        lower = lower.replace('.', "-");
    }
    let (organism, rest) = lower.split_once('-').unwrap_or(("", ""));
    let of_organism = (3..=5).contains(&organism.len())
        && organism.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ["mir-", "let-", "lin-", "bantam", "mir", "iab-"]
            .iter()
            .any(|begin| rest.starts_with(begin));
    of_organism || ["mir-", "let-7"].iter().any(|begin| lower.starts_with(begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_show_kinds() {
        let check = |names: &[&str], wanted: Kind| {
            for name in names {
                assert_eq!(Kind::from_name(name), wanted, "{name}");
            }
        };
        check(
            &[
                "hsa-miR-21-5p",
                "hsa-let-7a",
                "mmu-mir-1",
                "MIMAT0000076",
                "MI0000060",
                "miR-9-3p",
                "hsa.miR.21.5p",
            ],
            Kind::Mirna,
        );
        check(
            &["ENSG00000171862.12", "ENSMUSG00000013663", "ENST00000371953", "NM_000314.8"],
            Kind::Accession,
        );
        check(&["P21926", "Q8WUM4-2", "A0A024R161", "P08962;Q1", "CD9_HUMAN"], Kind::Protein);
        check(&["5728", "0"], Kind::Number);
        check(&["CD9", "TMPO", "HLA-A", "H3C1", "PTEN", "MIR21", "", "tumour 1"], Kind::Word);
    }
}
