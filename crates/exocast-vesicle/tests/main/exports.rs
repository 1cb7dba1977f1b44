//! Real exports, as their instruments wrote them: each is read whole, or refused for its reason.

use std::{fs::File, io::BufReader};

use exocast_core::ReadError;
use exocast_tests::shared;
use exocast_vesicle::{
    Finding, Measurement, PercentileRule, Quantity, Summary, Weighting,
    instrument::{self, ChannelScale, Columns, Content, Cytometry},
};
#[cfg(feature = "zmes")]
use {exocast_core::Cell, exocast_vesicle::tables};

fn open(file: &str) -> Option<Result<Content, ReadError>> {
    let path = shared(file, &format!("data/vesicle/{file}"))?;
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let reader = BufReader::new(File::open(&path).unwrap());
    Some(instrument::read_any(reader, &name, &Columns::default()))
}

fn sizes(file: &str) -> Option<Measurement> {
    Some(open(file)?.unwrap().into_sizes().unwrap())
}

fn cytometry(file: &str) -> Option<Cytometry> {
    match open(file)?.unwrap() {
        Content::Cytometry(events) => Some(events),
        other => panic!("{other:?}"),
    }
}

fn texts(findings: &[Finding]) -> Vec<String> {
    let mut texts: Vec<String> = findings.iter().map(|finding| finding.kind.to_string()).collect();
    texts.dedup();
    texts
}

fn close(value: f64, wanted: f64, tolerance: f64) {
    assert!((value - wanted).abs() <= tolerance, "{value} where {wanted} is wanted");
}

#[test]
fn every_nanosight_file_holds_its_videos_blocks_and_keys() {
    let check = |file: &str, videos: usize, blocks: usize, keys: usize, wanted: &[&str]| {
        let Some(measurement) = sizes(&format!("nanosight/{file}.csv")) else { return };
        assert_eq!(measurement.replicates.len(), videos, "{file}");
        assert!(measurement.replicates.iter().all(|r| 1 + r.further.len() == blocks), "{file}");
        assert_eq!(measurement.metadata.len(), keys, "{file}");
        assert_eq!(texts(&measurement.findings), wanted, "{file}");
    };
    let (warning, dilution) = ("the instrument's own warning", "dilution not recorded");
    check("nta32_beads100nm_12rep", 12, 1, 55, &[dilution, "percentile edge"]);
    let weighting =
        ["area and volume at the lower edge", "diffusion coefficients weighted as diameters"];
    let all = [&[warning, dilution][..], &weighting].concat();
    check("nta34_AD45_F3_full6blocks_latin1", 5, 6, 57, &all);
    check("nta34_AD_0h_numberonly", 4, 1, 56, &["video name", warning, dilution]);
    check("nta34_ATCC_12h_C", 4, 1, 56, &[warning, dilution]);
    check("nta_beads2_tidy", 5, 1, 56, &[]);
    check("timecourse_Day1_second_attempt-ExperimentSummary", 39, 1, 0, &[dilution]);
}

#[test]
fn six_blocks_hold_the_same_particles() {
    let Some(measurement) = sizes("nanosight/nta34_AD45_F3_full6blocks_latin1.csv") else { return };
    for replicate in &measurement.replicates {
        let total = |quantity, weighting| -> f64 {
            let block = replicate
                .further
                .iter()
                .find(|block| block.quantity == quantity && block.weighting == weighting)
                .unwrap();
            assert_eq!((block.centres.len(), block.weights.len()), (1000, 1000));
            block.weights.iter().sum()
        };
        let particles = replicate.sizes.total();
        close(total(Quantity::Diffusion, Weighting::Number), particles, 500.0);
        // Of the lower edge of each 1-nm bin, as this software has it.
        let sphere = |factor: f64, power: i32| -> f64 {
            replicate.sizes.iter().map(|(d, n)| n * factor * (d - 0.5).powi(power)).sum()
        };
        let pi = std::f64::consts::PI;
        let area = sphere(pi, 2);
        close(total(Quantity::Size, Weighting::Area) / area, 1.0, 1e-3);
        let volume = sphere(pi / 6.0, 3);
        close(total(Quantity::Size, Weighting::Volume) / volume, 1.0, 1e-3);
    }
}

#[test]
fn zetaview_sizes_positions_and_profile() {
    let size = |run: &str| format!("zetaview/20250219_{run}_size_488.txt");
    let Some(content) = open(&size("0001_EV_ip_p1_F8-1000")) else { return };
    let error = content.unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("followed no particle"), "{cause}");
    for run in ["0002_EV_ip_p1_F8-1000", "0004_EV_ip_p1_F7-1000"] {
        let measurement = sizes(&size(run)).unwrap();
        assert_eq!(measurement.metadata.len(), 92);
        assert_eq!(measurement.value("Laser Wavelength nm"), Some("488.000000"));
        assert_eq!(
            texts(&measurement.findings),
            [
                "second table of the same particles not added",
                "area is ¼πd²",
                "dilution not applied"
            ]
        );
    }
    let positions = |run: &str, used: usize| {
        let file = format!("zetaview/20250219_{run}_size_488_11pos.txt");
        let Content::Positions(table) = open(&file).unwrap().unwrap() else { panic!("{file}") };
        assert_eq!(table.positions.len(), 11);
        assert_eq!(table.positions.iter().filter(|place| place.used).count(), used);
        assert!(texts(&table.findings).iter().all(|text| text.starts_with("position left out")));
        table
    };
    positions("0001_EV_ip_p1_F8-1000", 0);
    let table = positions("0002_EV_ip_p1_F8-1000", 5);
    let used = || table.positions.iter().filter(|place| place.used).map(|place| place.particles);
    let mean = used().sum::<f64>() / 5.0;
    close(mean, 443.6, 1e-9);
    close((used().map(|n| (n - mean).powi(2)).sum::<f64>() / 4.0).sqrt(), 130.1, 0.05);
    let densest = table.positions.iter().max_by(|a, b| a.per_ml.total_cmp(&b.per_ml)).unwrap();
    close(densest.undiluted_per_ml / densest.per_ml, 1000.0, 20.0);
    let profile = open("zetaview/20250219_0006_EV_ip_p1_F7-1000_prof_488.txt").unwrap().unwrap();
    let Content::Zeta(profile) = profile else { panic!("{profile:?}") };
    close(profile.zeta_mv, -22.210_896, 1e-9);
    assert_eq!((profile.rows.len(), profile.traces), (11, Some(77.0)));
    assert!(profile.findings.is_empty());
}

