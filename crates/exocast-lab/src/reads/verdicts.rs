//! Verdicts on simulated libraries.
//!
//! Draws libraries of six states (good, dimers, degraded, foreign, shallow, haemolysed), three fluids (vesicles of a culture
//! medium, plasma, urine), four kits and six depths, judges each alone, and prints how often the verdict and its reason are
//! right. `MATURE.fa` holds the mature sequences of all organisms of miRBase, from which foreign libraries are drawn.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::needless_pass_by_value,
    clippy::match_bool,
    reason = "numbers of simulated reads are small"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    fmt::Write as _,
    io::{Read, Write},
    path::Path,
};

use exocast_core::{SeedPlan, Stream, options::Options};
use exocast_mirna::{
    Catalogue, QualityOptions, QuantifyOptions, ReadIndex, ReferenceSet, SampleVerdict, Verdict,
    quantify,
};
use rand::RngExt;

const STATES: [&str; 6] = ["good", "dimers", "degraded", "foreign", "shallow", "haemolysed"];
const FLUIDS: [&str; 3] = ["culture medium", "plasma", "urine"];
const KITS: [(usize, &str); 4] = [
    (0, "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC"),
    (12, "AACTGTAGGCACCATCAAT"),
    (4, "TGGAATTCTCGGGTGCCAAGGAACTCCAGTCAC"),
    (0, "AGATCGGAAGAGCACACGTCTGAACTCCAGTCAC"),
];
const DEPTHS: [usize; 8] = [3000, 10_000, 30_000, 30_000, 100_000, 100_000, 300_000, 1_000_000];
const FOREIGN: [&str; 8] = ["mmu", "rno", "gga", "dre", "dme", "bmo", "cel", "ath"];
const CYCLES: usize = 75;
const ERROR: f64 = 2e-3;

/// A miRNA, what follows it, and its cumulative share.
struct Mirna {
    sequence: String,
    after: String,
    sum: f64,
}

struct Library<'a> {
    random: &'a mut Stream,
    mirnas: Vec<Mirna>,
    /// Shares of dimers, miRNA, tRNA, Y RNA, rRNA of the references, and RNA of none.
    shares: [f64; 6],
    others: &'a BTreeMap<String, Vec<String>>,
    /// An RNA of no reference, as mRNA and large rRNA are.
    long: &'a str,
    /// Chance of a cut behind each nucleotide.
    cut: f64,
}

/// How often verdicts are right.
#[derive(Clone, Copy, Debug)]
pub struct Verdicts {
    /// Share of the libraries with the right verdict and reason.
    pub right: f64,
    /// Good libraries.
    pub good: u32,
    /// Good libraries that are called not usable.
    pub lost: u32,
}

