//! What the dialects of mirGFF3 write differently, put into the words of 1.2.

use std::{borrow::Cow, collections::BTreeMap};

use exocast_core::Malformed;

use super::is_label;
use crate::{Notice, Uid};

/// A deviation from mirGFF3 1.2 that was put right, or could not be and was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Deviation {
    Spaces,
    IdForUid,
    Sign,
    Label,
    Unsigned,
    Filter,
    Uid,
    OldUid,
    Read,
    Hits,
    Start,
}

impl Deviation {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Spaces => "`Key value` instead of `Key=value`",
            Self::IdForUid => "`id` instead of `UID`",
            Self::Sign => "iso_5p with the sign that was used before version 1.1, turned round",
            Self::Label => "Variant labels in the spelling of an older version, respelled",
            Self::Unsigned => "a shift without sign, taken as downstream",
            Self::Filter => "Filter in another case or with another separator, respelled",
            Self::Uid => "a UID that is not that of the read, computed afresh",
            Self::OldUid => "a UID of another scheme and no read to compute it from, kept",
            Self::Read => "a Read that is no sequence, left out",
            Self::Hits => "no Hits, taken as 1",
            Self::Start => "a start of 0, taken as 1",
        }
    }

    /// Whether a strict reader refuses it; the others are allowed by the version that a file names.
    const fn is_wrong(self) -> bool {
        matches!(
            self,
            Self::Unsigned | Self::Uid | Self::OldUid | Self::Read | Self::Hits | Self::Start
        )
    }
}

/// Deviations of a file, by how many records have them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Deviations {
    strict: bool,
    counts: BTreeMap<Deviation, u64>,
}

impl Deviations {
    pub(crate) fn new(strict: bool) -> Self {
        Self { strict, counts: BTreeMap::new() }
    }

    /// Counts a deviation.
    ///
    /// # Errors
    /// Where it is wrong by any version and the reader is strict.
    pub(crate) fn note(&mut self, what: Deviation, found: &str) -> Result<(), Malformed> {
        if self.strict && what.is_wrong() {
            return Err(Malformed::field(
                found,
                match what {
                    Deviation::Unsigned => "a shift with its sign, such as iso_5p:+1",
                    Deviation::Uid | Deviation::OldUid => "the UID (license plate) of the read",
                    Deviation::Read => "a read in letters ACGTN",
                    Deviation::Start => "a position from 1 on",
                    _ => "a record with the attribute Hits",
                },
            ));
        }
        *self.counts.entry(what).or_default() += 1;
        Ok(())
    }

    pub(crate) fn notices(&self) -> Vec<Notice> {
        let notice = |(what, records): (&Deviation, &u64)| Notice::Deviation {
            what: what.text(),
            records: *records,
        };
        self.counts.iter().map(notice).collect()
    }
}

/// `Variant` in the words of 1.2; `reversed` where 5' shifts have the sign of before 1.1.
pub(crate) fn variant(
    text: &str,
    reversed: bool,
    deviations: &mut Deviations,
) -> Result<String, Malformed> {
    if matches!(text, "NA" | "." | "") {
        if text != "NA" {
            deviations.note(Deviation::Label, text)?;
        }
        return Ok("NA".to_owned());
    }
    let mut labels = Vec::new();
    for found in text.split(',').map(str::trim).filter(|label| !label.is_empty()) {
        let mut label = found.replace("iso_snp", "iso_snv");
        if let Some(rest) = label.strip_prefix("iso_snvc") {
            label = format!("iso_snv_c{rest}");
        }
        if let Some(count) = label.strip_prefix("iso_add:") {
            label = format!("iso_add3p:{count}");
        }
        if let Some((kind, count)) = label.split_once(':') {
            if matches!(kind, "iso_add3p" | "iso_add5p") {
                label = format!("{kind}:{}", count.trim_start_matches('+'));
            } else if matches!(kind, "iso_5p" | "iso_3p") && !count.starts_with(['+', '-']) {
                if count == "0" {
                    continue;
                }
                deviations.note(Deviation::Unsigned, found)?;
                label = format!("{kind}:+{count}");
            }
        }
        if label != found {
            deviations.note(Deviation::Label, found)?;
        }
        if reversed && let Some(count) = label.strip_prefix("iso_5p:") {
            deviations.note(Deviation::Sign, found)?;
            label = match count.strip_prefix('+') {
                Some(upstream) => format!("iso_5p:-{upstream}"),
                None => format!("iso_5p:+{}", count.trim_start_matches('-')),
            };
        }
        if !is_label(&label) {
            let wanted =
                "a label of mirGFF3 such as iso_5p:-1, iso_3p:+2, iso_add3p:1 or iso_snv_seed";
            return Err(Malformed::field(found, wanted));
        }
        labels.push(label);
    }
    Ok(if labels.is_empty() { "NA".to_owned() } else { labels.join(",") })
}

/// `Filter` in the words of 1.2.
pub(crate) fn filter(text: &str, deviations: &mut Deviations) -> Result<String, Malformed> {
    let (word, tag) = text.split_at(text.find([':', ',']).unwrap_or(text.len()));
    let (upper, tag) = (word.to_ascii_uppercase(), tag.replacen(',', ":", 1));
    if !matches!(upper.as_str(), "PASS" | "REJECT") || tag == ":" {
        return Err(Malformed::field(text, "a filter PASS or REJECT, perhaps with `:tag`"));
    }
    let filter = upper + &tag;
    if filter != text {
        deviations.note(Deviation::Filter, text)?;
    }
    Ok(filter)
}

/// The read, where it is a sequence, and the UID that goes with it.
pub(crate) fn identity(
    uid: &str,
    read: &str,
    deviations: &mut Deviations,
) -> Result<(String, String), Malformed> {
    let mut read = read.to_ascii_uppercase().replace('U', "T");
    if !read.bytes().all(|letter| b"ACGTN".contains(&letter)) {
        deviations.note(Deviation::Read, &read)?;
        read.clear();
    }
    let plate = read.parse().ok().filter(|_| !read.is_empty()).and_then(|rna| Uid::new(&rna).ok());
    let Some(plate) = plate.map(|plate| plate.to_string()) else {
        if uid.parse::<Uid>().is_err() {
            deviations.note(Deviation::OldUid, uid)?;
        }
        return Ok((uid.to_owned(), read));
    };
    if plate != uid {
        deviations.note(Deviation::Uid, uid)?;
    }
    Ok((plate, read))
}

/// Undoes the escapes of GFF3.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('%') {
        return text.into();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let code = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &str, reversed: bool, wanted: Option<&str>) {
        let result = variant(found, reversed, &mut Deviations::default());
        assert_eq!(result.ok().as_deref(), wanted);
    }

    #[test]
    fn variants() {
        check("NA", false, Some("NA"));
        check("iso_5p:+1, iso_3p:-2", false, Some("iso_5p:+1,iso_3p:-2"));
        check("iso_5p:+1,iso_3p:-2", true, Some("iso_5p:-1,iso_3p:-2"));
        check("iso_snp_seed,iso_add:+2", false, Some("iso_snv_seed,iso_add3p:2"));
        check("iso_snvcentral_supp", false, Some("iso_snv_central_supp"));
        check("iso_5p:1", false, Some("iso_5p:+1"));
        check("iso_5p:0", false, Some("NA"));
        check("iso_del:1", false, None);
        check("iso_5p:+x", false, None);
    }

    #[test]
    fn escapes() {
        assert_eq!(unescape("a%3Bb%2cc%"), "a;b,c%");
    }
}
