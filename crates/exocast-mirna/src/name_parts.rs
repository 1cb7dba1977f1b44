//! The grammar of names, as parts that print back to the same text.

use std::fmt;

use crate::name::{NameKind, NameProblem};

/// The parts of a name, in the order in which they are written.
#[allow(clippy::struct_excessive_bools, reason = "each is a mark that a name has or has not")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Parts {
    pub(crate) species: String,
    pub(crate) mirgenedb: bool,
    pub(crate) prefix: String,
    /// Plants write `miR156`, without the hyphen.
    hyphen: bool,
    pub(crate) stem: String,
    pub(crate) letters: String,
    pub(crate) loci: Vec<String>,
    pub(crate) ends: Vec<End>,
    pub(crate) antisense: bool,
    pub(crate) stars: u8,
    /// The first releases mark some precursors so: `hsa-let-7a-1L`.
    stem_loop: bool,
}

/// `-5p`, `-3p.2`, `-??`; `_5p`, `_pre` in `MirGeneDB`; or a bare `.1`, with an empty arm.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct End {
    pub(crate) arm: String,
    dot: String,
}

const PREFIXES: [&str; 8] = ["miR", "mir", "MIR", "let", "lin", "lsy", "bantam", "iab"];

/// Arms; `??` where it is not known, `c5p` once in release 22 (`mle-miR-12101-2-c5p`).
const ARMS: [&str; 5] = ["5p", "3p", "??", "c5p", "c3p"];

pub(crate) fn parse(name: &str) -> Result<Parts, NameProblem> {
    let (species, rest) = name.split_once('-').ok_or(NameProblem::Species)?;
    let mut letters = species.bytes();
    let first = letters.next().ok_or(NameProblem::Species)?;
    let tail_fits = species.len() >= 3
        && letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if !tail_fits || !first.is_ascii_alphabetic() {
        return Err(NameProblem::Species);
    }
    if first.is_ascii_uppercase() { mirgenedb(species, rest) } else { mirbase(species, rest) }
}

fn mirbase(species: &str, rest: &str) -> Result<Parts, NameProblem> {
    let prefix =
        PREFIXES.iter().find(|prefix| rest.starts_with(**prefix)).ok_or(NameProblem::Prefix)?;
    let mut parts = Parts { species: species.into(), prefix: (*prefix).into(), ..Parts::default() };
    let body = rest[prefix.len()..].trim_end_matches('*');
    parts.stars =
        u8::try_from(rest.len() - prefix.len() - body.len()).map_err(|_| NameProblem::Suffix)?;
    let body = match body.strip_suffix('L').filter(|_| *prefix == "let" && parts.stars == 0) {
        Some(body) => {
            parts.stem_loop = true;
            body
        }
        None => body,
    };
    let body = match body.strip_prefix('-') {
        Some(body) => {
            parts.hyphen = true;
            body
        }
        None => body,
    };
    let mut tokens =
        if body.is_empty() && !parts.hyphen { vec![] } else { body.split('-').collect() };
    take_ends(&mut parts, &mut tokens);
    let mut tokens = tokens.into_iter().peekable();
    if *prefix == "bantam" {
        bantam(&mut parts, &mut tokens)?;
    } else {
        let first = tokens.next().ok_or(NameProblem::Family)?;
        // `iab-4`, and once `iab` alone (`tca-miR-iab-3p`).
        let second = tokens.next_if(|_| first == "iab").map(|number| format!("iab-{number}"));
        let stem = second.as_deref().unwrap_or(first);
        family(&mut parts, stem)?;
    }
    for token in tokens {
        if !is_locus(token) {
            return Err(NameProblem::Suffix);
        }
        parts.loci.push(token.into());
    }
    Ok(parts)
}

/// `bantam`, `bantam-b`, `bantam-c-1`.
fn bantam<'a>(
    parts: &mut Parts,
    tokens: &mut (impl Iterator<Item = &'a str> + Clone),
) -> Result<(), NameProblem> {
    if let Some(token) = tokens.clone().next()
        && !token.is_empty()
        && token.bytes().all(|byte| byte.is_ascii_lowercase())
    {
        token.clone_into(&mut parts.letters);
        tokens.next();
    }
    if parts.hyphen { Ok(()) } else { tokens.next().map_or(Ok(()), |_| Err(NameProblem::Family)) }
}

/// `199a`, `BART1`, `156a.2`, `iab-4`: a stem, letters of the member, a dot variant.
fn family(parts: &mut Parts, token: &str) -> Result<(), NameProblem> {
    let (body, dot) = split_dot(token);
    let fits = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    if !fits(body) {
        return Err(NameProblem::Family);
    }
    let stem = body.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let numbered = stem.ends_with(|c: char| c.is_ascii_digit());
    let stem = if numbered { stem } else { body };
    stem.clone_into(&mut parts.stem);
    body[stem.len()..].clone_into(&mut parts.letters);
    if let Some(dot) = dot {
        parts.ends.insert(0, End { arm: String::new(), dot: dot.into() });
    }
    Ok(())
}

