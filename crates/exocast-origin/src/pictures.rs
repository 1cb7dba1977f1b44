//! Pictures of a result as SVG with their data: stacked shares, heat map of markers, graph of what can be told apart.

use std::fmt::Write as _;

use exocast_core::{Cell, LabelledMatrix, Table};

use crate::{Deconvolution, Signature, Specificity, UNKNOWN, Verdict, matching::rows_of};

/// Colours told apart by people with any colour vision (Okabe & Ito 2008), then lighter ones.
const COLOURS: [&str; 12] = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999933", "#882255",
    "#44AA99", "#AA4499", "#6699CC", "#BB5566",
];
/// What is drawn of the unknown source, and of all that is too small to be told apart.
const GREY: (&str, &str) = ("#BBBBBB", "#E4E4E4");
/// A share below this in all samples is drawn among the others.
const SMALL: f64 = 0.02;
/// Markers drawn of each source at most, and of all sources together where there are many.
const MARKERS: (usize, usize) = (6, 60);
/// A variance inflation above this is flagged (Marquardt 1970, Technometrics 12:591).
const INFLATED: f64 = 10.0;
/// Sources that correlate less than this are not joined by a line.
const JOINED: f64 = 0.5;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A picture, the words for those who do not see it, and what is drawn as a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// Heading.
    pub title: &'static str,
    /// What it shows.
    pub description: String,
    /// SVG that takes ink and ground from the page around it, light or dark.
    pub svg: String,
    /// What is drawn.
    pub data: Table,
}

impl Picture {
    /// As wide as the others of a report at least, so that letters are of one size there.
    fn new(
        (width, height): (f64, f64),
        title: &'static str,
        description: String,
        body: &str,
        data: Table,
    ) -> Self {
        const LEAST_WIDTH: f64 = 720.0;
        let (words, width) = (escaped(&description), width.max(LEAST_WIDTH));
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" role=\"img\" \
             aria-label=\"{words}\" fill=\"currentColor\" font-family=\"sans-serif\" \
             font-size=\"12\">\n{body}</svg>\n"
        );
        Self { title, description, svg, data }
    }

    /// The picture as a file of its own, black on white.
    #[must_use]
    pub fn standalone(&self) -> String {
        self.svg.replacen("<svg ", "<svg color=\"black\" style=\"background: white\" ", 1)
    }
}

fn label(body: &mut String, x: f64, y: f64, anchor: &str, text: &str) {
    let text = escaped(text);
    let _ =
        writeln!(body, "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\">{text}</text>");
}

fn tilted(body: &mut String, x: f64, y: f64, text: &str) {
    let text = escaped(text);
    let _ =
        writeln!(body, "<text transform=\"translate({x:.1} {y:.1}) rotate(-50)\">{text}</text>");
}

fn line(body: &mut String, from: (f64, f64), to: (f64, f64), colour: &str, width: f64) {
    let _ = writeln!(
        body,
        "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"{width:.1}\"/>",
        from.0, from.1, to.0, to.1
    );
}

