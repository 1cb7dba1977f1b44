//! The role of each column.

use super::{
    column::Column,
    computed,
    content::Content,
    evidence, foreign,
    ids::place_of,
    indices, means, parts,
    program::{Program, fits},
    quantity::{Quantity, Unit},
    refusal::Refusal,
    request::Request,
    role::Role,
    samples::unit_of,
    twins, words,
};
use crate::words::quoted;

/// The roles of all columns, and what the samples hold.
pub(super) fn roles(
    columns: &[Column],
    row_numbers: bool,
    ids: &[usize],
    program: Option<&Program>,
    request: &Request<'_>,
) -> Result<(Vec<Role>, Unit), Refusal> {
    let header: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let wanted = program.and_then(|program| program.wanted(request.quantity, &header));
    let typed = columns.iter().any(|column| column.letter.is_some());
    let tested = columns
        .iter()
        .any(|column| words::is_statistic(&column.key) || parts::is_statistic_by_part(&column.key));
    let role = |(place, column): (usize, &Column)| {
        if ids.first() == Some(&place) {
            return Role::Id;
        }
        if row_numbers && place == 0 {
            return Role::RowNumbers;
        }
        if is_looked_for(column, request) && column.is_numeric() {
            return Role::Sample;
        }
        if typed {
            return match column.letter {
                Some('E') => Role::Sample,
                _ if words::is_statistic(&column.key) => Role::Statistic,
                _ if words::is_id(&column.key) => Role::OtherId,
                _ => Role::Annotation,
            };
        }
        if let Some(program) = program {
            return of_program(program, wanted.map(|wanted| wanted.0), column);
        }
        in_general(columns, place, tested)
    };
    let mut roles: Vec<Role> = columns.iter().enumerate().map(role).collect();
    if let Some(chosen) =
        request.choice.map(|choice| &choice.columns).filter(|chosen| !chosen.is_empty())
    {
        for role in roles.iter_mut().filter(|role| **role == Role::Sample) {
            *role = Role::OtherValues;
        }
        for name in chosen {
            roles[place_of(columns, name)?] = Role::Sample;
        }
        return Ok((roles, wanted.map_or(Unit::Unknown, |wanted| wanted.1)));
    }
    if let Some(keep) = request.keep {
        for (role, column) in roles.iter_mut().zip(columns).filter(|(role, _)| **role != Role::Id) {
            *role = if keep(&column.name) { Role::Sample } else { Role::OtherValues };
        }
        return Ok((roles, Unit::Unknown));
    }
    if let Some((_, unit)) = wanted {
        return Ok((roles, unit));
    }
    take_totals_that_are_none(columns, &mut roles);
    let content = Content::new(columns, request);
    content.leave_out_spreads(&mut roles);
    leave_out_means(columns, &mut roles, request);
    if program.is_none() && !typed {
        content.take_samples(&mut roles)?;
        means::settle(columns, &mut roles, request)?;
        twins::refuse(columns, &roles, request)?;
        content.leave_out_twins(&mut roles);
        computed::leave_out(columns, &mut roles, request)?;
    }
    let unit = by_unit(columns, &mut roles, request);
    if program.is_none() && !typed {
        content.refuse_strangers(&mut roles)?;
    }
    keep_a_sample(columns, &mut roles, request.quantity)?;
    foreign::refuse(columns, &roles, request)?;
    Ok((roles, unit))
}

fn is_looked_for(column: &Column, request: &Request<'_>) -> bool {
    request.samples.contains(&column.name.as_str())
}

fn of_program(program: &Program, wanted: Option<usize>, column: &Column) -> Role {
    let key = column.key.as_str();
    let among = |list: &[&str]| list.iter().any(|other| fits(other, key).is_some());
    if program.lengths == Some(key) {
        Role::Lengths
    } else if among(program.flags) {
        Role::Flag
    } else if among(program.ids) {
        Role::OtherId
    } else if among(program.others) {
        Role::Annotation
    } else if let Some((place, ..)) = program.value_of(&column.name) {
        match () {
            () if !column.is_numeric() && column.is_text() => Role::Annotation,
            () if words::is_annotation(key) => Role::Annotation,
            () if words::is_statistic(key) => Role::Statistic,
            () if Some(place) == wanted => Role::Sample,
            () => Role::OtherValues,
        }
    } else if words::is_statistic(key) {
        Role::Statistic
    } else {
        Role::Annotation
    }
}

