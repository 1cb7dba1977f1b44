//! Tables of amounts, as users have them.

use std::io::BufRead;

use exocast_core::{
    LabelledMatrix, Malformed, ReadError,
    table::{
        intake::{Choice, Known, Quantity, Refusal, Request},
        scale::{AmountScale, AmountsInScale},
    },
};

/// How a table of cargo or of a signature is read, where it does not say so itself.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct AmountTable {
    /// Scale of the amounts.
    pub scale: AmountScale,
    /// What was added to amounts before their logarithm; nothing where the values show it.
    pub pseudocount: Option<f64>,
    /// Columns that the user has chosen.
    pub choice: Choice,
}

/// Which table of a command it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Cargo,
    Signature,
}

/// A table that can be read in two ways, with the options of that table.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct OfSignature(String);

impl AmountTable {
    /// Features by columns of amounts in their linear scale.
    pub(super) fn read<R: BufRead>(
        &self,
        reader: R,
        source: &str,
        which: Which,
        known: Option<Known<'_>>,
    ) -> Result<LabelledMatrix, ReadError> {
        let mut in_scale = match which {
            Which::Cargo => AmountsInScale::new("scale", "cargo_scale"),
            Which::Signature => AmountsInScale::new("signature-scale", "signature_scale"),
        };
        (in_scale.scale, in_scale.pseudocount) = (self.scale, self.pseudocount);
        let mut request =
            Request::new(Quantity::Any).choice(&self.choice).adding_names().in_scale(in_scale);
        if let Some(known) = known {
            request = request.known(known);
        }
        let read = request.read(reader, source);
        Ok(read
            .map_err(|error| if which == Which::Cargo { error } else { of_signature(error) })?
            .matrix)
    }

    /// Features by columns of scores of any sign and scale; what the user says of the scale makes amounts of them.
    ///
    /// # Errors
    /// As [`Request::read`].
    pub fn read_scores<R: BufRead>(
        &self,
        reader: R,
        source: &str,
        known: Option<Known<'_>>,
    ) -> Result<LabelledMatrix, ReadError> {
        let mut in_scale = AmountsInScale::new("scale", "cargo_scale");
        (in_scale.scale, in_scale.pseudocount, in_scale.any) = (self.scale, self.pseudocount, true);
        let mut request = Request::new(Quantity::Any).choice(&self.choice).in_scale(in_scale);
        if let Some(known) = known {
            request = request.known(known);
        }
        Ok(request.read(reader, source)?.matrix)
    }
}

/// The same refusal, with the options of the signature where those of the cargo stand.
fn of_signature(error: ReadError) -> ReadError {
    let ReadError::Malformed { at, source } = error else { return error };
    match *source {
        Malformed::Other(cause) if cause.is::<Refusal>() => {
            let text = cause.to_string();
            let text = text
                .replace("`--column", "`--signature-column")
                .replace("`--id-column", "`--signature-id-column")
                .replace("in a study `column`", "in a study `signature_column`")
                .replace("in a study `id_column`", "in a study `signature_id_column`");
            ReadError::malformed(at, Malformed::other(OfSignature(text)))
        }
        cause => ReadError::malformed(at, cause),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn table(values: &[f64]) -> String {
        let rows = values.chunks(2).enumerate();
        let rows = rows.map(|(i, row)| format!("G{i}\t{}\t{}\n", row[0], row[1]));
        format!("gene\tA\tB\n{}", rows.collect::<String>())
    }

    fn read(text: &str, table: &AmountTable) -> Result<LabelledMatrix, String> {
        let read = table.read(text.as_bytes(), "t", Which::Cargo, None);
        read.map_err(|error| {
            std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default()
        })
    }

    proptest! {
        #[test]
        fn logarithms_that_are_called_so_are_their_amounts(
            amounts in prop::collection::vec(prop_oneof![Just(0.0), 0.01..1e5_f64], 6..60),
            base in 0..3_usize,
        ) {
            let amounts = &amounts[..amounts.len() / 2 * 2];
            let (scale, logarithm): (_, fn(f64) -> f64) = [
                (AmountScale::Ln, f64::ln as fn(f64) -> f64),
                (AmountScale::Log2, f64::log2),
                (AmountScale::Log10, f64::log10),
            ][base];
            let logarithms: Vec<f64> = amounts.iter().map(|amount| logarithm(amount + 1.0)).collect();
            let linear = AmountTable { scale: AmountScale::Linear, ..AmountTable::default() };
            let said = AmountTable { scale, pseudocount: Some(1.0), ..AmountTable::default() };
            match (read(&table(amounts), &linear), read(&table(&logarithms), &said)) {
                (Ok(wanted), Ok(read)) => {
                    prop_assert_eq!(wanted.columns(), read.columns());
                    prop_assert!(wanted.rows().eq(read.rows()));
                    for (wanted, value) in wanted.values().iter().zip(read.values()) {
                        prop_assert!((wanted - value).abs() <= 1e-9 * wanted.max(1.0), "{} {}", wanted, value);
                    }
                }
                (Err(wanted), Err(refusal)) => prop_assert_eq!(wanted, refusal),
                (wanted, read) => prop_assert!(false, "{:?} {:?}", wanted, read),
            }
        }
    }

    #[test]
    fn amounts_of_one_name_by_the_table_of_names_are_added_after_their_logarithms() {
        use exocast_core::names::Mapping;
        let mut said = AmountTable { scale: AmountScale::Log2, ..AmountTable::default() };
        let names = Mapping::new([("P1", "CD9"), ("P2", "CD9"), ("P3", "CD63")]);
        said.choice.names = Some(std::sync::Arc::new(names));
        let text = "protein\tEV\nP1\t3\nP2\t4\nP3\t5\n";
        let read = read(text, &said).expect("a table");
        assert_eq!(read.row("CD9").map(|row| row[0]), Some(24.0));
    }

    #[test]
    fn refusals_of_a_signature_name_its_options() {
        let rows = (0..40).map(|i| {
            format!("G{i}\t{}\t{}\t{}\n", 3 * i * i % 97 + 200, 5 * i * i % 89 + 100, i % 3 + 1)
        });
        let text = format!("gene\tA\tB\tk2\n{}", rows.collect::<String>());
        let error = AmountTable::default()
            .read(text.as_bytes(), "t", Which::Signature, None)
            .expect_err("a class");
        let cause = std::error::Error::source(&error).map(ToString::to_string).unwrap_or_default();
        assert!(cause.contains("`k2`") && cause.contains("`--signature-column NAME`"), "{cause}");
        assert!(cause.contains("in a study `signature_column`"), "{cause}");
    }
}
