//! isomirs.gff3, as `mirtop` itself reads and exports it.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};

use crate::shell;

/// What `mirtop` needs; it does not say so itself.
const PACKAGES: [&str; 8] = [
    "mirtop==0.4.30",
    "setuptools<80",
    "six",
    "pyyaml",
    "pysam",
    "pybedtools",
    "pandas",
    "biopython",
];

/// Precursors of miRBase 21 with two loci of one name on different strands.
const HAIRPINS: &str = "\
>hsa-let-7a-1 MI0000060 Homo sapiens let-7a-1 stem-loop
TGGGATGAGGTAGTAGGTTGTATAGTTTTAGGGTCACACCCACCACTGGGAGATAACTATACAATCTACTGTCTTTCCTA
>hsa-let-7a-2 MI0000061 Homo sapiens let-7a-2 stem-loop
AGGTTGAGGTAGTAGGTTGTATAGTTTAGAATTACATCAAGGGAGATAACTGTACAGCCTCCTAGCTTTCCT
>hsa-mir-21 MI0000077 Homo sapiens miR-21 stem-loop
TGTCGGGTAGCTTATCAGACTGATGTTGACTGTTGAATCTCATGGCAACACCAGTCGATGGGCTGTCTGACA
";

/// Their loci: `mirtop` needs the release in a comment.
const LOCI: [(&str, &str, u32, u32, &str, &str); 8] = [
    (
        "chr11",
        "miRNA_primary_transcript",
        122_146_522,
        122_146_593,
        "-",
        "ID=MI0000061;Alias=MI0000061;Name=hsa-let-7a-2",
    ),
    (
        "chr11",
        "miRNA",
        122_146_568,
        122_146_589,
        "-",
        "ID=MIMAT0000062;Alias=MIMAT0000062;Name=hsa-let-7a-5p;Derives_from=MI0000061",
    ),
    (
        "chr17",
        "miRNA_primary_transcript",
        59_841_266,
        59_841_337,
        "+",
        "ID=MI0000077;Alias=MI0000077;Name=hsa-mir-21",
    ),
    (
        "chr17",
        "miRNA",
        59_841_273,
        59_841_294,
        "+",
        "ID=MIMAT0000076;Alias=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077",
    ),
    (
        "chr17",
        "miRNA",
        59_841_311,
        59_841_331,
        "+",
        "ID=MIMAT0004494;Alias=MIMAT0004494;Name=hsa-miR-21-3p;Derives_from=MI0000077",
    ),
    (
        "chr9",
        "miRNA_primary_transcript",
        94_175_957,
        94_176_036,
        "+",
        "ID=MI0000060;Alias=MI0000060;Name=hsa-let-7a-1",
    ),
    (
        "chr9",
        "miRNA",
        94_175_962,
        94_175_983,
        "+",
        "ID=MIMAT0000062_2;Alias=MIMAT0000062;Name=hsa-let-7a-5p;Derives_from=MI0000060",
    ),
    (
        "chr9",
        "miRNA",
        94_176_013,
        94_176_033,
        "+",
        "ID=MIMAT0004481_1;Alias=MIMAT0004481;Name=hsa-let-7a-3p;Derives_from=MI0000060",
    ),
];

/// References and isomiRs of every kind: both ends shifted both ways, additions at both ends, substitutions in each region.
const READS: [&str; 14] = [
    "TGAGGTAGTAGGTTGTATAGTT",
    "GATGAGGTAGTAGGTTGTATAGTTT",
    "GAGGTAGTAGGTTGTATAGT",
    "TGAGGTAGTAGGTTGTATAGTTAA",
    "TAGCTTATCAGACTGATGTTGA",
    "GTAGCTTATCAGACTGATGTTGA",
    "AGCTTATCAGACTGATGTTGACT",
    "CTAGCTTATCAGACTGATGTTGA",
    "CATAGCTTATCAGACTGATGTTGAA",
    "TAGCTGATCAGACTGATGTTGA",
    "TAGCTTAACAGACTGATGTTGA",
    "TAGCTTATCACACTGATGTTGA",
    "TAGCTTATCAGACTGTTGTTGAC",
    "CAACACCAGTCGATGGGCTGTA",
];

/// Those of them with a substitution.
const SUBSTITUTED: usize = 4;

