//! Catalogues from the files of miRBase and `MirGeneDB`.

use exocast_mirna::Catalogue;

const HAIRPIN: &str = ">hsa-mir-21 MI0000077\nUGUCGGGUAGCUUAUCAGACUGAUGUUGACUG\n";
const MATURE: &str = ">hsa-miR-21-5p MIMAT0000076\nUAGCUUAUCAGACUGAUGUUGA\n";

fn check(hairpin: &str, annotation: &str, organism: &str, expected: &str) {
    let read = Catalogue::read(
        hairpin.as_bytes(),
        "h.fa",
        annotation.as_bytes(),
        "a.gff3",
        Some(organism),
    );
    let error = read.expect_err(expected);
    let cause = std::error::Error::source(&error).expect("a cause");
    assert_eq!(format!("{error}: {cause}"), expected);
}

#[test]
fn errors_say_what_a_reference_lacks() {
    let other = "h.fa: the file has no precursor of the organism `mmu`, but has `hsa-mir-21`; give the species code with which miRBase names begin";
    check(HAIRPIN, MATURE, "mmu", other);
    check("", MATURE, "hsa", "h.fa: the file has no precursor");
    check(HAIRPIN, "", "hsa", "a.gff3: the file has no miRNA");
    check(HAIRPIN, "##gff-version 3\n", "hsa", "a.gff3: the file has no miRNA");
    let release = "a.gff3: none of the miRNAs has a precursor with a sequence in h.fa; give two files of the same release";
    check(HAIRPIN, ">hsa-miR-99-5p\nUAGCUUAUCAGACUGAUGUUGA\n", "hsa", release);
}

#[test]
fn precursors_are_refused_as_mature_sequences() {
    let expected = "a.gff3, line 1: `hsa-mir-21` is a whole precursor; give the FASTA of mature sequences, or the GFF3 with their coordinates on the precursors";
    check(HAIRPIN, HAIRPIN, "hsa", expected);
}

/// `MirGeneDB`: names as identifiers, parents by name, both strands, sequences with and without flanks of 30 nt, a
/// variant of a gene, another species.
#[test]
fn mirgenedb() {
    let gene = "UAGCUUAUCAGACUGAUGUUGACUGUUGAAUCUCAUGGCAACACCAGUCGAUGGGCUGUC";
    let flank = "ACGUUGCAACGUUGCAACGUUGCAACGUUG";
    let gff = "\
##gff-version 3
# microRNAs:    MirGeneDB v2.0
chr17\t.\tpre_miRNA\t101\t160\t.\t+\t.\tID=Hsa-Mir-21_pre;Alias=MI0000077
chr17\t.\tmiRNA\t101\t122\t.\t+\t.\tID=Hsa-Mir-21_5p;Alias=MIMAT0000076
chr17\t.\tmiRNA\t139\t160\t.\t+\t.\tID=Hsa-Mir-21_3p*;Alias=MIMAT0004494
chr1\t.\tpre_miRNA\t501\t560\t.\t-\t.\tID=Hsa-Novel-1-v1_pre
chr1\t.\tmiRNA\t539\t560\t.\t-\t.\tID=Hsa-Novel-1-v1_5p*
chr2\t.\tpre_miRNA\t1\t60\t.\t+\t.\tID=Mmu-Mir-21_pre
chr2\t.\tmiRNA\t1\t22\t.\t+\t.\tID=Mmu-Mir-21_5p
";
    let read = |fasta: &str, annotation: &str| {
        let (fasta, annotation) = (fasta.as_bytes(), annotation.as_bytes());
        Catalogue::read(fasta, "hsa.fas", annotation, "hsa.gff", Some("hsa")).unwrap()
    };
    let whole = format!("{flank}{gene}{flank}");
    for (fasta, start) in [
        (
            format!(
                ">Hsa-Mir-21_pre\n{gene}\n>Hsa-Novel-1-v1_pre\n{gene}\n>Mmu-Mir-21_pre\n{gene}\n"
            ),
            0,
        ),
        (format!(">Hsa-Mir-21\n{whole}\n>Hsa-Novel-1-v1\n{whole}\n"), 30),
        (format!(">Hsa-Mir-21_pri\n{whole}\n>Hsa-Novel-1-v1_pri\n{whole}\n"), 30),
    ] {
        let catalogue = read(&fasta, gff);
        let names: Vec<&str> = catalogue.matures().iter().map(|m| m.name.as_str()).collect();
        assert_eq!(names, ["Hsa-Mir-21_5p", "Hsa-Mir-21_3p*", "Hsa-Novel-1-v1_5p*"]);
        assert_eq!(catalogue.matures()[0].sequence.to_string(), gene[..22]);
        assert_eq!(catalogue.matures()[1].sequence.to_string(), gene[38..]);
        assert_eq!(catalogue.loci()[0].start, start);
        assert_eq!(catalogue.find("MIMAT0000076"), Some(0));
        // The same from mature sequences without coordinates.
        let matures =
            format!(">Hsa-Mir-21_5p\n{}\n>Hsa-Mir-21_3p*\n{}\n", &gene[..22], &gene[38..]);
        let placed = read(&fasta, &matures);
        assert_eq!(placed.matures()[..2].len(), 2);
        assert_eq!(placed.loci()[1].start, start + 38);
    }
}
