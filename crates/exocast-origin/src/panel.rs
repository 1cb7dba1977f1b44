//! Markers of parent cells from the literature, for when there is no signature.
//!
//! A marker list says that a source was seen, not what share it has: shares stay empty, and no verdict
//! is better than `weak`.

use exocast_core::{LabelledMatrix, Table, adjust::benjamini_hochberg, rank::ranks};
use statrs::function::erf::erfc;

use crate::Verdict;

/// A marker of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The source.
    pub parent: &'static str,
    /// Gene symbol (of protein and mRNA) or name of the miRNA.
    pub name: &'static str,
    /// Whether it speaks for the source; else it speaks against.
    pub present: bool,
    /// The paper.
    pub source: &'static str,
}

const ATLAS: &str = "Uhlén et al. 2015, Science 347:1260419";
const MSC: &str = "Dominici et al. 2006, Cytotherapy 8:315";
const BLOOD: &str = "Pritchard et al. 2012, Cancer Prev Res 5:492";
const BRAIN: &str = "Lagos-Quintana et al. 2002, Curr Biol 12:735";
const MUSCLE: &str = "Sempere et al. 2004, Genome Biol 5:R13";
const TISSUES: &str = "Ludwig et al. 2016, Nucleic Acids Res 44:3865";
const HAEMATOPOIETIC: &str = "Chen et al. 2004, Science 303:83";
const EPITHELIUM: &str = "Park et al. 2008, Genes Dev 22:894";

const fn is(parent: &'static str, name: &'static str, source: &'static str) -> Marker {
    Marker { parent, name, present: true, source }
}

/// The panel. Albumin is left out: in plasma it is a contaminant of any preparation.
pub const PANEL: &[Marker] = &[
    is("T cell", "CD3D", ATLAS),
    is("T cell", "CD3E", ATLAS),
    is("T cell", "CD2", ATLAS),
    is("B cell", "CD19", ATLAS),
    is("B cell", "MS4A1", ATLAS),
    is("lymphocyte", "hsa-miR-150-5p", "Xiao et al. 2007, Cell 131:146"),
    is("dendritic cell", "CD86", ATLAS),
    is("dendritic cell", "CD83", ATLAS),
    is("dendritic cell", "HLA-DRA", ATLAS),
    is("myeloid cell", "hsa-miR-223-3p", HAEMATOPOIETIC),
    is("blood-forming cell", "hsa-miR-142-3p", HAEMATOPOIETIC),
    is("mesenchymal stromal cell", "NT5E", MSC),
    is("mesenchymal stromal cell", "THY1", MSC),
    is("mesenchymal stromal cell", "ENG", MSC),
    Marker { parent: "mesenchymal stromal cell", name: "PTPRC", present: false, source: MSC },
    is("tumour", "EPCAM", "Taylor & Gercel-Taylor 2008, Gynecol Oncol 110:13"),
    is("tumour", "EGFR", "Skog et al. 2008, Nat Cell Biol 10:1470"),
    is("tumour", "ERBB2", "Ciravolo et al. 2012, J Cell Physiol 227:658"),
    is("tumour", "MET", "Peinado et al. 2012, Nat Med 18:883"),
    is("tumour", "MIF", "Costa-Silva et al. 2015, Nat Cell Biol 17:816"),
    is("tumour", "GPC1", "Melo et al. 2015, Nature 523:177"),
    is("platelet", "ITGA2B", ATLAS),
    is("platelet", "PF4", ATLAS),
    is("endothelium", "PECAM1", ATLAS),
    is("endothelium", "VWF", ATLAS),
    is("endothelium", "hsa-miR-126-3p", "Wang et al. 2008, Dev Cell 15:261"),
    is("red cell", "GYPA", ATLAS),
    is("red cell", "HBB", ATLAS),
    is("red cell", "hsa-miR-451a", BLOOD),
    is("red cell", "hsa-miR-486-5p", BLOOD),
    is("red cell", "hsa-miR-16-5p", BLOOD),
    is("hepatocyte", "ASGR1", ATLAS),
    is("hepatocyte", "hsa-miR-122-5p", BRAIN),
    is("neuron", "SNAP25", ATLAS),
    is("neuron", "SYT1", ATLAS),
    is("neuron", "hsa-miR-124-3p", BRAIN),
    is("neuron", "hsa-miR-9-5p", BRAIN),
    is("neuron", "hsa-miR-128-3p", BRAIN),
    is("astrocyte", "SLC1A3", ATLAS),
    is("astrocyte", "GFAP", ATLAS),
    is("oligodendrocyte", "MOG", ATLAS),
    is("skeletal muscle", "hsa-miR-1-3p", MUSCLE),
    is("skeletal muscle", "hsa-miR-133a-3p", MUSCLE),
    is("skeletal muscle", "hsa-miR-206", MUSCLE),
    is("heart", "hsa-miR-208b-3p", "van Rooij et al. 2009, Dev Cell 17:662"),
    is("heart", "hsa-miR-499a-5p", "van Rooij et al. 2009, Dev Cell 17:662"),
    is("pancreatic islet", "hsa-miR-375-3p", "Poy et al. 2004, Nature 432:226"),
    is("gut and kidney", "hsa-miR-192-5p", TISSUES),
    is("gut and kidney", "hsa-miR-194-5p", TISSUES),
    is("gut and kidney", "hsa-miR-215-5p", TISSUES),
    is("epithelium", "hsa-miR-200a-3p", EPITHELIUM),
    is("epithelium", "hsa-miR-200b-3p", EPITHELIUM),
    is("epithelium", "hsa-miR-200c-3p", EPITHELIUM),
    is("epithelium", "hsa-miR-141-3p", EPITHELIUM),
    is("smooth muscle", "hsa-miR-143-3p", "Cordes et al. 2009, Nature 460:705"),
    is("smooth muscle", "hsa-miR-145-5p", "Cordes et al. 2009, Nature 460:705"),
];

