//! Tables on demand: blanks, coincidence, dilution series, shapes, sizes behind tracks.

use std::fmt::Write as _;

use exocast_core::{Cell, SeedPlan, Share, Table};
use exocast_vesicle::{
    Component, Counted, Dilution, LognormalMixture, Sample, SampleAnalysis, instrument,
    simulate::SimulatedExport, tables,
};

use super::options;

fn analysed(name: &str, text: &str) -> SampleAnalysis {
    let options = options(|options| (options.components, options.resamples) = (1, 20));
    let read = instrument::read(text.as_bytes(), name).unwrap();
    Sample::new(name, vec![read], None).unwrap().analyse(&options, SeedPlan::new(1)).unwrap()
}

fn simulated(per_ml: f64, tracks: f64, factor: f64) -> String {
    let component = Component::new(Share::new(1.0).unwrap(), 110.0, 1.3).unwrap();
    let truth = LognormalMixture::new(vec![component]).unwrap();
    let mut export = SimulatedExport::new("EV", truth, per_ml);
    export.tracks = tracks;
    export.dilution = Some(Dilution::new(factor).unwrap());
    export.nanosight(SeedPlan::new(2)).unwrap()
}

fn number(table: &Table, row: usize, column: &str) -> f64 {
    let at = table.columns().iter().position(|name| name == column).unwrap();
    match table.rows().nth(row).unwrap()[at] {
        Cell::Real(value) => value,
        ref other => panic!("{column}: {other:?}"),
    }
}

#[test]
fn a_blank_is_taken_off_the_suspension_and_then_undiluted() {
    let sample = analysed("EV", &simulated(2e11, 900.0, 1000.0));
    let blank = analysed("blank", &simulated(2e7, 90.0, 1.0));
    let counted = sample.counted.unwrap();
    assert!((counted.count as f64 / counted.volume_ml / 2e8 - 1.0).abs() < 0.2, "{counted:?}");
    let table = tables::above_blank(std::slice::from_ref(&sample), &blank);
    let net = number(&table, 0, "net_per_ml");
    let wanted = 1000.0 * counted.above(blank.counted.unwrap()).difference.value;
    assert!((net / wanted - 1.0).abs() < 1e-12 && (net / 1.8e11 - 1.0).abs() < 0.2, "{net:e}");
    assert!(number(&table, 0, "low") < net && net < number(&table, 0, "high"));
    // A list has no volume.
    let list = analysed("list", "80\n90\n100\n");
    assert!(list.counted.is_none());
    let table = tables::above_blank(&[list], &blank);
    assert!(matches!(table.rows().next().unwrap()[4], Cell::Missing));
}

#[test]
fn limits_know_the_volume_of_the_blank() {
    // A blank of a hundred times the volume is known so well that only the sample counts.
    let counted = Counted::new(30, 1e-5).unwrap();
    let wide = counted.above(Counted::new(2000, 1e-3).unwrap());
    let decision = 1.645 * (20.0_f64 * 1.01).sqrt();
    assert!((wide.limit_per_ml * 1e-5 - (2.71 + 2.0 * decision)).abs() < 1e-6);
    assert!(wide.detected);
    let same = counted.above(Counted::new(20, 1e-5).unwrap());
    assert!(!same.detected && same.limit_per_ml > wide.limit_per_ml);
}

#[test]
fn coincidence_and_series_speak_of_the_suspension() {
    let samples: Vec<SampleAnalysis> = [100.0, 300.0, 1000.0, 3000.0]
        .iter()
        .map(|&factor| analysed(&format!("{factor}"), &simulated(2e11, 2000.0, factor)))
        .collect();
    let table = tables::coincident(&samples, 1e-10);
    let (seen, all) = (number(&table, 0, "measured_per_ml"), number(&table, 0, "corrected_per_ml"));
    assert!((all - -(-seen * 1e-10).ln_1p() / 1e-10).abs() < 1e-3 * all && all > seen);
    let table = tables::series(&samples).unwrap();
    assert!((number(&table, 0, "slope") - 1.0).abs() < 0.1);
    assert!(tables::series(&samples[..2]).is_none());
}

#[test]
fn shapes_are_ordered_and_tracks_deconvolved() {
    let mut text = "Particle ID,Size/nm,Tracklength,Included in distribution?\n".to_owned();
    for i in 0..400 {
        let spread = (f64::from(i % 20) - 9.5) * 0.04;
        writeln!(text, "{i},{:.3},13,True", 100.0 * spread.exp()).unwrap();
    }
    let sample = analysed("tracks", &text);
    let table = tables::true_sizes(std::slice::from_ref(&sample)).unwrap();
    let total: f64 = (0..table.rows().len()).map(|row| number(&table, row, "share")).sum();
    assert!((total - 1.0).abs() < 1e-9);
    let shapes = tables::shapes(&[sample], 1000.0);
    let aic: Vec<f64> = (0..shapes.rows().len()).map(|row| number(&shapes, row, "aic")).collect();
    assert!(aic.len() == 6 && aic.is_sorted());
    assert!(tables::true_sizes(&[analysed("list", "80\n90\n100\n")]).is_none());
}
