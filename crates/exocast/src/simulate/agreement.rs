//! Whether an analysis holds the truth as often as its intervals promise.

use std::fmt;

use exocast_core::{Cell, Table};

/// Steps whose rows share what is unknown of spikes, route or recipient: they miss together in one study of twenty,
/// and rightly so.
const SHARED: [&str; 4] = ["cargo", "contrasts", "dose", "response"];
/// Of those, as many as no chance makes miss in one study.
const TOO_MANY: usize = 3;

/// How many intervals of a step hold the truth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// The step.
    pub step: String,
    /// Intervals with a truth.
    pub intervals: usize,
    /// Those that hold it.
    pub inside: usize,
}

impl Agreement {
    /// Of each step in a table of [`Simulation::compare`](super::Simulation::compare).
    #[must_use]
    pub fn of(compared: &Table) -> Vec<Self> {
        let place = |name: &str| compared.columns().iter().position(|own| own == name);
        let (Some(step), Some(low), Some(inside)) = (place("step"), place("low"), place("inside"))
        else {
            return Vec::new();
        };
        let mut found: Vec<Self> = Vec::new();
        for row in compared.rows().filter(|row| matches!(row[low], Cell::Real(_))) {
            let name = row[step].to_text();
            let held = usize::from(row[inside].to_text() == "yes");
            if let Some(own) = found.iter_mut().find(|own| own.step == name) {
                own.intervals += 1;
                own.inside += held;
            } else {
                found.push(Self { step: name, intervals: 1, inside: held });
            }
        }
        found
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
        let (shared, own): (Vec<&Self>, Vec<&Self>) = all
            .iter()
            .filter(|step| step.misses())
            .partition(|step| SHARED.contains(&step.step.as_str()));
        if shared.len() >= TOO_MANY { own.into_iter().chain(shared).collect() } else { own }
    }
}

impl fmt::Display for Agreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} of {} intervals hold the truth", self.step, self.inside, self.intervals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_counted_and_those_that_miss_are_found() {
        let mut table = Table::new(["step", "low", "inside"]);
        for (step, inside) in [("a", "yes"), ("a", "no"), ("dose", "no"), ("b", "no"), ("b", "no")]
        {
            table.push([step.into(), 1.0.into(), inside.into()]);
        }
        table.push(["a".into(), Cell::Missing, "no".into()]);
        let found = Agreement::of(&table);
        assert_eq!(found[0].to_string(), "a: 1 of 2 intervals hold the truth");
        let wrong: Vec<&str> =
            Agreement::wrong(&found).into_iter().map(|own| own.step.as_str()).collect();
        assert_eq!(wrong, ["b"]);
        let missed = |step: &str| Agreement { step: step.to_owned(), intervals: 8, inside: 1 };
        let three = ["cargo", "dose", "response"].map(missed);
        assert_eq!(Agreement::wrong(&three[..2]).len(), 0);
        assert_eq!(Agreement::wrong(&three).len(), 3);
    }
}
