//! Tables that can be read in two ways.

/// A table that can be read in two ways, and the option that decides.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refusal {
    /// Several columns may name the features.
    #[error(
        "columns {columns} may all hold the names; say which (`--id-column NAME`, in a study `id_column` of the input), or leave the others out"
    )]
    Names {
        /// Their names, quoted.
        columns: String,
    },
    /// A table with a row for each feature of each sample.
    #[error(
        "the table has several rows of one name, such as `{name}`, which column `{column}` tells apart: keep the rows of one `{column}`, or give each a column of its own"
    )]
    Long {
        /// The column that tells rows apart.
        column: String,
        /// A name of several rows.
        name: String,
    },
    /// No column may name the features.
    #[error(
        "no column of text names the rows; the columns are {columns}; where one of them does, say which (`--id-column NAME`, in a study `id_column` of the input)"
    )]
    NoNames {
        /// Their names, quoted.
        columns: String,
    },
    /// Several columns may hold the values.
    #[error(
        "columns {columns} may all hold the {what}; say which (`--column NAME`, in a study `column` of the input), or leave the others out"
    )]
    Values {
        /// What is wanted.
        what: String,
        /// Their names, quoted.
        columns: String,
    },
    /// A column may be a sample by its numbers, and something else by its name.
    #[error(
        "`{column}` may be a sample, as its numbers are like those of {others}, or {role}, as its name says; rename it if it is a sample, leave it out if it is none, or name the samples (`--column NAME`, in a study `column` of the input)"
    )]
    MayBeSample {
        /// The column.
        column: String,
        /// What it is by its name.
        role: &'static str,
        /// Columns of samples, quoted.
        others: String,
    },
    /// Columns of numbers of which one may describe the features, or be another quantity of the same sample.
    #[error(
        "the numbers of `{column}` do not go with those of {others}: they may be of a sample, or describe the features or another column; leave out what is no sample, or name the samples (`--column NAME`, in a study `column` of the input)"
    )]
    Strange {
        /// The column.
        column: String,
        /// The other ones, quoted.
        others: String,
    },
    /// Tables side by side, whose rows are in a different order.
    #[error(
        "columns {first} and {second} are both called `{name}` and have other names in line {line}: these are tables side by side; put each into a file of its own, or below each other"
    )]
    SideBySide {
        /// Name of both columns.
        name: String,
        /// Place of the first, from 1.
        first: usize,
        /// Place of the second.
        second: usize,
        /// The first line in which they differ.
        line: u64,
    },
    /// Changes of which none is below zero.
    #[error(
        "none of the {rows} changes in `{column}` is below zero: they may be without their sign, or ratios; give log2 fold changes with their sign, or say what they are: `--scale ratio` or `log2`, in a study `observed_scale`"
    )]
    NoneBelowZero {
        /// Rows with a change.
        rows: usize,
        /// The column.
        column: String,
    },
    /// Changes whose name has a sign.
    #[error(
        "`{column}` may hold log2 fold changes with their sign turned round, or without it; give them as log2 of treated over control, called `log2fc`, or say that they are so: `--column {column}`"
    )]
    Sign {
        /// The column.
        column: String,
    },
    /// Every column of numbers is known for something else than a sample.
    #[error(
        "no column is a sample: {columns}; where one of them is, say which (`--column NAME`, in a study `column` of the input), or rename it"
    )]
    NoSample {
        /// The columns of numbers with their roles.
        columns: String,
    },
    /// A column of numbers has no name: it may be without one, or the header begins one column too far left.
    #[error(
        "column {place} has numbers and no name; if `{left}` stands above several columns (merged cells), give each of them a name of its own; if the names of the columns begin one column too far left, as R writes them, put an empty one before `{first}`; else name column {place}, or leave it out"
    )]
    Unnamed {
        /// The place of the column, from 1.
        place: usize,
        /// The first name of the header.
        first: String,
        /// The name next to it on the left.
        left: String,
    },
    /// Values that are written with their spread.
    #[error(
        "`{value}` is a value with its spread; give the value alone, and the spread in a column of its own (`EV mean`, `EV SD`), or name the columns of the samples (`--column NAME`, in a study `column` of the input)"
    )]
    WithSpread {
        /// The first of them.
        value: String,
    },
    /// Numbers that are written with something more.
    #[error(
        "`{value}` is a number with something more, as all of `{column}` are: give the numbers alone, and marks, units or words in a column of their own; or name the columns of the samples (`--column NAME`, in a study `column` of the input)"
    )]
    Marked {
        /// The first of them.
        value: String,
        /// The column.
        column: String,
    },
    /// A mean beside a column that it is not of.
    #[error(
        "`{mean}` is called a mean, but it is none of `{other}`, and either may be the sample; say which (`--column NAME`, in a study `column` of the input), or leave the other one out"
    )]
    MayBeMean {
        /// The column that is called so.
        mean: String,
        /// The other one.
        other: String,
    },
    /// A column that is computed from others by its name, but not by its numbers.
    #[error(
        "`{column}` may be computed from {first} and {second}, as its name says, or a sample of its own; leave it out if it is none, rename it if it is one, or name the samples (`--column NAME`, in a study `column` of the input)"
    )]
    Combined {
        /// The column.
        column: String,
        /// What its name begins with.
        first: String,
        /// What its name ends with.
        second: String,
    },
    /// A column of another quantity than is wanted, by its name.
    #[error(
        "`{column}` holds {what}, as its name says, and cannot be read as amounts or TPM; give those, or, where it does hold them, say so by its name (`--column {column}`, in a study `column` of the input)"
    )]
    OtherQuantity {
        /// The column.
        column: String,
        /// What it holds.
        what: &'static str,
    },
    /// Ranks.
    #[error(
        "the values of `{column}` are the numbers from 1 to {rows} in another order, which are ranks and no amounts; give the amounts"
    )]
    Ranks {
        /// The column.
        column: String,
        /// Rows.
        rows: usize,
    },
    /// Changes whose direction is in a column of its own.
    #[error(
        "none of the changes in `{column}` is below zero, and `{direction}` says which go down, such as `{word}`: give log2 fold changes with their sign"
    )]
    Direction {
        /// The column of changes.
        column: String,
        /// The column of directions.
        direction: String,
        /// A word for down.
        word: String,
    },
    /// A column and the same with a word for what was counted.
    #[error(
        "`{plain}` and `{other}` may both be the sample; say which (`--column NAME`, in a study `column` of the input), or leave one of them out"
    )]
    Twins {
        /// The column that is called after the sample alone.
        plain: String,
        /// The other one.
        other: String,
    },
    /// A column that an option names is not in the header.
    #[error("there is no column `{name}`; the columns are {columns}")]
    NoSuchColumn {
        /// Its name.
        name: String,
        /// Names of the columns.
        columns: String,
    },
    /// The first line may be a header of numbers, or data.
    #[error(
        "the first line may be the header, with a sample called `{value}`, or data without a header; write a first line with names of columns, or say that `{id}` is one (`--id-column {id}`, in a study `id_column` of the input)"
    )]
    HeaderOrData {
        /// A number on the first line.
        value: String,
        /// The first field.
        id: String,
    },
    /// A fold change may be a ratio or its logarithm.
    #[error(
        "`{column}` may hold ratios or log2 of them; say which: `--column {column} --scale ratio`, `signed-ratio` (-2 is half) or `log2`, in a study `observed_column` and `observed_scale`; or give a column of log2 fold changes, called `log2fc`"
    )]
    Ratio {
        /// The column.
        column: String,
    },
    /// Names of several rows are of one gene, by the table of names, and the values cannot be added.
    #[error(
        "rows {names} are both `{symbol}` by the table of names, and values of this kind are not added; keep one row of each gene, or give a column of symbols (`--id-column NAME`)"
    )]
    OneSymbol {
        /// The names, quoted.
        names: String,
        /// Their symbol.
        symbol: String,
    },
    /// The table holds several comparisons.
    #[error("the table holds several comparisons, by {columns} ({parts}, …); give the rows of one")]
    Comparisons {
        /// The columns that divide it, quoted.
        columns: String,
        /// The first comparisons, quoted.
        parts: String,
    },
    /// A value below zero among counts.
    #[error(
        "`{value}` of `{feature}` is no count; logarithms and normalised values cannot be read as counts: give the table of counts"
    )]
    NegativeCount {
        /// The value.
        value: String,
        /// Its feature.
        feature: String,
    },
    /// Small fractions among counts.
    #[error(
        "the values, from {low} to {high}, may be logarithms or Ct values, and cannot be read as counts; give the table of counts"
    )]
    NoCounts {
        /// The smallest value above zero.
        low: String,
        /// The largest value.
        high: String,
    },
    /// Values with a percent sign.
    #[error("the values of `{column}` are percentages; give counts or amounts, without `%`")]
    Percentages {
        /// The column.
        column: String,
    },
    /// A value that is below a limit, where a number is needed.
    #[error(
        "`{value}` says that a value is below a limit, which is no number: write 0 where it counts as nothing, a number where one is known, or leave the row out"
    )]
    BelowLimit {
        /// The field.
        value: String,
    },
    /// Two columns of samples have one name.
    #[error(
        "columns {first} and {second} are both called `{name}`; give each sample a name of its own"
    )]
    TwoSamples {
        /// Their name.
        name: String,
        /// The place of the first, from 1.
        first: usize,
        /// The place of the second.
        second: usize,
    },
    /// The names of the samples may be those of the header or those of the line below.
    #[error(
        "the samples may be called {above}, as the header says, or {below}, as line {line} says; leave one of the two lines out, or put both into one"
    )]
    TwoHeaders {
        /// The line below the header.
        line: u64,
        /// Names of the header, quoted.
        above: String,
        /// Names of the line below, quoted.
        below: String,
    },
    /// A report with several rows for each protein.
    #[error(
        "the table has a row for each `{column}`, several of each protein; give the table of proteins that the program writes next to it (`pg_matrix` of DIA-NN, the pivot report of Spectronaut, `proteinGroups.txt` of MaxQuant)"
    )]
    PerPeptide {
        /// The column of peptides or precursors.
        column: String,
    },
    /// No column is known to hold fold changes.
    #[error(
        "missing column `log2fc`; the columns of numbers are {columns}; where one of them holds log2 fold changes, say which (`--column NAME`, in a study `column` of the input)"
    )]
    NoChange {
        /// The columns of numbers, quoted.
        columns: String,
    },
    /// Most names are in several rows.
    #[error(
        "most names are in several rows, such as `{name}`, and column {columns} may tell them apart or name the features: give each sample a column of its own, or say which column names the features (`--id-column NAME`, in a study `id_column` of the input)"
    )]
    Repeated {
        /// A name.
        name: String,
        /// Other columns of text, quoted.
        columns: String,
    },
}
