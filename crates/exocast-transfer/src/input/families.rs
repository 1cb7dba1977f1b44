//! Guides of one seed.

use std::{borrow::Cow, collections::HashMap};

use exocast_core::{Interval, Seed};

use super::{
    cargo::{Cargo, CargoEntry},
    guide::Guide,
};
use crate::parameters::Status;

/// The guides of a cargo that act on the same sites, having one seed; a guide whose seed is not known stands alone.
///
/// ```
/// use exocast_transfer::{Cargo, CargoEntry, Guide, core::{Interval, Seed}};
///
/// let let7: Seed = "GAGGUAG".parse()?;
/// let guide = |name: &str, copies: f64| {
///     CargoEntry::measured(name, Interval::exact(copies)).with_guide(Guide::canonical(Some(let7)))
/// };
/// let unknown = CargoEntry::measured("novel-1", Interval::exact(0.1));
/// let cargo = Cargo::new(vec![guide("let-7a-5p", 0.02), unknown, guide("miR-98-5p", 0.03)]);
/// let families = cargo.families();
/// assert_eq!(families.len(), 2);
/// assert_eq!(families[0].label(), "seed GAGGUAG (miR-98-5p and 1 more)");
/// assert_eq!(families[0].pooled.copies_per_vesicle.value, 0.05);
/// assert_eq!(families[1].label(), "novel-1");
/// # Ok::<(), exocast_transfer::core::BadSeed>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Family {
    /// The seed; nothing where it is not known.
    pub seed: Option<Seed>,
    /// Places of its guides in the cargo, the one with most copies first, then by name.
    pub members: Vec<usize>,
    /// All of them as one entry: copies summed, and their ends too, as errors of one seed are taken to be common.
    pub pooled: CargoEntry,
}

impl Family {
    /// The guide where it is the only one, else the seed with the guide that has most copies.
    #[must_use]
    pub fn label(&self) -> String {
        self.pooled.label()
    }
}

/// What tells families apart.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Seed(Seed),
    Guide(String),
}

impl CargoEntry {
    /// What names the random column of an entry, and of all that belong with it.
    pub(crate) fn family_key(&self) -> String {
        family_key(&self.mirna, &self.guide)
    }
}

/// The seed of a guide, or its name where that is not known.
pub(crate) fn family_key(mirna: &str, guide: &Guide) -> String {
    guide.seed.map_or_else(|| guide.label(mirna), |seed| seed.to_string())
}

impl Cargo {
    /// The families of the cargo, in the order of their first guides.
    #[must_use]
    pub fn families(&self) -> Vec<Family> {
        let mut places: HashMap<Key, usize> = HashMap::new();
        let mut members: Vec<Vec<usize>> = Vec::new();
        for (i, entry) in self.entries().iter().enumerate() {
            let key = entry.guide.seed.map_or_else(|| Key::Guide(entry.label()), Key::Seed);
            let place = *places.entry(key).or_insert(members.len());
            if place == members.len() {
                members.push(Vec::new());
            }
            members[place].push(i);
        }
        members.into_iter().map(|members| self.family(members)).collect()
    }

    fn family(&self, mut members: Vec<usize>) -> Family {
        let entries = self.entries();
        let copies = |i: usize| entries[i].copies_per_vesicle.value;
        let name = |i: usize| (&entries[i].mirna, &entries[i].guide.isomir);
        members
            .sort_by(|&a, &b| copies(b).total_cmp(&copies(a)).then_with(|| name(a).cmp(&name(b))));
        let first = &entries[members[0]];
        let seed = first.guide.seed;
        let pooled = match (seed, members.len() - 1) {
            (Some(seed), more) if more > 0 => {
                let name = format!("seed {seed} ({} and {more} more)", first.label());
                let guides: Vec<&CargoEntry> = members.iter().map(|&i| &entries[i]).collect();
                pooled(name, Guide::canonical(Some(seed)), &guides)
            }
            _ => first.clone(),
        };
        Family { seed, members, pooled }
    }
}

/// Entries as one.
fn pooled(mirna: String, guide: Guide, entries: &[&CargoEntry]) -> CargoEntry {
    let sum = |part: fn(&Interval) -> f64| {
        entries.iter().map(|entry| part(&entry.copies_per_vesicle)).sum::<f64>()
    };
    let copies = Interval { value: sum(|i| i.value), low: sum(|i| i.low), high: sum(|i| i.high) };
    let measured = entries.iter().all(|entry| entry.status == Status::Measured);
    // Draws of the sum, where every guide brings its own.
    let longest = entries.iter().map(|entry| entry.draws.len()).max().unwrap_or_default();
    let drawn = entries.iter().all(|entry| !entry.draws.is_empty());
    let draws = (0..if drawn { longest } else { 0 })
        .map(|d| entries.iter().map(|entry| entry.draws[d % entry.draws.len()]).sum())
        .collect();
    CargoEntry {
        mirna,
        guide,
        copies_per_vesicle: copies,
        status: if measured { Status::Measured } else { Status::Assumed },
        source: Cow::Borrowed("sum over the guides of the seed"),
        draws,
    }
}
