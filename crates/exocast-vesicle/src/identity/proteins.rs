//! Tables of proteins, of any program.

use std::io::BufRead;

use super::names::is_symbol;
use exocast_core::{
    LabelledMatrix, Location, Malformed, ReadError,
    table::{
        intake::{Choice, Missing, Quantity, Request},
        scale::{AmountScale, Base, Scale},
    },
};

/// The scale of amounts of proteins.
pub type ProteinScale = AmountScale;

/// How a table of proteins is read, where it does not say so itself.
///
/// ```
/// use exocast_vesicle::identity::ProteinTable;
///
/// let text = "Protein IDs\tMajority protein IDs\tGene names\tLFQ intensity EV\tReverse\n\
///             P21926\tP21926\tCD9\t1.1e7\t\nREV__P1\tREV__P1\t\t5e6\t+\n";
/// let proteins = ProteinTable::default().read(text.as_bytes(), "proteinGroups.txt", &["EV"])?;
/// assert_eq!(proteins.row("CD9").map(|row| row[0]), Some(1.1e7));
/// assert_eq!((proteins.columns()[0].as_str(), proteins.rows().len()), ("EV", 1));
/// # Ok::<(), exocast_vesicle::core::ReadError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProteinTable {
    /// Scale of the amounts.
    pub scale: ProteinScale,
    /// Columns that the user has chosen.
    pub choice: Choice,
}

/// Amounts that may be logarithms.
#[derive(Debug, thiserror::Error)]
#[error(
    "the amounts, all from {low} to {high}, may be logarithms; say which (`--scale linear`, `log2`, `log10` or `ln`, in a study `proteins_scale`)"
)]
struct MayBeLogarithms {
    low: f64,
    high: f64,
}

/// No logarithm to base 2 of an intensity is larger.
const LARGEST_LOGARITHM: f64 = 50.0;
/// Logarithms spread over less than this factor, or lie evenly around their median; amounts of proteins do neither.
const SPREAD: f64 = 10.0;
/// The mean of logarithms is at most this many times their median. Where amounts are lognormal with a standard deviation of
/// one (ln), which is less than proteomes have, it is 1.65 times.
const MEAN_OVER_MEDIAN: f64 = 1.5;
/// Fewer rows show nothing of how amounts are spread.
const ENOUGH_ROWS: usize = 3;
/// Rows that show it well; of fewer, no value but a small one may be a logarithm, and any above zero, as NPX has them.
const MANY_ROWS: usize = 10;
/// No logarithm or NPX of a few proteins is larger.
const LARGEST_OF_FEW: f64 = 40.0;
/// Amounts that are all smaller are shares.
const SMALLEST_HIGH: f64 = 2.0;

impl ProteinTable {
    /// Reads proteins × samples. The column with most symbols of markers names the rows; the amounts of rows
    /// of one name are added, contaminants and decoys left out, missing amounts zero. Logarithms become amounts.
    /// `samples` are those that columns may be of.
    ///
    /// # Errors
    /// As [`Request::read`]; where an amount is negative, or amounts may be logarithms and nothing decides.
    pub fn read(
        &self,
        reader: impl BufRead,
        source: &str,
        samples: &[&str],
    ) -> Result<LabelledMatrix, ReadError> {
        let mut table = Request::new(Quantity::Amounts)
            .known(&is_symbol)
            .missing(Missing::Zero)
            .keeping_repeats()
            .samples(samples)
            .choice(&self.choice)
            .read_rows(reader, source)?;
        for (name, header) in table.samples.iter_mut().zip(&table.headers) {
            if !samples.contains(&name.as_str())
                && let Some(sample) = sample_of_log2(header, samples)
            {
                sample.clone_into(name);
            }
        }
        let may_be_logarithms =
            self.scale == ProteinScale::Auto && may_be_logarithms(&table.values, table.names.len());
        let base = match self.scale.base() {
            Some(base) => base,
            None if may_be_logarithms && table.program == Some(PERSEUS) => Base::Log2,
            None if table.headers.iter().all(|header| says_log2(header)) => Base::Log2,
            None if may_be_logarithms && table.names.len() >= ENOUGH_ROWS => {
                let used = || table.values.iter().copied().filter(|value| *value != 0.0);
                let (low, high) =
                    (used().fold(f64::INFINITY, f64::min), used().fold(0.0, f64::max));
                let cause = Malformed::other(MayBeLogarithms { low, high });
                return Err(ReadError::malformed(table.header, cause));
            }
            None => Base::Linear,
        };
        let scale = Scale { base, pseudocount: 0.0 };
        let negative = table.values.iter().any(|value| *value < 0.0);
        if base == Base::Linear && negative {
            let first_negative = table.rows().find_map(|(name, _, row)| {
                let (place, amount) = row.iter().enumerate().find(|(_, amount)| **amount < 0.0)?;
                Some((format!("{amount} of {name}"), place))
            });
            let (amount, place) = first_negative.unwrap_or_default();
            let wanted = "an amount of zero or more; where amounts are logarithms, say so: `--scale log2`, in a study `proteins_scale`";
            let at = Location::new(source).field(table.samples[place].as_str());
            return Err(ReadError::malformed(at, Malformed::field(amount, wanted)));
        }
        // Zero is what was missing, in any scale.
        table.map_amounts(|value| if value == 0.0 { 0.0 } else { scale.linear(value) }, scale)
    }
}

