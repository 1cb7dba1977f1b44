//! Values of real references, of other programs and of the format's own description.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    io::{BufReader, Read},
};

use exocast_mirna::{
    Accession, Arm, Catalogue, Library, MirnaName, Notice, QuantifyOptions, ReadIndex,
    ReferenceSet, SampleReads, Uid, quantify,
};
use exocast_tests::shared;

/// The text of a shared file, unpacked.
fn text(test: &str, relative: &str) -> Option<String> {
    let path = shared(test, relative)?;
    let mut out = String::new();
    let file = fs::File::open(&path).unwrap();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::MultiGzDecoder::new(file).read_to_string(&mut out).unwrap();
    } else {
        BufReader::new(file).read_to_string(&mut out).unwrap();
    }
    Some(out)
}

fn catalogue(test: &str, hairpin: &str, annotation: &str) -> Option<Catalogue> {
    let (hairpin, annotation) = (text(test, hairpin)?, text(test, annotation)?);
    let read = Catalogue::read(
        hairpin.as_bytes(),
        "hairpin.fa",
        annotation.as_bytes(),
        "hsa.gff3",
        Some("hsa"),
    );
    Some(read.unwrap())
}

const V21: (&str, &str) = ("data/mirna/mirbase21_hairpin_hsa.fa", "data/mirna/mirbase21_hsa.gff3");

/// First words of FASTA headers.
fn headers(fasta: &str) -> impl Iterator<Item = &str> {
    fasta.lines().filter_map(|line| line.strip_prefix('>')?.split_whitespace().next())
}

/// Every name of miRBase releases up to 22 prints back to itself, and its kind agrees with the table
/// that it comes from.
#[test]
fn names_round_trip() {
    let test = "names_round_trip";
    let mut names: BTreeSet<String> = BTreeSet::new();
    if let Some(mature) = text(test, "data/mirna/mirbase21_mature_all.fa.gz") {
        let before: Vec<String> = headers(&mature).map(str::to_owned).collect();
        assert_eq!(before.len(), 35_828);
        names.extend(before);
    }
    for hairpins in [V21.0, "data/mirna/derived_mirbase22_hsa_hairpin.fa"] {
        names.extend(
            text(test, hairpins).iter().flat_map(|fasta| headers(fasta)).map(str::to_owned),
        );
    }
    if let Some(table) = text(test, "data/mirna/mbv_mi-data.txt.gz") {
        for line in table.lines().skip(1) {
            let mut fields = line.split('\t');
            let accession: Accession = fields.next().unwrap().parse().unwrap();
            assert!(line.starts_with(&accession.to_string()));
            names.extend(fields.next().map(str::to_owned));
        }
    }
    for release in ["6.0", "7.1", "9.2", "14.0", "17.0", "18.0", "21.0", "22.0"] {
        let diff = text(test, &format!("data/mirna/mirbase_diffs/{release}.diff.gz"));
        for line in diff.iter().flat_map(|diff| diff.lines()) {
            names.extend(line.split('\t').nth(1).filter(|n| !n.is_empty()).map(str::to_owned));
        }
    }
    for name in &names {
        match name.parse::<MirnaName>() {
            Ok(parsed) => assert_eq!(parsed.to_string(), *name),
            Err(error) => panic!("{error}"),
        }
    }
}

