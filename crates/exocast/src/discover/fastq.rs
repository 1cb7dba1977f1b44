//! Files of reads: samples, lanes and pairs by their names.

use std::{collections::BTreeMap, path::PathBuf};

use super::{
    item::{Item, shown},
    kind::{Kind, Mate},
    mates::Sight,
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

/// Words of reads that a program has worked on, those that are used first where there are no others.
const PROCESSED: [&str; 14] = [
    "trimmed",
    "trim",
    "cutadapt",
    "trimgalore",
    "fastp",
    "clean",
    "cleaned",
    "filtered",
    "filt",
    "umi",
    "extracted",
    "dedup",
    "deduplicated",
    "collapsed",
];

/// Words of a sample that was sequenced again.
const REPEATED: [&str; 12] = [
    "repeat",
    "repeated",
    "rerun",
    "reseq",
    "resequenced",
    "resequencing",
    "topup",
    "again",
    "second",
    "2nd",
    "wdh",
    "wiederholung",
];

/// The name before its last word, where that is one of these.
fn before<'n>(name: &'n str, words: &[&str]) -> Option<(&'n str, usize)> {
    let (base, last) = name.rsplit_once(['_', '-', '.', ' '])?;
    let place = words.iter().position(|word| word.eq_ignore_ascii_case(last))?;
    Some((base, place))
}

/// The first reads of `x_2`, where it holds second ones: `x_1`, if the reads of both show that they are pairs.
fn partner<'i>(items: &'i [Item], stem: &str, sight: &Sight) -> Option<(&'i Item, bool)> {
    let base = stem.strip_suffix('2').filter(|base| base.ends_with(['_', '.', '-']))?;
    let first = format!("{base}1");
    items.iter().find_map(|item| {
        let Kind::Reads { sight: of_first, .. } = &item.kind else { return None };
        if load::file_name(&item.path) != first || !of_first.has_names_of(sight) {
            return None;
        }
        let accession = ["SRR", "ERR", "DRR"].iter().any(|start| stem.starts_with(start));
        Some((item, accession || of_first.is_first_of(sight)))
    })
}

/// Whether a file has reads of the file of this path, by their names.
fn has_reads_of(items: &[Item], item: &Item, path: &PathBuf) -> bool {
    let sight = |item: &Item| match &item.kind {
        Kind::Reads { sight, .. } => sight.clone(),
        _ => Sight::default(),
    };
    let other = items.iter().find(|other| other.path == *path);
    other.is_some_and(|other| sight(item).has_reads_of(&sight(other)))
}

