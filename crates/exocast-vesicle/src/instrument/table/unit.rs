//! Units in the names of columns: `(E6 particles/mL)`, `/ nm`, `_um`, `[10⁹ mL⁻¹]`.

use super::unit_words::{THINGS, exponent, length, multiple, run, volume};

/// A unit: what its numbers are multiples of, and what they are for each of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Unit {
    /// The power of ten before it.
    pub(crate) factor: f64,
    /// nm in its length, and the exponent of that.
    pub(crate) length: Option<(f64, i32)>,
    /// mL in its volume.
    pub(crate) millilitres: Option<f64>,
    pub(crate) percent: bool,
}

/// A name and its unit, apart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Named {
    /// The name in lower case; with its unit where it is nothing else.
    pub(crate) name: String,
    /// Nothing where none is given; the text where it is not known.
    pub(crate) unit: Result<Option<Unit>, String>,
}

impl Unit {
    const ONE: Self = Self { factor: 1.0, length: None, millilitres: None, percent: false };

    /// Reads a unit; nothing where a part of it is not known.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = plain(text);
        let mut letters = text.chars().peekable();
        let mut unit = Self::ONE;
        // For each open bracket, whether what is in it is below a fraction bar.
        let mut below = vec![false];
        let mut bar = false;
        while let Some(&letter) = letters.peek() {
            let inverse = below.last()? ^ bar;
            match letter {
                '/' => bar = true,
                '(' | '[' => below.push(inverse),
                ')' | ']' => {
                    below.pop();
                }
                ' ' | '*' | '.' | '_' => {}
                '0'..='9' => {
                    let factor = multiple(&mut letters)?;
                    unit.factor *= if inverse { 1.0 / factor } else { factor };
                    bar = false;
                    continue;
                }
                _ => {
                    let word = run(&mut letters, |c| c.is_alphabetic() || matches!(c, '%' | '#'));
                    if word.is_empty() {
                        return None;
                    }
                    if word == "per" {
                        bar = true;
                        continue;
                    }
                    // In `x10^8` it is a sign of multiplication.
                    let next = letters.peek();
                    let raised = next.is_some_and(|c| matches!(c, '^' | '-' | '+' | '0'..='9'));
                    let exponent =
                        if raised && word != "x" { Some(exponent(&mut letters)?) } else { None };
                    unit.multiply(&word, exponent, inverse)?;
                    bar = bar && word == "x";
                    continue;
                }
            }
            if matches!(letter, '(' | '[') {
                bar = false;
            }
            letters.next();
        }
        // A third power of a length is a volume.
        if let Some((nanometres, 3 | -3)) = unit.length {
            unit.length = None;
            if unit.millilitres.replace((nanometres / 1e7).powi(3)).is_some() {
                return None;
            }
        }
        matches!(unit.length, None | Some((_, 1 | -1))).then_some(unit)
    }

    fn multiply(&mut self, word: &str, exponent: Option<i32>, inverse: bool) -> Option<()> {
        let power = exponent.unwrap_or(1) * if inverse { -1 } else { 1 };
        if let Some(nanometres) = length(word) {
            return self.length.replace((nanometres, power)).is_none().then_some(());
        }
        if let Some(millilitres) = volume(word) {
            let single = power.abs() == 1 && self.millilitres.replace(millilitres).is_none();
            return single.then_some(());
        }
        match (word, exponent) {
            ("e", Some(power)) => self.factor *= 10_f64.powi(if inverse { -power } else { power }),
            ("%" | "percent" | "pct" | "prozent" | "percentage", None) => self.percent = true,
            ("million" | "millions" | "mio", None) => self.factor *= 1e6,
            ("x", None) => {}
            (word, None) if THINGS.contains(&word) => {}
            _ => return None,
        }
        Some(())
    }

    /// Whether it says of what its numbers are, rather than a multiple alone.
    pub(crate) fn is_of_something(self) -> bool {
        self.length.is_some() || self.millilitres.is_some() || self.percent
    }

    /// nm in one, of a length.
    pub(crate) fn nanometres(self) -> Option<f64> {
        let (nanometres, _) = self.length.filter(|(_, power)| *power == 1)?;
        (self.millilitres.is_none() && !self.percent).then_some(nanometres * self.factor)
    }
}

