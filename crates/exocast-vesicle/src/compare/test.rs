//! The test behind the p-values of ratios.

use std::fmt;

use exocast_core::options::Word;
use exocast_core::rank::{Test, kolmogorov_smirnov};
use serde::{Deserialize, Serialize};

use crate::stats::{
    anderson_darling, brunner_munzel, cramer_von_mises, kolmogorov_smirnov_exact, kruskal_wallis,
    welch,
};

/// A two-sided test of two samples of independent values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum TwoSampleTest {
    /// Welch's t: equal means (Welch 1947, Biometrika 34:28).
    #[default]
    Welch,
    /// Neither sample tends to larger values (Brunner & Munzel 2000, Biom J 42:17).
    BrunnerMunzel,
    /// Equal rank means, with the χ² p-value corrected for ties.
    KruskalWallis,
    /// Equal distributions by their largest distance, exact without ties (Hodges 1958, Ark Mat
    /// 3:469).
    KolmogorovSmirnov,
    /// Equal distributions by their mean squared distance, asymptotic (Anderson 1962, Ann Math Stat
    /// 33:1148).
    CramerVonMises,
    /// Equal distributions with weight on the tails; p lies between .001 and .25 (Scholz & Stephens
    /// 1987, J Am Stat Assoc 82:918).
    AndersonDarling,
}

impl TwoSampleTest {
    /// Statistic and p-value of two samples. Nothing where a sample is too small for the test, or
    /// the values do not vary.
    ///
    /// ```
    /// use exocast_vesicle::TwoSampleTest;
    ///
    /// let (a, b) = ([81.0, 84.0, 86.0, 90.0], [101.0, 104.0, 110.0, 118.0]);
    /// let test = TwoSampleTest::Welch.apply(&a, &b).ok_or("too few values")?;
    /// assert!(test.p < 0.01);
    /// # Ok::<(), &str>(())
    /// ```
    #[must_use]
    pub fn apply(self, a: &[f64], b: &[f64]) -> Option<Test> {
        match self {
            Self::Welch => welch(a, b),
            Self::BrunnerMunzel => brunner_munzel(a, b),
            Self::KruskalWallis => kruskal_wallis(&[a, b]),
            Self::KolmogorovSmirnov => kolmogorov_smirnov(a, b).map(|test| Test {
                p: kolmogorov_smirnov_exact(test.statistic, a.len(), b.len()),
                ..test
            }),
            Self::CramerVonMises => cramer_von_mises(a, b),
            Self::AndersonDarling => anderson_darling(&[a, b]),
        }
    }
}

impl Word for TwoSampleTest {
    const ALL: &'static [Self] = &[
        Self::Welch,
        Self::BrunnerMunzel,
        Self::KruskalWallis,
        Self::KolmogorovSmirnov,
        Self::CramerVonMises,
        Self::AndersonDarling,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Welch => "welch",
            Self::BrunnerMunzel => "brunner-munzel",
            Self::KruskalWallis => "kruskal-wallis",
            Self::KolmogorovSmirnov => "kolmogorov-smirnov",
            Self::CramerVonMises => "cramer-von-mises",
            Self::AndersonDarling => "anderson-darling",
        }
    }
}

impl fmt::Display for TwoSampleTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