/// Installs `mirtop` below the build, writes a file of records, and has `mirtop` count and export it in every way it knows.
pub(crate) fn run() -> Result<()> {
    let folder = shell::target()?.join("mirtop-check");
    fs::create_dir_all(&folder)?;
    let mirtop = install(&folder.join("env"))?;
    let results = folder.join("results");
    if results.exists() {
        fs::remove_dir_all(&results).context("cannot remove the last results")?;
    }
    let (hairpin, annotation) = (folder.join("hairpin.fa"), folder.join("annotation.gff3"));
    fs::write(&hairpin, HAIRPINS)?;
    fs::write(&annotation, loci()?)?;
    let reads = ["EV_1", "EV_2"].map(|name| folder.join(format!("{name}.fastq")));
    for (i, path) in reads.iter().enumerate() {
        fs::write(path, fastq(i)?)?;
    }
    let mut quant = Command::new(shell::build_binary()?);
    quant.args(["mirna", "quant", "--quiet", "--library", "trimmed", "--organism", "hsa"]);
    quant.args(["--precursor-records", "--hairpin"]).arg(&hairpin);
    quant.arg("--annotation").arg(&annotation).arg("--out").arg(&results).args(&reads);
    shell::output(&mut quant)?;
    let file = results.join("isomirs.gff3");
    let text = fs::read_to_string(&file)?;
    let records = text.lines().filter(|line| !line.starts_with('#')).count();
    ensure!(records > READS.len(), "{records} records of {} reads", READS.len());
    let out = folder.join("exports");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let export = |words: &[&str], positional: bool| -> Result<String> {
        let mut command = Command::new(&mirtop);
        command.args(words).env("PYTHONWARNINGS", "ignore").arg("-o").arg(&out);
        if words[0] != "stats" {
            command
                .arg("--hairpin")
                .arg(&hairpin)
                .arg("--gtf")
                .arg(&annotation)
                .args(["--sps", "hsa"]);
        }
        if positional {
            command.arg(&file)
        } else {
            command.arg("--gff").arg(&file)
        };
        shell::output(&mut command)
    };
    export(&["stats"], true)?;
    export(&["counts"], false)?;
    // A read on two precursors is two equal records, which `mirtop counts` takes for one.
    lines(&out.join("isomirs.tsv"), 1 + READS.len(), records + 1)?;
    export(&["export", "--format", "fasta"], true)?;
    lines(&out.join("isomirs.fasta"), 2 * records, 2 * records)?;
    export(&["export", "--format", "isomir"], true)?;
    lines(&out.join("isomirs_rawData.tsv"), records + 1, records + 1)?;
    export(&["export", "--format", "seqbuster"], true)?;
    // It leaves out reads with a substitution, which it compares with the miRNA from the fourth nucleotide on (0.4.30).
    lines(&out.join("EV_1.mirna"), 1 + READS.len() - SUBSTITUTED, records + 1)?;
    export(&["export", "--format", "vcf"], true)?;
    let vcf = fs::read_to_string(out.join("isomirs.vcf"))?;
    ensure!(
        vcf.matches("-SNP").count() >= SUBSTITUTED,
        "the substitutions are not in isomirs.vcf:\n{vcf}"
    );
    println!("mirtop-check: mirtop counts and exports {records} records in every way");
    Ok(())
}

fn install(env: &Path) -> Result<PathBuf> {
    let mirtop = env.join("bin/mirtop");
    if !mirtop.exists() {
        shell::run("python3", ["-m".as_ref(), "venv".as_ref(), env.as_os_str()])?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        shell::run(env.join("bin/python"), install.into_iter().chain(PACKAGES))?;
    }
    Ok(mirtop)
}

fn loci() -> Result<String> {
    let mut text = String::from("##gff-version 3\n# microRNAs:               miRBase v21\n");
    for (chromosome, kind, start, end, strand, attributes) in LOCI {
        writeln!(text, "{chromosome}\t.\t{kind}\t{start}\t{end}\t.\t{strand}\t.\t{attributes}")?;
    }
    Ok(text)
}

/// Each read, more often by its place.
fn fastq(sample: usize) -> Result<String> {
    let mut text = String::new();
    for (i, read) in READS.iter().enumerate() {
        for copy in 0..=i + sample {
            writeln!(text, "@r{i}:{copy}\n{read}\n+\n{}", "I".repeat(read.len()))?;
        }
    }
    Ok(text)
}

fn lines(path: &Path, least: usize, most: usize) -> Result<()> {
    let text = fs::read_to_string(path).with_context(|| format!("no {}", path.display()))?;
    let n = text.lines().count();
    ensure!((least..=most).contains(&n), "{} has {n} lines, not {least} to {most}", path.display());
    Ok(())
}
