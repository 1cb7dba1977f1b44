//! Names of features as some programs write them, with more than the name: brought to the name alone.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use super::{kind::Kind, request::Known};

/// What a name has besides the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extra {
    /// The header of a transcript of GENCODE: `ENST…|ENSG…|…|CD9-201|CD9|…|`.
    Gencode,
    /// The precursor behind a mark: `hsa-miR-21-5p#hsa-mir-21`.
    Precursor,
    /// Accession and organism behind colons: `hsa-miR-21-5p:MIMAT0000076:Homo:sapiens:miR-21-5p`.
    Colons,
    /// The part of the precursor in front: `mature,MIMAT0000076`.
    Region,
    /// Points for hyphens, as R writes names of columns: `hsa.miR.21.5p`.
    Points,
    /// Several names with slashes between them: `CD9 /// CD9P1`.
    Slashes,
    /// A number in brackets behind the name: `CD9 (Entrez 928)`.
    Number,
    /// A mature miRNA in the letters of a precursor: `hsa-mir-21-5p`.
    Case,
}

/// The name alone, and what it had besides; nothing where it is plain.
pub(super) fn plain<'n>(name: &'n str, known: Option<Known<'_>>) -> Option<(Cow<'n, str>, Extra)> {
    // Most names have none of these.
    if !name.bytes().any(|byte| matches!(byte, b'|' | b'#' | b':' | b',' | b'.' | b'/' | b'('))
        && !name.contains("-mir-")
    {
        return None;
    }
    if let Some(mature) = in_mature_letters(name, known) {
        return Some((Cow::Owned(mature), Extra::Case));
    }
    if name.contains("///") {
        let names: Vec<&str> =
            name.split("///").map(str::trim).filter(|name| !name.is_empty()).collect();
        let is_known = |name: &&&str| known.is_some_and(|known| known(name));
        if let [only] = names.iter().filter(is_known).collect::<Vec<_>>().as_slice() {
            return Some((Cow::Owned((**only).to_owned()), Extra::Slashes));
        }
        return Some((Cow::Owned(names.join(";")), Extra::Slashes));
    }
    if let Some(stem) = before_number(name) {
        return Some((Cow::Borrowed(stem), Extra::Number));
    }
    let is_certain = |name: &str| Kind::from_name(name).is_certain();
    let is_mirna = |name: &str| Kind::from_name(name) == Kind::Mirna;
    if name.matches('|').count() >= 3 && is_certain(name) {
        let parts: Vec<&str> = name.split('|').collect();
        let is_known = |part: &&&str| {
            known.is_some_and(|known| known(part) || known(crate::sequence::without_version(part)))
        };
        // Transcript, gene, then its symbol, which is the sixth.
        let best = [0, 1, 5].iter().filter_map(|&at| parts.get(at)).find(is_known);
        return Some((Cow::Borrowed(best.unwrap_or(&parts[0])), Extra::Gencode));
    }
    if let Some(accession) = name.strip_prefix("mature,").filter(|rest| is_mirna(rest)) {
        return Some((Cow::Borrowed(accession), Extra::Region));
    }
    for (mark, extra) in [('#', Extra::Precursor), (':', Extra::Colons)] {
        if let Some((before, _)) = name.split_once(mark).filter(|(before, _)| is_mirna(before)) {
            return Some((Cow::Borrowed(before.trim()), extra));
        }
    }
    with_hyphens(name).map(|name| (Cow::Owned(name), Extra::Points))
}

/// `hsa-miR-21-5p` of `hsa-mir-21-5p`: what has an arm is no precursor.
fn in_mature_letters(name: &str, known: Option<Known<'_>>) -> Option<String> {
    let has_arm = name.ends_with("-5p") || name.ends_with("-3p");
    if !has_arm || known.is_some_and(|known| known(name)) {
        return None;
    }
    let (organism, rest) = name.split_once("-mir-")?;
    let is_organism = (3..=5).contains(&organism.len())
        && organism.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_organism.then(|| format!("{organism}-miR-{rest}"))
}

/// `CD9` of `CD9 (Entrez 928)` and `CD9 (GeneID:928)`.
fn before_number(name: &str) -> Option<&str> {
    let (stem, inner) = name.strip_suffix(')')?.rsplit_once(" (")?;
    let inner = inner.to_lowercase();
    let number = ["entrez", "geneid", "gene id", "ncbi"]
        .iter()
        .find_map(|word| inner.strip_prefix(word))?
        .trim_start_matches([' ', ':', '=', '_']);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(stem.trim())
}

