//! How much more of each feature vesicles hold than the cells that sent them.

use std::collections::BTreeMap;

use exocast_core::{LabelledMatrix, Table};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::amounts::{BadTable, non_negative};
use crate::{constants::PSEUDOCOUNT, notice::Notice};

/// How much more of a feature vesicles hold than their cells, on the scale of natural logarithms.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bias {
    /// Mean of ln vesicle over cell.
    pub mean: f64,
    /// Standard deviation: how far that may be off in cells not yet seen.
    pub sd: f64,
}

/// The bias of every feature that cells and vesicles share, learned from matched pairs.
///
/// Of pair s, `d_fs` = ln of (vesicle + ½)/(cell + ½), both brought to the same depth first and the
/// median over features taken off, so that a bias of 0 means as much as of most features. Over pairs
/// d has mean m and variance v; both are shrunk: v towards the variance over all features with
/// the weight of a scaled inverse χ² prior (Smyth 2004, Stat Appl Genet Mol Biol 3:3), m towards 0 by
/// τ²/(τ² + v/n) with τ² the variance of true biases, by moments.
#[derive(Clone, Debug, PartialEq)]
pub struct BiasTable {
    /// One entry a feature, in the order of the cell table: name, bias and the number of pairs in
    /// which it was seen.
    pub features: Vec<(String, Bias, usize)>,
    /// Standard deviation of true biases over features.
    pub spread: f64,
    /// Pairs used.
    pub pairs: usize,
    /// Features left out, and samples without a partner.
    pub notices: Vec<Notice>,
}

/// Why no bias could be learned.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum NoBias {
    /// An amount is below zero, or there is none.
    #[error(transparent)]
    BadTable(#[from] BadTable),
    /// No sample has one name in both tables and holds something in both.
    #[error(
        "cells and vesicles have no sample in common that holds anything: name each pair alike in both tables"
    )]
    NoPair,
    /// No feature has one name in both tables.
    #[error("cells and vesicles have no feature in common")]
    NoFeature,
}

impl BiasTable {
    /// Learns biases from features × samples of cells and of their vesicles; a pair has the same
    /// sample name in both.
    ///
    /// # Errors
    /// Where there is no pair or no common feature, or an amount is below zero.
    pub fn learn(cells: &LabelledMatrix, vesicles: &LabelledMatrix) -> Result<Self, NoBias> {
        non_negative(cells, "sample")?;
        non_negative(vesicles, "sample")?;
        let mut pairs: Vec<(usize, usize)> = cells
            .columns()
            .iter()
            .enumerate()
            .filter_map(|(i, name)| Some((i, vesicles.columns().iter().position(|v| v == name)?)))
            .collect();
        if pairs.is_empty() {
            return Err(NoBias::NoPair);
        }
        let rows: Vec<(&str, usize, usize)> = cells
            .rows()
            .enumerate()
            .filter_map(|(i, name)| Some((name, i, vesicles.row_index(name)?)))
            .collect();
        if rows.is_empty() {
            return Err(NoBias::NoFeature);
        }
        let mut notices = Vec::new();
        let lonely = cells.columns().len() + vesicles.columns().len() - 2 * pairs.len();
        let apart = cells.values().nrows() + vesicles.values().nrows() - 2 * rows.len();
        if lonely + apart > 0 {
            notices.push(Notice::Unpaired { samples: lonely, features: apart });
        }
        let (c, v) = (cells.values(), vesicles.values());
        let holds = |values: ArrayView2<'_, f64>, row: &dyn Fn(usize) -> usize, column: usize| {
            (0..rows.len()).any(|r| values[[row(r), column]] > 0.0)
        };
        let (full, empty) = pairs.into_iter().partition::<Vec<_>, _>(|&(i, j)| {
            holds(c, &|r| rows[r].1, i) && holds(v, &|r| rows[r].2, j)
        });
        pairs = full;
        notices.extend(
            empty
                .into_iter()
                .map(|(i, _)| Notice::EmptyPair { sample: cells.columns()[i].clone() }),
        );
        if pairs.is_empty() {
            return Err(NoBias::NoPair);
        }
        let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); rows.len()];
        for &(i, j) in &pairs {
            let total = |values: &dyn Fn(usize) -> f64| (0..rows.len()).map(values).sum::<f64>();
            let (of_cells, of_vesicles) =
                (total(&|r| c[[rows[r].1, i]]), total(&|r| v[[rows[r].2, j]]));
            let seen: Vec<(usize, f64)> = (0..rows.len())
                .filter_map(|r| {
                    let (x, y) = (c[[rows[r].1, i]], v[[rows[r].2, j]]);
                    let ratio = (y + PSEUDOCOUNT) / of_vesicles / ((x + PSEUDOCOUNT) / of_cells);
                    (x + y > 0.0).then(|| (r, ratio.ln()))
                })
                .collect();
            let mut sorted: Vec<f64> = seen.iter().map(|(_, d)| *d).collect();
            sorted.sort_by(f64::total_cmp);
            let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
            for (r, d) in seen {
                ratios[r].push(d - median);
            }
        }
        let unseen = ratios.iter().filter(|seen| seen.is_empty()).count();
        if unseen > 0 {
            notices.push(Notice::UnseenFeatures { features: unseen });
        }
        let (features, spread) = shrink(&rows, &ratios);
        Ok(Self { features, spread, pairs: pairs.len(), notices })
    }

    /// By name, as [`Factors`](crate::Factors) take it.
    #[must_use]
    pub fn by_feature(&self) -> BTreeMap<String, Bias> {
        self.features.iter().map(|(name, bias, _)| (name.clone(), *bias)).collect()
    }

    /// bias.tsv: `feature bias sd pairs`, natural logarithms. Columns: `docs/formats/origin.md`.
    #[must_use]
    pub fn table(&self) -> Table {
        let mut table = Table::new(["feature", "bias", "sd", "pairs"]);
        for (name, bias, pairs) in &self.features {
            table.push([name.as_str().into(), bias.mean.into(), bias.sd.into(), (*pairs).into()]);
        }
        table
    }
}

