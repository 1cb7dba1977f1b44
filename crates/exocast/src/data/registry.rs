//! The reference files that are known: the one place of their addresses and terms.

use std::cmp::Reverse;

use super::DataError;

/// One reference file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name that commands take.
    pub name: &'static str,
    /// What it is called in a folder of reference files.
    pub file: &'static str,
    /// What it holds.
    pub about: &'static str,
    /// What takes it.
    pub used_by: &'static str,
    /// Its version.
    pub release: &'static str,
    /// Where it is: the file, or with [`by_hand`](Self::by_hand) a page that leads to it.
    pub url: &'static str,
    /// Whether a person has to get it: behind a registration, or inside an archive.
    pub by_hand: bool,
    /// Licence or terms of use.
    pub terms: &'static str,
    /// What to cite.
    pub citation: &'static str,
    /// Its size, where known beforehand.
    pub bytes: Option<u64>,
    /// Its SHA-256 (hexadecimal), where known beforehand.
    pub sha256: Option<&'static str>,
}

impl Entry {
    /// The entry of a name.
    ///
    /// # Errors
    /// Where there is none; the error names one that is close.
    pub fn find(name: &str) -> Result<&'static Self, DataError> {
        ENTRIES.iter().find(|entry| entry.name == name).ok_or_else(|| {
            let close = |entry: &&Self| {
                let close = strsim::jaro_winkler(name, entry.name);
                (close > 0.8).then_some((close, Reverse(entry.name)))
            };
            let best = ENTRIES.iter().filter_map(|entry| close(&entry));
            let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let hint = best.map_or_else(String::new, |(_, Reverse(known))| {
                format!(", did you mean `{known}`")
            });
            DataError::Unknown { name: name.to_owned(), hint }
        })
    }
}

const MIRBASE: &str = "public domain";
const MIRBASE_PAPER: &str = "Kozomara et al. 2019, Nucleic Acids Res, doi:10.1093/nar/gky1141";
const MIRGENEDB: &str = "CC0 1.0";
const MIRGENEDB_PAPER: &str = "Fromm et al. 2022, Nucleic Acids Res, doi:10.1093/nar/gkab1101";
const GENCODE: &str = "open, EMBL-EBI terms of use";
const GENCODE_PAPER: &str = "Frankish et al. 2023, Nucleic Acids Res, doi:10.1093/nar/gkac1071";
const TARGETSCAN: &str = "terms of targetscan.org; cite";
const TARGETSCAN_PAPER: &str = "McGeary et al. 2019, Science, doi:10.1126/science.aav1741";
const AGARWAL: &str = "Agarwal et al. 2015, eLife, doi:10.7554/eLife.05005";

const TARGETSCAN_PAGE: &str =
    "https://www.targetscan.org/cgi-bin/targetscan/data_download.vert80.cgi";

/// What most entries have in common; a name, a file and an address are always given.
const PLAIN: Entry = Entry {
    name: "",
    file: "",
    about: "",
    used_by: "",
    release: "",
    url: "",
    by_hand: false,
    terms: "",
    citation: "",
    bytes: None,
    sha256: None,
};

/// What the parameters of PCT have in common.
const PCT: Entry = Entry {
    about: "parameters of PCT by seed, of the archive TargetScan 7 BL PCT",
    used_by: "target sites --pct-parameters",
    release: "7.0",
    url: TARGETSCAN_PAGE,
    by_hand: true,
    terms: TARGETSCAN,
    citation: AGARWAL,
    ..PLAIN
};

