//! The sample sheet: one table with a row per sample.

use std::path::{Path, PathBuf};

use exocast_core::{
    Malformed, ReadError,
    table::{NumberColumn, Reader, Row, TextColumn},
};
use exocast_mirna::Library;

use super::{Sample, SizingColumns, Study, error::StudyError};
use crate::io::{self, Input, Named};

/// Names of the columns, the one that is written in the documentation first.
const SAMPLE: &[&str] =
    &["sample", "sample_id", "sample id", "sample_name", "sample name", "name", "id"];
const GROUP: &[&str] = &["group", "condition", "treatment"];
const PREPARATION: &[&str] = &["preparation", "prep", "isolation"];
const DONOR: &[&str] = &["donor", "patient", "subject", "individual", "animal"];
const BATCH: &[&str] = &["batch", "plate"];
const PAIR: &[&str] = &["pair", "pairing"];
const READS: &[&str] =
    &["reads", "fastq", "fastq_1", "fastq 1", "fastq1", "read1", "r1", "fastq_r1"];
const LIBRARY: &[&str] = &["library", "kit", "adapter", "three_prime_adapter"];
const COUNTS: &[&str] = &["counts", "count_table", "counts_table"];
const COUNTS_COLUMN: &[&str] = &["counts_column", "counts column"];
const MOLECULES_COLUMN: &[&str] =
    &["molecules_column", "proteins_column", "proteins column", "protein_column"];
const SIZING: &[&str] = &["sizing", "nta", "sizes", "sizing_file"];
const SIZING_NAME: &[&str] = &["sizing_name", "sizing name", "sizing_sample", "sizing_column"];
const VOLUME: &[&str] = &["volume_ul", "volume (ul)", "volume (µl)", "biofluid_ul"];
const DILUTION: &[&str] = &["dilution", "dilution_factor", "dilution factor"];
const SPIKES: &[&str] = &["spikes_ul", "spikes (ul)", "spikes (µl)"];
/// Columns whose numbers have no unit, with the name that says it.
const WITHOUT_UNIT: [(&str, &str); 2] = [("volume", "volume_ul"), ("spikes", "spikes_ul")];

