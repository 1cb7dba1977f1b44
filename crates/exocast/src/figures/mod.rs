//! The pictures of the report, as SVG that takes its ink from the page around it.

mod contrasts;
mod network;
mod origin;
mod response;
mod transfer;
mod vesicles;

use std::{fmt::Write as _, sync::Arc};

use exocast_core::{Interval, Table};
use kuva::{
    backend::svg::SvgBackend,
    plot::{BarPlot, ForestPlot},
    render::{
        layout::{Layout, TickFormat},
        plots::Plot,
        render::{Scene, render_multiple},
        theme::Theme,
    },
};
use serde::Serialize;

pub use contrasts::{contrast_cargo, contrast_response};
pub use network::network;
pub use response::{Gene, evidence, response};
pub use vesicles::vesicles;

pub use transfer::{compartments, time_course, tornado};

/// Colours that people with any colour vision can distinguish (Okabe & Ito 2008).
const COLOURS: [&str; 7] =
    ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#999933"];

/// A picture with the sentence that replaces it where it cannot be seen.
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

/// A share of a parent cell that cannot reach this is not drawn.
const SMALL_SHARE: f64 = 0.01;

/// Shares of parent cells with their intervals, one row per source.
#[must_use]
pub fn origin(rows: &[Bar]) -> Figure {
    let shown: Vec<&Bar> = rows.iter().filter(|row| row.value.high >= SMALL_SHARE).collect();
    let forest = shown.iter().fold(
        ForestPlot::new().with_color(COLOURS[0]).with_show_null_line(false),
        |forest, row| {
            forest.with_row(row.label.clone(), row.value.value, row.value.low, row.value.high)
        },
    );
    let plots = vec![Plot::Forest(forest)];
    let layout =
        Layout::auto_from_plots(&plots).with_x_label("share of vesicle RNA (95 % interval)");
    let description = "The largest shares of vesicle RNA of each sample, with 95 % intervals, without those that stay below 1 %; all are in the table.".to_owned();
    let height = 140 + 24 * u32::try_from(shown.len()).unwrap_or(100);
    let svg = draw("origin", &description, plots, layout, height);
    let data = bar_table("source", "rna_share", shown);
    Figure::new("origin", "Parent cells", description, svg, data)
}

/// Orders of magnitude below the least value that the ledger shows of an interval at most.
const DEEPEST: f64 = 1e-9;

/// What is left of the dose after each step, on a logarithmic axis that reaches the least lower end.
#[must_use]
pub fn dose(steps: &[Bar]) -> Figure {
    let shown: Vec<&Bar> = steps.iter().filter(|step| step.value.value > 0.0).collect();
    let least = shown.iter().map(|step| step.value.value).fold(f64::INFINITY, f64::min);
    let ends = shown.iter().map(|step| step.value.low).filter(|low| *low > 0.0);
    let floor = decade_below(ends.fold(least, f64::min).max(least * DEEPEST));
    let cut = shown.iter().any(|step| step.value.low < floor);
    let bars = BarPlot::new()
        .with_bars(shown.iter().map(|step| (step.label.clone(), step.value.value)))
        .with_asymmetric_error(shown.iter().map(|step| {
            let Interval { value, low, high } = step.value;
            (value - low.max(floor), high - value)
        }))
        .with_error_color("currentColor")
        .with_color(COLOURS[5]);
    let plots = vec![Plot::Bar(bars)];
    let layout = Layout::auto_from_plots(&plots)
        .with_y_label("copies per recipient cell")
        .with_log_y()
        .with_y_axis_min(floor)
        .with_y_tick_format(ticks());
    let description = format!(
        "What is left of all miRNAs together after each step on the way into a recipient cell, with 95 % intervals, on a logarithmic axis: {}.{}",
        shown
            .iter()
            .map(|step| {
                let Interval { value, low, high } = step.value;
                format!("{} {} ({} to {})", step.label, rounded(value), rounded(low), rounded(high))
            })
            .collect::<Vec<_>>()
            .join(", "),
        if cut { " Where a lower end is off the axis, the line ends on it." } else { "" }
    );
    let svg = draw("dose", &description, plots, layout, 420);
    let data = bar_table("step", "copies_per_cell", steps);
    Figure::new("dose", "Dose ledger", description, svg, data)
}

/// The power of ten at or below a value, where a logarithmic axis begins.
fn decade_below(value: f64) -> f64 {
    10_f64.powf(value.max(1e-300).log10().floor())
}

/// Three digits of a tick, without what rounding in binary leaves behind.
fn rounded(tick: f64) -> String {
    let size = tick.abs();
    if size > 0.0 && !(1e-3..1e6).contains(&size) {
        let text = format!("{tick:.2e}");
        let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
        return format!("{}e{power}", trimmed(digits));
    }
    let before = if size > 0.0 { size.log10().floor() } else { 0.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
    let decimals = (2.0 - before).clamp(0.0, 6.0) as usize;
    let text = format!("{tick:.decimals$}");
    let text = if text.contains('.') { trimmed(&text) } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Decimals without zeros at their end.
fn trimmed(decimals: &str) -> &str {
    decimals.trim_end_matches('0').trim_end_matches('.')
}

/// Ticks with three digits.
fn ticks() -> TickFormat {
    TickFormat::Custom(Arc::new(rounded))
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.collect::<Vec<_>>().join(", ")
}

/// Width of every picture; it scales with the page.
const WIDTH: u32 = 720;

/// Renders with colours that follow the page: text and axes take its ink, the background is its own.
fn draw(name: &str, description: &str, plots: Vec<Plot>, layout: Layout, height: u32) -> String {
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
    embedded(name, description, &render_multiple(plots, layout), height)
}

/// A drawing that scales with its page and says what it shows. Its inner names carry its own name, so that
/// one document can hold several.
fn embedded(name: &str, description: &str, scene: &Scene, height: u32) -> String {
    let svg = SvgBackend.render_scene(scene);
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
        let place = seen.iter().position(|name| *name == number).unwrap_or_else(|| {
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
        let expected = "<a id=\"x-clip-0\"/><b id=\"x-clip-1\"/><c ref=\"#x-clip-0\"/>";
        assert_eq!(own_names("x", svg), expected);
    }

    #[test]
    fn ticks_are_rounded() {
        for (tick, text) in [
            (-5e-6, "-5e-6"),
            (2.5e-6, "2.5e-6"),
            (0.0, "0"),
            (0.0025, "0.0025"),
            (0.0125, "0.0125"),
            (3.0 * 0.1, "0.3"),
            (-0.25, "-0.25"),
            (-1.0, "-1"),
            (1e-4, "1e-4"),
            (0.001, "0.001"),
            (1250.0, "1250"),
            (10_000.0, "10000"),
        ] {
            assert_eq!(rounded(tick), text);
        }
    }

    #[test]
    fn the_ledger_shows_the_lower_ends_of_its_intervals() {
        let step = |label: &str, value, low, high| Bar {
            label: label.to_owned(),
            value: Interval::new(value, low, high),
        };
        let steps = [step("secreted", 66.0, 0.7, 6e3), step("present", 0.026, 2.3e-5, 2.8)];
        let figure = dose(&steps);
        assert!(figure.svg.contains(">1e-5<"), "the axis reaches below the least end");
        assert!(figure.description.contains("present 0.026 (2.3e-5 to 2.8)"));
        assert!(!figure.description.contains("off the axis"));
        let none = dose(&[step("present", 0.026, 0.0, 2.8)]);
        assert!(none.description.contains("off the axis"), "{}", none.description);
    }
}
