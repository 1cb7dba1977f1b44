//! Pictures of the dose: what moves it, its course in time, and where vesicles go in the body.

use exocast_core::{Cell, Interval, Table};
use kuva::{
    plot::{ForestPlot, LinePlot},
    render::{layout::Layout, plots::Plot},
};

use super::{Bar, COLOURS, Figure, bar_table, decade_below, draw, ticks};

/// Copies at the ends of the range of each parameter on a logarithmic axis, the widest first.
///
/// Rows hold copies: at the value of the parameter, and the lesser and the greater at the ends. Rows that reach
/// zero are left out.
#[must_use]
pub fn tornado(mirna: &str, rows: &[Bar]) -> Figure {
    let shown: Vec<&Bar> = rows.iter().filter(|row| row.value.low > 0.0).take(12).collect();
    let forest = shown.iter().fold(
        ForestPlot::new().with_color(COLOURS[1]).with_show_null_line(false),
        |forest, row| {
            let Interval { value, low, high } = row.value;
            forest.with_row(row.label.clone(), value, low, high)
        },
    );
    let plots = vec![Plot::Forest(forest)];
    let least = shown.iter().map(|row| row.value.low).fold(f64::INFINITY, f64::min);
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("copies per recipient cell over the range of each parameter")
        .with_log_x()
        .with_x_axis_min(decade_below(least))
        .with_x_tick_format(ticks());
    let description = format!(
        "Copies of {mirna} per recipient cell when one parameter at a time moves over its range: {}.",
        shown
            .iter()
            .map(|row| format!("{} {:.1e} to {:.1e}", row.label, row.value.low, row.value.high))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let height = 140 + 24 * u32::try_from(shown.len()).unwrap_or(12);
    let svg = draw("tornado", &description, plots, layout, height);
    let data = bar_table("parameter", "copies_per_cell", shown);
    Figure::new("tornado", "What moves the dose", description, svg, data)
}

/// Copies in RISC in time with their interval, on a logarithmic axis. Points are (h, copies).
#[must_use]
pub fn time_course(mirna: &str, points: &[(f64, Interval)]) -> Figure {
    let shown: Vec<&(f64, Interval)> =
        points.iter().filter(|(_, copies)| copies.low > 0.0).collect();
    let ends = |end: fn(&Interval) -> f64| shown.iter().map(move |(_, copies)| end(copies));
    let line = LinePlot::new()
        .with_data(shown.iter().map(|(hours, copies)| (*hours, copies.value)))
        .with_color(COLOURS[0])
        .with_band(ends(|copies| copies.low), ends(|copies| copies.high))
        .with_stroke_width(2.0);
    let plots = vec![Plot::Line(line)];
    let least = ends(|copies| copies.low).fold(f64::INFINITY, f64::min);
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("time (h)")
        .with_y_label("copies in RISC per recipient cell")
        .with_log_y()
        .with_y_axis_min(decade_below(least))
        .with_y_tick_format(ticks());
    let last = shown.last().map_or_else(String::new, |(hours, copies)| {
        format!(
            "; {:.2e} (95 % interval {:.1e} to {:.1e}) after {hours:.0} h",
            copies.value, copies.low, copies.high
        )
    });
    let description =
        format!("Copies of {mirna} in RISC of a recipient cell in time, with 95 % band{last}.");
    let svg = draw("timecourse", &description, plots, layout, 360);
    let mut data = Table::new(["hours", "copies_per_cell", "low", "high"]);
    for (hours, copies) in &shown {
        data.push([*hours, copies.value, copies.low, copies.high].map(Cell::from));
    }
    Figure::new("timecourse", "Course in time", description, svg, data)
}

/// Shares of a dose of vesicles in compartments of the body in time: name, points (h, share).
#[must_use]
pub fn compartments(site: &str, curves: &[(&str, Vec<(f64, f64)>)]) -> Figure {
    let plots: Vec<Plot> = curves
        .iter()
        .zip(COLOURS.iter().cycle())
        .map(|((name, points), colour)| {
            LinePlot::new()
                .with_data(points.iter().copied())
                .with_color(*colour)
                .with_stroke_width(2.0)
                .with_legend(*name)
                .into()
        })
        .collect();
    let layout = Layout::auto_from_plots(&plots)
        .with_x_label("time (h)")
        .with_y_label("share of the vesicles given")
        .with_log_x()
        .with_x_tick_format(ticks());
    let ends = curves.iter().filter_map(|(name, points)| {
        points.last().map(|(_, share)| format!("{name} {:.1} %", share * 100.0))
    });
    let description = format!(
        "Where vesicles given to {site} are in time; at the end: {}.",
        ends.collect::<Vec<_>>().join(", ")
    );
    let svg = draw("compartments", &description, plots, layout, 360);
    let mut data = Table::new(["compartment", "hours", "share"]);
    for (name, points) in curves {
        for (hours, share) in points {
            data.push([Cell::from(*name), (*hours).into(), (*share).into()]);
        }
    }
    Figure::new("compartments", "Vesicles in the body", description, svg, data)
}
