//! The sample sheet: one table with a row per sample.

mod cells;
mod columns;
mod factors;
mod folder;
mod inclusion;
mod meaning;
mod row;
mod titles;

use std::path::Path;

use exocast_core::{
    Malformed, ReadError,
    table::{Reader, TableNotice},
};

pub(crate) use self::{
    cells::joined,
    columns::{are_of_a_sheet, is_unknown},
    meaning::{Meaning, TextColumn},
};
use self::{columns::Columns, folder::Folder, meaning::NoSamples, row::Filling};
use super::{Sample, Study, error::StudyError};
use crate::io::{self, Named, SheetPath};

impl Study {
    /// Adds the samples of the sample sheet, where the study names one, and gives all that is wrong with it.
    pub(super) fn add_sheet(&mut self) -> Vec<StudyError> {
        self.add_sheet_by(None)
    }

    /// As [`add_sheet`](Self::add_sheet), where the column of the samples has a name of its own.
    fn add_sheet_by(&mut self, column: Option<&str>) -> Vec<StudyError> {
        let Some(sheet) = self.sheet.clone() else { return Vec::new() };
        let path = self.resolve(&sheet);
        // A sheet that is not there is missing as any file of the study is.
        if !SheetPath::resolve(&path).file.exists() {
            return Vec::new();
        }
        let named = sheet.parent().unwrap_or(Path::new(""));
        let folder = Folder::new(named, self.resolve(named));
        let mut faults = Vec::new();
        let added = self.add_rows(&path, &folder, column, &mut faults);
        faults.into_iter().map(StudyError::from).chain(added.err()).collect()
    }

    /// Adds the rows; those that are wrong are among the faults.
    fn add_rows(
        &mut self,
        path: &Path,
        folder: &Folder,
        column: Option<&str>,
        faults: &mut Vec<ReadError>,
    ) -> Result<(), StudyError> {
        let Named { input, source } = io::open_named(path)?;
        let mut table = Reader::new(input, &source)?;
        let columns = match Columns::new(&mut table, column, || text_columns(path, MOST_ROWS)) {
            Err(error) if lacks_a_column(&error) => {
                let cause = NoSamples(text_columns(path, MOST_ROWS).unwrap_or_default());
                let at = table.header_location();
                return Err(ReadError::malformed(at, Malformed::other(cause)).into());
            }
            columns => columns?,
        };
        let before = self.samples.len();
        let mut rows: Vec<Sample> = Vec::new();
        let mut excluded: Vec<String> = Vec::new();
        loop {
            let row = match table.next_row() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) if is_of_one_row(&error) => {
                    faults.push(error);
                    continue;
                }
                Err(error) => return Err(error.into()),
            };
            let sample = match row.name(columns.sample) {
                Ok(sample) => sample,
                Err(error) => {
                    faults.push(error);
                    continue;
                }
            };
            match inclusion::is_used(&row, &columns.use_of) {
                Ok(true) => {}
                Ok(false) => {
                    excluded.push(sample.to_owned());
                    continue;
                }
                Err(error) => {
                    faults.push(error);
                    continue;
                }
            }
            let known = rows.iter().position(|known| known.name == sample);
            let place = known.unwrap_or_else(|| {
                rows.push(Sample::new(sample));
                rows.len() - 1
            });
            self.sheet_places.add(before + place, "name", &row.location());
            let mut filling = Filling {
                sample: &mut rows[place],
                place: before + place,
                row: &row,
                folder,
                places: &mut self.sheet_places,
            };
            faults.extend(filling.fill(&columns));
        }
        if rows.is_empty() && faults.is_empty() {
            return Err(table.no_rows("sample").into());
        }
        self.sheet_notices = table.notices();
        if !excluded.is_empty() {
            let columns = columns.use_of.iter().map(|(.., name)| name.clone()).collect();
            let at = table.header_location();
            self.sheet_notices.push(TableNotice::ExcludedRows { at, columns, rows: excluded });
        }
        match factors::check(&rows, &table.header_location()) {
            Ok(notices) => self.sheet_notices.extend(notices),
            Err(merged) => faults.extend(merged),
        }
        self.samples.extend(rows);
        Ok(())
    }
}

/// Whether the rows after a fault can be read.
fn is_of_one_row(error: &ReadError) -> bool {
    let ReadError::Malformed { source, .. } = error else { return false };
    matches!(**source, Malformed::FieldCount { .. })
}

fn lacks_a_column(error: &ReadError) -> bool {
    let ReadError::Malformed { source, .. } = error else { return false };
    matches!(**source, Malformed::NoColumn { .. })
}

/// Rows of a table in which what its columns are is looked for.
const MOST_ROWS: usize = 1000;

