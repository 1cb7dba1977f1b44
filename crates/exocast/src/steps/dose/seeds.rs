//! The seeds of miRNAs that a table only names.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::LazyLock,
};

use exocast_core::{
    Level, Note, Seed,
    words::{first_listed, plural},
};
use exocast_mirna::Catalogue;
use exocast_target::{Amounts, Mirnas};
use exocast_transfer::{Cargo, EndogenousMirna, Guide};

/// Seed by name of human, mouse and rat matures.
static TABLE: &str = include_str!("seeds.tsv");

/// Organisms of a name in the table, by the letters that stand for them, with the prefix of their names.
const ORGANISMS: [(char, &str); 3] = [('h', "hsa-"), ('m', "mmu-"), ('r', "rno-")];

/// Names in a notice.
const EXAMPLES: usize = 3;

/// Each full name, and each without its organism where all that have it agree on the seed.
static EMBEDDED: LazyLock<HashMap<String, Option<Seed>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Option<Seed>> = HashMap::new();
    for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
        let Some((seed, matures)) = line.split_once('\t') else { continue };
        let Ok(seed) = seed.parse::<Seed>() else { continue };
        for (name, letters) in matures.split(' ').filter_map(|mature| mature.rsplit_once(':')) {
            for (_, prefix) in ORGANISMS.iter().filter(|(letter, _)| letters.contains(*letter)) {
                names.insert(format!("{prefix}{name}"), Some(seed));
            }
            let agreed = names.entry(name.to_owned()).or_insert(Some(seed));
            if *agreed != Some(seed) {
                *agreed = None;
            }
        }
    }
    names
});

/// Where the seeds of names come from: sequences that were given, else the names of miRBase.
#[derive(Clone, Debug, Default)]
pub struct SeedNames(BTreeMap<String, Seed>);

impl SeedNames {
    /// The matures of a reference.
    #[must_use]
    pub fn of_catalogue(catalogue: &Catalogue) -> Self {
        let seeds = catalogue.matures().iter();
        Self(seeds.filter_map(|m| Some((m.name.clone(), Seed::new(&m.sequence)?))).collect())
    }

    /// The sequences of a file.
    #[must_use]
    pub fn of_mirnas(mirnas: &Mirnas) -> Self {
        let seeds = mirnas.as_slice().iter();
        Self(seeds.filter_map(|m| Some((m.name().to_owned(), Seed::new(m.sequence())?))).collect())
    }

    /// The seed of a name, and whether it is that of miRBase and not of a sequence that was given. Of several names joined
    /// by `/`, the one that all have.
    fn find(&self, name: &str) -> Option<(Seed, bool)> {
        let mut parts = name.split('/').map(|part| self.find_single(part.trim()));
        let first = parts.next()??;
        parts.all(|part| part.is_some_and(|(seed, _)| seed == first.0)).then_some(first)
    }

    fn find_single(&self, name: &str) -> Option<(Seed, bool)> {
        let given = self.0.get(name).map(|seed| (*seed, false));
        given.or_else(|| Some((EMBEDDED.get(name).copied().flatten()?, true)))
    }

    /// The cargo with the seeds of its canonical guides, where they are known, and what there is to say of them.
    #[must_use]
    pub fn fill(&self, cargo: Cargo) -> (Cargo, Option<SeedNotice>) {
        let mut by_name = Vec::new();
        let filled = cargo.with_seeds(|name| {
            let (seed, is_embedded) = self.find(name)?;
            if is_embedded {
                by_name.push(name.to_owned());
            }
            Some(seed)
        });
        (filled, SeedNotice::new("cargo", &by_name))
    }

