//! Exports that hold several samples, and tables whose columns divide the particles.

use exocast_vesicle::{
    FindingKind, Measurement, Sample,
    instrument::{self, Columns},
};
use proptest::prelude::*;

fn read_with(text: &str, columns: &Columns) -> Result<Measurement, String> {
    let content = instrument::read_any(text.as_bytes(), "export.csv", columns);
    content
        .map_err(|error| format!("{error}: {}", std::error::Error::source(&error).unwrap()))?
        .into_sizes()
        .map_err(|error| error.to_string())
}

fn read(text: &str) -> Result<Measurement, String> {
    read_with(text, &Columns::default())
}

fn split_by(column: &str) -> Columns {
    let mut columns = Columns::default();
    columns.split = Some(column.to_owned());
    columns
}

fn divided(export: &Measurement) -> Vec<String> {
    let findings = export.findings.iter();
    let divided = findings.filter(|finding| finding.kind == FindingKind::Divided);
    divided.map(|finding| finding.actual.clone()).collect()
}

#[test]
fn a_batch_gives_each_sample_its_own_columns() {
    let batch = read(include_str!("../../../../tests/cases/study/batch-pooled/batch.csv")).unwrap();
    assert_eq!(batch.samples(), ["small_1", "big_1"]);
    let mean = |name: &str| {
        let export = batch.clone().of_sample(name, &[]).unwrap();
        assert_eq!(export.replicates.len(), 2);
        export.summary(&export.replicates[0]).mean
    };
    assert!(mean("small_1") < mean("big_1"));
    // The same name in other letters, where it is one sample's alone.
    assert!(batch.clone().of_sample("Small 1", &[]).is_ok());
    let refusal = batch.clone().of_sample("EV", &[]).unwrap_err().to_string();
    assert!(refusal.contains("`small_1`, `big_1`") && refusal.contains("`EV`"), "{refusal}");
    let inside = ["big_1".to_owned()];
    assert_eq!(batch.clone().of_sample("EV", &inside).unwrap().samples(), ["EV"]);
    assert!(batch.clone().of_sample("EV", &["huge".to_owned()]).is_err());
    // Taken together they are no sample.
    let refusal = Sample::new("EV", vec![batch], None).unwrap_err().to_string();
    assert!(refusal.contains("export.csv holds several samples"), "{refusal}");
}

#[test]
fn a_table_with_a_column_of_samples_is_taken_apart() {
    let tidy = read(include_str!("../../../../tests/cases/study/batch-pooled/tidy.csv")).unwrap();
    assert!(tidy.samples().len() > 1, "{:?}", tidy.samples());
    let all: f64 = tidy.replicates.iter().filter_map(|replicate| replicate.sizes.tracks()).sum();
    let name = tidy.samples()[0].to_owned();
    let part = tidy.of_sample(&name, &[]).unwrap();
    assert!(part.replicates[0].sizes.tracks().unwrap() < all);
}

#[test]
fn an_export_of_one_sample_is_of_whatever_sample_it_is_given_to() {
    let matrix = read("particle_size,a_00,a_01\n50,1e8,2e8\n150,3e8,3e8\n").unwrap();
    assert_eq!(matrix.of_sample("EV_1", &[]).unwrap().replicates.len(), 2);
    let list = read("80\n90\n100\n").unwrap();
    assert_eq!(list.of_sample("EV_1", &[]).unwrap().replicates.len(), 1);
}

#[test]
fn columns_of_one_name_are_refused() {
    let text = include_str!("../../../../tests/cases/vesicle/matrix_duplicate_names.csv");
    let refusal = read(text).unwrap_err();
    assert!(refusal.contains("columns 2 and 5 are both named `a_500_1_00`"), "{refusal}");
    // Where all have one name they are videos of one sample.
    let videos = read("Bin centre (nm),Conc (/mL),Conc (/mL)\n50,1e8,2e8\n150,3e8,3e8\n").unwrap();
    assert_eq!(videos.replicates.len(), 2);
}