/// Each interval of release 21, cut from its hairpin along the strand, is the mature sequence that the
/// release gives under that accession: 2813 of 2813 loci.
#[test]
fn release_21_is_consistent() {
    let test = "release_21_is_consistent";
    let Some(catalogue) = catalogue(test, V21.0, V21.1) else { return };
    let Some(mature) = text(test, "data/mirna/mirbase21_mature_all.fa.gz") else { return };
    let mut sequences = HashMap::new();
    let mut lines = mature.lines();
    while let (Some(header), Some(sequence)) = (lines.next(), lines.next()) {
        sequences.insert(header[1..].split_whitespace().next().unwrap(), sequence);
    }
    assert_eq!(catalogue.hairpins().len(), 1881);
    assert_eq!(catalogue.matures().len(), 2588);
    assert_eq!(catalogue.loci().len(), 2813);
    for locus in catalogue.loci() {
        let name = catalogue.matures()[locus.mature].name.as_str();
        assert_eq!(catalogue.cut(locus).unwrap().to_string(), sequences[name], "{name}");
    }
    assert_eq!(catalogue.families().len(), 2047);
    let largest = catalogue.families().iter().max_by_key(|(_, members)| members.len()).unwrap();
    assert_eq!((largest.0.to_string().as_str(), largest.1.len()), ("AAAGUAA", 23));
    let let7 = catalogue.find("hsa-let-7a-5p").unwrap();
    assert_eq!(catalogue.find("MIMAT0000062"), Some(let7));
    assert_eq!(catalogue.family_of(let7).len(), 11);
    assert_eq!(catalogue.matures()[let7].loci.len(), 3);
    assert_eq!(catalogue.loci()[catalogue.matures()[let7].loci[0]].arm, Arm::FivePrime);
    assert!(catalogue.notices().contains(&Notice::SharedSequences { sequences: 15, names: 38 }));
    let lengths: BTreeSet<usize> = catalogue.matures().iter().map(|m| m.sequence.len()).collect();
    assert_eq!((lengths.first(), lengths.last()), (Some(&16), Some(&28)));
}

/// Mature sequences given as FASTA, without coordinates, come to lie where the GFF3 of the release has them.
#[test]
fn placed_by_name() {
    let test = "placed_by_name";
    let Some(wanted) = catalogue(test, V21.0, V21.1) else { return };
    let Some(hairpin) = text(test, V21.0) else { return };
    let Some(mature) = text(test, "data/mirna/mirbase21_mature_all.fa.gz") else { return };
    let found = Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", Some("hsa"))
        .unwrap();
    let places = |catalogue: &Catalogue| -> BTreeSet<(String, String, usize, usize)> {
        let place = |locus: &exocast_mirna::Locus| {
            let hairpin = catalogue.hairpins()[locus.hairpin].name.clone();
            (catalogue.matures()[locus.mature].name.clone(), hairpin, locus.start, locus.end)
        };
        catalogue.loci().iter().map(place).collect()
    };
    // Of 2813: two sequences stand twice on their precursor, one is named for one locus and lies on two; the name
    // hsa-miR-3180 is that of precursors that hold hsa-miR-3180-3p too.
    let (wanted, found) = (places(&wanted), places(&found));
    let names = |a: &BTreeSet<_>, b: &BTreeSet<(String, String, usize, usize)>| -> Vec<String> {
        let differ: BTreeSet<_> =
            a.difference(b).map(|place: &(String, _, _, _)| &place.0).collect();
        differ.into_iter().cloned().collect()
    };
    assert_eq!(names(&wanted, &found), ["hsa-miR-3142", "hsa-miR-4487", "hsa-miR-550b-2-5p"]);
    let more = ["hsa-miR-3142", "hsa-miR-3180", "hsa-miR-3180-3p", "hsa-miR-4487"];
    assert_eq!(names(&found, &wanted), more);
}

/// An early release in EMBL: 56 entries, 57 mature sequences of 44 names, without accessions of these.
#[test]
fn early_embl_is_read() {
    let Some(dat) = text("early_embl_is_read", "data/mirna/mirbase_early_hsa.dat") else { return };
    let catalogue = Catalogue::read_embl(dat.as_bytes(), "early.dat", Some("hsa")).unwrap();
    assert_eq!((catalogue.hairpins().len(), catalogue.loci().len()), (56, 57));
    assert!(catalogue.hairpins().iter().all(|h| h.accession.is_some() && h.parsed().is_some()));
    let let7 = &catalogue.matures()[catalogue.find("hsa-let-7a").unwrap()];
    assert_eq!(let7.sequence.to_string(), "UGAGGUAGUAGGUUGUAUAGUU");
    assert_eq!((let7.loci.len(), let7.accession), (3, None));
    // What was miR-17 then is miR-17-3p now.
    for (name, arm) in [("hsa-miR-17", Arm::ThreePrime), ("hsa-miR-21", Arm::FivePrime)] {
        let mature = &catalogue.matures()[catalogue.find(name).unwrap()];
        assert_eq!(catalogue.loci()[mature.loci[0]].arm, arm, "{name}");
    }
}