/// What the panel says of one source in one sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sighting {
    /// The sample.
    pub sample: String,
    /// The source.
    pub parent: &'static str,
    /// Markers that the cargo has a row for, and of these those above zero.
    pub measured: usize,
    /// Markers above zero.
    pub seen: usize,
    /// Whether a marker against the source stands higher than half of those for it.
    pub contradicted: bool,
    /// One-sided p of its markers standing higher than the other features of the sample (Mann–Whitney).
    pub p: Option<f64>,
    /// p by Benjamini and Hochberg over the sources of the sample.
    pub q: Option<f64>,
    /// `weak` or `cannot tell`.
    pub verdict: Verdict,
}

/// Reads the panel in every sample of features × samples.
///
/// A source is `weak` where most of its markers are seen, and two or more (or one, if the cargo has but one row for
/// it), they stand higher than the other features that the sample holds (q < 0.05), and nothing contradicts it.
/// Features at zero are passed over, but for markers: a long list of names that were looked for makes no marker
/// stand high.
#[must_use]
pub fn sightings(cargo: &LabelledMatrix) -> Vec<Sighting> {
    let mut parents: Vec<&'static str> = Vec::new();
    for marker in PANEL {
        if !parents.contains(&marker.parent) {
            parents.push(marker.parent);
        }
    }
    let rows = |parent: &str, present: bool| -> Vec<usize> {
        PANEL
            .iter()
            .filter(|m| m.parent == parent && m.present == present)
            .filter_map(|m| cargo.row_index(m.name))
            .collect()
    };
    let mut out = Vec::new();
    for (sample, column) in cargo.columns().iter().zip(cargo.values().columns()) {
        let values = column.to_vec();
        let mut of_sample: Vec<Sighting> = parents
            .iter()
            .map(|parent| {
                let (own, against) = (rows(parent, true), rows(parent, false));
                let seen = own.iter().filter(|&&row| values[row] > 0.0).count();
                let mut heights: Vec<f64> = own.iter().map(|&row| values[row]).collect();
                heights.sort_by(f64::total_cmp);
                let middle = heights.get(heights.len() / 2).copied().unwrap_or(0.0);
                Sighting {
                    sample: sample.clone(),
                    parent,
                    measured: own.len(),
                    seen,
                    contradicted: against.iter().any(|&row| values[row] > middle),
                    p: higher(&values, &own),
                    q: None,
                    verdict: Verdict::CannotTell,
                }
            })
            .collect();
        let p: Vec<f64> = of_sample.iter().map(|s| s.p.unwrap_or(f64::NAN)).collect();
        for (sighting, q) in of_sample.iter_mut().zip(benjamini_hochberg(&p)) {
            sighting.q = sighting.p.map(|_| q);
            let most = 2 * sighting.seen > sighting.measured;
            let enough = most && (sighting.seen >= 2 || sighting.measured == 1);
            if enough && !sighting.contradicted && sighting.q.is_some_and(|q| q < 0.05) {
                sighting.verdict = Verdict::Weak;
            }
        }
        out.extend(of_sample);
    }
    out
}

/// One-sided p of the values of `own` being higher than the others above zero, by the normal approximation.
fn higher(values: &[f64], own: &[usize]) -> Option<f64> {
    let others = (0..values.len()).filter(|place| values[*place] > 0.0 && !own.contains(place));
    let rank = ranks(&own.iter().copied().chain(others).map(|f| values[f]).collect::<Vec<_>>());
    let (n, a) = (rank.len() as f64, own.len() as f64);
    let b = n - a;
    if own.is_empty() || b < 1.0 {
        return None;
    }
    let mean = f64::midpoint(n, 1.0);
    let squares: f64 = rank.iter().map(|r| (r - mean) * (r - mean)).sum();
    let variance = a * b / (n * (n - 1.0)) * squares;
    let sum: f64 = rank[..own.len()].iter().sum();
    (variance > 0.0)
        .then(|| 0.5 * erfc((sum - a * mean) / variance.sqrt() / std::f64::consts::SQRT_2))
}

/// origin.tsv of the panel: shares are empty, since markers tell none.
#[must_use]
pub fn sightings_table(sightings: &[Sighting]) -> Table {
    let mut table = Table::new([
        "sample",
        "source",
        "rna_share",
        "low",
        "high",
        "vesicle_share",
        "cell_share",
        "verdict",
    ]);
    for s in sightings {
        let none = || None::<f64>.into();
        table.push([
            s.sample.as_str().into(),
            s.parent.into(),
            none(),
            none(),
            none(),
            none(),
            none(),
            s.verdict.to_string().into(),
        ]);
    }
    table
}

/// panel.tsv: `sample source measured seen contradicted p q verdict markers`.
#[must_use]
pub fn panel_table(sightings: &[Sighting]) -> Table {
    let mut table = Table::new([
        "sample",
        "source",
        "measured",
        "seen",
        "contradicted",
        "p",
        "q",
        "verdict",
        "markers",
    ]);
    for s in sightings {
        let markers: Vec<String> = PANEL
            .iter()
            .filter(|m| m.parent == s.parent)
            .map(|m| format!("{}{} ({})", if m.present { "" } else { "no " }, m.name, m.source))
            .collect();
        table.push([
            s.sample.as_str().into(),
            s.parent.into(),
            s.measured.into(),
            s.seen.into(),
            if s.contradicted { "yes" } else { "no" }.into(),
            s.p.into(),
            s.q.into(),
            s.verdict.to_string().into(),
            markers.join("; ").into(),
        ]);
    }
    table
}