/// Every reference file that is known, by subject.
pub const ENTRIES: &[Entry] = &[
    Entry {
        name: "mirbase-22.1-hairpin",
        file: "mirbase-22.1-hairpin.fa",
        about: "precursors of all organisms (FASTA)",
        used_by: "mirna quant --hairpin; [reference] hairpin",
        release: "22.1",
        url: "https://www.mirbase.org/download/hairpin.fa",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-22.1-mature",
        file: "mirbase-22.1-mature.fa",
        about: "mature miRNAs of all organisms (FASTA)",
        used_by: "target … --mirna",
        release: "22.1",
        url: "https://www.mirbase.org/download/mature.fa",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-22.1-hsa-gff3",
        file: "mirbase-22.1-hsa.gff3",
        about: "loci of human precursors and their arms on GRCh38 (GFF3)",
        used_by: "mirna quant --annotation; [reference] annotation",
        release: "22.1",
        url: "https://www.mirbase.org/download/hsa.gff3",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-22-embl",
        file: "mirbase-22-miRNA.dat",
        about: "precursors with their arms, of all organisms (EMBL)",
        used_by: "mirna quant --hairpin, without --annotation",
        release: "22",
        url: "https://www.mirbase.org/download_version_files/22/miRNA.dat",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-21-hairpin",
        file: "mirbase-21-hairpin.fa",
        about: "precursors of all organisms (FASTA)",
        used_by: "mirna quant --hairpin",
        release: "21",
        url: "https://www.mirbase.org/download_version_files/21/hairpin.fa",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-21-mature",
        file: "mirbase-21-mature.fa",
        about: "mature miRNAs of all organisms (FASTA)",
        used_by: "target … --mirna",
        release: "21",
        url: "https://www.mirbase.org/download_version_files/21/mature.fa",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirbase-21-hsa-gff3",
        file: "mirbase-21-hsa.gff3",
        about: "loci of human precursors and their arms on GRCh38 (GFF3)",
        used_by: "mirna quant --annotation",
        release: "21",
        url: "https://www.mirbase.org/download_version_genome_files/21/hsa.gff3",
        terms: MIRBASE,
        citation: MIRBASE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirgenedb-hsa-mature",
        file: "mirgenedb-hsa-mature.fa",
        about: "curated human mature miRNAs (FASTA)",
        used_by: "target … --mirna",
        release: "the one in force",
        url: "https://mirgenedb.org/fasta/hsa?mat=1",
        terms: MIRGENEDB,
        citation: MIRGENEDB_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirgenedb-hsa-precursor",
        file: "mirgenedb-hsa-precursor.fa",
        about: "curated human precursors (FASTA)",
        used_by: "mirna quant --hairpin",
        release: "the one in force",
        url: "https://mirgenedb.org/fasta/hsa?pre=1",
        terms: MIRGENEDB,
        citation: MIRGENEDB_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mirgenedb-hsa-gff",
        file: "mirgenedb-hsa.gff",
        about: "loci of curated human precursors and their arms (GFF3)",
        used_by: "mirna quant --annotation",
        release: "the one in force",
        url: "https://mirgenedb.org/gff/hsa?sort=pos&all=1",
        terms: MIRGENEDB,
        citation: MIRGENEDB_PAPER,
        ..PLAIN
    },
    Entry {
        name: "gtrnadb-hg38",
        file: "gtrnadb-hg38-tRNAs.fa",
        about: "human tRNAs, a contaminant of small-RNA libraries (FASTA)",
        used_by: "mirna quant --contaminants",
        release: "the one in force, GRCh38",
        url: "https://gtrnadb.ucsc.edu/genomes/eukaryota/Hsapi38/hg38-tRNAs.fa",
        terms: "terms of gtrnadb.ucsc.edu; cite",
        citation: "Chan and Lowe 2016, Nucleic Acids Res, doi:10.1093/nar/gkv1309",
        ..PLAIN
    },
    Entry {
        name: "grch38-genome",
        file: "GRCh38.primary_assembly.genome.fa.gz",
        about: "human genome, primary assembly (FASTA)",
        used_by: "target … --transcripts, with --annotation",
        release: "GRCh38 as of GENCODE 44",
        url: "https://ftp.ebi.ac.uk/pub/databases/gencode/Gencode_human/release_44/GRCh38.primary_assembly.genome.fa.gz",
        terms: GENCODE,
        citation: GENCODE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "gencode-44-gtf",
        file: "gencode.v44.annotation.gtf.gz",
        about: "human genes, every transcript (GTF)",
        used_by: "target … --annotation, with grch38-genome",
        release: "44",
        url: "https://ftp.ebi.ac.uk/pub/databases/gencode/Gencode_human/release_44/gencode.v44.annotation.gtf.gz",
        terms: GENCODE,
        citation: GENCODE_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mane-1.4-ensembl-gtf",
        file: "MANE.GRCh38.v1.4.ensembl_genomic.gtf.gz",
        about: "human genes, one transcript agreed on for each, Ensembl names (GTF)",
        used_by: "target … --annotation, with grch38-genome",
        release: "1.4",
        url: "https://ftp.ncbi.nlm.nih.gov/refseq/MANE/MANE_human/release_1.4/MANE.GRCh38.v1.4.ensembl_genomic.gtf.gz",
        terms: "public domain (NCBI) and EMBL-EBI terms of use",
        citation: "Morales et al. 2022, Nature, doi:10.1038/s41586-022-04558-8",
        ..PLAIN
    },
    Entry {
        name: "mane-1.4-refseq-gtf",
        file: "MANE.GRCh38.v1.4.refseq_genomic.gtf.gz",
        about: "human genes, one transcript agreed on for each, RefSeq names (GTF)",
        used_by: "target … --annotation, with grch38-genome",
        release: "1.4",
        url: "https://ftp.ncbi.nlm.nih.gov/refseq/MANE/MANE_human/release_1.4/MANE.GRCh38.v1.4.refseq_genomic.gtf.gz",
        terms: "public domain (NCBI) and EMBL-EBI terms of use",
        citation: "Morales et al. 2022, Nature, doi:10.1038/s41586-022-04558-8",
        ..PLAIN
    },
    Entry {
        name: "targetscan-8-utr",
        file: "targetscan-8-UTR_Sequences.txt.zip",
        about: "aligned 3'UTRs of 84 vertebrates (zip: unpack before use)",
        used_by: "target sites --alignment",
        release: "8.0",
        url: "https://www.targetscan.org/vert_80/vert_80_data_download/UTR_Sequences.txt.zip",
        terms: TARGETSCAN,
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "targetscan-8-families",
        file: "targetscan-8-miR_Family_Info.txt.zip",
        about: "seed families and their species (zip: unpack before use)",
        used_by: "target sites --families, after its columns are put in order",
        release: "8.0",
        url: "https://www.targetscan.org/vert_80/vert_80_data_download/miR_Family_Info.txt.zip",
        terms: TARGETSCAN,
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "targetscan-8-conserved",
        file: "targetscan-8-Conserved_Site_Context_Scores.txt.zip",
        about: "published scores of conserved sites, to compare with (zip)",
        used_by: "comparison with target sites --context",
        release: "8.0",
        url: "https://www.targetscan.org/vert_80/vert_80_data_download/Conserved_Site_Context_Scores.txt.zip",
        terms: TARGETSCAN,
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "targetscan-pct-8mer",
        file: "8mer_PCT_parameters.txt",
        bytes: Some(8764),
        sha256: Some("0c0d021c7ba07754bb12fb4894ba627ab2be5c22a32edcc2370ba12bb6297fbf"),
        ..PCT
    },
    Entry {
        name: "targetscan-pct-7mer-m8",
        file: "7mer_m8_PCT_parameters.txt",
        bytes: Some(8811),
        sha256: Some("073842c7f8a8dcde31cd8872c37619aae59cc89d5ea398dbf4400044a8131bb3"),
        ..PCT
    },
    Entry {
        name: "targetscan-pct-7mer-a1",
        file: "7mer_1a_PCT_parameters.txt",
        bytes: Some(8828),
        sha256: Some("6c5da46704228e9cd0a43e2092df7d454b7c756b5623ad55e5ad05ea00bb62b2"),
        ..PCT
    },
    Entry {
        name: "mcgeary-cnn-data",
        file: "mcgeary-2019-model-100.data-00000-of-00001",
        about: "weights of the network for relative Kd: the data of a TensorFlow checkpoint",
        used_by: "target respond --affinity cnn:FILE, after conversion to JSON",
        release: "commit 515f0c8",
        url: "https://raw.githubusercontent.com/kslin/miRNA_models/515f0c8dc0f2e9f5b2b5193882c584280f5344c7/cnn/trained_model/model-100.data-00000-of-00001",
        terms: "MIT",
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "mcgeary-cnn-index",
        file: "mcgeary-2019-model-100.index",
        about: "weights of the network for relative Kd: the index of a TensorFlow checkpoint",
        used_by: "target respond --affinity cnn:FILE, after conversion to JSON",
        release: "commit 515f0c8",
        url: "https://raw.githubusercontent.com/kslin/miRNA_models/515f0c8dc0f2e9f5b2b5193882c584280f5344c7/cnn/trained_model/model-100.index",
        terms: "MIT",
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "geo-gse140217",
        file: "GSE140217_HeLa_transfection_logtpm.txt.gz",
        about: "expression of HeLa cells after transfection of 17 miRNAs (log TPM)",
        used_by: "trying target respond and target explain on measured changes",
        release: "GSE140217",
        url: "https://www.ncbi.nlm.nih.gov/geo/query/acc.cgi?acc=GSE140217",
        by_hand: true,
        terms: "NCBI GEO: public, none stated by the authors",
        citation: TARGETSCAN_PAPER,
        ..PLAIN
    },
    Entry {
        name: "abis-signature",
        file: "abis-sigmatrixRNAseq.txt",
        about: "17 immune cell types by RNA-seq (genes × cell types, TPM)",
        used_by: "origin match --signature",
        release: "commit 6329925",
        url: "https://raw.githubusercontent.com/giannimonaco/ABIS/632992567ae98e6dd295bea9359c68ce4640a003/data/sigmatrixRNAseq.txt",
        terms: "none stated; cite, and ask the authors before redistribution",
        citation: "Monaco et al. 2019, Cell Rep, doi:10.1016/j.celrep.2019.01.041",
        ..PLAIN
    },
    Entry {
        name: "til10-signature",
        file: "quantiseq-TIL10_signature.txt",
        about: "ten immune cell types by RNA-seq (genes × cell types)",
        used_by: "origin match --signature",
        release: "commit 1b121a2",
        url: "https://raw.githubusercontent.com/icbi-lab/quanTIseq/1b121a27c174de9f8a9cbfc3ab0b47cea64c0629/quantiseq/deconvolution/TIL10_signature.txt",
        terms: "BSD-3-Clause",
        citation: "Finotello et al. 2019, Genome Med, doi:10.1186/s13073-019-0638-6",
        ..PLAIN
    },
    Entry {
        name: "mirts-signature",
        file: "mirts-signature.csv",
        about: "tissues by miRNA (miRNAs × tissues)",
        used_by: "origin match --signature, with a cargo of miRNA",
        release: "commit 1418eb0",
        url: "https://raw.githubusercontent.com/li-wending/miRTS/1418eb066d2b983b62ba057521efc245f88ce6ee/Signature_matrix/Signature_matrix.csv",
        terms: "MIT",
        citation: "repository li-wending/miRTS",
        ..PLAIN
    },
    Entry {
        name: "lm22-signature",
        file: "LM22.txt",
        about: "22 leukocyte types by microarray (genes × cell types)",
        used_by: "origin match --signature",
        release: "2015",
        url: "https://cibersortx.stanford.edu",
        by_hand: true,
        terms: "registration; academic, non-commercial use",
        citation: "Newman et al. 2015, Nat Methods, doi:10.1038/nmeth.3337",
        ..PLAIN
    },
    Entry {
        name: "msigdb-hallmarks",
        file: "h.all.v2023.2.Hs.symbols.gmt",
        about: "50 hallmark gene sets (GMT)",
        used_by: "origin enrich --sets; [programmes] sets",
        release: "2023.2",
        url: "https://data.broadinstitute.org/gsea-msigdb/msigdb/release/2023.2.Hs/h.all.v2023.2.Hs.symbols.gmt",
        terms: "CC BY 4.0",
        citation: "Liberzon et al. 2015, Cell Syst, doi:10.1016/j.cels.2015.12.004",
        ..PLAIN
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_entry_is_whole_and_has_a_name_and_a_file_of_its_own() {
        let names: BTreeSet<_> = ENTRIES.iter().map(|entry| entry.name).collect();
        let files: BTreeSet<_> = ENTRIES.iter().map(|entry| entry.file.to_lowercase()).collect();
        assert_eq!((names.len(), files.len()), (ENTRIES.len(), ENTRIES.len()));
        for entry in ENTRIES {
            let texts = [entry.about, entry.used_by, entry.release, entry.terms, entry.citation];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", entry.name);
            assert!(entry.url.starts_with("https://"), "{}", entry.name);
            let name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
            assert!(entry.name.chars().all(|c| name(c) || "-.".contains(c)), "{}", entry.name);
            assert!(!entry.file.contains(['/', '\\']), "{}", entry.name);
            let hex = |sha: &str| sha.len() == 64 && sha.chars().all(|c| c.is_ascii_hexdigit());
            assert!(entry.sha256.is_none_or(hex), "{}", entry.name);
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_name_that_was_meant() {
        let error = Entry::find("mirbase-21-harpin").expect_err("no such name").to_string();
        assert!(error.contains("did you mean `mirbase-21-hairpin`"), "{error}");
        let error = Entry::find("x").expect_err("no such name").to_string();
        assert!(!error.contains("did you mean"), "{error}");
    }
}