fn in_general(columns: &[Column], place: usize, tested: bool) -> Role {
    let column = &columns[place];
    let has = |key: &str| columns.iter().any(|other| other.key == key);
    let key = column.key.as_str();
    if column.is_empty() {
        Role::Empty
    } else if column.is_text() {
        if words::is_id(key) { Role::OtherId } else { Role::Annotation }
    } else if words::is_annotation(key) || words::is_place(key, has) || indices::is_index(key) {
        Role::Annotation
    } else if column.is_number_of_feature() {
        Role::OtherId
    } else if words::is_statistic(key)
        || parts::is_statistic_by_part(key)
        || tested && words::is_statistic_letter(key, has) && !is_sample_letter(columns, place)
        || words::is_spread(key, has)
    {
        Role::Statistic
    } else if words::is_total(key) {
        Role::Total
    } else {
        Role::Sample
    }
}

/// Whether a letter is a sample, next to the columns that are nothing else by their names.
fn is_sample_letter(columns: &[Column], place: usize) -> bool {
    let has = |key: &str| columns.iter().any(|other| other.key == key);
    let is_plain = |other: &&Column| {
        let key = other.key.as_str();
        other.is_numeric()
            && !words::is_annotation(key)
            && !words::is_id(key)
            && !words::is_statistic(key)
            && !words::is_statistic_letter(key, has)
            && !parts::is_statistic_by_part(key)
            && !words::is_total(key)
    };
    let others: Vec<&Column> = columns.iter().filter(is_plain).collect();
    evidence::is_sample_letter(&columns[place], &others, words::is_of_test_program(has))
}

/// A column called `Total` that is smaller than a sample in some row is no sum, but a sample: a total fraction.
fn take_totals_that_are_none(columns: &[Column], roles: &mut [Role]) {
    let samples: Vec<&Column> = columns
        .iter()
        .zip(roles.iter())
        .filter(|(_, role)| **role == Role::Sample)
        .map(|(column, _)| column)
        .collect();
    for (role, column) in roles.iter_mut().zip(columns) {
        let is_total = *role == Role::Total && column.key == "total";
        if is_total && evidence::is_no_sum(column, &samples) {
            *role = Role::Sample;
        }
    }
}

/// Columns that are called means, and spreads behind the samples, are none of the samples where others are not called so.
/// Columns that are looked for stay samples.
fn leave_out_means(columns: &[Column], roles: &mut [Role], request: &Request<'_>) {
    let has = |is: &dyn Fn(&str) -> bool| columns.iter().any(|column| is(&column.key));
    let samples: Vec<usize> =
        (0..columns.len()).filter(|&place| roles[place] == Role::Sample).collect();
    let is_free = |place: usize| !is_looked_for(&columns[place], request);
    let is_mean =
        |place: &&usize| is_free(**place) && parts::is_mean_by_part(&columns[**place].key, has);
    let mut means: Vec<usize> = samples.iter().filter(is_mean).copied().collect();
    // What is computed stands behind the samples that it is of.
    let with_spread =
        samples.iter().filter(|&&place| parts::is_spread_of_group(&columns[place].key));
    let few_spreads = 2 * with_spread.count() < samples.len();
    let is_spread = |place: &&usize| {
        let key = &columns[**place].key;
        let is_behind =
            parts::is_behind_samples(key) || few_spreads && parts::is_spread_of_group(key);
        means.contains(place) || is_free(**place) && is_behind
    };
    let spreads: Vec<usize> = samples.iter().rev().take_while(is_spread).copied().collect();
    if samples.len() - spreads.len() > 1 {
        means.extend(spreads);
    }
    means.sort_unstable();
    means.dedup();
    if means.len() < samples.len() {
        for place in means {
            roles[place] = Role::Total;
        }
    }
}

