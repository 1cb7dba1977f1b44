//! Titles above the header: lines with one field, where the table below has several.

use super::{delimiter, header::key, intake::words, row::is_missing, row::is_number};
use crate::text::line_text;

/// Titles that a table has at most.
const MOST: usize = 10;

/// How many of the first lines are titles.
///
/// They are lines with a single field that is no number, above a line of two or more names, above a line with a
/// number. A header of one name above rows of two fields (row names of R with one column) is no title.
pub(super) fn titles(lines: &[&[u8]]) -> usize {
    let header = |place: &usize| {
        let rest = lines.iter().skip(place + 1).copied();
        let mark = delimiter::detect(lines[*place], rest);
        filled(lines[*place], mark).len() > 1
    };
    let Some(place) = (0..lines.len().min(MOST + 1)).find(header).filter(|place| *place > 0) else {
        return 0;
    };
    let mark = delimiter::detect(lines[place], lines[place + 1..].iter().copied());
    let names = filled(lines[place], mark);
    let of_names = names.iter().all(|(_, name)| !is_number(name) && !is_missing(name));
    // `x`, then `gene` and a word: the second line may be a row.
    let is_header = names.len() > 2 || names.iter().any(|(_, name)| words::is_id(&key(name)));
    let has_number =
        |line: &&[u8]| filled(line, mark).iter().any(|(at, field)| *at > 0 && is_number(field));
    let is_title = |line: &&[u8]| {
        let fields = filled(line, mark);
        fields.len() == 1 && !is_number(&fields[0].1)
    };
    let is_table = of_names && is_header && lines.get(place + 1).is_some_and(has_number);
    if is_table && lines[..place].iter().all(is_title) { place } else { 0 }
}

/// The fields of a line that are not empty, with their places.
fn filled(line: &[u8], mark: u8) -> Vec<(usize, String)> {
    let text = line_text(line).unwrap_or_default();
    let fields = text.split(char::from(mark)).map(|field| field.trim().trim_matches('"').trim());
    let fields = fields.enumerate().filter(|(_, field)| !field.is_empty());
    fields.map(|(place, field)| (place, field.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_single_fields_above_a_header() {
        let check = |text: &str, wanted: usize| {
            let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
            assert_eq!(titles(&lines), wanted, "{text}");
        };
        check("Table S1\ngene\ta\tb\nx\t1\t2", 1);
        check("Table S1\t\t\nby us\t\t\ngene\ta\tb\nx\t1\t2", 2);
        check("\tTable S1\t\ngene\ta\tb\nx\t1\t2", 1);
        check("Table S1\ngene\ta\nx\t1", 1);
        check("gene\ta\tb\nx\t1\t2", 0);
        // Row names of R above one column.
        check("a\nx\t1\ny\t2", 0);
        check("a\nx\thigh\ny\t2", 0);
        check("80\n90\n100", 0);
        check("2026\ngene\ta\tb\nx\t1\t2", 0);
        check("Table S1\ngene\tname\tnote\nx\ty\tz", 0);
    }
}