/// The columns of a sheet.
struct Columns {
    sample: TextColumn,
    /// Text that is of the whole sample.
    texts: Vec<(&'static str, TextColumn)>,
    numbers: Vec<(&'static str, NumberColumn)>,
}

impl Columns {
    fn new(table: &mut Reader<Input>) -> Result<Self, ReadError> {
        let sample = table.text(SAMPLE)?;
        for (column, with_unit) in WITHOUT_UNIT {
            if table.header().iter().any(|name| name.eq_ignore_ascii_case(column)) {
                let cause = Malformed::other(NoUnit { column, with_unit });
                return Err(ReadError::malformed(table.header_location(), cause));
            }
        }
        let texts = [
            GROUP,
            PREPARATION,
            DONOR,
            BATCH,
            PAIR,
            READS,
            LIBRARY,
            COUNTS,
            COUNTS_COLUMN,
            MOLECULES_COLUMN,
            SIZING,
            SIZING_NAME,
        ];
        let mut columns = Self { sample, texts: Vec::new(), numbers: Vec::new() };
        for names in texts {
            if let Some(column) = table.text_if_any(names)? {
                columns.texts.push((names[0], column));
            }
        }
        for names in [VOLUME, DILUTION, SPIKES] {
            if let Some(column) = table.number_if_any(names)? {
                columns.numbers.push((names[0], column));
            }
        }
        Ok(columns)
    }
}

impl Study {
    /// Adds the samples of the sample sheet, where the study names one.
    ///
    /// # Errors
    /// Where the sheet cannot be read, or two rows do not agree about one sample.
    pub(super) fn add_sheet(&mut self) -> Result<(), StudyError> {
        let Some(sheet) = self.sheet.clone() else { return Ok(()) };
        let path = self.resolve(&sheet);
        let Named { input, source } = io::open_named(&path)?;
        let mut table = Reader::new(input, &source)?;
        let columns = Columns::new(&mut table)?;
        // Paths of a sheet are relative to it, as those of a study are to the study.
        let beside = sheet.parent().unwrap_or(Path::new(""));
        let mut rows: Vec<Sample> = Vec::new();
        while let Some(row) = table.next_row()? {
            let sample = row.name(columns.sample)?;
            let known = rows.iter().position(|known| known.name == sample);
            let place = known.unwrap_or_else(|| {
                rows.push(Sample::new(sample));
                rows.len() - 1
            });
            fill(&mut rows[place], &row, &columns, beside)?;
        }
        if rows.is_empty() {
            return Err(table.no_rows("sample").into());
        }
        self.sheet_notices = table.notices();
        self.samples.extend(rows);
        Ok(())
    }
}

/// A column of volumes that may be in µL or mL.
#[derive(Debug, thiserror::Error)]
#[error("column `{column}` has no unit; name it `{with_unit}` and give microlitres")]
struct NoUnit {
    column: &'static str,
    with_unit: &'static str,
}

/// Two rows of one sample that do not agree.
#[derive(Debug, thiserror::Error)]
#[error("sample `{sample}` has `{value}` in `{column}`, but `{first}` in an earlier row")]
struct Disagrees {
    sample: String,
    column: &'static str,
    value: String,
    first: String,
}

/// The samples of a sheet alone; their files are where the sheet says, seen from the folder that it lies in.
///
/// # Errors
/// As for a sheet of a study.
pub(crate) fn samples_of_sheet(path: &Path) -> Result<Vec<Sample>, StudyError> {
    let mut study = Study::parse("[study]\ntitle = \"\"\n", "")?;
    study.sheet = Some(path.to_owned());
    study.add_sheet()?;
    Ok(study.samples)
}

/// Adds what a row says to its sample: files of several rows are lanes, and the rest has to agree.
fn fill(
    sample: &mut Sample,
    row: &Row<'_>,
    columns: &Columns,
    beside: &Path,
) -> Result<(), ReadError> {
    let name = sample.name.clone();
    let agree = |column: &'static str, held: &mut Option<String>, value: &str| match held {
        Some(first) if first != value => {
            let (value, first) = (value.to_owned(), first.clone());
            let cause = Disagrees { sample: name.clone(), column, value, first };
            Err(ReadError::malformed(row.location(), Malformed::other(cause)))
        }
        _ => {
            *held = Some(value.to_owned());
            Ok(())
        }
    };
    for (column, at) in &columns.texts {
        let Some(value) = row.text(*at) else { continue };
        match *column {
            "group" => agree(column, &mut sample.group, value)?,
            "preparation" => agree(column, &mut sample.preparation, value)?,
            "donor" => agree(column, &mut sample.donor, value)?,
            "batch" => agree(column, &mut sample.batch, value)?,
            "pair" => agree(column, &mut sample.pair, value)?,
            "counts_column" => agree(column, &mut sample.counts_column, value)?,
            "molecules_column" => agree(column, &mut sample.molecules_column, value)?,
            // A file of reads that is there twice would count twice, and is refused with those of the study.
            "reads" => sample.reads.extend(split(value).map(|file| beside.join(slashed(file)))),
            // Rows of several lanes repeat the export of their sample.
            "sizing" => {
                for path in split(value).map(|file| beside.join(slashed(file))) {
                    if !sample.sizing.contains(&path) {
                        sample.sizing.push(path);
                    }
                }
            }
            "sizing_name" => {
                let inside = sample.columns.get_or_insert_with(SizingColumns::default);
                for value in split(value) {
                    if !inside.samples.iter().any(|known| known == value) {
                        inside.samples.push(value.to_owned());
                    }
                }
            }
            "counts" => {
                let mut held = sample.counts.take().map(|path| path.display().to_string());
                agree(column, &mut held, &beside.join(slashed(value)).display().to_string())?;
                sample.counts = held.map(PathBuf::from);
            }
            _ => {
                let library = value.parse::<Library>().map_err(|cause| {
                    let at = row.location().field(*column);
                    ReadError::malformed(at, Malformed::other(cause))
                })?;
                let mut earlier =
                    (sample.library != Library::default()).then(|| sample.library.to_string());
                agree(column, &mut earlier, &library.to_string())?;
                sample.library = library;
            }
        }
    }
    for (column, at) in &columns.numbers {
        let value = row.amount(*at, "a number of zero or more")?;
        let Some(value) = value else { continue };
        let held = match *column {
            "dilution" => &mut sample.dilution,
            "spikes_ul" => &mut sample.spikes_ul,
            _ => &mut sample.volume_ul,
        };
        let mut text = held.map(|value| value.to_string());
        agree(column, &mut text, &value.to_string())?;
        *held = Some(value);
    }
    Ok(())
}

/// Several files of a cell stand apart by semicolons, commas or bars.
fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', ',', '|']).map(str::trim).filter(|part| !part.is_empty())
}

