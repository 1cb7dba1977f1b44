//! The counts of a sample in a table of any program.

use std::path::Path;

use exocast_core::{
    Location, Malformed, ReadError,
    table::intake::{Choice, Taken},
    words::{quoted, sample_key},
};
use exocast_mirna::{Accession, Catalogue};

use super::bare;
use crate::{
    load::{self, LoadError},
    result::AnalysisError,
    steps::notice::StepNotice,
    study,
};

/// A table of counts and the column of a sample in it.
#[derive(Debug)]
pub(in crate::steps) struct CountsTable {
    pub(in crate::steps) taken: Taken,
    place: usize,
    /// The sample, where its column is called so but for marks.
    pub(in crate::steps) alike: Option<StepNotice>,
    /// Names that say less than they should.
    pub(in crate::steps) bare: Option<StepNotice>,
}

/// The table of counts of a sample, with the column that is of the sample.
pub(in crate::steps) fn table(
    sample: &study::Sample,
    path: &Path,
    catalogue: Option<&Catalogue>,
    organism: &str,
) -> Result<CountsTable, AnalysisError> {
    let mut choice = Choice::default();
    choice.id_column.clone_from(&sample.counts_id_column);
    let read = |name: &str, choice: &Choice| load::counts(path, &[name], choice, catalogue);
    let wanted = sample.counts_column.as_ref().unwrap_or(&sample.name);
    let (taken, place) = match &sample.counts_column {
        None => with_place(read(wanted, &choice)?, wanted, path)?,
        Some(column) => {
            let mut chosen = choice.clone();
            chosen.columns.push(column.clone());
            match read(&sample.name, &chosen) {
                Ok(taken) if taken.matrix.columns().len() == 1 => (taken, 0),
                Ok(taken) => with_place(taken, wanted, path)?,
                // The name of a sample in the column of a file, or in a row.
                Err(error) => {
                    let whole = read(column, &choice).map_err(|_| error)?;
                    with_place(whole, wanted, path)?
                }
            }
        }
    };
    let named = taken.matrix.columns()[place].clone();
    let is_header = taken.headers.get(place).is_some_and(|header| header == wanted);
    let alike = (named != *wanted && named != sample.name && !is_header).then(|| {
        let (sample, file) = (sample.name.clone(), load::source_name(path));
        StepNotice::NamedAlike { sample, named, file }
    });
    let taken = with_names(taken, path, catalogue)?;
    let (taken, bare) = bare::with_organism(taken, path, catalogue, organism)?;
    Ok(CountsTable { taken, place, alike, bare })
}

/// The column of this name, or the only one that is called so but for marks: `EV.1` for `EV-1`, `X1` for `1`.
fn with_place(taken: Taken, wanted: &str, path: &Path) -> Result<(Taken, usize), AnalysisError> {
    let columns = taken.matrix.columns();
    if let Some(place) = columns.iter().position(|column| column == wanted) {
        return Ok((taken, place));
    }
    let key = sample_key(wanted);
    let fits = |place: &usize| {
        let header = taken.headers.get(*place);
        sample_key(&columns[*place]) == key
            || header.is_some_and(|header| sample_key(header) == key)
    };
    let fitting: Vec<usize> = (0..columns.len()).filter(fits).collect();
    match fitting.as_slice() {
        [place] if !key.is_empty() => Ok((taken, *place)),
        [_, _, ..] => Err(AnalysisError::SeveralColumns {
            path: path.display().to_string(),
            sample: wanted.to_owned(),
            columns: quoted(fitting.iter().map(|place| &columns[*place])),
        }),
        _ => Err(AnalysisError::NoColumn {
            path: path.display().to_string(),
            sample: wanted.to_owned(),
            columns: columns.join(", "),
        }),
    }
}

/// Accessions are names of miRNAs too; what follows knows names.
fn with_names(
    mut taken: Taken,
    path: &Path,
    catalogue: Option<&Catalogue>,
) -> Result<Taken, LoadError> {
    let Some(catalogue) = catalogue else { return Ok(taken) };
    let name = |row: &str| {
        row.parse::<Accession>().ok()?;
        Some(catalogue.matures()[catalogue.find(row)?].name.clone())
    };
    taken.matrix = taken.matrix.rename_rows(name).map_err(|cause| {
        let at = Location::new(path.display().to_string());
        ReadError::malformed(at, Malformed::other(cause))
    })?;
    Ok(taken)
}

/// The counts of a sample.
#[derive(Debug)]
pub(in crate::steps) struct SampleCounts {
    /// miRNAs and their counts.
    pub(in crate::steps) by_name: Vec<(String, f64)>,
    /// The column of the table, as its header has it.
    pub(in crate::steps) column: String,
}

