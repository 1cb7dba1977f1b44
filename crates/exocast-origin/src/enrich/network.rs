//! Weighted networks.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{Malformed, ReadError, table::Reader};

use super::sets::{FeatureSet, FeatureSets};

impl FeatureSets {
    /// Reads a weighted network: a table with one row per set, feature and weight, in columns `source`, `target` and
    /// `weight`, as in `CollecTRI` or `PROGENy`, else in the first three columns. Without a weight it is 1. Sets are in
    /// the order of their first row. Format: `docs/formats/enrichment.md`.
    ///
    /// ```
    /// use exocast_origin::enrich::FeatureSets;
    ///
    /// let network = "source\ttarget\tweight\nTP53\tCDKN1A\t1\nTP53\tMYC\t-0.5\n";
    /// let network = FeatureSets::read_network(network.as_bytes(), "network.tsv")?;
    /// assert_eq!(network.sets()[0].members()[1], ("MYC".to_owned(), -0.5));
    /// # Ok::<(), exocast_origin::core::ReadError>(())
    /// ```
    ///
    /// # Errors
    /// At the first line without set or feature, with a weight that is not a finite number, or with a
    /// duplicate pair; where there is no line; and where the stream fails.
    pub fn read_network<R: BufRead>(reader: R, source: &str) -> Result<Self, ReadError> {
        let mut table = Reader::new(reader, source)?;
        let first = usize::from(table.has_row_numbers());
        if table.header().len() < first + 2 {
            return Err(table.no_column("target"));
        }
        let set = match table.text_if_any(&["source", "set"])? {
            Some(column) => column,
            None => table.text_at(first),
        };
        let target = match table.text_if_any(&["target", "feature"])? {
            Some(column) => column,
            None => table.text_at(first + 1),
        };
        let weight = match table.number_if_any(&["weight"])? {
            Some(column) => Some(column),
            None if table.header().len() > first + 2
                && table.is_numeric(first + 2) == Some(true) =>
            {
                Some(table.number_at(first + 2))
            }
            None => None,
        };
        let mut members: Vec<(String, Vec<(String, f64)>)> = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut pairs: BTreeMap<(usize, String), u64> = BTreeMap::new();
        while let Some(row) = table.next_row()? {
            let (name, feature) = (row.name(set)?, row.name(target)?);
            let weight = match weight {
                Some(column) if !row.field(column).is_empty() => {
                    row.required(column, "a finite weight")?
                }
                _ => 1.0,
            };
            let next = members.len();
            let place = *places.entry(name.to_owned()).or_insert(next);
            if place == next {
                members.push((name.to_owned(), Vec::new()));
            }
            if let Some(&first) = pairs.get(&(place, feature.to_owned())) {
                let name = format!("{name} {feature}");
                return Err(row.error(target, Malformed::Duplicate { name, first }));
            }
            pairs.insert((place, feature.to_owned()), row.line());
            members[place].1.push((feature.to_owned(), weight));
        }
        if members.is_empty() {
            return Err(table.no_rows("set"));
        }
        let sets =
            Self::new(members.into_iter().map(|(name, list)| FeatureSet::weighted(name, list)));
        Ok(Self { notices: table.notices(), ..sets })
    }
}