/// The columns of a small table as text; nothing where it has more rows than `most`, or is no table.
pub(crate) fn text_columns(path: &Path, most: usize) -> Option<Vec<TextColumn>> {
    let Named { input, source } = io::open_named(path).ok()?;
    let mut table = Reader::new(input, &source).ok()?;
    let mut columns: Vec<TextColumn> =
        table.header().iter().map(|name| (name.clone(), Vec::new())).collect();
    let places: Vec<_> = (0..columns.len()).map(|place| table.text_at(place)).collect();
    while let Some(row) = table.next_row().ok()? {
        for ((_, cells), place) in columns.iter_mut().zip(&places) {
            cells.push(row.text(*place).unwrap_or_default().to_owned());
        }
        if columns.first().is_some_and(|(_, cells)| cells.len() > most) {
            return None;
        }
    }
    Some(columns).filter(|columns| columns.first().is_some_and(|(_, cells)| !cells.is_empty()))
}

/// The samples of a sheet alone, and how it was read; their files are where the sheet says, seen from the folder that it
/// lies in. The column of the samples may have a name of its own.
///
/// # Errors
/// With all that is wrong with it.
pub(crate) fn samples_of_sheet(
    path: &Path,
    column: Option<&str>,
) -> Result<(Vec<Sample>, Vec<String>), StudyError> {
    let mut study = Study::parse("[study]\ntitle = \"\"\n", "")?;
    study.sheet = Some(path.to_owned());
    let faults = study.add_sheet_by(column);
    if !faults.is_empty() {
        return Err(StudyError::of_all(faults));
    }
    let notices = study.sheet_notices.iter().map(ToString::to_string).collect();
    Ok((study.samples, notices))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn study(sheet: &str) -> Result<Study, StudyError> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("sheets")).expect("a folder");
        std::fs::write(folder.path().join("sheets/samples.csv"), sheet).expect("written");
        let text = "samples = \"sheets/samples.csv\"\n[study]\ntitle = \"x\"\n[[sample]]\nname = \"first\"\n";
        let mut study = Study::parse(text, "study.toml")?;
        study.folder = folder.path().to_owned();
        let faults = study.add_sheet();
        if faults.is_empty() { Ok(study) } else { Err(StudyError::of_all(faults)) }
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
    fn any_text_names_a_group_and_empty_cells_are_said() {
        let sheet = "sample,group\nA,none\nB,TNF\nC,none\nD,TNF\nE,\n";
        let taken = study(sheet).expect("a study");
        let groups: Vec<_> = taken.samples[1..].iter().map(|it| it.group.as_deref()).collect();
        assert_eq!(groups, [Some("none"), Some("TNF"), Some("none"), Some("TNF"), None]);
        let notices: Vec<String> = taken.sheet_notices.iter().map(ToString::to_string).collect();
        assert!(notices[0].contains("`E` without `group`"), "{notices:?}");
        assert!(notices[1].contains("`none` in `group` is taken as a name"), "{notices:?}");
        for word in ["-", ".", "NA", "null", "+/-"] {
            let sheet = format!("sample,genotype\nA,{word}\nB,{word}\n");
            let taken = study(&sheet).expect("a study");
            assert_eq!(taken.samples[1].group.as_deref(), Some(word));
        }
        // A pair that is not known is none.
        let taken = study("sample,pair\nA,NA\nB,NA\n").expect("a study");
        assert_eq!(taken.samples[1].pair, None);
        let merged = study("sample,group\nA,case\nB,\nC,control\nD,\n").expect_err("merged");
        let text = crate::load::with_causes(&merged);
        assert!(text.contains("`group` is empty for `B`, `D`"), "{text}");
    }

    #[test]
    fn samples_that_are_excluded_are_not_used() {
        let names = |sheet: &str| -> Result<(Vec<String>, String), String> {
            let study = study(sheet).map_err(|error| crate::load::with_causes(&error))?;
            let names = study.samples[1..].iter().map(|sample| sample.name.clone()).collect();
            let notices: Vec<String> =
                study.sheet_notices.iter().map(ToString::to_string).collect();
            Ok((names, notices.join("\n")))
        };
        let four = ["A", "B", "C", "D"];
        for (header, cells, used) in [
            ("exclude", ["yes", "no", "", "no"], &four[1..]),
            ("Keep", ["no", "TRUE", "x", "1"], &four[1..]),
            ("use?", ["ja", "ja", "ja", "nein"], &four[..3]),
            ("removed", ["", "", "", "x"], &four[..3]),
        ] {
            let rows = four.iter().zip(cells).map(|(name, cell)| format!("{name},{cell}\n"));
            let sheet = format!("sample,{header}\n{}", rows.collect::<String>());
            let (names, notices) = names(&sheet).expect(header);
            assert_eq!(names, used, "{header}");
            let out = if used[0] == "A" { "D" } else { "A" };
            assert!(
                notices.contains(&format!("`{out}` not used, as `{header}` says")),
                "{notices}"
            );
        }
        for (sheet, part) in [
            ("sample,keep\nA,yes\nB,\n", "`keep`"),
            ("sample,exclude\nA,maybe\nB,no\n", "`maybe` in `exclude`"),
            ("sample,outlier\nA,yes\nB,no\n", "`outlier` has different words"),
        ] {
            let refusal = names(sheet).expect_err(sheet);
            assert!(refusal.contains(part), "{refusal}");
        }
        let (all, _) = names("sample,outlier,exclude\nA,yes,yes\nB,no,no\n").expect("a sheet");
        assert_eq!(all, ["B"]);
        let (all, _) = names("sample,QC\nA,pass\nB,pass\n").expect("a sheet");
        assert_eq!(all, ["A", "B"]);
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
    fn dilutions_are_read_as_laboratories_write_them() {
        let sheet = "sample;dilution\nA;1:1000\nB;1000x\nC;2,5\nD;1e3\nE;\n";
        let samples = study(sheet).expect("a study").samples;
        let dilutions: Vec<Option<f64>> = samples.iter().map(|sample| sample.dilution).collect();
        assert_eq!(dilutions[1..], [Some(1000.0), Some(1000.0), Some(2.5), Some(1000.0), None]);
        for value in ["1,000", "many", "2:1000", "-5"] {
            assert!(study(&format!("sample;dilution\nA;{value}\n")).is_err(), "{value}");
        }
    }

    #[test]
    fn a_sheet_without_a_column_of_samples_says_what_its_columns_may_be() {
        let refusal = study("Nr;Was;Verd.\n1;Patient;1:500\n2;Kontrolle;1:1000\n3;Patient;1:500\n");
        let text = crate::load::with_causes(&refusal.expect_err("refused"));
        for part in [
            "`Nr` may be `sample`",
            "`Was` may be `group`, `donor` or `batch` (2 values)",
            "`Verd.` may be `dilution`",
            "sample, group, preparation, donor",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn titles_stand_above_sheets() {
        let sheet =
            "EV study;;\nMay 2025;;\n;;\nProbe;Gruppe;Verdünnung (NTA)\nEV 1;Patient;1 in 500\n";
        let sample = study(sheet).expect("a study").samples.remove(1);
        assert_eq!((sample.name.as_str(), sample.dilution), ("EV 1", Some(500.0)));
        assert_eq!(sample.group.as_deref(), Some("Patient"));
    }

    #[test]
    fn labels_of_two_spellings_are_refused() {
        let refusals = |sheet: &str| {
            let mut study = study(sheet).expect("a study");
            let source = super::super::source::Source::new("", "study.toml");
            let refusals = study.check(&source, true).into_iter().map(|fault| fault.to_string());
            refusals.filter(|fault| fault.contains("in one way")).collect::<Vec<_>>()
        };
        let twice = refusals("sample,group,donor\nA,Control,d1\nB,control ,D1\nC,case,d2\n");
        assert_eq!(twice.len(), 2, "{twice:?}");
        assert!(twice[0].contains("`group` of sample B is `control`, and `Control`"), "{twice:?}");
        assert!(refusals("sample,group\nA,control\nB,control\nC,control 2\n").is_empty());
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
        let faults = study.check(&source, true);
        let text = crate::load::with_causes(&StudyError::of_all(faults));
        for key in ["counts_column of sample B", "molecules_column of sample B"] {
            assert!(text.contains(key), "{text}");
        }
        assert!(!text.contains("of sample C` is the column"), "{text}");
    }

    #[test]
    fn all_that_is_wrong_with_a_sheet_is_named_with_its_line() {
        let sheet =
            "sample,group,dilution,library\nA,x,ten,auto\nB,y\nC,z,5,no such kit\nA,y,,auto\n";
        let refusal = crate::load::with_causes(&study(sheet).expect_err("refused"));
        for part in ["4 things", "line 2", "line 3", "line 4", "line 5", "`ten`", "`no such kit`"] {
            assert!(refusal.contains(part), "{part}: {refusal}");
        }
    }

    #[test]
    fn faults_of_a_sample_name_the_line_of_the_sheet() {
        let sheet = "sample,sizing,dilution\nA,n.csv,0.5\nA,m.csv,0.5\n";
        let mut study = study(sheet).expect("a study");
        let source = super::super::source::Source::new("", "study.toml");
        let faults = study.check(&source, true);
        let text = crate::load::with_causes(&StudyError::of_all(faults));
        for (line, part) in [(2, "`dilution of sample A`"), (2, "n.csv"), (3, "m.csv")] {
            let at = format!("samples.csv, line {line}: ");
            let faults: Vec<&str> = text.split("  ").collect();
            assert!(
                faults.iter().any(|fault| fault.contains(&at) && fault.contains(part)),
                "{part}: {text}"
            );
        }
    }

    #[test]
    fn names_of_files_may_have_the_marks_that_separate_files() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a, b;1.csv"), "x").expect("written");
        std::fs::write(
            folder.path().join("s.csv"),
            "sample,sizing\nA,\"a, b;1.csv\"\nB,\"\"\"c,1.csv\"\";d.csv\"\n",
        )
        .expect("written");
        let samples = samples_of_sheet(&folder.path().join("s.csv"), None).expect("samples").0;
        let files = |at: usize| -> Vec<String> {
            let name =
                |path: &PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
            samples[at].sizing.iter().map(name).collect()
        };
        assert_eq!(files(0), ["a, b;1.csv"]);
        assert_eq!(files(1), ["c,1.csv", "d.csv"]);
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
