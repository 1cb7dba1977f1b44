//! Small tables that name the samples in some column: sheets of a laboratory, whatever its columns are called.

use exocast_core::words::{first_quoted, shown as shortened};

use super::{
    inputs::Inputs,
    item::{Item, shown},
    kind::Kind,
    names,
    samples::Samples,
};
use crate::{
    load,
    study::{self, Meaning, TextColumn},
};

/// Columns that a line lists.
const MOST: usize = 8;

impl Samples {
    /// Describes samples by the one table that names them, where the folder has no sheet; other tables are not used.
    pub(super) fn listings(&mut self, items: &[Item], describes: bool, inputs: &mut Inputs) {
        let names: Vec<String> = self.all.iter().map(|sample| sample.name.clone()).collect();
        let mut naming: Vec<(&Item, &[TextColumn], usize)> = Vec::new();
        for item in items {
            let Kind::Listing { columns, why } = &item.kind else { continue };
            match column_of_samples(columns, &names).filter(|_| describes) {
                Some(place) => naming.push((item, columns, place)),
                None => inputs.unused.push((item.path.clone(), why.clone())),
            }
        }
        match naming.as_slice() {
            [(item, columns, place)] => self.by_listing(item, columns, *place, inputs),
            several => {
                for (item, ..) in several {
                    let n = several.len();
                    let why = format!(
                        "one of {n} tables that name the samples; make one of them the sheet"
                    );
                    inputs.unused.push((item.path.clone(), why));
                }
            }
        }
    }

    fn by_listing(
        &mut self,
        item: &Item,
        columns: &[TextColumn],
        place: usize,
        inputs: &mut Inputs,
    ) {
        let (column, file) = (&columns[place].0, shown(&item.path));
        match study::samples_of_sheet(&item.file, Some(column)) {
            Ok((rows, _)) => {
                let named = match column.as_str() {
                    "" => "the first column".to_owned(),
                    column => format!("column `{column}`"),
                };
                self.guesses.push(format!("{named} of {file} names the samples"));
                let is_known = |name: &str| !study::is_unknown(name) || name == column;
                let others: Vec<String> = columns
                    .iter()
                    .filter(|(name, _)| !name.is_empty() && !is_known(name))
                    .map(|(name, cells)| {
                        let meaning = match Meaning::new(cells) {
                            // The samples have their names already.
                            Meaning::Sample => "has another value in each row".to_owned(),
                            meaning => meaning.to_string(),
                        };
                        format!("`{}` {meaning}", shortened(name))
                    })
                    .collect();
                if !others.is_empty() {
                    let listed = others.iter().take(MOST).map(String::as_str).collect::<Vec<_>>();
                    self.guesses.push(format!(
                        "columns of {file} that are not used: {}",
                        listed.join(", ")
                    ));
                }
                self.describe(item, &rows, inputs);
            }
            Err(error) => {
                let headers: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
                let (named, why) = (first_quoted(&headers, MOST), load::with_causes(&error));
                let why = format!("names the samples in `{column}` ({named}), but {why}");
                inputs.unused.push((item.path.clone(), why));
            }
        }
    }
}

/// The column that names most samples, each once, where it names at least half of them and half of it are samples.
fn column_of_samples(columns: &[TextColumn], names: &[String]) -> Option<usize> {
    let named = |cells: &[String]| {
        let asked: Vec<&str> = cells.iter().map(String::as_str).collect();
        names::matched(&asked, names).samples.into_iter().flatten().count()
    };
    let counts: Vec<usize> = columns.iter().map(|(_, cells)| named(cells)).collect();
    let best = counts.iter().copied().max().filter(|best| *best > 0)?;
    let mut places = (0..columns.len()).filter(|&place| counts[place] == best);
    let place = places.next()?;
    let rows = columns[place].1.len();
    (places.next().is_none() && 2 * best >= names.len() && 2 * best >= rows).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_the_samples_is_the_one_that_names_them() {
        let column = |name: &str, cells: &[&str]| -> TextColumn {
            (name.to_owned(), cells.iter().map(|&cell| cell.to_owned()).collect())
        };
        let names: Vec<String> = ["EV1", "EV2"].map(str::to_owned).to_vec();
        let who = column("Wer", &["Anna", "Bert"]);
        assert_eq!(
            column_of_samples(&[who.clone(), column("Nr", &["EV-1", "EV-2"])], &names),
            Some(1)
        );
        assert_eq!(column_of_samples(std::slice::from_ref(&who), &names), None);
        let twice = [column("a", &["EV1", "EV2"]), column("b", &["EV1", "EV2"])];
        assert_eq!(column_of_samples(&twice, &names), None);
    }
}
