//! Layouts as text.

use std::{fmt, str::FromStr};

use super::{
    bad::BadOption,
    layout::{End, Layout, Part, Side},
    limits::{MAX_ADAPTER, MAX_CLIP, MAX_UMI, MIN_ADAPTER},
};

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let write = |f: &mut fmt::Formatter<'_>, side: &Side, clip: char, first: &str| {
            side.0.iter().enumerate().try_for_each(|(i, part)| {
                f.write_str(if i == 0 { first } else { "," })?;
                match part {
                    Part::Clip(n) => write!(f, "{clip}:{n}"),
                    Part::Random(n) => write!(f, "N{n}"),
                    Part::Umi(n) => write!(f, "UMI{n}"),
                    Part::Fixed(sequence) => f.write_str(sequence),
                }
            })
        };
        write(f, &self.front, '5', "")?;
        f.write_str(if self.front.0.is_empty() { "insert" } else { ",insert" })?;
        write(f, &self.back, '3', ",")?;
        match &self.end {
            End::Read => {}
            End::PolyA => f.write_str(",polyA")?,
            End::Adapter(sequence) => write!(f, ",{sequence}")?,
        }
        write(f, &self.after, '3', ",")
    }
}

impl FromStr for Layout {
    type Err = BadOption;

    /// Reads parts, separated by commas: `5:n` and `3:n` (nucleotides to cut off), `Nn` (random), `UMIn`, `insert`, `polyA`,
    /// and sequences, of which the first after the insert is the adapter.
    fn from_str(text: &str) -> Result<Self, BadOption> {
        let bad = |why| BadOption::Layout { layout: text.to_owned(), why };
        let mut layout = Self::default();
        let (mut has_insert, mut has_end) = (false, false);
        for word in text.split(',') {
            let word = word.trim().to_ascii_uppercase().replace('U', "T").replace("TMI", "UMI");
            if word == "INSERT" {
                if has_insert {
                    return Err(bad("`insert` is there twice"));
                }
                has_insert = true;
                continue;
            }
            let is_sequence =
                !word.is_empty() && word.bytes().all(|letter| b"ACGT".contains(&letter));
            if word == "POLYA" || is_sequence && has_insert && !has_end {
                if !has_insert || has_end {
                    return Err(bad("a tail or adapter is the first part after `insert`"));
                }
                if is_sequence && !(MIN_ADAPTER..=MAX_ADAPTER).contains(&word.len()) {
                    return Err(bad("a 3' adapter has 8 to 64 nucleotides"));
                }
                layout.end = if is_sequence { End::Adapter(word) } else { End::PolyA };
                has_end = true;
                continue;
            }
            let (part, clips) = if is_sequence {
                (Part::Fixed(word), None)
            } else {
                part(&word).ok_or_else(|| bad("a part is not understood"))?
            };
            let side = match (has_insert, has_end) {
                (false, _) => &mut layout.front,
                (true, false) => &mut layout.back,
                (true, true) => &mut layout.after,
            };
            if clips.is_some_and(|end| (end == '3') != has_insert) {
                return Err(bad("`5:` is before `insert` and `3:` after it"));
            }
            side.0.push(part);
        }
        if !has_insert {
            return Err(bad("`insert` is missing"));
        }
        for side in [&layout.front, &layout.back, &layout.after] {
            if side.0.iter().filter(|part| part.is_umi()).count() > 1 {
                return Err(bad(
                    "one UMI can be before the insert, one after it and one after the adapter",
                ));
            }
            if side.len() > MAX_CLIP {
                return Err(bad("more than 64 nucleotides are on one side of the insert"));
            }
        }
        if layout.umi_len() > MAX_UMI {
            return Err(bad(
                "the UMIs have more than 12 nucleotides; cut off the others with `5:` or `3:`",
            ));
        }
        Ok(layout)
    }
}

/// A part of a number of nucleotides, and the end that it is clipped from.
fn part(word: &str) -> Option<(Part, Option<char>)> {
    let number = |text: &str| text.parse().ok().filter(|n| (1..=MAX_CLIP).contains(n));
    if !word.is_empty() && word.bytes().all(|letter| letter == b'N') {
        return Some((Part::Random(word.len()), None));
    }
    if let Some((end @ ("5" | "3"), length)) = word.split_once(':') {
        return Some((Part::Clip(number(length)?), end.chars().next()));
    }
    if let Some(length) = word.strip_prefix("UMI") {
        return Some((Part::Umi(number(length)?), None));
    }
    Some((Part::Random(number(word.strip_prefix('N')?)?), None))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match text.parse::<Layout>() {
            Ok(layout) => layout.to_string(),
            Err(BadOption::Layout { why, .. }) => why.to_owned(),
            Err(other) => other.to_string(),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn layouts() {
        for same in [
            "insert",
            "5:3,insert,polyA",
            "UMI12,5:4,insert,polyA",
            "N4,insert,N4,TGGAATTCTCGGGTGCCAAGG",
            "insert,AACTGTAGGCACCATCAAT,UMI12",
            "UMI6,ACGACG,insert,3:2,AGATCGGAAGAGC,UMI6,AGATCGG",
        ] {
            check(same, same);
        }
        check(" nnnn, insert,nn ,uggaauucucgg", "N4,insert,N2,TGGAATTCTCGG");
        check("umi8,INSERT,POLYA,AGATCGG", "UMI8,insert,polyA,AGATCGG");
        check("5:3,polyA", "a tail or adapter is the first part after `insert`");
        check("5:3,ACGT", "`insert` is missing");
        check("insert,ACGT", "a 3' adapter has 8 to 64 nucleotides");
        check("insert,5:3", "`5:` is before `insert` and `3:` after it");
        check("insert,umi", "a part is not understood");
        check("insert,,N4", "a part is not understood");
        check(
            "N4,N4,insert",
            "one UMI can be before the insert, one after it and one after the adapter",
        );
        check(
            "UMI12,insert,N4",
            "the UMIs have more than 12 nucleotides; cut off the others with `5:` or `3:`",
        );
    }

    #[test]
    fn sides() {
        let layout: Layout = "ACG,UMI6,5:4,insert,3:1,N2,polyA".parse().unwrap();
        assert_eq!((layout.front.len(), layout.front.umi()), (13, 3..9));
        assert_eq!((layout.back.len(), layout.back.umi(), layout.umi_len()), (3, 1..3, 8));
    }

    proptest! {
        /// What is written is read back the same.
        #[test]
        fn round_trip(front in 0_usize..9, back in 0_usize..4, umi in 0_usize..5, end in 0..3) {
            let side = |part: Part| Side(if part.len() > 0 { vec![part] } else { Vec::new() });
            let layout = Layout {
                front: side(Part::Clip(front)),
                back: side(Part::Random(back)),
                end: match end {
                    0 => End::Read,
                    1 => End::PolyA,
                    _ => End::Adapter("ACGTACGTAC".to_owned()),
                },
                after: if end == 0 { Side::default() } else { side(Part::Umi(umi)) },
            };
            prop_assert_eq!(layout.to_string().parse(), Ok(layout));
        }
    }
}
