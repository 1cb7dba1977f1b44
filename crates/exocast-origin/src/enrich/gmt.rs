//! Sets of features, as GMT files hold them.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, BufRead, Write},
};

use exocast_core::{Lines, Malformed, ReadError};

/// A named set of features, each with a weight.
#[derive(Clone, Debug, PartialEq)]
pub struct FeatureSet {
    name: String,
    description: String,
    members: Vec<(String, f64)>,
}

impl FeatureSet {
    /// A set whose features have weights, as regulons do. Of a feature that stands twice the first
    /// weight counts.
    #[must_use]
    pub fn weighted<S: Into<String>>(
        name: impl Into<String>,
        members: impl IntoIterator<Item = (S, f64)>,
    ) -> Self {
        let mut seen = BTreeSet::new();
        let members = members
            .into_iter()
            .map(|(feature, weight)| (feature.into(), weight))
            .filter(|(feature, _)| seen.insert(feature.clone()))
            .collect();
        Self { name: name.into(), description: String::new(), members }
    }

    /// Name of the set.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What the file says about it.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Features with their weights, each feature once.
    #[must_use]
    pub fn members(&self) -> &[(String, f64)] {
        &self.members
    }
}

/// Sets of features with unique names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeatureSets {
    sets: Vec<FeatureSet>,
    repeated: usize,
}

