//! Novel miRNAs in a simulated genome: `novel [SEED [MEGABASES [HAIRPIN.fa ANNOTATION.gff3]]]`.
//!
//! Prints how many of the hairpins planted are found, and what else is. Hairpins are those of the files that have both
//! arms, else made up. Half of them are in the reference, the other half is to be found. Decoys: degraded RNA, stacks of fragments, pairs of stacks, hairpins with
//! degraded RNA or with one stack on an arm, tRNAs with fragments, of which half are given as contaminants.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    reason = "amounts and places are small and above zero"
)]

use std::{collections::BTreeMap, error::Error, fmt::Write as _, ops::Range, time::Instant};

use exocast_core::{Cell, SeedPlan, Stream, options::Options};
use exocast_lab::files::open;
use exocast_mirna::{
    Catalogue, FoldedHairpin, NovelMirnas, NovelOptions, QuantifyOptions, ReadIndex, ReferenceSet,
    SampleReads, quantify,
};
use exocast_target::{EnergyModel, StrandFolder};
use rand::RngExt;

/// Errors per nucleotide.
const ERROR: f64 = 2e-3;

struct Library {
    random: Stream,
    genome: Vec<u8>,
    taken: Vec<Range<usize>>,
    reads: BTreeMap<Vec<u8>, u64>,
    /// What was planted where.
    truth: Vec<(&'static str, Range<usize>)>,
}

/// A hairpin with its arms.
struct Planted {
    name: String,
    letters: Vec<u8>,
    arms: [Range<usize>; 2],
}

impl Library {
    fn new(seed: u64, length: usize) -> Self {
        let mut random = SeedPlan::new(seed).stream("genome", 0);
        let genome = (0..length).map(|_| b"AACGTT"[random.random_range(0..6)]).collect();
        Self { random, genome, taken: Vec::new(), reads: BTreeMap::new(), truth: Vec::new() }
    }

    fn below(&mut self, n: usize) -> usize {
        self.random.random_range(0..n)
    }

    fn chance(&mut self, p: f64) -> bool {
        self.random.random::<f64>() < p
    }

    fn amount(&mut self, low: f64, high: f64) -> u64 {
        let at = self.random.random::<f64>();
        (low.ln() + at * (high / low).ln()).exp() as u64
    }

    fn dna(&mut self, n: usize) -> Vec<u8> {
        (0..n).map(|_| b"ACGT"[self.below(4)]).collect()
    }

    /// Puts a sequence at a free place of the genome, on either strand, and returns what is there with 60 nt on both sides.
    fn plant(&mut self, what: &'static str, letters: &[u8]) -> Vec<u8> {
        let n = letters.len();
        let start = loop {
            let start = 200 + self.below(self.genome.len() - n - 400);
            let range = start - 200..start + n + 200;
            if self.taken.iter().all(|taken| taken.end <= range.start || range.end <= taken.start) {
                self.taken.push(range);
                break start;
            }
        };
        let reverse = self.chance(0.5);
        let there = if reverse { reverse_complement(letters) } else { letters.to_vec() };
        self.genome[start..start + n].copy_from_slice(&there);
        self.truth.push((what, start..start + n));
        let around = self.genome[start - 60..start + n + 60].to_vec();
        if reverse { reverse_complement(&around) } else { around }
    }

    fn add(&mut self, letters: &[u8], reads: u64) {
        let mut left = reads;
        // Misread copies are rare: drawn one by one up to some thousands.
        for _ in 0..reads.min(5000) {
            if letters.iter().any(|_| self.random.random::<f64>() < ERROR) {
                let at = self.below(letters.len());
                let mut other = letters.to_vec();
                other[at] = b"ACGT"[self.below(4)];
                *self.reads.entry(other).or_default() += 1;
                left -= 1;
            }
        }
        *self.reads.entry(letters.to_vec()).or_default() += left;
    }

