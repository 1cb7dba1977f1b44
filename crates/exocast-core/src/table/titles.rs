//! Titles above a table: lines that have one field where the table has several.

use super::{
    delimiter::{self, fields},
    row::is_number,
};

/// How many of the first lines are titles.
///
/// They end at the first line with two fields or more, which names the columns: none of its fields is a number. A
/// first line of one field may also be the header of a table with row names; then rows follow it at once.
pub(super) fn count(lines: &[&[u8]]) -> usize {
    // A footnote may be the last line, and titles the first.
    let Some(widest) = lines.iter().max_by_key(|line| delimiter::most(line)) else { return 0 };
    let mark = delimiter::detect(widest, lines.iter().copied());
    let filled = |line: &[u8]| -> Vec<String> {
        fields(line, mark).into_iter().filter(|field| !field.is_empty()).collect()
    };
    let Some(titles) = lines.iter().position(|line| filled(line).len() > 1) else { return 0 };
    let [header, data, ..] = &lines[titles..] else { return 0 };
    let (header, data) = (filled(header), filled(data));
    if titles == 0 || data.len() < 2 || header.iter().any(|field| is_number(field)) {
        return 0;
    }
    // Row names and a column of text under a header of one field look like a title, too.
    let may_be_header = titles == 1 && header.len() == 2 && !lines[0].contains(&mark);
    if may_be_header && !data[1..].iter().any(|field| is_number(field)) { 0 } else { titles }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_end_where_columns_are_named() {
        let check = |text: &str, wanted: usize| {
            let lines: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
            assert_eq!(count(&lines), wanted, "{text}");
        };
        check("Counts,,\nmiRNA,EV_1,EV_2\na,1,2\n", 1);
        check("\"Counts, raw\",,\nLab X,,\n,,\nmiRNA,EV_1,EV_2\na,1,2\n", 3);
        check("Counts\nmiRNA\tEV_1\tEV_2\na\t1\t2\nb\t1\t2\n", 1);
        check("Counts\nmiRNA\tEV_1\na\t1\n", 1);
        check("Report\nmiRNA,EV_1,EV_2\na,1,2\nb,1,2\nEND OF FILE\n", 1);
        // No titles: row names without a header, a header of one name, a list.
        check("EV_1\na\t1\nb\t2\n", 0);
        check("source\nS1\tliver\nS2\tkidney\n", 0);
        check("gene\t\t\nA\t1\t2\nB\t1\t2\n", 0);
        check("sizes\n100\n120\n", 0);
        check("miRNA,EV_1\na,1\n", 0);
        check("", 0);
    }
}
