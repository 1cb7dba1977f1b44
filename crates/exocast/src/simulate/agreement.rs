//! Whether an analysis holds the truth as often as its intervals promise.

use std::fmt;

use crate::{result::TruthRow, study::Step};

/// Steps whose rows share what is unknown of spikes, route or recipient: they miss together in one study of twenty,
/// and rightly so.
const SHARED: [Step; 4] = [Step::Cargo, Step::Contrasts, Step::Dose, Step::Response];
/// Of those, as many as no chance makes miss in one study.
const TOO_MANY: usize = 3;

/// How many intervals of a step hold the truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The step.
    pub step: Step,
    /// Intervals with a truth.
    pub intervals: usize,
    /// Those that hold it.
    pub inside: usize,
}

impl Agreement {
    /// The agreement of each step in the rows of [`Simulation::compare`](super::Simulation::compare).
    #[must_use]
    pub fn by_step(compared: &[TruthRow]) -> Vec<Self> {
        let mut steps: Vec<Self> = Vec::new();
        for row in compared.iter().filter(|row| row.ends.is_some()) {
            let held = usize::from(row.is_inside() == Some(true));
            if let Some(agreement) = steps.iter_mut().find(|agreement| agreement.step == row.step) {
                agreement.intervals += 1;
                agreement.inside += held;
            } else {
                steps.push(Self { step: row.step, intervals: 1, inside: held });
            }
        }
        steps
    }

    /// Whether more than half of the intervals miss the truth, where one in twenty should.
    #[must_use]
    pub fn misses(&self) -> bool {
        2 * self.inside < self.intervals
    }

    /// The steps that miss, where that can be no chance: a step whose rows err on their own, or several of those
    /// whose rows err together.
    #[must_use]
    pub fn wrong(all: &[Self]) -> Vec<&Self> {
        let (shared, single): (Vec<&Self>, Vec<&Self>) =
            all.iter().filter(|step| step.misses()).partition(|step| SHARED.contains(&step.step));
        if shared.len() >= TOO_MANY { single.into_iter().chain(shared).collect() } else { single }
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { step, intervals, inside } = self;
        write!(f, "{}: {inside} of {intervals} intervals hold the truth", step.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::Value;

    #[test]
    fn steps_are_counted_and_those_that_miss_are_found() {
        let row = |step, inside: bool| TruthRow {
            step,
            quantity: String::new(),
            truth: Value::Number(if inside { 0.5 } else { 2.0 }),
            estimate: None,
            ends: Some((0.0, 1.0)),
        };
        let (a, b) = (Step::Vesicles, Step::Origin);
        let rows = [(a, true), (a, false), (Step::Dose, false), (b, false), (b, false)];
        let mut rows: Vec<TruthRow> =
            rows.into_iter().map(|(step, inside)| row(step, inside)).collect();
        rows.push(TruthRow { ends: None, ..row(a, false) });
        let agreement = Agreement::by_step(&rows);
        assert_eq!(agreement[0].to_string(), "vesicles: 1 of 2 intervals hold the truth");
        let wrong: Vec<Step> =
            Agreement::wrong(&agreement).into_iter().map(|agreement| agreement.step).collect();
        assert_eq!(wrong, [b]);
        let missed = |step| Agreement { step, intervals: 8, inside: 1 };
        let three = [Step::Cargo, Step::Dose, Step::Response].map(missed);
        assert_eq!(Agreement::wrong(&three[..2]).len(), 0);
        assert_eq!(Agreement::wrong(&three).len(), 3);
    }
}
