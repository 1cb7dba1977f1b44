//! Which miRNAs tell clades of organisms from each other: `clades MATURE.fa[.gz] ORGANISMS.tsv HAIRPIN.fa OUT`.
//!
//! Writes `OUT/markers.tsv` and `OUT/lineages.tsv`, which exocast-mirna embeds, from the mature sequences of every organism
//! of miRBase, its list of organisms with their lineages, and the precursors of man. A 5' end of 18 nucleotides that two
//! organisms or more have marks the smallest clade that holds every organism
//!
//! * with a mature sequence that has it, or has it anywhere with two differences or less, or begins one or two nucleotides
//!   after it: neither errors nor isomiRs of other clades look like it;
//! * and man, where a human precursor has it so: their other arms are not all annotated.
//!
//! Viruses and customary spikes are left out.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    error::Error,
    fmt::Write as _,
    fs,
    io::Read,
    path::Path,
};

use exocast::{InputFile, io};

/// Nucleotides of a marker: what also a read that lacks four at the 3' end has.
const LENGTH: usize = 18;
/// Differences up to which other sequences are too similar.
const NEAR: usize = 2;
/// Synthetic miRNAs that are added to samples: those of Mitchell 2008 (PNAS 105:10513) and of common kits.
const SPIKES: [&str; 6] = [
    "cel-miR-39-3p",
    "cel-miR-54-3p",
    "cel-miR-238-3p",
    "cel-miR-2-3p",
    "ath-miR159a",
    "ath-miR156a-5p",
];
/// The clade of animals whose blastopore becomes the mouth (Grobben 1908); miRBase lists its two branches side by side.
const PROTOSTOMES: &str = "Protostomia";

struct Mature {
    name: String,
    organism: String,
    sequence: String,
}

#[allow(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [mature, organisms, hairpin, out] = arguments.as_slice() else {
        return Err("usage: clades MATURE.fa ORGANISMS.tsv HAIRPIN.fa OUT".into());
    };
    let lineages = lineages(&text(organisms)?);
    let matures: Vec<Mature> = fasta(&text(mature)?)
        .into_iter()
        .filter_map(|(name, sequence)| {
            let organism = name.split('-').next()?.to_owned();
            lineages.contains_key(&organism).then_some(Mature { name, organism, sequence })
        })
        .collect();
    let mut windows: HashMap<String, BTreeSet<&str>> = HashMap::new();
    let mut starts: HashMap<&str, BTreeSet<&str>> = HashMap::new();
    for mature in &matures {
        for at in 0..(mature.sequence.len() + 1).saturating_sub(LENGTH) {
            let window = mature.sequence[at..at + LENGTH].to_owned();
            windows.entry(window).or_default().insert(&mature.organism);
        }
        for shorter in [LENGTH - 1, LENGTH - 2].into_iter().filter(|n| *n <= mature.sequence.len())
        {
            starts.entry(&mature.sequence[..shorter]).or_default().insert(&mature.organism);
        }
    }
    for (_, sequence) in fasta(&text(hairpin)?) {
        for at in 0..(sequence.len() + 1).saturating_sub(LENGTH) {
            windows.entry(sequence[at..at + LENGTH].to_owned()).or_default().insert("hsa");
        }
    }
    let near = Near::new(&windows);
    let mut ends: BTreeMap<&str, Vec<&Mature>> = BTreeMap::new();
    for mature in matures.iter().filter(|mature| mature.sequence.len() >= LENGTH) {
        ends.entry(&mature.sequence[..LENGTH]).or_default().push(mature);
    }
    let mut markers: Vec<(String, String, String)> = Vec::new();
    for (end, matures) in &ends {
        let organisms: BTreeSet<&str> = matures.iter().map(|m| m.organism.as_str()).collect();
        let is_spike = matures.iter().any(|mature| SPIKES.contains(&mature.name.as_str()));
        if organisms.len() < 2 || is_spike {
            continue;
        }
        let shifted = [1, 2].iter().filter_map(|shift| starts.get(&end[*shift..])).flatten();
        let similar: BTreeSet<&str> =
            organisms.into_iter().chain(near.organisms(end)).chain(shifted.copied()).collect();
        let clade = common(similar.iter().map(|organism| &lineages[*organism]));
        let Some(name) = clade.last().filter(|_| clade[0] != "Viruses") else { continue };
        let example = matures.iter().map(|mature| mature.name.clone()).min();
        markers.push((name.clone(), (*end).to_owned(), example.unwrap_or_default()));
    }
    markers.sort();
    let source = |path: &str| -> Result<String, Box<dyn Error>> {
        let file = InputFile::read("", Path::new(path))?;
        Ok(format!("# {} sha256 {}\n", file.name, file.sha256))
    };
    let head = source(mature)? + &source(organisms)? + &source(hairpin)?;
    let mut table = head.clone() + "clade\tsequence\texample\n";
    for (clade, sequence, example) in &markers {
        let _ = writeln!(table, "{clade}\t{sequence}\t{example}");
    }
    fs::write(Path::new(out).join("markers.tsv"), table)?;
    let mut table = head + "organism\tlineage\n";
    for (organism, lineage) in lineages.iter().filter(|(_, lineage)| lineage[0] != "Viruses") {
        let _ = writeln!(table, "{organism}\t{}", lineage.join(";"));
    }
    fs::write(Path::new(out).join("lineages.tsv"), table)?;
    let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
    for (clade, ..) in &markers {
        *numbers.entry(clade).or_default() += 1;
    }
    for (clade, number) in numbers {
        println!("{clade}\t{number}");
    }
    Ok(())
}

