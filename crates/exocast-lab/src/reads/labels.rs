//! Counts and isomiR labels against the truth of a simulator that is no part of this project.
//!
//! `PREFIX.fastq.gz` has the reads, `PREFIX.counts.tsv` reads and molecules of each miRNA and spike, `PREFIX.isomir.tsv` for
//! each insert that was there its miRNA, variant and reads, `PREFIX.spikes.fa` and `PREFIX.contaminants.fa` the other RNA.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
    io::{BufRead, Write},
};

use exocast_core::{options::Options, rank::spearman};
use exocast_mirna::{
    Catalogue, Quantification, QuantifyOptions, ReadIndex, ReferenceSet, mirgff3, quantify,
};

use super::sums::largest_difference;
use crate::files::open;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// How well a simulated library is counted.
#[derive(Clone, Copy, Debug)]
pub struct Labels {
    /// Share of the inserts of miRNAs whose likeliest record has the right name and variant.
    pub of_sequences: f64,
    /// The same, of their reads.
    pub of_reads: f64,
    /// Of reads whose first record has them.
    pub first: f64,
    /// Spearman's correlation of the counts with the truth.
    pub spearman: f64,
    /// Their mean absolute relative difference.
    pub mard: f64,
    /// Reads or molecules of miRNAs that are not there.
    pub false_reads: f64,
    /// miRNAs that are there and have no count.
    pub missed: usize,
    /// Counts in sum, of the true ones.
    pub counted: f64,
    /// The largest difference of a table from the counts.
    pub sums: f64,
}

/// Counts the library of a prefix; molecules where it has UMIs.
///
/// # Errors
/// Where a file cannot be read, or `out` fails.
pub fn measure(catalogue: &Catalogue, prefix: &str, out: &mut dyn Write) -> Outcome<Labels> {
    let file = |end: &str| format!("{prefix}.{end}");
    let (contaminants, spikes) = (file("contaminants.fa"), file("spikes.fa"));
    let set = ReferenceSet::read_contaminants(open(&contaminants)?, &contaminants, "other")?;
    let spikes = ReferenceSet::read_spikes(open(&spikes)?, &spikes)?;
    let options = QuantifyOptions::default().check()?;
    let sets = [set];
    let index = ReadIndex::new(catalogue, &sets, Some(&spikes), &options);
    let reads = file("fastq.gz");
    let sample = index.read("s", [(&reads, open(&reads)?)], &options)?;
    let result = quantify(&index, vec![sample], &options);
    let has_molecules = result.molecules_table().is_some();

    let spikes: BTreeSet<String> =
        spikes.references().iter().map(|reference| reference.name.clone()).collect();
    let mut truth: BTreeMap<String, f64> = BTreeMap::new();
    for row in rows(&file("counts.tsv"))? {
        if !spikes.contains(&row[0]) {
            truth.insert(row[0].clone(), row[if has_molecules { 2 } else { 1 }].parse()?);
        }
    }
    // A row of several names is each of them by its true part: no read can tell them apart.
    let mut counted: BTreeMap<String, f64> = BTreeMap::new();
    let counts = result.counts()?;
    for (row, value) in counts.rows().zip(counts.values().column(0).to_vec()) {
        let names: Vec<&str> = row.split('/').collect();
        let there: Vec<&str> =
            names.iter().copied().filter(|name| truth.contains_key(*name)).collect();
        let parts = if there.is_empty() { names } else { there };
        let weight = |name: &str| truth.get(name).copied().unwrap_or(1.0);
        let sum: f64 = parts.iter().map(|name| weight(name)).sum();
        for name in parts {
            *counted.entry(name.to_owned()).or_default() += value * weight(name) / sum.max(1e-9);
        }
    }
    let is_there = |name: &&String| {
        truth.contains_key(*name) || counted.get(*name).is_some_and(|count| *count > 0.0)
    };
    let names: BTreeSet<&String> = truth.keys().chain(counted.keys()).filter(is_there).collect();
    let values = |map: &BTreeMap<String, f64>| -> Vec<f64> {
        names.iter().map(|name| map.get(*name).copied().unwrap_or(0.0)).collect()
    };
    let (t, c) = (values(&truth), values(&counted));
    let pairs = || t.iter().zip(&c);
    let mard = pairs().map(|(t, c)| if t + c > 0.0 { (t - c).abs() / (t + c) } else { 0.0 });
    let mard = mard.sum::<f64>() / names.len().max(1) as f64;
    let false_reads =
        names.iter().zip(&c).filter(|(name, _)| !truth.contains_key(**name)).map(|(_, c)| c).sum();
    let missed = pairs().filter(|(t, c)| **t > 0.0 && **c <= 0.0).count();
    let (of_sequences, of_reads, first) = labels(&result, &file("isomir.tsv"))?;
    let labels = Labels {
        of_sequences,
        of_reads,
        first,
        spearman: spearman(&t, &c).unwrap_or(f64::NAN),
        mard,
        false_reads,
        missed,
        counted: c.iter().sum::<f64>() / t.iter().sum::<f64>(),
        sums: largest_difference(&result)?,
    };
    writeln!(out, "{prefix}: {labels:?}")?;
    Ok(labels)
}

