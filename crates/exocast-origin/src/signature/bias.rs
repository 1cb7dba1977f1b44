//! How much more of each feature vesicles hold than the cells that sent them.

use std::{collections::BTreeMap, io::BufRead};

use exocast_core::{
    LabelledMatrix, Malformed, ReadError, Table,
    table::{Reader, TableNotice, UniqueNames},
};
use ndarray::ArrayView2;
use serde::{Deserialize, Serialize};

use super::amounts::non_negative;
use crate::{constants::PSEUDOCOUNT, error::OriginError, notice::Notice};

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
#[non_exhaustive]
pub struct BiasTable {
    /// One entry per feature, in the order of the cell table: name, bias and the number of pairs in
    /// which it was seen.
    pub features: Vec<(String, Bias, usize)>,
    /// Standard deviation of true biases over features.
    pub spread: f64,
    /// Pairs used.
    pub pairs: usize,
    /// Features left out, and samples without a partner.
    pub notices: Vec<Notice>,
}

impl BiasTable {
    /// Learns biases from features × samples of cells and of their vesicles; a pair has the same
    /// sample name in both.
    ///
    /// ```
    /// use exocast_origin::{BiasTable, core::LabelledMatrix};
    ///
    /// let cells = "mirna\tA\tB\nmiR-451a\t100\t120\nmiR-21\t100\t90\nlet-7a\t100\t110\n";
    /// let vesicles = "mirna\tA\tB\nmiR-451a\t900\t960\nmiR-21\t100\t100\nlet-7a\t90\t100\n";
    /// let cells = LabelledMatrix::read(cells.as_bytes(), "cells.tsv")?;
    /// let vesicles = LabelledMatrix::read(vesicles.as_bytes(), "vesicles.tsv")?;
    /// let biases = BiasTable::learn(&cells, &vesicles)?;
    /// // Vesicles hold about eight times as much of miR-451a as of most others.
    /// let (name, bias, pairs) = &biases.features[0];
    /// assert_eq!((name.as_str(), *pairs), ("miR-451a", 2));
    /// assert!(bias.mean > 1.5 && bias.mean < 2.5);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Where there is no pair or no common feature, or an amount is below zero.
    pub fn learn(cells: &LabelledMatrix, vesicles: &LabelledMatrix) -> Result<Self, OriginError> {
        non_negative(cells, "sample")?;
        non_negative(vesicles, "sample")?;
        let mut pairs: Vec<(usize, usize)> = cells
            .columns()
            .iter()
            .enumerate()
            .filter_map(|(i, name)| Some((i, vesicles.columns().iter().position(|v| v == name)?)))
            .collect();
        if pairs.is_empty() {
            return Err(OriginError::NoPair);
        }
        let rows: Vec<(&str, usize, usize)> = cells
            .rows()
            .enumerate()
            .filter_map(|(i, name)| Some((name, i, vesicles.row_index(name)?)))
            .collect();
        if rows.is_empty() {
            return Err(OriginError::NoPairedFeature);
        }
        let mut notices = Vec::new();
        let unpaired = cells.columns().len() + vesicles.columns().len() - 2 * pairs.len();
        let one_sided = cells.values().nrows() + vesicles.values().nrows() - 2 * rows.len();
        if unpaired + one_sided > 0 {
            notices.push(Notice::Unpaired { samples: unpaired, features: one_sided });
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
            return Err(OriginError::NoPair);
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

/// Reads biases by feature from bias.tsv, as [`BiasTable::table`] makes it, and how the table was read: features in
/// the first column, then `bias` and `sd`, a standard deviation of zero or more.
///
/// # Errors
/// Where a column is missing, at the first line without a feature or with a duplicate one, or with a number that is
/// missing or out of range; where there is no line; and where the stream fails.
pub fn read_biases<R: BufRead>(
    reader: R,
    source: &str,
) -> Result<(BTreeMap<String, Bias>, Vec<TableNotice>), ReadError> {
    const WANTED: &str = "a standard deviation of zero or more";
    let mut table = Reader::new(reader, source)?;
    let feature = match table.text_if_any(&["feature"])? {
        Some(column) => column,
        None => table.text_at(usize::from(table.has_row_numbers())),
    };
    let (mean, sd) = (table.number(&["bias"])?, table.number(&["sd"])?);
    // Written with them, and not needed.
    table.number_if_any(&["pairs"])?;
    let mut biases = BTreeMap::new();
    let mut unique = UniqueNames::default();
    while let Some(row) = table.next_row()? {
        let name = unique.take(&row, feature)?;
        let mean = row.required(mean, "a bias: ln of vesicle over cell")?;
        let missing = || row.error(sd, Malformed::MissingValue(WANTED));
        let sd = row.amount(sd, WANTED)?.ok_or_else(missing)?;
        biases.insert(name, Bias { mean, sd });
    }
    if biases.is_empty() {
        return Err(table.no_rows("feature"));
    }
    Ok((biases, table.notices()))
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
    // With one pair nothing separates a true bias from what another pair would show.
    let within = if freedom > 0.0 { squares / freedom } else { 0.5 * total };
    let noise = seen.iter().map(|m| within / m.0).sum::<f64>() / (seen.len() as f64).max(1.0);
    let true_variance = (total - noise).max(0.0);
    let features = rows
        .iter()
        .zip(&moments)
        .filter(|(_, m)| m.0 > 0.0)
        .map(|((name, _, _), &(n, mean, squares_of_pairs))| {
            let variance = (PRIOR * within + squares_of_pairs) / (PRIOR + n - 1.0);
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
