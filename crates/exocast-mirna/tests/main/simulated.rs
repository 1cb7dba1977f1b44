//! A simulator of libraries, with the truth.

use exocast_mirna::Catalogue;

/// Random numbers (Steele 2014, Proc OOPSLA: `SplitMix`).
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }

    pub(crate) fn dna(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b"ACGT"[self.below(4)])).collect()
    }

    /// The letters, each misread with this probability.
    pub(crate) fn misread(&mut self, text: &str, error: f64) -> String {
        let letter = |letter: u8| {
            let letters: Vec<u8> =
                b"ACGT".iter().copied().filter(|other| *other != letter).collect();
            if self.unit() < error { letters[self.below(3)] } else { letter }
        };
        String::from_utf8(text.bytes().map(letter).collect()).unwrap()
    }

    /// How many of a Poisson distribution.
    pub(crate) fn poisson(&mut self, mean: f64) -> usize {
        let (limit, mut product, mut n) = ((-mean).exp(), self.unit(), 0);
        while product > limit {
            product *= self.unit();
            n += 1;
        }
        n
    }
}

/// miRNAs of random sequence, one hairpin each.
pub(crate) fn catalogue(n: usize, random: &mut Random) -> (Catalogue, Vec<String>) {
    let (mut fasta, mut gff) = (String::new(), String::from("##gff-version 3\n"));
    let mut matures = Vec::new();
    for i in 0..n {
        let hairpin = random.dna(80);
        fasta += &format!(">hsa-mir-{}\n{hairpin}\n", 9000 + i);
        let id = format!("MI{:07}", i + 1);
        let name = format!("hsa-miR-{}-5p", 9000 + i);
        gff += &format!(
            "c{i}\t.\tmiRNA_primary_transcript\t101\t180\t.\t+\t.\tID={id};Name=hsa-mir-{0}\n\
             c{i}\t.\tmiRNA\t111\t132\t.\t+\t.\tID=A{i};Name={name};Derives_from={id}\n",
            9000 + i
        );
        matures.push(hairpin[10..32].to_owned());
    }
    let read = Catalogue::read(fasta.as_bytes(), "h.fa", gff.as_bytes(), "a.gff3", Some("hsa"));
    (read.unwrap(), matures)
}

/// How reads are made of molecules.
#[derive(Clone, Copy)]
pub(crate) enum Kit {
    /// QIAseq: UMI of 12 after the adapter.
    Qiaseq,
    /// `NEXTflex`: four random nucleotides on both sides of the insert.
    Nextflex,
}

impl Kit {
    /// The letters of a molecule with its UMI.
    pub(crate) fn molecule(self, insert: &str, random: &mut Random) -> String {
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

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Qiaseq => "qiaseq",
            Self::Nextflex => "nextflex",
        }
    }
}

/// A FASTQ record of quality 30.
pub(crate) fn record(letters: &str) -> String {
    format!("@r\n{letters}\n+\n{}\n", "?".repeat(letters.len()))
}
