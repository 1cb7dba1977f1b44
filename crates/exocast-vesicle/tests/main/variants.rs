//! Exports as other firmware, countries and spreadsheets write them: the same numbers, or a refusal.

use std::{error::Error, fmt::Write as _};

use exocast_core::{SeedPlan, Share};
use exocast_vesicle::{
    Component, Dilution, FindingKind, LognormalMixture, Measurement, RecordedDilution,
    instrument::{self, Columns, Content, Cytometry},
    simulate::SimulatedExport,
};

fn read(bytes: &[u8]) -> Measurement {
    instrument::read(bytes, "x").unwrap_or_else(|error| panic!("{error}: {:?}", error.source()))
}

fn refused(bytes: &[u8], cause: &str) {
    let error = instrument::read(bytes, "x").unwrap_err();
    let message = error.source().unwrap().to_string();
    assert!(message.contains(cause), "{message}");
}

fn nanosight() -> String {
    let component = Component::new(Share::new(1.0).unwrap(), 110.0, 1.3).unwrap();
    let truth = LognormalMixture::new(vec![component]).unwrap();
    let mut export = SimulatedExport::new("EV", truth, 3e10);
    (export.videos, export.tracks) = (2, 300.0);
    export.nanosight(SeedPlan::new(1)).unwrap()
}

