//! Pictures of groups compared with each other.

use exocast_core::{Cell, Table};
use kuva::{
    plot::{ForestPlot, LinePlot, ScatterPlot},
    render::{layout::Layout, plots::Plot},
};

use super::{Bar, COLOURS, Figure, bar_table, draw, ticks};

/// Log2 ratios of miRNAs between two groups with their intervals.
#[must_use]
pub fn contrast_cargo(contrast: &str, rows: &[Bar]) -> Figure {
    let forest = rows.iter().fold(ForestPlot::new().with_color(COLOURS[0]), |forest, row| {
        forest.with_row(row.label.clone(), row.value.value, row.value.low, row.value.high)
    });
    let plots = vec![Plot::Forest(forest.with_null_value(0.0))];
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label(format!("log2 ratio, {contrast} (95 % interval)"));
    let description = format!(
        "miRNAs that differ most beside their uncertainty, {contrast}: {}.",
        rows.iter()
            .take(6)
            .map(|row| format!("{} {:+.2}", row.label, row.value.value))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let height = 140 + 24 * u32::try_from(rows.len()).unwrap_or(40);
    let svg = draw("contrast_cargo", &description, plots, layout, height);
    let data = bar_table("mirna", "log2_ratio", rows);
    Figure::new("contrast_cargo", format!("Cargo, {contrast}"), description, svg, data)
}

/// Predicted change of each gene under the dose of one group against that of another.
#[must_use]
pub fn contrast_response(group: &str, against: &str, genes: &[(String, f64, f64)]) -> Figure {
    let scatter = ScatterPlot::new()
        .with_data(genes.iter().map(|(_, x, y)| (*x, *y)))
        .with_color(COLOURS[1])
        .with_size(2.0)
        .with_marker_opacity(0.5);
    let ends = || genes.iter().flat_map(|(_, x, y)| [*x, *y]);
    let (least, most) = (ends().fold(0.0_f64, f64::min), ends().fold(0.0_f64, f64::max));
    let mut plots = vec![Plot::Scatter(scatter)];
    if least < most {
        let same = LinePlot::new()
            .with_data([(least, least), (most, most)])
            .with_color("#888888")
            .with_stroke_width(1.0);
        plots.push(same.into());
    }
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label(format!("predicted log2 fold change, {against}"))
        .with_y_label(format!("predicted log2 fold change, {group}"))
        .with_x_tick_format(ticks())
        .with_y_tick_format(ticks());
    let description = format!(
        "Predicted log2 fold change of {} genes under the dose of {group} against that of {against}; on the line where both are the same.",
        genes.len()
    );
    let svg = draw("contrast_response", &description, plots, layout, 420);
    let mut data = Table::new(["transcript", against, group]);
    for (name, x, y) in genes {
        data.push([Cell::from(name.as_str()), (*x).into(), (*y).into()]);
    }
    let title = format!("Response, {group} and {against}");
    Figure::new("contrast_response", title, description, svg, data)
}