/// Release 22 has empty lines among its records: they are told, and reading goes on.
#[test]
fn release_22_is_read() {
    let (hairpin, annotation) =
        ("data/mirna/derived_mirbase22_hsa_hairpin.fa", "data/mirna/mirbase22_hsa.gff3");
    let Some(catalogue) = catalogue("release_22_is_read", hairpin, annotation) else { return };
    assert_eq!(catalogue.matures().len(), 2652);
    let short = |notice: &&Notice| matches!(notice, Notice::ShortLine { .. });
    let short: Vec<String> =
        catalogue.notices().iter().filter(short).map(ToString::to_string).collect();
    assert_eq!(
        short.first().map(String::as_str),
        Some("hsa.gff3, line 4815 has 0 fields where a GFF3 record has 9; passed over")
    );
    let differing = |notice: &&Notice| matches!(notice, Notice::HairpinLength { .. });
    assert_eq!(catalogue.notices().iter().filter(differing).count(), 0);
}

/// Plates computed with mirtop 0.4.30 for random sequences, both ways.
#[test]
fn plates_of_mirtop() {
    let Some(vectors) = text("plates_of_mirtop", "vectors/mirna/mintplates_uid.tsv") else {
        return;
    };
    let mut seen = 0;
    for line in vectors.lines().filter(|l| !l.starts_with('#') && !l.starts_with("sequence")) {
        let (sequence, uid) = line.split_once('\t').unwrap();
        assert_eq!(Uid::new(&sequence.parse().unwrap()).unwrap().to_string(), uid);
        assert_eq!(uid.parse::<Uid>().unwrap().sequence().to_dna(), sequence);
        seen += 1;
    }
    assert!(seen > 500);
}

/// Real libraries: what each is, and miRNA in plausible shares.
#[test]
fn real_reads() {
    let test = "real_reads";
    let Some(catalogue) = catalogue(test, V21.0, V21.1) else { return };
    let options = QuantifyOptions::default().check().unwrap();
    let index = ReadIndex::new(&catalogue, &[], None, &options);
    for (file, library, least, most) in [
        ("sample1.fastq.gz", Library::TruSeq, 0.3, 1.0),
        ("sample2.fastq.gz", Library::TruSeq, 0.3, 1.0),
        ("sample3.fastq.gz", Library::Illumina15, 0.0, 1.0),
        ("QiaSeq_data.fastq.gz", Library::QiaSeq, 0.0, 1.0),
        ("excerpt/testData_human.fastq.gz", Library::Illumina10, 0.0, 1.0),
    ] {
        let Some(reads) = text(test, &format!("data/mirna/{file}")) else { return };
        let sample = SampleReads::read(file, [(file, reads.as_bytes())], &options).unwrap();
        assert_eq!(sample.detection().library, library, "{file}");
        assert!(sample.fates().conserved(), "{file}");
        let result = quantify(&index, vec![sample], &options);
        let qc = &result.qc()[0];
        let share = qc.classes[0].fraction;
        eprintln!("{file}: miRNA {share:.3} of reads, {:?}", qc.fates);
        assert!((least..=most).contains(&share), "{file}: {share}");
        let tails = result.tails_table();
        assert!(tails.rows().len() > 0, "{file}");
        assert!(result.editing_table().rows().len() < 2000, "{file}");
        let total: f64 = qc.classes.iter().map(|class| class.fraction).sum();
        assert!((total - 1.0).abs() < 1e-9, "{file}");
    }
}

