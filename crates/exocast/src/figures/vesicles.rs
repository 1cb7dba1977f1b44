//! Pictures of vesicle sizes: density, ridgelines, posterior by size, quantiles.

use std::sync::Arc;

use exocast_core::{Cell, Table};
use exocast_vesicle::{DensityCurve, SampleAnalysis, SizeClass};
use kuva::{
    plot::{
        LinePlot, LineStyle, ScatterPlot,
        legend::{LegendEntry, LegendShape},
    },
    render::{
        annotations::ShadedRegion,
        layout::{Layout, TickFormat},
        plots::Plot,
    },
};

use super::{COLOURS, Figure, draw, listed, ticks};

/// Videos that the ridgelines show at most.
const MOST_RIDGES: usize = 40;
/// Height of the highest ridge, in distances between two.
const RIDGE: f64 = 0.95;
/// Points of the quantiles.
const QUANTILES: usize = 99;

/// The four pictures of the samples; a posterior and quantiles only where a mixture was fitted.
#[must_use]
pub fn vesicles(samples: &[SampleAnalysis], classes: &[SizeClass]) -> Vec<Figure> {
    if samples.is_empty() {
        return Vec::new();
    }
    let fitted = samples.iter().any(|sample| sample.mixture.is_some());
    let mut figures = vec![sizes(samples), ridgelines(samples)];
    if fitted {
        figures.push(posterior(samples, classes));
        figures.push(quantiles(samples));
    }
    figures
}

fn coloured(samples: &[SampleAnalysis]) -> impl Iterator<Item = (&SampleAnalysis, &'static str)> {
    samples.iter().zip(COLOURS.into_iter().cycle())
}

fn names(samples: &[SampleAnalysis]) -> String {
    listed(samples.iter().map(|sample| sample.sample.as_str()))
}

/// Share of the particles that a picture shows at least.
const SHOWN: f64 = 0.995;
/// A picture is cut where the rest would take up more than this many times its width.
const REST: f64 = 3.0;

/// Where the axis ends if a few large particles would press all others against its left; and the share beyond.
fn cut<'c>(curves: impl Iterator<Item = &'c DensityCurve> + Clone) -> Option<(f64, f64)> {
    let below = |curve: &DensityCurve, until: f64| -> f64 {
        let points = curve.diameter_nm.windows(2).zip(curve.per_nm.windows(2));
        let inside = points.filter(|(nm, _)| nm[1] <= until);
        inside.map(|(nm, height)| (nm[1] - nm[0]) * f64::midpoint(height[0], height[1])).sum()
    };
    let end = |curve: &DensityCurve| {
        let all = below(curve, f64::INFINITY);
        let nm = curve.diameter_nm.iter().copied();
        nm.clone().find(|nm| below(curve, *nm) >= SHOWN * all).or_else(|| nm.last())
    };
    let last =
        curves.clone().filter_map(|curve| curve.diameter_nm.last()).copied().fold(0.0, f64::max);
    let limit = curves.clone().filter_map(end).fold(0.0, f64::max);
    let beyond = curves.map(|curve| 1.0 - below(curve, limit) / below(curve, f64::INFINITY));
    (limit > 0.0 && last > REST * limit).then(|| (limit, beyond.fold(0.0, f64::max)))
}

/// What lies beyond the end of an axis, in words.
fn beyond(cut: Option<(f64, f64)>) -> String {
    cut.map(|(nm, share)| {
        format!(
            "; up to {:.1} % of a sample lies beyond {nm:.0} nm and is not shown",
            share * 100.0
        )
    })
    .unwrap_or_default()
}

