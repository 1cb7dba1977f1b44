//! Custom content for `MultiQC`: files `*_mqc.json` that it finds by name.
//!
//! Source: the custom-content format of `MultiQC` 1.x (Ewels et al. 2016, Bioinformatics 32:3047).

use exocast_core::LabelledMatrix;
use exocast_mirna::{SampleQc, SampleVerdict};
use exocast_vesicle::SampleAnalysis;
use serde_json::{Map, Value, json};

use crate::result::{Analysis, SampleInputs};

/// Name (without folder) and content of each file; samples without reads or sizes have none.
pub(crate) fn multiqc(analysis: &Analysis) -> Vec<(&'static str, Value)> {
    let mirna = analysis.mirna.as_ref();
    let reads = mirna.and_then(|mirna| mirna.reads.as_ref()).map_or(&[][..], |reads| &reads.qc);
    let verdicts = mirna.and_then(|mirna| mirna.reads.as_ref());
    let verdicts = verdicts.map_or(&[][..], |reads| &reads.verdicts);
    let samples = analysis.vesicles.as_ref().map_or(&[][..], |vesicles| &vesicles.samples);
    let sections = [
        ("exocast_samples_mqc.json", inputs(&analysis.samples())),
        ("exocast_general_mqc.json", general(reads, mirna.map(|mirna| &mirna.counts))),
        ("exocast_libraries_mqc.json", libraries(verdicts)),
        ("exocast_read_classes_mqc.json", read_classes(reads)),
        ("exocast_vesicles_mqc.json", vesicles(samples)),
    ];
    sections.into_iter().filter_map(|(name, content)| Some((name, content?))).collect()
}

/// What was used of each sample, and why the rest was not.
fn inputs(samples: &[SampleInputs]) -> Option<Value> {
    let row = |inputs: &SampleInputs| {
        let values = json!({
            "status": inputs.status.to_string(),
            "left_out": inputs.lacks(),
            "reason": inputs.reason(),
        });
        (inputs.sample.clone(), values)
    };
    let data: Map<String, Value> = samples.iter().map(row).collect();
    (!data.is_empty()).then(|| {
        json!({
            "id": "exocast_samples", "section_name": "exocast: samples",
            "description": "what was used of each sample, and what was left out",
            "plot_type": "table",
            "pconfig": { "id": "exocast_samples_table", "title": "exocast: samples", "col1_header": "Sample" },
            "headers": {
                "status": { "title": "Status" },
                "left_out": { "title": "Left out" },
                "reason": { "title": "Reason" },
            },
            "data": data,
        })
    })
}

/// Reads, share of miRNA and number of miRNAs, for the table at the top of the report.
fn general(reads: &[SampleQc], counts: Option<&LabelledMatrix>) -> Option<Value> {
    let mut data: Map<String, Value> = Map::new();
    for qc in reads {
        let entry = data.entry(qc.sample.clone()).or_insert_with(|| json!({}));
        for share in &qc.classes {
            let total = entry["exocast_reads"].as_f64().unwrap_or(0.0);
            entry["exocast_reads"] = json!(total + share.reads as f64);
            if share.class == "miRNA" {
                entry["exocast_mirna_percent"] = json!(100.0 * share.fraction);
            }
        }
    }
    if let Some(counts) = counts {
        for (name, column) in counts.columns().iter().zip(counts.values().columns()) {
            let seen = column.iter().filter(|count| **count > 0.0).count();
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

/// The verdict on the library of each sample, with its reasons.
fn libraries(verdicts: &[SampleVerdict]) -> Option<Value> {
    let row = |verdict: &SampleVerdict| {
        let values =
            json!({ "verdict": verdict.verdict.to_string(), "reasons": verdict.reasons() });
        (verdict.sample.clone(), values)
    };
    let data: Map<String, Value> = verdicts.iter().map(row).collect();
    (!data.is_empty()).then(|| {
        json!({
            "id": "exocast_libraries", "section_name": "exocast: libraries",
            "description": "whether the library of each sample can be used",
            "plot_type": "table",
            "pconfig": { "id": "exocast_libraries_table", "title": "exocast: libraries", "col1_header": "Sample" },
            "headers": {
                "verdict": {
                    "title": "Verdict",
                    "cond_formatting_rules": {
                        "pass": [{ "s_eq": "good" }],
                        "warn": [{ "s_eq": "usable with care" }],
                        "fail": [{ "s_eq": "not usable" }],
                    },
                },
                "reasons": { "title": "Reasons" },
            },
            "data": data,
        })
    })
}

/// Where the reads of each sample went, as stacked bars.
fn read_classes(reads: &[SampleQc]) -> Option<Value> {
    let mut data: Map<String, Value> = Map::new();
    for qc in reads {
        let entry = data.entry(qc.sample.clone()).or_insert_with(|| json!({}));
        for share in &qc.classes {
            entry[&share.class] = json!(share.reads as f64);
        }
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

/// Size and number of the vesicles, a row per replicate.
fn vesicles(samples: &[SampleAnalysis]) -> Option<Value> {
    let mut data: Map<String, Value> = Map::new();
    for sample in samples {
        for row in sample.rows.iter() {
            let name = [sample.sample.as_str(), row.replicate.as_str()];
            let name: Vec<&str> = name.into_iter().filter(|part| !part.is_empty()).collect();
            let values = [
                ("mean_nm", Some(row.summary.mean)),
                ("median_nm", Some(row.summary.median)),
                ("particles_per_ml", row.concentration.map(|number| number.per_ml())),
            ];
            let entry = values.into_iter().filter_map(|(key, value)| {
                let value = value.filter(|value| value.is_finite())?;
                Some((key.to_owned(), json!(value)))
            });
            data.insert(name.join(" "), Value::Object(entry.collect()));
        }
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
        let class = |class: &str, reads: u64, fraction: f64| json!({ "class": class, "reads": reads, "fraction": fraction });
        let fates = [
            "total",
            "no-adapter",
            "adapter-dimer",
            "too-short",
            "too-long",
            "low-quality",
            "unknown-bases",
            "kept",
        ];
        let fates: Map<String, Value> =
            fates.into_iter().map(|fate| (fate.to_owned(), json!(40))).collect();
        let qc: SampleQc = serde_json::from_value(json!({
            "sample": "A",
            "library": {
                "library": "truseq", "adapter": null, "detected": false, "examined": 0, "support": 0,
            },
            "unit": "reads",
            "fates": fates,
            "lengths": [],
            "classes": [class("miRNA", 30, 0.75), class("rRNA", 10, 0.25)],
            "reference-reads": 30, "unique-inserts": 1, "mirna-total": 30, "multimapped": 0,
            "left-out": 0, "mirnas-detected": 1, "saturation": [],
        }))
        .expect("what is written of a sample");
        let bars = read_classes(std::slice::from_ref(&qc)).expect("bars");
        assert_eq!(bars["data"]["A"]["rRNA"], 10.0);
        let summary = general(&[qc], None).expect("a summary");
        assert_eq!(summary["data"]["A"]["exocast_reads"], 40.0);
        assert_eq!(summary["data"]["A"]["exocast_mirna_percent"], 75.0);
    }

    #[test]
    fn nothing_measured_is_nothing_written() {
        assert!(read_classes(&[]).is_none() && vesicles(&[]).is_none());
        assert!(general(&[], None).is_none() && inputs(&[]).is_none());
    }
}