/// A path as Windows or any other system writes it.
fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn study(sheet: &str) -> Result<Study, StudyError> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("sheets")).expect("a folder");
        std::fs::write(folder.path().join("sheets/samples.csv"), sheet).expect("written");
        let text = "samples = \"sheets/samples.csv\"\n[study]\ntitle = \"x\"\n[[sample]]\nname = \"first\"\n";
        let mut study = Study::parse(text, "study.toml")?;
        study.folder = folder.path().to_owned();
        study.add_sheet()?;
        Ok(study)
    }

    #[test]
    fn a_sheet_of_nf_core_is_a_sheet() {
        let sheet =
            "sample,fastq_1,strandedness\nA,a_L1.fq.gz,auto\nA,a_L2.fq.gz,auto\nB,b.fq.gz,auto\n";
        let study = study(sheet).expect("a study");
        let names: Vec<&str> = study.samples.iter().map(|sample| sample.name.as_str()).collect();
        assert_eq!(names, ["first", "A", "B"]);
        let lanes = [PathBuf::from("sheets/a_L1.fq.gz"), PathBuf::from("sheets/a_L2.fq.gz")];
        assert_eq!(study.samples[1].reads, lanes);
        let notices: Vec<String> = study.sheet_notices.iter().map(ToString::to_string).collect();
        assert!(notices.len() == 1 && notices[0].ends_with("column `strandedness` not used"));
    }

    #[test]
    fn every_column_of_a_sheet_comes_to_its_sample() {
        let sheet = "Sample;Group;Preparation;Donor;Batch;Pair;Dilution;Volume_ul;Spikes_ul;Library;Sizing;Sizing_name;Proteins_column;Counts;Counts_column\n\
            EV 1;case;P1;D1;B1;1;1000;200;1,5;qiaseq;nta.csv;s1|s2;LFQ 1;counts.tsv;c1\n";
        let study = study(sheet).expect("a study");
        let sample = &study.samples[1];
        let texts =
            [&sample.group, &sample.preparation, &sample.donor, &sample.batch, &sample.pair];
        let texts: Vec<&str> = texts.into_iter().flatten().map(String::as_str).collect();
        assert_eq!(texts, ["case", "P1", "D1", "B1", "1"]);
        let numbers = (sample.dilution, sample.volume_ul, sample.spikes_ul);
        assert_eq!(numbers, (Some(1000.0), Some(200.0), Some(1.5)));
        assert_eq!(sample.library, "qiaseq".parse().expect("a library"));
        assert_eq!(sample.names_inside(), ["s1", "s2"]);
        assert_eq!(sample.sizing, [PathBuf::from("sheets/nta.csv")]);
        assert_eq!(sample.molecules_column.as_deref(), Some("LFQ 1"));
        assert_eq!(sample.counts.as_deref(), Some(Path::new("sheets/counts.tsv")));
        assert_eq!(sample.counts_column.as_deref(), Some("c1"));
    }

    #[test]
    fn rows_that_do_not_agree_are_refused() {
        let refusal = study("sample,group\nA,x\nA,y\n").expect_err("refused");
        assert!(refusal.to_string().ends_with("samples.csv, line 3"), "{refusal}");
        let reason = std::error::Error::source(&refusal).expect("a sentence").to_string();
        assert_eq!(reason, "sample `A` has `y` in `group`, but `x` in an earlier row");
        assert!(study("group\nx\n").is_err() && study("sample,group\n").is_err());
        assert!(study("sample,library\nA,no such kit\n").is_err());
        assert!(study("sample,library\nA,qiaseq\nA,nextflex\n").is_err());
        assert!(study("sample,library\nA,qiaseq\nA,qiaseq\n").is_ok());
    }

    #[test]
    fn two_samples_have_no_column_in_common() {
        let sheet =
            "sample,counts,counts_column,molecules_column\nA,c.tsv,x,p\nB,c.tsv,x,p\nC,c.tsv,y,q\n";
        let mut study = study(sheet).expect("a study");
        let source = super::super::source::Source::new("", "study.toml");
        let refusal = study.check(&source).expect_err("refused");
        let text = crate::load::with_causes(&refusal);
        for key in ["counts_column of sample B", "molecules_column of sample B"] {
            assert!(text.contains(key), "{text}");
        }
        assert!(!text.contains("of sample C` is the column"), "{text}");
    }

    #[test]
    fn a_volume_without_a_unit_is_refused() {
        for (column, with_unit) in [("Volume", "volume_ul"), ("spikes", "spikes_ul")] {
            let refusal = study(&format!("sample,{column}\nA,0.2\n")).expect_err("refused");
            let reason = std::error::Error::source(&refusal).expect("a sentence").to_string();
            assert!(reason.contains(with_unit), "{reason}");
        }
    }

    #[test]
    fn reads_that_are_there_twice_are_not_passed_over() {
        let study = study("sample,reads,sizing\nA,a.fq,n.csv\nA,a.fq,n.csv\n").expect("a study");
        assert_eq!((study.samples[1].reads.len(), study.samples[1].sizing.len()), (2, 1));
    }
}
