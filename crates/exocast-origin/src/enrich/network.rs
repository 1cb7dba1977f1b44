//! Weighted networks.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Lines, Malformed, ReadError};

use super::sets::{FeatureSet, FeatureSets};

impl FeatureSets {
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
}