/// The name of a miRNA whose hyphens R has turned into points.
fn with_hyphens(name: &str) -> Option<String> {
    if name.contains('-') || name.matches('.').count() < 2 {
        return None;
    }
    let hyphens = name.replace('.', "-");
    (Kind::from_name(&hyphens) == Kind::Mirna).then_some(hyphens)
}

/// Names that were brought to the name alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Plain {
    /// The first, and what they were read as.
    pub(super) examples: Vec<String>,
    /// How many there are.
    pub(super) names: usize,
    /// Whether names had a precursor, so that several rows may list the same reads.
    pub(super) by_precursor: bool,
}

impl Plain {
    /// Brings names to the name alone.
    pub(super) fn all(names: &mut [Option<Arc<str>>], known: Option<Known<'_>>) -> Self {
        let mut all = Self::default();
        for name in names.iter_mut().flatten() {
            all.add(name, known);
        }
        all
    }

    /// Brings a name to the name alone.
    pub(super) fn add(&mut self, name: &mut Arc<str>, known: Option<Known<'_>>) {
        const MOST: usize = 10;
        let Some((plain, extra)) = plain(name, known) else { return };
        self.names += 1;
        self.by_precursor |= extra == Extra::Precursor;
        if self.examples.len() < MOST {
            self.examples.push(format!("`{}` = {plain}", crate::words::shown(name)));
        }
        *name = Arc::from(plain.as_ref());
    }
}

/// Whether each name that is there several times has the same values in each of its rows.
pub(super) fn repeats_are_equal(names: &[Arc<str>], values: &[f64]) -> bool {
    let width = values.len() / names.len().max(1);
    let row = |place: usize| values[place * width..(place + 1) * width].iter().map(|v| v.to_bits());
    let mut first: std::collections::HashMap<&str, usize> = std::collections::HashMap::new();
    let mut differing: HashSet<&str> = HashSet::new();
    for (place, name) in names.iter().enumerate() {
        let seen = *first.entry(name).or_insert(place);
        if seen < place && !row(seen).eq(row(place)) {
            differing.insert(name);
        }
    }
    differing.is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_brought_to_the_name_alone() {
        let check = |name: &str, wanted: Option<&str>| {
            assert_eq!(plain(name, None).map(|(name, _)| name.into_owned()).as_deref(), wanted);
        };
        check("hsa.miR.21.5p", Some("hsa-miR-21-5p"));
        check("hsa.let.7a.5p", Some("hsa-let-7a-5p"));
        check("hsa-miR-21-5p#hsa-mir-21", Some("hsa-miR-21-5p"));
        check("hsa-miR-21-5p:MIMAT0000076:Homo:sapiens:miR-21-5p", Some("hsa-miR-21-5p"));
        check("mature,MIMAT0000076", Some("MIMAT0000076"));
        let gencode =
            "ENST00000009180.4|ENSG00000010278.14|OTT1|OTT2|CD9-201|CD9|1200|protein_coding|";
        check(gencode, Some("ENST00000009180.4"));
        let symbol = |name: &str| name == "CD9";
        assert_eq!(plain(gencode, Some(&symbol)).expect("a name").0, "CD9");
        let gene = |name: &str| name == "ENSG00000010278";
        assert_eq!(plain(gencode, Some(&gene)).expect("a name").0, "ENSG00000010278.14");
        check("CD9 /// CD9P1", Some("CD9;CD9P1"));
        check("CD9///LOC1///", Some("CD9;LOC1"));
        check("CD9 (Entrez 928)", Some("CD9"));
        check("hsa-mir-21-5p", Some("hsa-miR-21-5p"));
        for name in [
            "hsa-mir-21",
            "PC (16:0/18:1)",
            "CD9",
            "ENSG00000010278.14",
            "H2.0",
            "hsa-miR-21-5p",
            "PC 34:1",
            "AC012.3",
            "x.y.z",
            "A|1",
        ] {
            check(name, None);
        }
    }

    #[test]
    fn repeats_are_equal_where_every_value_is() {
        let names: Vec<Arc<str>> = ["a", "b", "a"].into_iter().map(Arc::from).collect();
        assert!(repeats_are_equal(&names, &[1.0, 2.0, 3.0, 4.0, 1.0, 2.0]));
        assert!(!repeats_are_equal(&names, &[1.0, 2.0, 3.0, 4.0, 1.0, 3.0]));
    }
}
