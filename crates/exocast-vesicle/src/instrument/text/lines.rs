//! The lines of an export.

use exocast_core::text::DecimalMark;
use exocast_core::words::shown;
use exocast_core::{Location, Malformed, ReadError};

/// The lines of an export and the name of its source.
pub(crate) struct Export<'a> {
    pub(crate) lines: Vec<&'a str>,
    pub(crate) source: &'a str,
}

impl<'a> Export<'a> {
    pub(crate) fn new(text: &'a str, source: &'a str) -> Self {
        // Old Macintosh programs end lines with a carriage return alone.
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let lines = text.split_terminator(end).map(|line| line.trim_end_matches('\r')).collect();
        Self { lines, source }
    }

    /// The first line that is not blank.
    pub(crate) fn first(&self) -> Option<&'a str> {
        self.lines.iter().copied().find(|line| !line.trim().is_empty())
    }

    /// Line `index`, counted from 0.
    pub(crate) fn at(&self, index: usize) -> Location {
        Location::new(self.source).line(index as u64 + 1)
    }

    pub(crate) fn error(&self, index: usize, cause: Malformed) -> ReadError {
        ReadError::malformed(self.at(index), cause)
    }

    /// A field that is not what it should be; `field` counts from 0.
    pub(crate) fn bad(
        &self,
        index: usize,
        field: usize,
        value: &str,
        wanted: &'static str,
    ) -> ReadError {
        let cause = Malformed::field(shown(value), wanted);
        ReadError::malformed(self.at(index).field(field + 1), cause)
    }

    /// A diameter: above zero, and no more than a millimetre, which no instrument here can see.
    pub(crate) fn diameter(
        &self,
        index: usize,
        field: usize,
        text: &str,
        decimal: DecimalMark,
    ) -> Result<f64, ReadError> {
        let diameter = decimal.number(text).filter(|&value| value > 0.0 && value <= 1e6);
        diameter
            .ok_or_else(|| self.bad(index, field, text, "a diameter above zero in nm, up to 1e6"))
    }

    /// A count or a concentration: zero or more, and small enough for sums of them to be finite.
    pub(crate) fn amount(
        &self,
        index: usize,
        field: usize,
        text: &str,
        decimal: DecimalMark,
    ) -> Result<f64, ReadError> {
        let amount = decimal.number(text).filter(|value| (0.0..=1e150).contains(value));
        amount.ok_or_else(|| self.bad(index, field, text, "a number of zero or more, up to 1e150"))
    }
}

pub(crate) fn truth(
    export: &Export<'_>,
    index: usize,
    at: usize,
    cell: &str,
) -> Result<bool, ReadError> {
    match cell.to_lowercase().as_str() {
        "false" | "no" | "0" | "n" | "falsch" | "nein" | "faux" | "non" => Ok(false),
        "true" | "yes" | "1" | "y" | "wahr" | "ja" | "vrai" | "oui" => Ok(true),
        _ => Err(export.bad(index, at, cell, "True or False")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fields::fields;
    use super::super::fields::number;
    use super::super::fields::separator;
    use super::super::fields::shown_header;
    use super::*;

    #[test]
    fn fields_keep_separators_within_quotes() {
        let check = |line: &str, wanted: &[&str]| assert_eq!(fields(line, ','), wanted, "{line}");
        check("a, b,,c", &["a", "b", "", "c"]);
        check("Remarks,\"one, two\",x", &["Remarks", "one, two", "x"]);
        check("\"say \"\"no\"\"\",\"open", &["say \"no\"", "open"]);
        check("", &[""]);
    }

    #[test]
    fn lines_end_as_any_system_ends_them() {
        let lines = |text| Export::new(text, "x").lines.len();
        assert_eq!((lines("a\r\nb\r\n"), lines("a\rb\r"), lines("a\nb")), (2, 2, 2));
    }

    #[test]
    fn numbers_read_as_the_standard_library_reads_them() {
        let check = |text: &str| {
            let wanted = text.trim().parse::<f64>().ok().filter(|value| value.is_finite());
            assert_eq!(number(text), wanted, "{text}");
        };
        for text in
            ["0", "7", "123456789012345", "1234567890123456", " 42 ", "1.5", "-3", "1e400", "", "x"]
        {
            check(text);
        }
    }

    #[test]
    fn headers_are_cut_and_separators_found() {
        assert!(shown_header((0..40).map(|i| i.to_string())).ends_with("(28 more)"));
        assert_eq!(separator("a,b;c;d"), Some(';'));
        assert_eq!(separator("abc"), None);
    }
}
