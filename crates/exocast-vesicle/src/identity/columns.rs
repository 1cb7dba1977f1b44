//! Which column of a table of proteins or lipids belongs to which sample.

use exocast_core::{BadMatrix, LabelledMatrix, Level, Note};
use std::fmt;

use super::{lipids::parent_column, markers::WHOLE_PROTEOME, panel::names_understood};

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
        /// One of the names.
        example: String,
    },
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
            Self::UnknownNames { example } => write!(
                f,
                "the names of the proteins, such as {example}, are not understood (gene symbols and human UniProt accessions \
                 are): markers that are not found are not taken as absent"
            ),
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
            Self::NoParent => "no-parent-column",
        }
    }

    fn level(&self) -> Level {
        match self {
            Self::Only { .. } => Level::Info,
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
    if molecules == Molecules::Proteins
        && table.rows().len() >= WHOLE_PROTEOME
        && !names_understood(table)
    {
        let example = table.rows().next().unwrap_or_default().to_owned();
        notices.push(ColumnNotice::UnknownNames { example });
    }
    let others: Vec<usize> = (0..names.len()).filter(|at| Some(*at) != parent).collect();
    if let ([sample], [only]) = (samples, &others[..])
        && !names.iter().any(|name| name == sample)
    {
        let column = std::mem::replace(&mut names[*only], (*sample).to_owned());
        notices.push(ColumnNotice::Only { molecules, column, sample: (*sample).to_owned() });
    }
    let is_sample = |name: &String| samples.contains(&name.as_str());
    let kept: Vec<usize> = (0..names.len())
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
        (0..names.len()).filter(|at| !kept.contains(at)).map(|at| names[at].clone()).collect();
    if !columns.is_empty() {
        notices.push(ColumnNotice::NoSample { molecules, columns });
    }
    if molecules == Molecules::Lipids && parent.is_none() {
        notices.push(ColumnNotice::NoParent);
    }
    let values = table.values();
    let values = values.rows().into_iter().flat_map(|row| kept.iter().map(move |&at| row[at]));
    let rows = table.rows().map(str::to_owned).collect();
    let columns = kept.iter().map(|&at| names[at].clone()).collect();
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
        let (found, notices) = columns_of(samples, molecules, &table).expect("columns");
        assert_eq!(found.columns(), columns, "{header}");
        let notices: Vec<String> = notices.iter().map(ToString::to_string).collect();
        assert_eq!(notices.len(), said.len(), "{notices:?}");
        assert!(
            notices.iter().zip(said).all(|(notice, part)| notice.contains(part)),
            "{notices:?}"
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