    /// Reads of an arm: isomiRs as libraries have them.
    fn arm(&mut self, around: &[u8], arm: &Range<usize>, reads: u64) {
        let mut left = reads;
        for (five, three, tail, share) in [
            (0_i64, -1_i64, false, 0.15),
            (0, 1, false, 0.1),
            (0, -2, false, 0.06),
            (0, 0, true, 0.06),
            (1, 0, false, 0.04),
            (-1, 0, false, 0.02),
        ] {
            let varied = share * (0.5 + self.random.random::<f64>());
            let n = ((reads as f64 * varied).round() as u64).min(left);
            let at = |place: usize, shift: i64| (place as i64 + shift) as usize;
            let mut letters = around[at(arm.start, five)..at(arm.end, three)].to_vec();
            if tail {
                letters.push(if self.chance(0.5) { b'A' } else { b'T' });
            }
            if n > 0 {
                self.add(&letters, n);
                left -= n;
            }
        }
        self.add(&around[arm.clone()], left);
    }

    fn mirna(&mut self, what: &'static str, hairpin: &Planted) {
        let around = self.plant(what, &hairpin.letters);
        let reads = self.amount(20.0, 20_000.0);
        let main = self.below(2);
        let shifted = |arm: &Range<usize>| arm.start + 60..arm.end + 60;
        let (mature, star) = (shifted(&hairpin.arms[main]), shifted(&hairpin.arms[1 - main]));
        self.arm(&around, &mature, reads);
        if self.chance(0.75) {
            let share = self.amount(0.002e6, 0.3e6) as f64 / 1e6;
            self.arm(&around, &star, (reads as f64 * share) as u64);
        }
        if self.chance(0.2) {
            let between = mature.end.min(star.end)..mature.start.max(star.start);
            self.add(&around[between], 1 + reads / 500);
        }
    }

    fn degraded(&mut self, around: &[u8], range: Range<usize>, reads: u64) {
        for _ in 0..reads {
            let length = 18 + self.below(14);
            if range.len() > length {
                let start = range.start + self.below(range.len() - length);
                self.add(&around[start..start + length], 1);
            }
        }
    }

    fn stack(&mut self, around: &[u8], start: usize, reads: u64) {
        for _ in 0..6 {
            let length = 20 + self.below(5);
            self.add(&around[start..start + length], reads / 6);
        }
        for _ in 0..reads / 40 {
            let (shift, length) = (self.below(7), 18 + self.below(8));
            let from = start + shift - 3;
            self.add(&around[from..from + length], 1);
        }
    }

    /// A hairpin whose arms pair at four of five places or more.
    fn hairpin(&mut self) -> Planted {
        let (length, turn) = (28 + self.below(6), 8 + self.below(14));
        let five = self.dna(length);
        let mut three = reverse_complement(&five);
        for letter in &mut three {
            if self.random.random::<f64>() < 0.12 {
                *letter = b"ACGT"[self.random.random_range(0..4)];
            }
        }
        let letters = [five, self.dna(turn), three].concat();
        let first = 4 + self.below(3);
        let arms = [first..first + 22, letters.len() - first - 20..letters.len() - first + 2];
        Planted { name: String::new(), letters, arms }
    }