/// Every cell that `number` takes for one, written anew.
fn cells(text: &str, mark: &str, anew: impl Fn(&str) -> String) -> String {
    let line = |line: &str| {
        let cells = line.split(',').map(|cell| match cell.parse::<f64>() {
            Ok(_) => anew(cell),
            Err(_) => cell.to_owned(),
        });
        cells.collect::<Vec<_>>().join(mark)
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn grouped(digits: &str, mark: char) -> String {
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(digit);
    }
    out
}

#[test]
fn a_nanosight_export_is_the_same_in_any_layout() {
    let text = nanosight();
    let wanted = read(text.as_bytes());
    let check = |what: &str, bytes: &[u8]| {
        let measurement = read(bytes);
        assert_eq!(measurement.replicates, wanted.replicates, "{what}");
        assert_eq!(measurement.findings, wanted.findings, "{what}");
    };
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    check("mark of UTF-8", format!("\u{FEFF}{text}").as_bytes());
    check("mark of UTF-16", &utf16(&format!("\u{FEFF}{text}")));
    check("UTF-16 without mark", &utf16(&text));
    check("CRLF", text.replace('\n', "\r\n").as_bytes());
    check("CR", text.replace('\n', "\r").as_bytes());
    check("tabs", text.replace(',', "\t").as_bytes());
    check("semicolons", text.replace(',', ";").as_bytes());
    check("spaces", text.replace(',', " , ").as_bytes());
    check("decimal comma", cells(&text, ";", |cell| cell.replace('.', ",")).as_bytes());
    let quoted = |cell: &str| format!("\"{}\"", cell.replace('.', ","));
    check("quoted decimal comma", cells(&text, ",", quoted).as_bytes());
    let thousands = |cell: &str| {
        if cell.bytes().all(|byte| byte.is_ascii_digit()) {
            format!("\"{}\"", grouped(cell, ','))
        } else {
            cell.to_owned()
        }
    };
    check("quoted thousands", cells(&text, ",", thousands).as_bytes());
    check("American spelling", text.replace("Bin centre", "Bin center").as_bytes());
}

#[test]
fn units_and_factors_of_nanosight_are_understood() {
    let text = nanosight();
    let sum = |text: &str| read(text.as_bytes()).replicates[0].sizes.total();
    let millions = text.replace("(particles / ml)", "(E6 particles / ml)");
    assert!((sum(&millions) / sum(&text) / 1e6 - 1.0).abs() < 1e-12);
    let litres = text.replace("Concentration (particles / ml)", "Concentration (particles / l)");
    refused(litres.as_bytes(), "not a concentration per mL");
    for factor in ["1:1000", "\"1,000\"", "1000x"] {
        let measurement = read(text.replace("1.00e+00", factor).as_bytes());
        let wanted = RecordedDilution::Applied(Dilution::new(1000.0).unwrap());
        assert_eq!(measurement.replicates[0].dilution, wanted, "{factor}");
    }
    refused(text.replace("1.00e+00", "2:1000").as_bytes(), "not a dilution factor");
}

fn zetaview() -> String {
    let mut text = "Original File:\tx.avi\nSoftware:\tZetaView (version 8.05.16 SP7)\nType of Measurement:\tSize Distribution\nNumber of Traces:\t30\tDilution::\t1000.000000\nSize / nm\tNumber\tConcentration / cm-3\n".to_owned();
    for (i, n) in [0, 4, 9, 12, 5, 0].into_iter().enumerate() {
        let d = 2.5 + 5.0 * f64::from(u32::try_from(i).unwrap());
        writeln!(text, "{d:.3}E+0\t{n}.000E+0\t{n}.000E+6").unwrap();
    }
    text + "-1.000E+0\t-1.000E+0\t-1.000E+0\n"
}

#[test]
fn a_zetaview_export_is_the_same_in_any_layout() {
    let text = zetaview();
    let wanted = read(text.as_bytes());
    assert_eq!(wanted.replicates[0].sizes.tracks(), Some(30.0));
    assert!((wanted.replicates[0].concentration.unwrap().per_ml() - 3e7).abs() < 1e-3);
    let check = |what: &str, text: &str| {
        assert_eq!(read(text.as_bytes()).replicates, wanted.replicates, "{what}");
    };
    let point = |text: &str| text.replace(".000E", ",000E").replace(".500E", ",500E");
    let decimal_commas = point(&text).replace("1000.000000", "1000,000000");
    check("decimal comma", &decimal_commas);
    check("semicolons", &text.replace('\t', ";"));
    check("commas", &text.replace('\t', ","));
    check("spaces", &text.replace('\t', "    "));
    check(
        "names again",
        &(text.clone() + "Size Distribution\nSize / nm\tNumber\tConcentration / cm-3\n"),
    );
    check("semicolons and decimal commas", &decimal_commas.replace('\t', ";"));
    let quoted = |line: &str| {
        let cells: Vec<String> = line.split('\t').map(|cell| format!("\"{cell}\"")).collect();
        cells.join("\t")
    };
    check("quotes", &text.lines().map(quoted).collect::<Vec<_>>().join("\n"));
    check("a line of its own", &text.replace("\tDilution::", "\nDilution Factor:"));
    let none = read(text.replace("1000.000000", "0.000000").as_bytes());
    assert_eq!(none.replicates[0].dilution, RecordedDilution::NotRecorded);
    assert!(none.findings.iter().any(|f| f.kind == FindingKind::DilutionNotRecorded));
    refused(text.replace("1000.000000", "0.5").as_bytes(), "not a dilution factor");
    let cut = &text[..text.find("1.750E").unwrap_or(text.find("17.500E").unwrap())];
    refused(cut.as_bytes(), "the file ends too early");
}

#[test]
fn tables_are_read_in_other_languages_and_layouts() {
    let check = |text: &str| {
        let measurement = read(text.as_bytes());
        assert_eq!(measurement.replicates[0].sizes.sizes(), [80.5, 90.5, 100.5], "{text}");
        assert_eq!(measurement.replicates[0].sizes.tracks(), Some(10.0), "{text}");
    };
    check("Durchmesser (nm);Anzahl\n80,5;3\n90,5;5\n100,5;2\n");
    check("Diamètre (nm);Nombre\n80,5;3\n90,5;5\n100,5;2\n");
    check("Diameter Count\n80.5 3\n90.5 5\n100.5 2\n");
    check("Particle diameter   Particle count\n80.5   3\n90.5   5\n100.5   2\n");
    check("Diameter,Count\nnm,#\n80.5,3\n90.5,5\n100.5,2\n");
    check("Size (um)\tCounts\n0.0805\t3\n0.0905\t5\n0.1005\t2\n");
    let per_ml = |text: &str| read(text.as_bytes()).replicates[0].concentration.unwrap().per_ml();
    let grouped = "diameter_nm,concentration (1/mL)\n80.5,\"1,500,000\"\n90.5,\"500,000\"\n";
    assert!((per_ml(grouped) - 2e6).abs() < 1e-6);
    let german = "Durchmesser / nm;Konzentration / mL\n80,5;1.500.000\n90,5;500.000\n";
    assert!((per_ml(german) - 2e6).abs() < 1e-6);
}

/// Sizes, weights and number of particles of a table.
#[test]
fn headers_say_what_is_read_and_how_much_it_is() {
    let check = |header: &str, rows: &[&str], sizes: &[f64], weights: &[f64], counted: bool| {
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let distribution = &read(text.as_bytes()).replicates[0].sizes;
        let near = |a: &[f64], b: &[f64]| {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| (a - b).abs() <= 1e-9 * b)
        };
        let read_sizes = distribution.sizes();
        assert!(near(read_sizes, sizes), "{header}: {read_sizes:?}");
        let read_weights = distribution.weights().unwrap_or_default();
        assert!(near(read_weights, weights), "{header}: {read_weights:?}");
        assert_eq!(distribution.tracks().is_some(), counted, "{header}");
    };
    let rows = ["50,4", "60,13", "70,38"];
    let (sizes, weights) = ([50.0, 60.0, 70.0], [4.0, 13.0, 38.0]);
    for header in ["diam_nm,count", "Bin (nm),Count (#)", "d [nm],n", "Size (nm),Particle count"] {
        check(header, &rows, &sizes, &weights, true);
    }
    for header in ["Diameter (nm),Count (%)", "Size (nm),Number %", "Size,Relative frequency"] {
        check(header, &rows, &sizes, &weights, false);
    }
    let shares = ["50,0.1", "60,0.5", "70,0.4"];
    check("Diameter (nm),Frequency", &shares, &sizes, &[0.1, 0.5, 0.4], false);
    let falling = ["70,38", "60,13", "50,4"];
    check("Diameter (nm),Count", &falling, &sizes, &weights, true);
    let times = |factor: f64| weights.map(|weight| weight * factor);
    for (unit, factor) in [
        ("E6 particles/mL", 1e6),
        ("10^8 particles/mL", 1e8),
        ("x10^9 / mL", 1e9),
        ("10⁹ mL⁻¹", 1e9),
        ("L-1", 1e-3),
        ("mL⁻¹ nm⁻¹", 10.0),
        ("particles/(mL nm)", 10.0),
    ] {
        let header = format!("Size (nm),Concentration ({unit})");
        check(&header, &rows, &sizes, &times(factor), false);
    }
    let (five, six, seven) = (55_f64 / 45.0, 65_f64 / 55.0, 75_f64 / 65.0);
    let decades = [4.0 * five.log10(), 13.0 * six.log10(), 38.0 * seven.log10()];
    check("Diameter (nm),dN/dlogD (1/mL)", &rows, &sizes, &decades, false);
    for (unit, rows) in [
        ("µm", ["0.05,4", "0.06,13", "0.07,38"]),
        ("micrometre", ["0.05,4", "0.06,13", "0.07,38"]),
        ("Mikrometer", ["0.05,4", "0.06,13", "0.07,38"]),
        ("m", ["5e-8,4", "6e-8,13", "7e-8,38"]),
        ("Å", ["500,4", "600,13", "700,38"]),
    ] {
        check(&format!("Diameter ({unit}),Count"), &rows, &sizes, &weights, true);
    }
    check("Frame size,Diameter", &["1024,50", "1024,60", "1024,70"], &sizes, &[], true);
    check("Bin,Diameter", &["0,50", "1,60", "2,70"], &sizes, &[], true);
    check("Radius (nm),Count", &["25,4", "30,13", "35,38"], &sizes, &weights, true);
    let edges = ["45,55,4", "55,65,13", "65,75,38"];
    for header in ["Size from (nm),Size to (nm),Count", "Lower diameter,Upper diameter,Count"] {
        check(header, &edges, &sizes, &weights, true);
    }
    let centres = ["10,50,4", "10,60,13", "10,70,38"];
    check("Bin size (nm),Bin centre (nm),Count", &centres, &sizes, &weights, true);
    let summed = ["50,4,4", "60,17,13", "70,55,38"];
    for name in ["Cumulative concentration", "Concentration SD", "Mean conc"] {
        let header = format!("Diameter (nm),{name} (/mL),Concentration (/mL)");
        check(&header, &summed, &sizes, &weights, false);
    }
}