#[test]
fn zetasizer_tables_hold_three_distributions_a_record() {
    let Some(content) = open("zetasizer/mxd_particleSize.txt") else { return };
    let Content::LightScattering(file) = content.unwrap() else { panic!("not light scattering") };
    assert_eq!(file.records.len(), 3);
    assert!(file.findings.is_empty(), "{:?}", file.findings);
    for record in &file.records {
        for percents in [&record.intensities, &record.volumes, &record.numbers] {
            assert_eq!(percents.len(), 70);
            close(percents.iter().sum(), 100.0, 1.0);
        }
        assert_eq!(record.temperature_c, Some(25.0));
        let mean = |sizes| Summary::new(&sizes, PercentileRule::UpperEdge).mean;
        let by_number = mean(record.distribution(&record.numbers).unwrap());
        let by_light = mean(record.distribution(&record.intensities).unwrap());
        assert!(by_number < by_light, "{by_number} {by_light}");
    }
}

#[cfg(feature = "zmes")]
#[test]
fn zetasizer_projects_hold_cumulants_and_correlations() {
    let Some(content) = open("zetasizer/test.zmes") else { return };
    let Content::LightScattering(file) = content.unwrap() else { panic!("not light scattering") };
    assert_eq!(file.records.len(), 2);
    let record = &file.records[0];
    close(record.z_average_nm.unwrap(), 489.143_616_695, 1e-9);
    close(record.pdi.unwrap(), 0.264_454_378, 1e-9);
    assert_eq!((record.sizes_nm.len(), record.delays_us.len()), (70, 490));
    close(record.sizes_nm[0], 0.3, 1e-12);
    close(record.sizes_nm[69], 10_000.0, 1e-6);
    close(record.peaks[0].mean_nm, 492.173_317_021, 1e-6);
    assert_eq!(record.metadata.len(), 321);
    // Another fit than the instrument's, of the same correlation.
    let z_average = record.z_average_nm.unwrap();
    let (tables, _) = tables::others(&[Content::LightScattering(file)]);
    let table = &tables[0].1;
    let column = table.columns().iter().position(|name| name == "fitted_z_average_nm").unwrap();
    let Cell::Real(fitted) = table.rows().next().unwrap()[column] else { panic!("no number") };
    close(fitted / z_average, 1.0, 0.05);
}

#[cfg(not(feature = "zmes"))]
#[test]
fn zetasizer_projects_are_refused_where_they_are_not_built_in() {
    let Some(content) = open("zetasizer/test.zmes") else { return };
    let cause = std::error::Error::source(&content.unwrap_err()).unwrap().to_string();
    assert!(cause.contains("feature `zmes`"), "{cause}");
}

/// Events and values as `flowio` 1.3 gives them; of the third file at the offsets of its TEXT.
#[test]
fn cytometry_is_read_at_the_offsets_of_its_text() {
    let Some(file) = cytometry("fcs/cytek_rainbow_beads.fcs") else { return };
    assert_eq!((file.events, file.channels.len()), (37_977, 13));
    close(file.channels[0].stored[0], 645_269.875, 1e-9);
    assert_eq!(texts(&file.findings), ["offsets"]);
    let file = cytometry("fcs/flowio_B01_KC-A-W---91-US.fcs").unwrap();
    assert_eq!((file.events, file.channels.len()), (1589, 14));
    close(file.channels[0].stored[0], 7955.0, 1e-9);
    assert!(file.findings.is_empty());
    let widths = cytometry("fcs/flowio_variable_int_example.fcs").unwrap();
    assert!(widths.findings.is_empty());
    let moved = cytometry("fcs/flowio_data_start_offset_discrepancy_example.fcs").unwrap();
    assert_eq!(texts(&moved.findings), ["offsets"]);
    for file in [widths, moved] {
        assert_eq!((file.events, file.channels.len()), (2, 26));
        let (first, time) = (&file.channels[0], &file.channels[25]);
        assert_eq!((first.bits, time.bits), (16, 32));
        close(first.stored[0], 49_135.0, 1e-9);
        close(time.stored[0], 8_265_081.0, 1e-9);
        assert!(matches!(first.scale, ChannelScale::Logarithmic { .. }));
        close(first.values()[0], 10_f64.powf(4.0 * 49_135.0 / 65_536.0), 1e-6);
    }
}