/// Judges `libraries` libraries of at most `most` reads.
///
/// # Errors
/// Where a reference cannot be read, or `out` fails.
pub fn measure(
    [hairpin, gff, mature]: [&str; 3],
    (libraries, seed, most): (u64, u64, usize),
    out: &mut dyn Write,
) -> Result<Verdicts, Box<dyn Error>> {
    let catalogue = Catalogue::read(
        text(hairpin)?.as_bytes(),
        hairpin,
        text(gff)?.as_bytes(),
        gff,
        Some("hsa"),
    )?;
    let foreign = organisms(&text(mature)?);
    let mut others: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for reference in ReferenceSet::common().references() {
        others.entry(reference.class.clone()).or_default().push(reference.sequence.to_dna());
    }
    let options = QuantifyOptions::default().check()?;
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    let plan = SeedPlan::new(seed);
    let long = dna(&mut plan.stream("long", 0), 50_000);
    let mut table: BTreeMap<(usize, Verdict), u32> = BTreeMap::new();
    let mut right = [0_u32; STATES.len()];
    let mut reasons: BTreeMap<(usize, String), u32> = BTreeMap::new();
    for i in 0..libraries {
        let random = &mut plan.stream("library", i);
        // Every other library is good.
        let state = if i % 2 == 0 { 0 } else { 1 + (i as usize / 2) % (STATES.len() - 1) };
        let fluid = if state == 5 { 1 } else { random.random_range(0..FLUIDS.len()) };
        let kit = KITS[random.random_range(0..KITS.len())];
        let mut depth = DEPTHS[random.random_range(0..DEPTHS.len())].min(most);
        let shares = shares(state, fluid, random);
        let organism = FOREIGN[random.random_range(0..FOREIGN.len())];
        let mirnas = if state == 3 {
            drawn(&foreign[organism], random)
        } else {
            human(&catalogue, state, fluid, random)
        };
        if state == 4 {
            let mirnas = 10_f64.powf(random.random_range(0.7..3.2));
            depth = (mirnas / shares[1]) as usize + 1;
        } else if state == 0 {
            // As few as a library of 3,000 reads has of which one in twenty is miRNA.
            depth = depth.max((150.0 / shares[1]) as usize);
        }
        let cut = if state == 2 { random.random_range(0.02..0.12) } else { 0.0 };
        let mut library = Library { random, mirnas, shares, others: &others, long: &long, cut };
        let fastq = library.fastq(kit, depth);
        let sample = index.read("s", [("s", fastq.as_bytes())], &options)?;
        let counted = quantify(&index, vec![sample], &options);
        let mut quality = QualityOptions::default();
        quality.biofluid = Some(FLUIDS[fluid].to_owned());
        let verdicts = counted.verdicts(&quality.check()?);
        let [verdict] = verdicts.as_slice() else { return Err("one sample, one verdict".into()) };
        *table.entry((state, verdict.verdict)).or_default() += 1;
        for check in verdict.against() {
            *reasons.entry((state, check.name.clone())).or_default() += 1;
        }
        if is_right(state, verdict) {
            right[state] += 1;
        } else {
            let organism = if state == 3 { organism } else { "" };
            writeln!(
                out,
                "# {i}: {} {organism} of {}, {depth} reads, kit {kit:?}: {}: {}",
                STATES[state],
                FLUIDS[fluid],
                verdict.verdict,
                verdict.checks.iter().map(|c| c.text.as_str()).collect::<Vec<_>>().join("; ")
            )?;
        }
    }
    writeln!(out, "state\tgood\tusable with care\tnot usable\tright")?;
    for (state, name) in STATES.iter().enumerate() {
        let count = |verdict| table.get(&(state, verdict)).copied().unwrap_or(0);
        let counts = [Verdict::Good, Verdict::UsableWithCare, Verdict::NotUsable].map(count);
        let all: u32 = counts.iter().sum();
        let [good, care, not] = counts;
        writeln!(
            out,
            "{name}\t{good}\t{care}\t{not}\t{:.3}",
            f64::from(right[state]) / f64::from(all.max(1))
        )?;
    }
    writeln!(
        out,
        "all\t\t\t\t{:.3}\t(bar .95)",
        f64::from(right.iter().sum::<u32>()) / libraries as f64
    )?;
    for ((state, reason), count) in reasons {
        writeln!(out, "reason\t{}\t{reason}\t{count}", STATES[state])?;
    }
    let of_good = |verdict| table.get(&(0, verdict)).copied().unwrap_or(0);
    let lost = of_good(Verdict::NotUsable);
    Ok(Verdicts {
        right: f64::from(right.iter().sum::<u32>()) / libraries as f64,
        good: lost + of_good(Verdict::Good) + of_good(Verdict::UsableWithCare),
        lost,
    })
}

/// Whether the verdict has the reason of the state. A good library may be shallow: then depth is the one reason.
fn is_right(state: usize, verdict: &SampleVerdict) -> bool {
    let against: Vec<&str> = verdict.against().map(|check| check.name.as_str()).collect();
    let has = |names: &[&str]| names.iter().any(|name| against.contains(name));
    let mirnas = verdict.checks.iter().find(|check| check.name == "depth").and_then(|c| c.value);
    let by_depth = match mirnas.unwrap_or(0.0) {
        n if n < 100.0 => Verdict::NotUsable,
        n if n < 2500.0 => Verdict::UsableWithCare,
        _ => Verdict::Good,
    };
    match state {
        0 => verdict.verdict == by_depth && verdict.verdict < Verdict::NotUsable,
        1 => has(&["adapter dimers"]),
        2 => has(&["cut ends", "length peak", "unidentified", "tRNA ends"]),
        3 => has(&["species"]) && verdict.verdict == Verdict::NotUsable,
        4 => has(&["depth"]) && verdict.verdict == by_depth,
        _ => has(&["red blood cells"]) && verdict.verdict < Verdict::NotUsable,
    }
}