    fn trna(&mut self) -> Vec<u8> {
        let pair = |random: &mut Self, n: usize| {
            let five = random.dna(n);
            let three = reverse_complement(&five);
            (five, three)
        };
        let (a, d, c, t) = (pair(self, 7), pair(self, 4), pair(self, 5), pair(self, 5));
        let (x, y, z) = (self.dna(3), self.dna(3), self.dna(5));
        [
            a.0,
            b"TG".to_vec(),
            d.0,
            b"AG".to_vec(),
            x,
            b"GGA".to_vec(),
            d.1,
            b"G".to_vec(),
            c.0,
            b"CT".to_vec(),
            y,
            b"AA".to_vec(),
            c.1,
            z,
            t.0,
            b"TTCGAAT".to_vec(),
            t.1,
            a.1,
            b"A".to_vec(),
        ]
        .concat()
    }
}

fn reverse_complement(letters: &[u8]) -> Vec<u8> {
    let complement = |letter: &u8| match letter {
        b'A' => b'T',
        b'C' => b'G',
        b'G' => b'C',
        _ => b'A',
    };
    letters.iter().rev().map(complement).collect()
}

/// Hairpins of miRBase with both arms, in random order.
fn hairpins(
    library: &mut Library,
    n: usize,
    files: &[String],
) -> Result<Vec<Planted>, Box<dyn Error>> {
    let [fasta, gff, ..] = files else {
        return Ok((0..n).map(|_| library.hairpin()).collect());
    };
    let all = Catalogue::read(open(fasta)?, fasta, open(gff)?, gff, None)?;
    let mut arms: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
    for locus in all.loci() {
        arms.entry(locus.hairpin).or_default().push(locus.start..locus.end);
    }
    let mut planted = Vec::new();
    for (hairpin, mut arms) in arms.into_iter().filter(|(_, arms)| arms.len() == 2) {
        arms.sort_by_key(|arm| arm.start);
        let hairpin = &all.hairpins()[hairpin];
        let letters = hairpin.sequence.to_dna().into_bytes();
        if let [five, three] = &arms[..]
            && five.start > 2
            && three.end + 2 < letters.len()
        {
            let arms = [five.clone(), three.clone()];
            planted.push(Planted { name: hairpin.name.clone(), letters, arms });
        }
    }
    for i in (1..planted.len()).rev() {
        let j = library.below(i + 1);
        planted.swap(i, j);
    }
    planted.truncate(n);
    Ok(planted)
}

#[allow(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |i: usize, default: u64| arguments.get(i).map_or(Ok(default), |text| text.parse());
    let (seed, megabases) = (number(0, 1)?, number(1, 5)?);
    let mut library = Library::new(seed, usize::try_from(megabases)? * 1_000_000);
    let (mut hairpin, mut mature) = (String::new(), String::new());
    for (i, planted) in
        hairpins(&mut library, 100, arguments.get(2..).unwrap_or_default())?.iter().enumerate()
    {
        if i % 2 == 0 {
            library.mirna("hidden miRNA", planted);
            continue;
        }
        let name = format!("hsa-mir-{}", 90_000 + i);
        let letters = String::from_utf8(planted.letters.clone())?;
        writeln!(hairpin, ">{name} {}\n{letters}", planted.name)?;
        for (arm, ends) in planted.arms.iter().zip(["5p", "3p"]) {
            let name = name.replace("mir", "miR");
            writeln!(mature, ">{name}-{ends}\n{}", &letters[arm.clone()])?;
        }
        library.mirna("known miRNA", planted);
    }
    let mut contaminants = String::new();
    decoys(&mut library, &mut contaminants);

    let genome = format!(">chr1\n{}\n", String::from_utf8(library.genome.clone())?);
    let mut fasta = String::new();
    for (i, (read, reads)) in library.reads.iter().enumerate().filter(|(_, (_, n))| **n > 0) {
        writeln!(fasta, ">seq{i}_x{reads}\n{}", String::from_utf8_lossy(read))?;
    }
    let mut options = QuantifyOptions::default();
    options.library = "trimmed".parse()?;
    let options = options.check()?;
    let catalogue = Catalogue::read(hairpin.as_bytes(), "h", mature.as_bytes(), "m", None)?;
    let set = ReferenceSet::read_contaminants(contaminants.as_bytes(), "tRNAs", "other")?;
    let index = ReadIndex::new(&catalogue, &[set], None, &options);
    let sample = SampleReads::read("s", [("r", fasta.as_bytes())], &options)?;
    println!("distinct reads\t{}", sample.unique());
    let counted = quantify(&index, vec![sample], &options);
    let model = EnergyModel::turner2004();
    let folder = StrandFolder::new(&model);
    let fold = |strand: &[exocast_core::Base]| {
        let folded = folder.fold(strand);
        FoldedHairpin::new(folded.energy, folded.pairs)
    };
    let start = Instant::now();
    let search = counted.novel(
        [("genome.fa", genome.as_bytes())],
        &fold,
        &NovelOptions::default().check()?,
        SeedPlan::new(seed),
    )?;
    println!("search\t{:.1} s", start.elapsed().as_secs_f64());
    for notice in search.notices() {
        println!("{notice}");
    }
    report(&search, &library.truth)
}

