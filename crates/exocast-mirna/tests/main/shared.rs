//! Shared reference data.

use std::{
    fs,
    io::{BufReader, Read},
};

use exocast_mirna::Catalogue;
use exocast_tests::shared;

/// The text of a shared file, unpacked.
pub(crate) fn text(test: &str, relative: &str) -> Option<String> {
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

pub(crate) fn catalogue(test: &str, hairpin: &str, annotation: &str) -> Option<Catalogue> {
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

pub(crate) const V21: (&str, &str) =
    ("data/mirna/mirbase21_hairpin_hsa.fa", "data/mirna/mirbase21_hsa.gff3");
