//! Custom content for `MultiQC`: files `*_mqc.json` that it finds by name.
//!
//! Source: the custom-content format of `MultiQC` 1.x (Ewels et al. 2016, Bioinformatics 32:3047).

use exocast_core::Table;
use serde_json::{Map, Value, json};

use super::{columns, number};
use crate::result::Analysis;

/// Name (without folder) and content of each file; samples without reads or sizes have none.
pub(crate) fn multiqc(analysis: &Analysis) -> Vec<(&'static str, Value)> {
    let classes = analysis.table("read_classes");
    let counts = analysis.table("mirna_counts");
    let sizes = analysis.table("vesicles");
    let summary = general(classes, counts);
    let sections = [
        ("exocast_general_mqc.json", summary),
        ("exocast_read_classes_mqc.json", classes.and_then(read_classes)),
        ("exocast_vesicles_mqc.json", sizes.and_then(vesicles)),
    ];
    sections.into_iter().filter_map(|(name, content)| Some((name, content?))).collect()
}

/// Reads, share of miRNA and number of miRNAs, for the table at the top of the report.
fn general(classes: Option<&Table>, counts: Option<&Table>) -> Option<Value> {
    let mut data: Map<String, Value> = Map::new();
    if let Some(table) = classes {
        let [sample, class, reads, fraction] =
            columns(table, ["sample", "class", "reads", "fraction"])?;
        for row in table.rows() {
            let entry = data.entry(row[sample].to_text()).or_insert_with(|| json!({}));
            let total = entry["exocast_reads"].as_f64().unwrap_or(0.0);
            let own = number(&row[reads]).unwrap_or(0.0);
            entry["exocast_reads"] = json!(total + own);
            if row[class].to_text() == "miRNA" {
                entry["exocast_mirna_percent"] = json!(100.0 * number(&row[fraction])?);
            }
        }
    }
    if let Some(table) = counts {
        for (at, name) in table.columns().iter().enumerate().skip(1) {
            let seen = table.rows().filter(|row| number(&row[at]).is_some_and(|n| n > 0.0)).count();
            let entry = data.entry(name.clone()).or_insert_with(|| json!({}));
            entry["exocast_mirnas"] = json!(seen);
        }
    }
    let headers = json!([
        { "exocast_reads": { "title": "Small-RNA reads", "format": "{:,.0f}", "min": 0 } },
        { "exocast_mirna_percent": {
            "title": "miRNA", "suffix": "%", "format": "{:,.1f}", "min": 0, "max": 100,
            "description": "Share of the reads that is miRNA",
        } },
        { "exocast_mirnas": {
            "title": "miRNAs", "format": "{:,.0f}", "min": 0, "description": "miRNAs with reads",
        } },
    ]);
    (!data.is_empty()).then(|| {
        json!({
            "id": "exocast_general", "plot_type": "generalstats", "pconfig": headers, "data": data,
        })
    })
}

/// Where the reads of each sample went, as stacked bars.
fn read_classes(table: &Table) -> Option<Value> {
    let [sample, class, reads] = columns(table, ["sample", "class", "reads"])?;
    let mut data: Map<String, Value> = Map::new();
    for row in table.rows() {
        let entry = data.entry(row[sample].to_text()).or_insert_with(|| json!({}));
        entry[row[class].to_text()] = json!(number(&row[reads]));
    }
    (!data.is_empty()).then(|| {
        json!({
            "id": "exocast_read_classes", "section_name": "exocast: read classes",
            "description": "where the small-RNA reads of each sample went",
            "plot_type": "bargraph",
            "pconfig": { "id": "exocast_read_classes_plot", "title": "exocast: read classes", "ylab": "reads" },
            "data": data,
        })
    })
}

/// Size and number of the vesicles, a row a replicate.
fn vesicles(table: &Table) -> Option<Value> {
    let [sample, replicate, mean, median, concentration] =
        columns(table, ["sample", "replicate", "mean", "median", "concentration_per_ml"])?;
    let mut data: Map<String, Value> = Map::new();
    for row in table.rows() {
        let name = [row[sample].to_text(), row[replicate].to_text()];
        let name = name.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let mut entry = Map::new();
        let values =
            [("mean_nm", mean), ("median_nm", median), ("particles_per_ml", concentration)];
        for (key, at) in values {
            entry.extend(number(&row[at]).map(|value| (key.to_owned(), json!(value))));
        }
        data.insert(name, Value::Object(entry));
    }
    (!data.is_empty()).then(|| {
        json!({
            "id": "exocast_vesicles", "section_name": "exocast: vesicles",
            "description": "size and number of the vesicles in each replicate",
            "plot_type": "table",
            "pconfig": { "id": "exocast_vesicles_table", "title": "exocast: vesicles", "col1_header": "Replicate" },
            "headers": {
                "mean_nm": { "title": "Mean (nm)", "format": "{:,.1f}" },
                "median_nm": { "title": "Median (nm)", "format": "{:,.1f}" },
                "particles_per_ml": { "title": "Particles per mL", "format": "{:,.3e}" },
            },
            "data": data,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_become_bars_of_each_sample() {
        let mut table = Table::new(["sample", "class", "reads", "fraction"]);
        table.push(["A".into(), "miRNA".into(), 30_u64.into(), 0.75.into()]);
        table.push(["A".into(), "rRNA".into(), 10_u64.into(), 0.25.into()]);
        let bars = read_classes(&table).expect("bars");
        assert_eq!(bars["data"]["A"]["rRNA"], 10.0);
        let summary = general(Some(&table), None).expect("a summary");
        assert_eq!(summary["data"]["A"]["exocast_reads"], 40.0);
        assert_eq!(summary["data"]["A"]["exocast_mirna_percent"], 75.0);
    }

    #[test]
    fn nothing_measured_is_nothing_written() {
        assert!(read_classes(&Table::new(["sample", "class", "reads"])).is_none());
        assert!(general(None, None).is_none());
    }
}
