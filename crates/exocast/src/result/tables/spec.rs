//! How a table is written: its name, what it holds, its columns.

use exocast_core::{Cell, Table};

/// A table of the results: one place for its name, caption, columns and what is said of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TableSpec {
    /// Name among the results of a study, and of its file without ending.
    pub name: &'static str,
    /// Name among the results of the command that makes it alone, such as `exocast mirna quant`.
    pub alone: &'static str,
    /// What it holds, in one sentence.
    pub caption: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// Whether a column per sample follows, named after the sample.
    pub per_sample: bool,
    /// What the report says of the order of its rows, where that is not the order of the file.
    pub order: Option<&'static str>,
    /// Whether the file is next to the report and not in the folder of tables.
    pub beside_report: bool,
}

/// A column of a written table. Columns of one table may share a name: `low` and `high` follow what they belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Column {
    /// Name in the header.
    pub name: &'static str,
    /// Unit of its numbers: `nm`, `copies/mL`, …; `1` for shares and counts, empty for text and where a column `unit`
    /// says it in each row.
    pub unit: &'static str,
    /// Decimals that the report shows of a number below 10.
    pub digits: usize,
}

/// Decimals of a number below 10, unless a column says otherwise.
const DIGITS: usize = 4;

impl Column {
    /// The place of a table's file, where it differs.
    const fn new(name: &'static str, unit: &'static str) -> Self {
        Self { name, unit, digits: DIGITS }
    }
}

/// A column of text.
pub(super) const fn text(name: &'static str) -> Column {
    Column::new(name, "")
}

/// A column of numbers in this unit.
pub(super) const fn number(name: &'static str, unit: &'static str) -> Column {
    Column::new(name, unit)
}

impl TableSpec {
    pub(super) const fn new(
        name: &'static str,
        caption: &'static str,
        columns: &'static [Column],
    ) -> Self {
        Self {
            name,
            alone: name,
            caption,
            columns,
            per_sample: false,
            order: None,
            beside_report: false,
        }
    }

    /// With another name where its command makes it alone.
    pub(super) const fn alone(self, alone: &'static str) -> Self {
        Self { alone, ..self }
    }

    /// With these words on the order of rows in the report.
    pub(super) const fn ordered(self, words: &'static str) -> Self {
        Self { order: Some(words), ..self }
    }

    /// With a column per sample at the end.
    pub(super) const fn per_sample(self) -> Self {
        Self { per_sample: true, ..self }
    }

    /// With its file next to the report.
    pub(super) const fn beside_report(self) -> Self {
        Self { beside_report: true, ..self }
    }

    /// Where the table is among the results of a study, without the ending of its format.
    #[must_use]
    pub fn place(&self) -> String {
        let folder = if self.beside_report { "" } else { "tables/" };
        format!("{folder}{}", self.name)
    }

    /// An empty table with these columns.
    pub(super) fn empty(&self) -> Table {
        Table::new(self.columns.iter().map(|column| column.name))
    }

    /// A table with these columns and rows.
    pub(crate) fn with_rows<R: IntoIterator<Item = Cell>>(
        &'static self,
        rows: impl IntoIterator<Item = R>,
    ) -> Written {
        let mut table = self.empty();
        rows.into_iter().for_each(|row| table.push(row));
        self.with(table)
    }

    /// A table that a crate made.
    pub(super) const fn with(&'static self, table: Table) -> Written {
        Written { spec: self, table, order: None }
    }
}

/// A table as it is written, with what it is.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Written {
    /// What it is.
    pub spec: &'static TableSpec,
    /// Its rows.
    pub table: Table,
    /// Places of the rows as the report shows them; in the order of the table where left out.
    pub(crate) order: Option<Vec<usize>>,
}

impl Written {
    /// With its rows in the report in ascending order of these keys, one per row; what is equal keeps its order.
    pub(super) fn sorted(mut self, keys: &[Vec<f64>]) -> Self {
        let mut places: Vec<usize> = (0..keys.len()).collect();
        places.sort_by(|&a, &b| {
            let mut each = keys[a].iter().zip(&keys[b]).map(|(a, b)| a.total_cmp(b));
            each.find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
        });
        self.order = Some(places);
        self
    }

    /// The rows as the report shows them.
    pub(crate) fn rows(&self) -> Vec<&[Cell]> {
        let rows: Vec<&[Cell]> = self.table.rows().collect();
        match &self.order {
            Some(order) => order.iter().filter_map(|&at| rows.get(at).copied()).collect(),
            None => rows,
        }
    }

    /// Name of the column at a place, and decimals that the report shows of its numbers.
    pub(crate) fn digits(&self, column: usize) -> usize {
        self.spec.columns.get(column).map_or(DIGITS, |column| column.digits)
    }
}
