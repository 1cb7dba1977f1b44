//! Files that no study takes: what they are.

use std::path::Path;

use super::kind::Kind;

/// The first bytes of files, and what they are.
const MAGIC: [(&[u8], &str); 13] = [
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"<svg", "a picture"),
    (b"\x89HDF", "a file of HDF5 (such as .h5ad): write the table out as text"),
    (b"RDX", "data of R: write the table out as text (`write.table`)"),
    (b"X\n\0\0", "data of R: write the table out as text (`write.table`)"),
    (b"{\\rtf", "a document of text"),
    (b"BZh", "compressed within: decompress it"),
    (b"7z\xbc\xaf", "an archive: unpack it"),
];

/// Endings of documents that are archives inside, as workbooks are.
const DOCUMENTS: [(&str, &str); 9] = [
    ("docx", "a document of text; a table in it can be saved as CSV"),
    ("doc", "a document of text; a table in it can be saved as CSV"),
    ("odt", "a document of text; a table in it can be saved as CSV"),
    ("pptx", "a presentation"),
    ("ppt", "a presentation"),
    ("odp", "a presentation"),
    ("zip", "an archive: unpack it"),
    ("tar", "an archive: unpack it"),
    ("tgz", "an archive: unpack it"),
];

/// A document or an archive, by the ending of its name.
pub(super) fn document(path: &Path) -> Option<Kind> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let (_, what) = DOCUMENTS.iter().find(|(known, _)| *known == ending)?;
    Some(Kind::unused(*what))
}

/// A file that is known by its first bytes.
pub(super) fn by_magic(bytes: &[u8]) -> Option<Kind> {
    let (_, what) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic))?;
    Some(Kind::unused(*what))
}

/// Text that begins as reads do and is none.
pub(super) fn broken_reads(text: &str) -> Kind {
    let line = |at: usize| text.lines().nth(at).unwrap_or_default();
    let third: String = line(2).chars().take(20).collect();
    let said = if text.lines().count() < 4 {
        "it ends before the first read does".to_owned()
    } else {
        format!("line 3 begins with `{third}`, not with `+`")
    };
    Kind::unused(format!("begins as FASTQ and is damaged: {said}; copy or download it again"))
}

/// Text without a table: notes, lists of names, programs.
pub(super) fn is_prose(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(50).collect();
    let is_row = |line: &&&str| line.contains(['\t', ';']) || line.matches(',').count() > 1;
    2 * lines.iter().filter(is_row).count() < lines.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_study_takes_is_named() {
        assert!(by_magic(b"%PDF-1.4").is_some_and(|kind| kind.to_string() == "a PDF document"));
        assert_eq!(by_magic(b"mirna\tEV_1\n"), None);
        assert!(
            document(Path::new("a/Notes.DOCX")).is_some()
                && document(Path::new("a.xlsx")).is_none()
        );
        let said = broken_reads("@r1\nACGT\nIIII\n@r2\nACGT\n").to_string();
        assert!(said.contains("line 3 begins with `IIII`"), "{said}");
        assert!(broken_reads("@r1\nACGT\n").to_string().contains("ends before"));
        assert!(is_prose("Remarks on the day\nEV, plasma\n") && !is_prose("a\tb\n1\t2\n"));
    }
}
