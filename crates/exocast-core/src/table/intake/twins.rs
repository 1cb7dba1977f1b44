//! Columns that are called as a sample with a word for what was counted, where either may be the sample: `EV_1`, `EV_1_raw`.

use super::{
    column::Column,
    evidence, parts,
    quantity::{Quantity, Unit},
    refusal::Refusal,
    request::Request,
    role::Role,
    samples::unit_of,
};

/// The name of a sample that a column is of by a word for what is wanted; nothing where it has none.
fn stem(column: &Column, quantity: Quantity) -> Option<String> {
    let parts = parts::parts(&column.key);
    // What is beside raw values is made of them.
    if let Some((before, after)) = parts.split_once("_raw_") {
        return Some(format!("{before}_{after}").trim_matches('_').to_owned());
    }
    let (unit, rest) = unit_of(&column.name)?;
    let is_wanted = match quantity {
        Quantity::Counts => matches!(unit, Unit::Counts | Unit::Molecules),
        Quantity::Expression => unit == Unit::Tpm,
        _ => false,
    };
    is_wanted.then(|| parts::parts(&rest).trim_matches('_').to_owned())
}

/// Refuses a table with two columns of which either may be the sample.
pub(super) fn refuse(
    columns: &[Column],
    roles: &[Role],
    request: &Request<'_>,
) -> Result<(), Refusal> {
    let samples = || (0..roles.len()).filter(|&place| roles[place] == Role::Sample);
    for other in samples() {
        let Some(stem) = stem(&columns[other], request.quantity).filter(|stem| !stem.is_empty())
        else {
            continue;
        };
        let is_plain = |place: &usize| {
            *place != other && parts::parts(&columns[*place].key).trim_matches('_') == stem
        };
        let Some(plain) = samples().find(is_plain) else { continue };
        let (plain, other) = (&columns[plain], &columns[other]);
        let is_looked_for = |column: &Column| request.samples.contains(&column.name.as_str());
        // Counts that are asked for by the name of the other one.
        let is_no_count = request.quantity == Quantity::Counts && !plain.whole && other.whole;
        let are_samples =
            is_looked_for(other) || evidence::is_same_sample(plain, other) == Some(false);
        if are_samples || plain.values == other.values || is_looked_for(plain) && !is_no_count {
            continue;
        }
        let (plain, other) = (plain.name.clone(), other.name.clone());
        return Err(Refusal::Twins { plain, other });
    }
    Ok(())
}
