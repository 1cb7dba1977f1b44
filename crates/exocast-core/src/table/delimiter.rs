//! Which character separates the fields of a table.

use crate::text::line_text;

/// Candidates, in the order in which they win a tie.
const CANDIDATES: [u8; 3] = [b'\t', b';', b','];
/// Lines looked at.
const LINES: usize = 20;

/// The delimiter of a table that begins with `header` and goes on with `lines`.
///
/// The candidate that splits most of the lines into as many fields as the header, and the header into most
/// fields. A tab where there is only one column.
pub(super) fn detect<'a>(header: &[u8], lines: impl Iterator<Item = &'a [u8]>) -> u8 {
    let lines: Vec<&[u8]> = lines.take(LINES).collect();
    let fit = |delimiter: u8| {
        let wanted = count(header, delimiter);
        if wanted == 0 {
            return (0, 0);
        }
        // Row names without a header, or a delimiter at the end, make one field more.
        let fits = |line: &&&[u8]| (wanted..=wanted + 1).contains(&count(line, delimiter));
        (lines.iter().filter(fits).count() + 1, wanted)
    };
    let best = CANDIDATES.into_iter().rev().max_by_key(|&delimiter| fit(delimiter));
    best.filter(|&delimiter| fit(delimiter).0 > 0).unwrap_or(b'\t')
}

/// How many of one candidate a line has, of that which it has most of.
pub(super) fn most(line: &[u8]) -> usize {
    CANDIDATES.into_iter().map(|delimiter| count(line, delimiter)).max().unwrap_or(0)
}

/// Delimiters outside of quotation marks.
fn count(line: &[u8], delimiter: u8) -> usize {
    let mut quoted = false;
    line.iter()
        .filter(|&&byte| {
            quoted ^= byte == b'"';
            byte == delimiter && !quoted
        })
        .count()
}

/// The fields of a line, without blanks and quotation marks around them.
pub(super) fn fields(line: &[u8], delimiter: u8) -> Vec<String> {
    let text = line_text(line).unwrap_or_default();
    let mut quoted = false;
    text.split(|letter: char| {
        quoted ^= letter == '"';
        letter == char::from(delimiter) && !quoted
    })
    .map(|field| field.trim().trim_matches('"').to_owned())
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_fits_the_rows() {
        let check = |text: &str, wanted: u8| {
            let mut lines = text.lines().map(str::as_bytes);
            let header = lines.next().unwrap();
            assert_eq!(detect(header, lines) as char, wanted as char, "{text}");
        };
        check("a\tb\n1\t2", b'\t');
        check("a,b\n1,2", b',');
        check("a;b\n1,5;2,5", b';');
        check("gene;log2fc, shrunken\nA;1.5", b';');
        check("gene\tnote, long\nA\tx, y, z", b'\t');
        check("\"x;y\",b\n1,2", b',');
        check("b,c\ng,1,2", b',');
        check("sizes\n100", b'\t');
    }
}
