//! Pictures of what a recipient's genes do, and why.

use exocast_core::{Cell, Interval, Table, Z95};
use kuva::{
    plot::{LinePlot, ScatterPlot},
    render::{layout::Layout, plots::Plot},
};

use super::{COLOURS, Figure, draw, rounded, ticks};

/// Genes that are named in the description of the picture.
const NAMED: usize = 5;

/// A gene of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Gene {
    /// Its name.
    pub name: String,
    /// Predicted log2 fold change.
    pub log2fc: Interval,
    /// Share of the draws that fall by what counts as a change.
    pub probability_down: f64,
}

/// Predicted change of each gene against how sure its direction is: the change over its standard error.
#[must_use]
pub fn response(genes: &[Gene]) -> Figure {
    let sureness = |gene: &Gene| {
        let error = (gene.log2fc.high - gene.log2fc.low) / (2.0 * Z95);
        if error > 0.0 { gene.log2fc.value.abs() / error } else { 0.0 }
    };
    let (likely, others): (Vec<&Gene>, Vec<&Gene>) =
        genes.iter().partition(|gene| gene.probability_down >= 0.5);
    let scatter = |shown: &[&Gene], colour: &str, size: f64| {
        ScatterPlot::new()
            .with_data(shown.iter().map(|gene| (gene.log2fc.value, sureness(gene))))
            .with_color(colour)
            .with_size(size)
            .with_marker_opacity(0.5)
    };
    let mut plots = vec![Plot::Scatter(scatter(&others, COLOURS[0], 2.0))];
    if !likely.is_empty() {
        plots.push(Plot::Scatter(scatter(&likely, COLOURS[1], 3.0)));
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("predicted log2 fold change")
        .with_y_label("change over its standard error")
        .with_x_tick_format(ticks());
    let mut most: Vec<&Gene> = genes.iter().collect();
    most.sort_by(|a, b| a.log2fc.value.total_cmp(&b.log2fc.value));
    let named: Vec<String> = most
        .iter()
        .take(NAMED)
        .filter(|gene| gene.log2fc.value < 0.0)
        .map(|gene| format!("{} {}", gene.name, rounded(gene.log2fc.value)))
        .collect();
    let most = if named.is_empty() {
        "none falls".to_owned()
    } else {
        format!("those that fall most: {}", named.join(", "))
    };
    let description = format!(
        "Predicted log2 fold change of {} genes against that change over its standard error; {} are more likely than not to fall by what can be seen; {most}.",
        genes.len(),
        likely.len()
    );
    let mut data =
        Table::new(["gene", "log2fc", "low", "high", "change_over_error", "probability_down"]);
    for gene in genes {
        let Interval { value, low, high } = gene.log2fc;
        let numbers = [value, low, high, sureness(gene), gene.probability_down].map(Cell::from);
        data.push(std::iter::once(Cell::from(gene.name.as_str())).chain(numbers));
    }
    let svg = draw("response", &description, plots, layout, 380);
    Figure::new("response", "Recipient response", description, svg, data)
}

/// Cumulative distribution of the observed changes of targets and of other genes.
#[must_use]
pub fn evidence(mirna: &str, targets: &[f64], others: &[f64]) -> Figure {
    let curve = |values: &[f64]| -> Vec<(f64, f64)> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let n = sorted.len() as f64;
        sorted.into_iter().enumerate().map(|(i, x)| (x, (i as f64 + 1.0) / n)).collect()
    };
    let targeted = format!("targets ({})", targets.len());
    let rest = format!("others ({})", others.len());
    let curves = [(targeted, curve(targets), COLOURS[1]), (rest, curve(others), COLOURS[0])];
    let mut data = Table::new(["genes", "log2fc", "share_at_or_below"]);
    let mut plots = Vec::new();
    for (name, points, colour) in &curves {
        for (x, y) in points {
            data.push([Cell::from(name.as_str()), (*x).into(), (*y).into()]);
        }
        // What is beyond every hundredth part cannot be seen.
        let step = points.len().div_ceil(400).max(1);
        let line = LinePlot::new()
            .with_data(points.iter().step_by(step).copied())
            .with_color(*colour)
            .with_stroke_width(2.0)
            .with_legend(name.clone());
        plots.push(Plot::Line(line));
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("observed log2 fold change")
        .with_y_label("share of genes at or below");
    let median = |points: &[(f64, f64)]| {
        points.get(points.len() / 2).map_or_else(|| "none".to_owned(), |point| rounded(point.0))
    };
    let description = format!(
        "Cumulative distribution of the observed changes of genes with a site of {mirna} (median {}) and of those without (median {}).",
        median(&curves[0].1),
        median(&curves[1].1)
    );
    let svg = draw("evidence", &description, plots, layout, 360);
    Figure::new("evidence", format!("Observed change, targets of {mirna}"), description, svg, data)
}
