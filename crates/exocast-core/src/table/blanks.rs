//! Tables whose fields are separated by blanks, as R writes them unless told otherwise.

use super::field::{is_missing, is_number};
use crate::text::line_text;

/// Whether lines are fields separated by blanks: as many in each line, the header with one less where the rows have
/// names, and at least one column of numbers.
pub(super) fn separate(lines: &[&[u8]]) -> bool {
    let [header, rows @ ..] = lines else { return false };
    let marked = |line: &[u8], marks: &[u8]| line.iter().any(|byte| marks.contains(byte));
    if rows.is_empty() || marked(header, b"\t;,") || rows.iter().any(|row| marked(row, b"\t;")) {
        return false;
    }
    let split = |line: &[u8]| -> Vec<String> {
        let text = line_text(line).unwrap_or_default().into_owned();
        joined(text.as_bytes())
            .split(|byte| *byte == b'\t')
            .map(|field| String::from_utf8_lossy(field).trim_matches('"').to_owned())
            .collect()
    };
    let (names, rows) = (split(header), rows.iter().map(|row| split(row)).collect::<Vec<_>>());
    let width = rows[0].len();
    let named = names.len() + 1 == width;
    // One name above rows of two fields: only quotation marks show that a row has two.
    let plain = width > 2 || !named || header.contains(&b'"');
    let in_all = |place: usize| {
        let mut fields = rows.iter().map(|row| row[place].as_str()).filter(|f| !is_missing(f));
        let first = fields.next();
        first.is_some_and(is_number) && fields.all(is_number)
    };
    width > 1
        && (named || names.len() == width)
        && plain
        && rows.iter().all(|row| row.len() == width)
        && (0..width).any(in_all)
}

/// The line with one tab for each run of blanks outside of quotation marks.
pub(super) fn joined(line: &[u8]) -> Vec<u8> {
    let (mut joined, mut quoted, mut gap) = (Vec::with_capacity(line.len()), false, false);
    for &byte in line.trim_ascii() {
        quoted ^= byte == b'"';
        if byte.is_ascii_whitespace() && !quoted {
            gap = true;
            continue;
        }
        if gap {
            joined.push(b'\t');
            gap = false;
        }
        joined.push(byte);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_separate_where_all_lines_agree() {
        let check = |text: &str, wanted: bool| {
            let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
            assert_eq!(separate(&lines), wanted, "{text}");
        };
        check("miRNA  EV_1  EV_2\na  1  2\nb 10 20\n", true);
        check("\"EV_1\" \"EV_2\"\n\"a b\" 1 2\n", true);
        check("\"EV_1\"\n\"a\" 1\n", true);
        check("miRNA EV_1\na 1,5\nb NA\n", true);
        // Lists of names, tables with a delimiter, rows that disagree.
        check("name\nEV 1\nEV 2\n", false);
        check("gene name\ntumour necrosis\n", false);
        check("a b\tc\n1 2\t3\n", false);
        check("sample name,x\na b,1\n", false);
        check("miRNA EV_1\nmiR a 1\nb 2\n", false);
        check("sizes\n100\n", false);
        assert_eq!(joined(b" \"a b\"  1 2 "), b"\"a b\"\t1\t2");
    }
}
