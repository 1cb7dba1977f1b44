//! The miRNA that a name in a table of amounts means.

use super::mirna::Mirna;
use exocast_core::Rna;

use super::mirna::Mirnas;

/// A sequence this short may be a name of letters.
const SHORTEST: usize = 15;

impl Mirnas {
    /// The miRNA that has this accession, or this very sequence.
    pub(crate) fn known_as(&self, label: &str) -> Option<usize> {
        let sequence = label.parse::<Rna>().ok().filter(|rna| rna.bases().len() >= SHORTEST);
        self.as_slice().iter().position(|mirna| {
            mirna.accession() == Some(label) || sequence.as_ref() == Some(mirna.sequence())
        })
    }

    /// Names that are `name` but for case, or for a species or an arm that one of the two leaves out.
    pub(crate) fn near(&self, name: &str) -> Vec<String> {
        let parts = Parts::split(name);
        let canonical = self.as_slice().iter().filter(|mirna| mirna.isomir().is_empty());
        let names = canonical.map(Mirna::name);
        names.filter(|other| parts.may_be(&Parts::split(other))).map(str::to_owned).collect()
    }
}

/// `hsa`, `mir122`, `5p` of `hsa-miR-122-5p`.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    species: Option<String>,
    gene: String,
    arm: Option<String>,
}

impl Parts {
    fn split(name: &str) -> Self {
        let name = name.trim().to_ascii_lowercase().replace('_', "-");
        let (rest, arm) = match name.rsplit_once('-') {
            Some((rest, arm @ ("3p" | "5p"))) => (rest, Some(arm.to_owned())),
            _ => (name.as_str(), None),
        };
        let is_gene = |text: &str| ["mir", "let", "lin"].iter().any(|stem| text.starts_with(stem));
        let (species, gene) = match rest.split_once('-') {
            Some((species, gene)) if !is_gene(species) && is_gene(gene) => {
                (Some(species.to_owned()), gene)
            }
            _ => (None, rest),
        };
        let gene =
            gene.strip_prefix("mir-").map_or(gene.to_owned(), |number| format!("mir{number}"));
        Self { species, gene, arm }
    }

    fn may_be(&self, other: &Self) -> bool {
        let agree = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
        self.gene == other.gene
            && agree(&self.species, &other.species)
            && agree(&self.arm, &other.arm)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mirnas() -> Mirnas {
        let fasta = ">hsa-miR-122-5p MIMAT0000421 Homo sapiens\nUGGAGUGUGACAAUGGUGUUUG\n\
                     >hsa-let-7a-5p MIMAT0000062\nUGAGGUAGUAGGUUGUAUAGUU\n\
                     >hsa-let-7a-3p MIMAT0004481\nCUAUACAAUCUACUGUCUUUC\n\
                     >mmu-miR-1a-1-5p\nACAUACUUCUUUAUAUGCCCAU\n";
        Mirnas::read_fasta(fasta.as_bytes(), "mirna.fa").unwrap()
    }

    #[test]
    fn accessions_and_sequences_are_told() {
        let mirnas = mirnas();
        for (label, expected) in [
            ("MIMAT0000421", Some(0)),
            ("UGAGGUAGUAGGUUGUAUAGUU", Some(1)),
            ("tgaggtagtaggttgtatagtt", Some(1)),
            ("UGAGGUAGUAGGUUGUAUAGU", None),
            ("MIMAT0000422", None),
            ("hsa-miR-122", None),
        ] {
            assert_eq!(mirnas.known_as(label), expected, "{label}");
        }
    }

    #[test]
    fn near_names_leave_out_what_others_say() {
        let mirnas = mirnas();
        let check = |name: &str, expected: &[&str]| {
            assert_eq!(mirnas.near(name), expected, "{name}");
        };
        check("hsa-miR-122", &["hsa-miR-122-5p"]);
        check("miR-122-5p", &["hsa-miR-122-5p"]);
        check("hsa-mir-122-5p", &["hsa-miR-122-5p"]);
        check("Hsa-Mir-122_5p", &["hsa-miR-122-5p"]);
        check("miR122", &["hsa-miR-122-5p"]);
        check("let-7a", &["hsa-let-7a-5p", "hsa-let-7a-3p"]);
        check("miR-1a-1", &["mmu-miR-1a-1-5p"]);
        check("hsa-miR-122-3p", &[]);
        check("mmu-miR-122-5p", &[]);
        check("hsa-miR-1a-1-5p", &[]);
        check("hsa-miR-12", &[]);
        check("hsa-miR-9999", &[]);
    }
}
