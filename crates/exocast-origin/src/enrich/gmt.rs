//! GMT files.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Lines, Location, Malformed, ReadError, text::Decoded};

use super::sets::{FeatureSet, FeatureSets};

impl FeatureSets {
    /// Reads GMT: one set per line: its name, a description and its features separated by tabs. Empty
    /// lines and empty fields at the end of a line are skipped. Where every feature of a line ends in a comma and
    /// a number, as Enrichr writes them, that is its weight. Format: `docs/formats/enrichment.md`.
    ///
    /// # Errors
    /// At the first line without a name, without a feature, with a duplicate set name, or
    /// with an empty field between features; where there is no set; and where the stream fails.
    pub fn read<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let decoded =
            Decoded::new(reader).map_err(|cause| ReadError::io(Location::new(source), cause))?;
        let mut lines = Lines::new(decoded, source);
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
    let set = match weights {
        Some(weights) => FeatureSet::weighted(fields[0], weights),
        None => FeatureSet::weighted(fields[0], fields[2..].iter().map(|field| (*field, 1.0))),
    };
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