pub(super) fn grouped(items: &[Item]) -> Grouped {
    let mut grouped = Grouped { samples: BTreeMap::new(), unused: Vec::new(), guesses: Vec::new() };
    let stems: Vec<Option<(String, Mate)>> = items
        .iter()
        .map(|item| {
            let Kind::Reads { mate, sight } = &item.kind else { return None };
            let stem = load::file_name(&item.path);
            let mut mate = *mate;
            match partner(items, &stem, sight) {
                Some((_, true)) => mate = Mate::Second,
                Some((first, false)) if mate == Mate::Unsaid => grouped.guesses.push(format!(
                    "{} and {} have reads of the same names and are two samples here; if they are pairs, name the first alone, or both in one row",
                    shown(&first.path),
                    shown(&item.path)
                )),
                _ => {}
            }
            Some((stem, mate))
        })
        .collect();
    let is_second = |stem: &str| {
        stems.iter().flatten().any(|(other, mate)| other == stem && *mate == Mate::Second)
    };
    let mut processed: BTreeMap<String, Vec<(usize, &Item)>> = BTreeMap::new();
    for (item, of_item) in items.iter().zip(&stems) {
        let Some((stem, mate)) = of_item else { continue };
        let mut name = read_name(stem, *mate);
        // `x_1` with `x_2` that holds the second reads of the pairs.
        if *mate != Mate::Second
            && let Some(pair) = name.sample.strip_suffix("_1")
            && is_second(&format!("{pair}_2"))
        {
            name.sample.truncate(pair.len());
        }
        if name.second {
            let why = format!(
                "second reads of `{}`: small RNA is in the first; where both are named in one row, pairs are joined",
                name.sample
            );
            grouped.unused.push((item.path.clone(), why));
        } else if let Some((base, rank)) = before(&name.sample, &PROCESSED) {
            processed.entry(base.to_owned()).or_default().push((rank, item));
        } else {
            grouped.samples.entry(name.sample).or_default().push(item.path.clone());
        }
    }
    for (base, mut files) in processed {
        files.sort_by_key(|(rank, item)| (*rank, item.path.clone()));
        let raw = grouped.samples.get(&base).and_then(|files| files.first()).cloned();
        let raw = raw.unwrap_or_else(|| {
            let (_, item) = files.remove(0);
            grouped.samples.insert(load::file_name(&item.path), vec![item.path.clone()]);
            item.path.clone()
        });
        for (rank, item) in files {
            let (word, shown_raw) = (PROCESSED[rank], shown(&raw));
            if has_reads_of(items, item, &raw) {
                let why = format!(
                    "reads of {shown_raw} that were worked on (`{word}`); name one of the two, both would count twice"
                );
                grouped.unused.push((item.path.clone(), why));
                continue;
            }
            let name = load::file_name(&item.path);
            grouped.guesses.push(format!(
                "`{name}` is a sample beside {shown_raw}: their first reads differ; if it has the same reads, worked on (`{word}`), leave one of the two out"
            ));
            grouped.samples.insert(name, vec![item.path.clone()]);
        }
    }
    for (sample, lanes) in &grouped.samples {
        if lanes.len() > 1 {
            let n = lanes.len();
            grouped.guesses.push(format!("{n} files of reads are lanes of `{sample}`"));
        }
        if let Some((base, _)) = before(sample, &REPEATED)
            && grouped.samples.contains_key(base)
        {
            grouped.guesses.push(format!(
                "`{sample}` is a sample beside `{base}`; if it is `{base}` sequenced again, name the reads of both in the row of `{base}`; if it is another library of the same vesicles, give both the same `preparation`"
            ));
        }
    }
    grouped
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::discover::head::Head;

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

    fn item(name: &str, first: &str) -> Item {
        let text = format!("@{first}\nACGT\n+\nIIII\n");
        let sight = Sight::new(&Head { path: Path::new(name), text: &text, whole: true });
        let kind = Kind::Reads { mate: Mate::Unsaid, sight };
        Item { path: PathBuf::from(name), file: PathBuf::from(name), kind }
    }

    #[test]
    fn reads_that_were_worked_on_are_not_samples_of_their_own() {
        let items = [
            item("EV1.fastq.gz", "a"),
            item("EV1_trimmed.fastq.gz", "a"),
            item("EV1.dedup.fq", "b"),
            item("EV2_dedup.fq", "c"),
            item("EV2_trimmed.fq", "c"),
            item("EV3_clean.fq", "d"),
        ];
        let grouped = grouped(&items);
        let names: Vec<&String> = grouped.samples.keys().collect();
        assert_eq!(names, ["EV1", "EV1.dedup", "EV2_trimmed", "EV3_clean"]);
        let unused: Vec<String> = grouped.unused.iter().map(|(path, _)| shown(path)).collect();
        assert_eq!(unused, ["EV1_trimmed.fastq.gz", "EV2_dedup.fq"]);
        assert!(grouped.guesses.iter().any(|guess| guess.starts_with("`EV1.dedup` is a sample")));
    }

    #[test]
    fn a_repeat_is_asked_about() {
        let items = ["EV1.fq", "EV1-repeat.fq", "EV2-rerun.fq"].map(|name| item(name, name));
        let grouped = grouped(&items);
        assert_eq!(grouped.samples.len(), 3);
        assert!(grouped.guesses.len() == 1 && grouped.guesses[0].contains("`EV1` sequenced again"));
    }
}
