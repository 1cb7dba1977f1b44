//! The markers, each with its paper.

/// A marker of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Marker {
    /// The source.
    pub parent: &'static str,
    /// Gene symbol (of protein and mRNA) or name of the miRNA.
    pub name: &'static str,
    /// Whether its presence is evidence for the source; else it is evidence against it.
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
