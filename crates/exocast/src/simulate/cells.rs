//! An invented recipient: transcripts with a known number of sites, expression, gene sets.

use std::fmt::Write as _;

use exocast_core::{Base, Rna, Stream};
use rand::RngExt;
use rand_distr::{Distribution, LogNormal};

use super::reference::{Mature, random_rna};

/// Names of the gene sets: every gene is in the set of the miRNA whose site was put into it.
const PROGRAMMES: [&str; 4] = ["proliferation", "survival", "immune", "repair"];

/// One invented gene.
#[derive(Clone, Debug)]
pub(super) struct Gene {
    /// Name, as `SYN0001`.
    pub(super) name: String,
    orf: Rna,
    utr3: Rna,
    tpm: f64,
    programme: Option<&'static str>,
}

/// Genes of which every fourth carries an 8mer site of one of the miRNAs given.
pub(super) fn invent(rng: &mut Stream, count: usize, targeting: &[&Mature]) -> Vec<Gene> {
    let expression = LogNormal::new(2.0, 1.8).ok();
    let mut genes: Vec<Gene> = (0..count)
        .map(|i| {
            let orf_length = 3 * rng.random_range(150..400);
            let utr_length = rng.random_range(300..1200);
            let orf = in_frame(&random_rna(rng, orf_length));
            let mut utr3 = random_rna(rng, utr_length).bases().to_vec();
            let mut programme = None;
            if i % 4 == 0 && !targeting.is_empty() {
                let which = (i / 4) % targeting.len();
                // The 8mer: the reverse complement of nucleotides 2 to 8, with an A opposite 1.
                let seed = targeting[which].sequence.slice(1..8).unwrap_or_default();
                let mut site = seed.reverse_complement().bases().to_vec();
                site.push(Base::A);
                let place = rng.random_range(20..utr3.len() - 30);
                utr3.splice(place..place + site.len(), site);
                programme = Some(PROGRAMMES[which % PROGRAMMES.len()]);
            }
            let tpm = expression.map_or(1.0, |distribution| distribution.sample(rng));
            Gene { name: format!("SYN{:04}", i + 1), orf, utr3: utr3.into(), tpm, programme }
        })
        .collect();
    let total: f64 = genes.iter().map(|gene| gene.tpm).sum();
    for gene in &mut genes {
        gene.tpm *= 1e6 / total;
    }
    genes
}

/// The same letters as an open reading frame: from AUG to a stop codon with none before.
fn in_frame(letters: &Rna) -> Rna {
    let mut bases = letters.bases().to_vec();
    for codon in bases.chunks_exact_mut(3) {
        if matches!(codon, [Base::U, Base::A, Base::A | Base::G] | [Base::U, Base::G, Base::A]) {
            codon[0] = Base::C;
        }
    }
    let last = bases.len().saturating_sub(3);
    bases.splice(last.., [Base::U, Base::A, Base::A]);
    bases.splice(..3, [Base::A, Base::U, Base::G]);
    bases.into()
}

/// TSV `transcript gene orf utr3`.
pub(super) fn transcripts_tsv(genes: &[Gene]) -> String {
    genes.iter().fold(String::from("transcript\tgene\torf\tutr3\n"), |mut text, gene| {
        let _ = writeln!(
            text,
            "{0}.1\t{0}\t{1}\t{2}",
            gene.name,
            gene.orf.to_dna(),
            gene.utr3.to_dna()
        );
        text
    })
}

/// TSV `gene tpm`.
pub(super) fn expression_tsv(genes: &[Gene]) -> String {
    genes.iter().fold(String::from("gene\ttpm\n"), |mut text, gene| {
        let _ = writeln!(text, "{}\t{:.4}", gene.name, gene.tpm);
        text
    })
}

/// GMT of the programmes.
pub(super) fn programmes_gmt(genes: &[Gene]) -> String {
    PROGRAMMES.iter().fold(String::new(), |mut text, programme| {
        let members: Vec<&str> = genes
            .iter()
            .filter(|gene| gene.programme == Some(programme))
            .map(|gene| gene.name.as_str())
            .collect();
        let _ = writeln!(text, "{programme}\tsynthetic\t{}", members.join("\t"));
        text
    })
}
