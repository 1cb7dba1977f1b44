//! Names of miRNAs that say less than they should: without an organism, or accessions without a reference.

use std::path::Path;

use exocast_core::{
    Location, Malformed, ReadError,
    table::intake::{Kind, Taken},
};
use exocast_mirna::{Accession, Catalogue};

use crate::{result::AnalysisError, steps::notice::StepNotice};

/// Gives the organism of the study to names that have none (`miR-21-5p`), where the reference, if there is one, has them so;
/// and says what names cannot be used.
///
/// # Errors
/// Where a name is there with and without its organism.
pub(super) fn with_organism(
    mut taken: Taken,
    path: &Path,
    catalogue: Option<&Catalogue>,
    organism: &str,
) -> Result<(Taken, Option<StepNotice>), AnalysisError> {
    let full = |name: &str| {
        let full = full_name(name, organism)?;
        let is_better = catalogue.is_none_or(|catalogue| {
            catalogue.find(name).is_none() && catalogue.find(&full).is_some()
        });
        is_better.then_some(full)
    };
    let bare: Vec<(String, String)> =
        taken.matrix.rows().filter_map(|name| Some((name.to_owned(), full(name)?))).collect();
    if let Some((short, long)) = bare.first() {
        let (names, organism) = (bare.len(), organism.to_owned());
        let example = format!("`{short}` = {long}");
        taken.matrix = taken.matrix.rename_rows(full).map_err(|cause| {
            let at = Location::new(path.display().to_string());
            ReadError::malformed(at, Malformed::other(cause))
        })?;
        return Ok((taken, Some(StepNotice::OrganismAdded { names, organism, example })));
    }
    let accessions: Vec<&str> =
        taken.matrix.rows().filter(|name| name.parse::<Accession>().is_ok()).collect();
    let notice = match accessions.as_slice() {
        [first, ..] if catalogue.is_none() => Some(StepNotice::OnlyAccessions {
            accessions: accessions.len(),
            names: taken.matrix.rows().len(),
            example: (*first).to_owned(),
        }),
        _ => None,
    };
    Ok((taken, notice))
}

/// The name with the organism, of a miRNA that is named without one.
fn full_name(name: &str, organism: &str) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let is_bare = lower.starts_with("mir-") || lower.starts_with("let-7");
    (is_bare && Kind::from_name(name) == Kind::Mirna).then(|| format!("{organism}-{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_without_an_organism_are_of_the_study() {
        assert_eq!(full_name("miR-21-5p", "hsa").as_deref(), Some("hsa-miR-21-5p"));
        assert_eq!(full_name("let-7a-5p", "mmu").as_deref(), Some("mmu-let-7a-5p"));
        for name in ["hsa-miR-21-5p", "MIR21", "MIMAT0000076", "UniSp6", "novel_mir_3"] {
            assert_eq!(full_name(name, "hsa"), None, "{name}");
        }
    }
}
