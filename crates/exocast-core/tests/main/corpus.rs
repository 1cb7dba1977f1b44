//! Layouts of tables as programs write them, each in several dialects: read to the right numbers, or refused with the
//! option that decides.

use std::{error::Error as _, fmt::Write as _};

use exocast_core::{
    ReadError,
    table::intake::{Choice, Missing, Quantity, Request},
};

const LAYOUTS: [&str; 6] = [
    include_str!("../layouts/small_rna.txt"),
    include_str!("../layouts/rna.txt"),
    include_str!("../layouts/proteins.txt"),
    include_str!("../layouts/change.txt"),
    include_str!("../layouts/laboratory.txt"),
    include_str!("../layouts/more.txt"),
];

/// A line of a layout.
enum Line<'t> {
    /// Fields.
    Row(Vec<&'t str>),
    /// As it is, but for what separates fields.
    Whole(&'t str),
}

/// A table, what is asked of it, and what is right.
struct Layout<'t> {
    name: &'t str,
    asked: Vec<&'t str>,
    lines: Vec<Line<'t>>,
    right: Vec<&'t str>,
    refusal: Option<&'t str>,
}

fn layouts(text: &str) -> Vec<Layout<'_>> {
    let mut layouts: Vec<Layout<'_>> = Vec::new();
    for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        if let Some(name) = line.strip_prefix("= ") {
            layouts.push(Layout {
                name,
                asked: vec![],
                lines: vec![],
                right: vec![],
                refusal: None,
            });
            continue;
        }
        let layout = layouts.last_mut().expect("a name first");
        if let Some(asked) = line.strip_prefix("? ") {
            layout.asked = asked.split(' ').collect();
        } else if let Some(right) = line.strip_prefix("> ") {
            layout.right.push(right);
        } else if let Some(refusal) = line.strip_prefix("! ") {
            layout.refusal = Some(refusal);
        } else if let Some(whole) = line.strip_prefix('~') {
            layout.lines.push(Line::Whole(whole));
        } else {
            layout.lines.push(Line::Row(line.split('|').collect()));
        }
    }
    layouts
}

/// A way of writing tables.
#[derive(Clone, Copy)]
struct Dialect {
    name: &'static str,
    mark: char,
    quotes: bool,
    end: &'static str,
    decimal_comma: bool,
    pad: bool,
    encode: fn(&str) -> Vec<u8>,
}

const TABS: Dialect = Dialect {
    name: "tabs",
    mark: '\t',
    quotes: false,
    end: "\n",
    decimal_comma: false,
    pad: false,
    encode: |text| text.into(),
};

const DIALECTS: [Dialect; 9] = [
    TABS,
    Dialect { name: "commas", mark: ',', ..TABS },
    Dialect { name: "semicolons", mark: ';', ..TABS },
    Dialect { name: "quoted", mark: ',', quotes: true, ..TABS },
    Dialect { name: "CRLF", end: "\r\n", ..TABS },
    Dialect { name: "decimal comma", mark: ';', decimal_comma: true, ..TABS },
    Dialect { name: "tabs at the ends", pad: true, ..TABS },
    Dialect {
        name: "mark of UTF-8",
        mark: ',',
        encode: |text| format!("\u{feff}{text}").into(),
        ..TABS
    },
    Dialect {
        name: "UTF-16",
        encode: |text| {
            [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
        },
        ..TABS
    },
];

impl Dialect {
    fn write(self, layout: &Layout<'_>) -> Vec<u8> {
        let mut text = String::new();
        let pad = if self.pad { "\t" } else { "" };
        for line in &layout.lines {
            let line = match line {
                Line::Whole(line) => line.replace('|', &self.mark.to_string()),
                Line::Row(fields) => {
                    let fields: Vec<String> =
                        fields.iter().map(|field| self.field(field)).collect();
                    fields.join(&self.mark.to_string()) + pad
                }
            };
            let _ = write!(text, "{line}{}", self.end);
        }
        (self.encode)(&text)
    }

    fn field(self, field: &str) -> String {
        let is_number = field.replace('\u{2212}', "-").parse::<f64>().is_ok();
        let field = if self.decimal_comma && is_number {
            field.replace('.', ",")
        } else {
            field.to_owned()
        };
        let begins_comment = field.starts_with('#') && self.quotes;
        if (self.quotes && !begins_comment) || field.contains(self.mark) {
            format!("\"{field}\"")
        } else {
            field
        }
    }
}

/// What is read, line by line; or why it is refused.
fn read(layout: &Layout<'_>, bytes: &[u8]) -> Result<Vec<String>, String> {
    let word = |key: &str| layout.asked.iter().find_map(|word| word.strip_prefix(key));
    let list =
        |key: &str| word(key).map(|words| words.split(',').collect::<Vec<_>>()).unwrap_or_default();
    let mut choice = Choice::default();
    choice.id_column = word("id=").map(str::to_owned);
    choice.columns = list("column=").into_iter().map(str::to_owned).collect();
    let (samples, known) = (list("samples="), list("known="));
    let is_known = |name: &str| known.contains(&name);
    let (quantity, names): (Quantity, &[&str]) = match layout.asked[0] {
        "counts" => (Quantity::Counts, &["mirna"]),
        "expression" => (Quantity::Expression, &["gene", "transcript"]),
        "amounts" => (Quantity::Amounts, &[]),
        "change" => (Quantity::Any, &["gene", "transcript"]),
        _ => (Quantity::Any, &[]),
    };
    let mut request = Request::new(quantity).named(names).samples(&samples).choice(&choice);
    if !known.is_empty() {
        request = request.known(&is_known);
    }
    if word("missing=").is_some() {
        request = request.missing(Missing::Zero);
    }
    if layout.asked.contains(&"added") {
        request = request.adding_repeats();
    }
    let refused = |error: ReadError| {
        let cause = error.source().map(ToString::to_string);
        format!("{error}: {}", cause.unwrap_or_default())
    };
    if layout.asked[0] == "change" {
        let changes = request.read_changes(bytes, "t").map_err(refused)?;
        let row =
            |(name, change): &(_, Option<f64>)| format!("{name}|{}", change.unwrap_or(f64::NAN));
        return Ok(changes.rows.iter().map(row).collect());
    }
    let matrix = request.read(bytes, "t").map_err(refused)?.matrix;
    let mut lines = vec![matrix.columns().join("|")];
    for (name, row) in matrix.rows().zip(matrix.values().rows()) {
        lines.push(row.iter().fold(name.to_owned(), |line, value| format!("{line}|{value}")));
    }
    Ok(lines)
}

#[test]
fn every_layout_reads_to_the_right_numbers_in_every_dialect() {
    let mut wrong = String::new();
    let mut count = 0;
    for layout in LAYOUTS.iter().flat_map(|text| layouts(text)) {
        count += 1;
        assert!(layout.right.is_empty() == layout.refusal.is_some(), "{}", layout.name);
        for dialect in DIALECTS {
            let outcome = read(&layout, &dialect.write(&layout));
            let is_right = match (&outcome, layout.refusal) {
                (Ok(lines), None) => lines.iter().eq(&layout.right),
                (Err(message), Some(refusal)) => message.contains(refusal),
                _ => false,
            };
            if !is_right {
                let _ = writeln!(wrong, "{}, {}: {outcome:?}", layout.name, dialect.name);
            }
        }
    }
    assert!(count >= 60, "{count}");
    assert!(wrong.is_empty(), "{wrong}");
}
