//! `ro-crate-metadata.json`: an RO-Crate 1.1 with one process run, so that repositories and workflow
//! systems know what was made from what, and by which program.
//!
//! Source: RO-Crate 1.1 (Soiland-Reyes et al. 2022, Data Science 5:97) and its profile Process Run
//! Crate 0.5.

use serde_json::{Value, json};

use crate::{
    io::{OutputFile, Provenance},
    study::About,
};

/// The metadata document of a folder of results.
///
/// `outputs` are the files written so far; `run.json` is added as the record of the run. A date and a
/// licence are in it only if the study gives them, since results hold no time of their own.
pub(crate) fn ro_crate(study: &About, record: &Provenance, outputs: &[OutputFile]) -> Value {
    let inputs: Vec<Value> = record
        .inputs
        .iter()
        .enumerate()
        .map(|(at, input)| {
            json!({
                "@id": input_id(at, &input.name), "@type": "File", "name": input.name,
                "description": format!("input: {}", input.role),
                "contentSize": input.bytes.to_string(), "sha256": input.sha256,
            })
        })
        .collect();
    let files: Vec<Value> = outputs
        .iter()
        .map(|output| {
            json!({
                "@id": output.name, "@type": "File", "name": output.name,
                "encodingFormat": media_type(&output.name),
                "contentSize": output.bytes.to_string(), "sha256": output.sha256,
            })
        })
        .collect();
    let run_json = json!({
        "@id": "run.json", "@type": "File", "name": "run.json", "encodingFormat": "application/json",
        "description": "program, version, options in force, and hashes of inputs and outputs",
    });
    let program = json!({
        "@id": "#exocast", "@type": "SoftwareApplication", "name": record.program,
        "softwareVersion": record.version,
    });
    let references = |files: &[Value]| -> Vec<Value> {
        files.iter().map(|file| json!({ "@id": file["@id"] })).collect()
    };
    let action = json!({
        "@id": "#run", "@type": "CreateAction",
        "name": format!("exocast {}", record.command),
        "description": format!("seed {}; the options in force are in run.json", record.seed),
        "instrument": { "@id": "#exocast" },
        "object": references(&inputs),
        "result": references(&files),
    });
    let mut parts = references(&files);
    parts.push(json!({ "@id": "run.json" }));
    let mut root = json!({
        "@id": "./", "@type": "Dataset", "name": study.title,
        "description": format!("Vesicle analysis by exocast {}: cargo, parent cells, dose and recipient response", record.version),
        "conformsTo": { "@id": "https://w3id.org/ro/wfrun/process/0.5" },
        "hasPart": parts, "mentions": { "@id": "#run" },
    });
    let given = [("datePublished", &study.date), ("license", &study.license)];
    for (key, value) in given {
        if let (Some(value), Some(root)) = (value, root.as_object_mut()) {
            root.insert(key.to_owned(), json!(value));
        }
    }
    let descriptor = json!({
        "@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": { "@id": "./" },
        "conformsTo": [
            { "@id": "https://w3id.org/ro/crate/1.1" },
            { "@id": "https://w3id.org/ro/wfrun/process/0.5" },
        ],
    });
    let profile = json!({
        "@id": "https://w3id.org/ro/wfrun/process/0.5", "@type": "CreativeWork",
        "name": "Process Run Crate", "version": "0.5",
    });
    let mut graph = vec![descriptor, root, profile, program, action, run_json];
    graph.extend(files);
    graph.extend(inputs);
    json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph })
}

/// Inputs are not part of the folder: they get an identifier of their own, as two may share a name.
fn input_id(at: usize, name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '_' })
        .collect();
    format!("#input-{}-{name}", at + 1)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("tsv") => "text/tab-separated-values",
        Some("json" | "cyjs") => "application/json",
        Some("html") => "text/html",
        Some("svg") => "image/svg+xml",
        Some("parquet") => "application/vnd.apache.parquet",
        Some("gff3") => "text/x-gff3",
        Some("graphml") => "application/graphml+xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::InputFile;

    fn example() -> Value {
        let study = About {
            title: "T".to_owned(),
            organism: "hsa".to_owned(),
            biofluid: None,
            date: Some("2026-01-31".to_owned()),
            license: None,
        };
        let input = InputFile {
            role: "reads".to_owned(),
            name: "a b.fq".to_owned(),
            bytes: 3,
            sha256: "00".to_owned(),
        };
        let record = Provenance::new("run", 1, json!({}), vec![input.clone(), input]);
        let output =
            OutputFile { name: "tables/dose.tsv".to_owned(), bytes: 9, sha256: "ff".to_owned() };
        ro_crate(&study, &record, &[output])
    }

    #[test]
    fn every_reference_leads_to_an_entity() {
        let document = example();
        let graph = document["@graph"].as_array().expect("a graph");
        let known: Vec<&str> = graph.iter().filter_map(|entity| entity["@id"].as_str()).collect();
        for entity in graph {
            for key in ["hasPart", "object", "result"] {
                for part in entity[key].as_array().into_iter().flatten() {
                    let id = part["@id"].as_str().expect("an id");
                    assert!(known.contains(&id), "{id}");
                }
            }
        }
        let mut unique = known.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), known.len(), "identifiers are unique");
    }

    #[test]
    fn date_and_licence_are_those_of_the_study() {
        let document = example();
        let root = &document["@graph"][1];
        assert_eq!(root["datePublished"], "2026-01-31");
        assert!(root.get("license").is_none());
    }
}
