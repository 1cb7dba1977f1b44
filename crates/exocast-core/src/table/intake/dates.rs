//! Gene symbols that a spreadsheet has turned into dates: `2-Sep` was SEPT2, and so was `45537`, its number of days.

use std::{collections::HashSet, sync::Arc};

use super::{kind::Kind, request::Known};

/// A name that is a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Date {
    /// The month and day of one gene, by its former and its present symbol.
    Gene { former: &'static str, present: &'static str },
    /// A date of two genes, or of none that is known.
    Unclear,
}

/// Month, day, former symbol, present symbol (HGNC). 1 and 2 March are left out: MARCH1 or MARC1, MARCH2 or MARC2.
const GENES: [(u8, u8, &str, &str); 25] = [
    (3, 3, "MARCH3", "MARCHF3"),
    (3, 4, "MARCH4", "MARCHF4"),
    (3, 5, "MARCH5", "MARCHF5"),
    (3, 6, "MARCH6", "MARCHF6"),
    (3, 7, "MARCH7", "MARCHF7"),
    (3, 8, "MARCH8", "MARCHF8"),
    (3, 9, "MARCH9", "MARCHF9"),
    (3, 10, "MARCH10", "MARCHF10"),
    (3, 11, "MARCH11", "MARCHF11"),
    (9, 1, "SEPT1", "SEPTIN1"),
    (9, 2, "SEPT2", "SEPTIN2"),
    (9, 3, "SEPT3", "SEPTIN3"),
    (9, 4, "SEPT4", "SEPTIN4"),
    (9, 5, "SEPT5", "SEPTIN5"),
    (9, 6, "SEPT6", "SEPTIN6"),
    (9, 7, "SEPT7", "SEPTIN7"),
    (9, 8, "SEPT8", "SEPTIN8"),
    (9, 9, "SEPT9", "SEPTIN9"),
    (9, 10, "SEPT10", "SEPTIN10"),
    (9, 11, "SEPT11", "SEPTIN11"),
    (9, 12, "SEPT12", "SEPTIN12"),
    (9, 13, "SEPT13", "SEPTIN7P2"),
    (9, 14, "SEPT14", "SEPTIN14"),
    (9, 15, "SEP15", "SELENOF"),
    (12, 1, "DEC1", "DELEC1"),
];

impl Date {
    /// The date that a name is, in the forms in which spreadsheets show and save dates.
    pub(super) fn parse(name: &str) -> Option<Self> {
        month_and_day(name).map(Self::at)
    }

    fn at((month, day): (u8, u8)) -> Self {
        let gene = GENES.iter().find(|gene| (gene.0, gene.1) == (month, day));
        gene.map_or(Self::Unclear, |&(_, _, former, present)| Self::Gene { former, present })
    }
}

/// What names that are dates were read as.
#[derive(Clone, Debug, Default)]
pub(super) struct Restored {
    /// Dates and their genes.
    pub(super) mapped: Vec<String>,
    /// Dates of two genes or of none.
    pub(super) unclear: Vec<String>,
    /// Their rows.
    pub(super) unclear_rows: Vec<usize>,
}

/// Turns names that are dates back into those of genes; dates that are not clear stay, and their rows are given.
pub(super) fn restore(names: &mut [Option<Arc<str>>], known: Option<Known<'_>>) -> Restored {
    let mut restored = Restored::default();
    let with_serials = has_serials(names);
    let date = |name: &str| {
        let serial = || with_serials.then(|| serial(name)).flatten();
        Date::parse(name).or_else(|| Some(Date::at(serial()?)))
    };
    if !names.iter().flatten().any(|name| date(name).is_some()) {
        return restored;
    }
    let there: HashSet<Arc<str>> = names.iter().flatten().cloned().collect();
    let is_known = |symbol: &str| known.is_some_and(|known| known(symbol));
    let written = Written::as_in(names, date);
    for (row, name) in names.iter_mut().enumerate() {
        let Some(name) = name else { continue };
        let symbol = match date(name) {
            None => continue,
            Some(Date::Unclear) => None,
            Some(Date::Gene { former, present }) => {
                written.symbols(former, present).and_then(|[former, present]| {
                    let is_there =
                        there.contains(former.as_str()) || there.contains(present.as_str());
                    let is_former = is_known(&former) && !is_known(&present);
                    (!is_there).then_some(if is_former { former } else { present })
                })
            }
        };
        if let Some(symbol) = symbol {
            restored.mapped.push(format!("`{name}` = {symbol}"));
            *name = Arc::from(symbol.as_str());
        } else {
            restored.unclear.push(name.to_string());
            restored.unclear_rows.push(row);
        }
    }
    restored
}

/// How the symbols of a table are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    /// `SEPTIN2`, as of human.
    InCapitals,
    /// `Septin2`, as of mouse and rat.
    WithACapital,
    /// Neither, or both.
    Otherwise,
}

