//! From the dialects of mirGFF3 to the spelling of version 1.2.

use exocast_core::Malformed;

use super::{
    deviation::{Deviation, Deviations},
    label::is_label,
};
use crate::names::Uid;

/// `Variant` in the spelling of 1.2; `reversed` where 5' shifts have the sign of before 1.1.
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
    for written in text.split(',').map(str::trim).filter(|label| !label.is_empty()) {
        let mut label = written.replace("iso_snp", "iso_snv");
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
                deviations.note(Deviation::Unsigned, written)?;
                label = format!("{kind}:+{count}");
            }
        }
        if label != written {
            deviations.note(Deviation::Label, written)?;
        }
        if reversed && let Some(count) = label.strip_prefix("iso_5p:") {
            deviations.note(Deviation::Sign, written)?;
            label = match count.strip_prefix('+') {
                Some(upstream) => format!("iso_5p:-{upstream}"),
                None => format!("iso_5p:+{}", count.trim_start_matches('-')),
            };
        }
        if !is_label(&label) {
            let wanted =
                "a label of mirGFF3 such as iso_5p:-1, iso_3p:+2, iso_add3p:1 or iso_snv_seed";
            return Err(Malformed::field(written, wanted));
        }
        labels.push(label);
    }
    Ok(if labels.is_empty() { "NA".to_owned() } else { labels.join(",") })
}

/// `Filter` in the spelling of 1.2.
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

/// The UID of a record, and its read where that is a sequence.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, reversed: bool, expected: Option<&str>) {
        let result = variant(written, reversed, &mut Deviations::default());
        assert_eq!(result.ok().as_deref(), expected);
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
}
