//! Novel miRNAs as tables, drawings and FASTA.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use exocast_core::{Cell, Strand, Table, words::plural};

use crate::{
    names::Arm,
    novel::{NovelLocus, NovelMirnas},
};

const COLUMNS: [&str; 28] = [
    "name",
    "sequence",
    "start",
    "end",
    "strand",
    "confidence",
    "score",
    "arm",
    "mature",
    "star",
    "reads",
    "mature_reads",
    "star_reads",
    "loop_reads",
    "flank_reads",
    "inconsistent_reads",
    "same_5p_end",
    "mature_overhang",
    "star_overhang",
    "paired",
    "hairpin_length",
    "energy",
    "energy_per_nt",
    "p",
    "seed",
    "same_seed",
    "hairpin",
    "structure",
];

/// Reads that a drawing shows.
const SHOWN_READS: usize = 40;

fn row(locus: &NovelLocus, name: &str, same_seed: &[String]) -> Vec<Cell> {
    let (candidate, signature) = (&locus.candidate, &locus.candidate.signature);
    let strand = if locus.reverse { Strand::Reverse } else { Strand::Forward };
    let overhangs = signature.overhangs;
    let overhang = |end: fn((i64, i64)) -> i64| overhangs.map(|ends| end(ends) as f64);
    vec![
        name.into(),
        locus.contig.as_str().into(),
        ((locus.start + 1) as f64).into(),
        (locus.end as f64).into(),
        strand.to_string().into(),
        if candidate.is_confident { "confident" } else { "candidate" }.into(),
        candidate.score.into(),
        locus.arm.to_string().into(),
        locus.mature.to_string().into(),
        locus.star.to_string().into(),
        signature.all().into(),
        signature.mature_reads.into(),
        signature.star_reads.into(),
        signature.loop_reads.into(),
        signature.flank_reads.into(),
        signature.inconsistent.into(),
        signature.homogeneity.into(),
        overhang(|ends| ends.0).into(),
        overhang(|ends| ends.1).into(),
        signature.paired.into(),
        locus.precursor.len().into(),
        locus.folded.energy.into(),
        (locus.folded.energy / locus.precursor.len().max(1) as f64).into(),
        candidate.p.into(),
        locus.mature.slice(1..8).map(|seed| seed.to_string()).into(),
        same_seed.join(",").into(),
        locus.precursor.to_string().into(),
        locus.folded.dot_bracket().into(),
    ]
}

impl NovelMirnas {
    /// Novel miRNAs, best first: `name sequence start end strand confidence score arm mature star …`.
    ///
    /// A `confident` one has both arms with the overhangs that Drosha and Dicer leave; a `candidate` has one arm, or others.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(COLUMNS);
        for (locus, same_seed) in self.novel.iter().zip(&self.same_seed) {
            table.push(row(locus, &locus.name, same_seed));
        }
        table
    }

    /// Hairpins of known miRNAs that were found in the same way; the columns of [`table`](Self::table).
    #[must_use]
    pub fn known_table(&self) -> Table {
        let mut table = Table::new(COLUMNS);
        for (locus, name) in self.known.iter().zip(&self.known_names) {
            table.push(row(locus, name, &[]));
        }
        table
    }

    /// Counts of novel miRNAs: `mirna`, then a column per sample; a read of several hairpins is shared by them.
    #[must_use]
    pub fn counts_table(&self) -> Table {
        let samples = self.samples.iter().map(String::as_str);
        let mut table = Table::new(std::iter::once("mirna").chain(samples));
        for locus in &self.novel {
            let counts = locus.counts.iter().map(|count| Cell::from(*count));
            table.push(std::iter::once(locus.name.as_str().into()).chain(counts));
        }
        table
    }

    /// By least score, how many candidates there are and how many are expected by chance, and how many known miRNAs with
    /// enough reads in the genome are found: `score novel by_chance by_chance_sd true share_true confident
    /// confident_by_chance known known_in_genome sensitivity`.
    #[must_use]
    pub fn cutoffs_table(&self) -> Table {
        let mut table = Table::new([
            "score",
            "novel",
            "by_chance",
            "by_chance_sd",
            "true",
            "share_true",
            "confident",
            "confident_by_chance",
            "known",
            "known_in_genome",
            "sensitivity",
        ]);
        for cutoff in &self.cutoffs {
            let share = |part: f64, whole: usize| (whole > 0).then(|| part / whole as f64);
            table.push([
                cutoff.score.into(),
                cutoff.novel.into(),
                cutoff.by_chance.into(),
                cutoff.by_chance_sd.into(),
                cutoff.beyond_chance().into(),
                share(cutoff.beyond_chance(), cutoff.novel).into(),
                cutoff.confident.into(),
                cutoff.confident_by_chance.into(),
                cutoff.known.into(),
                self.known_placed.into(),
                share(cutoff.known as f64, self.known_placed).into(),
            ]);
        }
        table
    }

    /// Stacks of reads that are no miRNA: `reason stacks reads`.
    #[must_use]
    pub fn rejected_table(&self) -> Table {
        let mut table = Table::new(["reason", "stacks", "reads"]);
        for (reason, (stacks, reads)) in &self.rejected {
            let cells: [Cell; 3] = [reason.words().into(), (*stacks).into(), (*reads).into()];
            table.push(cells);
        }
        table
    }

    /// Writes each novel hairpin with its structure and its reads.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_structures<W: Write>(&self, mut writer: W) -> io::Result<W> {
        for locus in &self.novel {
            writer.write_all(drawing(locus).as_bytes())?;
        }
        Ok(writer)
    }

    /// Writes the hairpins as FASTA, for `species`, such as `hsa`; with [`write_matures`](Self::write_matures) they are a
    /// reference that reads can be counted with.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_hairpins<W: Write>(&self, species: &str, mut writer: W) -> io::Result<W> {
        for (i, locus) in self.novel.iter().enumerate() {
            let name = gene(species, i);
            writeln!(writer, ">{name}_pre {}\n{}", locus.name, locus.precursor)?;
        }
        Ok(writer)
    }

    /// Writes the mature sequences and stars as FASTA; stars that no read has are left out.
    ///
    /// # Errors
    /// If writing fails.
    pub fn write_matures<W: Write>(&self, species: &str, mut writer: W) -> io::Result<W> {
        for (i, locus) in self.novel.iter().enumerate() {
            let is_five = locus.arm == Arm::FivePrime;
            let ends = if is_five { ["5p", "3p"] } else { ["3p", "5p"] };
            let name = gene(species, i);
            writeln!(writer, ">{name}_{} {}\n{}", ends[0], locus.name, locus.mature)?;
            if locus.candidate.signature.star_reads > 0 {
                writeln!(writer, ">{name}_{} {}\n{}", ends[1], locus.name, locus.star)?;
            }
        }
        Ok(writer)
    }
}

