//! The reads in the genome.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Malformed, ReadError, fasta};

use super::{
    contig::{Contig, Kept},
    place::Place,
    probe::Probe,
    search::{Best, Seeds},
    stack::{Stack, Strands},
};
use crate::options::NovelOptions;

/// A sequence of the genome with the reads that fit it.
#[derive(Debug)]
pub(super) struct Covered {
    pub(super) name: String,
    pub(super) parts: Kept,
    places: Vec<Place>,
}

/// A genome with its reads.
#[derive(Debug)]
pub(super) struct Genome {
    pub(super) contigs: Vec<Covered>,
    /// Sequences and nucleotides that were searched.
    pub(super) sequences: usize,
    pub(super) nucleotides: usize,
    best: Best,
}

impl Genome {
    /// Goes through FASTA once. One sequence at a time is in memory, and of each the parts around reads.
    pub(super) fn search<S: AsRef<str>, R: BufRead>(
        files: impl IntoIterator<Item = (S, R)>,
        probes: &[Probe],
        options: &NovelOptions,
    ) -> Result<Self, ReadError> {
        let seeds = Seeds::new(probes, options.mismatches);
        let best = Best::new(probes.len(), options.max_places);
        let mut genome = Self { contigs: Vec::new(), sequences: 0, nucleotides: 0, best };
        let mut names: HashMap<String, u64> = HashMap::new();
        for (source, reader) in files {
            let mut reader = fasta::Reader::new(reader, source.as_ref());
            while let Some(record) = reader.next_record()? {
                let name = record.name().to_owned();
                if let Some(first) = names.insert(name.clone(), record.line()) {
                    let cause = Malformed::Duplicate { name, first };
                    return Err(ReadError::malformed(record.location(), cause));
                }
                let contig = Contig::new(record.letters())
                    .map_err(|cause| ReadError::malformed(record.location(), cause))?;
                genome.sequences += 1;
                genome.nucleotides += contig.codes.len();
                let mut places = seeds.places(&contig, options.both_strands);
                genome.best.add(&mut places);
                if !places.is_empty() {
                    let parts = contig.covered(places.iter());
                    genome.contigs.push(Covered { name, parts, places });
                }
            }
        }
        for contig in &mut genome.contigs {
            contig.places.retain(|place| genome.best.is_best(place));
        }
        Ok(genome)
    }

    /// The stacks of all sequences.
    pub(super) fn stacks(&self, probes: &[Probe], min_reads: u64) -> Vec<Stack> {
        let strands = |contig: &Covered| Strands::new(contig.places.iter().copied());
        let contigs = self.contigs.iter().enumerate();
        contigs.flat_map(|(i, contig)| strands(contig).stacks(i, probes, min_reads)).collect()
    }

    /// The number of places that a read fits best.
    pub(super) fn places(&self, probe: usize) -> usize {
        self.best.count(probe)
    }
}
