//! A folder of results.

use super::{crate_metadata::ro_crate, multiqc::multiqc, network::Network};
use crate::{
    io::{OutputFolder, TableFormat},
    report,
    result::{Analysis, AnalysisError},
};

impl Analysis {
    /// Writes tables, isomiRs, pictures, report and `analysis.json` into a folder of results; the
    /// folder adds `run.json` when it is finished with the analysis' [`provenance`](Self::provenance).
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, folder: &OutputFolder, format: TableFormat) -> Result<(), AnalysisError> {
        if let Some(samples) = &self.samples_table() {
            folder.write_table(&samples.spec.place(), &samples.table, format)?;
        }
        for (_, written) in &self.tables() {
            folder.write_table(&written.spec.place(), &written.table, format)?;
        }
        if let Some(truth) = &self.truth_table() {
            folder.write_table(&truth.spec.place(), &truth.table, format)?;
        }
        if let Some(reads) = self.mirna.as_ref().and_then(|mirna| mirna.reads.as_ref()) {
            if reads.is_counted {
                let isomirs = reads.isomirs.as_bytes();
                folder.write("tables/isomirs.gff3", |file| file.write_all(isomirs))?;
                folder.write_table("tables/isomir_counts", &reads.isomir_counts, format)?;
            }
            folder.write_json("qc.json", &reads.qc)?;
        }
        for (_, figure) in &self.figures {
            folder.write(&format!("figures/{}.svg", figure.name), |file| {
                file.write_all(figure.standalone().as_bytes())
            })?;
            folder.write_table(&format!("figures/{}", figure.name), &figure.data, format)?;
        }
        let report = report::render(self, format)?;
        folder.write("report.html", |file| file.write_all(report.as_bytes()))?;
        folder.write_json("analysis.json", self)?;
        for (name, content) in multiqc(self) {
            folder.write_json(&format!("multiqc/{name}"), &content)?;
        }
        if let Some(network) = self.response.as_ref().and_then(Network::from_response) {
            folder.write("network.graphml", |file| file.write_all(network.graphml().as_bytes()))?;
            folder.write_json("network.cyjs", &network.cytoscape())?;
        }
        let metadata = ro_crate(&self.study.study, &self.provenance, &folder.written());
        folder.write_json("ro-crate-metadata.json", &metadata)?;
        Ok(())
    }
}
