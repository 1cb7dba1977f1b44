//! Names of miRNAs and their precursors, as miRBase and `MirGeneDB` write them.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::{
    error::BadName,
    grammar,
    kind::{Arm, Nomenclature},
    parts::Parts,
};

/// A miRNA or precursor name and its parts; [`Display`](fmt::Display) prints the text unchanged.
///
/// Covers miRBase of every release (animal, plant, viral, `let`, `lin`, `lsy`, `bantam`, `iab`, old
/// stars and antisense marks) and `MirGeneDB`.
///
/// ```
/// use exocast_mirna::{Arm, MirnaName};
///
/// let name: MirnaName = "hsa-miR-199a-3p".parse()?;
/// assert_eq!((name.species(), name.family().as_str()), ("hsa", "mir-199"));
/// assert_eq!(name.arm(), Some(Arm::ThreePrime));
/// let hairpin: MirnaName = "hsa-mir-199a-1".parse()?;
/// assert_eq!(hairpin.to_string(), "hsa-mir-199a-1");
/// # Ok::<(), exocast_mirna::BadName>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MirnaName(Parts);

impl MirnaName {
    /// The species code: `hsa`, `hsv1`, or `Hsa` in `MirGeneDB`.
    #[must_use]
    pub fn species(&self) -> &str {
        &self.0.species
    }

    /// The database whose naming the name follows.
    #[must_use]
    pub(crate) fn nomenclature(&self) -> Nomenclature {
        if self.0.mirgenedb { Nomenclature::MirGeneDb } else { Nomenclature::MiRBase }
    }

    /// The family in lower-case prefix form: `mir-199`, `let-7`, `mir-BART1`, `bantam`; members share it.
    #[must_use]
    pub fn family(&self) -> String {
        let prefix = self.0.prefix.to_ascii_lowercase();
        if self.0.stem.is_empty() { prefix } else { format!("{prefix}-{}", self.0.stem) }
    }

    /// The letters of a member of a family: `a` of `miR-199a`; empty where there are none.
    pub(crate) fn member(&self) -> &str {
        &self.0.letters
    }

    /// The last locus suffix: `1` of `hsa-mir-199a-1`; `P1a` in `MirGeneDB`.
    pub(crate) fn locus(&self) -> Option<&str> {
        self.0.loci.last().map(String::as_str)
    }

    /// The arm, where the name has one.
    #[must_use]
    pub fn arm(&self) -> Option<Arm> {
        match self.0.ends.last().map(|end| end.arm.as_str()) {
            Some("5p" | "c5p") => Some(Arm::FivePrime),
            Some("3p" | "c3p") => Some(Arm::ThreePrime),
            _ => None,
        }
    }
}

impl FromStr for MirnaName {
    type Err = BadName;

    fn from_str(name: &str) -> Result<Self, BadName> {
        grammar::parse(name)
            .map(Self)
            .map_err(|problem| BadName::Mirna { name: name.to_owned(), problem })
    }
}

impl TryFrom<String> for MirnaName {
    type Error = BadName;

    fn try_from(name: String) -> Result<Self, BadName> {
        name.parse()
    }
}

impl From<MirnaName> for String {
    fn from(name: MirnaName) -> Self {
        name.to_string()
    }
}

impl fmt::Display for MirnaName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::error::NameProblem, *};

    #[track_caller]
    fn check(name: &str, family: &str, member: &str, locus: Option<&str>, arm: Option<Arm>) {
        let parsed: MirnaName = name.parse().unwrap();
        assert_eq!(parsed.to_string(), name);
        assert_eq!(
            (parsed.family().as_str(), parsed.member(), parsed.locus(), parsed.arm()),
            (family, member, locus, arm),
            "{name}"
        );
    }

    #[test]
    fn parts_of_names() {
        let (five, three) = (Some(Arm::FivePrime), Some(Arm::ThreePrime));
        check("hsa-miR-199a-3p", "mir-199", "a", None, three);
        check("hsa-mir-199a-1", "mir-199", "a", Some("1"), None);
        check("hsa-let-7f-2-3p", "let-7", "f", Some("2"), three);
        check("dme-bantam-3p", "bantam", "", None, three);
        check("sme-bantam-b-3p", "bantam", "b", None, three);
        check("ebv-miR-BART1-5p", "mir-BART1", "", None, five);
        check("hsv1-miR-H1-5p", "mir-H1", "", None, five);
        check("cel-lin-4-5p", "lin-4", "", None, five);
        check("hsa-miR-9*", "mir-9", "", None, None);
        check("mmu-miR-1a-1-5p", "mir-1", "a", Some("1"), five);
        check("ath-MIR156a", "mir-156", "a", None, None);
        check("ath-miR156a-5p", "mir-156", "a", None, five);
        check("ath-miR447a.2-3p", "mir-447", "a", None, three);
        check("osa-miR319a-3p.2-3p", "mir-319", "a", None, three);
        check("kshv-miR-K12-10a-3p", "mir-K12", "", Some("10a"), three);
        check("hbv-miR-B14RC-3p", "mir-B14RC", "", None, three);
        check("aae-miR-iab-4-3p", "mir-iab-4", "", None, three);
        check("pte-iab-4-2-3p", "iab-4", "", Some("2"), three);
        check("oha-miR-451-??", "mir-451", "", None, None);
        check("Hsa-Mir-8-P1a_3p", "mir-8", "", Some("P1a"), three);
        check("Hsa-Let-7-P1a", "let-7", "", Some("P1a"), None);
        check("Hsa-Mir-7151_5p", "mir-7151", "", None, five);
        check("Hsa-Novel-1-v1_3p", "novel-1", "", Some("v1"), three);
    }

    #[test]
    fn refused() {
        let problem = |name: &str| match name.parse::<MirnaName>() {
            Err(BadName::Mirna { problem, .. }) => problem,
            other => panic!("{other:?}"),
        };
        assert_eq!(problem(""), NameProblem::Species);
        assert_eq!(problem("miR-21"), NameProblem::Species);
        assert_eq!(problem("hsa-Y4"), NameProblem::Prefix);
        assert_eq!(problem("hsa-miR-"), NameProblem::Family);
        assert_eq!(problem("hsa-miR-21-x5p"), NameProblem::Suffix);
        assert_eq!(problem("hsa-miR-21 -5p"), NameProblem::Family);
    }
}
