//! tRNA fragments by isodecoder.
//!
//! Simulates halves and fragments of tRNAs, with sequencing errors, misread modifications and stops at these, counts them,
//! and prints how many have the right name, alone or as a stated tie, and the right type. Without a file, tRNAs are made up:
//! per anticodon one to six isodecoders that differ from each other by one to six nucleotides, as human ones do. The
//! reference has of some the gene, of some CCA too, and of half the gene without its discriminator, as `tRNAdb` has them;
//! reads always come from the mature tRNA.

use std::{collections::BTreeMap, error::Error, fmt::Write as _, fs, io::Write, time::Instant};

use exocast_core::options::Options;
use exocast_mirna::{Catalogue, QuantifyOptions, ReadIndex, ReferenceSet, SampleReads, quantify};

/// A generator of this example's own (Steele 2014, OOPSLA: `SplitMix64`).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ z >> 31
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap_or(0)
    }

    fn chance(&mut self, p: f64) -> bool {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64 <= p
    }

    fn letter(&mut self) -> u8 {
        b"ACGT"[self.below(4)]
    }
}

/// Modified nucleotides of tRNAs, 0-based, with how often they are misread and how often they end the copy: m1A9 or m1G9,
/// m2,2G26, the wobble and its neighbour, m1A58 (assumed rates).
const MODIFIED: [(usize, f64, f64); 5] =
    [(8, 0.1, 0.1), (25, 0.15, 0.1), (33, 0.1, 0.05), (36, 0.1, 0.05), (57, 0.25, 0.3)];
const ERROR: f64 = 0.003;
const ADAPTER: &str = "TGGAATTCTCGGGTGCCAAGG";

struct Trna {
    name: String,
    /// With CCA.
    letters: Vec<u8>,
    weight: f64,
}

/// Shares of the reads of tRNA fragments.
#[derive(Clone, Copy, Debug)]
pub struct Fragments {
    /// With the right name, or a tie that lists it.
    pub named: f64,
    /// With the right type.
    pub typed: f64,
}

/// Simulates and counts fragments of made-up tRNAs, or of those of a file; `written` is where the table is written to.
///
/// # Errors
/// Where the file cannot be read, or `out` fails.
pub fn measure(
    (reads, seed): (u64, u64),
    (trnas, written): (Option<&str>, Option<&str>),
    out: &mut dyn Write,
) -> Result<Fragments, Box<dyn Error>> {
    let mut random = Random(seed);
    let (fasta, mature) = match trnas {
        Some(path) => from_file(&fs::read_to_string(path)?, &mut random),
        None => made_up(&mut random),
    };
    let set = ReferenceSet::read_contaminants(fasta.as_bytes(), "tRNAs", "other")?;
    let mut trnas: Vec<Trna> = Vec::new();
    for (record, letters) in fasta.split('>').skip(1).zip(mature) {
        let record = format!(">{record}");
        let alone = ReferenceSet::read_contaminants(record.as_bytes(), "tRNA", "other")?;
        let reference = alone.references().first().filter(|reference| reference.class == "tRNA");
        let Some(name) = reference.map(|reference| reference.name.clone()) else { continue };
        if !trnas.iter().any(|trna| trna.name == name) {
            let weight = (1.0 + random.below(1000) as f64).powi(2);
            trnas.push(Trna { name, letters, weight });
        }
    }
    let mut truth: BTreeMap<(String, &str), f64> = BTreeMap::new();
    let mut fastq = String::new();
    let total: f64 = trnas.iter().map(|trna| trna.weight).sum();
    for _ in 0..reads {
        let mut at = random.next() as f64 / u64::MAX as f64 * total;
        let trna = trnas.iter().find(|trna| {
            at -= trna.weight;
            at <= 0.0
        });
        let Some(trna) = trna.or(trnas.last()) else { return Err("no tRNA in the file".into()) };
        let (part, read) = fragment(trna, &mut random);
        *truth.entry((trna.name.clone(), part)).or_default() += 1.0;
        let bases = format!("{}{ADAPTER}", String::from_utf8(read)?);
        let _ = writeln!(fastq, "@r\n{bases}\n+\n{}", "I".repeat(bases.len()));
    }
    let mut options = QuantifyOptions::default();
    options.library = "truseq".parse()?;
    let options = options.check()?;
    let catalogue = Catalogue::read(HAIRPIN.as_bytes(), "h", MATURE.as_bytes(), "m", None)?;
    let index = ReadIndex::new(&catalogue, &[set], None, &options);
    let sample = SampleReads::read("s", [("r", fastq.as_bytes())], &options)?;
    let start = Instant::now();
    let result = quantify(&index, vec![sample], &options);
    let called = start.elapsed().as_secs_f64();
    let table = result.fragments_table();
    writeln!(
        out,
        "calls {called:.2} s, fragments {:.2} s",
        start.elapsed().as_secs_f64() - called
    )?;
    let mut text = Vec::new();
    table.write_tsv(&mut text)?;
    let text = String::from_utf8(text)?;
    if let Some(path) = written {
        fs::write(path, &text)?;
    }
    score(&text, &truth, reads as f64, out)
}