/// Biases out of bias.tsv as read: columns `bias` and `sd`.
///
/// Nothing where a column is missing or a standard deviation is below zero.
#[must_use]
pub fn biases(table: &LabelledMatrix) -> Option<BTreeMap<String, Bias>> {
    let (mean, sd) = (table.column("bias")?, table.column("sd")?);
    table
        .rows()
        .zip(mean.iter().zip(sd.iter()))
        .map(|(name, (&mean, &sd))| (sd >= 0.0).then(|| (name.to_owned(), Bias { mean, sd })))
        .collect()
}

type Learned = (Vec<(String, Bias, usize)>, f64);

fn shrink(rows: &[(&str, usize, usize)], ratios: &[Vec<f64>]) -> Learned {
    /// Pairs that the variance over all features counts as.
    const PRIOR: f64 = 3.0;
    let moments: Vec<(f64, f64, f64)> = ratios
        .iter()
        .map(|d| {
            let n = d.len() as f64;
            let mean = d.iter().sum::<f64>() / n.max(1.0);
            (n, mean, d.iter().map(|x| (x - mean) * (x - mean)).sum())
        })
        .collect();
    let (squares, freedom) = moments
        .iter()
        .filter(|m| m.0 > 0.0)
        .fold((0.0, 0.0), |sum, m| (sum.0 + m.2, sum.1 + m.0 - 1.0));
    let seen: Vec<&(f64, f64, f64)> = moments.iter().filter(|m| m.0 > 0.0).collect();
    let total = seen.iter().map(|m| m.1 * m.1).sum::<f64>() / (seen.len() as f64).max(1.0);
    // With one pair nothing tells a true bias from what another pair would show.
    let within = if freedom > 0.0 { squares / freedom } else { 0.5 * total };
    let noise = seen.iter().map(|m| within / m.0).sum::<f64>() / (seen.len() as f64).max(1.0);
    let true_variance = (total - noise).max(0.0);
    let features = rows
        .iter()
        .zip(&moments)
        .filter(|(_, m)| m.0 > 0.0)
        .map(|((name, _, _), &(n, mean, own))| {
            let variance = (PRIOR * within + own) / (PRIOR + n - 1.0);
            let keep = true_variance / (true_variance + variance / n).max(f64::MIN_POSITIVE);
            // What the mean leaves open, and how far one more kind of cell may lie from it.
            let left = true_variance * (1.0 - keep) + variance;
            ((*name).to_owned(), Bias { mean: keep * mean, sd: left.sqrt() }, moments_count(n))
        })
        .collect();
    (features, true_variance.sqrt())
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of pairs")]
fn moments_count(n: f64) -> usize {
    n as usize
}
