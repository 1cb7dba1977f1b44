//! Which sources the signature distinguishes.

use std::fmt::Write as _;

use super::{
    picture::Picture,
    svg::{label, line},
};
use crate::shares::result::Deconvolution;

/// A variance inflation above this is flagged (Marquardt 1970, Technometrics 12:591).
const INFLATED: f64 = 10.0;

/// Sources that correlate less than this are not joined by a line.
const JOINED: f64 = 0.5;

/// Which sources the signature distinguishes: one circle per source, orange where its variance inflation is above 10, joined
/// to the source that it correlates most with where that is 0.5 or more; red lines join what can be estimated only as a
/// sum.
#[must_use]
pub fn identifiability(result: &Deconvolution) -> Picture {
    /// Half the width of the picture, and of the ring.
    const HALF: (f64, f64) = (330.0, 190.0);
    let sources = &result.identifiability.sources;
    let n = sources.len().max(1) as f64;
    let place = |i: usize, radius: f64| {
        let angle = std::f64::consts::TAU * i as f64 / n - std::f64::consts::FRAC_PI_2;
        (HALF.0 + radius * angle.cos(), HALF.1 + 50.0 + radius * angle.sin())
    };
    let index = |name: &str| sources.iter().position(|source| source.source == name);
    let mut body = String::new();
    for (i, source) in sources.iter().enumerate() {
        let near = source
            .nearest
            .as_ref()
            .filter(|(name, r)| *r >= JOINED && !source.together.contains(name));
        if let Some((j, r)) = near.and_then(|(name, r)| Some((index(name)?, *r))) {
            line(
                &mut body,
                place(i, HALF.1),
                place(j, HALF.1),
                "#888888",
                8.0 * (r - JOINED) + 0.7,
            );
        }
        for j in source.together.iter().filter_map(|name| index(name)).filter(|j| *j > i) {
            line(&mut body, place(i, HALF.1), place(j, HALF.1), "#CC3311", 5.0);
        }
    }
    for (i, source) in sources.iter().enumerate() {
        let (x, y) = place(i, HALF.1);
        let fill = match source.vif {
            None => "none",
            Some(vif) if vif > INFLATED => "#E69F00",
            Some(_) => "#0072B2",
        };
        let _ = writeln!(
            body,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"7\" fill=\"{fill}\" stroke=\"currentColor\"/>"
        );
        let (tx, ty) = place(i, HALF.1 + 16.0);
        let anchor = match tx - HALF.0 {
            d if d > 20.0 => "start",
            d if d < -20.0 => "end",
            _ => "middle",
        };
        label(&mut body, tx, ty + 4.0, anchor, &source.source);
    }
    let bottom = 2.0 * HALF.1 + 105.0;
    let condition = result.identifiability.condition_number;
    let text =
        if condition.is_finite() { format!("{condition:.1}") } else { "infinite".to_owned() };
    label(&mut body, HALF.0, bottom, "middle", &format!("condition number {text}"));
    let note = "orange: variance inflation above 10; grey: correlation of 0.5 and more; red: estimable only as a sum";
    label(&mut body, HALF.0, bottom + 20.0, "middle", note);
    let description = format!(
        "{} sources, joined where their columns correlate; condition number {text}.",
        sources.len()
    );
    let size = (2.0 * HALF.0, bottom + 36.0);
    let data = result.identifiability_table();
    Picture::new(size, "What can be told apart", description, &body, data)
}
