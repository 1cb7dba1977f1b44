//! Tables read back from the JSON that they were written to.

use std::fmt;

use serde::{Deserialize, Deserializer, de};

use super::output::{Cell, Table};

/// A count comes back as a count and a number as a number: JSON has `5` for the one and `5.0` for the other. A number
/// that is not finite comes back as missing, as it is written.
impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyCell)
    }
}

struct AnyCell;

impl de::Visitor<'_> for AnyCell {
    type Value = Cell;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number or nothing")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Cell, E> {
        Ok(Cell::Missing)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Cell, E> {
        Ok(Cell::Integer(value))
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Cell, E> {
        u64::try_from(value)
            .map(Cell::Integer)
            .map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Cell, E> {
        Ok(Cell::Real(value))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Cell, E> {
        Ok(text.into())
    }
}

impl<'de> Deserialize<'de> for Table {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Written {
            columns: Vec<String>,
            rows: Vec<Vec<Cell>>,
        }
        let Written { columns, rows } = Written::deserialize(deserializer)?;
        let width = columns.len();
        let mut table = Self::new(columns);
        for row in rows {
            if row.len() != width {
                return Err(de::Error::invalid_length(row.len(), &"a cell for each column"));
            }
            table.push(row);
        }
        Ok(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_back_is_what_was_written() {
        let mut table = Table::new(["a", "low", "low"]);
        table.push([5_u64.into(), 5.0.into(), Cell::Missing]);
        table.push(["x".into(), (-0.1).into(), "".into()]);
        let text = serde_json::to_string(&table).expect("JSON");
        assert_eq!(serde_json::from_str::<Table>(&text).expect("a table"), table);
        let short = r#"{"columns":["a","b"],"rows":[[1]]}"#;
        assert!(serde_json::from_str::<Table>(short).is_err());
    }
}
