//! What a reader says about inputs that are wrong, and what it makes of odd ones that are right.

use exocast_core::options::Options as _;
use std::error::Error;

use exocast_core::{Nanometres, SeedPlan, Share};
use exocast_vesicle::{
    Component, ComputeError, Dilution, Finding, FindingKind, LognormalMixture, Options, Sample,
    instrument, simulate::SimulatedExport,
};

use super::options;

fn refused(bytes: &[u8], place: &str, cause: &str) {
    let error = instrument::read(bytes, "x").unwrap_err();
    let message = (error.to_string(), error.source().unwrap().to_string());
    assert!(message.1.chars().count() < 400 && !message.1.contains(char::is_control));
    assert_eq!(message.0, format!("{place}"), "{}", message.1);
    assert!(message.1.contains(cause), "{}", message.1);
}

fn export() -> String {
    let component = Component::new(Share::new(1.0).unwrap(), 110.0, 1.3).unwrap();
    let truth = LognormalMixture::new(vec![component]).unwrap();
    let mut export = SimulatedExport::new("EV", truth, 3e10);
    (export.videos, export.tracks) = (2, 300.0);
    export.nanosight(SeedPlan::new(1)).unwrap()
}

fn line_of(text: &str, start: &str) -> usize {
    text.lines().position(|line| line.starts_with(start)).unwrap() + 1
}

#[test]
fn errors_name_the_place_and_the_cause() {
    refused(b"", "x", "no particle");
    refused(b"\n \n", "x", "no particle");
    refused(b"80\n-3\n", "x, line 2, field 1", "`-3` is not a diameter above zero in nm");
    refused(b"80\nNaN\n", "x, line 2, field 1", "`NaN` is not a diameter above zero in nm");
    refused(b"80\n0\n", "x, line 2, field 1", "`0` is not a diameter above zero in nm");
    refused(b"diameter_nm,count\n80,-1\n", "x, line 2, field 2", "not a number of zero or more");
    refused(b"diameter_nm,count\n80\n", "x, line 2", "1 field, but the header has 2");
    refused(b"diameter_nm\n", "x, line 1", "no particle");
    refused(b"name,area\na,3\n", "x, line 1", "missing column `diameter_nm`");
    refused(b"particle_size,S1\n10,1\n5,1\n", "x, line 3, field 1", "above the one before");
    refused(b"FCS3.1   ", "x, field HEADER, text begins", "not an offset of eight digits");
    refused(b"\x01\x02\x03\x04\x05 abc", "x", "binary data");
    let long = format!("name,{}\na,3\n", "x".repeat(500));
    refused(long.as_bytes(), "x, line 1", "xxx…");
    refused(b"PK\x03\x04", "x", "save the sheet as CSV");
    refused(b"\x1f\x8b\x08", "x", "decompress");
    let header = b"NTA Experiment Summary File,\nCreated with NTA 3.4 Build 3.4.003,\n";
    refused(header, "x, line 2", "size table (`Bin centre (nm)` under `[Size Data]`) is missing");
}

#[test]
fn errors_of_a_nanosight_export_name_the_cell() {
    let text = export();
    let line = line_of(&text, "110.5,");
    let with = |bad: &str| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[line - 1] = bad;
        lines.join("\n")
    };
    let at = |field: usize| format!("x, line {line}, field {field}");
    refused(with("110.5,3,NaN,1,1,").as_bytes(), &at(3), "`NaN` is not a number of zero or more");
    refused(with("110.5,-3,2,1,1,").as_bytes(), &at(2), "`-3` is not a number of zero or more");
    refused(with("-110.5,3,2,1,1,").as_bytes(), &at(1), "not a bin centre above zero");
    refused(with("110.5").as_bytes(), &format!("x, line {line}"), "1 field, but");
    let cut = &text[..text.find("Percentile,").unwrap()];
    let last = line_of(&text, "999.5,");
    refused(cut.as_bytes(), &format!("x, line {last}"), "the file ends too early");
    let dilution = "Dilution factor (concentrations adjusted for this factor)";
    let bad = text.replace(&format!("{dilution},1.00e+00"), &format!("{dilution},0.5"));
    let place = format!("x, line {}, field 2", line_of(&text, dilution));
    refused(bad.as_bytes(), &place, "`0.5` is not a dilution factor of 1 or more");
}

#[test]
fn what_does_not_agree_is_found() {
    let text = export();
    let findings = |text: &str| -> Vec<String> {
        let read = instrument::read(text.as_bytes(), "x").unwrap();
        // File, kind and subject, and what was expected and found.
        let middle = |finding: &Finding| finding.to_string().split(": ").nth(1).unwrap().to_owned();
        read.findings.iter().map(middle).collect()
    };
    assert!(findings(&text).is_empty());
    let line = text.lines().find(|line| line.starts_with("D50,")).unwrap();
    let kinds = findings(&text.replace(line, "D50,90.0,90.0,90.0,0.0,"));
    assert!(
        kinds.starts_with(&["D50 of EV_00".to_owned(), "D50 of EV_01".to_owned()]),
        "{kinds:?}"
    );
    assert!(kinds.contains(&"D50 of Average".to_owned()), "{kinds:?}");
    let windows = text.replace('\n', "\r\n");
    assert!(findings(&windows).is_empty());
}

