//! What the verdict on a sample rests on.

use serde::{Deserialize, Serialize};

use crate::{constants::GATES, verdict::Verdict};

/// What is known about the fit of one sample.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Diagnostics {
    /// Condition number of the signature, as in [`Identifiability`](crate::signature::Identifiability).
    #[serde(with = "exocast_core::any_number")]
    pub condition_number: f64,
    /// Correlation of √cargo and √fitted by the known sources.
    #[serde(with = "exocast_core::any_number")]
    pub fit: Option<f64>,
    /// The same over features that are held out in turn, each by the fit to the others.
    #[serde(with = "exocast_core::any_number")]
    pub held_out: Option<f64>,
    /// Chance that cargo shuffled over features fits as well; nothing without permutations.
    #[serde(with = "exocast_core::any_number")]
    pub p: Option<f64>,
    /// Signature features with a row in the cargo or counted as zero, as part of all.
    #[serde(with = "exocast_core::any_number")]
    pub overlap: f64,
    /// Features with cargo above zero.
    pub features: usize,
    /// Share of the unknown source; nothing where it was not estimated.
    #[serde(with = "exocast_core::any_number")]
    pub unknown: Option<f64>,
    /// Relative variance of features around the fit that nothing says is bias; nothing where it was
    /// not estimated.
    #[serde(with = "exocast_core::any_number")]
    pub scatter: Option<f64>,
    /// Part of the cargo that would have to move to other features to agree with the fit; nothing where
    /// `scatter` says how far features lie from it, or counting alone explains that.
    #[serde(with = "exocast_core::any_number")]
    pub misplaced: Option<f64>,
    /// Whether the fit settled.
    pub converged: bool,
}

/// One gate of a sample: its value, its limits and its verdict.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Gate {
    /// What is judged, by the name of the field of [`Diagnostics`].
    pub name: &'static str,
    /// The value; nothing where it was not computed.
    pub value: Option<f64>,
    /// Whether values below the limits are bad, or those above.
    pub below: bool,
    /// Beyond this: at most `weak`.
    pub weak: Option<f64>,
    /// Beyond this: `cannot tell`.
    pub cannot_tell: Option<f64>,
    /// What this gate lets through.
    pub verdict: Verdict,
}

impl Gate {
    fn new(
        name: &'static str,
        value: Option<f64>,
        below: bool,
        weak: Option<f64>,
        cannot_tell: Option<f64>,
    ) -> Self {
        let beyond = |limit: Option<f64>| {
            value.zip(limit).is_some_and(|(v, l)| if below { v < l } else { v > l })
        };
        let verdict = if beyond(cannot_tell) {
            Verdict::CannotTell
        } else if beyond(weak) {
            Verdict::Weak
        } else {
            Verdict::Supported
        };
        Self { name, value, below, weak, cannot_tell, verdict }
    }
}

impl Diagnostics {
    /// Every gate of a sample, for this number of sources, limits from the table of constants.
    #[must_use]
    pub fn gates(&self, sources: usize) -> Vec<Gate> {
        let g = &GATES;
        let per_source = (g.features_per_source * sources as f64).max(g.features as f64);
        let features = Some(self.features as f64);
        // Where nothing is fitted, nothing agrees.
        let fit = Some(self.fit.unwrap_or(0.0));
        let held_out = Some(self.held_out.unwrap_or(0.0));
        let settled = Some(f64::from(u8::from(self.converged)));
        vec![
            Gate::new("p", self.p, false, None, Some(g.p)),
            Gate::new("fit", fit, true, Some(g.fit_weak), Some(g.fit_none)),
            Gate::new("held_out", held_out, true, Some(g.held_out_weak), Some(g.held_out_none)),
            Gate::new(
                "overlap",
                Some(self.overlap),
                true,
                Some(g.overlap_weak),
                Some(g.overlap_none),
            ),
            Gate::new("unknown", self.unknown, false, Some(g.unknown_weak), Some(g.unknown_none)),
            Gate::new("scatter", self.scatter, false, None, Some(g.scatter)),
            Gate::new(
                "misplaced",
                self.misplaced,
                false,
                Some(g.misplaced_weak),
                Some(g.misplaced_none),
            ),
            Gate::new("features", features, true, Some(per_source), Some(g.features as f64)),
            Gate::new(
                "condition_number",
                Some(self.condition_number),
                false,
                Some(g.condition),
                None,
            ),
            Gate::new("settled", settled, true, Some(1.0), None),
        ]
    }

    /// The verdict on the sample: the worst of its [`gates`](Self::gates).
    pub(super) fn verdict(&self, sources: usize) -> Verdict {
        self.gates(sources).iter().map(|gate| gate.verdict).min().unwrap_or(Verdict::CannotTell)
    }
}
