//! EMBL flat files, and what is refused in them.

use exocast_mirna::Catalogue;

const MODERN: &str = "\
ID   xxx-mir-7         standard; RNA; XXX; 60 BP.\nXX\nAC   MI9999999;\nXX\n\
DE   Made up miR-7 stem-loop\nXX\nRN   [1]\nRT   \"A title with // in it\";\nXX\n\
DR   RFAM; RF00047; mir-2.\nXX\nFH   Key             Location/Qualifiers\nFH\n\
FT   miRNA           5..26\nFT                   /accession=\"MIMAT9999991\"\n\
FT                   /product=\"xxx-miR-7-5p\"\nFT                   /evidence=experimental\n\
FT                   /experiment=\"cloned [1-4], Illumina\nFT                   /product=[7,9], CLIPseq [8]\"\n\
FT   modified_base   30\nFT                   /mod_base=i\n\
FT   miRNA           36..57\nFT                   /accession=\"MIMAT9999992\"\n\
FT                   /product=\"xxx-miR-7-3p\"\nFT                   /evidence=not_experimental\n\
FT                   /similarity=\"MI0000001\"\nXX\n\
SQ   Sequence 60 BP; 15 A; 15 C; 15 G; 0 T; 15 other;\n     \
acguacguac guacguacgu acguacguac guacguacgu acguacguac guacguacgu        60\n//\n";

fn read(text: &str) -> Result<Catalogue, String> {
    Catalogue::read_embl(text.as_bytes(), "miRNA.dat", None).map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        format!("{}: {}", error.location(), cause.unwrap_or_default())
    })
}

#[test]
fn modern() {
    let catalogue = read(MODERN).unwrap();
    let names: Vec<&str> = catalogue.matures().iter().map(|m| m.name.as_str()).collect();
    assert_eq!(names, ["xxx-miR-7-5p", "xxx-miR-7-3p"]);
    assert_eq!(catalogue.find("MIMAT9999992"), Some(1));
    assert_eq!(catalogue.matures()[0].sequence.to_string(), "ACGUACGUACGUACGUACGUAC");
    assert_eq!(catalogue.hairpins()[0].accession.unwrap().to_string(), "MI9999999");
}

#[test]
fn refused() {
    assert_eq!(
        read(">x\nACGU\n").unwrap_err(),
        "miRNA.dat, line 1: not an EMBL entry (`ID   hsa-let-7a-1 …`); sequences in FASTA need an annotation too"
    );
    let check = |from: &str, to: &str, expected: &str| {
        assert_eq!(read(&MODERN.replace(from, to)).unwrap_err(), expected);
    };
    check(
        "36..57",
        "36..67",
        "miRNA.dat, line 22: the end of the mature sequence is 67 but the length of its precursor is 60",
    );
    check("36..57", "57..36", "miRNA.dat, line 22: `57..36` is not an interval such as 6..27");
    check(
        "60 BP.",
        "61 BP.",
        "miRNA.dat, line 1: the length by the ID line is 61 but the length of the sequence is 60",
    );
    check("//\n", "", "miRNA.dat, line 29: the `//` of the last entry is missing");
    check("//\n", "//\nXX\n", "miRNA.dat, line 31: `XX` is not the ID line of an EMBL entry");
    check(
        "/product=\"xxx-miR-7-5p\"",
        "/note=\"\"",
        "miRNA.dat, line 14: the qualifier `/product` of the mature sequence is missing",
    );
}
