//! Attributes of a record.

use exocast_core::Malformed;

use super::deviation::{Deviation, Deviations};

/// Keys and values of column 9, in order.
pub(super) struct Attributes(pub(super) Vec<(String, String)>);

impl Attributes {
    pub(super) fn parse(text: &str, deviations: &mut Deviations) -> Result<Self, Malformed> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut spaces = false;
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            // A value may have a blank, a key neither blank nor `=`.
            let cut = part.find(['=', ' ']).unwrap_or(part.len());
            let (key, value) = (&part[..cut], part[cut..].get(1..).unwrap_or_default().trim());
            spaces |= part[cut..].starts_with(' ');
            let key = if key.eq_ignore_ascii_case("id") {
                deviations.note(Deviation::IdForUid, part)?;
                "UID"
            } else {
                key
            };
            if all.iter().any(|(before, _)| before == key) {
                return Err(Malformed::field(part, "an attribute that occurs once"));
            }
            all.push((key.to_owned(), value.to_owned()));
        }
        if spaces {
            deviations.note(Deviation::Spaces, text)?;
        }
        Ok(Self(all))
    }

    pub(super) fn take(&mut self, key: &str) -> Option<String> {
        let at = self.0.iter().position(|(name, _)| name.eq_ignore_ascii_case(key))?;
        Some(self.0.remove(at).1)
    }

    pub(super) fn required(&mut self, key: &str, what: &'static str) -> Result<String, Malformed> {
        self.take(key).filter(|value| !value.is_empty()).ok_or(Malformed::Missing(what))
    }
}