fn text(path: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    io::open(Path::new(path))?.read_to_string(&mut text)?;
    Ok(text)
}

/// Names and sequences, as DNA.
fn fasta(text: &str) -> Vec<(String, String)> {
    let mut records: Vec<(String, String)> = Vec::new();
    for line in text.lines() {
        if let Some(header) = line.strip_prefix('>') {
            let name = header.split_whitespace().next().unwrap_or_default();
            records.push((name.to_owned(), String::new()));
        } else if let Some((_, sequence)) = records.last_mut() {
            *sequence += &line.trim().to_uppercase().replace('U', "T");
        }
    }
    records
}

/// The clades of each organism, largest first, and its own name.
fn lineages(text: &str) -> BTreeMap<String, Vec<String>> {
    let mut lineages = BTreeMap::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let [code, _, name, tree, ..] = fields.as_slice() else { continue };
        let mut lineage: Vec<String> =
            tree.split(';').filter(|clade| !clade.is_empty()).map(str::to_owned).collect();
        let is_protostome = |clade: &String| clade == "Ecdysozoa" || clade == "Lophotrochozoa";
        if let Some(at) = lineage.iter().position(is_protostome) {
            lineage.insert(at, PROTOSTOMES.to_owned());
        }
        lineage.push((*name).to_owned());
        lineages.insert((*code).to_owned(), lineage);
    }
    lineages
}

/// The clades that all lineages share.
fn common<'a>(mut lineages: impl Iterator<Item = &'a Vec<String>>) -> Vec<String> {
    let first = lineages.next().cloned().unwrap_or_default();
    lineages.fold(first, |common, lineage| {
        let same = common.iter().zip(lineage).take_while(|(a, b)| a == b).count();
        common[..same].to_vec()
    })
}

/// Sequences that differ in few nucleotides: one third of them is the same.
struct Near<'a> {
    windows: &'a HashMap<String, BTreeSet<&'a str>>,
    thirds: HashMap<(usize, &'a str), Vec<&'a str>>,
}

impl<'a> Near<'a> {
    fn new(windows: &'a HashMap<String, BTreeSet<&'a str>>) -> Self {
        let mut thirds: HashMap<(usize, &str), Vec<&str>> = HashMap::new();
        let mut sorted: Vec<&'a String> = windows.keys().collect();
        sorted.sort_unstable();
        for window in sorted {
            for at in (0..LENGTH).step_by(LENGTH / (NEAR + 1)) {
                let third = &window[at..at + LENGTH / (NEAR + 1)];
                thirds.entry((at, third)).or_default().push(window);
            }
        }
        Self { windows, thirds }
    }

    /// Organisms with such a sequence.
    fn organisms(&self, end: &str) -> BTreeSet<&'a str> {
        let mut organisms = BTreeSet::new();
        for at in (0..LENGTH).step_by(LENGTH / (NEAR + 1)) {
            let third = &end[at..at + LENGTH / (NEAR + 1)];
            for window in self.thirds.get(&(at, third)).into_iter().flatten() {
                let differences = end.bytes().zip(window.bytes()).filter(|(a, b)| a != b).count();
                if differences <= NEAR {
                    organisms.extend(&self.windows[*window]);
                }
            }
        }
        organisms
    }
}
