//! Signature and cargo brought to the same features.

use std::collections::BTreeSet;

use exocast_core::{
    LabelledMatrix,
    names::{By, Found, Lookup, NameNotice},
};
use ndarray::Array2;

use super::{cargo::Cargo, profiles::Signature};
use crate::{error::OriginError, names::near_names, notice::Notice};

/// Names that a notice lists.
pub(crate) const LISTED: usize = 10;

/// Features that signature and cargo share: values in the order of the signature.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    /// Features used × sources.
    pub(crate) signature: Array2<f64>,
    /// Features used × samples.
    pub(crate) cargo: Array2<f64>,
    /// Names of the features used.
    pub(crate) features: Vec<String>,
    /// Features used, as part of those of the signature.
    pub(crate) overlap: f64,
    pub(crate) notices: Vec<Notice>,
}

/// Rows of the cargo by feature of the signature.
#[derive(Debug)]
pub(crate) struct Rows {
    /// The rows of each feature; none where the cargo has none.
    pub(crate) by_feature: Vec<Vec<usize>>,
    /// Features matched though versions differ.
    any_version: usize,
    /// Features matched by another name of the gene, by an orthologue or as one of a group, with the first of their rows.
    other_names: Vec<(String, String)>,
    /// What to say of the names of the cargo.
    notices: Vec<NameNotice>,
}

/// The rows of the cargo for each feature of the signature: of the same name, else of the same accession in another
/// version, else of another name of the gene or of its orthologue. A row belongs to one feature: where two features other
/// than of its name mean it, neither has it.
pub(crate) fn rows_of(signature: &Signature, cargo: &LabelledMatrix) -> Rows {
    let lookup = Lookup::new(cargo.rows(), signature.features());
    let mut matches: Vec<Option<Found>> =
        signature.features().map(|name| lookup.find(name)).collect();
    let is_by_name = |matched: &Found| matches!(matched.by, By::Itself | By::Version);
    let mut owners = vec![(0_usize, 0_usize); cargo.rows().len()];
    for matched in matches.iter().flatten() {
        for &row in &matched.rows {
            let (by_name, by_other_name) = &mut owners[row];
            *(if is_by_name(matched) { by_name } else { by_other_name }) += 1;
        }
    }
    for matched in &mut matches {
        let is_taken = |row: &usize| owners[*row].0 > 0 || owners[*row].1 > 1;
        if matched
            .as_ref()
            .is_some_and(|feature| !is_by_name(feature) && feature.rows.iter().any(is_taken))
        {
            *matched = None;
        }
    }
    let any_version = matches.iter().flatten().filter(|matched| matched.by == By::Version).count();
    let names: Vec<&str> = cargo.rows().collect();
    let pair = |(name, matched): (&str, &Option<Found>)| {
        let matched = matched.as_ref().filter(|matched| !is_by_name(matched))?;
        Some((name.to_owned(), names[*matched.rows.first()?].to_owned()))
    };
    let other_names = signature.features().zip(&matches).filter_map(pair).collect();
    let by_feature = matches
        .into_iter()
        .map(|matched| matched.map_or_else(Vec::new, |matched| matched.rows))
        .collect();
    Rows { by_feature, any_version, other_names, notices: lookup.notices("the signature") }
}

impl Signature {
    /// How many of its features have a row in a cargo, or count as zero in it.
    ///
    /// # Errors
    /// Where it is none.
    pub fn shared_with(&self, cargo: &Cargo) -> Result<usize, OriginError> {
        match_features(self, cargo).map(|matched| matched.features.len())
    }
}