impl Written {
    /// Human genes of dates that have no counterpart in mouse and rat.
    const HUMAN_ALONE: [&str; 2] = ["SEPTIN7P2", "DELEC1"];

    /// As most of the words are that are no dates.
    fn as_in(names: &[Option<Arc<str>>], date: impl Fn(&str) -> Option<Date>) -> Self {
        let is_word = |name: &&Arc<str>| {
            name.bytes().filter(u8::is_ascii_alphabetic).count() > 1
                && Kind::from_name(name) == Kind::Word
                && date(name).is_none()
        };
        let words = || names.iter().flatten().filter(is_word);
        let (mut all, mut capitals, mut with_one) = (0_usize, 0_usize, 0_usize);
        for word in words() {
            let lower = word.bytes().any(|byte| byte.is_ascii_lowercase());
            let is_first = word.bytes().next().is_some_and(|byte| byte.is_ascii_uppercase());
            let rest = word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase());
            all += 1;
            // `C1orf43` is a human gene.
            capitals += usize::from(!lower || word.contains("orf"));
            with_one += usize::from(is_first && lower && !rest);
        }
        match () {
            () if all == 0 || 10 * capitals >= 7 * all => Self::InCapitals,
            () if 2 * with_one >= all && with_one > 2 * capitals => Self::WithACapital,
            () => Self::Otherwise,
        }
    }

    /// The former and the present symbol of a gene, so written; nothing where that is not known.
    fn symbols(self, former: &str, present: &str) -> Option<[String; 2]> {
        let with_a_capital = |symbol: &str| {
            let (first, rest) = symbol.split_at(1);
            format!("{first}{}", rest.to_ascii_lowercase())
        };
        match self {
            Self::InCapitals => Some([former.to_owned(), present.to_owned()]),
            Self::WithACapital if Self::HUMAN_ALONE.contains(&present) => None,
            Self::WithACapital => Some([with_a_capital(former), with_a_capital(present)]),
            Self::Otherwise => None,
        }
    }
}

/// Days of spreadsheets from 2000 to 2049.
const SERIALS: std::ops::RangeInclusive<u32> = 36_526..=54_788;

/// Whether names that are numbers are days of a spreadsheet: among words, and each of them of a month that symbols have.
fn has_serials(names: &[Option<Arc<str>>]) -> bool {
    let is_number = |name: &str| name.bytes().all(|byte| byte.is_ascii_digit());
    let mut numbers = names.iter().flatten().filter(|name| is_number(name)).peekable();
    if numbers.peek().is_none() {
        return false;
    }
    let words = names.iter().flatten().filter(|name| Kind::from_name(name) == Kind::Word).count();
    let (mut all, mut dates) = (0, 0);
    for name in numbers {
        all += 1;
        dates += usize::from(serial(name).is_some());
    }
    dates == all && words > 4 * all
}

/// The month and day of a number of days since the end of 1899, in the months that symbols have.
fn serial(name: &str) -> Option<(u8, u8)> {
    let days = name.parse::<u32>().ok().filter(|days| name.len() == 5 && SERIALS.contains(days))?;
    let (month, day) = of_days(i64::from(days) - 25_569);
    GENES.iter().any(|gene| gene.0 == month).then_some((month, day))
}

/// The month and day of a number of days since 1 January 1970 (the civil calendar in eras of 400 years from 1 March).
fn of_days(days: i64) -> (u8, u8) {
    let shifted = days + 719_468;
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (u8::try_from(month).unwrap_or(0), u8::try_from(day).unwrap_or(0))
}

fn month_and_day(name: &str) -> Option<(u8, u8)> {
    // A date begins or ends with a digit.
    let bytes = name.as_bytes();
    let digit_at_end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    if bytes.len() < 4
        || bytes.len() > 24
        || !(digit_at_end(bytes.first()) || digit_at_end(bytes.last()))
    {
        return None;
    }
    let date = name
        .split_once([' ', 'T'])
        .filter(|(_, time)| time.contains(':'))
        .map_or(name, |(date, _)| date);
    let parts: Vec<&str> =
        date.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let day = |text: &str| {
        text.parse::<u8>().ok().filter(|day| (1..=31).contains(day) && text.len() <= 2)
    };
    let year = |text: &str| {
        text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year) && text.len() == 4)
    };
    match parts.as_slice() {
        [a, b] | [a, b, _]
            if month(b).is_some() && parts.get(2).is_none_or(|c| year(c) || c.len() == 2) =>
        {
            Some((month(b)?, day(a)?))
        }
        [a, b] => Some((month(a)?, day(b)?)),
        // 2020-03-02
        [a, b, c] if year(a) => Some((day(b).filter(|month| *month <= 12)?, day(c)?)),
        _ => None,
    }
}