/// Names, Z-averages and numbers of records.
#[test]
fn records_of_light_scattering_are_neither_joined_nor_rescaled_by_mistake() {
    let check = |text: &str, wanted: &[(&str, f64)]| {
        let read = instrument::read_any(text.as_bytes(), "x", &Columns::default());
        let Ok(Content::LightScattering(scattering)) = read else { panic!("{read:?}") };
        let records: Vec<_> = scattering
            .records
            .iter()
            .map(|record| (record.name.as_str(), record.z_average_nm.unwrap().round()))
            .collect();
        assert_eq!(records, wanted, "{text}");
        scattering.findings
    };
    let head = "Sample Name\tMeasurement Date and Time\tZ-Ave (d.nm)\tPdI\n";
    let dates = "EV\t1/02/2024 10:00\t100\t0.1\nEV\t11/02/2024 10:00\t150\t0.2\n";
    check(&format!("{head}{dates}"), &[("EV", 100.0), ("EV", 150.0)]);
    let again = "EV\t1/02/2024 10:00\t100\t0.1\nEV\t1/02/2024 10:00\t110\t0.2\n";
    check(&format!("{head}{again}"), &[("EV", 100.0), ("EV", 110.0)]);
    // A second table of the same records adds to them; what differs is said.
    let second = "EV\tThursday, 1/02/2024 10:00\t120\t0.1\n";
    let records = check(&format!("{head}{dates}{head}{second}"), &[("EV", 100.0), ("EV", 150.0)]);
    assert_eq!(records[0].kind, FindingKind::SameRecord);
    check("Name,Z-Average (nm),Polydispersity Index (PI)\nEV,100,0.1\n", &[("EV", 100.0)]);
    check("Probenname;Z-Mittel (d.nm);PdI\nEV;100,5;0,1\n", &[("EV", 101.0)]);
    check("Sample Name,Z-Average (µm),PdI\nEV,0.1,0.1\n", &[("EV", 100.0)]);
    refused(b"Sample Name,Z-Ave (r.nm),PdI\nEV,50,0.1\n", "the unit of the column `Z-Ave (r.nm)`");
}

