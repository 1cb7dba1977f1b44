//! Files of reads: samples, lanes and pairs by their names.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    item::{Item, shown},
    kind::{Kind, Mate},
};
use crate::load;

/// The files of each sample, and what is not used, with why.
pub(super) struct Grouped {
    pub(super) samples: BTreeMap<String, Vec<PathBuf>>,
    pub(super) unused: Vec<(PathBuf, String)>,
    pub(super) guesses: Vec<String>,
}

/// A name of a file of reads.
struct Name {
    sample: String,
    second: bool,
}

/// Cuts `_R2`, `_L001`, `_S1` and `_001` from a name; `mate` is what the reads themselves say.
fn read_name(whole: &str, mate: Mate) -> Name {
    let stem = whole.strip_suffix("_001").unwrap_or(whole);
    let digit = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let (mut rest, mut second) = (stem, mate == Mate::Second);
    let ends: [(&str, Mate); 4] =
        [("_R1", Mate::First), ("_R2", Mate::Second), (".R1", Mate::First), (".R2", Mate::Second)];
    if let Some((cut, said)) =
        ends.iter().find_map(|(end, said)| Some((stem.strip_suffix(end)?, *said)))
    {
        (rest, second) = (cut, said == Mate::Second);
    } else if second {
        // `_2` is a mate where the reads say so too; else it may number the samples.
        rest = stem.strip_suffix("_2").unwrap_or(stem);
    }
    if let Some((before, last)) = rest.rsplit_once('_') {
        let number = last.strip_prefix('L').filter(|text| text.len() == 3);
        if number.or_else(|| last.strip_prefix("lane")).is_some_and(digit) {
            rest = before;
        }
    }
    // Illumina puts `_S1` before the lane or the read; at the end it may be part of the name.
    if rest.len() < whole.len()
        && let Some((before, last)) = rest.rsplit_once('_')
        && last.strip_prefix('S').is_some_and(digit)
    {
        rest = before;
    }
    Name { sample: rest.to_owned(), second }
}

pub(super) fn grouped(items: &[Item]) -> Grouped {
    let mut grouped = Grouped { samples: BTreeMap::new(), unused: Vec::new(), guesses: Vec::new() };
    let mut seen: BTreeMap<u64, PathBuf> = BTreeMap::new();
    let is_second = |item: &&Item| matches!(item.kind, Kind::Reads { mate: Mate::Second, .. });
    let seconds: Vec<String> =
        items.iter().filter(is_second).map(|item| load::file_name(&item.path)).collect();
    for item in items {
        let Kind::Reads { mate, first } = item.kind else { continue };
        let stem = load::file_name(&item.path);
        let mut name = read_name(&stem, mate);
        // `x_1` with `x_2` that holds the second reads of the pairs.
        if mate == Mate::First
            && let Some(pair) = name.sample.strip_suffix("_1")
            && seconds.contains(&format!("{pair}_2"))
        {
            name.sample.truncate(pair.len());
        }
        if name.second {
            let why = format!("second reads of `{}`: small RNA is in the first", name.sample);
            grouped.unused.push((item.path.clone(), why));
            continue;
        }
        if let Some(earlier) = seen.insert(first, item.path.clone()) {
            let why = format!("the same reads as {}", shown(&earlier));
            grouped.unused.push((item.path.clone(), why));
            seen.insert(first, earlier);
            continue;
        }
        grouped.samples.entry(name.sample).or_default().push(item.path.clone());
    }
    for (sample, lanes) in &grouped.samples {
        if lanes.len() > 1 {
            let n = lanes.len();
            grouped.guesses.push(format!("{n} files of reads are lanes of `{sample}`"));
        }
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(stem: &str, mate: Mate) -> (String, bool) {
        let Name { sample, second } = read_name(stem, mate);
        (sample, second)
    }

    #[test]
    fn names_of_sequencers_are_cut_to_the_sample() {
        let is = |sample: &str, second| (sample.to_owned(), second);
        assert_eq!(name("EV_1_S1_L001_R1_001", Mate::First), is("EV_1", false));
        assert_eq!(name("EV_1_S1_L002_R2_001", Mate::Unsaid), is("EV_1", true));
        assert_eq!(name("EV_1_S12_R1_001", Mate::First), is("EV_1", false));
        assert_eq!(name("EV_1", Mate::First), is("EV_1", false));
        assert_eq!(name("EV_2", Mate::Unsaid), is("EV_2", false));
        assert_eq!(name("SRR12_2", Mate::Second), is("SRR12", true));
        // Nothing else says that `S1` is a place on the sheet of the sequencer.
        assert_eq!(name("mouse_S1", Mate::Unsaid), is("mouse_S1", false));
        assert_eq!(name("x_lane2", Mate::Unsaid), is("x", false));
    }
}