impl Named {
    /// A unit is in brackets, or at the end of the name.
    pub(crate) fn parse(header: &str) -> Self {
        let header = header.trim().trim_matches('"').trim();
        let (outside, groups) = brackets(header);
        let of_something = |text: &&str| Unit::parse(text).filter(|unit| unit.is_of_something());
        if let Some((place, mut unit)) =
            groups.iter().enumerate().rev().find_map(|(i, text)| Some((i, of_something(text)?)))
        {
            let others = groups.iter().enumerate().filter(|(i, _)| *i != place);
            let name = others.fold(outside, |name, (_, group)| name + " " + group);
            unit.factor *= multiples_in(&name);
            return Self { name: spaced(&name), unit: Ok(Some(unit)) };
        }
        if let Some((name, mut unit)) = at_the_end(&outside) {
            unit.factor *= groups.iter().map(|group| multiples_in(group)).product::<f64>();
            return Self { name, unit: Ok(Some(unit)) };
        }
        let (name, unit) = match (groups.last(), outside.split_once('/')) {
            (Some(group), _) => (outside.as_str(), Some(*group)),
            (None, Some((name, unit))) if Unit::parse(unit).is_some() => (name, Some(unit)),
            (None, Some((_, unit))) => (outside.as_str(), Some(unit)),
            (None, None) => (outside.as_str(), None),
        };
        let known = |unit: &str| Unit::parse(unit).ok_or_else(|| unit.trim().to_owned());
        Self { name: spaced(name), unit: unit.map(known).transpose() }
    }
}

/// A name in lower case with single spaces.
fn spaced(name: &str) -> String {
    plain(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is outside of brackets, and in each of the outermost.
fn brackets(header: &str) -> (String, Vec<&str>) {
    let (mut outside, mut groups) = (String::new(), Vec::new());
    let (mut depth, mut start) = (0_usize, 0);
    for (at, letter) in header.char_indices() {
        match letter {
            '(' | '[' => {
                if depth == 0 {
                    start = at + 1;
                    outside.push(' ');
                }
                depth += 1;
            }
            ')' | ']' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    groups.push(&header[start..at]);
                }
            }
            other if depth == 0 => outside.push(other),
            _ => {}
        }
    }
    (outside, groups)
}

/// The longest end of a name that is a unit, and what precedes it.
fn at_the_end(text: &str) -> Option<(String, Unit)> {
    let text = plain(text);
    let text = text.trim();
    let starts = text.char_indices().filter(|(at, letter)| {
        *at == 0 || *letter == '/' || text[..*at].ends_with([' ', '_', '/', '.'])
    });
    starts.map(|(at, _)| at).find_map(|at| {
        // `Size / nm` and `Particles/mL`: the bar sets off the unit.
        let end = text[at..].trim_matches([' ', '_', '/']);
        // A letter alone may as well be part of the name.
        let sure = end.len() > 1 || end == "%" || text[at..].starts_with('/');
        let unit = Unit::parse(end).filter(|unit| sure && unit.is_of_something())?;
        let name = if at == 0 { text } else { text[..at].trim_end_matches([' ', '_', '/']) };
        Some((name.to_owned(), unit))
    })
}

/// Powers of ten next to a unit: `Concentration x10^8 (particles/mL)`.
fn multiples_in(text: &str) -> f64 {
    let text = plain(text);
    let words = text.split([' ', '_']);
    let powers = words.filter(|word| {
        word.starts_with(|c: char| c.is_ascii_digit() || c == 'x') && word.contains(['^', 'e'])
    });
    powers.filter_map(Unit::parse).map(|unit| unit.factor).product()
}

