//! Quantifies plain files: `quantify OUT HAIRPIN.fa ANNOTATION.gff3 READS.fastq[.gz] [CONTAMINANTS.fa|- [SPIKES.fa [POLICY]]]`.
//!
//! Without arguments, a synthetic sample is made up in memory.

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    time::Instant,
};

use exocast_core::options::Options;
use exocast_lab::files::open;
use exocast_mirna::{Catalogue, Multimap, QuantifyOptions, ReadIndex, ReferenceSet, quantify};

#[allow(clippy::print_stdout, reason = "an example prints")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let multimap = match arguments.get(6).map(String::as_str) {
        Some("fractional") => Multimap::Fractional,
        Some("unique") => Multimap::Unique,
        Some("group") => Multimap::Group,
        _ => Multimap::Em,
    };
    let mut options = QuantifyOptions::default();
    options.multimap = multimap;
    let options = options.check()?;
    let [out, hairpin, annotation, reads, rest @ ..] = arguments.as_slice() else {
        let catalogue =
            Catalogue::read(HAIRPIN.as_bytes(), "hairpin", GFF.as_bytes(), "annotation", None)?;
        let index = ReadIndex::new(&catalogue, &[], None, &options);
        let fastq = "@r\nTAGCTTATCAGACTGATGTTGATTGGAATTCTCGGGTGCCAAGG\n+\n".to_owned()
            + &"I".repeat(44)
            + "\n";
        let sample = index.read("synthetic", [("reads", fastq.as_bytes())], &options)?;
        let result = quantify(&index, vec![sample], &options);
        let gff = result.write_isomirs(Vec::new(), "synthetic", &[])?;
        println!("{}", String::from_utf8(gff)?);
        return Ok(());
    };
    let start = Instant::now();
    let lap = |what: &str| println!("{what}\t{:.3} s", start.elapsed().as_secs_f64());
    let catalogue =
        Catalogue::read(open(hairpin)?, hairpin, open(annotation)?, annotation, Some("hsa"))?;
    let contaminants: Vec<ReferenceSet> = rest
        .first()
        .filter(|path| *path != "-")
        .map(|path| {
            ReferenceSet::read_contaminants(open(path)?, path, "other")
                .map_err(Box::<dyn Error>::from)
        })
        .into_iter()
        .collect::<Result<_, _>>()?;
    let spikes = rest
        .get(1)
        .map(|path| ReferenceSet::read_spikes(open(path)?, path).map_err(Box::<dyn Error>::from))
        .transpose()?;
    let index = ReadIndex::new(&catalogue, &contaminants, spikes.as_ref(), &options);
    lap("index");
    let sample = index.read("sample", [(reads, open(reads)?)], &options)?;
    println!("{:?}\n{:?} {} unique", sample.detection(), sample.fates(), sample.unique());
    lap("collapsed");
    let result = quantify(&index, vec![sample], &options);
    lap("called");
    let create = |name: &str| File::create(Path::new(out).join(name)).map(BufWriter::new);
    std::fs::create_dir_all(out)?;
    result.write_isomirs(create("isomirs.gff3")?, "mirbase21", &[])?.flush()?;
    result.counts_table()?.write_tsv(create("counts.tsv")?)?;
    for (name, table) in [
        ("classes.tsv", result.classes_table()),
        ("families.tsv", result.families_table()?),
        ("arms.tsv", result.arms_table()?),
        ("factors.tsv", result.factors_table()?),
        ("editing.tsv", result.editing_table()),
        ("tails.tsv", result.tails_table()),
        ("isomir_counts.tsv", result.isomir_counts_table()),
        ("flow.tsv", result.flow_table()),
        ("saturation.tsv", result.saturation_table()),
    ] {
        table.write_tsv(create(name)?)?;
    }
    lap("written");
    result.classes_table().write_tsv(std::io::stdout())?;
    for notice in result.notices() {
        println!("{notice}");
    }
    Ok(())
}

const HAIRPIN: &str = ">hsa-mir-21\n\
    UGUCGGGUAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUCUGACA\n";
const GFF: &str = "\
chr17\t.\tmiRNA_primary_transcript\t101\t172\t.\t+\t.\tID=MI0000077;Name=hsa-mir-21\n\
chr17\t.\tmiRNA\t108\t129\t.\t+\t.\tID=MIMAT0000076;Name=hsa-miR-21-5p;Derives_from=MI0000077\n";
