//! Files that are no tables, by their first bytes.

/// A kind of file: how it begins, what it is, and what to do instead.
type Kind = (&'static [u8], &'static str, &'static str);

const COUNT: &str = "give the table of counts that a program such as featureCounts writes of it";
const UNPACK: &str = "unpack it first";
const SAVE_R: &str = "write the table in R as text: write.table(x, \"x.tsv\", sep = \"\\t\")";
const SAVE_PYTHON: &str = "write the table in Python as text: to_csv(\"x.tsv\", sep=\"\\t\")";
const COPY: &str = "copy the table in it to a spreadsheet program and save it as CSV";

/// What files that are no text begin with.
const BINARY: &[Kind] = &[
    (b"BAM\x01", "a BAM file of aligned reads", COUNT),
    (b"CRAM\x02", "a CRAM file of aligned reads", COUNT),
    (b"CRAM\x03", "a CRAM file of aligned reads", COUNT),
    (b"BCF\x02", "a BCF file of variants", "give a table"),
    (b"%PDF", "a PDF document", COPY),
    (b"{\\rtf", "a document in rich text (RTF)", COPY),
    (b"\x89PNG", "a picture (PNG)", "give the table that it was drawn from"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)", "give the table that it was drawn from"),
    (b"II*\0", "a picture (TIFF)", "give the table that it was drawn from"),
    (b"MM\0*", "a picture (TIFF)", "give the table that it was drawn from"),
    (b"\x89HDF", "an HDF5 file, as of AnnData (.h5ad) and 10x (.h5)", SAVE_PYTHON),
    (b"PAR1\x15", "a Parquet file", SAVE_PYTHON),
    (b"ARROW1\0", "an Arrow file", SAVE_PYTHON),
    (b"FEA1\0", "a Feather file", SAVE_PYTHON),
    (b"\x80\x04\x95", "a pickle of Python", SAVE_PYTHON),
    (b"\x93NUMPY", "an array of NumPy", SAVE_PYTHON),
    (b"RDX2\n", "an R workspace (.RData)", SAVE_R),
    (b"RDX3\n", "an R workspace (.RData)", SAVE_R),
    (b"X\n\0\0\0", "an R object (.rds)", SAVE_R),
    (b"SQLite format 3", "an SQLite database", "export the table from it as CSV"),
    (b"\xFD7zXZ", "compressed with xz, which is not read", UNPACK),
    (b"7z\xBC\xAF", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1A", "a RAR archive", UNPACK),
    (b"\x1F\x8B", "compressed with gzip twice, or inside of another file", UNPACK),
    (b"SIMPLE  =", "a FITS file", "export the table from it as CSV"),
];

/// What files of text begin with that are no tables.
const TEXT: &[Kind] = &[
    (b"@HD\tVN:", "a SAM file of aligned reads", COUNT),
    (b"@SQ\tSN:", "a SAM file of aligned reads", COUNT),
    (b"{\"", "JSON", "give a table with a header line and a row for each feature"),
    (b"[{\"", "JSON", "give a table with a header line and a row for each feature"),
];

/// What a file is, and what to do, where its first bytes show that it is no table.
pub(super) fn recognise(head: &[u8]) -> Option<(&'static str, &'static str)> {
    let kind = BINARY.iter().find(|(begin, ..)| head.starts_with(begin));
    let text = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let kind = kind.or_else(|| TEXT.iter().find(|(begin, ..)| text.starts_with(begin)));
    if let Some((_, what, remedy)) = kind {
        return Some((what, remedy));
    }
    if head.starts_with(b"BZh") && head.get(4..10) == Some(b"1AY&SY") {
        return Some(("compressed with bzip2, which is not read", UNPACK));
    }
    // Tar has its mark behind the name of the first file.
    if head.get(257..262) == Some(b"ustar") {
        return Some(("a tar archive", UNPACK));
    }
    of_sequences(text)
}

/// FASTA and FASTQ: a name, and a line of letters below it.
fn of_sequences(text: &[u8]) -> Option<(&'static str, &'static str)> {
    let mut lines = text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let (name, sequence) = (lines.next()?, lines.next()?);
    let is_sequence = sequence.len() >= 10
        && sequence.iter().all(|letter| letter.is_ascii_alphabetic() || b"-*.".contains(letter));
    match name.first() {
        Some(b'>') if is_sequence => Some(("FASTA of sequences", "give a table")),
        Some(b'@') if is_sequence && lines.next()?.starts_with(b"+") => {
            Some(("FASTQ of reads", "give the table of counts that is made of them"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_tables_say_what_they_are() {
        let check = |head: &[u8], wanted: &str| {
            let what = recognise(head).map(|(what, _)| what).unwrap_or_default();
            assert!(what.contains(wanted), "{what}: {}", String::from_utf8_lossy(head));
        };
        check(b"BAM\x01\x10\0", "BAM");
        check(b"%PDF-1.7\n", "PDF");
        check(b"X\n\0\0\0\x03", "R object");
        check(b"\xEF\xBB\xBF{\"a\": 1}", "JSON");
        check(b">hsa-let-7a-5p\nUGAGGUAGUAGGUUGUAUAGUU\n", "FASTA");
        check(b"@read1\nACGTACGTACGT\n+\nIIIIIIIIIIII\n", "FASTQ");
        check(&[&[0_u8; 257][..], b"ustar\0"].concat(), "tar");
        for table in [
            "gene\tEV\nCD9\t1\n",
            ">gene\tEV\nCD9\t1\n",
            "@id,EV\nA,1\n",
            "PAR1\t1\n",
            "CRAMP1\t1\n",
        ] {
            assert_eq!(recognise(table.as_bytes()), None, "{table}");
        }
    }
}