#[test]
fn matrices_and_long_tables_keep_their_samples_apart() {
    let names = |text: &str| -> Vec<(String, usize)> {
        let samples = read(text.as_bytes()).split("file");
        samples
            .into_iter()
            .map(|(name, measurement)| (name, measurement.replicates.len()))
            .collect()
    };
    let pair = |name: &str, count: usize| (name.to_owned(), count);
    let indexed = ",particle_size,A_00,A_01\n0,10,1e6,2e6\n1,20,3e6,1e6\n";
    assert_eq!(names(indexed), [pair("A", 2)]);
    let averaged = "particle_size,A,B,Average\n10,1e6,2e6,1.5e6\n20,3e6,1e6,2e6\n";
    assert_eq!(names(averaged), [pair("A", 1), pair("B", 1)]);
    let block = "Bin centre (nm),Concentration (particles / ml),Concentration (particles / ml)\n0.5,1,2\n1.5,3,1\n";
    assert_eq!(names(block), [pair("file", 2)]);
    let units = "particle_size,A (E6 particles/mL),B (E6 particles/mL)\n10,1,2\n20,3,1\n";
    assert_eq!(names(units).len(), 2);
    let per_ml = read(units.as_bytes()).replicates[0].concentration.unwrap().per_ml();
    assert!((per_ml - 4e6).abs() < 1e-3, "{per_ml}");
    let long = "Sample,particle_size,count\nA,10,5\nA,20,7\nB,10,3\nB,20,1\n";
    assert_eq!(names(long), [pair("A", 1), pair("B", 1)]);
}