fn month(word: &str) -> Option<u8> {
    const MONTHS: [(&str, u8); 14] = [
        ("mar", 3),
        ("march", 3),
        ("mrz", 3),
        ("mär", 3),
        ("mars", 3),
        ("sep", 9),
        ("sept", 9),
        ("september", 9),
        ("dec", 12),
        ("dez", 12),
        ("déc", 12),
        ("december", 12),
        ("oct", 10),
        ("apr", 4),
    ];
    let word = word.to_lowercase();
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_genes_where_one_fits() {
        let check = |name: &str, wanted: Option<&str>| {
            let gene = Date::parse(name).map(|date| match date {
                Date::Gene { present, .. } => present,
                Date::Unclear => "?",
            });
            assert_eq!(gene, wanted, "{name}");
        };
        for name in [
            "2-Sep",
            "02-Sep",
            "Sep-02",
            "2. Sep",
            "2020-09-02",
            "2020-09-02 00:00:00",
            "2-Sep-20",
            "2/Sept",
        ] {
            check(name, Some("SEPTIN2"));
        }
        check("5-Mar", Some("MARCHF5"));
        check("5. Mrz", Some("MARCHF5"));
        check("1-Mar", Some("?"));
        check("1-Dec", Some("DELEC1"));
        check("15-Sep", Some("SELENOF"));
        check("4-Oct", Some("?"));
        for (_, _, former, present) in GENES {
            let gene = crate::names::gene_of(former).map(|meaning| meaning.gene.symbol);
            assert_eq!(gene, Some(present), "{former}");
        }
        for name in
            ["SEPT2", "MARCH5", "HLA-A", "NKX2-5", "43892", "T-10", "1-2", "hsa-miR-21-5p", "AP-1"]
        {
            check(name, None);
        }
    }

    #[test]
    fn genes_of_dates_are_those_of_the_organism_of_the_others() {
        let names = |list: &[&str]| -> Vec<Option<Arc<str>>> {
            list.iter().map(|name| Some(Arc::from(*name))).collect()
        };
        let mouse =
            ["Cd9", "Cd63", "Trp53", "Alb", "H2-K1", "1700001C02Rik", "2-Sep", "5-Mar", "1-Dec"];
        let mut all = names(&mouse);
        let restored = restore(&mut all, None);
        assert_eq!(restored.mapped, ["`2-Sep` = Septin2", "`5-Mar` = Marchf5"]);
        assert_eq!(restored.unclear, ["1-Dec"]);
        let former = |name: &str| ["Sept2", "March5"].contains(&name);
        let mut all = names(&mouse);
        assert_eq!(
            restore(&mut all, Some(&former)).mapped,
            ["`2-Sep` = Sept2", "`5-Mar` = March5"]
        );
        // Fish, and a table of both.
        for others in [["cd9b", "cd63", "tp53", "alb1"], ["CD9", "CD63", "Trp53", "Alb"]] {
            let mut all = names(&[&others[..], &["2-Sep"]].concat());
            assert_eq!(restore(&mut all, None).unclear, ["2-Sep"], "{others:?}");
        }
        let mut all = names(&["ENSG00000010278", "2-Sep"]);
        assert_eq!(restore(&mut all, None).mapped, ["`2-Sep` = SEPTIN2"]);
    }

    #[test]
    fn numbers_of_days_are_dates_among_symbols() {
        // 1 January 1970, 29 February 2000, 2 September 2024, 31 December 2049.
        for (days, wanted) in [(0, (1, 1)), (11_016, (2, 29)), (19_968, (9, 2)), (29_219, (12, 31))]
        {
            assert_eq!(of_days(days), wanted);
        }
        let names = |list: &[&str]| -> Vec<Option<Arc<str>>> {
            list.iter().map(|name| Some(Arc::from(*name))).collect()
        };
        let symbols = ["CD9", "CD63", "CD81", "TP53", "ALB", "APOE", "MYC", "VIM", "FN1"];
        let with = |more: &[&str]| names(&[&symbols[..], more].concat());
        let mut some = with(&["45537", "45356"]);
        let restored = restore(&mut some, None);
        assert_eq!(restored.mapped, ["`45537` = SEPTIN2", "`45356` = MARCHF5"]);
        assert_eq!(some[9].as_deref(), Some("SEPTIN2"));
        // Entrez ids, numbers of other months, and tables of numbers stay.
        for list in [with(&["928", "45537"]), with(&["45600"]), names(&["45537", "45356", "CD9"])] {
            let mut all = list.clone();
            assert!(restore(&mut all, None).mapped.is_empty());
            assert_eq!(all, list);
        }
        // Two genes, or one that is there.
        let mut some = with(&["45352", "SEPTIN2", "45537", "DEC2", "X1", "X2"]);
        let restored = restore(&mut some, None);
        assert_eq!(restored.unclear, ["45352", "45537"]);
        assert_eq!(restored.unclear_rows, [9, 11]);
    }
}