/// The counts of a sample in a table, by miRNA.
pub(in crate::steps) fn counts(
    sample: &study::Sample,
    path: &Path,
    table: &CountsTable,
) -> Result<SampleCounts, AnalysisError> {
    let CountsTable { taken, place, .. } = table;
    let matrix = &taken.matrix;
    let values = matrix.values().column(*place).to_vec();
    let bad = matrix.rows().zip(&values).find(|(name, value)| name.is_empty() || **value < 0.0);
    if let Some((name, value)) = bad {
        let at = Location::new(path.display().to_string()).field(sample.name.as_str());
        let cell = format!("{name}: {value}");
        let cause = Malformed::field(cell, "a named miRNA with a count of zero or more");
        return Err(ReadError::malformed(at, cause).into());
    }
    let by_name = matrix.rows().map(str::to_owned).zip(values).collect();
    let column = taken.headers.get(*place).unwrap_or(&matrix.columns()[*place]).clone();
    Ok(SampleCounts { by_name, column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::Study;

    /// The counts of a sample in a table, and whether a notice says under which name it was found.
    fn counted(sample: &str, text: &str) -> Result<(Vec<f64>, bool), String> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("counts.tsv");
        std::fs::write(&path, text).expect("written");
        let text = format!("[study]\ntitle = \"t\"\n[[sample]]\n{sample}\ncounts = \"x\"");
        let study = Study::parse(&text, "study.toml").expect("a study");
        let sample = &study.samples[0];
        let refused = |error: AnalysisError| load::with_causes(&error);
        let table = table(sample, &path, None, "hsa").map_err(refused)?;
        let counts = counts(sample, &path, &table).map_err(refused)?;
        let values = counts.by_name.into_iter().map(|(_, value)| value).collect();
        Ok((values, table.alike.is_some()))
    }

    const OF_R: &str = "mirna\tX1\tX2\tEV.3..a.\nhsa-miR-21-5p\t5\t7\t1\nhsa-let-7a-5p\t6\t8\t2\nhsa-miR-16-5p\t0\t9\t3\n";

    #[test]
    fn names_that_r_has_changed_are_known_and_said() {
        assert_eq!(counted("name = \"1\"", OF_R), Ok((vec![5.0, 6.0, 0.0], true)));
        assert_eq!(counted("name = \"EV-3 (a)\"", OF_R), Ok((vec![1.0, 2.0, 3.0], true)));
        let column = "name = \"B\"\ncounts_column = \"2\"";
        assert_eq!(counted(column, OF_R), Ok((vec![7.0, 8.0, 9.0], true)));
        assert_eq!(counted("name = \"X2\"", OF_R), Ok((vec![7.0, 8.0, 9.0], false)));
        assert!(counted("name = \"3\"", OF_R).is_err_and(|why| why.contains("no column `3`")));
    }

    #[test]
    fn a_name_that_fits_two_columns_is_refused() {
        let text = "mirna\tEV.1\tEV-1\nhsa-miR-21-5p\t5\t7\nhsa-let-7a-5p\t6\t8\n";
        let why = counted("name = \"EV 1\"", text).expect_err("refused");
        assert!(why.contains("`EV.1`, `EV-1`"), "{why}");
        assert_eq!(counted("name = \"EV-1\"", text), Ok((vec![7.0, 8.0], false)));
    }

    #[test]
    fn a_column_is_named_as_its_file_or_its_row_is() {
        let files = "Geneid\tChr\tStart\tEnd\tStrand\tLength\t/run/EV_1.sorted.bam\t/run/EV_2.sorted.bam\n\
            hsa-miR-21-5p\tchr1\t1\t22\t+\t22\t5\t7\nhsa-let-7a-5p\tchr1\t1\t22\t+\t22\t6\t8\n";
        let b = "name = \"B\"\ncounts_column = \"EV_2\"";
        assert_eq!(counted(b, files), Ok((vec![7.0, 8.0], false)));
        let whole = "name = \"B\"\ncounts_column = \"/run/EV_2.sorted.bam\"";
        assert_eq!(counted(whole, files), Ok((vec![7.0, 8.0], false)));
        let rows = "sample,hsa-miR-21-5p,hsa-let-7a-5p,hsa-miR-16-5p,hsa-miR-122-5p\nEV_1,5,6,1,2\nEV_2,7,8,3,4\n";
        assert_eq!(counted(b, rows), Ok((vec![7.0, 8.0, 3.0, 4.0], false)));
        let missing = "name = \"B\"\ncounts_column = \"EV_9\"";
        assert!(counted(missing, files).is_err_and(|why| why.contains("EV_9")));
    }
}