/// The trap of peers: a fragment of 5S rRNA is no hsa-miR-7641, which differs in its first nucleotide,
/// and a spike that is hsa-miR-17-3p moved by one is that spike.
#[test]
fn traps() {
    let test = "traps";
    let Some(catalogue) = catalogue(test, V21.0, V21.1) else { return };
    let options = QuantifyOptions::default().check().unwrap();
    // Human 5S rRNA, GenBank X51545, its first 100 nucleotides.
    let rrna = ">5S\nGTCTACGGCCATACCACCCTGAACGCGCCCGATCTCGTCTGATCTCGGAAGCTAAGCAGGGTCGGGCCTGGTTAGTACTTGGATGGGAGACCGCCTGGGA\n";
    let rrna = ReferenceSet::read_contaminants(rrna.as_bytes(), "5S.fa", "other").unwrap();
    let spike = ">trap\nCTGCAGTGAAGGCACTTGTAGC\n";
    let spike = ReferenceSet::read_spikes(spike.as_bytes(), "spikes.fa").unwrap();
    let index = ReadIndex::new(&catalogue, &[rrna], Some(&spike), &options);
    let call = |read: &[u8]| match index.assign(read) {
        exocast_mirna::Call::Mirna(hits) => {
            catalogue.matures()[catalogue.loci()[hits[0].locus].mature].name.clone()
        }
        other => format!("{other:?}"),
    };
    assert_eq!(call(b"CTGATCTCGGAAGCTAAGC"), "Contaminant(0)");
    assert_eq!(call(b"GATCTCGGAAGCTAAGCAGGG"), "Contaminant(0)");
    assert_eq!(call(b"TTGATCTCGGAAGCTAAGC"), "hsa-miR-7641");
    assert_eq!(call(b"CTGCAGTGAAGGCACTTGTAGC"), "Spike(0)");
    assert_eq!(call(b"ACTGCAGTGAAGGCACTTGTAG"), "hsa-miR-17-3p");
    assert_eq!(call(b"CTGCAGTGAAGGCACTTGTAG"), "Ambiguous");
    let told = |wanted: &str| index.notices().iter().any(|n| n.to_string().contains(wanted));
    assert!(told("spike trap is hsa-miR-17-3p (iso_5p:+1,iso_3p:+1)"));
}

/// The same without any contaminants given: common RNAs compete anyway, and can be left out.
#[test]
fn traps_without_contaminants() {
    let Some(catalogue) = catalogue("traps_without_contaminants", V21.0, V21.1) else { return };
    let with = QuantifyOptions::default();
    let without = QuantifyOptions { common_contaminants: false, ..QuantifyOptions::default() };
    let is_mirna = |options: &QuantifyOptions, read: &[u8]| {
        let index = ReadIndex::new(&catalogue, &[], None, &options.clone().check().unwrap());
        matches!(index.assign(read), exocast_mirna::Call::Mirna(_))
    };
    for (read, alone) in [
        (&b"CTGATCTCGGAAGCTAAGC"[..], true),
        (b"GATCTCGGAAGCTAAGCAGGG", true),
        (b"GCATTGGTGGTTCAGTGGTAGAATTCTCGCC", false),
    ] {
        assert!(!is_mirna(&with, read));
        assert_eq!(is_mirna(&without, read), alone);
    }
    assert!(is_mirna(&with, b"TTGATCTCGGAAGCTAAGC"));
    let index = ReadIndex::new(&catalogue, &[], None, &with.check().unwrap());
    assert_eq!(index.contaminant_classes(), ["Y RNA", "rRNA", "tRNA"]);
    assert!(index.notices().is_empty(), "no common RNA holds a whole miRNA");
}

/// The tRNAs that compete by default, without the CCA that is added to them, are parts of human ones in the reference
/// that miRTrace ships (from tRNAdb).
#[test]
fn common_trnas_are_human() {
    let Some(reference) =
        text("common_trnas_are_human", "data/mirna/mirtrace_tRNA_reference.fa.gz")
    else {
        return;
    };
    let human: Vec<String> = reference
        .split('>')
        .filter(|record| record.contains("|9606|"))
        .map(|record| record.lines().skip(1).collect::<String>().to_uppercase().replace('U', "T"))
        .collect();
    assert!(human.len() > 300);
    let common = ReferenceSet::common();
    let mut seen = 0;
    for trna in common.references().iter().filter(|reference| reference.class == "tRNA") {
        let whole = trna.sequence.to_dna();
        let gene = whole.strip_suffix("CCA").filter(|_| whole.len() > 60).unwrap_or(&whole);
        assert!(human.iter().any(|sequence| sequence.contains(gene)), "{}", trna.name);
        seen += 1;
    }
    assert_eq!(seen, 11);
    // Lengths of the RefSeq entries; 5S has two U more.
    let length = |name: &str| {
        let found = common.references().iter().find(|reference| reference.name == name);
        found.map(|reference| reference.sequence.len())
    };
    assert_eq!((length("5S"), length("5.8S")), (Some(121), Some(157)));
}

