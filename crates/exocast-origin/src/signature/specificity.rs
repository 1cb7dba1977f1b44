//! How much a feature belongs to one source.

/// Specificity of one feature's profile over sources.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Specificity {
    /// Place of the source with the largest amount; of equal ones the first.
    pub source: usize,
    /// τ = Σ(1 − x/max)/(n − 1): 0 for an even profile, 1 for one source only (Yanai et al. 2005,
    /// Bioinformatics 21:650).
    pub tau: f64,
    /// Gini coefficient: 0 for an even profile, 1 − 1/n for one source only.
    pub gini: f64,
    /// 1 − √JSD, the Jensen–Shannon distance in bits to a profile of the largest source only: 1 for
    /// one source only (Cabili et al. 2011, Genes Dev 25:1915).
    pub jensen_shannon: f64,
}

impl Specificity {
    /// The specificity of amounts zero or more, one per source; nothing with fewer than two sources,
    /// without any amount, or where one is negative or not finite.
    ///
    /// ```
    /// use exocast_origin::Specificity;
    ///
    /// let liver_only = Specificity::from_profile(&[0.0, 40.0, 0.0]).map(|s| (s.source, s.tau));
    /// assert_eq!(liver_only, Some((1, 1.0)));
    /// ```
    #[must_use]
    pub fn from_profile(profile: &[f64]) -> Option<Self> {
        let n = profile.len() as f64;
        if profile.len() < 2 || !profile.iter().all(|x| x.is_finite() && *x >= 0.0) {
            return None;
        }
        let source = (0..profile.len())
            .max_by(|&a, &b| profile[a].total_cmp(&profile[b]).then(b.cmp(&a)))?;
        let (largest, sum) = (profile[source], profile.iter().sum::<f64>());
        if sum <= 0.0 {
            return None;
        }
        let tau = profile.iter().map(|x| 1.0 - x / largest).sum::<f64>() / (n - 1.0);
        let mut sorted = profile.to_vec();
        sorted.sort_by(f64::total_cmp);
        let ranked: f64 =
            sorted.iter().enumerate().map(|(i, x)| (2.0 * (i as f64 + 1.0) - n - 1.0) * x).sum();
        let entropy = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
        let (mut middle, mut single) = (0.0, 0.0);
        for (i, x) in profile.iter().enumerate() {
            let (p, q) = (x / sum, if i == source { 1.0 } else { 0.0 });
            middle += entropy(f64::midpoint(p, q));
            single += entropy(p);
        }
        let divergence = (middle - single / 2.0).max(0.0);
        Some(Self {
            source,
            tau,
            gini: ranked / (n * sum),
            jensen_shannon: 1.0 - divergence.sqrt(),
        })
    }
}
