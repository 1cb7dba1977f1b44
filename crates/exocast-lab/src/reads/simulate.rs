//! Molecules of made-up miRNAs, and reads of them.

use std::{error::Error, fmt::Write as _};

use exocast_core::{SeedPlan, Stream};
use exocast_mirna::Catalogue;
use rand::RngExt;

/// Random sequences and errors.
pub(super) struct Random(pub(super) Stream);

impl Random {
    pub(super) fn new(seed: u64, name: &str) -> Self {
        Self(SeedPlan::new(seed).stream(name, 0))
    }

    pub(super) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0.random_range(0..n)
    }

    pub(super) fn dna(&mut self, n: usize) -> String {
        (0..n).map(|_| ['A', 'C', 'G', 'T'][self.below(4)]).collect()
    }

    /// Another letter with this probability.
    pub(super) fn misread(&mut self, letter: char, error: f64) -> char {
        if self.unit() >= error {
            return letter;
        }
        let others: Vec<char> = ['A', 'C', 'G', 'T'].into_iter().filter(|l| *l != letter).collect();
        others[self.below(others.len())]
    }

    /// A record of quality 30, and with its errors.
    pub(super) fn at_q30(&mut self, letters: &str) -> String {
        let read: String = letters.chars().map(|letter| self.misread(letter, 1e-3)).collect();
        record(&read, &"?".repeat(read.len()))
    }

    /// A record whose errors follow its qualities; three reads in a hundred are bad throughout.
    pub(super) fn by_quality(&mut self, letters: &str) -> String {
        let is_bad = self.unit() < 0.03;
        let (mut read, mut qualities) = (String::new(), String::new());
        for letter in letters.chars() {
            let quality = match self.below(15) {
                0 => 11_u8,
                1 | 2 => 25,
                _ if is_bad => 14,
                _ => 37,
            };
            read.push(self.misread(letter, 10_f64.powf(-f64::from(quality) / 10.0)));
            qualities.push(char::from(b'!' + quality));
        }
        record(&read, &qualities)
    }

    /// How many of a Poisson distribution.
    pub(super) fn poisson(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut n) = ((-mean).exp(), self.unit(), 0);
        while product > limit {
            product *= self.unit();
            n += 1;
        }
        n
    }

    /// `n` miRNAs of random sequence, one hairpin each: the reference and the mature sequences.
    pub(super) fn mirnas(&mut self, n: usize) -> Result<(Catalogue, Vec<String>), Box<dyn Error>> {
        let (mut fasta, mut gff) = (String::new(), String::from("##gff-version 3\n"));
        let mut matures = Vec::new();
        for i in 9000..9000 + n {
            let hairpin = self.dna(80);
            writeln!(fasta, ">hsa-mir-{i}\n{hairpin}")?;
            writeln!(
                gff,
                "c{i}\t.\tmiRNA_primary_transcript\t101\t180\t.\t+\t.\tID=MI{i:07};Name=hsa-mir-{i}\n\
                 c{i}\t.\tmiRNA\t111\t132\t.\t+\t.\tID=A{i};Name=hsa-miR-{i}-5p;Derives_from=MI{i:07}"
            )?;
            matures.push(hairpin[10..32].to_owned());
        }
        let (h, a) = ("h.fa", "a.gff3");
        Ok((Catalogue::read(fasta.as_bytes(), h, gff.as_bytes(), a, Some("hsa"))?, matures))
    }
}

pub(super) fn record(letters: &str, qualities: &str) -> String {
    format!("@r\n{letters}\n+\n{qualities}\n")
}

/// Where a molecule has its UMI.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kit {
    /// Twelve nucleotides behind the adapter.
    Qiaseq,
    /// Four nucleotides on both sides of the insert.
    Nextflex,
}

impl Kit {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Qiaseq => "qiaseq",
            Self::Nextflex => "nextflex",
        }
    }

    /// The letters of a new molecule.
    pub(super) fn molecule(self, insert: &str, random: &mut Random) -> String {
        match self {
            Self::Qiaseq => {
                let umi = random.dna(12);
                format!("{insert}AACTGTAGGCACCATCAAT{umi}AGATCGGAAGAGCACAC")
            }
            Self::Nextflex => {
                let (front, back) = (random.dna(4), random.dna(4));
                format!("{front}{insert}{back}TGGAATTCTCGGGTGCCAAGG")
            }
        }
    }
}
