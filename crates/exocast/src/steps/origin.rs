//! Cargo to parent cells.

use std::collections::BTreeSet;

use exocast_core::{
    BadMatrix, LabelledMatrix, SeedPlan,
    options::{Checked, Options as _},
    table::TableNotice,
};
use exocast_mirna::Catalogue;
use exocast_origin::{Cargo, Deconvolution, Factors, Options, OriginError, Signature, pictures};
use serde::Serialize;

use super::{chain::Chain, mirna};
use crate::{
    figures::{self, Bar, Figure},
    load::{self, LoadError},
    result::{AnalysisError, MirnaResult},
    study::{self, Step, Study},
};

/// Sources that the picture shows of each sample.
const SHOWN: usize = 8;

/// Checks the options of the deconvolution.
pub(super) fn check(study: &Study) -> Result<(), AnalysisError> {
    study.origin.iter().try_for_each(|origin| options(origin).map(drop))
}

fn options(origin: &study::Origin) -> Result<Checked<Options>, AnalysisError> {
    origin.options().check().map_err(Step::Origin.failed())
}

/// The tables that parent cells are estimated from.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct OriginInputs {
    /// Features × sources.
    pub signature: Signature,
    /// Features × samples.
    pub cargo: Cargo,
    /// What is known of each source besides the signature.
    pub factors: Factors,
    notices: Vec<TableNotice>,
}

impl OriginInputs {
    /// A signature and a cargo, with the factors, biases and carriers that `[origin]` names.
    ///
    /// # Errors
    /// Where a table cannot be read.
    pub fn new(
        section: &study::Origin,
        signature: Signature,
        cargo: Cargo,
    ) -> Result<Self, LoadError> {
        let (mut factors, mut notices) =
            load::factors(section.factors.as_deref(), section.bias.as_deref())?;
        factors.carriers.clone_from(&section.carrier);
        notices.extend_from_slice(signature.matrix().notices());
        notices.extend_from_slice(cargo.matrix().notices());
        Ok(Self { signature, cargo, factors, notices })
    }

    /// How the tables were read.
    #[must_use]
    pub fn notices(&self) -> &[TableNotice] {
        &self.notices
    }

    /// Estimates the share of each source in each sample.
    ///
    /// # Errors
    /// As [`Deconvolution::run`].
    pub fn deconvolve(
        &self,
        options: &Checked<Options>,
        seed: SeedPlan,
    ) -> Result<Deconvolution, OriginError> {
        Deconvolution::run(&self.signature, &self.cargo, &self.factors, options, seed)
    }
}

/// The options that decide the shares; names and contents of the [inputs](is_input) do too.
fn made_from(study: &Study) -> impl Serialize + use<> {
    let asked = study.origin.as_ref().map(|origin| {
        let columns = (
            (origin.signature_id_column.clone(), origin.cargo_id_column.clone()),
            (origin.signature_column.clone(), origin.cargo_column.clone()),
            (origin.signature_scale, origin.signature_pseudocount),
            (origin.cargo_scale, origin.cargo_pseudocount),
        );
        let carrier = origin.carrier.clone();
        (origin.method, origin.scaling, origin.merge, origin.unknown, carrier, columns)
    });
    let of_counts = study.origin.as_ref().is_some_and(|origin| origin.cargo.is_none()).then(|| {
        let counted = study
            .samples
            .iter()
            .filter(|sample| !sample.reads.is_empty() || sample.counts.is_some());
        (counted.map(|sample| sample.name.clone()).collect::<Vec<_>>(), mirna::reads_options(study))
    });
    (study.run.seed, asked, of_counts)
}

/// Whether the shares depend on the input of this role: where no cargo is given, on all that counts do.
fn is_input(study: &Study, role: &str) -> bool {
    let of_counts =
        || mirna::is_input(role) || (role.starts_with("sample ") && role.ends_with(", counts"));
    let given = study.origin.as_ref().is_some_and(|origin| origin.cargo.is_some());
    role.starts_with("origin.") || role == "reference.names" || (!given && of_counts())
}

/// What a reference gives rows to: a name, or the joint name of those that were counted together.
fn rows(catalogue: &Catalogue, counts: &LabelledMatrix) -> Vec<String> {
    let joint: BTreeSet<&str> = counts.rows().filter(|name| name.contains('/')).collect();
    let names = |same: &Vec<usize>| {
        let name = catalogue.joint_name(same);
        if joint.contains(name.as_str()) {
            return vec![name];
        }
        same.iter().map(|&i| catalogue.matures()[i].name.clone()).collect()
    };
    catalogue.names_by_sequence().iter().flat_map(names).collect()
}

