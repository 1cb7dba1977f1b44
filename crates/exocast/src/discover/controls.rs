//! Samples that are controls by their names: blanks, controls without template, reads without an index.

use super::{inputs::Inputs, names, samples::Samples};

/// Words of a name that only controls have.
const WORDS: [&str; 6] = ["blank", "blanks", "ntc", "undetermined", "unassigned", "water"];

/// Words that make a control where they stand one after the other.
const PAIRS: [[&str; 2]; 5] = [
    ["no", "template"],
    ["no", "cells"],
    ["negative", "control"],
    ["neg", "ctrl"],
    ["neg", "control"],
];

/// Whether a sample of this name is a control, which is no cargo of anything.
fn is_control(name: &str) -> bool {
    let parts = names::parts(name);
    // Water is in parts `h`, `2`, `o`.
    parts.windows(3).any(|three| three == ["h", "2", "o"])
        || parts.iter().any(|part| WORDS.contains(&part.as_str()))
        || parts.windows(2).any(|two| PAIRS.iter().any(|pair| two == pair))
}

impl Samples {
    /// Leaves controls out, with what can be done with them.
    pub(super) fn leave_out_controls(&mut self, inputs: &mut Inputs) {
        let (controls, samples) =
            std::mem::take(&mut self.all).into_iter().partition(|sample| is_control(&sample.name));
        self.all = samples;
        if self.all.is_empty() {
            self.all = controls;
            return;
        }
        for sample in controls {
            let name = &sample.name;
            let why = format!("`{name}` is a control by its name and no sample of cargo or dose");
            let subtract = "; `[vesicles] blank` subtracts the particles of a blank";
            for file in sample.sizing {
                inputs.unused.push((file, format!("{why}{subtract}")));
            }
            let others = sample.reads.into_iter().chain(sample.counts);
            inputs.unused.extend(others.map(|file| (file, why.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_control;

    #[test]
    fn controls_are_known_by_whole_words() {
        for name in [
            "PBS_blank",
            "NTC",
            "NTC-1",
            "Undetermined_S0",
            "H2O",
            "water_2",
            "neg-ctrl",
            "Negative control 1",
            "no_template",
        ] {
            assert!(is_control(name), "{name}");
        }
        for name in ["control_1", "EV_1", "PBS_1", "H2AX", "blanket", "Waters", "HNTC2A", "neg_1"] {
            assert!(!is_control(name), "{name}");
        }
    }
}
