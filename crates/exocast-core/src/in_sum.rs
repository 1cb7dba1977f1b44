//! Many notices of one kind as one.

use crate::{notice::Notice, words::first_listed};

/// So many notices of one kind stay as they are.
const FEW: usize = 5;

/// Names that a notice in sum lists.
const NAMED: usize = 10;

/// A text as `name: rest`, where it begins with the name of a sample or file.
fn parts(text: &str) -> Option<(&str, &str)> {
    text.split_once(": ")
        .filter(|(name, rest)| !name.is_empty() && name.len() < 200 && !rest.is_empty())
}

/// What of two texts is the same: without the name, and without numbers.
fn shape(name: &str, rest: &str) -> String {
    let mut shape = String::with_capacity(rest.len());
    for letter in rest.replace(name, "@").chars() {
        let is_number =
            letter.is_ascii_digit() || matches!(letter, '.' | ',') && shape.ends_with('#');
        if !is_number {
            shape.push(letter);
        } else if !shape.ends_with('#') {
            shape.push('#');
        }
    }
    shape
}

/// Texts of which those that are said twice are there once, and more than five that begin with a name and differ in it
/// and in numbers alone are one, with the first ten names.
///
/// ```
/// let texts = (1..=12).map(|i| format!("EV_{i}: no dilution is recorded"));
/// let said = exocast_core::in_sum(texts);
/// assert_eq!(said.len(), 1);
/// assert!(said[0].starts_with("EV_1, EV_2, "), "{}", said[0]);
/// assert!(said[0].ends_with("EV_10 and 2 more: no dilution is recorded"), "{}", said[0]);
/// ```
pub fn in_sum(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut different: Vec<String> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for text in texts {
        if seen.insert(text.clone()) {
            different.push(text);
        }
    }
    let mut groups: Vec<(Option<String>, Vec<String>)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    for text in different {
        let Some(shape) = parts(&text).map(|(name, rest)| shape(name, rest)) else {
            groups.push((None, vec![text]));
            continue;
        };
        let place = *places.entry(shape.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((Some(shape), Vec::new()));
        }
        groups[place].1.push(text);
    }
    groups.into_iter().flat_map(|(_, texts)| of_group(texts)).collect()
}

fn of_group(texts: Vec<String>) -> Vec<String> {
    let split: Vec<(&str, &str)> = texts.iter().filter_map(|text| parts(text)).collect();
    if texts.len() <= FEW || split.len() < texts.len() {
        return texts;
    }
    let names: Vec<&str> = split.iter().map(|(name, _)| *name).collect();
    let (first, rest) = split[0];
    if split.iter().all(|(_, other)| *other == rest) {
        return vec![format!("{}: {rest}", first_listed(&names, NAMED))];
    }
    vec![format!(
        "{first}: {rest}; with other numbers the same of {}",
        first_listed(&names[1..], NAMED)
    )]
}

impl Notice {
    /// Notices of which those of one kind and step are [in sum](in_sum()).
    #[must_use]
    pub fn in_sum(notices: Vec<Self>) -> Vec<Self> {
        let mut groups: Vec<Vec<(usize, Self)>> = Vec::new();
        let mut places = std::collections::HashMap::new();
        for (at, notice) in notices.into_iter().enumerate() {
            let key = (notice.step.clone(), notice.code.clone(), notice.level);
            let place = *places.entry(key).or_insert(groups.len());
            if place == groups.len() {
                groups.push(Vec::new());
            }
            groups[place].push((at, notice));
        }
        let mut placed: Vec<(usize, Self)> = Vec::new();
        for group in groups {
            let texts = in_sum(group.iter().map(|(_, notice)| notice.text.clone()));
            for text in texts {
                let alone = group.iter().find(|(_, notice)| notice.text == text);
                let (place, notice) = alone.cloned().unwrap_or_else(|| {
                    // Where the first of those that it sums up is.
                    let (place, first) = group
                        .iter()
                        .find(|(_, it)| {
                            parts(&it.text).is_some_and(|(name, _)| text.starts_with(name))
                        })
                        .unwrap_or(&group[0]);
                    (*place, Self { at: None, text, ..first.clone() })
                });
                placed.push((place, notice));
            }
        }
        placed.sort_by_key(|(place, _)| *place);
        placed.into_iter().map(|(_, notice)| notice).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notice::Level;

    #[test]
    fn few_notices_stay_and_many_are_one() {
        let texts = |n: usize| (0..n).map(|i| format!("EV_{i}: {} reads are short", 10 * i + 1));
        assert_eq!(in_sum(texts(5)).len(), 5);
        let sum = in_sum(texts(30).chain(["a thing".to_owned(), "EV_1: another".to_owned()]));
        assert_eq!(sum.len(), 3);
        assert!(
            sum[0].starts_with("EV_0: 1 reads are short; with other numbers the same of EV_1, ")
        );
        assert!(sum[0].ends_with("EV_10 and 19 more"), "{}", sum[0]);
        assert_eq!(in_sum(["a".to_owned(), "a".to_owned()]), ["a"]);
    }

    #[test]
    fn notices_of_other_steps_and_kinds_stay_apart() {
        let notice =
            |step: &str, i: usize| Notice::new(step, "x", Level::Info, format!("S{i}: no"));
        let first = [notice("b", 7)].into_iter();
        let all = first.chain((0..7).map(|i| notice("a", i))).chain((0..3).map(|i| notice("b", i)));
        let sum = Notice::in_sum(all.collect());
        assert_eq!(sum.len(), 5);
        assert_eq!(sum[0], notice("b", 7));
        assert_eq!(sum[1].text, "S0, S1, S2, S3, S4, S5, S6: no");
        assert_eq!(sum[2], notice("b", 0));
    }
}