/// The name that the intake gives to tables of Perseus, whose amounts are logarithms to base 2.
const PERSEUS: &str = "Perseus";

/// Whether every amount that is there has the size of a logarithm, most have decimals, and they are spread as logarithms are.
fn may_be_logarithms(values: &[f64], rows: usize) -> bool {
    let mut used: Vec<f64> = values.iter().copied().filter(|value| *value != 0.0).collect();
    used.sort_unstable_by(f64::total_cmp);
    let (Some(&low), Some(&high)) = (used.first(), used.last()) else { return false };
    let with_decimals = used.iter().filter(|value| value.fract() != 0.0).count();
    let mean = used.iter().sum::<f64>() / used.len() as f64;
    let median = used[used.len() / 2];
    let has_size = if rows < MANY_ROWS {
        low > 0.0 && (SMALLEST_HIGH..=LARGEST_OF_FEW).contains(&high)
    } else {
        low >= 1.0 && high <= LARGEST_LOGARITHM
    };
    has_size
        && 2 * with_decimals > used.len()
        && (high < SPREAD * low || mean <= MEAN_OVER_MEDIAN * median)
}

/// Whether the name of a column says that its values are logarithms to base 2.
fn says_log2(header: &str) -> bool {
    let lower = header.to_lowercase();
    let mut words = lower.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| word == "log2" || quantity_of_log2(word))
}

/// Whether a word is `log2` and a quantity: `log2lfq`.
fn quantity_of_log2(word: &str) -> bool {
    let quantities = [
        "lfq",
        "ibaq",
        "intensity",
        "int",
        "abundance",
        "npx",
        "tpm",
        "cpm",
        "ratio",
        "area",
        "top3",
    ];
    word.strip_prefix("log2").is_some_and(|rest| quantities.contains(&rest))
}

