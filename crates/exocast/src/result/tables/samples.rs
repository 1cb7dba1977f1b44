//! The table of samples.

use exocast_core::Cell;

use super::spec::{TableSpec, Written, text};
use crate::result::samples::{SampleInputs, SampleStatus};

pub(super) static SAMPLES: TableSpec = TableSpec::new(
    "samples",
    "What was used of each sample, and what was left out.",
    &[
        text("sample"),
        text("group"),
        text("status"),
        text("used"),
        text("left_out"),
        text("reason"),
    ],
);

/// A row per sample.
pub(in crate::result) fn samples<'a>(
    samples: impl IntoIterator<Item = &'a SampleInputs>,
) -> Written {
    let missing = |text: String| if text.is_empty() { Cell::Missing } else { text.into() };
    SAMPLES.with_rows(samples.into_iter().map(|inputs| -> [Cell; 6] {
        [
            inputs.sample.as_str().into(),
            inputs.group.as_deref().into(),
            inputs.status.to_string().into(),
            missing(inputs.used.join(", ")),
            missing(inputs.lacks()),
            missing(inputs.reason()),
        ]
    }))
}

/// Rows of samples that the results do not rest on, or only in part.
pub(in crate::result) fn left_out(samples: &[SampleInputs]) -> Option<Written> {
    let lacks = |inputs: &&SampleInputs| {
        matches!(inputs.status, SampleStatus::Part | SampleStatus::LeftOut)
    };
    let rows: Vec<&SampleInputs> = samples.iter().filter(lacks).collect();
    (!rows.is_empty()).then(|| self::samples(rows))
}