/// Size densities with the 95 % band between replicates, the range below the detection limit shaded.
fn sizes(samples: &[SampleAnalysis]) -> Figure {
    let cut = cut(samples.iter().map(|sample| &sample.density));
    let end = cut.map_or(f64::INFINITY, |(end, _)| end);
    let plots: Vec<Plot> = coloured(samples)
        .map(|(sample, colour)| {
            let curve = &sample.density;
            let shown = curve.diameter_nm.iter().take_while(|nm| **nm <= end).count();
            let points = curve.diameter_nm.iter().copied().zip(curve.per_nm.iter().copied());
            let points = points.take(shown);
            let line = LinePlot::new()
                .with_data(points)
                .with_color(colour)
                .with_stroke_width(2.0)
                .with_legend(sample.sample.clone());
            match sample.density_band() {
                Some((mut low, mut high)) => {
                    low.truncate(shown);
                    high.truncate(shown);
                    line.with_band(low, high).into()
                }
                None => line.into(),
            }
        })
        .collect();
    let mut layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm)")
        .with_y_label("share of particles per nm")
        .with_y_tick_format(ticks());
    let limit = samples.iter().filter_map(|sample| sample.lod_nm).fold(0.0, f64::max);
    let shaded = if limit > 0.0 { "; shaded: below the detection limit" } else { "" };
    if limit > 0.0 {
        layout = layout.with_shaded_region(ShadedRegion::vertical(0.0, limit).with_opacity(0.15));
    }
    let banded = samples.iter().any(|sample| sample.ridges.len() > 1);
    let band = if banded { ", with the 95 % band between replicates" } else { "" };
    let beyond = beyond(cut);
    let description =
        format!("Density of vesicle diameters of {}{band}{shaded}{beyond}.", names(samples));
    let svg = draw("sizes", &description, plots, layout, 360);
    let mut data = Table::new(["sample", "diameter_nm", "per_nm", "low", "high"]);
    for sample in samples {
        let (curve, band) = (&sample.density, sample.density_band());
        for (i, (nm, height)) in curve.diameter_nm.iter().zip(&curve.per_nm).enumerate() {
            let ends = band.as_ref().map(|(low, high)| (low[i], high[i])).unzip();
            data.push([
                Cell::from(sample.sample.as_str()),
                (*nm).into(),
                (*height).into(),
                ends.0.into(),
                ends.1.into(),
            ]);
        }
    }
    Figure::new("sizes", "Vesicle sizes", description, svg, data)
}

/// One density per video, each on its own line with its name.
fn ridgelines(samples: &[SampleAnalysis]) -> Figure {
    let all = || {
        coloured(samples).flat_map(|(sample, colour)| {
            let several = sample.ridges.len() > 1;
            sample.ridges.iter().enumerate().map(move |(at, ridge)| {
                let name = if several {
                    format!("{} {}", sample.sample, at + 1)
                } else {
                    sample.sample.clone()
                };
                (name, sample, ridge, colour)
            })
        })
    };
    let shown = all().count().min(MOST_RIDGES);
    let top = all()
        .flat_map(|(_, _, ridge, _)| ridge.density.per_nm.iter().copied())
        .fold(f64::MIN_POSITIVE, f64::max);
    let cut = cut(samples.iter().flat_map(|sample| &sample.ridges).map(|ridge| &ridge.density));
    let end = cut.map_or(f64::INFINITY, |(end, _)| end);
    let plots: Vec<Plot> = all()
        .take(shown)
        .enumerate()
        .map(|(i, (_, _, ridge, colour))| {
            let base = (shown - 1 - i) as f64;
            let curve = ridge.density.diameter_nm.iter().zip(&ridge.density.per_nm);
            let points: Vec<(f64, f64)> = curve
                .take_while(|(d, _)| **d <= end)
                .map(|(&d, &height)| (d, base + RIDGE * height / top))
                .collect();
            let floor = vec![base; points.len()];
            let heights: Vec<f64> = points.iter().map(|point| point.1).collect();
            LinePlot::new()
                .with_data(points)
                .with_color(colour)
                .with_stroke_width(1.2)
                .with_band(floor, heights)
                .into()
        })
        .collect();
    let names_of: Vec<String> = all().take(shown).map(|(name, ..)| name).collect();
    // From the lowest line to the highest.
    let lines: Vec<String> = names_of.into_iter().rev().collect();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "lines from 0")]
    let name = move |tick: f64| lines.get(tick.round() as usize).cloned().unwrap_or_default();
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm)")
        .with_y_axis_min(0.0)
        .with_y_axis_max((shown - 1) as f64 + RIDGE)
        .with_y_tick_step(1.0)
        .with_y_tick_format(TickFormat::Custom(Arc::new(name)));
    let more = all().count() - shown;
    let rest = if more > 0 { format!("; {more} more are not shown") } else { String::new() };
    let description = format!(
        "Density of diameters of each of {shown} replicates of {}, one above the other, in the colour of the sample and all at one scale{rest}{}.",
        names(samples),
        beyond(cut)
    );
    let height = 110 + 28 * u32::try_from(shown).unwrap_or(40);
    let svg = draw("ridgelines", &description, plots, layout, height);
    let mut data = Table::new(["sample", "replicate", "diameter_nm", "per_nm"]);
    for (_, sample, ridge, _) in all().take(shown) {
        for (nm, height) in ridge.density.diameter_nm.iter().zip(&ridge.density.per_nm) {
            let name = sample.sample.as_str();
            let replicate = ridge.replicate.as_str();
            data.push([Cell::from(name), replicate.into(), (*nm).into(), (*height).into()]);
        }
    }
    Figure::new("ridgelines", "Sizes by replicate", description, svg, data)
}

