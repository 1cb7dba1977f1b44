//! Names of samples, as files and columns write them.

use exocast_core::words::sample_key;

/// Words that say how something was measured and not what.
const HOW: &[&str] = &[
    "rna",
    "smallrna",
    "small",
    "srna",
    "smrna",
    "mirna",
    "seq",
    "sequencing",
    "fastq",
    "reads",
    "trimmed",
    "collapsed",
    "nta",
    "size",
    "sizes",
    "sizing",
    "zetaview",
    "nanosight",
    "particle",
    "particles",
    "summary",
    "experimentsummary",
    "experiment",
    "particledata",
    "alltracks",
    "counts",
    "count",
    "sample",
    "data",
    "export",
    "lfq",
    "intensity",
    "ibaq",
    "abundance",
    "bam",
    "sorted",
    "proteins",
    "protein",
    "lipids",
    "nm",
    "csv",
    "txt",
];

/// The letters and numbers of a name, one by one: `EV_01-rna` is `ev`, `1`.
pub(super) fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut last = None;
    for letter in name.to_lowercase().chars() {
        let kind = match letter {
            '0'..='9' => Some(true),
            _ if letter.is_alphabetic() => Some(false),
            _ => None,
        };
        match (kind, parts.last_mut()) {
            (None, _) => {}
            (Some(_), Some(part)) if kind == last => part.push(letter),
            (Some(_), _) => parts.push(letter.to_string()),
        }
        last = kind;
    }
    for part in &mut parts {
        let number = part.trim_start_matches('0');
        if part.starts_with('0') && part.len() > 1 {
            *part = if number.is_empty() { "0".to_owned() } else { number.to_owned() };
        }
    }
    let telling: Vec<String> =
        parts.iter().filter(|part| !HOW.contains(&part.as_str())).cloned().collect();
    if telling.is_empty() { parts } else { telling }
}

/// How well two names agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// One has all parts of the other, one behind the other: so many.
    Holds(usize),
    /// They have the same parts.
    Same,
    /// They are equal.
    Equal,
}

fn fit(a: &str, b: &str) -> Option<Fit> {
    if a == b {
        return Some(Fit::Equal);
    }
    // As R writes it: `X1` is `1`.
    let key = sample_key(a);
    if !key.is_empty() && key == sample_key(b) {
        return Some(Fit::Same);
    }
    let (a, b) = (parts(a), parts(b));
    if a == b {
        return (!a.is_empty()).then_some(Fit::Same);
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let letters = |part: &String| part.len() > 2 && part.chars().all(char::is_alphabetic);
    // A number alone may be anything.
    let tells = short.len() > 1 || short.iter().any(letters);
    let inside = tells && long.windows(short.len().max(1)).any(|window| window == short);
    inside.then_some(Fit::Holds(short.len()))
}

/// What became of the names of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Matched {
    /// The sample of each name, where there is just one.
    pub(super) samples: Vec<Option<usize>>,
    /// Why names that might have fitted have no sample.
    pub(super) refused: Vec<String>,
}

/// Gives each name the sample that it fits best. What fits two samples, or is one of two that fit the same sample,
/// has none.
pub(super) fn matched(names: &[&str], samples: &[String]) -> Matched {
    let mut matched = Matched::default();
    let mut fits: Vec<Option<(usize, Fit)>> = Vec::new();
    for name in names {
        let all = samples.iter().enumerate();
        let all: Vec<(usize, Fit)> =
            all.filter_map(|(place, sample)| Some((place, fit(name, sample)?))).collect();
        let best = all.iter().map(|(_, fit)| *fit).max();
        let best: Vec<(usize, Fit)> =
            all.into_iter().filter(|(_, fit)| Some(*fit) == best).collect();
        fits.push(match best.as_slice() {
            [only] => Some(*only),
            [] => None,
            [first, second, ..] => {
                let (first, second) = (&samples[first.0], &samples[second.0]);
                matched.refused.push(format!("`{name}` may be of `{first}` or of `{second}`"));
                None
            }
        });
    }
    for (sample, sample_name) in samples.iter().enumerate() {
        let of_sample: Vec<(usize, Fit)> = fits
            .iter()
            .enumerate()
            .filter_map(|(place, fit)| fit.filter(|fit| fit.0 == sample).map(|fit| (place, fit.1)))
            .collect();
        let Some(best) = of_sample.iter().map(|(_, fit)| *fit).max() else { continue };
        let mut good = of_sample.iter().filter(|(_, fit)| *fit == best);
        let winner = match (good.next(), good.next()) {
            (Some((place, _)), None) if best >= Fit::Same || of_sample.len() == 1 => Some(*place),
            _ => None,
        };
        for (place, _) in &of_sample {
            if Some(*place) != winner {
                fits[*place] = None;
                if let Some(winner) = winner {
                    let (name, nearer) = (names[*place], names[winner]);
                    matched.refused.push(format!(
                        "`{name}` may be of `{sample_name}` too, whose name `{nearer}` is nearer to"
                    ));
                }
            }
        }
        if winner.is_none() {
            let names: Vec<String> =
                of_sample.iter().map(|(place, _)| format!("`{}`", names[*place])).collect();
            matched.refused.push(format!("{} may all be of `{sample_name}`", names.join(", ")));
        }
    }
    matched.samples = fits.into_iter().map(|fit| fit.map(|(sample, _)| sample)).collect();
    matched
}

#[cfg(test)]
mod tests {
    use super::*;

    fn match_names(names: &[&str], samples: &[&str]) -> Matched {
        let samples: Vec<String> = samples.iter().map(|&sample| sample.to_owned()).collect();
        matched(names, &samples)
    }

    #[test]
    fn names_agree_in_what_they_tell() {
        assert_eq!(parts("EV_01-smallRNA"), ["ev", "1"]);
        let matched = match_names(
            &["EV1", "LFQ intensity EV_02", "20250219_EV_3_size_488", "other"],
            &["EV_1", "EV_2", "EV_3", "EV_10"],
        );
        assert_eq!(matched.samples, [Some(0), Some(1), Some(2), None]);
        assert!(matched.refused.is_empty());
    }

    #[test]
    fn what_fits_twice_fits_nothing() {
        let two = match_names(&["plasma"], &["plasma_A", "plasma_B"]);
        assert_eq!((two.samples.as_slice(), two.refused.len()), (&[None][..], 1));
        let repeats = match_names(&["EV_1_a", "EV_1_b"], &["EV_1"]);
        assert_eq!((repeats.samples.as_slice(), repeats.refused.len()), (&[None, None][..], 1));
        assert_eq!(match_names(&["X1", "X2"], &["1", "2"]).samples, [Some(0), Some(1)]);
        // One that is the same comes before those that hold it.
        let same = match_names(&["EV_1_b", "EV_1"], &["EV-1"]);
        assert_eq!(same.samples, [None, Some(0)]);
        assert!(same.refused[0].starts_with("`EV_1_b` may be of `EV-1` too"), "{same:?}");
        assert_eq!(match_names(&["1"], &["day 1 x"]).samples, [None]);
    }
}
