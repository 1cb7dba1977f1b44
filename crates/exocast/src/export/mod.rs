//! An analysis in the formats of other programs: RO-Crate, `MultiQC`, and networks.

mod crate_metadata;
mod folder;
mod multiqc;
mod network;

use exocast_core::{Cell, Table};

/// Places of columns of a table by name, in the order asked for; nothing where one is missing.
fn columns<const N: usize>(table: &Table, names: [&str; N]) -> Option<[usize; N]> {
    let mut places = [0; N];
    for (place, name) in places.iter_mut().zip(names) {
        *place = table.columns().iter().position(|column| column == name)?;
    }
    Some(places)
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Integer(value) => Some(*value as f64),
        Cell::Real(value) if value.is_finite() => Some(*value),
        _ => None,
    }
}
