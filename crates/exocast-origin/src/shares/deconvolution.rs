//! Samples ► shares with intervals, diagnostics and verdicts.

use exocast_core::{SeedPlan, options::Checked};

use super::{
    factors::{Factors, check_factors},
    merge::merge,
    result::Deconvolution,
    study::Study,
};
use crate::{
    error::OriginError,
    notice::Notice,
    options::Options,
    signature::{Cargo, Identifiability, Signature, looks_logarithmic, match_features},
    verdict::Verdict,
};

impl Deconvolution {
    /// Estimates the share of each source of `signature`, and of an unknown one, in every sample of
    /// `cargo`. Method: `docs/methods/origin-deconvolution.md`.
    ///
    /// Shares lie in 0 to 1 and add up to 1 with the unknown one. Samples of counts are read together
    /// by `auto` and `log-normal`: what a feature's vesicles hold more or less of than its cells is
    /// learned from all of them. By every other method a sample depends on no other.
    ///
    /// # Errors
    /// Where no feature has the same name on both sides, or a factor is not above zero or names no
    /// source.
    pub fn run(
        signature: &Signature,
        cargo: &Cargo,
        factors: &Factors,
        options: &Checked<Options>,
        seed: SeedPlan,
    ) -> Result<Self, OriginError> {
        check_factors(factors, signature.sources())?;
        let mut matched = match_features(signature, cargo)?;
        let mut merged = None;
        let mut joined = None;
        if options.merge {
            let identity = Identifiability::new(matched.signature.view(), signature.sources());
            if !identity.groups.is_empty() {
                let (signature, lists) = merge(signature, &identity.groups)?;
                joined = Some(factors.merged(&lists));
                matched = match_features(&signature, cargo)?;
                let lists = lists.into_iter().map(|sources| Notice::Merged { sources });
                matched.notices.extend(lists);
                merged = Some(signature);
            }
        }
        let is_said = signature.is_said();
        let signature = merged.as_ref().unwrap_or(signature);
        let factors = joined.as_ref().unwrap_or(factors);
        let study = Study::new(signature, &matched, factors, options, seed);
        let mut notices = matched.notices.clone();
        study.notices(&mut notices);
        let mut samples = study.samples(cargo.samples(), &mut notices);
        let tables = [
            ("cargo", cargo.matrix(), cargo.is_said()),
            ("signature", signature.matrix(), is_said),
        ];
        if cargo.is_said() {
            notices.retain(|notice| !matches!(notice, Notice::LooksLogarithmic { .. }));
        }
        let logarithms =
            tables.map(
                |(table, matrix, is_said)| {
                    if is_said { None } else { Some((table, looks_logarithmic(matrix)?)) }
                },
            );
        for (table, largest) in logarithms.into_iter().flatten() {
            if table == "cargo" {
                notices.retain(|notice| !matches!(notice, Notice::LooksLogarithmic { .. }));
            }
            notices.push(Notice::Logarithms { table: table.to_owned(), largest });
            for sample in &mut samples {
                sample.verdict = Verdict::CannotTell;
                for share in &mut sample.shares {
                    share.verdict = Verdict::CannotTell;
                }
            }
        }
        Ok(Self { samples, identifiability: study.identifiability, notices })
    }
}