/// Takes `as`, arms and their dot variants off the end.
fn take_ends(parts: &mut Parts, tokens: &mut Vec<&str>) {
    if tokens.len() > 1 && tokens.last() == Some(&"as") {
        tokens.pop();
        parts.antisense = true;
    }
    while let Some(&token) = tokens.last() {
        let (arm, dot) = split_dot(token);
        if !ARMS.contains(&arm) {
            break;
        }
        parts.ends.insert(0, End { arm: arm.into(), dot: dot.unwrap_or_default().into() });
        tokens.pop();
    }
}

fn split_dot(token: &str) -> (&str, Option<&str>) {
    match token.split_once('.') {
        Some((head, dot)) if !dot.is_empty() && dot.bytes().all(|b| b.is_ascii_digit()) => {
            (head, Some(dot))
        }
        _ => (token, None),
    }
}

/// A locus or cluster member: digits, then perhaps a letter (`10a` of `kshv-miR-K12-10a`); in the first releases
/// the chromosome, perhaps with a number (`X`, `7.1`).
fn is_locus(token: &str) -> bool {
    let token = split_dot(token).0;
    if matches!(token, "X" | "Y") {
        return true;
    }
    let digits = token.trim_end_matches(|c: char| c.is_ascii_lowercase());
    !digits.is_empty()
        && token.len() - digits.len() <= 1
        && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn mirgenedb(species: &str, rest: &str) -> Result<Parts, NameProblem> {
    let body = rest.trim_end_matches('*');
    let stars = u8::try_from(rest.len() - body.len()).map_err(|_| NameProblem::Suffix)?;
    let mut parts =
        Parts { species: species.into(), mirgenedb: true, hyphen: true, stars, ..Parts::default() };
    let body = match body.split_once('_') {
        Some((body, end)) if matches!(end, "5p" | "3p" | "pre" | "loop" | "pri" | "ext") => {
            parts.ends.push(End { arm: end.into(), dot: String::new() });
            body
        }
        Some(_) => return Err(NameProblem::Suffix),
        None => body,
    };
    let mut tokens = body.split('-').peekable();
    let prefix = tokens.next().unwrap_or_default();
    if !prefix.starts_with(|c: char| c.is_ascii_uppercase())
        || !prefix.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        return Err(NameProblem::Prefix);
    }
    prefix.clone_into(&mut parts.prefix);
    if let Some(stem) = tokens.next_if(|token| token.starts_with(|c: char| c.is_ascii_digit())) {
        stem.clone_into(&mut parts.stem);
    }
    for token in tokens {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return Err(NameProblem::Suffix);
        }
        parts.loci.push(token.into());
    }
    Ok(parts)
}

impl Parts {
    pub(crate) fn kind(&self) -> NameKind {
        let has_arm = self.ends.iter().any(|end| ARMS.contains(&end.arm.as_str()));
        if self.stem_loop {
            NameKind::Precursor
        } else if has_arm || self.stars > 0 || self.prefix == "miR" {
            NameKind::Mature
        } else if self.mirgenedb || matches!(self.prefix.as_str(), "mir" | "MIR") {
            NameKind::Precursor
        } else {
            NameKind::Either
        }
    }
}

impl fmt::Display for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.species, self.prefix)?;
        let mut ends = self.ends.iter().peekable();
        if self.mirgenedb {
            if !self.stem.is_empty() {
                write!(f, "-{}", self.stem)?;
            }
        } else {
            if self.hyphen {
                f.write_str("-")?;
            }
            write!(f, "{}{}", self.stem, self.letters)?;
            if let Some(end) = ends.next_if(|end| end.arm.is_empty()) {
                write!(f, ".{}", end.dot)?;
            }
        }
        // `bantam-1`: the hyphen is written already and nothing stands behind it.
        let mut bare = self.prefix == "bantam" && self.letters.is_empty() && self.hyphen;
        let mut hyphen = |f: &mut fmt::Formatter<'_>| {
            if std::mem::take(&mut bare) { Ok(()) } else { f.write_str("-") }
        };
        for locus in &self.loci {
            hyphen(f)?;
            f.write_str(locus)?;
        }
        for end in ends {
            if self.mirgenedb {
                f.write_str("_")?;
            } else {
                hyphen(f)?;
            }
            f.write_str(&end.arm)?;
            if !end.dot.is_empty() {
                write!(f, ".{}", end.dot)?;
            }
        }
        if self.antisense {
            hyphen(f)?;
            f.write_str("as")?;
        }
        if self.stem_loop {
            f.write_str("L")?;
        }
        (0..self.stars).try_for_each(|_| f.write_str("*"))
    }
}
