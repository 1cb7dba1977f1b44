//! `exocast mirna …` on small made-up files.

use serde_json::json;

use crate::support::{exocast, exocast_ok, folder, options, table, write};

const OLD: &str = "## mirGFF3. VERSION 1.0\n## source-ontology: miRBase21\n## TOOLS: other\n## COLDATA: s1,s2\n\
    hsa-let-7a-1\tmiRBase21\tisomiR\t5\t27\t.\t+\t.\tRead ATGAGGTAGTAGGTTGTATAGTT; \
    UID iso-23-I0S31NSL0E; Name hsa-let-7a-5p; Parent hsa-let-7a-1; Variant iso_5p:+1; Cigar 23M; \
    Expression 4,0; Filter Pass; Hits 1; Alias MIMAT0000062\n";

#[test]
fn gff_of_an_old_dialect_becomes_version_1_2() {
    let place = folder();
    write(place.path(), "old.gff", OLD);
    let ran = exocast_ok(place.path(), &["mirna", "gff", "old.gff"]);
    assert!(ran.out.starts_with("## VERSION: 1.2\n"), "{}", ran.out);
    assert!(
        ran.out.contains(";Variant=iso_5p:-1;Cigar=23M;Hits=1;Expression=4,0;Filter=PASS;Alias=")
    );
    assert!(ran.err.contains("iso_5p with the sign of versions before 1.1"), "{}", ran.err);
    exocast_ok(place.path(), &["mirna", "gff", "old.gff", "--out", "new.gff3"]);
    let again = exocast_ok(place.path(), &["mirna", "gff", "new.gff3", "--strict"]);
    assert_eq!(again.out, ran.out);
}

#[test]
fn gff_without_uid_is_refused_with_its_line() {
    let place = folder();
    write(place.path(), "bad.gff", OLD.replace("UID iso-23-I0S31NSL0E; ", ""));
    let ran = exocast(place.path(), &["mirna", "gff", "bad.gff", "--out", "new.gff3"]);
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.err.contains("bad.gff, line 5") && ran.err.contains("UID is missing"),
        "{}",
        ran.err
    );
    assert!(!place.path().join("new.gff3").exists());
}

#[test]
fn a_name_with_a_space_is_counted_and_recorded_with_all_options() {
    let place = folder();
    let at = place.path();
    exocast_ok(at, &["simulate", "--out", "s", "--samples", "1", "--reads", "300"]);
    std::fs::copy(at.join("s/EV_1.fastq.gz"), at.join("my sample.fastq.gz")).expect("a copy");
    let given = ["mirna", "quant", "my sample.fastq.gz", "s/EV_1.fastq.gz", "--out", "q"];
    let reference = ["--hairpin", "s/hairpin.fa", "--annotation", "s/annotation.gff3"];
    let spikes = ["--spikes", "s/spikes.fa", "--spike-amounts", "s/amounts.tsv"];
    let volumes = ["--spiked-ul", "5", "--biofluid-ul", "200", "--dilution", "2"];
    exocast_ok(at, &[&given[..], &reference, &spikes, &volumes, &["--organism", "syn"]].concat());
    let (header, _) = table(&at.join("q/counts.tsv"));
    assert_eq!(header, ["mirna", "my sample", "EV_1"]);
    let isomirs = std::fs::read_to_string(at.join("q/isomirs.gff3")).expect("isomiRs");
    assert!(isomirs.contains("\n## COLDATA: my%20sample,EV_1\n"));
    let recorded = options(&at.join("q"));
    for (key, value) in [
        (
            "samples",
            json!([
                { "name": "my sample", "files": ["my sample.fastq.gz"] },
                { "name": "EV_1", "files": ["EV_1.fastq.gz"] },
            ]),
        ),
        ("organism", json!("syn")),
        ("spiked-ul", json!(5.0)),
        ("biofluid-ul", json!(200.0)),
        ("dilution", json!(2.0)),
    ] {
        assert_eq!(recorded[key], value, "{key}");
    }
}