/// Lower case, with one way to write powers, products and the micro sign.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut raised = false;
    for letter in text.to_lowercase().chars() {
        let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|raised| raised == letter);
        let here = digit.is_some() || matches!(letter, '⁻' | '⁺');
        if here && !raised {
            out.push('^');
        }
        raised = here;
        match (letter, digit) {
            (_, Some(digit)) => out.extend(char::from_digit(u32::try_from(digit).unwrap_or(0), 10)),
            ('⁻' | '−' | '–', _) => out.push('-'),
            ('⁺', _) => out.push('+'),
            ('µ' | 'μ', _) => out.push('u'),
            ('×', _) => out.push_str(" x "),
            ('·' | '∙' | '⋅', _) => out.push('*'),
            ('∕' | '⁄', _) => out.push('/'),
            (letter, _) if letter.is_whitespace() => out.push(' '),
            (letter, _) => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_they_are_written() {
        let check = |text: &str, wanted: Option<(f64, Option<f64>, Option<f64>)>| {
            let parsed = Unit::parse(text).map(|unit| {
                let length = unit.length.map(|(nanometres, power)| nanometres.powi(power));
                (unit.factor, unit.millilitres, length)
            });
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b,
                (a, b) => a.is_none() && b.is_none(),
            };
            let same = match (parsed, wanted) {
                (Some(a), Some(b)) => {
                    near(Some(a.0), Some(b.0)) && near(a.1, b.1) && near(a.2, b.2)
                }
                (a, b) => a.is_none() && b.is_none(),
            };
            assert!(same, "{text}: {parsed:?}");
        };
        for text in ["particles/mL", "1/mL", "mL⁻¹", "mL^-1", "per ml", "# / cm3", "cm⁻³", "cm-3"]
        {
            check(text, Some((1.0, Some(1.0), None)));
        }
        for text in ["E6 particles / ml", "10^6/mL", "x10^6 / mL", "10⁶ mL⁻¹", "×10⁶/mL", "1e6/mL"]
        {
            check(text, Some((1e6, Some(1.0), None)));
        }
        for text in ["particles/mL/nm", "mL⁻¹ nm⁻¹", "particles/(mL nm)", "mL-1·nm-1", "1/(ml*nm)"]
        {
            check(text, Some((1.0, Some(1.0), Some(1.0))));
        }
        check("1/L", Some((1.0, Some(1e3), None)));
        check("L-1", Some((1.0, Some(1e3), None)));
        check("1/µL", Some((1.0, Some(1e-3), None)));
        check("particles/m³", Some((1.0, Some(1e6), None)));
        check("per 100 mL", Some((0.01, Some(1.0), None)));
        check("nm", Some((1.0, None, Some(1.0))));
        check("d.nm", Some((1.0, None, Some(1.0))));
        check("Mikrometer", Some((1.0, None, Some(1e3))));
        check("1/µm", Some((1.0, None, Some(1e-3))));
        check("#", Some((1.0, None, None)));
        for text in ["10E6/mL", "108 / mL", "mg/mL", "nm^2", "a.u.", "r.nm", "mL/mL", "-", "10^"] {
            check(text, None);
        }
    }

    #[test]
    fn names_and_units_are_told_apart() {
        let check = |header: &str, name: &str, factor: Option<f64>| {
            let named = Named::parse(header);
            assert_eq!(named.name, name, "{header}");
            let unit = named.unit.ok().map(|unit| unit.map_or(0.0, |unit| unit.factor));
            assert_eq!(unit, factor, "{header}");
        };
        check("diameter_nm", "diameter", Some(1.0));
        check("Size / nm", "size", Some(1.0));
        check("Particles/mL", "particles/ml", Some(1.0));
        check("Concentration E6 particles per mL", "concentration", Some(1e6));
        check("Concentration x10^8 (particles/mL)", "concentration x10^8", Some(1e8));
        check("Conc. (10^8) (1/mL)", "conc. 10^8", Some(1e8));
        check("Concentration E6 (particles/mL)", "concentration e6", Some(1.0));
        check("Count", "count", Some(0.0));
        check("Count (#)", "count", Some(1.0));
        check("Size M", "size m", Some(0.0));
        check("Diameter (furlong)", "diameter", None);
        check("Diameter/furlong", "diameter/furlong", None);
    }
}