#[test]
fn evenly_spaced_bins_before_columns_without_a_meaning_are_samples() {
    let table = |header: &str, cells: &str, sizes: &[f64]| {
        // `#` differs from row to row.
        let cells = |row: usize| cells.replace('#', &(row * 7 % 13 + 1).to_string());
        let row = |(row, size): (usize, &f64)| format!("{size}{}\n", cells(row));
        let rows: Vec<String> = sizes.iter().enumerate().map(row).collect();
        format!("{header}\n{}", rows.concat())
    };
    let even: Vec<f64> = (0..12).map(|i| 50.5 + 5.0 * f64::from(i)).collect();
    let names = |text: &str| -> Vec<String> {
        let export = instrument::read(text.as_bytes(), "nta.csv").expect("an export");
        export.samples().into_iter().map(str::to_owned).collect()
    };
    assert_eq!(names(&table("Size (nm),A,B", ",3,1e7", &even)), ["A", "B"]);
    let german = table("Size / nm;KO 1;WT 1;WT 2", ";3.5;1.2;4.5", &even).replace('.', ",");
    assert_eq!(names(&german), ["KO 1", "WT 1", "WT 2"]);
    assert_eq!(names(&table("diameter_nm\tEV1_00\tEV1_01\tMean", "\t3\t4\t3.5", &even)), ["EV1"]);
    // One column may be anything, and so may columns of other quantities, and sizes that are not those of bins.
    for header in ["Size (nm),A", "Size (nm),Intensity,Signal", "Size (nm),A,Volume"] {
        let cells = ",#,2".get(..2 * (header.matches(',').count())).expect("cells");
        refused(table(header, cells, &even).as_bytes(), "ascend like bins");
    }
    let uneven = [50.0, 51.0, 60.0, 61.0, 70.0, 90.0, 95.0, 100.0, 103.0, 110.0, 120.0];
    refused(table("Size (nm),A,B", ",#,2", &uneven).as_bytes(), "ascend like bins");
}

#[test]
fn what_can_be_read_in_two_ways_is_refused() {
    refused(b"80,5\n90,5\n", "neither names of columns nor one diameter alone");
    refused(b"80.5,3\n90.5,5\n", "neither names of columns nor one diameter alone");
    refused(b"diameter_nm\tcount\n80\t1,500\n90\t2,500\n", "may have three decimals");
    refused(b"diameter_nm,shape\n10,1\n20,4\n30,9\n40,5\n50,1\n", "ascend like bins");
    refused(b"diameter_nm,EV1,EV2\n10,1,3\n21,4,2\n30,9,1\n", "ascend like bins");
    refused(b"Diameter (nm),Percent\n50.0,1\n54.1,4\n58.6,2\n", "ascend like bins");
    refused(b"Size (d.nm),Intensity (Percent)\n50.0,1\n54.1,4\n58.6,2\n", "light scattering");
    refused(b"Size (nm),Intensity (%),Number (%)\n50,1,2\n54,4,2\n", "light scattering");
    refused(
        b"A diameter (nm),B diameter (nm)\n90,80\n70,60\n",
        "several columns may hold the diam",
    );
    let two = b"Diameter (nm),Conc A (1/mL),Conc B (1/mL)\n10,1,2\n20,3,1\n30,1,1\n";
    refused(two, "Conc A (1/mL), Conc B (1/mL)");
    refused(b"Diameter (nm),Count,Count\n10,1,2\n20,3,1\n", "several columns may hold the counts");
    refused(
        b"Diameter (furlong),Count\n10,1\n20,3\n",
        "the unit of the column `Diameter (furlong)`",
    );
    refused(b"log10 Diameter (nm),Count\n1.7,1\n1.8,3\n", "holds logarithms");
    refused(b"Diameter (nm),Conc (mg/mL)\n10,1\n20,3\n", "the unit of the column `Conc (mg/mL)`");
    refused(b"Diameter (nm),Conc (108 / mL)\n10,1\n20,3\n", "the unit of the column");
    let tracks = b"Particle ID,Size (furlong),Track length\n1,80,9\n";
    refused(tracks, "the unit of the column `Size (furlong)`");
    refused(b"Lower diameter (nm),Count\n10,1\n20,3\n", "one edge of each bin");
    let gap = b"Size from,Size to,Count\n10,20,1\n25,30,3\n";
    refused(gap, "the upper edge of the one before");
    refused(b"diameter_nm,count\n80.5,3\nTotal,3\n", "`Total` is not a diameter");
}

/// A file of two channels and the data given.
fn fcs(version: &str, keywords: &[(&str, &str)], data: &[u8]) -> Vec<u8> {
    let text = |begin: usize| {
        let end = begin + data.len() - 1;
        let mut text =
            format!("/$BEGINDATA/{begin:06}/$ENDDATA/{end:06}/$MODE/L/$NEXTDATA/0/$PAR/2");
        for n in 1..3 {
            write!(text, "/$P{n}N/CH{n}/$P{n}R/1024/$P{n}E/0,0").unwrap();
        }
        for (key, value) in keywords {
            write!(text, "/{key}/{value}").unwrap();
        }
        text + "/"
    };
    let begin = 58 + text(0).len();
    let mut file = format!("FCS{version}    {:>8}{:>8}", 58, begin - 1);
    write!(file, "{:>8}{:>8}{:>8}{:>8}", 0, 0, 0, 0).unwrap();
    file += &text(begin);
    [file.as_bytes(), data].concat()
}

