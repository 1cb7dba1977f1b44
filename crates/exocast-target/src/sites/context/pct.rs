//! Probability of conserved targeting (PCT) from branch lengths.

use std::{collections::HashMap, io::BufRead};

use exocast_core::{Lines, Malformed, ReadError, Rna};

use crate::{input::Seed, sites::site::SiteType};

/// PCT of a site from the branch length over which it is conserved, for each conserved seed:
/// b₀ + b₁/(1 + exp(b₃ − b₂·length)), not below 0 (Friedman et al. 2009, Genome Res. 19:92).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PctModel(HashMap<(SiteType, Seed), [f64; 4]>);

impl PctModel {
    /// Adds the parameters of one site type: tab-separated seed and b₀ to b₃, below a line of column
    /// names, as `TargetScan` distributes them.
    ///
    /// # Errors
    /// At the first line without a seed of seven nucleotides and four numbers; where the stream fails.
    pub fn add<R: BufRead>(
        &mut self,
        kind: SiteType,
        reader: R,
        source: &str,
    ) -> Result<(), ReadError> {
        let mut lines = Lines::new(reader, source);
        while let Some(line) = lines.next_line()? {
            let line = line.to_owned();
            if line.trim().is_empty() || lines.number() == 1 && line.contains("B_0") {
                continue;
            }
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            let number = |text: &&str| text.parse::<f64>().ok().filter(|value| value.is_finite());
            let values: Option<Vec<f64>> = fields.iter().skip(1).take(4).map(number).collect();
            let values = values.and_then(|values| <[f64; 4]>::try_from(values).ok());
            let Some((seed, values)) = seed(fields[0]).zip(values) else {
                let wanted = "a seed of seven nucleotides and four numbers";
                return Err(ReadError::malformed(lines.location(), Malformed::field(line, wanted)));
            };
            self.0.insert((kind, seed), values);
        }
        Ok(())
    }

    /// PCT of a site; 0 for a 6mer of a seed with parameters, nothing where the seed has none.
    #[must_use]
    pub fn pct(&self, seed: Seed, kind: SiteType, branch_length: f64) -> Option<f64> {
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
    (rna.len() == 8).then(|| Seed::of(&rna)).flatten()
}