/// Reads with the right name: those of a row that its names explain; then those that a row has too many of, up to what
/// the names it states as ties are missing.
fn score(
    text: &str,
    truth: &BTreeMap<(String, &str), f64>,
    reads: f64,
    out: &mut dyn Write,
) -> Result<Fragments, Box<dyn Error>> {
    let mut missing: BTreeMap<&str, f64> = BTreeMap::new();
    for ((name, _), count) in truth {
        *missing.entry(name).or_default() += count;
    }
    let (mut right, mut tied, mut typed, mut assigned) = (0.0, 0.0, 0.0, 0.0);
    let mut surplus: Vec<(f64, Vec<&str>)> = Vec::new();
    let mut by_type: BTreeMap<&str, f64> = BTreeMap::new();
    // By name over all types: rows of one name only first, so that joint rows get what is left.
    let mut rows: Vec<Vec<&str>> =
        text.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    rows.sort_by_key(|row| row[2].split('/').count());
    for row in &rows {
        let mut count: f64 = row[5].parse().unwrap_or(0.0);
        assigned += count;
        *by_type.entry(row[3]).or_default() += count;
        if row[1] != "tRNA" {
            continue;
        }
        for name in row[2].split('/') {
            if let Some(left) = missing.get_mut(name) {
                let taken = left.min(count);
                (*left, count) = (*left - taken, count - taken);
                right += taken;
            }
        }
        surplus.push((count, row[8].split([',', '/']).collect()));
    }
    for (mut count, names) in surplus {
        for name in names {
            if let Some(left) = missing.get_mut(name) {
                let taken = left.min(count);
                (*left, count) = (*left - taken, count - taken);
                tied += taken;
            }
        }
    }
    let mut types: BTreeMap<&str, f64> = BTreeMap::new();
    for ((_, part), count) in truth {
        *types.entry(part).or_default() += count;
    }
    for (part, count) in &types {
        let counted = by_type.get(part).copied().unwrap_or(0.0);
        typed += count.min(counted);
        writeln!(out, "{part}\t{counted:.0} of {count:.0}")?;
    }
    writeln!(out, "assigned\t{:.4}", assigned / reads)?;
    let of_rows = |most: usize| {
        let of_few = rows.iter().filter(|row| row[2].split('/').count() <= most);
        of_few.filter_map(|row| row[5].parse::<f64>().ok()).sum::<f64>() / reads
    };
    writeln!(
        out,
        "in rows of one name, of two\t{:.4}, {:.4}",
        of_rows(1),
        of_rows(2) - of_rows(1)
    )?;
    writeln!(out, "right name\t{:.4}", right / reads)?;
    writeln!(out, "right name or stated tie\t{:.4}\t(bar .97)", (right + tied) / reads)?;
    writeln!(out, "right type\t{:.4}", typed / reads)?;
    Ok(Fragments { named: (right + tied) / reads, typed: typed / reads })
}

/// A fragment of a tRNA as a read, and its type.
fn fragment(trna: &Trna, random: &mut Random) -> (&'static str, Vec<u8>) {
    let len = trna.letters.len();
    let body = len - 3;
    let (mut start, end, mut part) = match random.below(10) {
        0..=3 => (random.below(2), 30 + random.below(6), "5'"),
        4 => (0, 18 + random.below(8), "5'"),
        5 | 6 => (33 + random.below(5), len, "CCA"),
        7 => (body - 16 - random.below(6), len, "CCA"),
        8 => (body - 18 - random.below(10), body, "3'"),
        _ => (12 + random.below(12), 0, "i"),
    };
    let end = if end == 0 { start + 18 + random.below(14) } else { end };
    // Reverse transcription goes from the 3' end and stops behind a modified nucleotide.
    for (at, _, stop) in MODIFIED {
        if at > start && at + 18 < end && random.chance(stop) {
            start = at + 1;
            part = if part == "5'" { "i" } else { part };
        }
    }
    let mut read = trna.letters[start..end].to_vec();
    for (i, letter) in read.iter_mut().enumerate() {
        let misread = MODIFIED.iter().find(|(at, ..)| *at == start + i).map_or(ERROR, |m| m.1);
        if random.chance(misread) {
            *letter = random.letter();
        }
    }
    if random.chance(0.05) {
        read.push(b'A');
    }
    (part, read)
}

