//! The rows of the parameter table.

use super::entry::{Distribution, Domain, Entry, Status};

macro_rules! parameters {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $value:literal ($low:literal, $high:literal)
        $distribution:ident $domain:ident $unit:literal $status:ident $source:literal;)*) => {
        /// A parameter of the model, by name. The table of all of them is [`Parameter::table`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Parameter {
            $($(#[$doc])* $variant,)*
        }

        impl Parameter {
            /// Every parameter, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        pub(crate) const ENTRIES: [Entry; Parameter::COUNT] = [$(Entry {
            name: $name,
            value: $value,
            low: $low,
            high: $high,
            distribution: Distribution::$distribution,
            domain: Domain::$domain,
            unit: $unit,
            status: Status::$status,
            source: $source,
        }),*];
    };
}

parameters! {
    /// Vesicles released by one donor cell.
    SecretionPerCell = "secretion-per-cell", 60.0 (10.0, 1000.0) LogNormal NonNegative
        "EV/cell/h" Measured "Chiu 2016 Small (60 to 65 per cell and hour); range assumed";
    /// Intraluminal vesicles in one multivesicular body.
    IlvsPerMvb = "ilvs-per-mvb", 20.0 (5.0, 100.0) LogNormal NonNegative
        "EV" Assumed "recalled from electron micrographs";
    /// Multivesicular bodies that reach their fate.
    MvbTurnover = "mvb-turnover", 15.0 (5.0, 45.0) LogNormal NonNegative
        "/cell/h" Assumed "chosen so that 20 vesicles × 15 /h × 0.2 give the measured 60 EV/cell/h";
    /// Multivesicular bodies that fuse with the plasma membrane and not with a lysosome.
    MvbFusionShare = "mvb-fusion-share", 0.2 (0.02, 0.6) LogitNormal Share
        "" Assumed "no direct measurement; the rest is degraded in lysosomes";
    /// Donor cells for each recipient cell.
    DonorPerRecipient = "donor-per-recipient", 1.0 (1.0, 1.0) Fixed NonNegative
        "" Assumed "design of the experiment";
    /// Time of exposure.
    Hours = "hours", 24.0 (24.0, 24.0) Fixed NonNegative
        "h" Assumed "design of the experiment";
    /// Recipient cells in culture.
    RecipientDensity = "recipient-density", 1e5 (1e5, 1e5) Fixed Positive
        "cells/mL" Assumed "design of the experiment; a usual sub-confluent well";
    /// Recipient cells in a tissue, per volume of fluid between them.
    TissueDensity = "tissue-density", 1e9 (3e8, 3e9) LogNormal Positive
        "cells/mL" Assumed "a cell of 1 pL with as much interstitial fluid as its own volume";
    /// Decay and drainage of vesicles outside of cells.
    VesicleLoss = "vesicle-loss", 0.01 (0.001, 0.1) LogNormal NonNegative
        "/h" Assumed "vesicles keep for days in medium; drainage of a tissue is set by the user";
    /// Vesicles that pass the membrane of a transwell insert.
    TranswellPassage = "transwell-passage", 0.1 (0.01, 0.5) LogitNormal Share
        "" Assumed "pores of 0.4 µm, most vesicles stay above";
    /// Vesicles given to each recipient cell.
    DosePerRecipient = "dose-per-recipient", 1e5 (2e4, 5e5) LogNormal NonNegative
        "EV/cell" Assumed "2e9 to 5e10 /mL on 1e5 cells/mL, as assays with purified vesicles use";
    /// Volume of the sample given in each volume of medium.
    SamplePerMedium = "sample-per-medium", 1.0 (1.0, 1.0) Fixed NonNegative
        "mL/mL" Assumed "the most that can be given: the sample itself is the medium";
    /// Vesicles in blood plasma.
    PlasmaConcentration = "plasma-concentration", 1e10 (1e9, 1e11) LogNormal NonNegative
        "/mL" Measured "Johnsen 2019 BBA Rev Cancer; range assumed";
    /// Vesicles of the fluid that come from the source of interest.
    SourceShare = "source-share", 1.0 (1.0, 1.0) Fixed Share
        "" Assumed "1 where the cargo is that of all vesicles of the fluid";
    /// Vesicles around a recipient cell for each in plasma.
    PlasmaToTissue = "plasma-to-tissue", 0.002 (0.0002, 0.02) LogNormal Share
        "" Assumed "2e6 to 2e8 /mL in a distant tissue";
    /// Volume of blood plasma.
    PlasmaVolume = "plasma-volume", 3000.0 (3000.0, 3000.0) Fixed Positive
        "mL" Assumed "an adult; recalled";
    /// Time in which half of the vesicles leave plasma.
    PlasmaHalfLife = "plasma-half-life", 10.0 (2.0, 40.0) LogNormal Positive
        "min" Assumed "2 in mouse (Takahashi 2013, Morishita 2015) to 40 in macaque (Driedonks 2022); recalled";
    /// Cells that share what leaves plasma.
    NucleatedCells = "nucleated-cells", 3e12 (3e12, 3e12) Fixed Positive
        "cells" Assumed "nucleated cells of an adult; recalled";
    /// Vesicles in cerebrospinal fluid.
    CsfConcentration = "csf-concentration", 2.8e8 (1e8, 8e8) LogNormal NonNegative
        "/mL" Measured "Thompson (1e8 to 8e8)";
    /// Vesicles around a brain cell for each in cerebrospinal fluid.
    CsfToTissue = "csf-to-tissue", 0.1 (0.01, 0.9) LogitNormal Share
        "" Assumed "the fluid exchanges with the interstitium of the brain";
    /// Volume of cerebrospinal fluid.
    CsfVolume = "csf-volume", 150.0 (150.0, 150.0) Fixed Positive
        "mL" Assumed "an adult; recalled";
    /// Time in which half of the vesicles leave cerebrospinal fluid.
    CsfHalfLife = "csf-half-life", 60.0 (12.0, 300.0) LogNormal Positive
        "min" Assumed "between plasma and the turnover of the fluid, about 5 h";
    /// Cells that share what leaves cerebrospinal fluid.
    BrainCells = "brain-cells", 1.7e11 (1.7e11, 1.7e11) Fixed Positive
        "cells" Assumed "neurons and glia of an adult; recalled";
    /// Vesicles around the recipient cells; used only where the user sets it.
    RecipientConcentration = "recipient-concentration", 3e8 (3e7, 3e9) LogNormal NonNegative
        "/mL" Assumed "co-culture and paracrine range; replaces what the scenario computes where set";
    /// Volume that one recipient cell clears of vesicles.
    UptakeRate = "uptake-rate", 5e-8 (5e-9, 5e-7) LogNormal NonNegative
        "mL/cell/h" Assumed "about 1 % of a dose in an hour on 1e5 to 1e6 cells/mL (Bonsergent 2021, recalled)";
    /// Concentration of vesicles at which uptake is half of its most.
    UptakeSaturation = "uptake-saturation", 5e9 (5e9, 5e9) Fixed Positive
        "/mL" Assumed "no direct measurement";
    /// Volume that one recipient cell clears by fusion at the plasma membrane, past the endosome.
    FusionRate = "fusion-rate", 0.0 (0.0, 0.0) Fixed NonNegative
        "mL/cell/h" Assumed "fusion activity is very low (2022 NanoBiT assay) and inside of the escape share; above 0 for vesicles with a fusogen";
    /// Concentration of vesicles at which fusion at the plasma membrane is half of its most.
    FusionSaturation = "fusion-saturation", 5e9 (5e9, 5e9) Fixed Positive
        "/mL" Assumed "as uptake-saturation";
    /// Vesicles that leave the endosome, to cytosol, lysosome or back.
    EndosomeTurnover = "endosome-turnover", 1.0 (0.3, 3.0) LogNormal Positive
        "/h" Assumed "vesicles reach lysosomes in about an hour; recalled";
    /// Endocytosed vesicles whose cargo reaches the cytosol.
    EndosomalEscape = "endosomal-escape", 0.02 (0.001, 0.3) LogNormal Share
        "" Assumed "very low fusion (2022 NanoBiT assay) to 30 % (Bonsergent 2021, recalled)";
    /// Copies of any one miRNA in an average vesicle, where nothing was measured.
    CopiesPerVesicle = "copies-per-vesicle", 0.00825 (1e-4, 0.25) LogNormal NonNegative
        "copies/EV" Measured "Chevillet 2014 PNAS (0.00825 ± 0.02); under 1 in Wei 2017; range assumed";
    /// Copies in the cytosol in a form that Argonaute takes, before they compete for it.
    RiscCompetentShare = "risc-competent-share", 0.5 (0.05, 1.0) LogNormal Share
        "" Assumed "no direct measurement; competition with the recipient's own copies is ago-per-cell over endogenous-copies";
    /// Time in which half of the delivered copies are lost.
    MirnaHalfLife = "mirna-half-life", 24.0 (5.0, 100.0) LogNormal Positive
        "h" Measured "Kingston & Bartel 2019 Genome Res (medians 11 to 34 h, range of a hundredfold)";
    /// Copies per cell from which a target changes measurably.
    EffectThreshold = "effect-threshold", 1000.0 (1000.0, 1000.0) Fixed Positive
        "copies/cell" Assumed "20 % repression of an 8mer target among 1.8e5 sites; compare Denzler 2014 and Bosson 2014 Mol Cell";
    /// Argonaute proteins in a recipient cell.
    AgoPerCell = "ago-per-cell", 4.8e4 (1e4, 1.7e5) LogNormal NonNegative
        "copies/cell" Measured "1.5e4 (1e4 to 2e4) in HeLa (Janas 2012 RNA), 1.55e5 (1.4e5 to 1.7e5) in epidermis and melanoma (Wang 2012 Genes Dev); their geometric mean and span";
    /// Copies of all miRNAs that a recipient makes itself.
    EndogenousCopies = "endogenous-copies", 1.7e5 (7e4, 2.5e5) LogNormal NonNegative
        "copies/cell" Measured "2.0e5 (1.5e5 to 2.5e5) in HeLa (Janas 2012 RNA), at most 1.4e5 in epidermis and melanoma (Wang 2012 Genes Dev); their geometric mean, lower end assumed";
    /// Vesicles that did not escape and go back out of the cell.
    RecyclingShare = "recycling-share", 0.1 (0.01, 0.5) LogitNormal Share
        "" Assumed "no direct measurement; the others are degraded in lysosomes";
    /// The most copies of one miRNA that a cell makes.
    DonorProduction = "donor-production", 6600.0 (3600.0, 9600.0) LogNormal NonNegative
        "copies/cell/h" Measured "Kingston & Bartel 2019 Genome Res (110 ± 50 copies per cell and minute)";
    /// Part of its production that a donor exports in vesicles.
    ExportShare = "export-share", 0.01 (0.0001, 0.1) LogNormal Share
        "" Assumed "no direct measurement";
    /// Thickness of the vesicle membrane.
    MembraneThickness = "membrane-thickness", 5.0 (5.0, 5.0) Fixed NonNegative
        "nm" Assumed "a lipid bilayer";
    /// Copies of an abundant miRNA in a donor cell.
    DonorCopies = "donor-copies", 1e4 (1e4, 1e4) Fixed Positive
        "copies/cell" Assumed "abundant miRNA, 1e4 to 1e5; recalled";
    /// Volume of a donor cell.
    CellVolume = "cell-volume", 2.0 (2.0, 2.0) Fixed Positive
        "pL" Assumed "recalled";
    /// Intraluminal vesicles that form through ESCRT; the others through ceramide and tetraspanins.
    EscrtShare = "escrt-share", 0.5 (0.2, 0.8) LogitNormal Share
        "" Assumed "both routes lower secretion where lost (Colombo 2013 J Cell Sci; Trajkovic 2008 Science); depends on the cell";
    /// Share of the activity of a step that goes with one regulator.
    RegulatorControl = "regulator-control", 0.5 (0.2, 0.8) LogitNormal Share
        "" Assumed "knock-downs of RAB27A or B lower secretion to about half (Ostrowski 2010 Nat Cell Biol)";
    /// What secretion is over what machinery mRNA predicts.
    MachineryMisfit = "machinery-misfit", 1.0 (0.25, 4.0) LogNormal Positive
        "fold" Assumed "mRNA predicts protein within a fewfold (Schwanhäusser 2011 Nature), and protein does not set flux";
    /// Vesicles that one donor cell sheds from its plasma membrane.
    MicrovesicleRate = "microvesicle-rate", 20.0 (2.0, 200.0) LogNormal NonNegative
        "EV/cell/h" Assumed "as many as exosomes within tenfold; no direct measurement";
    /// Donor cells that die by apoptosis.
    ApoptosisRate = "apoptosis-rate", 0.001 (0.0001, 0.01) LogNormal NonNegative
        "/h" Assumed "0.2 to 20 % of the cells a day";
    /// Bodies and vesicles that an apoptotic cell falls into.
    ApoptoticBodies = "apoptotic-bodies", 30.0 (10.0, 100.0) LogNormal NonNegative
        "EV/cell" Assumed "recalled from micrographs";
    /// Drainage of the interstitium into blood.
    InterstitialDrainage = "interstitial-drainage", 0.1 (0.01, 1.0) LogNormal NonNegative
        "/h" Assumed "lymph turns interstitial fluid over in hours";
    /// What leaves plasma and stays in the liver.
    LiverShare = "liver-share", 0.6 (0.4, 0.8) LogNormal Share
        "" Assumed "biodistribution in mouse, 40 to 80 % of the dose; recalled";
    /// What leaves plasma and stays in the spleen.
    SpleenShare = "spleen-share", 0.1 (0.05, 0.2) LogNormal Share
        "" Assumed "biodistribution in mouse, 5 to 20 % of the dose; recalled";
    /// What leaves plasma and stays in the lung.
    LungShare = "lung-share", 0.06 (0.02, 0.2) LogNormal Share
        "" Assumed "biodistribution in mouse, 2 to 20 % of the dose; recalled";
    /// What leaves plasma and stays in the kidney.
    KidneyShare = "kidney-share", 0.03 (0.01, 0.1) LogNormal Share
        "" Assumed "biodistribution in mouse, 1 to 10 % of the dose; recalled";
    /// What leaves plasma, crosses the blood-brain barrier and stays in the brain.
    BrainShare = "brain-share", 0.002 (0.0004, 0.01) LogNormal Share
        "" Assumed "below 1 % of the dose; all of ten kinds of vesicle cross, at rates that differ over tenfold (Banks 2020)";
    /// Vesicles in an organ that go back to the fluid they came from.
    OrganReturn = "organ-return", 0.2 (0.02, 0.6) LogitNormal Share
        "" Assumed "no direct measurement";
    /// Vesicles in an organ that are taken in or go back.
    OrganTurnover = "organ-turnover", 2.0 (0.5, 8.0) LogNormal Positive
        "/h" Assumed "vesicles are inside of cells of an organ within an hour; recalled";
    /// What leaves cerebrospinal fluid and stays in the brain; the rest drains to blood.
    CsfToBrain = "csf-to-brain", 0.3 (0.05, 0.8) LogitNormal Share
        "" Assumed "no direct measurement";
    /// Times as fast that an organ takes vesicles with the integrin that fits it.
    TropismFold = "tropism-fold", 3.0 (1.5, 10.0) LogNormal Positive
        "fold" Assumed "Hoshino 2015 Nature shows the direction; size recalled";
    /// Recipient cells of the target tissue.
    TargetCells = "target-cells", 1e9 (1e9, 1e9) Fixed Positive
        "cells" Assumed "about a gram of tissue";
    /// Cells of the liver.
    LiverCells = "liver-cells", 3e11 (3e11, 3e11) Fixed Positive
        "cells" Assumed "an adult; recalled";
    /// Cells of the spleen.
    SpleenCells = "spleen-cells", 2e11 (2e11, 2e11) Fixed Positive
        "cells" Assumed "an adult; recalled";
    /// Cells of the lung.
    LungCells = "lung-cells", 2.3e11 (2.3e11, 2.3e11) Fixed Positive
        "cells" Assumed "an adult; recalled";
    /// Cells of the kidney.
    KidneyCells = "kidney-cells", 1.5e11 (1.5e11, 1.5e11) Fixed Positive
        "cells" Assumed "an adult; recalled";
    /// Time in which half of a target mRNA is lost.
    MrnaHalfLife = "mrna-half-life", 9.0 (3.0, 27.0) LogNormal Positive
        "h" Measured "Schwanhäusser 2011 Nature (median 9 h); range assumed";
    /// Time in which half of a target protein is lost.
    ProteinHalfLife = "protein-half-life", 46.0 (10.0, 200.0) LogNormal Positive
        "h" Assumed "Schwanhäusser 2011 Nature (median 46 h); recalled";
    /// Standard deviation of a measured log2 fold change between biological replicates.
    AssaySd = "assay-sd", 0.3 (0.15, 0.6) LogNormal Positive
        "log2" Assumed "quantitative PCR of cultures; replace by that of a pilot";
    /// Copies of a protein of interest in an average vesicle.
    ProteinPerVesicle = "protein-per-vesicle", 5.0 (0.1, 250.0) LogNormal NonNegative
        "copies/EV" Assumed "a membrane of 100 nm holds some hundred proteins, one kind a few; no direct measurement";
    /// Vesicles taken up whose protein ends where it works.
    ProteinRetention = "protein-retention", 0.05 (0.005, 0.5) LogNormal Share
        "" Assumed "no direct measurement; a membrane protein need not reach the cytosol";
    /// Copies per cell from which a transferred protein matters.
    ProteinThreshold = "protein-threshold", 5000.0 (5000.0, 5000.0) Fixed Positive
        "copies/cell" Assumed "some per cent of a well expressed membrane protein";
    /// Ligands on an average vesicle that find a receptor.
    LigandsPerVesicle = "ligands-per-vesicle", 10.0 (1.0, 100.0) LogNormal NonNegative
        "copies/EV" Assumed "no direct measurement";
    /// Dissociation constant of such a ligand.
    LigandAffinity = "ligand-affinity", 1.0 (0.1, 10.0) LogNormal Positive
        "nM" Assumed "cytokines and immune receptors; many ligands on one vesicle bind tighter";
    /// Occupied share of receptors from which a cell answers.
    SignalThreshold = "signal-threshold", 0.05 (0.05, 0.05) Fixed Share
        "" Assumed "cells answer long before their receptors are full";
    /// Membrane that a cell takes in by itself.
    MembraneUptake = "membrane-uptake", 700.0 (200.0, 2500.0) LogNormal Positive
        "µm²/cell/h" Assumed "half of the surface of a fibroblast to twice that of a macrophage each hour; recalled";
    /// Membrane of degraded vesicles, over what a cell takes in, from which lysosomes are burdened.
    LysosomeThreshold = "lysosome-threshold", 0.1 (0.1, 0.1) Fixed Share
        "" Assumed "no direct measurement";
    /// Outer diameter of a vesicle where none was measured.
    VesicleDiameter = "vesicle-diameter", 100.0 (60.0, 150.0) LogNormal Positive
        "nm" Assumed "exosomes of 30 to 150 nm";
}
