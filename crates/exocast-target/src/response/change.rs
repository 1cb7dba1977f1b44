//! The change of one gene, and its interval.

use exocast_core::Interval;

use super::course::ResponseCourse;
use crate::{
    options::{Product, RespondOptions},
    parameters as p,
};

/// log2 fold change of the product asked for, at the time asked for, when b·N steps from one value to another.
pub(super) fn change((before, after): (f64, f64), options: &RespondOptions) -> f64 {
    let k = (1.0 + after) / (1.0 + before);
    let share = p::TRANSLATION_SHARE.value;
    let r = (1.0 + share * before) / (1.0 + share * after);
    let course = ResponseCourse::default();
    let part = match (options.product, options.hours) {
        (Product::Mrna, None) => (1.0 + before) / (1.0 + after),
        (Product::Mrna, Some(hours)) => course.mrna(k, hours),
        (Product::Protein, None) => r / k,
        (Product::Protein, Some(hours)) => course.protein(k, r, hours),
    };
    part.log2()
}

/// The central change with the 95 % interval of the draws, and the share of draws that fall.
pub(super) fn summary(mut changes: Vec<f64>, min_effect: f64) -> (Interval, f64) {
    let central = changes.remove(0);
    let down = changes.iter().filter(|change| **change <= -min_effect && **change < 0.0).count();
    let down = down as f64 / changes.len() as f64;
    changes.sort_by(f64::total_cmp);
    (Interval::of_sorted_draws(central, &changes), down)
}
