//! Tables as Apache Parquet: what R (`arrow`), Python (`pandas`, `polars`) and databases read without
//! guessing types.

use std::{
    fs::File,
    io::{self, Write},
    sync::Arc,
};

use exocast_core::{Cell, Table};
use parquet::{
    basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type},
    errors::ParquetError,
    file::{
        properties::WriterProperties,
        reader::FileReader,
        serialized_reader::SerializedFileReader,
        writer::{SerializedColumnWriter, SerializedFileWriter, SerializedRowGroupWriter},
    },
    record::Field,
    schema::types::Type,
};

/// Rows of one row group: what a reader holds at a time.
const ROW_GROUP: usize = 1 << 18;

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Integer,
    Real,
    Text,
}

impl Kind {
    /// The narrowest kind that holds every cell.
    fn narrowest<'a>(cells: impl Iterator<Item = &'a Cell>) -> Self {
        let mut kind = None;
        for cell in cells {
            kind = match (kind, cell) {
                (_, Cell::Text(_)) => return Self::Text,
                (None, Cell::Integer(value)) if i64::try_from(*value).is_ok() => {
                    Some(Self::Integer)
                }
                (kind @ Some(Self::Integer), Cell::Integer(value))
                    if i64::try_from(*value).is_ok() =>
                {
                    kind
                }
                (kind, Cell::Missing) => kind,
                (_, Cell::Integer(_) | Cell::Real(_)) => Some(Self::Real),
            };
        }
        kind.unwrap_or(Self::Text)
    }

    fn field(self, name: &str) -> Result<Type, ParquetError> {
        let (physical, logical) = match self {
            Self::Integer => (Physical::INT64, None),
            Self::Real => (Physical::DOUBLE, None),
            Self::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        Type::primitive_type_builder(name, physical)
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(logical)
            .build()
    }
}

/// Writes a table, every column nullable, compressed with zstd.
pub(super) fn write(table: &Table, mut out: impl Write) -> io::Result<()> {
    // The writer wants to own a sink that can be sent to a thread, which `out` need not be.
    let bytes = encode(table).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn encode(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let width = table.columns().len();
    let kinds: Vec<Kind> = (0..width).map(|at| Kind::narrowest(column(table, at))).collect();
    let fields = unique_names(table.columns())
        .iter()
        .zip(&kinds)
        .map(|(name, kind)| kind.field(name).map(Arc::new))
        .collect::<Result<_, _>>()?;
    let schema = Type::group_type_builder("table").with_fields(fields).build()?;
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("exocast".to_owned())
        .build();
    let mut writer = SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(properties))?;
    let rows: Vec<&[Cell]> = table.rows().collect();
    for rows in rows.chunks(ROW_GROUP) {
        let mut group = writer.next_row_group()?;
        for (at, kind) in kinds.iter().enumerate() {
            write_column(&mut group, *kind, rows.iter().map(|row| &row[at]))?;
        }
        group.close()?;
    }
    writer.into_inner()
}

/// Reads a table that [`write`] wrote; written again it has the same bytes.
pub(super) fn read(file: File) -> io::Result<Table> {
    decode(file).map_err(io::Error::other)
}

fn decode(file: File) -> Result<Table, ParquetError> {
    let reader = SerializedFileReader::new(file)?;
    let columns: Vec<_> = reader.metadata().file_metadata().schema_descr().columns().to_vec();
    let mut table = Table::new(columns.iter().map(|column| column.name()));
    for row in reader.get_row_iter(None)? {
        let cells = row?.into_columns().into_iter().zip(&columns);
        table.push(cells.map(|((_, field), column)| match field {
            Field::Long(value) => {
                u64::try_from(value).map_or(Cell::Real(value as f64), Cell::Integer)
            }
            Field::Double(value) => Cell::Real(value),
            Field::Str(text) => Cell::Text(text),
            // A column of numbers stays one, though no number of it be left.
            _ if column.physical_type() == Physical::DOUBLE => Cell::Real(f64::NAN),
            _ => Cell::Missing,
        }));
    }
    Ok(table)
}

fn column(table: &Table, at: usize) -> impl Iterator<Item = &Cell> {
    table.rows().map(move |row| &row[at])
}

