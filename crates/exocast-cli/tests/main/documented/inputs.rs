//! Small files under the names that the documentation uses.

use std::{fmt::Write as _, fs, io::Write as _, path::Path};

use exocast::simulate::{Simulation, SimulationOptions};
use flate2::{Compression, write::GzEncoder};

use super::{
    lines::root,
    texts::{DIFFS, FASTQ, HAIRPINS, MATURES, SIGNATURE, TEXTS, VESICLES_OF_CELLS},
};
use crate::workbooks::workbook;

/// Files of the documentation's names.
pub(super) struct Inputs {
    /// The files of a simulated study.
    study: Vec<(String, Vec<u8>)>,
}

impl Inputs {
    pub(super) fn new() -> Self {
        let options = SimulationOptions { samples: 2, reads: 600, seed: 1 };
        let simulation = Simulation::new(options).expect("a study");
        let study = simulation.files().map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
        let mut study: Vec<(String, Vec<u8>)> = study.collect();
        for (name, bytes) in &mut study {
            if name == "study.toml" {
                let text = String::from_utf8_lossy(bytes).replace("[run]", "[run]\ndraws = 32");
                *bytes = text.into_bytes();
            }
        }
        Self { study }
    }

    /// Writes the files that a word of a command names, of those that are not there yet; whether it names any.
    pub(super) fn put(&self, folder: &Path, section: &str, word: &str) -> bool {
        let mut any = false;
        for name in word.split([',', '=', '+']) {
            if folder.join(name).exists() {
                any = true;
                continue;
            }
            for (file, bytes) in self.files(section, name) {
                any = true;
                let path = folder.join(file);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("written");
            }
        }
        any
    }

    fn simulated(&self, name: &str) -> Vec<u8> {
        let file = self.study.iter().find(|(file, _)| file == name);
        file.unwrap_or_else(|| panic!("the simulation has no {name}")).1.clone()
    }

    /// The files of a name, in a section of a page: those of a folder, or one.
    fn files(&self, section: &str, name: &str) -> Vec<(String, Vec<u8>)> {
        match name {
            "study.toml" => self.study.clone(),
            "data" => {
                let sizes = [("EV_1", 90.0), ("EV_2", 120.0)]
                    .map(|(name, centre)| (format!("data/{name}.csv"), sizes(centre).into_bytes()));
                let counts = "mirna\tEV_1\tEV_2\nhsa-let-7a-5p\t5\t7\nhsa-miR-21-5p\t2\t9\n";
                let counts = ("data/counts.tsv".to_owned(), counts.as_bytes().to_vec());
                sizes.into_iter().chain([counts]).collect()
            }
            "counts.xlsx" => vec![(name.to_owned(), sheets(&[("Counts", SIGNATURE)]))],
            "tables.xlsx#Signature" => {
                let both = [("Signature", SIGNATURE), ("Counts", SIGNATURE)];
                vec![("tables.xlsx".to_owned(), sheets(&both))]
            }
            "diffs" => {
                DIFFS.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec()
            }
            name => {
                let content = self.of_section(section, name).or_else(|| self.of_study(name));
                let content = content.or_else(|| made(name));
                content.map(|content| (name.to_owned(), content)).into_iter().collect()
            }
        }
    }

    /// A file that has another content in some sections.
    fn of_section(&self, section: &str, name: &str) -> Option<Vec<u8>> {
        let section_has = |part: &str| section.contains(part);
        let text = |text: &str| Some(text.as_bytes().to_vec());
        match name {
            "hairpin.fa" if section_has("mirna info") => text(HAIRPINS),
            "hsa.gff3" if section_has("mirna info") => text(MATURES),
            "hsa.fa" if section_has("handover") => Some(self.matures()),
            "mrna.tsv" if section_has("handover") => Some(self.simulated("transcripts.tsv")),
            "signature.tsv" if section_has("origin match") => text(SIGNATURE),
            "vesicles.tsv" if section_has("origin bias") => text(VESICLES_OF_CELLS),
            _ => None,
        }
    }

    /// A file of the simulated study, under its name or another.
    fn of_study(&self, name: &str) -> Option<Vec<u8>> {
        let file = match name {
            "hsa.gff3" => "annotation.gff3",
            "lane1.fq.gz" => "EV_1.fastq.gz",
            "ev2.fq.gz" => "EV_2.fastq.gz",
            "EV_1.csv" => "EV_1_ExperimentSummary.csv",
            name => name,
        };
        Some(self.study.iter().find(|(known, _)| known == file)?.1.clone())
    }

