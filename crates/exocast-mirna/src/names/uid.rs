//! The unique identifier of a sequence in mirGFF3: the license plate of `MINTplates`.

use std::{fmt, str::FromStr};

use exocast_core::{Base, Rna};

use super::error::BadName;

/// The license plate of a sequence, such as `iso-22-XKVLRYVPQ`, which encodes the whole sequence.
///
/// Every full group of five nucleotides is a number of base 4, written as two letters of a base-32
/// alphabet; a rest of one to four nucleotides is a number of its own (Pliatsika 2016, Bioinformatics
/// 32:2481).
///
/// ```
/// use exocast_core::Rna;
/// use exocast_mirna::Uid;
///
/// let let7: Rna = "UGAGGUAGUAGGUUGUAUAGUU".parse()?;
/// let uid = Uid::new(&let7)?;
/// assert_eq!(uid.to_string(), "iso-22-XKVLRYVPQ");
/// assert_eq!("iso-22-XKVLRYVPQ".parse::<Uid>()?.sequence(), &let7);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Uid(Rna);

const ALPHABET: &[u8; 32] = b"BD0EF1HI2JK3LM4NO5PQ6RS7UV8WX9YZ";
/// First number of a rest of 1, 2, 3, 4 nucleotides.
const OFFSETS: [usize; 4] = [0, 4, 20, 84];

impl Uid {
    /// The license plate of a sequence.
    ///
    /// # Errors
    /// Where the sequence is empty or holds `N`.
    pub fn new(sequence: &Rna) -> Result<Self, BadName> {
        match sequence.bases().iter().position(|&base| base == Base::N) {
            Some(i) => Err(BadName::UnknownNucleotide(i + 1)),
            None if sequence.is_empty() => Err(BadName::EmptySequence),
            None => Ok(Self(sequence.clone())),
        }
    }

    /// The sequence that the plate encodes.
    #[must_use]
    pub fn sequence(&self) -> &Rna {
        &self.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "iso-{}-", self.0.len())?;
        for group in self.0.bases().chunks(5) {
            let number = group.iter().filter_map(|base| base.code());
            let number = number.fold(0, |number, code| number * 4 + usize::from(code));
            if group.len() == 5 {
                write_digit(f, number / 32)?;
                write_digit(f, number % 32)?;
            } else {
                let number = number + OFFSETS[group.len() - 1];
                if number >= 32 {
                    write_digit(f, number / 32)?;
                }
                write_digit(f, number % 32)?;
            }
        }
        Ok(())
    }
}

fn write_digit(f: &mut fmt::Formatter<'_>, digit: usize) -> fmt::Result {
    fmt::Write::write_char(f, char::from(ALPHABET[digit]))
}

impl FromStr for Uid {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        decode(text).map(Self).ok_or_else(|| BadName::Plate(text.to_owned()))
    }
}

fn decode(text: &str) -> Option<Rna> {
    let mut parts = text.split('-');
    let (_, length, code) = (parts.next()?, parts.next()?, parts.next()?);
    let length: usize = length.parse().ok().filter(|&length| length > 0)?;
    if parts.next().is_some() || length.div_ceil(5).checked_mul(2)? < code.len() {
        return None;
    }
    let digits: Vec<usize> =
        code.bytes().map(|b| ALPHABET.iter().position(|&a| a == b)).collect::<Option<_>>()?;
    let (full, rest) = digits.split_at_checked(length / 5 * 2)?;
    let mut bases = Vec::new();
    let mut push = |number: usize, k: usize| {
        bases.extend((0..k).rev().map(|i| Base::KNOWN[number >> (2 * i) & 3]));
    };
    for pair in full.chunks_exact(2) {
        push(pair[0] * 32 + pair[1], 5);
    }
    match (length % 5, rest) {
        (0, []) => {}
        (k @ 1.., &[first, ref more @ ..]) if more.len() <= 1 => {
            // A leading zero digit would give one sequence two plates.
            if !more.is_empty() && first == 0 {
                return None;
            }
            let number = more.first().map_or(first, |second| first * 32 + second);
            let number = number.checked_sub(OFFSETS[k - 1]).filter(|&n| n < 1 << (2 * k))?;
            push(number, k);
        }
        _ => return None,
    }
    Some(bases.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused() {
        for text in
            ["", "iso", "iso-22-", "iso-22-XKVLRYVP", "iso-22-XKVLRYVPQQ", "iso-5-AA", "iso-1-BB"]
        {
            assert_eq!(text.parse::<Uid>(), Err(BadName::Plate(text.into())));
        }
        assert_eq!(Uid::new(&Rna::default()), Err(BadName::EmptySequence));
        assert_eq!(
            Uid::new(&Rna::parse_with_n(b"ACN").unwrap()),
            Err(BadName::UnknownNucleotide(3))
        );
    }
}