/// Dashes that distinguish samples, as many as can be distinguished.
const DASHES: [LineStyle; 4] =
    [LineStyle::Solid, LineStyle::Dashed, LineStyle::Dotted, LineStyle::DashDot];

/// Probability of each size class by diameter: one colour per class and one line per sample.
fn posterior(samples: &[SampleAnalysis], classes: &[SizeClass]) -> Figure {
    let mut colours: Vec<(String, &str)> = Vec::new();
    let mut plots: Vec<Plot> = Vec::new();
    let mut data = Table::new(["sample", "class", "diameter_nm", "probability"]);
    let told_apart = samples.len() <= DASHES.len();
    for (at, sample) in samples.iter().enumerate() {
        let dash = if told_apart { DASHES[at].clone() } else { LineStyle::Solid };
        for (class, points) in sample.class_curves(classes, 160) {
            for &(nm, probability) in &points {
                let names = [sample.sample.as_str(), class.as_str()].map(Cell::from);
                data.push(names.into_iter().chain([nm.into(), probability.into()]));
            }
            let known = colours.iter().find(|(name, _)| *name == class).map(|(_, colour)| *colour);
            let colour = known.unwrap_or_else(|| {
                let next = COLOURS[colours.len() % COLOURS.len()];
                colours.push((class, next));
                next
            });
            let line = LinePlot::new()
                .with_data(points)
                .with_color(colour)
                .with_line_style(dash.clone())
                .with_stroke_width(if told_apart { 1.8 } else { 1.0 });
            plots.push(line.into());
        }
    }
    let entry = |label: &str, colour: &str, dash: &LineStyle| LegendEntry {
        label: label.to_owned(),
        color: colour.to_owned(),
        shape: LegendShape::Line,
        dasharray: dash.dasharray(),
    };
    let of_classes =
        colours.iter().map(|(class, colour)| entry(class, colour, &LineStyle::Solid)).collect();
    let mut layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm)")
        .with_y_label("probability of each size class")
        .with_log_x()
        .with_x_tick_format(ticks())
        .with_legend_group("class", of_classes);
    if told_apart && samples.len() > 1 {
        let of_samples = samples
            .iter()
            .zip(&DASHES)
            .map(|(sample, dash)| entry(&sample.sample, "currentColor", dash))
            .collect();
        layout = layout.with_legend_group("sample", of_samples);
    }
    let description = format!(
        "Probability of each size class by diameter in {}, on a logarithmic axis: a colour a class, a line a sample.",
        names(samples)
    );
    let svg = draw("posterior", &description, plots, layout, 360);
    Figure::new("posterior", "Size classes by diameter", description, svg, data)
}

/// Quantiles of the sizes against those of the fitted mixture, on logarithmic axes.
fn quantiles(samples: &[SampleAnalysis]) -> Figure {
    let mut plots: Vec<Plot> = Vec::new();
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (sample, colour) in coloured(samples) {
        let points: Vec<(f64, f64)> = sample
            .quantile_pairs(QUANTILES)
            .into_iter()
            .filter(|(x, y)| *x > 0.0 && *y > 0.0)
            .collect();
        for (x, y) in &points {
            (low, high) = (low.min(x.min(*y)), high.max(x.max(*y)));
        }
        let scatter = ScatterPlot::new()
            .with_data(points)
            .with_color(colour)
            .with_size(2.5)
            .with_legend(sample.sample.clone());
        plots.push(Plot::Scatter(scatter));
    }
    if low < high {
        let diagonal = LinePlot::new()
            .with_data([(low, low), (high, high)])
            .with_color("#888888")
            .with_stroke_width(1.0);
        plots.push(diagonal.into());
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter, fitted mixture (nm)")
        .with_y_label("diameter, measured (nm)")
        .with_log_scale()
        .with_x_tick_format(ticks())
        .with_y_tick_format(ticks());
    let description = format!(
        "Percentiles of the diameters of {} against those of the fitted populations, on logarithmic axes; on the line where both agree.",
        names(samples)
    );
    let svg = draw("quantiles", &description, plots, layout, 420);
    let mut data = Table::new(["sample", "fitted_nm", "measured_nm"]);
    for sample in samples {
        for (fitted, measured) in sample.quantile_pairs(QUANTILES) {
            data.push([Cell::from(sample.sample.as_str()), fitted.into(), measured.into()]);
        }
    }
    Figure::new("quantiles", "Fit of the size populations", description, svg, data)
}
