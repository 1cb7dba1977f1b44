//! An invented miRNA reference: hairpins with two arms each, and where they lie in an invented genome.

use std::fmt::Write as _;

use exocast_core::{Base, Rna, Stream};
use rand::RngExt;

/// Nucleotides before the 5p arm and after the 3p arm.
const FLANK: usize = 10;
/// Length of each arm.
pub(super) const ARM: usize = 22;
/// Length of the loop between the arms.
const LOOP: usize = 14;

/// One mature miRNA of the invented reference.
#[derive(Clone, Debug)]
pub(super) struct Mature {
    /// Name, as `syn-miR-7-5p`.
    pub(super) name: String,
    /// Sequence.
    pub(super) sequence: Rna,
}

/// One hairpin with its two arms.
#[derive(Clone, Debug)]
pub(super) struct Hairpin {
    number: usize,
    pub(super) sequence: Rna,
}

/// A random sequence.
pub(super) fn random_rna(rng: &mut Stream, length: usize) -> Rna {
    (0..length).map(|_| Base::KNOWN[rng.random_range(0..4)]).collect::<Vec<_>>().into()
}

impl Hairpin {
    /// Hairpins numbered from 1, the second arm pairing with the first but for three bulged places.
    pub(super) fn invent(rng: &mut Stream, count: usize) -> Vec<Self> {
        (1..=count)
            .map(|number| {
                let five = random_rna(rng, ARM);
                let mut three = five.reverse_complement().bases().to_vec();
                for _ in 0..3 {
                    three[rng.random_range(0..ARM)] = Base::KNOWN[rng.random_range(0..4)];
                }
                let parts = [
                    random_rna(rng, FLANK),
                    five,
                    random_rna(rng, LOOP),
                    three.into(),
                    random_rna(rng, FLANK),
                ];
                let bases: Vec<Base> =
                    parts.iter().flat_map(|part| part.bases().to_vec()).collect();
                Self { number, sequence: bases.into() }
            })
            .collect()
    }

    /// The two mature miRNAs, 5p first.
    pub(super) fn matures(&self) -> [Mature; 2] {
        Self::arms().map(|(arm, start)| Mature {
            name: format!("syn-miR-{}-{arm}", self.number),
            sequence: self.sequence.slice(start..start + ARM).unwrap_or_default(),
        })
    }

    const fn arms() -> [(&'static str, usize); 2] {
        [("5p", FLANK), ("3p", FLANK + ARM + LOOP)]
    }
}

/// The hairpins as miRBase writes FASTA.
pub(super) fn fasta(hairpins: &[Hairpin]) -> String {
    hairpins.iter().fold(String::new(), |mut text, hairpin| {
        let number = hairpin.number;
        let _ = writeln!(
            text,
            ">syn-mir-{number} MI{number:07} Synthetic organism miR-{number} stem-loop\n{}",
            hairpin.sequence
        );
        text
    })
}

/// The hairpins and their arms as miRBase writes GFF3, every second one on the reverse strand.
pub(super) fn gff3(hairpins: &[Hairpin]) -> String {
    let mut text = String::from("##gff-version 3\n# an invented genome\n");
    for hairpin in hairpins {
        let number = hairpin.number;
        let length = hairpin.sequence.len();
        let start = number * 1000;
        let forward = number % 2 == 1;
        let strand = if forward { '+' } else { '-' };
        let end = start + length - 1;
        let _ = writeln!(
            text,
            "chr1\t.\tmiRNA_primary_transcript\t{start}\t{end}\t.\t{strand}\t.\tID=MI{number:07};Alias=MI{number:07};Name=syn-mir-{number}"
        );
        for (i, (arm, offset)) in Hairpin::arms().into_iter().enumerate() {
            let first = if forward { start + offset } else { end + 1 - offset - ARM };
            let accession = 2 * number + i;
            let _ = writeln!(
                text,
                "chr1\t.\tmiRNA\t{first}\t{}\t.\t{strand}\t.\tID=MIMAT{accession:07};Alias=MIMAT{accession:07};Name=syn-miR-{number}-{arm};Derives_from=MI{number:07}",
                first + ARM - 1
            );
        }
    }
    text
}
