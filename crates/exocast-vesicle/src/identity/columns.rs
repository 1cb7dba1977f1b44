//! Which column of a table of proteins or lipids belongs to which sample.

use exocast_core::{
    BadMatrix, LabelledMatrix, Level, Note,
    names::{NameKind, NameNotice},
    words::first_quoted,
};
use std::fmt;

use super::{
    lipids::parent_column,
    markers::{MARKERS, WHOLE_PROTEOME},
    names::ProteinNames,
};

/// Names that a notice lists.
const MOST: usize = 10;

/// What a table is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Molecules {
    /// Proteins.
    Proteins,
    /// Lipids, one column of which is of the parent cell.
    Lipids,
}

impl fmt::Display for Molecules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Proteins => "proteins",
            Self::Lipids => "lipids",
        })
    }
}

/// What to know of the columns of a table; displays as one sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ColumnNotice {
    /// The only column was taken for the only sample, whose name it does not have.
    Only {
        /// The table.
        molecules: Molecules,
        /// The column.
        column: String,
        /// The sample.
        sample: String,
    },
    /// Samples without a column.
    NoColumn {
        /// The table.
        molecules: Molecules,
        /// The samples.
        samples: Vec<String>,
    },
    /// Columns that are of no sample.
    NoSample {
        /// The table.
        molecules: Molecules,
        /// The columns.
        columns: Vec<String>,
    },
    /// Names of proteins that are none of the markers': their absence says nothing.
    UnknownNames {
        /// What they are, where most are of one kind.
        kind: Option<NameKind>,
        /// The first of the names.
        examples: Vec<String>,
        /// How many there are.
        total: usize,
    },
    /// How names of proteins were understood.
    Names(NameNotice),
    /// Lipids without the one column that they are compared with.
    NoParent,
}

impl fmt::Display for ColumnNotice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Only { molecules, column, sample } => {
                write!(f, "{sample}: the only column of the {molecules}, {column}, was taken for it")
            }
            Self::NoColumn { molecules, samples } => write!(
                f,
                "the {molecules} have no column of this name and say nothing of {}",
                samples.join(", ")
            ),
            Self::NoSample { molecules, columns } => write!(
                f,
                "columns of the {molecules} that are named after no sample were left out: {}",
                columns.join(", ")
            ),
            Self::UnknownNames { kind, examples, total } => {
                let kind = kind.filter(|kind| *kind != NameKind::Symbol);
                let are = kind.map_or(String::new(), |kind| format!("are {kind} and "));
                write!(
                    f,
                    "the {total} names of the proteins {are}are not understood: {}; markers that are not found are not taken as \
                     absent. Give a column of gene symbols (`--id-column`), or a table of names (`--names FILE`; in a study \
                     `reference.names`)",
                    first_quoted(examples, MOST)
                )
            }
            Self::Names(notice) => notice.fmt(f),
            Self::NoParent => f.write_str(
                "the lipids are not used: they are compared with the parent cell, and exactly one column must have the word \
                 parent, cell, source or donor in its name",
            ),
        }
    }
}

impl Note for ColumnNotice {
    fn code(&self) -> &'static str {
        match self {
            Self::Only { .. } => "only-column",
            Self::NoColumn { .. } => "sample-without-column",
            Self::NoSample { .. } => "column-without-sample",
            Self::UnknownNames { .. } => "unknown-protein-names",
            Self::Names(notice) => notice.code(),
            Self::NoParent => "no-parent-column",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Only { .. } => Level::Info,
            Self::Names(notice) => notice.level(),
            _ => Level::Caution,
        }
    }
}