fn decoys(library: &mut Library, contaminants: &mut String) {
    for _ in 0..100 {
        let length = 80 + library.below(150);
        let letters = library.dna(length);
        let around = library.plant("degraded RNA", &letters);
        let reads = library.amount(20.0, 1000.0);
        library.degraded(&around, 60..60 + length, reads);
    }
    for _ in 0..150 {
        let letters = library.dna(80);
        let around = library.plant("stack", &letters);
        let (start, reads) = (90 + library.below(20), library.amount(20.0, 10_000.0));
        library.stack(&around, start, reads);
    }
    for _ in 0..50 {
        let letters = library.dna(120);
        let around = library.plant("two stacks", &letters);
        let reads = library.amount(20.0, 10_000.0);
        let start = 75 + library.below(10);
        library.stack(&around, start, reads);
        let other = start + 30 + library.below(35);
        library.stack(&around, other, reads / 10);
    }
    for _ in 0..75 {
        let hairpin = library.hairpin();
        let around = library.plant("degraded hairpin", &hairpin.letters);
        let reads = library.amount(20.0, 1000.0);
        library.degraded(&around, 50..around.len() - 50, reads);
    }
    for _ in 0..50 {
        let hairpin = library.hairpin();
        let around = library.plant("hairpin with a stack", &hairpin.letters);
        let reads = library.amount(20.0, 10_000.0);
        let start = 60 + library.below(hairpin.letters.len() - 24);
        library.stack(&around, start, reads);
    }
    for i in 0..50 {
        let letters = library.trna();
        let what = if i % 2 == 0 { "given tRNA" } else { "other tRNA" };
        let around = library.plant(what, &letters);
        if i % 2 == 0 {
            let _ = writeln!(
                contaminants,
                ">Homo_sapiens_tRNA-Ala-AGC-{i}-1 (tRNAscan-SE ID: chr1.trna{i}) Ala (AGC) 73 bp\n{}",
                String::from_utf8_lossy(&letters)
            );
        }
        let reads = library.amount(50.0, 20_000.0);
        for _ in 0..8 {
            let length = 28 + library.below(7);
            library.add(&around[60..60 + length], reads / 8);
        }
        let length = 17 + library.below(4);
        let tail = [&around[60 + letters.len() - length..60 + letters.len()], b"CCA"].concat();
        library.add(&tail, reads / 4);
        library.stack(&around, 60, reads / 10);
        library.degraded(&around, 60..60 + letters.len(), reads / 20);
    }
}

/// Counts what is found by what was planted there.
#[allow(clippy::print_stdout, reason = "an example prints")]
fn report(
    search: &NovelMirnas,
    truth: &[(&'static str, Range<usize>)],
) -> Result<(), Box<dyn Error>> {
    let mut planted: BTreeMap<&str, usize> = BTreeMap::new();
    for (what, _) in truth {
        *planted.entry(what).or_default() += 1;
    }
    let table = search.table();
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut nowhere = 0;
    for row in table.rows() {
        let number = |i: usize| match row[i] {
            Cell::Real(value) => value as usize,
            Cell::Integer(value) => usize::try_from(value).unwrap_or(0),
            _ => 0,
        };
        let Cell::Text(confidence) = &row[5] else { continue };
        let (start, end) = (number(2), number(3));
        let there = truth.iter().find(|(_, range)| range.start < end && start < range.end);
        match there {
            Some((what, _)) => *counts.entry((what, confidence.clone())).or_default() += 1,
            None => nowhere += 1,
        }
    }
    println!("\nplanted\tnumber\tconfident\tcandidate");
    for (what, number) in planted {
        let count = |confidence: &str| {
            counts.get(&(what, confidence.to_owned())).copied().unwrap_or_default()
        };
        println!("{what}\t{number}\t{}\t{}", count("confident"), count("candidate"));
    }
    println!("elsewhere\t\t{nowhere}");
    for table in [search.cutoffs_table(), search.rejected_table()] {
        let mut text = Vec::new();
        table.write_tsv(&mut text)?;
        println!("\n{}", String::from_utf8(text)?);
    }
    let mut structures = search.write_structures(Vec::new())?;
    structures.truncate(3000);
    println!("{}", String::from_utf8_lossy(&structures));
    Ok(())
}
