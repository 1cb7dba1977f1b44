//! Whether an analysis holds the truth as often as its intervals promise.

use std::fmt;

use exocast_core::{Cell, Table};

/// Steps whose rows share what is unknown of route and recipient: all of them miss together in one study of
/// twenty, and rightly so.
const SHARED: [&str; 2] = ["dose", "response"];

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
            let own = match found.iter().position(|own| own.step == name) {
                Some(at) => at,
                None => {
                    found.push(Self { step: name, intervals: 0, inside: 0 });
                    found.len() - 1
                }
            };
            found[own].intervals += 1;
            found[own].inside += usize::from(row[inside].to_text() == "yes");
        }
        found
    }

    /// Whether more than half of the intervals miss the truth, where one in twenty should.
    #[must_use]
    pub fn misses(&self) -> bool {
        2 * self.inside < self.intervals
    }

    /// Whether that can happen by chance: the rows of the step are right or wrong together.
    #[must_use]
    pub fn is_shared(&self) -> bool {
        SHARED.contains(&self.step.as_str())
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
        let missing: Vec<&str> =
            found.iter().filter(|own| own.misses()).map(|own| own.step.as_str()).collect();
        assert_eq!(missing, ["dose", "b"]);
        assert!(found[1].is_shared() && !found[2].is_shared());
    }
}
