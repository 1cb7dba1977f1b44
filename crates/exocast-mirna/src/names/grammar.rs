//! The grammar of names of miRBase and `MirGeneDB`.

use super::{
    error::NameProblem,
    parts::{ARMS, End, Parts},
};

const PREFIXES: [&str; 8] = ["miR", "mir", "MIR", "let", "lin", "lsy", "bantam", "iab"];

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