/// Shares of RNA as one bar a sample, sources one after another; a whisker from the left edge of each part shows its
/// interval. Bars of samples that read `cannot tell` are pale.
#[must_use]
pub fn shares(found: &Deconvolution) -> Picture {
    /// Room for names, width of a bar, height of a row.
    const ROOM: (f64, f64, f64) = (150.0, 520.0, 34.0);
    let named: Vec<&str> = found
        .samples
        .first()
        .map(|sample| sample.shares.iter().map(|share| share.source.as_str()).collect())
        .unwrap_or_default();
    let largest = |j: usize| {
        found.samples.iter().filter_map(|s| s.shares[j].rna_share).fold(0.0_f64, f64::max)
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
    for (row, sample) in found.samples.iter().enumerate() {
        let y = 30.0 + ROOM.2 * row as f64;
        label(&mut body, ROOM.0 - 8.0, y + 15.0, "end", &sample.sample);
        let told = sample.verdict != Verdict::CannotTell;
        let mut left = ROOM.0;
        for (lane, &j) in order.iter().enumerate() {
            let Some(share) = sample.shares[j].rna_share else { continue };
            let width = ROOM.1 * share;
            let _ = writeln!(
                body,
                "<rect x=\"{left:.2}\" y=\"{y:.1}\" width=\"{width:.2}\" height=\"22\" fill=\"{}\" opacity=\"{}\"/>",
                colour(j),
                if told { 1.0 } else { 0.35 }
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
    let bottom = 34.0 + ROOM.2 * found.samples.len() as f64;
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
        found.samples.len()
    );
    let size = (ROOM.0 + ROOM.1 + 110.0, bottom + 66.0 + 20.0 * rows);
    Picture::new(size, "Parent cells", description, &body, found.origin_table())
}

/// The features that are most specific to each source, up to six of each and fewer of many sources, over sources and
/// samples; every row from clear at zero to blue at its largest, of sources and of samples each (samples at one depth).
#[must_use]
pub fn markers(signature: &Signature, cargo: &LabelledMatrix) -> Picture {
    /// Room for names of features and columns, size of a cell, gap between sources and samples.
    const ROOM: (f64, f64, f64, f64) = (150.0, 120.0, 16.0, 10.0);
    let values = signature.values();
    let sums: Vec<f64> = values.columns().into_iter().map(|column| column.sum()).collect();
    let (rows, _) = rows_of(signature, cargo);
    let mut ranked: Vec<Vec<(f64, usize)>> = vec![Vec::new(); sums.len()];
    for (f, row) in rows.iter().enumerate() {
        let profile: Vec<f64> = values.row(f).iter().zip(&sums).map(|(v, s)| v / s).collect();
        if let Some(found) = Specificity::of(&profile).filter(|_| row.is_some()) {
            // Specific and plentiful: a trace in one source marks little.
            ranked[found.source].push((found.jensen_shannon * profile[found.source].sqrt(), f));
        }
    }
    let names: Vec<&str> = signature.features().collect();
    let totals: Vec<f64> =
        cargo.values().columns().into_iter().map(|c| c.sum().max(f64::MIN_POSITIVE)).collect();
    let mut body = String::new();
    let split = ROOM.0 + ROOM.2 * sums.len() as f64 + ROOM.3;
    for (j, name) in signature.sources().iter().enumerate() {
        tilted(&mut body, ROOM.0 + ROOM.2 * (j as f64 + 0.8), ROOM.1 - 6.0, name);
    }
    for (s, name) in cargo.columns().iter().enumerate() {
        tilted(&mut body, split + ROOM.2 * (s as f64 + 0.8), ROOM.1 - 6.0, name);
    }
    let most = (MARKERS.1 / sums.len().max(1)).clamp(1, MARKERS.0);
    let mut data = Table::new(["feature", "marks", "kind", "name", "share", "shade"]);
    let mut y = ROOM.1;
    for (list, marked) in ranked.iter_mut().zip(signature.sources()) {
        list.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for &(_, f) in list.iter().take(most) {
            label(&mut body, ROOM.0 - 6.0, y + 12.5, "end", names[f]);
            let of_sources: Vec<f64> =
                values.row(f).iter().zip(&sums).map(|(v, sum)| v / sum).collect();
            let of_samples: Vec<f64> = rows[f]
                .map(|row| {
                    cargo.values().row(row).iter().zip(&totals).map(|(v, t)| v / t).collect()
                })
                .unwrap_or_default();
            for (left, row, kind, columns) in [
                (ROOM.0, of_sources, "source", signature.sources()),
                (split, of_samples, "sample", cargo.columns()),
            ] {
                let largest = row.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
                for (i, (value, column)) in row.iter().zip(columns).enumerate() {
                    let shade = (value / largest).sqrt();
                    let cells: [Cell; 4] =
                        [names[f], marked.as_str(), kind, column.as_str()].map(Cell::from);
                    data.push(cells.into_iter().chain([(*value).into(), shade.into()]));
                    let _ = writeln!(
                        body,
                        "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"15\" height=\"15\" fill=\"#0072B2\" \
                         fill-opacity=\"{shade:.3}\" stroke=\"#8884\" stroke-width=\"0.5\"/>",
                        left + ROOM.2 * i as f64
                    );
                }
            }
            y += ROOM.2;
        }
    }
    let description = "Features most specific to each source: how much of each sources (left) and samples (right) hold, \
                       by square root, each row from clear at zero to blue at its largest.";
    let width = split + ROOM.2 * cargo.columns().len() as f64 + 70.0;
    let size = (width, y + 16.0);
    Picture::new(size, "Markers of the sources", description.to_owned(), &body, data)
}

/// Which sources the signature tells apart: a circle a source, orange where its variance inflation is above 10, joined
/// to the source that it correlates most with where that is 0.5 or more; red lines join what can be estimated only as a
/// sum.
#[must_use]
pub fn identifiability(found: &Deconvolution) -> Picture {
    /// Half the width of the picture, and of the ring.
    const HALF: (f64, f64) = (330.0, 190.0);
    let sources = &found.identifiability.sources;
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
    let condition = found.identifiability.condition_number;
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
    let data = found.identifiability_table();
    Picture::new(size, "What can be told apart", description, &body, data)
}