/// Which table seems to be turned, where columns of one are rows of the other.
fn turned(signature: &Signature, cargo: &LabelledMatrix) -> Option<&'static str> {
    let folded = |names: &mut dyn Iterator<Item = &str>| -> BTreeSet<String> {
        names.map(str::to_uppercase).collect()
    };
    let agree = |columns: &[String], rows: &BTreeSet<String>| {
        columns.iter().any(|name| rows.contains(&name.to_uppercase()))
    };
    if agree(signature.sources(), &folded(&mut cargo.rows())) {
        return Some(
            "the columns of the signature have the names of features of the cargo: it seems to have sources in rows; turn it, so that \
             features are in rows (transpose, in R `t(x)`)",
        );
    }
    agree(cargo.columns(), &folded(&mut signature.features())).then_some(
        "the columns of the cargo have the names of features of the signature: it seems to have samples in rows; turn it, \
         so that features are in rows (transpose, in R `t(x)`)",
    )
}

pub(crate) fn match_features(signature: &Signature, cargo: &Cargo) -> Result<Matched, OriginError> {
    let (mut used, mut zeros, mut left_out) = (Vec::new(), 0, Vec::new());
    let Rows { by_feature: rows, any_version, other_names, notices: of_names } =
        rows_of(signature, cargo.matrix());
    for (i, (name, rows)) in signature.features().zip(&rows).enumerate() {
        if !rows.is_empty() {
            used.push((i, rows.as_slice()));
        } else if cargo.is_zero(name) {
            zeros += 1;
            used.push((i, &[]));
        } else {
            left_out.push(name);
        }
    }
    let matched = used.len() - zeros;
    let unmatched = signature.features().zip(&rows).filter(|(_, rows)| rows.is_empty());
    let near = near_names(unmatched.map(|(name, _)| name), cargo.matrix());
    if matched == 0 {
        let first = |names: &mut dyn Iterator<Item = &str>| {
            names.take(3).map(str::to_owned).collect::<Vec<_>>()
        };
        return Err(OriginError::NoCommonFeature {
            signature: first(&mut signature.features()),
            cargo: first(&mut cargo.matrix().rows()),
            hint: near.into_iter().next().map(|(difference, (_, (a, b)))| (a, b, difference)),
            names: turned(signature, cargo.matrix()).map(Into::into).or_else(|| {
                of_names.iter().find_map(|notice| match notice {
                    NameNotice::OtherKind { .. } => Some(notice.to_string().into_boxed_str()),
                    _ => None,
                })
            }),
        });
    }
    let total = signature.matrix().values().nrows();
    let mut notices = vec![Notice::Matched {
        signature: total,
        matched,
        zeros,
        unmatched: left_out.len(),
        examples: left_out.iter().take(LISTED).map(|name| (*name).to_owned()).collect(),
    }];
    if any_version > 0 {
        notices.push(Notice::AnyVersion { features: any_version });
    }
    if !other_names.is_empty() {
        notices.push(Notice::OtherNames { names: other_names });
    }
    notices.extend(of_names.into_iter().map(Notice::Names));
    let used_rows: BTreeSet<usize> = rows.iter().flatten().copied().collect();
    let outside: Vec<&str> = (cargo.matrix().rows().enumerate())
        .filter(|(row, _)| !used_rows.contains(row))
        .map(|(_, name)| name)
        .collect();
    if !outside.is_empty() {
        let examples = outside.iter().take(LISTED).map(|name| (*name).to_owned()).collect();
        notices.push(Notice::CargoOutside { features: outside.len(), examples });
    }
    notices.extend(near.into_iter().map(|(difference, (features, example))| Notice::NearNames {
        features,
        example,
        difference,
    }));
    let values = cargo.matrix().values();
    let names: Vec<&str> = signature.features().collect();
    Ok(Matched {
        features: used.iter().map(|(i, _)| names[*i].to_owned()).collect(),
        signature: Array2::from_shape_fn((used.len(), signature.sources().len()), |(f, j)| {
            signature.matrix().values()[[used[f].0, j]]
        }),
        cargo: Array2::from_shape_fn((used.len(), cargo.samples().len()), |(f, j)| {
            used[f].1.iter().map(|&row| values[[row, j]]).sum()
        }),
        overlap: used.len() as f64 / total as f64,
        notices,
    })
}