/// Records, and the mature sequence of each: with CCA, and with a discriminator where the record ends with the acceptor
/// stem, which then has more pairs with the last letter than with the one before.
fn from_file(text: &str, random: &mut Random) -> (String, Vec<Vec<u8>>) {
    let (mut fasta, mut mature) = (String::new(), Vec::new());
    for record in text.split('>').skip(1) {
        let (header, sequence) = record.split_once('\n').unwrap_or((record, ""));
        let is_letter = |letter: &char| letter.is_ascii_alphabetic();
        let letters = sequence.to_ascii_uppercase().replace('U', "T");
        let mut letters: Vec<u8> =
            letters.chars().filter(is_letter).map(|letter| letter as u8).collect();
        let n = letters.len();
        if n < 58 {
            continue;
        }
        let _ = writeln!(fasta, ">{header}\n{}", String::from_utf8_lossy(&letters));
        let fits = |i: usize, last: usize| {
            matches!(
                (letters[i], letters[last - i]),
                (b'A', b'T') | (b'C', b'G') | (b'G', b'C' | b'T') | (b'T', b'A' | b'G')
            )
        };
        let stem = |last: usize| (0..7).filter(|i| fits(*i, last)).count();
        if stem(n - 1) > stem(n - 2) {
            letters.push(random.letter());
        }
        letters.extend(b"CCA");
        mature.push(letters);
    }
    (fasta, mature)
}

/// tRNAs with the fold of one, in the headers of `GtRNAdb`, and their mature sequences.
fn made_up(random: &mut Random) -> (String, Vec<Vec<u8>>) {
    let (mut fasta, mut mature) = (String::new(), Vec::new());
    let amino = [
        "Ala", "Arg", "Asn", "Asp", "Cys", "Gln", "Glu", "Gly", "His", "Ile", "Leu", "Lys", "Met",
        "Phe",
    ];
    for amino in amino {
        for _ in 0..2 {
            let anticodon: String = (0..3).map(|_| char::from(random.letter())).collect();
            let first = fold(random, anticodon.as_bytes());
            for isodecoder in 1..=1 + random.below(6) {
                let mut letters = first.clone();
                for _ in 0..if isodecoder == 1 { 0 } else { 1 + random.below(6) } {
                    // Outside of the acceptor stem, of which the CCA end is known, and the anticodon.
                    let at = 8 + random.below(52);
                    if !(31..38).contains(&at) {
                        letters[at] = random.letter();
                    }
                }
                // One pair in ten of the acceptor stem is none.
                for letter in &mut letters[..7] {
                    if random.chance(0.1) {
                        *letter = random.letter();
                    }
                }
                let last = letters.len() - 1;
                letters[last] = random.letter();
                let whole = [&letters[..], b"CCA"].concat();
                let end = [last, last, last + 1, last + 4][random.below(4)];
                let letters = String::from_utf8_lossy(&whole[..end]);
                for copy in 1..=1 + random.below(3) {
                    let _ = write!(
                        fasta,
                        ">Homo_sapiens_tRNA-{amino}-{anticodon}-{isodecoder}-{copy} (tRNAscan-SE ID: chr1.trna1) {amino} ({anticodon}) {} bp mature sequence\n{letters}\n",
                        letters.len()
                    );
                    mature.push(whole.clone());
                }
            }
        }
    }
    (fasta, mature)
}

fn fold(random: &mut Random, anticodon: &[u8]) -> Vec<u8> {
    let mut stem = |n: usize| -> (Vec<u8>, Vec<u8>) {
        let five: Vec<u8> = (0..n).map(|_| random.letter()).collect();
        let pair = |letter: &u8| match letter {
            b'A' => b'T',
            b'C' => b'G',
            b'G' => b'C',
            _ => b'A',
        };
        let three = five.iter().rev().map(pair).collect();
        (five, three)
    };
    let ((acceptor, a3), (d, d3), (anti, anti3), (t, t3)) = (stem(7), stem(4), stem(5), stem(5));
    let mut any = |n: usize| -> Vec<u8> { (0..n).map(|_| random.letter()).collect() };
    [
        acceptor,
        b"TG".to_vec(),
        d,
        b"AG".to_vec(),
        any(3),
        b"GG".to_vec(),
        any(2),
        d3,
        b"G".to_vec(),
        anti,
        b"CT".to_vec(),
        anticodon.to_vec(),
        b"AA".to_vec(),
        anti3,
        any(5),
        t,
        b"TTCGAAT".to_vec(),
        t3,
        a3,
        b"A".to_vec(),
    ]
    .concat()
}

const HAIRPIN: &str =
    ">hsa-mir-21\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
const MATURE: &str = ">hsa-miR-21-5p\nUAGCUUAUCAGACUGAUGUUGA\n";