    /// Mature miRNAs of the simulation: their names, and some sequence of the hairpins for each.
    fn matures(&self) -> Vec<u8> {
        let hairpins = String::from_utf8(self.simulated("hairpin.fa")).expect("text");
        let bases: String = hairpins.lines().filter(|line| !line.starts_with('>')).collect();
        let rows = String::from_utf8(self.simulated("annotation.gff3")).expect("text");
        let names = rows
            .lines()
            .filter(|row| row.contains("\tmiRNA\t"))
            .filter_map(|row| row.split("Name=").nth(1)?.split(';').next());
        let mut fasta = String::new();
        for (place, name) in names.enumerate() {
            writeln!(fasta, ">{name}\n{}", &bases[7 * place..7 * place + 22]).expect("text");
        }
        fasta.into_bytes()
    }
}

/// A workbook of these sheets.
fn sheets(sheets: &[(&str, &str)]) -> Vec<u8> {
    let folder = crate::support::folder();
    let path = folder.path().join("book.xlsx");
    workbook(&path, sheets);
    fs::read(path).expect("a workbook")
}

/// A file that is made here.
fn made(name: &str) -> Option<Vec<u8>> {
    Some(match name {
        "lane2.fq.gz" => zipped(FASTQ.as_bytes()),
        "mirtop.gff" => seed("mirgff3/ours.gff3"),
        "mrna.tsv" => transcripts(),
        "mrna.tsv.gz" => zipped(&transcripts()),
        "genome.fa.gz" | "GRCh38.fa.gz" => zipped(&case("genome.fa")),
        "genes.gtf.gz" | "gencode.gtf.gz" => {
            let genes = String::from_utf8_lossy(&case("gencode.gtf")).into_owned();
            // As GENCODE marks the transcripts of MANE.
            zipped(genes.replace("tag \"basic\"", "tag \"MANE_Select\"").as_bytes())
        }
        "gencode.v47.pc_transcripts.fa.gz" => zipped(&case("gencode_full.fa")),
        "circbase.fa" => case("circ.fa"),
        "run1.csv" | "c1.csv" => sizes(90.0).into_bytes(),
        "run2.csv" | "c2.csv" => sizes(94.0).into_bytes(),
        "c3.csv" => sizes(92.0).into_bytes(),
        "t1.csv" => sizes(140.0).into_bytes(),
        "t2.csv" => sizes(150.0).into_bytes(),
        "t3.csv" => sizes(144.0).into_bytes(),
        "ev_mirna.tsv" => {
            let mut table = String::from("mirna\tEV_1\n");
            for i in 0..40 {
                writeln!(table, "hsa-miR-{}-5p\t{}", 9000 + i, i % 7).expect("text");
            }
            table.push_str("hsa-miR-451a\t900\nhsa-miR-486-5p\t700\nhsa-miR-16-5p\t650\n");
            table.into_bytes()
        }
        name => {
            let (_, text) = TEXTS.iter().find(|(known, _)| *known == name)?;
            text.as_bytes().to_vec()
        }
    })
}

/// Sizes around a centre, in numbers per mL.
fn sizes(centre: f64) -> String {
    let mut text = "diameter_nm,concentration (1/mL)\n".to_owned();
    for i in 0..60 {
        let d = 40.0 + 4.0 * f64::from(i);
        let z = (d / centre).ln() / 0.3;
        writeln!(text, "{d},{}", 1e8 * (-0.5 * z * z).exp()).expect("text grows");
    }
    text
}

/// Three transcripts, of which two have sites.
fn transcripts() -> Vec<u8> {
    let with = |site: &str| format!("{}{site}{}", "GATTACA".repeat(6), "TTTAGC".repeat(9));
    let orf = "ATGACATTCCATTGA";
    let rows = [
        ("T1", "HMGA2", with("CTACCTCA")),
        ("T2", "MYH9", with("ACATTCCA")),
        ("T3", "ACTB", "GCGT".repeat(25)),
    ];
    let rows = rows.map(|(name, gene, utr)| format!("{name}\t{gene}\t{orf}\t{utr}\n"));
    format!("transcript\tgene\torf\tutr3\n{}", rows.concat()).into_bytes()
}

fn zipped(bytes: &[u8]) -> Vec<u8> {
    let mut file = GzEncoder::new(Vec::new(), Compression::fast());
    file.write_all(bytes).expect("memory");
    file.finish().expect("memory")
}

fn case(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/cases/target").join(name)).expect("a case")
}

fn seed(name: &str) -> Vec<u8> {
    fs::read(root().join("tests/fuzz/seeds").join(name)).expect("a seed")
}
