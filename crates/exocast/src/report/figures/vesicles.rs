//! Pictures of vesicle sizes: density, ridgelines, posterior by size, quantiles.

use std::sync::Arc;

use exocast_core::{Cell, Table};
use exocast_vesicle::{SampleAnalysis, SizeClass};
use kuva::{
    plot::{LinePlot, ScatterPlot},
    render::{
        annotations::ShadedRegion,
        layout::{Layout, TickFormat},
        plots::Plot,
    },
};

use super::{COLOURS, Figure, draw, listed, rounded};

/// Videos that the ridgelines show at most.
const MOST_RIDGES: usize = 40;
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

/// Size densities with the 95 % band between replicates, the range below the detection limit shaded.
fn sizes(samples: &[SampleAnalysis]) -> Figure {
    let plots: Vec<Plot> = coloured(samples)
        .map(|(sample, colour)| {
            let curve = &sample.density;
            let points = curve.diameter_nm.iter().copied().zip(curve.per_nm.iter().copied());
            let line = LinePlot::new()
                .with_data(points)
                .with_color(colour)
                .with_stroke_width(2.0)
                .with_legend(sample.sample.clone());
            match sample.density_band() {
                Some((low, high)) => line.with_band(low, high).into(),
                None => line.into(),
            }
        })
        .collect();
    let mut layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm)")
        .with_y_label("share of particles per nm")
        .with_y_tick_format(TickFormat::Custom(Arc::new(rounded)));
    let limit = samples.iter().filter_map(|sample| sample.lod_nm).fold(0.0, f64::max);
    let shaded = if limit > 0.0 { "; shaded: below the detection limit" } else { "" };
    if limit > 0.0 {
        layout = layout.with_shaded_region(ShadedRegion::vertical(0.0, limit).with_opacity(0.15));
    }
    let banded = samples.iter().any(|sample| sample.ridges.len() > 1);
    let band = if banded { ", with the 95 % band between replicates" } else { "" };
    let description = format!("Density of vesicle diameters of {}{band}{shaded}.", names(samples));
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

/// One density a video, each on a line of its own.
fn ridgelines(samples: &[SampleAnalysis]) -> Figure {
    let all =
        || coloured(samples).flat_map(|(own, colour)| own.ridges.iter().map(move |r| (r, colour)));
    let shown = all().count().min(MOST_RIDGES);
    let top = all()
        .flat_map(|(ridge, _)| ridge.density.per_nm.iter().copied())
        .fold(f64::MIN_POSITIVE, f64::max);
    let plots: Vec<Plot> = all()
        .take(shown)
        .enumerate()
        .map(|(i, (ridge, colour))| {
            let base = (shown - 1 - i) as f64;
            let curve = ridge.density.diameter_nm.iter().zip(&ridge.density.per_nm);
            let points: Vec<(f64, f64)> =
                curve.map(|(&d, &height)| (d, base + 1.6 * height / top)).collect();
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
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm)")
        .with_y_label("replicate, from the first above")
        .with_y_tick_format(TickFormat::Custom(Arc::new(|_| String::new())));
    let more = all().count() - shown;
    let rest = if more > 0 { format!("; {more} more are not shown") } else { String::new() };
    let description = format!(
        "Density of diameters of each of {shown} replicates of {}, one above the other{rest}.",
        names(samples)
    );
    let height = 160 + 22 * u32::try_from(shown).unwrap_or(40);
    let svg = draw("ridgelines", &description, plots, layout, height);
    let mut data = Table::new(["video", "diameter_nm", "per_nm"]);
    for (at, (ridge, _)) in all().take(shown).enumerate() {
        for (nm, height) in ridge.density.diameter_nm.iter().zip(&ridge.density.per_nm) {
            data.push([Cell::from(at + 1), (*nm).into(), (*height).into()]);
        }
    }
    Figure::new("ridgelines", "Sizes by replicate", description, svg, data)
}

/// Probability of each size class by diameter: all classes of one sample, or the exosome-sized one of
/// several.
fn posterior(samples: &[SampleAnalysis], classes: &[SizeClass]) -> Figure {
    let one = samples.len() == 1;
    let mut curves: Vec<(String, Vec<(f64, f64)>)> = Vec::new();
    for sample in samples {
        for (class, points) in sample.class_curves(classes, 160) {
            if one {
                curves.push((class, points));
            } else if class.starts_with("exosome") {
                curves.push((sample.sample.clone(), points));
            }
        }
    }
    let plots: Vec<Plot> = curves
        .iter()
        .zip(COLOURS.into_iter().cycle())
        .map(|((name, points), colour)| {
            LinePlot::new()
                .with_data(points.iter().map(|&(d, p)| (d.log10(), p)))
                .with_color(colour)
                .with_stroke_width(2.0)
                .with_legend(name.clone())
                .into()
        })
        .collect();
    let nm = |tick: f64| rounded(10_f64.powf(tick).round());
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("diameter (nm, logarithmic)")
        .with_y_label("probability of the size class")
        .with_x_tick_format(TickFormat::Custom(Arc::new(nm)));
    let description = if one {
        format!("Probability of each size class by diameter in {}.", names(samples))
    } else {
        format!("Probability of being exosome-sized by diameter in {}.", names(samples))
    };
    let svg = draw("posterior", &description, plots, layout, 360);
    let mut data = Table::new(["curve", "diameter_nm", "probability"]);
    for (name, points) in &curves {
        for (nm, probability) in points {
            data.push([Cell::from(name.as_str()), (*nm).into(), (*probability).into()]);
        }
    }
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
            .map(|(x, y)| (x.log10(), y.log10()))
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
    let nm = || TickFormat::Custom(Arc::new(|tick: f64| rounded(10_f64.powf(tick).round())));
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("fitted mixture (nm, logarithmic)")
        .with_y_label("measured (nm, logarithmic)")
        .with_x_tick_format(nm())
        .with_y_tick_format(nm());
    let description = format!(
        "Percentiles of the diameters of {} against those of the fitted populations; on the line where both agree.",
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