/// Shares of dimers, miRNA, tRNA, Y RNA, rRNA and RNA of no reference, which sum to 1.
fn shares(state: usize, fluid: usize, random: &mut Stream) -> [f64; 6] {
    let mut between = |low: f64, high: f64| random.random_range(low..high);
    let mirna = [between(0.05, 0.4), between(0.1, 0.6), between(0.05, 0.2)][fluid];
    let mut other = [
        [between(0.15, 0.35), between(0.1, 0.2), between(0.1, 0.3), between(0.05, 0.2)],
        [between(0.05, 0.2), between(0.2, 0.4), between(0.02, 0.1), between(0.05, 0.15)],
        [between(0.4, 0.7), between(0.02, 0.1), between(0.05, 0.15), between(0.05, 0.15)],
    ][fluid];
    let mut dimers = between(0.01, 0.25);
    let mut mirna = mirna;
    match state {
        1 => dimers = between(0.5, 0.97),
        2 => {
            // Fragments of long RNAs, of which cells have most, outnumber what was short before.
            mirna *= between(0.1, 0.5);
            other[2] *= 2.0;
            other[3] += between(0.3, 1.0);
        }
        _ => {}
    }
    let scale = (1.0 - mirna) / other.iter().sum::<f64>() * (1.0 - dimers);
    let [trna, y, rrna, none] = other.map(|share| share * scale);
    [dimers, mirna * (1.0 - dimers), trna, y, rrna, none]
}

/// Sequences with log-normal shares.
fn drawn(sequences: &[String], random: &mut Stream) -> Vec<Mirna> {
    let mut sum = 0.0;
    let n = sequences.len().min(400);
    let plan = SeedPlan::new(random.random());
    plan.normals("abundance", 0, n)
        .into_iter()
        .map(|log| {
            sum += (2.0 * log).exp();
            let sequence = sequences[random.random_range(0..sequences.len())].clone();
            Mirna { sequence, after: "A".repeat(6), sum }
        })
        .collect()
}

/// 400 human miRNAs with log-normal shares, and of those of red blood cells and plasma what a fluid has.
fn human(catalogue: &Catalogue, state: usize, fluid: usize, random: &mut Stream) -> Vec<Mirna> {
    let named = ["451a", "23a-3p", "16-5p", "21-5p", "486-5p"].map(|n| format!("hsa-miR-{n}"));
    let plan = SeedPlan::new(random.random());
    let mut shares: BTreeMap<usize, f64> = BTreeMap::new();
    for log in plan.normals("abundance", 0, 400) {
        let locus = random.random_range(0..catalogue.loci().len());
        let mature = catalogue.loci()[locus].mature;
        if !named.contains(&catalogue.matures()[mature].name) {
            shares.insert(locus, (2.0 * log).exp());
        }
    }
    let rest: f64 = shares.values().sum();
    let mut between = |low: f64, high: f64| random.random_range(low..high);
    let m23a = between(0.003, 0.01);
    let ratio = match (state, fluid) {
        (5, _) => between(7.5, 10.0),
        (_, 1) => between(1.0, 5.0),
        _ => between(-3.0, 2.0),
    };
    let m451a = m23a * 2_f64.powf(ratio);
    let blood = if fluid == 1 { 1.0 } else { 0.1 };
    let plan = [
        m451a,
        m23a,
        blood * between(0.01, 0.05) + 0.3 * f64::from(state == 5) * m451a,
        between(0.01, 0.05),
        blood * between(0.01, 0.05) + 0.3 * f64::from(state == 5) * m451a,
    ];
    for (name, share) in named.iter().zip(plan) {
        let is = |locus: &&exocast_mirna::Locus| catalogue.matures()[locus.mature].name == *name;
        if let Some(at) = catalogue.loci().iter().position(|locus| is(&locus)) {
            shares.insert(at, share * rest);
        }
    }
    let mut sum = 0.0;
    shares
        .into_iter()
        .map(|(locus, share)| {
            sum += share;
            let locus = &catalogue.loci()[locus];
            let hairpin = catalogue.hairpins()[locus.hairpin].sequence.to_dna();
            let sequence = hairpin[locus.start..locus.end].to_owned();
            Mirna { sequence, after: hairpin[locus.end..].to_owned(), sum }
        })
        .collect()
}

