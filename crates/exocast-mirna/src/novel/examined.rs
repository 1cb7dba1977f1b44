//! Stacks on their folds, and on the folds of others.

use std::sync::OnceLock;

use exocast_core::{SeedPlan, parallel};

use super::{
    fold::FoldHairpin,
    genome::Genome,
    judge::{Reason, Signature, on_window, signature},
    parameters::P,
    score::{is_confident, score},
    stability::chance,
    stack::Stack,
    window::{Shape, WINDOWS, Window},
};
use crate::options::NovelOptions;

/// A stack that may be of a miRNA.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) shape: Shape,
    pub(crate) signature: Signature,
    pub(crate) p: f64,
    pub(crate) score: f64,
    pub(crate) is_confident: bool,
}

/// All stacks with their folds.
pub(super) struct Examined<'a> {
    pub(super) stacks: Vec<Stack>,
    pub(super) windows: Vec<Vec<Window>>,
    /// Chances that shuffled windows fold as well, once they are asked for.
    chances: Vec<[OnceLock<Option<f64>>; WINDOWS]>,
    fold: &'a dyn FoldHairpin,
    options: &'a NovelOptions,
    plan: SeedPlan,
}

impl<'a> Examined<'a> {
    pub(super) fn new(
        (genome, stacks): (&Genome, Vec<Stack>),
        fold: &'a dyn FoldHairpin,
        options: &'a NovelOptions,
        plan: SeedPlan,
    ) -> Self {
        let windows = parallel::map(stacks.len(), |i| {
            let stack = &stacks[i];
            let covered = &genome.contigs[stack.contig].parts;
            Shape::all().map(|shape| Window::new(covered, stack, shape, fold)).collect()
        });
        let chances = stacks.iter().map(|_| Default::default()).collect();
        Self { stacks, windows, chances, fold, options, plan }
    }

    fn chance(&self, stack: usize, shape: Shape) -> Option<f64> {
        let window = &self.windows[stack][shape.index()];
        let compute = || chance(window, self.fold, self.options.shuffles, self.plan);
        *self.chances[stack][shape.index()].get_or_init(compute)
    }

    /// The reads of a stack on the folds of `other`, which is itself or not: the best of its windows, or the reason why
    /// the nearest to one is none.
    pub(super) fn candidate(&self, stack: usize, other: usize) -> Result<Candidate, Reason> {
        let reads = &self.stacks[stack];
        let (mut best, mut reason) = (None::<Candidate>, Reason::NoHairpin);
        // With the score of each window if no shuffled one folded as well, which is the largest it may have.
        let smallest = 1.0 / (self.options.shuffles + 1) as f64;
        let mut windows: Vec<(f64, Shape, Signature)> = Vec::with_capacity(WINDOWS);
        for shape in Shape::all() {
            let on = on_window(&reads.near, shape.start(reads.len));
            let mature = shape.mature(reads.len);
            let folded = &self.windows[other][shape.index()].folded;
            match signature(folded, (&mature, shape.arm()), on) {
                Ok(signature) => {
                    let most = score(&signature, smallest, self.options.min_reads);
                    windows.push((most, shape, signature));
                }
                Err(other) => reason = reason.max(other),
            }
        }
        // Shuffling takes nearly all of the time: windows that cannot be the best are not shuffled. Of equal ones the first is.
        windows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (most, shape, signature) in windows {
            let is_better = |score: f64, best: &Candidate| {
                score > best.score || score >= best.score && shape < best.shape
            };
            if best.as_ref().is_some_and(|best| !is_better(most, best)) {
                continue;
            }
            let Some(p) = self.chance(other, shape).filter(|p| *p <= P) else {
                reason = reason.max(Reason::Unstable);
                continue;
            };
            let score = score(&signature, p, self.options.min_reads);
            let is_confident = is_confident(&signature);
            let candidate = Candidate { shape, signature, p, score, is_confident };
            if best.as_ref().is_none_or(|best| is_better(score, best)) {
                best = Some(candidate);
            }
        }
        best.ok_or(reason)
    }
}
