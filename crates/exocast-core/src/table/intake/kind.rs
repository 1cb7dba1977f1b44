//! Kinds of names, by their form.

/// What kind of feature a name is of, as far as its form says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// `hsa-miR-21-5p`, `MIMAT0000076`.
    Mirna,
    /// `ENSG00000171862`, `ENST00000371953.8`, `NM_000314`.
    Accession,
    /// `P21926`, `Q8WUM4-2`.
    Protein,
    /// Digits alone.
    Number,
    /// Anything else: a symbol or a word.
    Word,
}

impl Kind {
    /// The kind of a name; of a list (`A;B`, `A|B`), that of its first.
    #[must_use]
    pub fn of(name: &str) -> Self {
        let name = name.split([';', '|', '/', ',']).next().unwrap_or_default().trim();
        if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Number
        } else if is_mirna(name) {
            Self::Mirna
        } else if is_accession(name) {
            Self::Accession
        } else if is_uniprot(name) {
            Self::Protein
        } else {
            Self::Word
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
    if let Some(digits) = name.strip_prefix("MIMAT").or_else(|| name.strip_prefix("MI")) {
        return digits.len() == 7 && digits.bytes().all(|byte| byte.is_ascii_digit());
    }
    let lower = name.to_ascii_lowercase();
    let (organism, rest) = lower.split_once('-').unwrap_or(("", ""));
    let of_organism = (3..=5).contains(&organism.len())
        && organism.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ["mir-", "let-", "lin-", "bantam", "mir", "iab-"]
            .iter()
            .any(|begin| rest.starts_with(begin));
    of_organism || ["mir-", "let-7"].iter().any(|begin| lower.starts_with(begin))
}

fn is_accession(name: &str) -> bool {
    let name = name.split('.').next().unwrap_or_default();
    let digits = |text: &str, least: usize| {
        text.len() >= least && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Ensembl: ENS, three letters of a species but for human, a letter of the kind, eleven digits.
    if let Some(rest) = name.strip_prefix("ENS") {
        let letters = rest.bytes().take_while(u8::is_ascii_uppercase).count();
        return (1..=7).contains(&letters) && digits(&rest[letters..], 11);
    }
    let refseq = ["NM_", "NR_", "XM_", "XR_", "NP_", "XP_"];
    refseq.iter().any(|begin| name.strip_prefix(begin).is_some_and(|rest| digits(rest, 5)))
}

/// As `UniProt` forms accessions; a few symbols have the form too, such as `P2RY12`.
fn is_uniprot(name: &str) -> bool {
    let name = name.split('-').next().unwrap_or_default().as_bytes();
    let digit = |at: usize| name[at].is_ascii_digit();
    let letter = |at: usize| name[at].is_ascii_uppercase();
    let mixed = |at: usize| digit(at) || letter(at);
    match name.len() {
        6 => {
            let begins = letter(0) && digit(1) && digit(5);
            let old = matches!(name[0], b'O' | b'P' | b'Q');
            begins && mixed(3) && mixed(4) && (if old { mixed(2) } else { letter(2) })
        }
        10 => {
            letter(0)
                && digit(1)
                && letter(2)
                && mixed(3)
                && mixed(4)
                && digit(5)
                && letter(6)
                && mixed(7)
                && mixed(8)
                && digit(9)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_show_kinds() {
        let check = |names: &[&str], wanted: Kind| {
            for name in names {
                assert_eq!(Kind::of(name), wanted, "{name}");
            }
        };
        check(
            &["hsa-miR-21-5p", "hsa-let-7a", "mmu-mir-1", "MIMAT0000076", "miR-9-3p"],
            Kind::Mirna,
        );
        check(
            &["ENSG00000171862.12", "ENSMUSG00000013663", "ENST00000371953", "NM_000314.8"],
            Kind::Accession,
        );
        check(&["P21926", "Q8WUM4-2", "A0A024R161", "P08962;Q1"], Kind::Protein);
        check(&["5728", "0"], Kind::Number);
        check(&["CD9", "TMPO", "HLA-A", "H3C1", "PTEN", "MIR21", "", "tumour 1"], Kind::Word);
    }
}
