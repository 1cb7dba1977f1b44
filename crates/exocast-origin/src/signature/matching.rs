//! Signature and cargo brought to the same features.

use exocast_core::{AnyVersion, LabelledMatrix};
use ndarray::Array2;

use super::{cargo::Cargo, profiles::Signature};
use crate::{error::OriginError, names::near_names, notice::Notice};

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

/// The row of the cargo for each feature of the signature: of the same name, else of the same accession in another
/// version. Second, how many are of another version.
pub(crate) fn rows_of(
    signature: &Signature,
    cargo: &LabelledMatrix,
) -> (Vec<Option<usize>>, usize) {
    let features = AnyVersion::of(signature.features());
    let measured = AnyVersion::of(cargo.rows());
    let mut any_version = 0;
    let row = |name: &str| {
        cargo.row_index(name).or_else(|| {
            let row = cargo.row_index(measured.meant(&features, name)?)?;
            any_version += 1;
            Some(row)
        })
    };
    (signature.features().map(row).collect(), any_version)
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

pub(crate) fn match_features(signature: &Signature, cargo: &Cargo) -> Result<Matched, OriginError> {
    let (mut used, mut zeros, mut left_out) = (Vec::new(), 0, Vec::new());
    let (rows, any_version) = rows_of(signature, cargo.matrix());
    for (i, (name, row)) in signature.features().zip(&rows).enumerate() {
        match *row {
            Some(row) => used.push((i, Some(row))),
            None if cargo.is_zero(name) => {
                zeros += 1;
                used.push((i, None));
            }
            None => left_out.push(name),
        }
    }
    let matched = used.len() - zeros;
    let unmatched = signature.features().zip(&rows).filter(|(_, row)| row.is_none());
    let near = near_names(unmatched.map(|(name, _)| name), cargo.matrix());
    if matched == 0 {
        let first = |names: &mut dyn Iterator<Item = &str>| {
            names.take(3).map(str::to_owned).collect::<Vec<_>>()
        };
        return Err(OriginError::NoCommonFeature {
            signature: first(&mut signature.features()),
            cargo: first(&mut cargo.matrix().rows()),
            hint: near.into_iter().next().map(|(difference, (_, (a, b)))| (a, b, difference)),
        });
    }
    let total = signature.matrix().values().nrows();
    let mut notices = vec![Notice::Matched {
        signature: total,
        matched,
        zeros,
        unmatched: left_out.len(),
        examples: left_out.iter().take(3).map(|name| (*name).to_owned()).collect(),
    }];
    if any_version > 0 {
        notices.push(Notice::AnyVersion { features: any_version });
    }
    let outside = cargo.matrix().values().nrows() - matched;
    if outside > 0 {
        notices.push(Notice::CargoOutside { features: outside });
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
            used[f].1.map_or(0.0, |row| values[[row, j]])
        }),
        overlap: used.len() as f64 / total as f64,
        notices,
    })
}
