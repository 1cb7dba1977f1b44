//! Over-representation analysis.

use statrs::function::factorial::ln_binomial;

/// P(X ≥ k) of the hypergeometric distribution: the chance that `drawn` features taken from a
/// `population` hold at least `hits` of the `members` of a set. It is the one-sided p of Fisher's
/// exact test. (P(X > k), which is sometimes taken, makes every set look more significant than it
/// is.)
///
/// Members and features drawn are held to the population; hits that cannot be give 0.
pub(super) fn over_representation(
    hits: usize,
    population: usize,
    members: usize,
    drawn: usize,
) -> f64 {
    let (members, drawn) = (members.min(population), drawn.min(population));
    let least = (members + drawn).saturating_sub(population);
    let most = members.min(drawn);
    if hits <= least {
        return 1.0;
    }
    if hits > most {
        return 0.0;
    }
    let choose = |n: usize, k: usize| ln_binomial(n as u64, k as u64);
    let first = choose(members, hits) + choose(population - members, drawn - hits)
        - choose(population, drawn);
    // Terms after the first by their ratio, from P(X = i) to P(X = i + 1).
    let (mut term, mut sum) = (1.0, 1.0);
    for i in hits..most {
        let up = (members - i) as f64 * (drawn - i) as f64;
        let down = (i + 1) as f64 * (population + i + 1 - members - drawn) as f64;
        term *= up / down;
        sum += term;
    }
    (first.exp() * sum).min(1.0)
}

/// Natural log of the odds ratio of membership among the features drawn, each cell of the table half
/// a feature larger so that it stays finite (Haldane 1956, Ann Hum Genet 20:309).
pub(super) fn log_odds(hits: usize, population: usize, members: usize, drawn: usize) -> f64 {
    let cell = |count: usize| count as f64 + 0.5;
    let both = cell(hits);
    let neither = cell((population + hits).saturating_sub(members + drawn));
    let member_only = cell(members.saturating_sub(hits));
    let drawn_only = cell(drawn.saturating_sub(hits));
    (both * neither / (member_only * drawn_only)).ln()
}

/// Whether each value is among the largest part `top` of all (rounded up) and above zero; of equal
/// values the first counts.
pub(crate) fn selected(values: &[f64], top: f64) -> Vec<bool> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "top is 0 to 1")]
    let count = (top * values.len() as f64).ceil() as usize;
    let mut order: Vec<usize> = (0..values.len()).filter(|&i| values[i] > 0.0).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let mut chosen = vec![false; values.len()];
    for &i in order.iter().take(count) {
        chosen[i] = true;
    }
    chosen
}