#[test]
fn names_are_followed_across_releases() {
    let place = folder();
    std::fs::create_dir(place.path().join("diffs")).expect("a folder");
    write(place.path(), "diffs/17.diff", "# first\nMIMAT0000441\thsa-miR-9\tNEW\n");
    write(
        place.path(),
        "diffs/18.0.diff",
        "MIMAT0000441\thsa-miR-9-5p\tNAME\tSEQUENCE\nMIMAT0000001\thsa-miR-x\tDELETE\n",
    );
    write(place.path(), "diffs/16.diff", "MIMAT0000002\thsa-miR-z\tDELETE\n");
    write(place.path(), "names.txt", "hsa-miR-x\n hsa-miR-y \nhsa-miR-z\n");
    let arguments = ["--from", "17", "--to", "22.1", "--history", "diffs"];
    let names = ["mirna", "convert", " hsa-miR-9 ", "names.txt"];
    let ran = exocast_ok(place.path(), &[&names[..], &arguments].concat());
    assert_eq!(
        ran.out,
        "name\taccession\tstatus\tnew_name\n\
         hsa-miR-9\tMIMAT0000441\trenamed,sequence-changed\thsa-miR-9-5p\n\
         hsa-miR-x\tMIMAT0000001\tdeleted\t\n\
         hsa-miR-y\t\tunknown\t\n\
         hsa-miR-z\tMIMAT0000002\tdeleted (16.0)\t\n"
    );
    assert!(ran.err.contains("no diff file of release 22.1"), "{}", ran.err);
}

/// A precursor whose mature sequence is made up, as FASTA with GFF3 and as EMBL.
const HAIRPIN: &str = "GGATCCTTAGCTAAGGCATTCGGACTTACGTTAGCCATGCAACGGTTCCAAGTCGATCTGACCATTGAGT";
const GFF: &str = "c\t.\tmiRNA_primary_transcript\t101\t170\t.\t+\t.\tID=MI9999999;Name=xxx-mir-7\n\
    c\t.\tmiRNA\t106\t127\t.\t+\t.\tID=MIMAT9999991;Name=xxx-miR-7-5p;Derives_from=MI9999999\n\
    c\t.\tmiRNA\t141\t162\t.\t+\t.\tID=MIMAT9999992;Name=xxx-miR-7-3p;Derives_from=MI9999999\n\n";
const SPIKES: [&str; 3] =
    ["GTCCCACTCCGTAGATCTGTTC", "GATGTAACGAGTTGGAATGCAA", "TAGCATATCGAGCCTGAGAACA"];

fn fastq(inserts: &[(&str, usize)]) -> String {
    let mut text = String::new();
    for (insert, times) in inserts {
        let bases = format!("{insert}TGGAATTCTCGGGTGCCAAGG");
        text += &format!("@r\n{bases}\n+\n{}\n", "I".repeat(bases.len())).repeat(*times);
    }
    text
}

