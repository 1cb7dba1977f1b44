//! The pictures of the report, as SVG that takes its ink from the page around it.

mod contrasts;
mod response;
mod transfer;
mod vesicles;

use std::fmt::Write as _;

use exocast_core::{Interval, Table};
use kuva::{
    backend::svg::SvgBackend,
    plot::{BarPlot, ForestPlot},
    render::{layout::Layout, plots::Plot, render::render_multiple, theme::Theme},
};
use serde::Serialize;

pub use contrasts::{contrast_cargo, contrast_response};
pub use response::{Gene, evidence, network, response};
pub use vesicles::vesicles;

pub use transfer::{compartments, time_course, tornado};

/// Colours told apart by people with any colour vision (Okabe & Ito 2008).
const COLOURS: [&str; 7] =
    ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999933"];

/// A picture with the sentence that stands for it where it cannot be seen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// File name without ending.
    pub name: &'static str,
    /// Heading.
    pub title: String,
    /// What the picture shows, in one sentence.
    pub description: String,
    /// The picture.
    pub svg: String,
    /// What is drawn, as a table.
    #[serde(skip)]
    pub data: Table,
}

impl Figure {
    fn new(
        name: &'static str,
        title: impl Into<String>,
        description: String,
        svg: String,
        data: Table,
    ) -> Self {
        Self { name, title: title.into(), description, svg, data }
    }

    /// The picture as a file of its own, black on white.
    #[must_use]
    pub fn standalone(&self) -> String {
        self.svg.replacen("<svg ", "<svg color=\"black\" style=\"background: white\" ", 1)
    }
}

/// A named value with its interval.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// How much, with interval.
    pub value: Interval,
}

/// Bars as a table: `label`, the value, `low high`.
fn bar_table<'a>(label: &str, value: &str, rows: impl IntoIterator<Item = &'a Bar>) -> Table {
    let mut table = Table::new([label, value, "low", "high"]);
    for Bar { label, value } in rows {
        table.push([
            label.as_str().into(),
            value.value.into(),
            value.low.into(),
            value.high.into(),
        ]);
    }
    table
}

/// Shares of parent cells with their intervals, one row a source.
#[must_use]
pub fn origin(rows: &[Bar]) -> Figure {
    let forest = rows.iter().fold(
        ForestPlot::new().with_color(COLOURS[0]).with_show_null_line(false),
        |forest, row| {
            forest.with_row(row.label.clone(), row.value.value, row.value.low, row.value.high)
        },
    );
    let plots = vec![Plot::Forest(forest)];
    let layout =
        Layout::auto_from_plots(&plots).with_x_label("share of vesicle RNA (95 % interval)");
    let description =
        "The largest shares of vesicle RNA of each sample, with 95 % intervals; all are in the table.".to_owned();
    let svg = draw(
        "origin",
        &description,
        plots,
        layout,
        140 + 24 * u32::try_from(rows.len()).unwrap_or(100),
    );
    let data = bar_table("source", "rna_share", rows);
    Figure::new("origin", "Parent cells", description, svg, data)
}

/// What is left of the dose after each step, on a logarithmic axis.
#[must_use]
pub fn dose(steps: &[Bar]) -> Figure {
    let shown: Vec<&Bar> = steps.iter().filter(|step| step.value.value > 0.0).collect();
    let bars =
        BarPlot::new()
            .with_bars(shown.iter().map(|step| (step.label.clone(), step.value.value)))
            .with_asymmetric_error(shown.iter().map(|step| {
                (step.value.value - step.value.low, step.value.high - step.value.value)
            }))
            .with_color(COLOURS[0]);
    let plots = vec![Plot::Bar(bars)];
    let least = shown.iter().map(|step| step.value.value).fold(f64::INFINITY, f64::min);
    let layout = Layout::auto_from_plots(&plots)
        .with_y_label("copies per recipient cell")
        .with_log_y()
        .with_y_axis_min(10_f64.powf(least.max(1e-300).log10().floor() - 1.0))
        .with_x_tick_rotate(-25.0);
    let description = format!(
        "What is left of all miRNAs together after each step on the way into a recipient cell, on a logarithmic axis: {}.",
        shown
            .iter()
            .map(|step| format!("{} {:.2e}", step.label, step.value.value))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let svg = draw("dose", &description, plots, layout, 420);
    let data = bar_table("step", "copies_per_cell", steps);
    Figure::new("dose", "Dose ledger", description, svg, data)
}

/// Three digits of a tick, without what rounding in binary leaves behind.
fn rounded(tick: f64) -> String {
    let size = tick.abs();
    if size > 0.0 && size < 1e-3 {
        format!("{tick:.1e}")
    } else {
        let text = format!("{tick:.3}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        if text == "-0" { "0".to_owned() } else { text.to_owned() }
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Renders with colours that follow the page: text and axes take its ink, the background is its own.
///
/// The picture scales with the page, and its inner names carry its own name, so that several can
/// stand in one document.
fn draw(name: &str, description: &str, plots: Vec<Plot>, layout: Layout, height: u32) -> String {
    const WIDTH: u32 = 720;
    let ink = || "currentColor".to_owned();
    let theme = Theme {
        background: "none".to_owned(),
        axis_color: ink(),
        grid_color: "#8884".to_owned(),
        tick_color: ink(),
        text_color: ink(),
        legend_bg: "none".to_owned(),
        legend_border: "none".to_owned(),
        ..Theme::light()
    };
    let layout =
        layout.with_width(f64::from(WIDTH)).with_height(f64::from(height)).with_theme(theme);
    let svg = SvgBackend.render_scene(&render_multiple(plots, layout));
    let size = format!("width=\"{WIDTH}\" height=\"{height}\"");
    let label = minijinja::HtmlEscape(description).to_string();
    let scaled = format!("viewBox=\"0 0 {WIDTH} {height}\" role=\"img\" aria-label=\"{label}\"");
    own_names(name, &svg.replacen(&size, &scaled, 1))
}

/// Names the clip paths of a picture after the picture, numbered from 0: the library numbers them
/// through the life of the program.
fn own_names(name: &str, svg: &str) -> String {
    const MARK: &str = "kuva-clip-";
    let mut seen: Vec<&str> = Vec::new();
    let mut parts = svg.split(MARK);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = part.split_at(digits);
        let place = seen.iter().position(|own| *own == number).unwrap_or_else(|| {
            seen.push(number);
            seen.len() - 1
        });
        let _ = write!(text, "{name}-clip-{place}{rest}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_picture_has_the_same_bytes_whatever_was_drawn_before() {
        let value = Interval::new(0.5, 0.2, 0.6);
        let rows = [Bar { label: "a".to_owned(), value }, Bar { label: "b".to_owned(), value }];
        assert_eq!(origin(&rows).svg, origin(&rows).svg);
    }

    #[test]
    fn names_are_counted_from_nought() {
        let svg = "<a id=\"kuva-clip-7\"/><b id=\"kuva-clip-9\"/><c ref=\"#kuva-clip-7\"/>";
        let own = "<a id=\"x-clip-0\"/><b id=\"x-clip-1\"/><c ref=\"#x-clip-0\"/>";
        assert_eq!(own_names("x", svg), own);
    }

    #[test]
    fn ticks_are_rounded() {
        for (tick, text) in [(-5e-6, "-5.0e-6"), (0.0, "0"), (-0.25, "-0.25"), (-1.0, "-1")] {
            assert_eq!(rounded(tick), text);
        }
    }
}
