//! Non-negative least squares on one matrix, for any number of right-hand sides.

use exocast_core::LabelledMatrix;
use ndarray::ArrayView2;

use super::gram::GramProblem;
use crate::linalg::{times, weighted_cross, weighted_gram};

/// A least-squares problem on one matrix, prepared once for any number of right-hand sides.
///
/// Solves min ‖y − S w‖² over w ≥ 0 by the active-set method of Lawson & Hanson (1974, Solving Least
/// Squares Problems, chapter 23) on the Gram matrix `SᵀS` (Bro & De Jong 1997, J Chemom 11:393), from
/// the columns that unconstrained least squares leaves above zero. Columns are brought to unit length first, and one
/// step of iterative refinement follows. One right-hand side costs features × k for Sᵀy and k³ at most for each change of the active set.
///
/// ```
/// use exocast_origin::{Nnls, core::LabelledMatrix};
///
/// let text = "mirna\tliver\tbrain\nmiR-122\t2\t0\nmiR-124\t0\t1\nlet-7a\t1\t1\n";
/// let signature = LabelledMatrix::read(text.as_bytes(), "signature.tsv")?;
/// let solution = Nnls::new(&signature).solve(&[1.0, 2.0, 2.5]);
/// assert!((solution[0] - 0.5).abs() < 1e-12 && (solution[1] - 2.0).abs() < 1e-12);
/// # Ok::<(), exocast_origin::core::ReadError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Nnls<'a> {
    matrix: ArrayView2<'a, f64>,
    weights: Vec<f64>,
    problem: GramProblem,
}

impl<'a> Nnls<'a> {
    /// Prepares a matrix of features × sources, all features weighing the same.
    #[must_use]
    pub fn new(matrix: &'a LabelledMatrix) -> Self {
        Self::on(matrix.values())
    }

    pub(crate) fn on(matrix: ArrayView2<'a, f64>) -> Self {
        Self::weighted(matrix, vec![1.0; matrix.nrows()])
    }

    /// Prepares a matrix whose feature `f` weighs `weights[f]` in the sum of squares.
    pub(crate) fn weighted(matrix: ArrayView2<'a, f64>, weights: Vec<f64>) -> Self {
        let problem = GramProblem::new(weighted_gram(matrix, &weights));
        Self { matrix, weights, problem }
    }

    /// Coefficients w ≥ 0, one per source, for one value per feature.
    #[must_use]
    pub fn solve(&self, y: &[f64]) -> Vec<f64> {
        let cross = weighted_cross(self.matrix, &self.weights, y);
        let mut solution = self.problem.solve(&cross);
        // One step of refinement with the residual in the full space: the Gram matrix squares the
        // condition number, the residual does not.
        let fitted = times(self.matrix, &solution);
        let residual: Vec<f64> = y.iter().zip(&fitted).map(|(y, f)| y - f).collect();
        let gradient = weighted_cross(self.matrix, &self.weights, &residual);
        self.problem.refine(&mut solution, &gradient);
        solution
    }
}
