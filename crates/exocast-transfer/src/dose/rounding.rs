//! Numbers in sentences.

/// Two significant figures, plain where that is short.
pub(crate) fn round(value: f64) -> String {
    if !value.is_finite() {
        return "no number of".to_owned();
    }
    let short = format!("{value:.1e}");
    let rounded: f64 = short.parse().unwrap_or(value);
    if rounded.abs() < f64::EPSILON {
        "0".to_owned()
    } else if (0.01..1e5).contains(&rounded.abs()) {
        rounded.to_string()
    } else {
        short
    }
}