impl FeatureSets {
    /// Reads GMT: one set a line, its name, a description and its features separated by tabs. Empty
    /// lines and empty fields at the end of a line are passed over. Where every feature of a line ends in a comma and
    /// a number, as Enrichr writes them, that is its weight. Format: `docs/formats/enrichment.md`.
    ///
    /// # Errors
    /// At the first line without a name, without a feature, with a set name that stood before, or
    /// with an empty field between features; where there is no set; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut first_lines: BTreeMap<String, u64> = BTreeMap::new();
        let mut out = Self::default();
        loop {
            let Some(line) = lines.next_line()? else { break };
            if line.trim().is_empty() {
                continue;
            }
            let set = parse(line);
            let at = lines.location();
            let (set, repeated) =
                set.map_err(|(field, cause)| ReadError::malformed(at.clone().field(field), cause))?;
            if let Some(&first) = first_lines.get(&set.name) {
                let cause = Malformed::Duplicate { name: set.name, first };
                return Err(ReadError::malformed(at.field(1), cause));
            }
            first_lines.insert(set.name.clone(), lines.number());
            out.repeated += repeated;
            out.sets.push(set);
        }
        if out.sets.is_empty() {
            return Err(ReadError::malformed(lines.location(), Malformed::Empty("set")));
        }
        Ok(out)
    }

    /// Reads a weighted network: a header line, then a set, a feature and a weight a line, separated
    /// by tabs (`source target weight`, as in `CollecTRI` or `PROGENy`); a line without a third field
    /// has weight 1. Sets are in the order of their first line. Format: `docs/formats/enrichment.md`.
    ///
    /// # Errors
    /// At the first line without set or feature, with a weight that is not a finite number, or with a
    /// pair that stood before; where there is no line; and where the stream fails.
    pub fn read_network<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut lines = Lines::new(reader, source);
        let mut members: Vec<(String, Vec<(String, f64)>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut pairs: BTreeMap<(usize, String), u64> = BTreeMap::new();
        let mut header = true;
        loop {
            let Some(line) = lines.next_line()? else { break };
            if line.trim().is_empty() || std::mem::take(&mut header) {
                continue;
            }
            let fields: Vec<String> = line.split('\t').map(|f| f.trim().to_owned()).collect();
            let at = lines.location();
            let bad = |field: usize, cause| ReadError::malformed(at.clone().field(field), cause);
            if fields[0].is_empty() {
                return Err(bad(1, Malformed::Missing("the name of the set")));
            }
            let Some(feature) = fields.get(1).filter(|f| !f.is_empty()) else {
                return Err(bad(
                    2,
                    Malformed::Missing("a feature after the set, separated by a tab"),
                ));
            };
            let weight = match fields.get(2).map(String::as_str) {
                None | Some("") => 1.0,
                Some(text) => match text.parse::<f64>() {
                    Ok(weight) if weight.is_finite() => weight,
                    _ => return Err(bad(3, Malformed::field(text, "a finite weight"))),
                },
            };
            let next = members.len();
            let place = *places.entry(fields[0].clone()).or_insert(next);
            if place == next {
                members.push((fields[0].clone(), Vec::new()));
            }
            if let Some(&first) = pairs.get(&(place, feature.clone())) {
                let name = format!("{} {feature}", fields[0]);
                return Err(bad(2, Malformed::Duplicate { name, first }));
            }
            pairs.insert((place, feature.clone()), lines.number());
            members[place].1.push((feature.clone(), weight));
        }
        if members.is_empty() {
            return Err(ReadError::malformed(lines.location(), Malformed::Empty("set")));
        }
        Ok(Self::new(members.into_iter().map(|(name, list)| FeatureSet::weighted(name, list))))
    }

    /// Sets made elsewhere; of two with one name the first is kept.
    #[must_use]
    pub fn new(sets: impl IntoIterator<Item = FeatureSet>) -> Self {
        let mut seen = BTreeSet::new();
        let sets = sets.into_iter().filter(|set| seen.insert(set.name.clone())).collect();
        Self { sets, repeated: 0 }
    }

    /// The sets, in order.
    #[must_use]
    pub fn sets(&self) -> &[FeatureSet] {
        &self.sets
    }

    /// How many features stood twice in their set, and count once.
    #[must_use]
    pub fn repeated(&self) -> usize {
        self.repeated
    }

    /// Writes GMT; weights are not part of the format and are left out.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn write(&self, mut out: impl Write) -> io::Result<()> {
        for set in &self.sets {
            write!(out, "{}\t{}", set.name, set.description)?;
            for (feature, _) in &set.members {
                write!(out, "\t{feature}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

fn parse(line: &str) -> Result<(FeatureSet, usize), (usize, Malformed)> {
    let mut fields: Vec<&str> = line.split('\t').map(str::trim).collect();
    while fields.len() > 2 && fields.last().is_some_and(|field| field.is_empty()) {
        fields.pop();
    }
    if fields[0].is_empty() {
        return Err((1, Malformed::Missing("the name of the set")));
    }
    if fields.len() < 3 {
        let cause = Malformed::Missing("a feature after name and description, separated by tabs");
        return Err((fields.len() + 1, cause));
    }
    if let Some(i) = fields[2..].iter().position(|field| field.is_empty()) {
        return Err((i + 3, Malformed::field("", "the name of a feature")));
    }
    let given = fields.len() - 2;
    let weights: Option<Vec<(&str, f64)>> = fields[2..].iter().map(|field| weight(field)).collect();
    let mut set = match weights {
        Some(weights) => FeatureSet::weighted(fields[0], weights),
        None => FeatureSet::weighted(fields[0], fields[2..].iter().map(|field| (*field, 1.0))),
    };
    fields[1].clone_into(&mut set.description);
    let repeated = given - set.members.len();
    Ok((set, repeated))
}

/// `gene,1.0` as Enrichr writes it.
fn weight(field: &str) -> Option<(&str, f64)> {
    let (feature, weight) = field.rsplit_once(',')?;
    let weight = weight.trim().parse().ok().filter(|weight: &f64| weight.is_finite())?;
    let feature = feature.trim();
    (!feature.is_empty()).then_some((feature, weight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(&str, f64)]) {
        let sets = FeatureSets::read(line.as_bytes(), "sets.gmt").unwrap();
        let members: Vec<(&str, f64)> = sets.sets()[0]
            .members()
            .iter()
            .map(|(name, weight)| (name.as_str(), *weight))
            .collect();
        assert_eq!(members, expected);
    }

    #[test]
    fn weights_are_read_where_every_feature_has_one() {
        check(
            "liver\t\tALB,1.0\tTTR,0.25\tAPOA1,-2\t",
            &[("ALB", 1.0), ("TTR", 0.25), ("APOA1", -2.0)],
        );
        check("liver\t-\tALB\tTTR", &[("ALB", 1.0), ("TTR", 1.0)]);
        check("oils\t-\tPC 18:1,2\tethanol", &[("PC 18:1,2", 1.0), ("ethanol", 1.0)]);
    }
}
