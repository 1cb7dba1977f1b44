//! Which rows of a table come first: those that a reader looks for.

use std::{cmp::Ordering, collections::HashMap};

use exocast_core::{Cell, Table};

/// An order of rows; what is equal keeps the order of the table.
#[derive(Clone, Copy)]
enum Order {
    /// The largest sum of all numbers first.
    Sum,
    /// The largest first.
    Largest(&'static str),
    /// Rows of one name stay together, that with the largest `by` first; rows without a name are in front. Where `step`
    /// is given, only rows of that step tell how large.
    Together { name: &'static str, by: &'static str, step: Option<&'static str> },
    /// Names in the order of the table, the largest of each first.
    Within { name: &'static str, by: &'static str },
    /// Contrasts in the order of the table, in each the smallest q first, then what is furthest from nought for sure, then
    /// what is furthest.
    Surest(&'static str),
}

/// The order of a table, where it is not that of its file.
fn order_of(name: &str) -> Option<Order> {
    let order = match name {
        "mirna_counts" => Order::Sum,
        "cargo" => Order::Largest("reads"),
        "response" => Order::Largest("log2fc"),
        "timecourse" => Order::Largest("hours"),
        "dose" => Order::Together { name: "mirna", by: "value", step: Some("present") },
        "bounds" => Order::Together { name: "mirna", by: "actual", step: None },
        "group_dose" => Order::Together { name: "mirna", by: "copies_per_cell", step: None },
        "group_response" => Order::Together { name: "transcript", by: "log2fc", step: None },
        "origin" => Order::Within { name: "sample", by: "rna_share" },
        "contrast_cargo" | "contrast_dose" => Order::Surest("log2_ratio"),
        "contrast_origin" | "contrast_response" => Order::Surest("difference"),
        _ => return None,
    };
    Some(order)
}

/// Rows as the report shows them, and what to say of their order.
pub(super) fn ordered<'a>(name: &str, table: &'a Table) -> (Vec<&'a [Cell]>, Option<&'static str>) {
    let rows: Vec<&[Cell]> = table.rows().collect();
    let Some(order) = order_of(name) else { return (rows, None) };
    let mut keyed: Vec<(Vec<f64>, &[Cell])> =
        order.keys(table, &rows).into_iter().zip(rows).collect();
    keyed.sort_by(|(a, _), (b, _)| {
        a.iter()
            .zip(b)
            .map(|(a, b)| a.total_cmp(b))
            .find(|own| own.is_ne())
            .unwrap_or(Ordering::Equal)
    });
    (keyed.into_iter().map(|(_, row)| row).collect(), Some(order.words()))
}

impl Order {
    fn words(self) -> &'static str {
        match self {
            Self::Largest("hours") => "Latest first.",
            Self::Sum | Self::Largest(_) | Self::Together { .. } => "Largest first.",
            Self::Within { .. } => "Largest of each sample first.",
            Self::Surest(_) => "Surest differences first.",
        }
    }

    /// What each row is sorted by, ascending.
    fn keys(self, table: &Table, rows: &[&[Cell]]) -> Vec<Vec<f64>> {
        let place = |column: &str| table.columns().iter().position(|own| own == column);
        let size = |row: &[Cell], column: &str| {
            place(column).and_then(|at| number(&row[at])).map_or(0.0, f64::abs)
        };
        let name = |row: &[Cell], column: &str| {
            place(column).map(|at| row[at].to_text()).unwrap_or_default()
        };
        match self {
            Self::Sum => {
                rows.iter().map(|row| vec![-row.iter().filter_map(number).sum::<f64>()]).collect()
            }
            Self::Largest(by) => rows.iter().map(|row| vec![-size(row, by)]).collect(),
            Self::Together { name: of, by, step } => {
                let names: Vec<String> = rows.iter().map(|row| name(row, of)).collect();
                let mut sizes: HashMap<&str, f64> = HashMap::new();
                for (row, own) in rows.iter().zip(&names) {
                    let counts = step.is_none_or(|step| name(row, "step") == step);
                    let most = sizes.entry(own).or_default();
                    *most = most.max(if counts { size(row, by) } else { 0.0 });
                }
                let first = |own: &String| if own.is_empty() { 0.0 } else { 1.0 };
                names
                    .iter()
                    .zip(places(&names))
                    .map(|(own, place)| vec![first(own), -sizes[own.as_str()], place])
                    .collect()
            }
            Self::Within { name: of, by } => {
                let names: Vec<String> = rows.iter().map(|row| name(row, of)).collect();
                let places = places(&names);
                rows.iter().zip(places).map(|(row, place)| vec![place, -size(row, by)]).collect()
            }
            Self::Surest(effect) => {
                let names: Vec<String> = rows.iter().map(|row| name(row, "contrast")).collect();
                let end = |row: &[Cell], by: usize| {
                    place(effect).and_then(|at| row.get(at + by)).and_then(number)
                };
                let key = |(row, place): (&&[Cell], f64)| {
                    let q = table.columns().iter().position(|own| own == "q");
                    let q = q.and_then(|at| number(&row[at])).unwrap_or(f64::INFINITY);
                    let sure = match (end(row, 1), end(row, 2)) {
                        (Some(low), Some(high)) => low.max(-high).max(0.0),
                        _ => 0.0,
                    };
                    vec![place, q, -sure, -size(row, effect)]
                };
                rows.iter().zip(places(&names)).map(key).collect()
            }
        }
    }
}

/// At which place each name was first seen.
fn places(names: &[String]) -> Vec<f64> {
    let mut seen: HashMap<&str, f64> = HashMap::new();
    names
        .iter()
        .map(|name| {
            let next = seen.len() as f64;
            *seen.entry(name).or_insert(next)
        })
        .collect()
}

#[allow(clippy::cast_precision_loss, reason = "to sort by")]
fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Real(value) if value.is_finite() => Some(*value),
        Cell::Integer(value) => Some(*value as f64),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, text: &str, of: &str, expected: &str) {
        let mut lines = text.lines().map(|line| line.split(' '));
        let mut table = Table::new(lines.next().expect("a header"));
        for line in lines {
            table.push(line.map(|cell| match (cell, cell.parse::<f64>()) {
                ("-", _) => Cell::Missing,
                (_, Ok(number)) => Cell::Real(number),
                _ => Cell::from(cell),
            }));
        }
        let at = table.columns().iter().position(|column| column == of).expect("the column");
        let (rows, _) = ordered(name, &table);
        let found: Vec<String> = rows.iter().map(|row| row[at].to_text()).collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }

    #[test]
    fn what_matters_leads() {
        let text = "mirna step value\na taken-up 9\na present 1\nb taken-up 5\nb present 2";
        check("dose", text, "mirna", "b b a a");
        check("dose", text, "value", "5 2 9 1");
        let text = "bound mirna actual\nx a 1\nx b 3\ny - 2\nz a 2\nz b 0";
        check("bounds", text, "mirna", " b b a a");
        let text = "group mirna copies_per_cell\ng a 1\ng b 2\nh a 3\nh b 1";
        check("group_dose", text, "mirna", "a a b b");
        let text = "sample source rna_share\ns a 0.1\ns b 0.9\nt a 0.4\nt b 0.6";
        check("origin", text, "rna_share", "0.9 0.1 0.6 0.4");
        let text = "contrast mirna log2_ratio low high p q\nc a 9 -1 20 - -\nc b -2 -3 -1 - -\nc d 1 0 2 0.1 0.2\nd a 1 0 2 0.1 0.1";
        check("contrast_cargo", text, "mirna", "d b a a");
        check("timecourse", "hours value\n0 1\n0 2\n24 3\n24 4", "value", "3 4 1 2");
        check("mirna_counts", "mirna s t\na 5 5\nb 9 0\nc 0 20", "mirna", "c a b");
        check("response", "gene log2fc\na 0.1\nb -0.3", "gene", "b a");
        check("misev", "item value\na 1\nb 2", "item", "a b");
    }
}
