//! `exocast mirna …` on small made-up files.

use crate::support::{exocast, exocast_ok, folder, write};

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
    assert!(ran.err.contains("turned round"), "{}", ran.err);
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
fn names_are_followed_across_releases() {
    let place = folder();
    std::fs::create_dir(place.path().join("diffs")).expect("a folder");
    write(place.path(), "diffs/17.diff", "# first\nMIMAT0000441\thsa-miR-9\tNEW\n");
    write(
        place.path(),
        "diffs/18.0.diff",
        "MIMAT0000441\thsa-miR-9-5p\tNAME\tSEQUENCE\nMIMAT0000001\thsa-miR-x\tDELETE\n",
    );
    write(place.path(), "names.txt", "hsa-miR-x\nhsa-miR-y\n");
    let arguments = ["--from", "17", "--to", "22.1", "--history", "diffs"];
    let names = ["mirna", "convert", "hsa-miR-9", "names.txt"];
    let ran = exocast_ok(place.path(), &[&names[..], &arguments].concat());
    assert_eq!(
        ran.out,
        "name\taccession\tstatus\tnew_name\n\
         hsa-miR-9\tMIMAT0000441\trenamed,sequence-changed\thsa-miR-9-5p\n\
         hsa-miR-x\tMIMAT0000001\tdeleted\t\n\
         hsa-miR-y\t\tunchanged\thsa-miR-y\n"
    );
    assert!(ran.err.contains("no diff file of release 22.1"), "{}", ran.err);
}