/// A name of the grammar of `MirGeneDB`: `Hsa-Novel-1`.
fn gene(species: &str, i: usize) -> String {
    let mut letters = species.chars();
    let first = letters.next().map_or('X', |first| first.to_ascii_uppercase());
    format!("{first}{}-Novel-{}", letters.as_str(), i + 1)
}

/// A hairpin with its arms, structure and reads.
fn drawing(locus: &NovelLocus) -> String {
    let mut text = String::new();
    let strand = if locus.reverse { '-' } else { '+' };
    let signature = &locus.candidate.signature;
    let confidence = if locus.candidate.is_confident { "confident" } else { "candidate" };
    let _ = writeln!(
        text,
        "{} {}:{}-{} {strand}  {confidence}, score {:.1}, {:.1} kcal/mol, p {:.3}",
        locus.name,
        locus.contig,
        locus.start + 1,
        locus.end,
        locus.candidate.score,
        locus.folded.energy,
        locus.candidate.p,
    );
    let _ = writeln!(
        text,
        "reads: mature {}, star {}, loop {}, flanks {}, inconsistent {}",
        signature.mature_reads,
        signature.star_reads,
        signature.loop_reads,
        signature.flank_reads,
        signature.inconsistent,
    );
    let around = locus.around.to_string();
    let [mature, star] = locus.arms();
    let arms: String = (0..around.len())
        .map(|i| match (mature.contains(&i), star.contains(&i)) {
            (true, _) => 'M',
            (_, true) => '*',
            _ => ' ',
        })
        .collect();
    let pad = " ".repeat(crate::novel::SHOWN);
    let _ = writeln!(text, "{}", arms.trim_end());
    let _ = writeln!(text, "{around}");
    let _ = writeln!(text, "{pad}{}", locus.folded.dot_bracket());
    let mut most: Vec<_> = locus.shown.iter().collect();
    most.sort_by_key(|read| std::cmp::Reverse(read.reads));
    let least = most.get(SHOWN_READS.saturating_sub(1)).map_or(0, |read| read.reads);
    let mut left = SHOWN_READS;
    let (mut others, mut other_reads) = (0, 0);
    for read in &locus.shown {
        if read.reads < least || left == 0 {
            (others, other_reads) = (others + 1, other_reads + read.reads);
            continue;
        }
        left -= 1;
        let line = stacked(read.from, &read.sequence, around.as_bytes());
        let _ = writeln!(text, "{line}  {} {}", read.reads, read.piece);
    }
    if others > 0 {
        let _ = writeln!(
            text,
            "and {} of {}",
            plural(other_reads, "read"),
            plural(others, "further sequence")
        );
    }
    text.push('\n');
    text
}

/// A read under the sequence, in dots; nucleotides that differ are in lower case.
fn stacked(from: i64, read: &str, around: &[u8]) -> String {
    let mut line = vec![b'.'; around.len()];
    for (i, letter) in (0_i64..).zip(read.bytes()) {
        let Some(at) = usize::try_from(from + i).ok().filter(|at| *at < line.len()) else {
            continue;
        };
        let letter = if letter == b'T' { b'U' } else { letter };
        line[at] = if letter == around[at] { letter } else { letter.to_ascii_lowercase() };
    }
    String::from_utf8(line).unwrap_or_default()
}
