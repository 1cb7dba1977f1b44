//! Real references.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use exocast_mirna::{Arm, Catalogue, MirnaName, Notice};

use crate::shared::{V21, catalogue, text};

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
    let families: BTreeMap<String, &[usize]> = (0..catalogue.matures().len())
        .map(|i| (catalogue.matures()[i].seed().unwrap().to_string(), catalogue.family_of(i)))
        .collect();
    assert_eq!(families.len(), 2047);
    assert_eq!(families["AAAGUAA"].len(), 23);
    assert_eq!(families.values().map(|members| members.len()).max(), Some(23));
    let let7 = catalogue.find("hsa-let-7a-5p").unwrap();
    assert_eq!(catalogue.find("MIMAT0000062"), Some(let7));
    assert_eq!(catalogue.family_of(let7).len(), 11);
    assert_eq!(catalogue.matures()[let7].loci.len(), 3);
    assert_eq!(catalogue.loci()[catalogue.matures()[let7].loci[0]].arm, Arm::FivePrime);
    assert!(catalogue.notices().contains(&Notice::SharedSequences { sequences: 15, names: 38 }));
    let lengths: BTreeSet<usize> = catalogue.matures().iter().map(|m| m.sequence.len()).collect();
    assert_eq!((lengths.first(), lengths.last()), (Some(&16), Some(&28)));
}

/// Mature sequences given as FASTA, without coordinates, are placed where the GFF3 of the release has them.
#[test]
fn placed_by_name() {
    let test = "placed_by_name";
    let Some(annotated) = catalogue(test, V21.0, V21.1) else { return };
    let Some(hairpin) = text(test, V21.0) else { return };
    let Some(mature) = text(test, "data/mirna/mirbase21_mature_all.fa.gz") else { return };
    let placed =
        Catalogue::read(hairpin.as_bytes(), "h.fa", mature.as_bytes(), "m.fa", Some("hsa"))
            .unwrap();
    let places = |catalogue: &Catalogue| -> BTreeSet<(String, String, usize, usize)> {
        let place = |locus: &exocast_mirna::Locus| {
            let hairpin = catalogue.hairpins()[locus.hairpin].name.clone();
            (catalogue.matures()[locus.mature].name.clone(), hairpin, locus.start, locus.end)
        };
        catalogue.loci().iter().map(place).collect()
    };
    // Of 2813: two sequences are twice on their precursor, one is named for one locus and is on two; the name
    // hsa-miR-3180 is that of precursors that hold hsa-miR-3180-3p too.
    let (annotated, placed) = (places(&annotated), places(&placed));
    let names = |a: &BTreeSet<_>, b: &BTreeSet<(String, String, usize, usize)>| -> Vec<String> {
        let differ: BTreeSet<_> =
            a.difference(b).map(|place: &(String, _, _, _)| &place.0).collect();
        differ.into_iter().cloned().collect()
    };
    assert_eq!(names(&annotated, &placed), ["hsa-miR-3142", "hsa-miR-4487", "hsa-miR-550b-2-5p"]);
    let more = ["hsa-miR-3142", "hsa-miR-3180", "hsa-miR-3180-3p", "hsa-miR-4487"];
    assert_eq!(names(&placed, &annotated), more);
}

/// An early release in EMBL: 56 entries, 57 mature sequences of 44 names, without accessions of these.
#[test]
fn early_embl_is_read() {
    let Some(dat) = text("early_embl_is_read", "data/mirna/mirbase_early_hsa.dat") else { return };
    let catalogue = Catalogue::read_embl(dat.as_bytes(), "early.dat", Some("hsa")).unwrap();
    assert_eq!((catalogue.hairpins().len(), catalogue.loci().len()), (56, 57));
    assert!(
        catalogue
            .hairpins()
            .iter()
            .all(|h| h.accession.is_some() && h.name.parse::<MirnaName>().is_ok())
    );
    let let7 = &catalogue.matures()[catalogue.find("hsa-let-7a").unwrap()];
    assert_eq!(let7.sequence.to_string(), "UGAGGUAGUAGGUUGUAUAGUU");
    assert_eq!((let7.loci.len(), let7.accession), (3, None));
    // What was miR-17 then is miR-17-3p now.
    for (name, arm) in [("hsa-miR-17", Arm::ThreePrime), ("hsa-miR-21", Arm::FivePrime)] {
        let mature = &catalogue.matures()[catalogue.find(name).unwrap()];
        assert_eq!(catalogue.loci()[mature.loci[0]].arm, arm, "{name}");
    }
}

/// Release 22 has empty lines among its records: they are notices, and reading goes on.
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
        Some("hsa.gff3, line 4815: 0 fields, but a GFF3 record has 9; line skipped")
    );
    let differing = |notice: &&Notice| matches!(notice, Notice::HairpinLength { .. });
    assert_eq!(catalogue.notices().iter().filter(differing).count(), 0);
}
