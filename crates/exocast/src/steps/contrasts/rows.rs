//! The difference of two groups in one quantity, and the table of many such.

use exocast_core::{Cell, Interval, Table, adjust::benjamini_hochberg};
use exocast_vesicle::welch_at_least;

/// A difference of two groups, and what its interval comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) value: Option<f64>,
    pub(super) ends: Option<(f64, f64)>,
    pub(super) p: Option<f64>,
    pub(super) interval_from: String,
}

impl Difference {
    /// Of the means of two groups of samples, which has at least the variance `least`; `measured` gives the interval
    /// where there are no replicates.
    pub(super) fn new(
        of: &[f64],
        against: &[f64],
        least: f64,
        measured: impl FnOnce() -> Option<(f64, f64, &'static str)>,
    ) -> Option<Self> {
        if of.is_empty() || against.is_empty() {
            return None;
        }
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
        let value = Some(mean(of) - mean(against));
        if let Some((interval, test)) = welch_at_least(of, against, least) {
            let ends = Some((interval.low, interval.high));
            return Some(Self {
                value,
                ends,
                p: Some(test.p),
                interval_from: "samples".to_owned(),
            });
        }
        let measured = measured();
        let from = measured.map_or("no replicates", |(_, _, from)| from);
        let ends = measured.map(|(low, high, _)| (low, high));
        Some(Self { value, ends, p: None, interval_from: from.to_owned() })
    }

    /// Something that one group alone has.
    pub(super) fn only_in(group: &str) -> Self {
        Self { value: None, ends: None, p: None, interval_from: format!("only in {group}") }
    }

    /// The same without a test.
    pub(super) fn untested(self) -> Self {
        Self { p: None, ..self }
    }

    pub(super) fn scaled(mut self, factor: f64) -> Self {
        self.value = self.value.map(|value| value * factor);
        self.ends = self.ends.map(|(low, high)| (low * factor, high * factor));
        self
    }

    /// The estimate with its interval, where it has one.
    pub(super) fn interval(&self) -> Option<Interval> {
        let (low, high) = self.ends?;
        Some(Interval::new(self.value?, low, high))
    }
}

/// `contrast`, the names given, the value, `low high p q interval_from`; q over the rows of each contrast.
pub(super) fn table<const N: usize>(
    names: [&str; N],
    value: &str,
    rows: &[(String, [String; N], Difference)],
) -> Table {
    let columns = ["contrast"].into_iter().chain(names);
    let mut table = Table::new(columns.chain([value, "low", "high", "p", "q", "interval_from"]));
    let mut q: Vec<Option<f64>> = vec![None; rows.len()];
    let mut start = 0;
    while start < rows.len() {
        let end = start + rows[start..].iter().take_while(|row| row.0 == rows[start].0).count();
        let tested: Vec<usize> = (start..end).filter(|&i| rows[i].2.p.is_some()).collect();
        let p: Vec<f64> = tested.iter().filter_map(|&i| rows[i].2.p).collect();
        for (i, adjusted) in tested.into_iter().zip(benjamini_hochberg(&p)) {
            q[i] = Some(adjusted);
        }
        start = end;
    }
    for ((contrast, names, found), q) in rows.iter().zip(q) {
        let mut cells: Vec<Cell> = vec![contrast.as_str().into()];
        cells.extend(names.iter().map(|name| Cell::from(name.as_str())));
        let (low, high) = found.ends.unzip();
        cells.extend([found.value, low, high, found.p, q].map(Cell::from));
        cells.push(found.interval_from.as_str().into());
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replicates_give_a_test_and_single_samples_what_was_measured() {
        let none = || None;
        let (of, against) = ([3.0, 3.2, 3.1], [1.0, 1.2, 0.9]);
        let tested = Difference::new(&of, &against, 0.0, none).expect("values");
        assert!(tested.p.is_some_and(|p| p < 0.01) && tested.interval_from == "samples");
        assert!(tested.interval().is_some_and(|own| own.low > 1.5 && own.high < 2.6));
        let single = Difference::new(&[3.0], &[1.0, 1.2], 0.0, || Some((1.0, 3.0, "measurement")));
        let single = single.expect("values");
        assert!(single.p.is_none() && single.ends == Some((1.0, 3.0)));
        assert!(Difference::new(&[], &[1.0], 0.0, none).is_none());
        // Values that agree by chance are no surer than what they were measured with.
        let alike = Difference::new(&[1.0; 3], &[0.0; 3], 2.0, none).expect("values");
        assert!(alike.p.is_some_and(|p| p > 0.4));
    }

    #[test]
    fn q_is_adjusted_within_a_contrast() {
        let row = |contrast: &str, p: f64| {
            let found = Difference {
                value: Some(1.0),
                ends: None,
                p: Some(p),
                interval_from: "samples".to_owned(),
            };
            (contrast.to_owned(), ["x".to_owned()], found)
        };
        let rows = [row("a", 0.01), row("a", 0.04), row("b", 0.03)];
        let table = table(["mirna"], "log2_ratio", &rows);
        let q: Vec<String> = table.rows().map(|row| row[6].to_text()).collect();
        assert_eq!(q, ["0.02", "0.04", "0.03"]);
    }
}
