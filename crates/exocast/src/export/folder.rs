//! A folder of results.

use super::{crate_metadata::ro_crate, multiqc::multiqc, network::Network};
use crate::{
    io::{OutputFolder, TableFormat},
    report,
    result::{Analysis, AnalysisError, TRUTH, place},
};

impl Analysis {
    /// Writes tables, isomiRs, pictures, report and `analysis.json` into a folder of results; the
    /// folder adds `run.json` when it is finished with the analysis' [`provenance`](Self::provenance).
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn write(&self, folder: &OutputFolder, format: TableFormat) -> Result<(), AnalysisError> {
        for (name, table) in &self.tables {
            folder.write_table(&place(name), table, format)?;
        }
        if let Some(truth) = &self.truth {
            folder.write_table(&place(TRUTH), truth, format)?;
        }
        if let Some(isomirs) = &self.isomirs {
            folder.write("tables/isomirs.gff3", |file| file.write_all(isomirs))?;
        }
        for figure in &self.figures {
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
        if let Some(network) = self.table("response").and_then(Network::of) {
            folder.write("network.graphml", |file| file.write_all(network.graphml().as_bytes()))?;
            folder.write_json("network.cyjs", &network.cytoscape())?;
        }
        let metadata = ro_crate(&self.study.study, &self.provenance, &folder.written());
        folder.write_json("ro-crate-metadata.json", &metadata)?;
        Ok(())
    }
}