/// Two lanes of one sample, an empty one, spikes and volumes; the reference in three forms gives the same counts.
#[test]
fn reads_become_counts_and_copies() {
    let place = folder();
    let (five, three) = (&HAIRPIN[5..27], &HAIRPIN[40..62]);
    write(place.path(), "h.fa", format!(">xxx-mir-7 MI9999999\n{HAIRPIN}\n"));
    write(place.path(), "a.gff3", GFF);
    let matures =
        format!(">xxx-miR-7-5p MIMAT9999991\n{five}\n>xxx-miR-7-3p MIMAT9999992\n{three}\n");
    write(place.path(), "m.fa", matures);
    let feature = |at: &str, id: &str, name: &str| {
        format!(
            "FT   miRNA           {at}\nFT                   /accession=\"{id}\"\nFT                   /product=\"{name}\"\n"
        )
    };
    write(
        place.path(),
        "m.dat",
        format!(
            "ID   xxx-mir-7         standard; RNA; XXX; 70 BP.\nXX\nAC   MI9999999;\n{}{}SQ   Sequence 70 BP;\n     {} 70\n//\n",
            feature("6..27", "MIMAT9999991", "xxx-miR-7-5p"),
            feature("41..62", "MIMAT9999992", "xxx-miR-7-3p"),
            HAIRPIN.to_lowercase().replace('t', "u"),
        ),
    );
    let tail = format!("{five}G");
    let first_lane = [(five, 40), (three, 7), (SPIKES[0], 2), (SPIKES[1], 20)];
    write(place.path(), "l1.fastq", fastq(&first_lane));
    write(place.path(), "l2.fastq", fastq(&[(tail.as_str(), 10), (SPIKES[2], 200)]));
    write(place.path(), "empty.fastq", "");
    let [a, b, c] = SPIKES;
    let panel = format!(">s0\n{a}\n>s1\n{b}\n>s2\n{c}\n");
    write(place.path(), "spikes.fa", panel);
    write(place.path(), "amounts.tsv", "spike\tcopies_per_ul\ns0\t100\ns1\t1000\ns2\t10000\n");
    let reference = |reference: &[&'static str], out: &'static str| {
        let reads = ["mirna", "quant", "EV=l1.fastq", "EV=l2.fastq", "empty.fastq"];
        let spikes = "--spikes spikes.fa --spike-amounts amounts.tsv --spiked-ul 50 --biofluid-ul 200 --dilution 2";
        let mut arguments = [&reads[..], reference].concat();
        arguments.extend(spikes.split(' ').chain(["--out", out]));
        exocast_ok(place.path(), &arguments)
    };
    let ran = reference(&["--hairpin", "h.fa", "--annotation", "a.gff3"], "gff");
    assert!(ran.err.contains("a.gff3, line 4: 0 fields"), "{}", ran.err);
    assert!(ran.err.contains("empty has no reads"), "{}", ran.err);
    reference(&["--hairpin", "h.fa", "--annotation", "m.fa"], "fasta");
    reference(&["--hairpin", "m.dat", "--organism", "xxx"], "embl");
    for out in ["gff", "fasta", "embl"] {
        let read = |name: &str| table(&place.path().join(out).join(name)).1;
        assert_eq!(read("counts.tsv"), [["xxx-miR-7-5p", "50", "0"], ["xxx-miR-7-3p", "7", "0"]]);
        assert!(
            read("tails.tsv").contains(
                &["EV", "xxx-miR-7-5p", "50", "10", "0", "0", "10", "0", "0", "1"]
                    .map(str::to_owned)
                    .to_vec()
            )
        );
        let flow = read("flow.tsv");
        let reads = |source: &str, target: &str| {
            let row = flow.iter().find(|r| r[0] == "EV" && r[1] == source && r[2] == target);
            row.map(|row| row[3].clone()).unwrap_or_default()
        };
        assert_eq!(reads("all reads", "kept"), "279");
        assert_eq!(reads("kept", "miRNA"), "57");
        assert_eq!(
            (reads("miRNA", "reference"), reads("miRNA", "isomiR")),
            ("47".into(), "10".into())
        );
        // 100 copies/µL of the spike mix for a read, 50 µL of it for 200 µL of a fluid diluted twice.
        let copies: Vec<Vec<f64>> = read("copies.tsv")
            .iter()
            .map(|row| row[2..9].iter().map(|cell| cell.parse().expect("a number")).collect())
            .collect();
        for row in &copies {
            assert!((row[1] / (row[0] * 50.0) - 1.0).abs() < 1e-6, "{row:?}");
            assert!((row[4] / (row[1] * 500.0) - 1.0).abs() < 1e-6, "{row:?}");
            assert!(row[2] < row[1] && row[1] < row[3] && row[5] < row[4] && row[4] < row[6]);
        }
        assert_eq!(copies.len(), 2);
        let curves = read("curves.tsv");
        assert_eq!((curves.len(), curves[0][10].as_str(), curves[1][1].as_str()), (2, "3", ""));
    }
}

/// Files of one name are lanes only where that is said.
#[test]
fn samples_do_not_merge_in_silence() {
    let place = folder();
    write(place.path(), "h.fa", format!(">xxx-mir-7\n{HAIRPIN}\n"));
    write(place.path(), "a.gff3", GFF);
    for run in ["run1", "run2"] {
        std::fs::create_dir(place.path().join(run)).expect("a folder");
        write(&place.path().join(run), "EV.fastq", fastq(&[(&HAIRPIN[5..27], 5)]));
    }
    let quant = |reads: &[&'static str]| {
        let rest = ["--hairpin", "h.fa", "--annotation", "a.gff3", "--out", "out"];
        exocast(place.path(), &[&["mirna", "quant"], reads, &rest[..]].concat())
    };
    let ran = quant(&["run1/EV.fastq", "run2/EV.fastq"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("several files are called EV: give NAME=FILE"), "{}", ran.err);
    let ran = quant(&["run1/EV.fastq", "run1/EV.fastq"]);
    assert!(ran.err.contains("run1/EV.fastq is given twice"), "{}", ran.err);
    let ran = quant(&["EV=run1/EV.fastq", "EV=run2/EV.fastq", "--multimap", "grouped"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(table(&place.path().join("out/counts.tsv")).1[0][1], "10");
    let ran = exocast(place.path(), &["mirna", "info", "x", "--hairpin", "h.fa"]);
    assert!(ran.err.contains("sequences in FASTA need an annotation"), "{}", ran.err);
}