/// The example files of mirtop: each valid one is read, each invalid one is refused and the reason told.
#[test]
fn gff_of_mirtop() {
    let read = |file: &str, strict: bool| {
        let text = text("gff_of_mirtop", &format!("data/mirna/mirtop_examples/{file}"))?;
        let reader = exocast_mirna::mirgff3::Reader::new(text.as_bytes(), file, strict);
        let all = reader.and_then(Iterator::collect::<Result<Vec<_>, _>>);
        Some(all.map(|records| records.len()).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{}: {}", error.location(), cause.unwrap_or_default())
        }))
    };
    for (file, records) in [
        ("gff/correct_file.gff", 12),
        ("gff/2samples.gff", 2),
        ("synthetic/let7a-5p.gff", 12),
        ("paper/hsa-let-7a-5p.gff", 1),
        ("versions/version1.0.gff", 4),
        ("annotate/SQL_sample.gff", 106),
        ("optimir/synthetic_100_full.gff3", 56),
    ] {
        let Some(found) = read(file, false) else { return };
        assert_eq!(found, Ok(records), "{file}");
    }
    assert_eq!(read("gff/correct_file.gff", true), Some(Ok(12)));
    for (file, reason) in [
        ("gff/2uid_missing.gff", "line 6, field attributes: the attribute UID is missing"),
        ("gff/3wrong_type.gff", "line 6, field type: `isomiRe` is not a type"),
        ("gff/coldata_missing.gff", "the header line `## COLDATA: sample1,sample2` is missing"),
        (
            "gff/missing_tools_header.gff",
            "the header line `## COLDATA: sample1,sample2` is missing",
        ),
        ("gff/missing_filter_type.gff", "`low_counts` is not a filter"),
        ("isomir-sea/tagMir-all.gff", "COLDATA"),
    ] {
        for strict in [false, true] {
            let Some(Err(error)) = read(file, strict) else { panic!("{file} was read") };
            assert!(error.contains(reason), "{file}: {error}");
        }
    }
}

/// Names of release 20 in release 22.
#[test]
fn history_of_mirbase() {
    let mut history = exocast_mirna::History::default();
    for release in ["21.0", "17.0", "18.0", "19.0", "20.0", "22.0", "10.0", "11.0", "12.0"] {
        let file = format!("data/mirna/mirbase_diffs/{release}.diff.gz");
        let Some(diff) = text("history_of_mirbase", &file) else { return };
        history.add(diff.as_bytes(), &file, release.parse().unwrap()).unwrap();
    }
    let check =
        |name: &str, from: &str, accession: Option<&str>, status: &str, new: Option<&str>| {
            let fate = history.convert(name, from.parse().unwrap(), "22.1".parse().unwrap());
            assert_eq!(fate.accession.map(|a| a.to_string()).as_deref(), accession, "{name}");
            assert_eq!((fate.status().as_str(), fate.new_name.as_deref()), (status, new), "{name}");
        };
    check("hsa-mir-320a", "20", Some("MI0000542"), "sequence-changed", Some("hsa-mir-320a"));
    check("hsa-let-7a", "17", Some("MIMAT0000062"), "renamed", Some("hsa-let-7a-5p"));
    check("hsa-let-7a-5p", "17", Some("MIMAT0000062"), "unchanged", Some("hsa-let-7a-5p"));
    check("hsa-miR-no", "17", None, "unchanged", Some("hsa-miR-no"));
    check("hsa-let-7a-5p", "20", Some("MIMAT0000062"), "unchanged", Some("hsa-let-7a-5p"));
    check("hsa-miR-5695", "17", Some("MIMAT0022488"), "new", Some("hsa-miR-5695"));
}
