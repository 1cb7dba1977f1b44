//! The words and marks of a unit.

use std::iter::Peekable;
use std::str::Chars;

pub(crate) fn run(letters: &mut Peekable<Chars<'_>>, belongs: impl Fn(char) -> bool) -> String {
    let mut out = String::new();
    while let Some(letter) = letters.next_if(|&letter| belongs(letter)) {
        out.push(letter);
    }
    out
}

fn digits(letters: &mut Peekable<Chars<'_>>) -> Option<i32> {
    let negative = letters.next_if(|c| matches!(c, '-' | '+')) == Some('-');
    let value = run(letters, |c| c.is_ascii_digit()).parse::<i32>().ok().filter(|n| *n <= 30)?;
    Some(if negative { -value } else { value })
}

/// The exponent of a word: `mL-1`, `cm^3`, `m3`.
pub(crate) fn exponent(letters: &mut Peekable<Chars<'_>>) -> Option<i32> {
    letters.next_if_eq(&'^');
    digits(letters)
}

/// A power of ten: `10^8`, `1e8`, `1000`. `10e6` may be either of two, and is none.
pub(crate) fn multiple(letters: &mut Peekable<Chars<'_>>) -> Option<f64> {
    let whole = run(letters, |c| c.is_ascii_digit());
    match letters.peek() {
        Some('^') if whole == "10" => {
            letters.next();
            Some(10_f64.powi(digits(letters)?))
        }
        Some('e') if whole == "1" => {
            letters.next();
            Some(10_f64.powi(digits(letters)?))
        }
        Some('^' | 'e') => None,
        _ => {
            let of_ten = whole.starts_with('1') && whole[1..].bytes().all(|byte| byte == b'0');
            whole.parse().ok().filter(|_| of_ten)
        }
    }
}

/// What is counted, which is no part of a unit.
pub(crate) const THINGS: [&str; 26] = [
    "particles",
    "particle",
    "part",
    "parts",
    "partikel",
    "particules",
    "particelle",
    "partículas",
    "particulas",
    "p",
    "n",
    "no",
    "nr",
    "number",
    "num",
    "count",
    "counts",
    "vesicle",
    "vesicles",
    "ev",
    "evs",
    "events",
    "anzahl",
    "#",
    "d",
    "bin",
];

pub(crate) fn length(word: &str) -> Option<f64> {
    Some(match word {
        "nm" | "nanometer" | "nanometers" | "nanometre" | "nanometres" => 1.0,
        "um" | "micron" | "microns" | "micrometer" | "micrometers" | "micrometre"
        | "micrometres" | "mikrometer" | "mikron" => 1e3,
        "mm" | "millimeter" | "millimetre" => 1e6,
        "cm" => 1e7,
        "m" | "meter" | "metre" | "meters" | "metres" => 1e9,
        "å" | "angstrom" | "angstroms" | "ångström" | "angström" => 0.1,
        "pm" => 1e-3,
        _ => return None,
    })
}

pub(crate) fn volume(word: &str) -> Option<f64> {
    Some(match word {
        "ml" | "cc" | "ccm" | "milliliter" | "milliliters" | "millilitre" | "millilitres" => 1.0,
        "l" | "liter" | "liters" | "litre" | "litres" => 1e3,
        "dl" => 100.0,
        "ul" | "microliter" | "microliters" | "microlitre" | "microlitres" | "mikroliter" => 1e-3,
        "nl" => 1e-6,
        "pl" => 1e-9,
        "fl" => 1e-12,
        _ => return None,
    })
}