#[test]
fn headers_say_what_columns_hold() {
    let read = |text: &str| instrument::read(text.as_bytes(), "x").unwrap();
    let micro = read("Diameter (µm);Count\n0,08;3\n0,09;5\n0,10;2\n");
    assert!((micro.replicates[0].sizes.sizes()[0] - 80.0).abs() < 1e-9);
    assert_eq!(micro.replicates[0].sizes.tracks(), Some(10.0));
    let particles =
        read("Particle ID,Size/nm,Included in distribution?\n1,80,True\n2,900,False\n3,90,True\n");
    assert_eq!(particles.replicates[0].sizes.sizes(), [80.0, 90.0]);
    assert_eq!(particles.findings[0].kind, FindingKind::ExcludedRows);
    // Above the table stand lines that say what it is; units are those of the header.
    let resistive = read(
        "Sample,EV 7\nPore,NP200\n\nParticle Diameter (nm),Blockade Magnitude (nA)\n91,0.2\n120,0.4\n",
    );
    assert_eq!(resistive.value("Pore"), Some("NP200"));
    assert_eq!(resistive.replicates[0].sizes.sizes(), [91.0, 120.0]);
    let density =
        read("# chip C-300\ndiameter_nm,concentration (1/mL/nm)\n60,1e6\n70,2e6\n80,1e6\n");
    let per_ml = density.replicates[0].concentration.unwrap().per_ml();
    assert!((per_ml - 4e7).abs() < 1.0, "{per_ml}");
    let litre = read("Size (nm);Concentration (particles/L)\n60;1000\n70,5;2000\n80;1000\n");
    assert!((litre.replicates[0].concentration.unwrap().per_ml() - 4.0).abs() < 1e-9);
    let followed = read(
        "Particle ID,Size/nm,Tracklength,Included in distribution?,Frame,X/pixels,Y/pixels\n1,80,9,True,0,5,6\n1,80,9,True,1,5,6\n2,NaN,2,False,1,5,6\n3,95,4,False,1,5,6\n4,70,7,True,3,1,1\n",
    );
    assert_eq!(followed.replicates[0].sizes.sizes(), [70.0, 80.0]);
    let frames: Vec<u32> = followed.replicates[0].tracks.iter().map(|track| track.frames).collect();
    assert_eq!(frames, [9, 7]);
    let kinds: Vec<_> = followed.findings.iter().map(|finding| &finding.kind).collect();
    assert_eq!(kinds, [&FindingKind::ExcludedRows, &FindingKind::NoSize]);
    let matrix = read("particle_size,A_00,A_01,B\n10,1e6,2e6,0\n20,3e6,1e6,0\n30,1e6,0,5e6\n");
    let samples = matrix.split("x");
    assert_eq!(samples.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(samples[0].1.replicates.len(), 2);
}

#[test]
fn a_dilution_is_applied_once() {
    let analyse = |given: Option<f64>, text: &str| {
        let read = instrument::read(text.as_bytes(), "x").unwrap();
        let given = given.map(|factor| Dilution::new(factor).unwrap());
        let options = options(|options| (options.components, options.resamples) = (1, 20));
        Sample::new("EV", vec![read], given).unwrap().analyse(&options, SeedPlan::new(1)).unwrap()
    };
    let text = export();
    let recorded = analyse(None, &text).undiluted().unwrap().per_ml();
    // The instrument has adjusted already: a factor given again changes nothing and is reported.
    let again = analyse(Some(1000.0), &text);
    assert!((again.undiluted().unwrap().per_ml() / recorded - 1.0).abs() < 1e-12);
    assert!(again.findings.iter().any(|f| f.kind == FindingKind::DilutionDiffers));
    let unrecorded = text.replace("1.00e+00", "Not recorded");
    assert!(analyse(None, &unrecorded).undiluted().is_none());
    let given = analyse(Some(1000.0), &unrecorded).undiluted().unwrap().per_ml();
    assert!((given / recorded - 1000.0).abs() < 1e-6);
}

#[test]
fn a_limit_above_all_particles_is_an_error() {
    let read = instrument::read(&b"80\n90\n"[..], "x").unwrap();
    let options = options(|options| options.lod = Nanometres::new(200.0).ok());
    let error = Sample::new("EV", vec![read], None)
        .unwrap()
        .analyse(&options, SeedPlan::new(1))
        .unwrap_err();
    assert!(matches!(error, ComputeError::Sizes { .. }));
    assert!(Sample::new("EV", Vec::new(), None).is_err());
}

#[test]
fn few_and_equal_sizes_do_not_stop_the_analysis() {
    for list in ["100\n", "100\n100\n100\n", "90\n110\n"] {
        let read = instrument::read(list.as_bytes(), "x").unwrap();
        let options = options(|options| options.resamples = 20);
        let analysis = Sample::new("EV", vec![read], None)
            .unwrap()
            .analyse(&options, SeedPlan::new(1))
            .unwrap();
        assert!((analysis.all().summary.mean - 100.0).abs() < 1e-9);
        let fitted = analysis.mixture.is_some();
        let is_noted = analysis.findings.iter().any(|f| f.kind == FindingKind::NotFitted);
        assert!(fitted != is_noted);
    }
}

#[test]
fn the_document_is_json_with_its_schema_and_states() {
    let read = instrument::read(export().as_bytes(), "x").unwrap();
    let options = options(|options| options.resamples = 20);
    let sample = Sample::new("EV", vec![read], None).unwrap();
    let samples = [sample.analyse(&options, SeedPlan::new(1)).unwrap()];
    let document = exocast_vesicle::tables::Document::new(&samples, &options);
    let json = serde_json::to_value(document).unwrap();
    assert_eq!(json["schema"], "exocast-vesicles/1");
    let all = &json["samples"][0]["rows"][2];
    assert_eq!(all["replicate"], "all");
    assert_eq!(all["concentration"]["state"], "undiluted");
    assert_eq!(all["concentration"]["interval_from"]["unit"], "videos");
    assert_eq!(json["samples"][0]["density"]["per_nm"].as_array().unwrap().len(), 200);
    let back: Options = serde_json::from_value(json["options"].clone()).unwrap();
    assert_eq!(back.check().unwrap(), options);
}
