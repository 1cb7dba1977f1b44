//! Probability of conserved targeting (PCT) from branch lengths.

use std::{
    collections::HashMap,
    io::{BufRead, Read},
};

use exocast_core::{Location, Malformed, ReadError, Rna};

use crate::{
    input::{Seed, for_each_row, number},
    notice::Notice,
    sites::site::SiteType,
};

/// PCT of a site from the branch length over which it is conserved, for each conserved seed:
/// b₀ + b₁/(1 + exp(b₃ − b₂·length)), not below 0 (Friedman et al. 2009, Genome Res. 19:92).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PctModel(HashMap<(SiteType, Seed), [f64; 4]>);

impl PctModel {
    /// Adds the parameters of one site type: columns of the seed and of b₀ to b₃, with or without a header, as
    /// `TargetScan` distributes them. Returns how the table was read, where that is not plain.
    ///
    /// # Errors
    /// At the first row without a seed of seven nucleotides and four numbers; where the stream fails.
    pub fn add<R: BufRead>(
        &mut self,
        kind: SiteType,
        mut reader: R,
        source: &str,
    ) -> Result<Vec<Notice>, ReadError> {
        // The header of TargetScan's files has a column more than their rows: it is read as a blank line.
        let mut first = Vec::new();
        let read = reader.read_until(b'\n', &mut first);
        read.map_err(|error| ReadError::io(Location::new(source), error))?;
        if first.windows(3).any(|letters| letters == b"B_0") {
            first = b"\n".to_vec();
        }
        let reader = first.as_slice().chain(reader);
        for_each_row(
            reader,
            source,
            5,
            |_| false,
            |fields, at| {
                let numbers: Option<Vec<f64>> =
                    fields[1..].iter().map(|field| number(field)).collect();
                let numbers = numbers.and_then(|numbers| <[f64; 4]>::try_from(numbers).ok());
                let Some((seed, numbers)) = seed(fields[0]).zip(numbers) else {
                    let wanted = "a seed of seven nucleotides and four numbers";
                    let cause = Malformed::field(fields.join("\t"), wanted);
                    return Err(ReadError::malformed(at.clone(), cause));
                };
                self.0.insert((kind, seed), numbers);
                Ok(())
            },
        )
    }

    /// PCT of a site; 0 for a 6mer of a seed with parameters, nothing where the seed has none.
    #[must_use]
    pub(crate) fn pct(&self, seed: Seed, kind: SiteType, branch_length: f64) -> Option<f64> {
        if kind == SiteType::SixMer {
            let known = SiteType::CANONICAL.iter().any(|kind| self.0.contains_key(&(*kind, seed)));
            return known.then_some(0.0);
        }
        let [b0, b1, b2, b3] = self.0.get(&(kind, seed))?;
        Some((b0 + b1 / (1.0 + (b3 - b2 * branch_length).exp())).max(0.0))
    }
}

/// Seven nucleotides 2–8.
fn seed(letters: &str) -> Option<Seed> {
    let rna = Rna::parse_with_n(format!("N{letters}").as_bytes()).ok()?;
    (rna.len() == 8).then(|| Seed::new(&rna)).flatten()
}
