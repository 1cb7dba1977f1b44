//! miRNAs and their seeds.

use std::{collections::HashMap, fmt};

use exocast_core::{Base, Rna};

use super::bad_record::BadRecord;

/// Nucleotides 2–8 of a miRNA, by which it finds its targets.
///
/// miRNAs with one seed are a family: they find the same sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Seed(u16);

impl Seed {
    /// Reads nucleotides 2–8; nothing where the sequence is shorter than 8 or has an `N` there.
    #[must_use]
    pub(crate) fn new(guide: &Rna) -> Option<Self> {
        let bases = guide.bases().get(1..8)?;
        bases.iter().try_fold(0, |code, base| Some(code << 2 | u16::from(base.code()?))).map(Self)
    }

    /// [`Base::code`] of the nucleotide opposite miRNA nucleotide `position` (2 to 8).
    pub(crate) const fn partner(self, position: u8) -> u16 {
        3 - (self.0 >> (2 * (8 - position)) & 3)
    }
}

impl fmt::Display for Seed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..7).rev().try_for_each(|i| Base::KNOWN[usize::from(self.0 >> (2 * i) & 3)].fmt(f))
    }
}

/// A mature miRNA: any guide strand with a seed, isomiRs and passenger strands included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mirna {
    name: String,
    sequence: Rna,
    seed: Seed,
    accession: Option<String>,
    isomir: String,
}

impl Mirna {
    /// A named guide.
    ///
    /// # Errors
    /// Where the sequence is shorter than 8 nt or has an `N` at nucleotides 2–8.
    pub fn new(name: impl Into<String>, sequence: Rna) -> Result<Self, BadRecord> {
        let name = name.into();
        match Seed::new(&sequence) {
            Some(seed) => Ok(Self { name, sequence, seed, accession: None, isomir: String::new() }),
            None => Err(BadRecord::NoSeed { name, sequence }),
        }
    }

    /// The same with its accession in miRBase, `MIMAT…`, by which tables may name it too.
    #[must_use]
    pub(crate) fn with_accession(mut self, accession: impl Into<String>) -> Self {
        self.accession = Some(accession.into());
        self
    }

    /// Its accession, where it has one.
    #[must_use]
    pub(crate) fn accession(&self) -> Option<&str> {
        self.accession.as_deref()
    }

    /// The same as an isomiR of the miRNA of its name, in the words of mirGFF3 such as `iso_5p:+1`; none for the canonical
    /// miRNA.
    #[must_use]
    pub fn with_isomir(mut self, isomir: impl Into<String>) -> Self {
        self.isomir = isomir.into();
        self
    }

    /// What makes it an isomiR, in the words of mirGFF3; empty for the canonical miRNA.
    #[must_use]
    pub fn isomir(&self) -> &str {
        &self.isomir
    }

    /// What tells it from the other molecules of its name: that name, with the isomiR behind it where it is not the canonical
    /// one. Amounts name it so.
    #[must_use]
    pub fn label(&self) -> String {
        Self::label_of(&self.name, &self.isomir)
    }

    /// The [`label`](Self::label) of a molecule of a miRNA.
    ///
    /// ```
    /// use exocast_target::Mirna;
    ///
    /// let shifted = Mirna::new("let-7a", "GAGGUAGUAGGUUGUAUAGUU".parse()?)?.with_isomir("iso_5p:+1");
    /// assert_eq!(shifted.label(), "let-7a iso_5p:+1");
    /// assert_eq!(Mirna::label_of("let-7a", ""), "let-7a");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn label_of(name: &str, isomir: &str) -> String {
        if isomir.is_empty() { name.to_owned() } else { format!("{name} {isomir}") }
    }

    /// Its name, as read.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its sequence, 5' to 3'.
    #[must_use]
    pub fn sequence(&self) -> &Rna {
        &self.sequence
    }

    /// Its nucleotides 2–8.
    #[must_use]
    pub fn seed(&self) -> Seed {
        self.seed
    }
}

