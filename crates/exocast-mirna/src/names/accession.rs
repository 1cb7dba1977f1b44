//! miRBase accessions, the identities that outlive names.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::error::BadName;

/// A miRBase accession: `MI0000060` for a precursor, `MIMAT0000062` for a mature sequence.
///
/// Ordered and compared by kind and number. Digits are padded to seven, as miRBase writes them.
///
/// ```
/// use exocast_mirna::Accession;
///
/// let let7a: Accession = "MIMAT0000062".parse()?;
/// assert_eq!(let7a, Accession::Mature(62));
/// assert_eq!(let7a.to_string(), "MIMAT0000062");
/// # Ok::<(), exocast_mirna::BadName>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Accession {
    /// A precursor, `MI`.
    Hairpin(u32),
    /// A mature sequence, `MIMAT`.
    Mature(u32),
}

impl FromStr for Accession {
    type Err = BadName;

    fn from_str(text: &str) -> Result<Self, BadName> {
        let bad = || BadName::Accession(text.to_owned());
        let (kind, digits): (fn(u32) -> Self, _) = match text.strip_prefix("MIMAT") {
            Some(digits) => (Self::Mature, digits),
            None => (Self::Hairpin, text.strip_prefix("MI").ok_or_else(bad)?),
        };
        if digits.len() != 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(bad());
        }
        digits.parse().map(kind).map_err(|_| bad())
    }
}

impl TryFrom<String> for Accession {
    type Error = BadName;

    fn try_from(text: String) -> Result<Self, BadName> {
        text.parse()
    }
}

impl From<Accession> for String {
    fn from(accession: Accession) -> Self {
        accession.to_string()
    }
}

impl fmt::Display for Accession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Hairpin(number) => write!(f, "MI{number:07}"),
            Self::Mature(number) => write!(f, "MIMAT{number:07}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn read_and_printed() {
        for text in ["MI0000060", "MIMAT0000062"] {
            assert_eq!(text.parse::<Accession>().unwrap().to_string(), text);
        }
        assert_eq!("MI0000060".parse(), Ok(Accession::Hairpin(60)));
        for text in ["MI60", "MIMAT000006x", "MA0000060", ""] {
            assert_eq!(text.parse::<Accession>(), Err(BadName::Accession(text.into())));
        }
    }
}