/// The columns of a table that are of these samples, by their names, and of lipids that of the parent cell. Where
/// there is one sample and one such column, they belong together whatever their names.
///
/// # Errors
/// Where the names of the columns make no table.
pub fn columns_of(
    samples: &[&str],
    molecules: Molecules,
    table: &LabelledMatrix,
) -> Result<(LabelledMatrix, Vec<ColumnNotice>), BadMatrix> {
    let parent = parent_column(table);
    let mut names: Vec<String> = table.columns().to_vec();
    let mut notices = Vec::new();
    if molecules == Molecules::Proteins {
        let names = ProteinNames::new(table);
        let proteins = table.rows().len();
        let understood = names.are_understood();
        let is_other = names.kind().is_some_and(|kind| kind != NameKind::Symbol);
        if proteins >= WHOLE_PROTEOME && understood {
            let (what, all) = ("markers".into(), MARKERS.len());
            let names = names.missing();
            notices.push(ColumnNotice::Names(NameNotice::Unmatched { what, total: all, names }));
        } else if proteins >= WHOLE_PROTEOME || is_other && !names.has_marker() {
            let examples = table.rows().take(MOST).map(str::to_owned).collect();
            notices.push(ColumnNotice::UnknownNames {
                kind: names.kind(),
                examples,
                total: proteins,
            });
        }
        notices.extend(names.notices(table).into_iter().map(ColumnNotice::Names));
    }
    let others: Vec<usize> = (0..names.len()).filter(|at| Some(*at) != parent).collect();
    if let ([sample], [only]) = (samples, &others[..])
        && !names.iter().any(|name| name == sample)
    {
        let column = std::mem::replace(&mut names[*only], (*sample).to_owned());
        notices.push(ColumnNotice::Only { molecules, column, sample: (*sample).to_owned() });
    }
    let is_sample = |name: &String| samples.contains(&name.as_str());
    let used: Vec<usize> = (0..names.len())
        .filter(|&at| {
            is_sample(&names[at]) || (molecules == Molecules::Lipids && Some(at) == parent)
        })
        .collect();
    let without: Vec<String> = samples
        .iter()
        .filter(|sample| !names.iter().any(|name| name == *sample))
        .map(|sample| (*sample).to_owned())
        .collect();
    if !without.is_empty() {
        notices.push(ColumnNotice::NoColumn { molecules, samples: without });
    }
    let columns: Vec<String> =
        (0..names.len()).filter(|at| !used.contains(at)).map(|at| names[at].clone()).collect();
    if !columns.is_empty() {
        notices.push(ColumnNotice::NoSample { molecules, columns });
    }
    if molecules == Molecules::Lipids && parent.is_none() {
        notices.push(ColumnNotice::NoParent);
    }
    let values = table.values();
    let values = values.rows().into_iter().flat_map(|row| used.iter().map(move |&at| row[at]));
    let rows = table.rows().map(str::to_owned).collect();
    let columns = used.iter().map(|&at| names[at].clone()).collect();
    Ok((LabelledMatrix::new(rows, columns, values.collect())?, notices))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(
        samples: &[&str],
        molecules: Molecules,
        header: &str,
        columns: &[&str],
        said: &[&str],
    ) {
        let amounts = "\t1".repeat(header.split('\t').count());
        let text = format!("name\t{header}\nCD9{amounts}\n");
        let table = LabelledMatrix::read(text.as_bytes(), "t").expect("a table");
        let (chosen, notices) = columns_of(samples, molecules, &table).expect("columns");
        assert_eq!(chosen.columns(), columns, "{header}");
        let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(notices.len(), said.len(), "{notices:?}");
        assert!(
            notices.iter().zip(said).all(|(notice, part)| notice.contains(part)),
            "{notices:?}"
        );
    }

    #[test]
    fn names_that_are_not_understood_are_named_with_the_remedy() {
        let said = |rows: &[&str]| -> Vec<String> {
            let rows = rows.join("\t1\n") + "\t1\n";
            let table = format!("name\tid\ta\n{}", rows.replace('\t', "\tx\t"));
            let table = LabelledMatrix::read(table.as_bytes(), "t").expect("a table");
            let (_, notices) = columns_of(&["a"], Molecules::Proteins, &table).expect("columns");
            notices.iter().map(ToString::to_string).collect()
        };
        let refseq = said(&["NP_001760", "NP_004347", "NP_006283"]);
        assert!(refseq[0].contains("RefSeq") && refseq[0].contains("`--names FILE`"), "{refseq:?}");
        assert!(refseq[0].contains("`NP_001760`, `NP_004347`, `NP_006283`"), "{refseq:?}");
        assert!(said(&["CD9", "CD81", "ACTB"]).is_empty());
        let mouse = said(&["Cd9", "Cd81", "Rab7", "Actb"]);
        assert!(
            mouse[0].contains("mouse or rat") && mouse[0].contains("`Rab7` = RAB7A"),
            "{mouse:?}"
        );
        let serum = said(&["CD9_HUMAN", "CD81_HUMAN", "ALBU_BOVIN"]);
        assert!(
            serum[0].contains("1 name of bovine") && serum[0].contains("`ALBU_BOVIN`"),
            "{serum:?}"
        );
    }

    #[test]
    fn a_column_is_of_the_sample_of_its_name() {
        use Molecules::{Lipids, Proteins};
        check(&["a", "b"], Proteins, "b\ta", &["b", "a"], &[]);
        check(
            &["a", "b"],
            Proteins,
            "donorX",
            &[],
            &["say nothing of a, b", "were left out: donorX"],
        );
        check(&["a"], Proteins, "donorX", &["a"], &["a: the only column of the proteins, donorX"]);
        check(&["a"], Proteins, "x\tcells", &["a"], &["the only column", "left out: cells"]);
        check(&["a"], Proteins, "x\ty", &[], &["say nothing of a", "left out: x, y"]);
        check(&["a", "b"], Lipids, "a\tparent", &["a", "parent"], &["say nothing of b"]);
        check(&["a"], Lipids, "a", &["a"], &["the lipids are not used: "]);
    }
}
