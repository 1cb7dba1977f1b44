//! EMBL flat files of miRBase (`miRNA.dat`): sequence and annotation in one, of every release.
//!
//! Releases before 6 call a mature sequence `misc_RNA`, write `; UNK;` for the species and give no accession of
//! it; later ones call it `miRNA` and give one.

use std::io::BufRead;

use exocast_core::{Lines, Location, Malformed, ReadError};

use crate::{
    Accession, Notice,
    annotation::{Annotation, Derived, Precursor},
    fasta,
};

/// Whether a stream that starts so is EMBL.
pub(crate) fn is_embl(start: &[u8]) -> bool {
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).trim_ascii_start();
    start.starts_with(b"ID ")
}

/// An entry as far as it is read.
struct Entry {
    name: String,
    /// Length by the ID line.
    length: Option<usize>,
    accession: Option<Accession>,
    features: Vec<Feature>,
    letters: Vec<u8>,
    in_sequence: bool,
    line: u64,
}

struct Feature {
    is_mature: bool,
    /// 0-based, half-open.
    start: usize,
    end: usize,
    product: Option<String>,
    accession: Option<Accession>,
    /// Within a quoted value that goes on.
    quoted: bool,
    at: Location,
}

/// Reads the entries whose name `keep` accepts, as sequences and as annotation of them.
///
/// # Errors
/// At an entry without name, sequence or end, with a location outside of its sequence, with a mature sequence
/// without product, or as long as its ID line does not say; and where the stream fails.
pub(crate) fn read<R: BufRead>(
    reader: R,
    source: &str,
    keep: impl Fn(&str) -> bool,
    notices: &mut Vec<Notice>,
) -> Result<(Vec<fasta::Entry>, Annotation), ReadError> {
    let mut lines = Lines::new(reader, source);
    let (mut entries, mut annotation) = (Vec::new(), Annotation::default());
    let mut open: Option<Entry> = None;
    let mut others = 0;
    while let Some(line) = lines.next_line()? {
        let line = line.to_owned();
        let at = lines.location();
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let (key, rest) = (line.get(..2).unwrap_or(&line), line.get(2..).unwrap_or_default());
        match (key, open.as_mut()) {
            ("ID", None) => open = Some(Entry::new(rest.trim(), &at)?),
            ("ID", Some(_)) => {
                return Err(fail(Malformed::Missing("the `//` of the entry before")));
            }
            ("//", Some(_)) => {
                if let Some(entry) = open.take().filter(|entry| keep(&entry.name)) {
                    others += entry.finish(source, &mut entries, &mut annotation)?;
                }
            }
            (_, None) if line.trim().is_empty() => {}
            (_, None) => {
                return Err(fail(Malformed::field(line, "the ID line of an EMBL entry")));
            }
            ("AC", Some(entry)) => {
                let first = rest.split(';').next().unwrap_or_default().trim();
                entry.accession = entry.accession.or(first.parse().ok());
            }
            ("FT", Some(entry)) => entry.feature(rest, &at)?,
            ("SQ", Some(entry)) => entry.in_sequence = true,
            ("  ", Some(entry)) if entry.in_sequence => {
                let is_letter = |byte: &u8| !byte.is_ascii_digit() && !byte.is_ascii_whitespace();
                entry.letters.extend(rest.bytes().filter(is_letter));
            }
            _ => {}
        }
    }
    if open.is_some() {
        let cause = Malformed::Missing("the `//` of the last entry");
        return Err(ReadError::malformed(lines.location(), cause));
    }
    if others > 0 {
        notices.push(Notice::OtherFeatures { count: others });
    }
    Ok((entries, annotation))
}

impl Entry {
    /// `hsa-let-7a-1      standard; RNA; HSA; 80 BP.`
    fn new(text: &str, at: &Location) -> Result<Self, ReadError> {
        let name = text.split([' ', ';']).next().unwrap_or_default();
        if name.is_empty() {
            return Err(ReadError::malformed(at.clone(), Malformed::Missing("the name")));
        }
        let length = text.strip_suffix("BP.").and_then(|t| t.trim_end().rsplit(' ').next());
        Ok(Self {
            name: name.to_owned(),
            length: length.and_then(|length| length.parse().ok()),
            accession: None,
            features: Vec::new(),
            letters: Vec::new(),
            in_sequence: false,
            line: at.line_number().unwrap_or_default(),
        })
    }

