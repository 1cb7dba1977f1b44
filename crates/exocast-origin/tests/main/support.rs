//! Reference values of other programs.

use std::{fs::File, io::BufReader};

use exocast_tests::shared;
use serde_json::Value;

pub(crate) fn vectors(test: &str) -> Option<Value> {
    let path = shared(test, "vectors/origin/refvec.json")?;
    serde_json::from_reader(BufReader::new(File::open(path).unwrap())).unwrap()
}

pub(crate) fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

pub(crate) fn rows(value: &Value) -> Vec<Vec<f64>> {
    value.as_array().unwrap().iter().map(numbers).collect()
}

pub(crate) fn close(ours: f64, theirs: f64, tolerance: f64) {
    assert!((ours - theirs).abs() <= tolerance, "{ours} is not {theirs}");
}