/// The sample that a header is of, behind `log2` and its quantity: `EV_1` of `log2LFQ_EV_1`.
fn sample_of_log2<'a>(header: &str, samples: &[&'a str]) -> Option<&'a str> {
    let (first, rest) = header.split_once(|letter: char| !letter.is_alphanumeric())?;
    let is_log2 = quantity_of_log2(&first.to_lowercase());
    samples.iter().copied().find(|sample| is_log2 && sample.eq_ignore_ascii_case(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A case of the repository, which no package has.
    fn case(name: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases/vesicle/");
        std::fs::read_to_string(format!("{folder}{name}")).expect("a case")
    }

    fn read(text: &str, scale: ProteinScale) -> Result<LabelledMatrix, String> {
        let cause = |error: ReadError| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        };
        ProteinTable { scale, ..ProteinTable::default() }
            .read(text.as_bytes(), "p", &["EV"])
            .map_err(cause)
    }

    #[test]
    fn logarithms_become_amounts_or_are_refused() {
        let perseus = &case("perseus_min.txt");
        let table = read(perseus, ProteinScale::Auto).expect("a table");
        assert_eq!(table.columns()[0], "EV");
        assert_eq!(table.row("CD9").map(|row| row[0]), Some(24.1_f64.exp2()));
        let many: Vec<String> = (0..200).map(|i| format!("G{i}\t{}.5", 15 + i % 20)).collect();
        let many = format!("gene\tEV\n{}\n", many.join("\n"));
        let refused = read(&many, ProteinScale::Auto).expect_err("two readings");
        assert!(refused.contains("--scale"), "{refused}");
        let linear = read(&many, ProteinScale::Linear).expect("amounts");
        assert_eq!(linear.row("G0").map(|row| row[0]), Some(15.5));
        let log2 = read(&many, ProteinScale::Log2).expect("logarithms");
        assert_eq!(log2.row("G0").map(|row| row[0]), Some(15.5_f64.exp2()));
        // Also few, and logarithms to base 10; the header may say so.
        let few: Vec<String> = (0..15).map(|i| format!("G{i}\t{}.25", 4 + i % 5)).collect();
        let few = few.join("\n");
        let refused =
            read(&format!("gene\tEV\n{few}\n"), ProteinScale::Auto).expect_err("two readings");
        assert!(refused.contains("--scale"), "{refused}");
        let said = read(&format!("gene\tlog2 EV\n{few}\n"), ProteinScale::Auto).expect("log2");
        assert_eq!(said.row("G0").map(|row| row[0]), Some(4.25_f64.exp2()));
        let amounts: Vec<String> =
            (0..15_i32).map(|i| format!("G{i}\t{:.3}", 1.3_f64.powi(i) + 0.05)).collect();
        let amounts = format!("gene\tEV\n{}\n", amounts.join("\n"));
        assert!(read(&amounts, ProteinScale::Auto).is_ok(), "amounts over more than a decade");
        let twice = "gene\tEV\nCD9\t20.5\nCD9\t20.5\nALB\t22.5\n";
        let twice = read(twice, ProteinScale::Log2).expect("logarithms");
        assert_eq!(twice.row("CD9").map(|row| row[0]), Some(2.0 * 20.5_f64.exp2()));
        let centred = read("gene\tEV\nCD9\t-1.5\nCD63\t2.5\n", ProteinScale::Auto);
        assert!(centred.expect_err("negative").contains("`-1.5 of CD9` is not an amount"));
    }

    #[test]
    fn few_logarithms_are_not_taken_for_amounts() {
        let rows = |values: [f64; 8]| {
            let rows = values.iter().enumerate().map(|(i, value)| format!("G{i}\t{value}\n"));
            format!("gene\tEV\n{}", rows.collect::<String>())
        };
        let log2 = [25.4325, 25.6254, 29.3597, 26.3924, 27.6142, 25.5318, 27.8545, 22.9997];
        let npx = [0.433, 5.141, 8.36, 6.392, 7.614, 5.532, 8.854, 4.063];
        for values in [log2, log2.map(|value| value * 2.0_f64.log10()), npx] {
            let refused = read(&rows(values), ProteinScale::Auto).expect_err("two readings");
            assert!(refused.contains("may be logarithms") && refused.contains("--scale linear"));
            assert!(read(&rows(values), ProteinScale::Linear).is_ok());
        }
        // Amounts over decades, shares, spectral counts, intensities.
        for values in [
            [0.1, 0.35, 12.5, 1.25, 33.5, 0.05, 2.5, 0.75],
            log2.map(|value| value / 100.0),
            log2.map(f64::round),
            log2.map(f64::exp2),
        ] {
            assert!(read(&rows(values), ProteinScale::Auto).is_ok(), "{values:?}");
        }
        let named = rows(log2).replace("\tEV", "\tlog2LFQ_EV");
        let table = read(&named, ProteinScale::Auto).expect("the header says so");
        assert_eq!(table.columns()[0], "EV");
        assert_eq!(table.row("G0").map(|row| row[0]), Some(25.4325_f64.exp2()));
    }

    #[test]
    fn tables_of_programs_are_read_as_they_come() {
        let text = &case("proteingroups_min.txt");
        let table = read(text, ProteinScale::Auto).expect("MaxQuant");
        assert_eq!(table.rows().collect::<Vec<_>>(), ["CD9", "CD63"]);
        let text = &case("genes_twice.tsv");
        let table = read(text, ProteinScale::Auto).expect("genes");
        assert_eq!(table.row("TMPO").map(|row| row[0]), Some(5.0));
    }
}
