//! Stacked shares of each sample.

use std::fmt::Write as _;

use super::{
    picture::Picture,
    svg::{label, line},
};
use crate::{constants::UNKNOWN, shares::result::Deconvolution, verdict::Verdict};

/// Colours that people with any colour vision distinguish (Okabe & Ito 2008), then lighter ones.
const COLOURS: [&str; 12] = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999933", "#882255",
    "#44AA99", "#AA4499", "#6699CC", "#BB5566",
];

/// What is drawn of the unknown source, and of all that is too small to be seen.
const GREY: (&str, &str) = ("#BBBBBB", "#E4E4E4");

/// A share below this in all samples is drawn among the others.
const SMALL: f64 = 0.02;

/// Shares of RNA as one bar per sample, sources one after another; a whisker from the left edge of each part shows its
/// interval. Bars of samples with the verdict `cannot tell` are pale.
#[must_use]
pub fn shares(result: &Deconvolution) -> Picture {
    /// Room for names, width of a bar, height of a row.
    const ROOM: (f64, f64, f64) = (150.0, 520.0, 34.0);
    let named: Vec<&str> = result
        .samples
        .first()
        .map(|sample| sample.shares.iter().map(|share| share.source.as_str()).collect())
        .unwrap_or_default();
    let largest = |j: usize| {
        result.samples.iter().filter_map(|s| s.shares[j].rna_share).fold(0.0_f64, f64::max)
    };
    let mut shown: Vec<usize> =
        (0..named.len()).filter(|&j| named[j] != UNKNOWN && largest(j) >= SMALL).collect();
    shown.sort_by(|&a, &b| largest(b).total_cmp(&largest(a)).then(a.cmp(&b)));
    shown.truncate(COLOURS.len());
    let colour = |j: usize| match shown.iter().position(|s| *s == j) {
        Some(place) => COLOURS[place],
        None if named[j] == UNKNOWN => GREY.0,
        None => GREY.1,
    };
    let mut order = shown.clone();
    order.extend((0..named.len()).filter(|j| !shown.contains(j) && named[*j] != UNKNOWN));
    order.extend((0..named.len()).filter(|&j| named[j] == UNKNOWN));
    let mut body = String::new();
    for (row, sample) in result.samples.iter().enumerate() {
        let y = 30.0 + ROOM.2 * row as f64;
        label(&mut body, ROOM.0 - 8.0, y + 15.0, "end", &sample.sample);
        let decided = sample.verdict != Verdict::CannotTell;
        let mut left = ROOM.0;
        for (lane, &j) in order.iter().enumerate() {
            let Some(share) = sample.shares[j].rna_share else { continue };
            let width = ROOM.1 * share;
            let _ = writeln!(
                body,
                "<rect x=\"{left:.2}\" y=\"{y:.1}\" width=\"{width:.2}\" height=\"22\" fill=\"{}\" opacity=\"{}\"/>",
                colour(j),
                if decided { 1.0 } else { 0.35 }
            );
            if let Some(interval) = sample.shares[j].interval.filter(|_| share >= SMALL) {
                let at = y + 5.0 + 4.0 * (lane % 4) as f64;
                let ends = (left + ROOM.1 * interval.low, left + ROOM.1 * interval.high);
                line(
                    &mut body,
                    (ends.0, at),
                    (ends.1.min(ROOM.0 + ROOM.1), at),
                    "currentColor",
                    1.2,
                );
            }
            left += width;
        }
        label(&mut body, ROOM.0 + ROOM.1 + 10.0, y + 15.0, "start", &sample.verdict.to_string());
    }
    let bottom = 34.0 + ROOM.2 * result.samples.len() as f64;
    for tick in 0..=4 {
        let x = ROOM.0 + ROOM.1 * f64::from(tick) / 4.0;
        line(&mut body, (x, bottom), (x, bottom + 5.0), "currentColor", 1.0);
        label(&mut body, x, bottom + 19.0, "middle", &format!("{:.2}", f64::from(tick) / 4.0));
    }
    label(
        &mut body,
        ROOM.0 + ROOM.1 / 2.0,
        bottom + 38.0,
        "middle",
        "share of RNA, with intervals",
    );
    let mut legend: Vec<(&str, &str)> = shown.iter().map(|&j| (named[j], colour(j))).collect();
    if order.len() > shown.len() + usize::from(named.contains(&UNKNOWN)) {
        legend.push(("others", GREY.1));
    }
    if named.contains(&UNKNOWN) {
        legend.push((UNKNOWN, GREY.0));
    }
    for (i, (name, colour)) in legend.iter().enumerate() {
        let (x, y) = (ROOM.0 + 135.0 * (i % 4) as f64, bottom + 56.0 + 20.0 * (i / 4) as f64);
        let _ = writeln!(
            body,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"12\" height=\"12\" fill=\"{colour}\"/>"
        );
        label(&mut body, x + 17.0, y + 11.0, "start", name);
    }
    let rows = legend.len().div_ceil(4) as f64;
    let description = format!(
        "Shares of RNA of {} samples, sources stacked in one bar each, with intervals; pale bars read cannot tell.",
        result.samples.len()
    );
    let size = (ROOM.0 + ROOM.1 + 110.0, bottom + 66.0 + 20.0 * rows);
    Picture::new(size, "Parent cells", description, &body, result.origin_table())
}
