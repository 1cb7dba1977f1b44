//! Small files under the names that the documentation uses.

use std::{fmt::Write as _, fs, io::Write as _, path::Path};

use exocast::simulate::{Simulation, SimulationOptions};
use flate2::{Compression, write::GzEncoder};

use super::lines::root;

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

    /// The files of a name, in a section of a page.
    fn files(&self, section: &str, name: &str) -> Vec<(String, Vec<u8>)> {
        let of = |part: &str| section.ends_with(part);
        let text = |text: &str| text.as_bytes().to_vec();
        let content = match name {
            "study.toml" => return self.study.clone(),
            // A folder.
            "data" => {
                let sizes = [("EV_1", 90.0), ("EV_2", 120.0)]
                    .map(|(name, centre)| (format!("data/{name}.csv"), sizes(centre).into_bytes()));
                let counts = text("mirna\tEV_1\tEV_2\nhsa-let-7a-5p\t5\t7\nhsa-miR-21-5p\t2\t9\n");
                return sizes.into_iter().chain([("data/counts.tsv".to_owned(), counts)]).collect();
            }
            "diffs" => {
                let files = [
                    ("diffs/17.diff", "MIMAT0000096\thsa-miR-98\tNEW\n"),
                    ("diffs/18.0.diff", "MIMAT0000096\thsa-miR-98-5p\tNAME\n"),
                ];
                return files.map(|(name, content)| (name.to_owned(), text(content))).to_vec();
            }
            "hairpin.fa" if of("mirna info") => text(HAIRPINS),
            "hsa.gff3" if of("mirna info") => text(MATURES),
            "hairpin.fa" | "spikes.fa" | "amounts.tsv" | "signature.tsv" if !of("origin match") => {
                self.simulated(name)
            }
            "hsa.gff3" => self.simulated("annotation.gff3"),
            "EV_1.fastq.gz" | "EV_2.fastq.gz" => self.simulated(name),
            "lane1.fq.gz" => self.simulated("EV_1.fastq.gz"),
            "lane2.fq.gz" => zipped(FASTQ.as_bytes()),
            "ev2.fq.gz" => self.simulated("EV_2.fastq.gz"),
            "rRNA.fa" => text(">18S\nTACCTGGTTGATCCTGCCAGTAGCATATGCTTGTCTCAAAGATTAAGCCATGCATG\n"),
            "EV_1.csv" => self.simulated("EV_1_ExperimentSummary.csv"),
            "EV_1_ExperimentSummary.csv" | "EV_2_ExperimentSummary.csv" => self.simulated(name),
            "names.txt" => text("hsa-miR-98\nhsa-miR-21\n"),
            "mirtop.gff" => seed("mirgff3/ours.gff3"),
            "hsa.fa" if section.contains("handover") => self.matures(),
            "hsa.fa" => text(GUIDES),
            "mir124.fa" => text(">hsa-miR-124-3p\nUAAGGCACGCGGUGAAUGCC\n"),
            "let7.fa" => text(">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n"),
            "mrna.tsv" if section.contains("handover") => self.simulated("transcripts.tsv"),
            "mrna.tsv" => transcripts(),
            "mrna.tsv.gz" => zipped(&transcripts()),
            "utr.fa" => text(">T1\nGGAACUAUACAAGGACUACCUCAUU\n>T2\nCCCAAUACAUACUUCUUUACAUUCCAGG\n"),
            "genome.fa.gz" | "GRCh38.fa.gz" => zipped(&case("genome.fa")),
            "genes.gtf.gz" | "gencode.gtf.gz" => {
                let genes = String::from_utf8_lossy(&case("gencode.gtf")).into_owned();
                // As GENCODE marks the transcripts of MANE.
                zipped(genes.replace("tag \"basic\"", "tag \"MANE_Select\"").as_bytes())
            }
            "gencode.v47.pc_transcripts.fa.gz" => zipped(&case("gencode_full.fa")),
            "circbase.fa" => case("circ.fa"),
            "UTR_Sequences.txt" => {
                let start = "G".repeat(20);
                text(&format!("G\t9606\t{start}CUACCUCA-G\nG\t10090\t{start}cuaccuc-GG\n"))
            }
            "miR_Family_info.txt" => text("let-7/98\tGAGGUAG\t9606;10090\n"),
            "dose.tsv" => text("mirna\tcopies_per_cell\nhsa-let-7a-5p\t900\nhsa-miR-1-3p\t90\n"),
            "tpm.tsv" => text("gene\ttpm\nHMGA2\t50\nMYH9\t20\nACTB\t900\n"),
            "deseq2.tsv" => text(
                "gene\tbaseMean\tlog2FoldChange\tlfcSE\tstat\tpvalue\tpadj\n\
                 HMGA2\t50\t-1.2\t0.2\t-6\t1e-8\t1e-7\nMYH9\t20\t-0.1\t0.3\t-0.3\t0.7\t0.8\n\
                 ACTB\t900\t0.05\t0.1\t0.5\t0.6\t0.8\n",
            ),
            "run1.csv" | "c1.csv" => sizes(90.0).into_bytes(),
            "run2.csv" | "c2.csv" => sizes(94.0).into_bytes(),
            "c3.csv" => sizes(92.0).into_bytes(),
            "t1.csv" => sizes(140.0).into_bytes(),
            "t2.csv" => sizes(150.0).into_bytes(),
            "t3.csv" => sizes(144.0).into_bytes(),
            "events.csv" => text("event,ESD\n1,0.11\n2,0.09\n3,0.14\n4,0.1\n5,0.13\n"),
            "proteins.tsv" => self.simulated("proteins.tsv"),
            "lipids.tsv" => self.simulated("lipids.tsv"),
            "signature.tsv" => text(
                "gene\tliver\tbrain\tblood\nALB\t900\t2\t1\nAPOB\t300\t9\t4\nSNAP25\t1\t700\t1\n\
                 GFAP\t3\t400\t2\nHBB\t9\t8\t950\nCD3E\t5\t6\t500\nACTB\t90\t95\t92\n",
            ),
            "ev_mrna.tsv" => text(
                "gene\tEV_1\tEV_2\nALB\t451\t20\nAPOB\t155\t8\nSNAP25\t142\t300\nGFAP\t81\t190\n\
                 HBB\t288\t400\nCD3E\t152\t210\nACTB\t91\t93\n",
            ),
            "ev_mirna.tsv" => {
                let mut table = String::from("mirna\tEV_1\n");
                for i in 0..40 {
                    writeln!(table, "hsa-miR-{}-5p\t{}", 9000 + i, i % 7).expect("text");
                }
                table.push_str("hsa-miR-451a\t900\nhsa-miR-486-5p\t700\nhsa-miR-16-5p\t650\n");
                table.into_bytes()
            }
            "hallmarks.gmt" => {
                text("LIVER\tx\tALB\tAPOB\tACTB\nOTHER\tx\tSNAP25\tGFAP\tHBB\tCD3E\n")
            }
            "atlas.tsv" => text(
                "mirna\tl1\tl2\tb1\tb2\nA\t900\t800\t2\t3\nB\t300\t350\t9\t5\nC\t1\t2\t700\t650\n\
                 D\t3\t2\t400\t500\nE\t90\t80\t95\t99\n",
            ),
            "labels.tsv" => text("sample\tsource\nl1\tliver\nl2\tliver\nb1\tbrain\nb2\tbrain\n"),
            "cells.tsv" => {
                text("mirna\tl1\tb1\nA\t900\t2\nB\t300\t9\nC\t10\t700\nD\t30\t400\nE\t90\t95\n")
            }
            "vesicles.tsv" if of("origin bias") => {
                text("mirna\tl1\tb1\nA\t3900\t9\nB\t310\t9\nC\t10\t700\nD\t30\t420\nE\t90\t95\n")
            }
            "vesicles.tsv" => text(
                "sample\tconcentration_per_ml\tlow\thigh\tdiameter_nm\nEV_1\t2e10\t1e10\t4e10\t110\n",
            ),
            "cargo.tsv" => {
                text("mirna\tcopies_per_vesicle\tlow\thigh\nhsa-miR-21-5p\t0.008\t0.002\t0.03\n")
            }
            "tumour.tsv" => text("gene\ttpm\nRAB27A\t40\nSMPD3\t5\nCD63\t900\nTSG101\t60\n"),
            "normal.tsv" => text("gene\ttpm\nRAB27A\t10\nSMPD3\t5\nCD63\t700\nTSG101\t50\n"),
            _ => return Vec::new(),
        };
        vec![(name.to_owned(), content)]
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

/// A hairpin of let-7a and that of miR-21, by miRBase.
const HAIRPINS: &str = ">hsa-let-7a-1 MI0000060\n\
    UGGGAUGAGGUAGUAGGUUGUAUAGUUUUAGGGUCACACCCACCACUGGGAGAUAACUAUACAAUCUACUGUCUUUCCUA\n\
    >hsa-mir-21 MI0000077\n\
    UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";

const MATURES: &str = "##gff-version 3\n\
    chr9\t.\tmiRNA_primary_transcript\t1\t80\t.\t+\t.\tID=MI0000060;Alias=MI0000060;Name=hsa-let-7a-1\n\
    chr9\t.\tmiRNA\t6\t27\t.\t+\t.\tID=MIMAT0000062;Alias=MIMAT0000062;Name=hsa-let-7a-5p;Derives_from=MI0000060\n\
    chr17\t.\tmiRNA_primary_transcript\t1\t72\t.\t+\t.\tID=MI0000077;Alias=MI0000077;Name=hsa-mir-21\n\
    chr17\t.\tmiRNA\t8\t29\t.\t+\t.\tID=MIMAT0000076;Alias=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";

const GUIDES: &str =
    ">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n>hsa-miR-1-3p\nUGGAAUGUAAAGAAGUAUGUAU\n";

/// A second lane.
const FASTQ: &str = "@a\nTGAGGTAGTAGGTTGTATAGTTTGGAATTCTCGGGTGCCAAGGAACTC\n+\nIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIIII\n";

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
