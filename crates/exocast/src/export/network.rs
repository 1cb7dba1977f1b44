//! Which delivered miRNA acts on which gene, as a network for Cytoscape, Gephi, igraph and networkx.

use std::{collections::BTreeSet, fmt::Write as _};

use exocast_target::Response;
use serde_json::{Value, json};

/// Genes of the network: those that change most.
const STRONGEST: usize = 200;

/// miRNAs, genes, and the share of each gene's change that its strongest miRNA makes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Network {
    edges: Vec<Edge>,
}

#[derive(Clone, Debug, PartialEq)]
struct Edge {
    mirna: String,
    gene: String,
    log2fc: f64,
    share: f64,
}

impl Network {
    /// The strongest changes of a response that have a miRNA to answer for them; nothing where there is none.
    pub(crate) fn from_response(response: &Response) -> Option<Self> {
        let edges = response.genes.iter().filter_map(|row| {
            let top = row.top.as_ref()?;
            let (mirna, share) = (top.label(), top.share);
            let log2fc = row.log2fc.value;
            let gene = row.gene.as_ref().filter(|gene| !gene.is_empty());
            let gene = gene.unwrap_or(&row.transcript).clone();
            let finite = log2fc.is_finite() && log2fc != 0.0 && share.is_finite();
            finite.then_some(Edge { mirna, gene, log2fc, share })
        });
        Self::strongest(edges.collect())
    }

    /// The network of these edges, without weaker ones of the same pair and beyond those that are shown.
    fn strongest(mut edges: Vec<Edge>) -> Option<Self> {
        edges.sort_by(|a, b| {
            b.log2fc.abs().total_cmp(&a.log2fc.abs()).then_with(|| a.gene.cmp(&b.gene))
        });
        let mut seen = BTreeSet::new();
        edges.retain(|edge| seen.insert((edge.mirna.clone(), edge.gene.clone())));
        edges.truncate(STRONGEST);
        (!edges.is_empty()).then_some(Self { edges })
    }

    fn mirnas(&self) -> BTreeSet<&str> {
        self.edges.iter().map(|edge| edge.mirna.as_str()).collect()
    }

    /// Each gene with its change; of several transcripts the strongest.
    fn genes(&self) -> Vec<(&str, f64)> {
        let mut seen = BTreeSet::new();
        self.edges
            .iter()
            .filter(|edge| seen.insert(edge.gene.as_str()))
            .map(|edge| (edge.gene.as_str(), edge.log2fc))
            .collect()
    }

    /// The network as `GraphML` (Brandes et al. 2002).
    pub(crate) fn graphml(&self) -> String {
        let mut out = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
             <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
             <key id=\"log2fc\" for=\"node\" attr.name=\"log2fc\" attr.type=\"double\"/>\n\
             <key id=\"share\" for=\"edge\" attr.name=\"share\" attr.type=\"double\"/>\n\
             <graph edgedefault=\"directed\">\n",
        );
        for mirna in self.mirnas() {
            let id = escape(mirna);
            let _ = writeln!(out, "<node id=\"mirna:{id}\"><data key=\"kind\">miRNA</data></node>");
        }
        for (gene, log2fc) in self.genes() {
            let id = escape(gene);
            let _ = writeln!(
                out,
                "<node id=\"gene:{id}\"><data key=\"kind\">gene</data><data key=\"log2fc\">{log2fc}</data></node>"
            );
        }
        for edge in &self.edges {
            let (mirna, gene) = (escape(&edge.mirna), escape(&edge.gene));
            let _ = writeln!(
                out,
                "<edge source=\"mirna:{mirna}\" target=\"gene:{gene}\"><data key=\"share\">{}</data></edge>",
                edge.share
            );
        }
        out.push_str("</graph>\n</graphml>\n");
        out
    }

    /// The network as Cytoscape JSON (`.cyjs`).
    pub(crate) fn cytoscape(&self) -> Value {
        let mirnas = self.mirnas().into_iter().map(|name| {
            json!({ "data": { "id": format!("mirna:{name}"), "value": name, "name": name, "kind": "miRNA" } })
        });
        let genes = self.genes().into_iter().map(|(name, log2fc)| {
            json!({ "data": { "id": format!("gene:{name}"), "value": name, "name": name, "kind": "gene", "log2fc": log2fc } })
        });
        let edges = self.edges.iter().map(|edge| {
            json!({ "data": {
                "id": format!("{} {}", edge.mirna, edge.gene),
                "source": format!("mirna:{}", edge.mirna), "target": format!("gene:{}", edge.gene),
                "interaction": "represses", "share": edge.share,
            } })
        });
        json!({
            "format_version": "1.0", "generated_by": "exocast",
            "target_cytoscapejs_version": "~2.1",
            "directed": true, "multigraph": false,
            "data": { "name": "miRNA and gene" },
            "elements": {
                "nodes": mirnas.chain(genes).collect::<Vec<_>>(),
                "edges": edges.collect::<Vec<_>>(),
            },
        })
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Network {
        let edge = |gene: &str, log2fc, mirna: &str, share| Edge {
            mirna: mirna.to_owned(),
            gene: gene.to_owned(),
            log2fc,
            share,
        };
        let edges = [
            edge("A&B", -0.5, "miR-1", 0.9),
            edge("C", -0.7, "miR-1", 1.0),
            edge("t3", -0.1, "miR-2", 0.4),
            edge("C", -0.6, "miR-1", 1.0),
        ];
        Network::strongest(edges.to_vec()).expect("a network")
    }

    #[test]
    fn genes_with_a_change_and_a_mirna_are_joined() {
        let network = example();
        assert_eq!(network.mirnas().into_iter().collect::<Vec<_>>(), ["miR-1", "miR-2"]);
        assert_eq!(network.genes(), [("C", -0.7), ("A&B", -0.5), ("t3", -0.1)]);
        let json = network.cytoscape();
        assert_eq!(json["elements"]["nodes"].as_array().map(Vec::len), Some(5));
        assert_eq!(json["elements"]["edges"][0]["data"]["source"], "mirna:miR-1");
    }

    #[test]
    fn names_are_escaped_in_graphml() {
        let xml = example().graphml();
        assert!(xml.contains("gene:A&amp;B") && !xml.contains("A&B\""));
        assert_eq!(xml.matches("<edge ").count(), 3);
    }
}
