//! Argonaute and own copies of the recipient that a dose was computed with.

use std::{io::BufRead, path::Path};

use exocast_core::{Interval, Malformed, ReadError, SeedPlan, table::Reader};
use exocast_transfer::{ArgonauteDraws, Parameter};

use crate::load::file::{LoadError, read};

/// Name of the table that is written with dose.tsv.
const FILE: &str = "parameters.tsv";

/// Parameters that decide how much of the dose Argonaute holds.
const USED: [Parameter; 2] = [Parameter::AgoPerCell, Parameter::EndogenousCopies];

/// From the parameters.tsv in the folder of a dose.tsv; nothing where there is none.
pub(super) fn next_to(
    dose: &Path,
    seed: SeedPlan,
    draws: usize,
) -> Result<Option<ArgonauteDraws>, LoadError> {
    let path = dose.with_file_name(FILE);
    if !path.is_file() {
        return Ok(None);
    }
    let [ago, endogenous] = read(&path, intervals)?;
    let column = |interval: Interval, name: &str| -> Vec<f64> {
        let deviates = std::iter::once(0.0).chain(seed.normals(name, 0, draws));
        deviates.map(|z| interval.at_deviate(z)).collect()
    };
    let mut argonaute = ArgonauteDraws::default();
    argonaute.ago = column(ago, "handed-over:ago-per-cell");
    argonaute.unlisted = column(endogenous, "handed-over:endogenous-copies");
    Ok(Some(argonaute))
}

fn intervals<R: BufRead>(stream: R, source: &str) -> Result<[Interval; 2], ReadError> {
    let mut table = Reader::new(stream, source)?;
    let name = table.text(&["parameter"])?;
    let value = table.number(&["value"])?;
    let (low, high) = (table.number(&["low"])?, table.number(&["high"])?);
    let mut intervals = [None; USED.len()];
    while let Some(row) = table.next_row()? {
        let text = row.name(name)?;
        let Some(place) = USED.iter().position(|used| used.name() == text) else { continue };
        let copies = row.interval(value, Some(low), Some(high), "a number, zero or more")?;
        if intervals[place].replace(copies).is_some() {
            return Err(row.error(name, Malformed::field(text.to_owned(), "each parameter once")));
        }
    }
    match intervals {
        [Some(ago), Some(endogenous)] => Ok([ago, endogenous]),
        _ => Err(table.no_rows("row `ago-per-cell` or no row `endogenous-copies`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "parameter\tvalue\tlow\thigh\tdistribution\tunit\tstatus\tsource\n\
        ago-per-cell\t4.8e4\t1e4\t1.7e5\tlog-normal\tcopies/cell\tmeasured\ts\n\
        escape\t0.1\t0.01\t0.5\tlogit-normal\t\tassumed\ts\n\
        endogenous-copies\t1.7e5\t7e4\t2.5e5\tlog-normal\tcopies/cell\tmeasured\ts\n";

    #[test]
    fn argonaute_and_own_copies_are_those_of_the_dose() {
        let read = intervals(TEXT.as_bytes(), "parameters.tsv").expect("parameters");
        assert_eq!(read[0], Interval::new(4.8e4, 1e4, 1.7e5));
        assert_eq!(read[1], Interval::new(1.7e5, 7e4, 2.5e5));
        let without = TEXT.replace("endogenous-copies", "other");
        assert!(intervals(without.as_bytes(), "parameters.tsv").is_err());
    }
}