    /// The copies that a recipient makes itself, with the seeds of their names where they are known.
    #[must_use]
    pub fn endogenous(&self, amounts: &Amounts) -> (Vec<EndogenousMirna>, Option<SeedNotice>) {
        let mut by_name = Vec::new();
        let entries = amounts.entries().iter().map(|(name, copies)| {
            let entry = EndogenousMirna::new(name, *copies);
            let Some((seed, is_embedded)) = self.find(name) else { return entry };
            if is_embedded {
                by_name.push(name.clone());
            }
            entry.with_guide(Guide::canonical(Some(seed)))
        });
        let entries = entries.collect();
        (entries, SeedNotice::new("recipient's miRNAs", &by_name))
    }
}

/// Seeds that were taken from the names of miRBase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedNotice {
    table: &'static str,
    mirnas: usize,
    examples: String,
}

impl SeedNotice {
    fn new(table: &'static str, names: &[String]) -> Option<Self> {
        let shown: Vec<&str> = names.iter().map(String::as_str).collect();
        let examples = first_listed(&shown, EXAMPLES);
        (!names.is_empty()).then_some(Self { table, mirnas: names.len(), examples })
    }
}

impl fmt::Display for SeedNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "seeds of {} of the {} are those of these names in miRBase 21 ({}): give sequences where they are others",
            plural(self.mirnas, "miRNA"),
            self.table,
            self.examples
        )
    }
}

impl Note for SeedNotice {
    fn code(&self) -> &'static str {
        "seeds-by-name"
    }

    fn level(&self) -> Level {
        Level::Info
    }
}

#[cfg(test)]
mod tests {
    use exocast_core::Interval;
    use exocast_transfer::CargoEntry;

    use super::*;

    fn seed(name: &str) -> Option<String> {
        SeedNames::default().find(name).map(|(seed, _)| seed.to_string())
    }

    #[test]
    fn names_of_mirbase_have_seeds() {
        for (name, wanted) in [
            ("hsa-let-7a-5p", Some("GAGGUAG")),
            ("mmu-miR-98-5p", Some("GAGGUAG")),
            ("let-7f-5p", Some("GAGGUAG")),
            ("rno-miR-21-5p", Some("AGCUUAU")),
            ("hsa-miR-199a-3p/hsa-miR-199b-3p", Some("CAGUAGU")),
            ("hsa-let-7a-5p/hsa-miR-21-5p", None),
            // No arm, another organism, a seed that depends on the release, and no miRNA.
            ("hsa-let-7a", None),
            ("cel-let-7-5p", None),
            ("hsa-miR-224-5p", None),
            ("novel-1", None),
        ] {
            assert_eq!(seed(name).as_deref(), wanted, "{name}");
        }
    }

    #[test]
    fn sequences_come_before_names_and_names_are_said() {
        let shifted = CargoEntry::measured("hsa-miR-21-5p", Interval::exact(1.0))
            .with_guide(Guide::new("iso_5p:+1", None));
        let named = |name: &str| CargoEntry::measured(name, Interval::exact(1.0));
        let cargo = Cargo::new(vec![named("hsa-miR-21-5p"), named("novel-1"), shifted]);
        let seeds = |cargo: &Cargo| -> Vec<Option<String>> {
            let entries = cargo.entries().iter();
            entries.map(|entry| entry.guide.seed.map(|seed| seed.to_string())).collect()
        };
        let (filled, notice) = SeedNames::default().fill(cargo.clone());
        // What an isomiR is by name alone is not known.
        assert_eq!(seeds(&filled), [Some("AGCUUAU".to_owned()), None, None]);
        assert!(notice.is_some_and(|notice| notice.to_string().contains("1 miRNA of the cargo")));
        let fasta = ">hsa-miR-21-5p\nUUAGCUUAUCAGACUGAUGUUGA\n".as_bytes();
        let mirnas = Mirnas::read_fasta(fasta, "fasta").expect("a miRNA");
        let (filled, notice) = SeedNames::of_mirnas(&mirnas).fill(cargo);
        assert_eq!((seeds(&filled)[0].as_deref(), notice), (Some("UAGCUUA"), None));
    }
}
