//! miRNA reads beside contaminants in which the genes of the miRNAs are.

use std::{error::Error, fmt::Write as _, io::Write};

use exocast_core::options::Options;
use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, ReferenceSet, quantify};

use super::simulate::Random;

/// Of 3,000 reads of the miRNAs of a reference, those counted where each of its hairpins is a non-coding RNA of a set with
/// headers as Ensembl writes them, between other RNAs.
///
/// # Errors
/// Where the set or the reads cannot be read, or `out` fails.
pub fn ensembl(
    catalogue: &Catalogue,
    seed: u64,
    out: &mut dyn Write,
) -> Result<f64, Box<dyn Error>> {
    let mut random = Random::new(seed, "ensembl");
    let mut fasta = String::new();
    let kinds = ["snRNA", "snoRNA", "misc_RNA", "lncRNA", "rRNA", "scaRNA"];
    for (i, hairpin) in catalogue.hairpins().iter().enumerate() {
        let letters = hairpin.sequence.to_dna();
        let symbol = hairpin.name.split_once("-mir-").map_or("1", |(_, number)| number);
        let symbol = format!("MIR{}", symbol.to_uppercase());
        writeln!(
            fasta,
            ">ENST{i:011}.1 ncrna chromosome:GRCh38:1:{0}:{1}:1 gene:ENSG{i:011}.1 gene_biotype:miRNA transcript_biotype:miRNA gene_symbol:{symbol} description:microRNA\n{letters}",
            1000 * i + 1,
            1000 * i + letters.len()
        )?;
        let kind = kinds[random.below(kinds.len())];
        let length = 80 + random.below(300);
        let other = random.dna(length);
        let n = 500_000 + i;
        writeln!(
            fasta,
            ">ENST{n:011}.2 ncrna chromosome:GRCh38:2:{n}:{n}:-1 gene:ENSG{n:011}.2 gene_biotype:{kind} transcript_biotype:{kind} gene_symbol:X{i}\n{other}"
        )?;
    }
    let set = ReferenceSet::read_contaminants(fasta.as_bytes(), "ncrna.fa", "other")?;
    let mut fastq = String::new();
    for _ in 0..3000 {
        let locus = &catalogue.loci()[random.below(catalogue.loci().len())];
        let hairpin = catalogue.hairpins()[locus.hairpin].sequence.to_dna();
        let letters = format!("{}TGGAATTCTCGGGTGCCAAGG", &hairpin[locus.start..locus.end]);
        fastq += &random.at_q30(&letters);
    }
    let mut options = QuantifyOptions::default();
    options.library = "truseq".parse()?;
    let options = options.check()?;
    let count = |sets: &[ReferenceSet]| -> Result<f64, Box<dyn Error>> {
        let index = ReadIndex::new(catalogue, sets, None, &options);
        let sample = index.read("s", [("s", fastq.as_bytes())], &options)?;
        Ok(quantify(&index, vec![sample], &options).counts()?.values().sum())
    };
    let (with, without) = (count(&[set])?, count(&[])?);
    writeln!(out, "of 3000 miRNA reads {with:.0} with the set, {without:.0} without any")?;
    Ok(with)
}
