//! Molecules, editing and consensus against simulated libraries.

use std::{collections::BTreeMap, error::Error, fmt::Write as _, io::Write};

use exocast_core::{Table, options::Options};
use exocast_mirna::{Catalogue, Quantification, QuantifyOptions, ReadIndex, quantify};

use super::simulate::{Kit, Random, record};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Counts a library and hands the result on.
fn with<T>(
    catalogue: &Catalogue,
    (library, fastq): (&str, &str),
    use_it: impl FnOnce(&Quantification<'_>) -> Outcome<T>,
) -> Outcome<T> {
    let mut options = QuantifyOptions::default();
    options.library = library.parse()?;
    let options = options.check()?;
    let index = ReadIndex::new(catalogue, &[], None, &options);
    let sample = index.read("s", [("r", fastq.as_bytes())], &options)?;
    use_it(&quantify(&index, vec![sample], &options))
}

fn counts(catalogue: &Catalogue, library: (&str, &str)) -> Outcome<Vec<f64>> {
    with(catalogue, library, |result| Ok(result.counts()?.values().column(0).to_vec()))
}

/// The cells of a table as it is written.
pub(super) fn cells(table: &Table) -> Outcome<Vec<Vec<String>>> {
    let mut text = Vec::new();
    table.write_tsv(&mut text)?;
    let text = String::from_utf8(text)?;
    Ok(text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

/// 5,000 molecules of 60 miRNAs with 20 reads each, at quality 30, of both kits: the largest relative error of their sum.
///
/// # Errors
/// Where a library cannot be read, or `out` fails.
pub fn copies(seed: u64, out: &mut dyn Write) -> Outcome<f64> {
    let mut worst = 0.0_f64;
    for kit in [Kit::Qiaseq, Kit::Nextflex] {
        let mut random = Random::new(seed, kit.name());
        let (catalogue, matures) = random.mirnas(60)?;
        let mut fastq = String::new();
        for _ in 0..5000 {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 60")]
            let which = (random.unit().powi(4) * matures.len() as f64) as usize;
            let molecule = kit.molecule(&matures[which], &mut random);
            for _ in 0..20 {
                fastq += &random.at_q30(&molecule);
            }
        }
        let sum: f64 = counts(&catalogue, (kit.name(), &fastq))?.iter().sum();
        let error = sum / 5000.0 - 1.0;
        writeln!(out, "{}: 5000 molecules, 20 reads each: {:+.3} %", kit.name(), 100.0 * error)?;
        worst = worst.max(error.abs());
    }
    Ok(worst)
}

/// Molecules of one miRNA, counted.
#[derive(Clone, Copy, Debug)]
pub struct Crowded {
    /// Molecules that are there.
    pub truth: f64,
    /// Molecules counted, and their interval.
    pub counted: f64,
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Whether a notice says that nearly all UMIs were seen.
    pub is_noticed: bool,
}

/// Three miRNAs with as many molecules of one read as their UMIs of eight nucleotides nearly tell apart, and with more.
///
/// # Errors
/// Where the library cannot be read, or `out` fails.
pub fn crowded(seed: u64, out: &mut dyn Write) -> Outcome<Vec<Crowded>> {
    let mut random = Random::new(seed, "crowded");
    let (catalogue, matures) = random.mirnas(3)?;
    let amounts = [600_000, 60_000, 6000];
    let mut fastq = String::new();
    for (mature, amount) in matures.iter().zip(amounts) {
        for _ in 0..amount {
            let molecule = Kit::Nextflex.molecule(mature, &mut random);
            fastq += &random.at_q30(&molecule);
        }
    }
    with(&catalogue, ("nextflex", &fastq), |result| {
        let rows = cells(&result.molecules_table().ok_or("no table of molecules")?)?;
        let notices: Vec<String> = result.notices().iter().map(ToString::to_string).collect();
        let mut all = Vec::new();
        for (i, truth) in amounts.into_iter().enumerate() {
            let name = format!("hsa-miR-{}-5p", 9000 + i);
            let row = rows.iter().find(|row| row[1] == name).ok_or("a miRNA without molecules")?;
            let number = |at: usize| row[at].parse::<f64>();
            let (counted, low, high) = (number(4)?, number(5)?, number(6)?);
            writeln!(out, "{truth} molecules: {counted} ({low} to {high})")?;
            let is_noticed = notices.iter().any(|notice| {
                notice.contains("its molecules are uncertain") && notice.contains(&name)
            });
            all.push(Crowded { truth: f64::from(truth), counted, low, high, is_noticed });
        }
        Ok(all)
    })
}

/// Sites of A-to-I editing with q below 0.05 among 20,000 molecules × 20 reads: false ones where none is edited, and, of
/// eight sites of 2 to 30 %, those found, and false ones beside them.
///
/// # Errors
/// Where a library cannot be read, or `out` fails.
pub fn editing(seed: u64, out: &mut dyn Write) -> Outcome<(usize, usize)> {
    let (none, _) = edited(&[], seed)?;
    let shares = [0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.3];
    let (beside, real) = edited(&shares, seed + 1)?;
    writeln!(out, "{none} false sites where none is edited; {real} of 8 found, {beside} false")?;
    Ok((none + beside, real))
}

fn edited(shares: &[f64], seed: u64) -> Outcome<(usize, usize)> {
    let mut random = Random::new(seed, "editing");
    let (catalogue, matures) = random.mirnas(100)?;
    let site = |text: &str| text[4..].find('A').map(|at| at + 4);
    let mut fastq = String::new();
    for _ in 0..20_000 {
        let which = random.below(matures.len());
        let mut insert = matures[which].clone();
        if let Some(share) = shares.get(which)
            && let Some(at) = site(&insert)
            && random.unit() < *share
        {
            insert.replace_range(at..=at, "G");
        }
        let molecule = Kit::Qiaseq.molecule(&insert, &mut random);
        for _ in 0..20 {
            fastq += &random.at_q30(&molecule);
        }
    }
    with(&catalogue, ("qiaseq", &fastq), |result| {
        let (mut other, mut real) = (0, 0);
        for row in cells(&result.editing_table())? {
            if row[8].parse::<f64>()? >= 0.05 {
                continue;
            }
            let digits: String = row[1].chars().filter(char::is_ascii_digit).collect();
            let which: usize = digits[..4].parse::<usize>()? - 9000;
            let is_real =
                which < shares.len() && site(&matures[which]) == Some(row[2].parse::<usize>()? - 1);
            if is_real { real += 1 } else { other += 1 }
        }
        Ok((other, real))
    })
}

/// Share of molecules with the insert of none that is there: by the consensus of their reads, by the most frequent read of
/// each true molecule, and of all reads as they are.
#[derive(Clone, Copy, Debug)]
pub struct Consensus {
    /// By consensus.
    pub consensus: f64,
    /// By the most frequent read, the first of several, with the molecule of each read known.
    pub most_frequent: f64,
    /// Of all reads.
    pub reads: f64,
}

/// Libraries of `mean` reads per molecule whose errors follow their qualities, reads of some molecules ten times as many as
/// of others.
///
/// # Errors
/// Where a library cannot be read, or `out` fails.
pub fn consensus(seed: u64, mean: f64, out: &mut dyn Write) -> Outcome<Consensus> {
    let mut random = Random::new(seed, "consensus");
    let (catalogue, matures) = random.mirnas(40)?;
    let (mut fastq, mut plain, mut majority, mut all) =
        (String::new(), String::new(), String::new(), String::new());
    let mut copies = String::new();
    for _ in 0..4000 {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 40")]
        let which = (random.unit().powi(3) * 40.0) as usize;
        let mut insert = matures[which].clone();
        insert.truncate(22 - random.below(2) * random.below(2));
        if random.unit() < 0.02 {
            insert = insert.chars().map(|letter| random.misread(letter, 0.05)).collect();
        }
        let varies = 10_f64.powf(random.unit() - 0.5);
        let reads = random.poisson(mean * varies);
        let molecule = Kit::Qiaseq.molecule(&insert, &mut random);
        let mut seen: BTreeMap<String, (usize, std::cmp::Reverse<usize>)> = BTreeMap::new();
        for read in 0..reads {
            let record = random.by_quality(&molecule);
            let sequence = record.lines().nth(1).unwrap_or_default();
            let of_insert = sequence[..insert.len()].to_owned();
            all += &self::record(&of_insert, &"I".repeat(of_insert.len()));
            seen.entry(of_insert).or_insert((0, std::cmp::Reverse(read))).0 += 1;
            fastq += &record;
            copies += &self::record(&insert, &"I".repeat(insert.len()));
        }
        if let Some((most, _)) = seen.iter().max_by_key(|(_, n)| **n) {
            majority += &record(most, &"I".repeat(most.len()));
            plain += &record(&insert, &"I".repeat(insert.len()));
        }
    }
    let by_insert = |library: (&str, &str)| -> Outcome<BTreeMap<String, f64>> {
        with(&catalogue, library, |result| {
            let mut sums: BTreeMap<String, f64> = BTreeMap::new();
            for row in cells(&result.isomir_counts_table())? {
                *sums.entry(row[2].clone()).or_default() += row[4].parse::<f64>()?;
            }
            Ok(sums)
        })
    };
    let wrong = |truth: &str, library: (&str, &str)| -> Outcome<f64> {
        let (truth, counted) = (by_insert(("trimmed", truth))?, by_insert(library)?);
        let there = |insert: &String| truth.get(insert).copied().unwrap_or(0.0);
        let excess: f64 = counted.iter().map(|(insert, n)| (n - there(insert)).max(0.0)).sum();
        Ok(excess / counted.values().sum::<f64>())
    };
    let shares = Consensus {
        consensus: wrong(&plain, ("qiaseq", &fastq))?,
        most_frequent: wrong(&plain, ("trimmed", &majority))?,
        reads: wrong(&copies, ("trimmed", &all))?,
    };
    writeln!(
        out,
        "{mean} reads per molecule: wrong insert by consensus {:.2} %, most frequent read {:.2} %, all reads {:.2} %",
        100.0 * shares.consensus,
        100.0 * shares.most_frequent,
        100.0 * shares.reads
    )?;
    Ok(shares)
}

/// Molecules counted with UMIs in the names of trimmed reads, of those that are there.
///
/// # Errors
/// Where a library cannot be read, or `out` fails.
pub fn header_umis(seed: u64, out: &mut dyn Write) -> Outcome<f64> {
    let mut random = Random::new(seed, "headers");
    let (catalogue, matures) = random.mirnas(3)?;
    let mut worst = f64::INFINITY;
    for style in ["_{}", ":{}", "#{}/1", ":UMI_{}", ":r{}+ACGT 1:N:0:ACCA"] {
        let mut fastq = String::new();
        for i in 0..300 {
            let umi = random.dna(10);
            for copy in 0..4 {
                let name = format!("M1:7:A:{i}:{copy}{}", style.replace("{}", &umi));
                writeln!(fastq, "@{name}\n{}\n+\n{}", matures[i % 3], "I".repeat(22))?;
            }
        }
        let sum: f64 = counts(&catalogue, ("auto", &fastq))?.iter().sum();
        writeln!(out, "{style}: {sum} of 300 molecules")?;
        worst = worst.min(1.0 - (sum / 300.0 - 1.0).abs());
    }
    Ok(worst)
}