fn dna(random: &mut Stream, n: usize) -> String {
    (0..n).map(|_| ['A', 'C', 'G', 'T'][random.random_range(0..4)]).collect()
}

impl Library<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.random.random_range(0..n.max(1))
    }

    fn mirna(&mut self) -> String {
        let all = self.mirnas.last().map_or(0.0, |mirna| mirna.sum);
        let at = self.random.random::<f64>() * all;
        let i = self.mirnas.partition_point(|mirna| mirna.sum < at).min(self.mirnas.len() - 1);
        let mut insert = self.mirnas[i].sequence.clone();
        match self.below(100) {
            0..17 => insert.truncate(insert.len() - 1),
            17..24 => insert.truncate(insert.len() - 2),
            24..26 => insert.truncate(insert.len() - 3),
            26..40 => insert.extend(self.mirnas[i].after.chars().take(1)),
            40..50 => insert.push(['A', 'T'][self.below(2)]),
            _ => {}
        }
        if self.below(20) == 0 {
            insert.remove(0);
        }
        self.cut(insert)
    }

    /// The piece that is left of an RNA after cuts at random.
    fn cut(&mut self, rna: String) -> String {
        let end = (1..rna.len()).find(|_| self.cut > 0.0 && self.random.random::<f64>() < self.cut);
        end.map_or(rna.clone(), |end| rna[..end].to_owned())
    }

    /// A fragment: of whole RNA with an end of it, mostly; of degraded RNA from anywhere.
    fn fragment(&mut self, class: &str) -> String {
        let all = &self.others[class];
        let rna = all[self.random.random_range(0..all.len())].clone();
        let length = (28 + self.below(7)).min(rna.len());
        let anywhere = self.below(rna.len() - length + 1);
        let start = match self.below(20) {
            _ if self.cut > 0.0 => anywhere,
            0..12 => 0,
            12..17 => rna.len() - length,
            _ => anywhere,
        };
        let piece = rna[start..start + length].to_owned();
        self.cut(piece)
    }

    fn insert(&mut self) -> String {
        let mut at = self.random.random::<f64>();
        let shares = self.shares;
        let class = shares.iter().position(|share| {
            at -= share;
            at < 0.0
        });
        match class.unwrap_or(shares.len() - 1) {
            0 => {
                let n = self.below(4);
                dna(self.random, n)
            }
            1 => self.mirna(),
            2 => self.fragment("tRNA"),
            3 => self.fragment("Y RNA"),
            4 => self.fragment("rRNA"),
            _ => {
                let (start, length) = (self.below(self.long.len() - 45), 15 + self.below(30));
                let piece = self.long[start..start + length].to_owned();
                self.cut(piece)
            }
        }
    }

    fn fastq(&mut self, (umi, adapter): (usize, &str), reads: usize) -> String {
        let mut text = String::new();
        for name in 0..reads {
            let insert = self.insert();
            let mut read = match umi {
                0 => insert + adapter,
                12 => insert + adapter + &dna(self.random, 12) + "AGATCGGAAGAGCACACGTCTGAAC",
                n => dna(self.random, n) + &insert + &dna(self.random, n) + adapter,
            };
            read += &"A".repeat(CYCLES.saturating_sub(read.len()));
            read.truncate(CYCLES);
            let letters: String = read
                .chars()
                .map(|letter| match self.random.random::<f64>() < ERROR {
                    true => ['A', 'C', 'G', 'T'][self.random.random_range(0..4)],
                    false => letter,
                })
                .collect();
            let _ = writeln!(text, "@r{name}\n{letters}\n+\n{}", "F".repeat(letters.len()));
        }
        text
    }
}

fn text(path: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    exocast::io::open(Path::new(path))?.read_to_string(&mut text)?;
    Ok(text)
}

/// Different mature sequences by organism, as DNA.
fn organisms(fasta: &str) -> BTreeMap<String, Vec<String>> {
    let mut sequences: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut organism = String::new();
    for line in fasta.lines() {
        if let Some(header) = line.strip_prefix('>') {
            header.split('-').next().unwrap_or_default().clone_into(&mut organism);
        } else if line.len() >= 18 {
            sequences.entry(organism.clone()).or_default().insert(line.trim().replace('U', "T"));
        }
    }
    sequences.into_iter().map(|(name, all)| (name, all.into_iter().collect())).collect()
}