#[test]
fn a_column_that_divides_the_particles_is_named_or_splits_them() {
    let text = include_str!("../../../../tests/cases/vesicle/table_group_column.csv");
    let whole = read(text).unwrap();
    assert_eq!(divided(&whole).len(), 1);
    assert!(divided(&whole)[0].ends_with("in `Group`"), "{:?}", divided(&whole));
    let columns = split_by("group");
    let parts = read_with(text, &columns).unwrap();
    assert_eq!(parts.samples().first(), Some(&"Control"));
    assert!(parts.samples().contains(&"Tumour") && divided(&parts).is_empty());

    let text = include_str!("../../../../tests/cases/vesicle/dls_records_as_rows.csv");
    match read(text) {
        Ok(export) => assert!(!divided(&export).is_empty()),
        Err(refusal) => assert!(refusal.contains("light"), "{refusal}"),
    }
    // Words that come back divide, whatever their column is called; tracks and brightness do not.
    let plain = "who,d_nm,brightness\nx,90,5\ny,80,5\nx,95,6\ny,60,6\n";
    assert_eq!(divided(&read(plain).unwrap()), ["`x`, `y` in `who`"]);
    let alike = "Track ID,d_nm,note\n1,90,a\n2,80,b\n3,70,c\n4,75,d\n";
    assert_eq!(divided(&read(alike).unwrap()), [""; 0]);
    let missing = split_by("arm");
    assert!(read_with(plain, &missing).unwrap_err().contains("no column `arm`"));
}

#[test]
fn centres_of_bins_are_sizes() {
    let text = include_str!("../../../../tests/cases/vesicle/size_bin_centre.csv");
    let export = read(text).unwrap();
    assert_eq!(export.replicates[0].sizes.sizes().first(), Some(&52.5));
    assert!((export.replicates[0].concentration.as_ref().unwrap().per_ml() - 6e7).abs() < 1.0);
}

proptest! {
    /// Splitting loses no particle and gives none twice, whatever the order of the rows.
    #[test]
    fn parts_are_the_whole(rows in prop::collection::vec((0..3_usize, 40.0..400.0_f64), 4..40)) {
        let lines: Vec<String> = rows.iter().map(|(group, size)| format!("g{group},{size}\n")).collect();
        let text = format!("Group,Diameter (nm)\n{}", lines.concat());
        let columns = split_by("Group");
        let export = read_with(&text, &columns).unwrap();
        let parts = export.split("export");
        for (name, part) in &parts {
            let mut wanted: Vec<f64> =
                rows.iter().filter(|(group, _)| *name == format!("g{group}")).map(|row| row.1).collect();
            wanted.sort_by(f64::total_cmp);
            let sizes: Vec<f64> =
                part.replicates.iter().flat_map(|replicate| replicate.sizes.sizes().to_vec()).collect();
            wanted.dedup();
            let mut sizes = sizes;
            sizes.dedup();
            prop_assert_eq!(sizes, wanted);
        }
        let all: f64 =
            parts.iter().flat_map(|(_, part)| &part.replicates).filter_map(|replicate| replicate.sizes.tracks()).sum();
        prop_assert!((all - rows.len() as f64).abs() < 1e-9);
    }
}

#[test]
fn row_names_of_r_are_no_sizes() {
    let plain = read("diameter_nm,count\n80,3\n90,5\n100,2\n").unwrap();
    let sizes = |export: &Measurement| export.replicates[0].sizes.iter().collect::<Vec<_>>();
    for text in [
        // write.table, by its defaults and without quotes; write.csv; names instead of numbers.
        "\"diameter_nm\" \"count\"\n\"1\" 80 3\n\"2\" 90 5\n\"3\" 100 2\n",
        "diameter_nm count\n1 80 3\n2 90 5\n3 100 2\n",
        "diameter_nm\tcount\n1\t80\t3\n2\t90\t5\n3\t100\t2\n",
        "\"\",\"diameter_nm\",\"count\"\n\"1\",80,3\n\"2\",90,5\n\"3\",100,2\n",
        "diameter_nm\tcount\np1\t80\t3\np2\t90\t5\np3\t100\t2\n",
    ] {
        let export = read(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(sizes(&export), sizes(&plain), "{text}");
        assert_eq!(export.replicates[0].sizes.tracks(), Some(10.0), "{text}");
    }
    // A list of sizes with its row names: sizes, not their numbers.
    let list = read("\"diameter_nm\"\n\"1\"\t80\n\"2\"\t70\n\"3\"\t90\n").unwrap();
    assert_eq!(list.replicates[0].sizes.sizes(), [70.0, 80.0, 90.0]);
}