fn write_column<'a, W: Write + Send>(
    group: &mut SerializedRowGroupWriter<'_, W>,
    kind: Kind,
    cells: impl Iterator<Item = &'a Cell>,
) -> Result<(), ParquetError> {
    let missing = || ParquetError::General("a column more than the schema has".to_owned());
    let mut writer = group.next_column()?.ok_or_else(missing)?;
    match kind {
        Kind::Integer => fill::<Int64Type>(&mut writer, cells.map(integer)),
        Kind::Real => fill::<DoubleType>(&mut writer, cells.map(real)),
        Kind::Text => fill::<ByteArrayType>(&mut writer, cells.map(text)),
    }?;
    writer.close()
}

fn fill<T: parquet::data_type::DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let mut values = Vec::new();
    let mut present = Vec::new();
    for value in cells {
        present.push(i16::from(value.is_some()));
        values.extend(value);
    }
    writer.typed::<T>().write_batch(&values, Some(&present), None)?;
    Ok(())
}

fn integer(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Integer(value) => i64::try_from(*value).ok(),
        _ => None,
    }
}

fn real(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Integer(value) => Some(*value as f64),
        Cell::Real(value) if value.is_finite() => Some(*value),
        _ => None,
    }
}

fn text(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Missing => None,
        cell => Some(ByteArray::from(cell.to_text().into_bytes())),
    }
}

/// Column names that do not repeat: a second `low` becomes that of the value before it, as in
/// `copies_per_vesicle_low`.
fn unique_names(columns: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(columns.len());
    let mut value = "";
    for (at, column) in columns.iter().enumerate() {
        let repeats = columns[..at].contains(column);
        if !repeats && !matches!(column.as_str(), "low" | "high") {
            value = column;
        }
        let mut name = if repeats { format!("{value}_{column}") } else { column.clone() };
        while names.contains(&name) {
            name.push('_');
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &Table) -> Vec<Vec<(String, Field)>> {
        let bytes = bytes::Bytes::from(encode(table).expect("bytes"));
        let reader = SerializedFileReader::new(bytes).expect("a Parquet file");
        reader
            .get_row_iter(None)
            .expect("rows")
            .map(|row| row.expect("a row").into_columns())
            .collect()
    }

    #[test]
    fn each_column_has_the_narrowest_type_and_keeps_every_value() {
        let mut table = Table::new(["mirna", "reads", "share", "note"]);
        table.push(["let-7a".into(), 7_u64.into(), 0.1.into(), Cell::Missing]);
        table.push(["miR-21".into(), Cell::Missing, 2_u64.into(), 3_u64.into()]);
        table.push(["miR-1".into(), 9_u64.into(), f64::NAN.into(), "x".into()]);
        let rows = rows(&table);
        let column = |at: usize| rows.iter().map(|row| row[at].1.clone()).collect::<Vec<_>>();
        assert_eq!(column(0), ["let-7a", "miR-21", "miR-1"].map(|name| Field::Str(name.into())));
        assert_eq!(column(1), [Field::Long(7), Field::Null, Field::Long(9)]);
        assert_eq!(column(2), [Field::Double(0.1), Field::Double(2.0), Field::Null]);
        assert_eq!(column(3), [Field::Null, Field::Str("3".into()), Field::Str("x".into())]);
    }

    #[test]
    fn a_table_without_rows_keeps_its_columns() {
        let bytes = bytes::Bytes::from(encode(&Table::new(["a", "b"])).expect("bytes"));
        let reader = SerializedFileReader::new(bytes).expect("a Parquet file");
        let metadata = reader.metadata().file_metadata();
        assert_eq!((metadata.num_rows(), metadata.schema().get_fields().len()), (0, 2));
    }

    #[test]
    fn repeated_columns_are_told_apart() {
        let columns =
            ["mirna", "copies_per_ml", "low", "high", "copies_per_vesicle", "low", "high"];
        let names = unique_names(&columns.map(str::to_owned));
        assert_eq!(names[2..4], ["low", "high"]);
        assert_eq!(names[5..], ["copies_per_vesicle_low", "copies_per_vesicle_high"]);
        assert_eq!(unique_names(&["a", "a", "a"].map(str::to_owned)), ["a", "a_a", "a_a_"]);
    }
}