/// miRNAs with unique [labels](Mirna::label), in the order given: one canonical molecule a name, and isomiRs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mirnas {
    all: Vec<Mirna>,
    index: HashMap<String, usize>,
}

impl Mirnas {
    /// Adds a miRNA; returns it unused where its label is taken.
    ///
    /// # Errors
    /// Where a miRNA of that label is there already.
    pub fn push(&mut self, mirna: Mirna) -> Result<(), Mirna> {
        let label = mirna.label();
        if self.index.contains_key(&label) {
            return Err(mirna);
        }
        self.index.insert(label, self.all.len());
        self.all.push(mirna);
        Ok(())
    }

    /// All, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Mirna] {
        &self.all
    }

    /// The place of a label: of a name, where the canonical miRNA is meant.
    #[must_use]
    pub fn position(&self, label: &str) -> Option<usize> {
        self.index.get(label).copied()
    }

    /// The same, and of each miRNA the isomiRs that begin one nucleotide behind (`iso_5p:+1`) and before it
    /// (`iso_5p:-1`), where these have a seed. The nucleotide before it is unknown: the seed of that isomiR is
    /// nucleotides 1–7 of the miRNA. Names are those of mirGFF3.
    #[must_use]
    pub(crate) fn with_isomirs(&self) -> Self {
        let mut all = Self::default();
        for mirna in &self.all {
            // Names are unique, and those of isomiRs have a bar.
            let _ = all.push(mirna.clone());
        }
        for mirna in &self.all {
            let bases = mirna.sequence.bases();
            let behind = bases.get(1..).unwrap_or_default().to_vec();
            let before = [&[Base::N], bases].concat();
            for (bases, shift) in [(behind, "+1"), (before, "-1")] {
                let name = format!("{}|iso_5p:{shift}", mirna.name);
                if let Ok(isomir) = Mirna::new(name, bases.into()) {
                    let _ = all.push(isomir);
                }
            }
        }
        all
    }

    /// The miRNAs that `keep` accepts, for instance those of one species.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(&Mirna) -> bool) -> Self {
        let all: Vec<Mirna> = self.all.iter().filter(|mirna| keep(mirna)).cloned().collect();
        let index = all.iter().enumerate().map(|(i, mirna)| (mirna.label(), i)).collect();
        Self { all, index }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_is_nucleotides_two_to_eight() {
        let let7 = Mirna::new("let-7a", "TGAGGTAGTAGGTTGTATAGTT".parse().unwrap()).unwrap();
        assert_eq!(let7.seed().to_string(), "GAGGUAG");
        assert_eq!(let7.seed().partner(2), 1); // C opposite G2
        assert_eq!(let7.seed().partner(8), 1); // C opposite G8
        assert_eq!(let7.seed().partner(3), 3); // U opposite A3
    }

    #[test]
    fn isomirs_begin_one_nucleotide_aside() {
        let mut mirnas = Mirnas::default();
        mirnas.push(Mirna::new("x", "UGAGGUAGU".parse().unwrap()).unwrap()).unwrap();
        let all = mirnas.with_isomirs();
        let seeds: Vec<String> = all.as_slice().iter().map(|it| it.seed().to_string()).collect();
        assert_eq!(seeds, ["GAGGUAG", "AGGUAGU", "UGAGGUA"]);
        assert_eq!(all.as_slice()[2].name(), "x|iso_5p:-1");
    }

    #[test]
    fn a_sequence_without_a_seed_is_refused() {
        for letters in ["UGAGGUA", "UGANGUAGUAGG"] {
            let rna = Rna::parse_with_n(letters.as_bytes()).unwrap();
            assert!(Mirna::new("x", rna).is_err(), "{letters}");
        }
        let rna = Rna::parse_with_n(b"NGAGGUAGN").unwrap();
        assert!(Mirna::new("x", rna).is_ok());
    }
}
