//! Coefficients of another program on the same numbers.

use exocast::{
    core::{LabelledMatrix, SeedPlan, options::Options as _},
    origin::{Cargo, Deconvolution, Factors, Method, Options, Signature},
};
use exocast_tests::vector;
use serde_json::Value;

use super::{Checked, Report};

pub(crate) fn check(report: &mut Report) -> Checked {
    let reference: Value = serde_json::from_str(&vector("origin/refvec.json"))?;
    let deconv = &reference["deconv"];
    let rows: Vec<Vec<f64>> = serde_json::from_value(deconv["S"].clone())?;
    let cargo: Vec<f64> = serde_json::from_value(deconv["y"].clone())?;
    let wanted: Vec<f64> = serde_json::from_value(deconv["nnls_raw"].clone())?;
    let features: Vec<String> = (0..rows.len()).map(|i| format!("f{i}")).collect();
    let sources: Vec<String> = (0..wanted.len()).map(|j| format!("s{j}")).collect();
    let signature = LabelledMatrix::new(features.clone(), sources, rows.concat())?;
    let cargo = LabelledMatrix::new(features, vec!["EV".to_owned()], cargo)?;
    let mut options = Options::default();
    (options.method, options.unknown) = (Method::Nnls, false);
    let result = Deconvolution::run(
        &Signature::new(signature)?,
        &Cargo::new(cargo)?,
        &Factors::default(),
        &options.check()?,
        SeedPlan::new(1),
    )?;
    for (share, wanted) in result.samples[0].shares.iter().zip(&wanted) {
        let coefficient = share.coefficient.unwrap_or(f64::NAN);
        report.value(&format!("NNLS, coefficient of {}", share.source), *wanted, coefficient, 1e-9);
    }
    Ok(())
}
