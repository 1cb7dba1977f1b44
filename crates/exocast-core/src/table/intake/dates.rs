//! Gene symbols that a spreadsheet has turned into dates: `2-Sep` was SEPT2.

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
    pub(super) fn of(name: &str) -> Option<Self> {
        let (month, day) = month_and_day(name)?;
        let gene = GENES.iter().find(|gene| (gene.0, gene.1) == (month, day));
        Some(gene.map_or(Self::Unclear, |&(_, _, former, present)| Self::Gene { former, present }))
    }
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
            let found = Date::of(name).map(|date| match date {
                Date::Gene { present, .. } => present,
                Date::Unclear => "?",
            });
            assert_eq!(found, wanted, "{name}");
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
}