/// Counts with the names of the signature: a row of several names of one sequence takes the one name
/// that the signature lists, since its counts are of either.
fn named_as(signature: &Signature, counts: &LabelledMatrix) -> Result<LabelledMatrix, BadMatrix> {
    let listed: BTreeSet<&str> = signature.features().collect();
    let rows = counts.rows().map(|row| {
        let mut names = row.split('/').filter(|name| listed.contains(name));
        match (names.next(), names.next()) {
            (Some(name), None) if counts.row_index(name).is_none() => name.to_owned(),
            _ => row.to_owned(),
        }
    });
    let values = counts.values().iter().copied().collect();
    LabelledMatrix::new(rows.collect(), counts.columns().to_vec(), values)
}

/// How many features of a signature can be counted, of the miRNAs that tables of counts list and, where reads are counted,
/// those of the reference.
pub(super) fn countable(
    signature: &Signature,
    mut listed: BTreeSet<String>,
    reference: Option<&Catalogue>,
) -> Result<usize, AnalysisError> {
    if let Some(catalogue) = reference {
        listed.extend(catalogue.names_by_sequence().iter().map(|same| catalogue.joint_name(same)));
    }
    let none = vec![0.0; listed.len()];
    let counts = LabelledMatrix::new(listed.into_iter().collect(), vec![String::new()], none);
    let counts = counts.and_then(|counts| named_as(signature, &counts));
    let cargo = Cargo::new(counts.map_err(Step::Origin.failed())?);
    let cargo = cargo.map_err(Step::Origin.failed())?;
    signature.shared_with(&cargo).map_err(Step::Origin.failed())
}

/// Estimates the share of each source, of the cargo table where one is given, else of the miRNA
/// counts.
pub(super) fn run(
    chain: &mut Chain<'_>,
    counted: Option<&MirnaResult>,
    catalogue: Option<&Catalogue>,
) -> Result<Option<Deconvolution>, AnalysisError> {
    let study = chain.study;
    let Some(origin) = &study.origin else { return Ok(None) };
    if !chain.begin(Step::Origin, 1) {
        return Ok(None);
    }
    chain.advance("deconvolution");
    let mut signature_table = origin.signature_table();
    signature_table.choice.names = chain.names()?;
    let signature = load::signature(&origin.signature, &signature_table)?;
    let mut cargo_table = origin.cargo_table();
    cargo_table.choice.names = chain.names()?;
    let cargo = match (&origin.cargo, counted) {
        (Some(path), _) => load::cargo(path, &cargo_table, Some(&signature))?,
        (None, Some(counted)) => {
            let counts = named_as(&signature, &counted.counts).map_err(Step::Origin.failed())?;
            let cargo = Cargo::new(counts).map_err(Step::Origin.failed())?;
            // A miRNA of the reference without reads was looked for and not found: that is a zero.
            match catalogue {
                Some(catalogue) => cargo.measurable(rows(catalogue, &counted.counts)),
                None => cargo,
            }
        }
        (None, None) => return Ok(None),
    };
    let options = options(origin)?;
    let inputs = OriginInputs::new(origin, signature, cargo)?;
    let origins = chain.checkpointed(
        Step::Origin,
        &made_from(study),
        |role| is_input(study, role),
        |_| {
            inputs
                .deconvolve(&options, SeedPlan::new(study.run.seed))
                .map_err(Step::Origin.failed())
        },
    )?;
    chain.end();
    inputs.notices().iter().for_each(|notice| chain.note(Step::Origin, notice));
    origins.notices.iter().for_each(|notice| chain.note(Step::Origin, notice));
    let bars = bars(&origins);
    if !bars.is_empty() {
        chain.figure(figures::origin(&bars));
    }
    let markers = pictures::markers(&inputs.signature, inputs.cargo.matrix());
    chain.figure(Figure::of_origin("markers", markers));
    chain.figure(Figure::of_origin("identifiability", pictures::identifiability(&origins)));
    Ok(Some(origins))
}

/// The largest shares of each sample, with their intervals.
fn bars(origins: &Deconvolution) -> Vec<Bar> {
    let mut bars = Vec::new();
    for sample in &origins.samples {
        let mut shares: Vec<_> = sample
            .shares
            .iter()
            .filter_map(|share| Some((share.source.as_str(), share.interval?)))
            .collect();
        shares.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
        bars.extend(
            shares.into_iter().take(SHOWN).map(|(source, value)| Bar {
                label: format!("{}: {source}", sample.sample),
                value,
            }),
        );
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_joint_row_takes_the_one_name_that_the_signature_lists() {
        let table = |text: &str| LabelledMatrix::read(text.as_bytes(), "t").expect("a table");
        let signature = table("mirna\tliver\na\t1\nc\t2\nd\t3\n");
        let signature = Signature::new(signature).expect("a signature");
        let counts = table("mirna\tEV\na/b\t5\nc/d\t6\ne\t7\n");
        let named = named_as(&signature, &counts).expect("names");
        assert_eq!(named.rows().collect::<Vec<_>>(), ["a", "c/d", "e"]);
        assert_eq!(named.row("a").map(|row| row[0]), Some(5.0));
    }
}