fn cytometry(bytes: &[u8]) -> Cytometry {
    match instrument::read_any(bytes, "x", &Columns::default()) {
        Ok(Content::Cytometry(events)) => events,
        other => panic!("{other:?}"),
    }
}

#[test]
fn cytometry_of_every_version_and_type_is_read() {
    let check = |bytes: &[u8]| {
        let events = cytometry(bytes);
        let stored: Vec<&[f64]> = events.channels.iter().map(|c| c.stored.as_slice()).collect();
        assert_eq!(stored, [&[1.0, 3.0], &[2.0, 4.0]]);
        events
    };
    let integers = |order, bits| {
        [("$DATATYPE", "I"), ("$BYTEORD", order), ("$P1B", "16"), ("$P2B", bits), ("$TOT", "2")]
    };
    let little = integers("1,2,3,4", "16");
    check(&fcs("3.0", &little, &[1, 0, 2, 0, 3, 0, 4, 0]));
    check(&fcs("2.0", &integers("4,3,2,1", "16"), &[0, 1, 0, 2, 0, 3, 0, 4]));
    check(&fcs("3.1", &integers("4,3,2,1", "24"), &[0, 1, 0, 0, 2, 0, 3, 0, 0, 4]));
    let counted = check(&fcs("2.0", &little[..4], &[1, 0, 2, 0, 3, 0, 4, 0]));
    assert_eq!(counted.findings[0].kind, FindingKind::Events);
    // 3.2: the second channel has a type of its own.
    let mixed = [
        ("$DATATYPE", "F"),
        ("$BYTEORD", "1,2,3,4"),
        ("$P1B", "32"),
        ("$P2B", "16"),
        ("$P2DATATYPE", "I"),
        ("$TOT", "2"),
    ];
    let mut data = Vec::new();
    for (a, b) in [(1_f32, 2_u16), (3.0, 4)] {
        data.extend(a.to_le_bytes());
        data.extend(b.to_le_bytes());
    }
    check(&fcs("3.2", &mixed, &data));
    let with = |key: &str, value: &'static str| {
        let mut big = little;
        big.iter_mut().find(|(name, _)| *name == key).unwrap().1 = value;
        big
    };
    let data = [1, 0, 2, 0, 3, 0, 4, 0];
    check(&fcs("3.1", &with("$BYTEORD", "1, 2, 3, 4"), &data));
    refused(&fcs("3.1", &with("$DATATYPE", "A"), &data), "numbers as text are not read");
    refused(&fcs("3.1", &with("$BYTEORD", "3,4,1,2"), &data), "not 1,2,3,4 or 4,3,2,1");
    refused(&fcs("4.0", &little, &data), "not FCS 2.0, 3.0, 3.1 or 3.2");
    refused(&fcs("3.1", &with("$TOT", "3"), &data), "the number that the file holds is 2");
    assert_eq!(cytometry(&fcs("3.1", &with("$TOT", "0"), &data)).events, 0);
}

#[test]
fn events_without_a_finite_value_are_left_out_and_counted() {
    let keywords = [
        ("$DATATYPE", "F"),
        ("$BYTEORD", "1,2,3,4"),
        ("$P1B", "32"),
        ("$P2B", "32"),
        ("$TOT", "3"),
    ];
    let values = [1_f32, 2.0, f32::NAN, 4.0, 3.0, f32::INFINITY];
    let data: Vec<u8> = values.iter().flat_map(|value| value.to_le_bytes()).collect();
    let events = cytometry(&fcs("3.1", &keywords, &data));
    let subjects: Vec<_> = events.findings.iter().map(|finding| finding.subject.as_str()).collect();
    assert_eq!(subjects, ["CH1", "CH2"]);
    assert_eq!(events.findings[0].kind, FindingKind::NotFinite);
    let (tables, _) = exocast_vesicle::tables::others(&[Content::Cytometry(events)]);
    let mut text = Vec::new();
    tables[0].1.write_tsv(&mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let medians: Vec<&str> =
        text.lines().skip(1).map(|line| line.split('\t').nth(6).unwrap()).collect();
    assert_eq!(medians, ["2", "3"], "{text}");
}