/// Where columns say by their names that they hold several quantities, those of the one that is wanted stay samples.
fn by_unit(columns: &[Column], roles: &mut [Role], request: &Request<'_>) -> Unit {
    let quantity = request.quantity;
    leave_out_logarithms(columns, roles, request);
    let samples: Vec<usize> =
        (0..columns.len()).filter(|&place| roles[place] == Role::Sample).collect();
    let units: Vec<Option<(Unit, String)>> =
        samples.iter().map(|&place| unit_of(&columns[place].name)).collect();
    let plain: Vec<&str> = samples
        .iter()
        .zip(&units)
        .filter(|(_, unit)| unit.is_none())
        .map(|(&place, _)| columns[place].key.as_str())
        .collect();
    let or_unknown =
        |it: &Option<(Unit, String)>| it.as_ref().map_or(Unit::Unknown, |(unit, _)| *unit);
    let Some(best) = units.iter().map(or_unknown).min_by_key(|unit| quantity.rank(*unit)) else {
        return Unit::Unknown;
    };
    let all_known = plain.is_empty();
    for (&place, unit_and_rest) in samples.iter().zip(&units) {
        let Some((unit, rest)) = unit_and_rest else { continue };
        // `A` and `A(norm)`, or a column that is called `tpm` among others.
        let is_twin = plain.contains(&rest.as_str())
            && !is_looked_for(&columns[place], request)
            && is_twin_by_values(columns, place, rest);
        if is_twin || all_known && *unit != best {
            roles[place] = Role::OtherValues;
        }
    }
    // The Human Protein Atlas has them side by side: of all genes, of those of proteins, and between samples.
    let tpm = ["tpm", "ntpm", "ptpm"]
        .iter()
        .find_map(|word| samples.iter().find(|&&place| columns[place].key == *word));
    if let (Quantity::Expression, Some(&tpm)) = (quantity, tpm) {
        for &place in samples.iter().filter(|place| **place != tpm) {
            roles[place] = Role::OtherValues;
        }
        return Unit::Tpm;
    }
    if all_known { best } else { Unit::Unknown }
}

/// Columns that are called logarithms are another quantity beside columns that say their unit: `S1_TPM`, `S1_log2_TPM`.
fn leave_out_logarithms(columns: &[Column], roles: &mut [Role], request: &Request<'_>) {
    let is_sample = |place: &usize| roles[*place] == Role::Sample;
    let (logarithms, others): (Vec<usize>, Vec<usize>) = (0..columns.len())
        .filter(is_sample)
        .partition(|&place| parts::says_logarithm(&columns[place].key));
    if !others.is_empty() && others.iter().all(|&place| unit_of(&columns[place].name).is_some()) {
        for place in logarithms {
            if !is_looked_for(&columns[place], request) {
                roles[place] = Role::OtherValues;
            }
        }
    }
}

/// Whether a column is another in a different unit by its values too, where the word for the unit may be one for a sample: normal
/// tissue, raw urine.
fn is_twin_by_values(columns: &[Column], place: usize, rest: &str) -> bool {
    let column = &columns[place];
    let may_be_sample = ["_norm", "_raw", "_reads"].iter().any(|end| column.key.ends_with(end));
    let other = columns.iter().find(|other| other.key == rest);
    let same = other.and_then(|other| evidence::is_same_sample(column, other));
    !may_be_sample || same.unwrap_or(true)
}

/// A column of sums is a sample where there is no other, and so is the only result of a comparison where any numbers
/// will do; else there has to be a sample.
fn keep_a_sample(
    columns: &[Column],
    roles: &mut [Role],
    quantity: Quantity,
) -> Result<(), Refusal> {
    if roles.contains(&Role::Sample) {
        return Ok(());
    }
    let of_role = |role: Role| -> Vec<usize> {
        (0..roles.len()).filter(|&place| roles[place] == role).collect()
    };
    let mut usable = of_role(Role::Total);
    if quantity == Quantity::Any && usable.is_empty() {
        usable = of_role(Role::Statistic);
    }
    if let [only] = usable.as_slice() {
        roles[*only] = Role::Sample;
        return Ok(());
    }
    let numeric: Vec<String> = (0..roles.len())
        .filter(|&place| columns[place].is_numeric() && roles[place] != Role::Id)
        .map(|place| format!("{} ({})", quoted([columns[place].shown(place)]), roles[place].word()))
        .collect();
    if numeric.is_empty() {
        return Ok(());
    }
    Err(Refusal::NoSample { columns: numeric.join(", ") })
}