/// Shares of inserts and reads whose likeliest record has the right label, and of reads whose first record has it.
fn labels(result: &Quantification<'_>, path: &str) -> Outcome<(f64, f64, f64)> {
    let gff = result.write_isomirs(Vec::new(), "simulated", &[])?;
    // Of each insert, names, labels and counts of its records, in their order.
    let mut records: BTreeMap<String, Vec<(String, BTreeSet<String>, f64)>> = BTreeMap::new();
    for record in mirgff3::Reader::new(gff.as_slice(), "isomirs.gff3", true)? {
        let record = record?;
        let count = record.counts.iter().sum();
        let at = records.entry(record.read.into_owned()).or_default();
        at.push((record.name.into_owned(), variant(&record.variant), count));
    }
    let mut truth: BTreeMap<String, Vec<(String, BTreeSet<String>, f64)>> = BTreeMap::new();
    for row in rows(path)? {
        let entry = (row[1].clone(), variant(&row[2]), row[3].parse()?);
        truth.entry(row[0].clone()).or_default().push(entry);
    }
    let (mut right, mut right_reads, mut first_reads, mut reads) = (0.0, 0.0, 0.0, 0.0);
    let none = Vec::new();
    for (insert, labels) in &truth {
        let here = records.get(insert).unwrap_or(&none);
        let n: f64 = labels.iter().map(|(.., n)| n).sum();
        reads += n;
        // Names that no read tells apart have equal counts.
        let most = here.iter().map(|(.., count)| *count).fold(0.0, f64::max);
        let is_right = |(name, label, _): &(String, BTreeSet<String>, f64)| {
            labels.iter().any(|(n, l, _)| n == name && l == label)
        };
        let likeliest = here.iter().filter(|(.., count)| *count >= most - 1e-9 * most);
        if likeliest.clone().any(is_right) {
            right += 1.0;
            right_reads += n;
        }
        if here.first().is_some_and(|(_, label, _)| labels.iter().any(|(_, l, _)| l == label)) {
            first_reads += n;
        }
    }
    Ok((right / truth.len().max(1) as f64, right_reads / reads, first_reads / reads))
}

/// The parts of a variant in mirGFF3.
fn variant(text: &str) -> BTreeSet<String> {
    text.split(',').filter(|part| !matches!(*part, "" | "NA" | ".")).map(str::to_owned).collect()
}

/// Fields of the lines behind the header.
fn rows(path: &str) -> Outcome<Vec<Vec<String>>> {
    let lines = open(path)?.lines().skip(1);
    lines.map(|line| Ok(line?.split('\t').map(str::to_owned).collect())).collect()
}
