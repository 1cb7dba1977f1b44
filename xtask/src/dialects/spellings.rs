//! One table in each way that laboratories' programs write it.

/// A table: header, then rows; the first column names the rows.
pub(super) type Rows = Vec<Vec<String>>;

/// A spelling: what it is called, and the bytes of a table in it.
pub(super) type Spelling = (&'static str, fn(&Rows) -> Vec<u8>);

/// Every spelling; the first is the one that the others are compared with.
pub(super) const SPELLINGS: [Spelling; 21] = [
    ("tabs", |rows| joined(rows, "\t").into()),
    ("commas", |rows| joined(rows, ",").into()),
    ("semicolons", |rows| joined(rows, ";").into()),
    ("commas, all quoted", |rows| joined(&each(rows, |field| format!("\"{field}\"")), ",").into()),
    ("header in capitals", |rows| joined(&in_header(rows, str::to_uppercase), "\t").into()),
    ("a further text column", |rows| joined(&with_last(rows, "remark", "seen twice"), "\t").into()),
    ("blanks around fields", |rows| joined(&each(rows, |field| format!(" {field} ")), "\t").into()),
    ("`NA` for a number", |rows| joined(&missing(rows), "\t").into()),
    ("a comment above the header", |rows| format!("# made by hand\n{}", joined(rows, "\t")).into()),
    ("a comment between rows", |rows| after_line(&joined(rows, "\t"), 2, "# second batch").into()),
    ("an empty last line", |rows| (joined(rows, "\t") + "\n").into()),
    ("blanks alone on the last line", |rows| (joined(rows, "\t") + " \t \n").into()),
    ("UTF-16", |rows| utf16(&joined(rows, "\t"))),
    ("UTF-8 with its mark", |rows| ("\u{feff}".to_owned() + &joined(rows, "\t")).into()),
    ("decimal comma, tabs", |rows| joined(&each(rows, decimal_comma), "\t").into()),
    ("decimal comma, semicolons", |rows| joined(&each(rows, decimal_comma), ";").into()),
    ("lines end in CR LF", |rows| joined(rows, "\t").replace('\n', "\r\n").into()),
    ("no end of the last line", |rows| joined(rows, "\t").trim_end().to_owned().into()),
    ("a tab at the end of each line", |rows| joined(rows, "\t").replace('\n', "\t\n").into()),
    ("row numbers (write.csv of R)", |rows| joined(&numbered(rows), ",").into()),
    ("row names (write.table of R)", |rows| joined(&row_names(rows), "\t").into()),
];

fn joined(rows: &Rows, between: &str) -> String {
    rows.iter().map(|row| row.join(between) + "\n").collect()
}

fn each(rows: &Rows, change: impl Fn(&str) -> String) -> Rows {
    rows.iter().map(|row| row.iter().map(|field| change(field)).collect()).collect()
}

fn in_header(rows: &Rows, change: impl Fn(&str) -> String) -> Rows {
    let mut rows = rows.clone();
    if let Some(header) = rows.first_mut() {
        for name in header {
            *name = change(name);
        }
    }
    rows
}

fn with_last(rows: &Rows, header: &str, field: &str) -> Rows {
    let last = std::iter::once(header).chain(std::iter::repeat(field));
    rows.iter().zip(last).map(|(row, last)| [row.as_slice(), &[last.to_owned()]].concat()).collect()
}

fn is_number(field: &str) -> bool {
    field.parse::<f64>().is_ok()
}

/// The last number of the second row is missing.
fn missing(rows: &Rows) -> Rows {
    let mut rows = rows.clone();
    if let Some(field) =
        rows.get_mut(2).and_then(|row| row.iter_mut().rev().find(|field| is_number(field)))
    {
        "NA".clone_into(field);
    }
    rows
}

fn decimal_comma(field: &str) -> String {
    if is_number(field) { field.replace('.', ",") } else { field.to_owned() }
}

fn after_line(text: &str, line: usize, added: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.insert(line, added);
    lines.join("\n") + "\n"
}

fn utf16(text: &str) -> Vec<u8> {
    [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// Numbers in front of the rows under an empty name; text is quoted, numbers are not.
fn numbered(rows: &Rows) -> Rows {
    let quoted =
        |field: &String| if is_number(field) { field.clone() } else { format!("\"{field}\"") };
    let number = |i: usize| if i == 0 { "\"\"".to_owned() } else { format!("\"{i}\"") };
    let row = |(i, row): (usize, &Vec<String>)| {
        std::iter::once(number(i)).chain(row.iter().map(quoted)).collect()
    };
    rows.iter().enumerate().map(row).collect()
}

/// The header lacks the name of the first column.
fn row_names(rows: &Rows) -> Rows {
    let mut rows = rows.clone();
    if let Some(header) = rows.first_mut() {
        header.remove(0);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::{Rows, SPELLINGS};

    fn spelt(name: &str) -> String {
        let rows: Rows = [["gene", "tpm"], ["A", "1.5"], ["B", "2.5"]]
            .map(|row| row.map(str::to_owned).to_vec())
            .to_vec();
        let (_, spell) = SPELLINGS.iter().find(|(known, _)| *known == name).expect("a spelling");
        String::from_utf8(spell(&rows)).expect("text")
    }

    #[test]
    fn spellings_are_what_they_are_called() {
        assert_eq!(spelt("tabs"), "gene\ttpm\nA\t1.5\nB\t2.5\n");
        assert_eq!(spelt("`NA` for a number"), "gene\ttpm\nA\t1.5\nB\tNA\n");
        assert_eq!(spelt("decimal comma, semicolons"), "gene;tpm\nA;1,5\nB;2,5\n");
        assert_eq!(spelt("a comment between rows"), "gene\ttpm\nA\t1.5\n# second batch\nB\t2.5\n");
        assert_eq!(
            spelt("row numbers (write.csv of R)"),
            "\"\",\"gene\",\"tpm\"\n\"1\",\"A\",1.5\n\"2\",\"B\",2.5\n"
        );
        assert_eq!(spelt("row names (write.table of R)"), "tpm\nA\t1.5\nB\t2.5\n");
    }
}
