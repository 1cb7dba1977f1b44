//! Bins that one column gives as text: `20-30`.

use std::borrow::Cow;

use super::super::unreadable::Unreadable;
use super::layout::Rows;

/// Marks between the edges of a bin, the longer ones first.
const BETWEEN: [&str; 9] =
    [" to ", " bis ", "...", "..", "\u{2013}", "\u{2014}", "\u{2212}", "\u{2011}", "-"];

/// Names of months as spreadsheets shorten them in English, German, French, Spanish and Italian.
const MONTHS: [&str; 26] = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
    "m\u{e4}r",
    "mrz",
    "mai",
    "okt",
    "dez",
    "janv",
    "f\u{e9}vr",
    "avr",
    "juin",
    "juil",
    "ao\u{fb}t",
    "ene",
    "gen",
    "dic",
];

/// The two edges of a bin.
fn edges(cell: &str) -> Option<(&str, &str)> {
    let cell = cell.trim().trim_matches(['[', ']', '(', ')']);
    let mark = BETWEEN.iter().find(|mark| cell.contains(**mark))?;
    let (low, high) = cell.split_once(mark)?;
    let (low, high) = (low.trim(), high.trim());
    let value = |text: &str| {
        let is_number = text.starts_with(|letter: char| letter.is_ascii_digit());
        is_number.then(|| text.replace(',', ".").parse::<f64>().ok()).flatten()
    };
    (value(low)? < value(high)?).then_some((low, high))
}

/// Whether a cell is a date as spreadsheets write them: `20-Oct`, `2024-10-20`.
fn is_date(cell: &str) -> bool {
    let lower = cell.trim().to_lowercase();
    let parts: Vec<&str> =
        lower.split(['-', '/', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &&str| part.parse::<u32>().is_ok();
    let is_month = |part: &&str| MONTHS.contains(part);
    let of_month = parts.len() == 2
        || parts.len() == 3 && parts.iter().filter(|part| is_number(part)).count() == 2;
    let is_year =
        |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let whole =
        parts.len() >= 3 && parts[..3].iter().all(is_number) && parts[..3].iter().any(is_year);
    whole && !lower.contains(',')
        || of_month && parts.iter().any(is_month) && parts.iter().any(is_number)
}

/// Whether the name of a column may be that of bins.
fn may_be_bins(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words =
        ["size", "diam", "bin", "range", "gr\u{f6}\u{df}e", "groesse", "klasse", "taille", "nm"];
    words.iter().any(|word| lower.contains(word))
}

/// Whether a first row has a bin as text below a name of bins, or a date there.
pub(super) fn begin(header: &[Cow<'_, str>], row: &[Cow<'_, str>]) -> bool {
    let is_range = |(name, cell): (&Cow<'_, str>, &Cow<'_, str>)| {
        may_be_bins(name) && (edges(cell).is_some() || is_date(cell))
    };
    header.len() == row.len() && header.iter().zip(row).any(is_range)
}

/// Puts both edges in the place of a column of ranges; the names of the two say which is which.
///
/// # Errors
/// With the line, where bins have become dates.
pub(super) fn into_edges<'a>(
    header: &mut Vec<Cow<'a, str>>,
    rows: &mut Rows<'a>,
) -> Result<(), (usize, Unreadable)> {
    let Some((_, first)) = rows.first() else { return Ok(()) };
    if header.len() != first.len() {
        return Ok(());
    }
    for at in 0..header.len() {
        if !may_be_bins(&header[at]) {
            continue;
        }
        let cell = |row: &[Cow<'a, str>]| row.get(at).map_or("", |cell| cell.as_ref()).to_owned();
        let ranges = rows.iter().filter(|(_, row)| edges(&cell(row)).is_some()).count();
        let dated = rows.iter().find(|(_, row)| is_date(&cell(row)));
        let texts = rows.iter().filter(|(_, row)| cell(row).trim().parse::<f64>().is_err()).count();
        if let Some((line, row)) = dated.filter(|_| texts > rows.len() / 2 || ranges > 0) {
            return Err((*line, Unreadable::Dated(cell(row))));
        }
        // The last row may be one of totals.
        if ranges < 2 || ranges + 1 < rows.len() {
            continue;
        }
        for (_, row) in rows.iter_mut() {
            let text = cell(row);
            let (low, high) = edges(&text).unwrap_or((text.as_str(), ""));
            let (low, high) = (low.to_owned(), high.to_owned());
            if at < row.len() {
                row[at] = Cow::Owned(low);
                row.insert(at + 1, Cow::Owned(high));
            }
        }
        let name = header[at].clone();
        header[at] = Cow::Owned(format!("from {name}"));
        header.insert(at + 1, Cow::Owned(format!("to {name}")));
        return Ok(());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_as_text_have_two_edges() {
        for (cell, wanted) in [
            ("20-30", Some(("20", "30"))),
            ("20 \u{2013} 30", Some(("20", "30"))),
            ("20,5-30,5", Some(("20,5", "30,5"))),
            ("20 to 30", Some(("20", "30"))),
            ("[20-30)", Some(("20", "30"))),
            ("30-20", None),
            ("-20", None),
            ("20", None),
            (">400", None),
        ] {
            assert_eq!(edges(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn dates_are_no_bins() {
        for cell in ["20-Oct", "Oct-20", "2024-10-20", "20.10.2024", "20-M\u{e4}r", "20-Okt-24"] {
            assert!(is_date(cell), "{cell}");
        }
        for cell in ["20-30", "100", "1e3", "EV-1", "20.5-30.5", "Oct"] {
            assert!(!is_date(cell), "{cell}");
        }
    }
}