    /// `   miRNA           6..27`, or a qualifier of it.
    fn feature(&mut self, text: &str, at: &Location) -> Result<(), ReadError> {
        let fail = |cause: Malformed| ReadError::malformed(at.clone(), cause);
        let body = text.trim();
        let is_key = text.get(3..4).is_some_and(|c| c != " ") && text.starts_with("   ");
        if is_key && !self.features.last().is_some_and(|feature| feature.quoted) {
            let mut words = body.split_whitespace();
            let is_mature = matches!(words.next(), Some("miRNA" | "misc_RNA"));
            let location = words.next().unwrap_or_default();
            let ends = location.split_once("..").unwrap_or((location, location));
            let number = |text: &str| text.parse::<usize>().ok().filter(|&n| n > 0);
            let (start, end) = match (number(ends.0), number(ends.1)) {
                (Some(start), Some(end)) if start <= end => (start - 1, end),
                _ if !is_mature => (0, 0),
                _ => return Err(fail(Malformed::field(location, "an interval such as 6..27"))),
            };
            let (product, accession, quoted, at) = (None, None, false, at.clone());
            self.features.push(Feature { is_mature, start, end, product, accession, quoted, at });
            return Ok(());
        }
        let Some(feature) = self.features.last_mut() else { return Ok(()) };
        if feature.quoted {
            feature.quoted = !body.ends_with('"');
            return Ok(());
        }
        let Some((key, value)) = body.strip_prefix('/').and_then(|body| body.split_once('='))
        else {
            return Ok(());
        };
        feature.quoted = value.starts_with('"') && (value.len() == 1 || !value.ends_with('"'));
        let value = value.trim_matches('"');
        match key {
            "product" if !value.is_empty() => feature.product = Some(value.to_owned()),
            "accession" => {
                let accession = value
                    .parse()
                    .map_err(|bad: crate::BadAccession| fail(Malformed::other(bad)))?;
                feature.accession = Some(accession);
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds sequence and mature sequences; gives the number of other features.
    fn finish(
        self,
        source: &str,
        entries: &mut Vec<fasta::Entry>,
        annotation: &mut Annotation,
    ) -> Result<usize, ReadError> {
        let at = Location::new(source).line(self.line);
        if self.letters.is_empty() {
            return Err(ReadError::malformed(at, Malformed::Missing("the sequence")));
        }
        let (sequence, ambiguous) = fasta::bases(&self.letters, &at)?;
        if let Some(length) = self.length.filter(|length| *length != sequence.len()) {
            let cause = Malformed::Contradiction {
                left: "the length by the ID line",
                left_value: length.to_string(),
                right: "the length of the sequence",
                right_value: sequence.len().to_string(),
            };
            return Err(ReadError::malformed(at, cause));
        }
        let precursor = annotation.precursors.len();
        annotation.precursors.push(Precursor {
            name: self.name.clone(),
            accession: self.accession,
            placement: None,
        });
        let mut others = 0;
        for feature in self.features {
            if !feature.is_mature {
                others += 1;
                continue;
            }
            let fail = |cause| Err(ReadError::malformed(feature.at.clone(), cause));
            let Some(name) = feature.product else {
                return fail(Malformed::Missing("the qualifier `/product` of the mature sequence"));
            };
            if feature.end > sequence.len() {
                return fail(Malformed::Contradiction {
                    left: "the end of the mature sequence",
                    left_value: feature.end.to_string(),
                    right: "the length of its precursor",
                    right_value: sequence.len().to_string(),
                });
            }
            let (accession, start, end) = (feature.accession, feature.start, feature.end);
            annotation.derived.push(Derived { name, accession, precursor, start, end });
        }
        let (name, line, description) = (self.name, self.line, String::new());
        entries.push(fasta::Entry { name, description, sequence, ambiguous, line });
        Ok(others)
    }
}

#[cfg(test)]
mod tests {
    use crate::Catalogue;

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
        assert!(catalogue.hairpins()[0].placements.is_empty());
    }

    #[test]
    fn refused() {
        assert_eq!(
            read(">x\nACGU\n").unwrap_err(),
            "miRNA.dat, line 1: an EMBL entry (`ID   hsa-let-7a-1 …`); sequences in FASTA need an annotation, \
             which is missing"
        );
        let check = |from: &str, to: &str, wanted: &str| {
            assert_eq!(read(&MODERN.replace(from, to)).unwrap_err(), wanted);
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
}
