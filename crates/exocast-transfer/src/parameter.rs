//! The one table of every number of the model: value, range, unit, source and status.

use std::{fmt, str::FromStr};

use exocast_core::{Interval, Table};
use serde::{Deserialize, Serialize};

use crate::error::BadParameter;

/// Where a number comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Measured, in the cited paper or by the user.
    Measured,
    /// Fitted to data by this project.
    Fitted,
    /// Believed or chosen; no measurement is cited for it.
    Assumed,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Measured => "measured",
            Self::Fitted => "fitted",
            Self::Assumed => "assumed",
        })
    }
}

/// How a parameter varies over its 95 % range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// It does not vary.
    Fixed,
    /// The logarithm is normal and the range is its central 95 %; shares are cut at 1.
    LogNormal,
    /// The log odds are normal and the range is its central 95 %; for shares.
    LogitNormal,
}

impl fmt::Display for Distribution {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed => "fixed",
            Self::LogNormal => "log-normal",
            Self::LogitNormal => "logit-normal",
        })
    }
}

/// What values a parameter can take at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Domain {
    /// Above zero.
    Positive,
    /// Zero or more.
    NonNegative,
    /// From 0 to 1.
    Share,
}

impl Domain {
    /// Whether `value` is possible.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        value.is_finite()
            && match self {
                Self::Positive => value > 0.0,
                Self::NonNegative => value >= 0.0,
                Self::Share => (0.0..=1.0).contains(&value),
            }
    }
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Positive => "a finite number above zero",
            Self::NonNegative => "a finite number, zero or more",
            Self::Share => "a share from 0 to 1",
        })
    }
}

/// One row of the table: everything known of a parameter before the user says anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Name in kebab-case, as options, ledger and sensitivity table have it.
    pub name: &'static str,
    /// Default value.
    pub value: f64,
    /// Lower end of the 95 % range.
    pub low: f64,
    /// Upper end of the 95 % range.
    pub high: f64,
    /// How it varies over the range.
    pub distribution: Distribution,
    /// What it can be at all.
    pub domain: Domain,
    /// Unit; empty for shares and counts.
    pub unit: &'static str,
    /// Where the value comes from.
    pub status: Status,
    /// Citation, or the reason of the assumption.
    pub source: &'static str,
}

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

        const ENTRIES: [Entry; Parameter::COUNT] = [$(Entry {
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
    /// Vesicles taken up whose cargo reaches the cytosol.
    EndosomalEscape = "endosomal-escape", 0.02 (0.001, 0.3) LogNormal Share
        "" Assumed "very low fusion (2022 NanoBiT assay) to 30 % (Bonsergent 2021, recalled)";
    /// Copies of any one miRNA in an average vesicle, where nothing was measured.
    CopiesPerVesicle = "copies-per-vesicle", 0.00825 (1e-4, 0.25) LogNormal NonNegative
        "copies/EV" Measured "Chevillet 2014 PNAS (0.00825 ± 0.02); under 1 in Wei 2017; range assumed";
    /// Delivered copies that end in RISC.
    RiscCompetentShare = "risc-competent-share", 0.5 (0.05, 1.0) LogNormal Share
        "" Assumed "no direct measurement";
    /// Time in which half of the delivered copies are lost.
    MirnaHalfLife = "mirna-half-life", 24.0 (5.0, 100.0) LogNormal Positive
        "h" Measured "Kingston & Bartel 2019 Genome Res (medians 11 to 34 h, range of a hundredfold)";
    /// Copies per cell from which a target changes measurably.
    EffectThreshold = "effect-threshold", 1000.0 (1000.0, 1000.0) Fixed Positive
        "copies/cell" Assumed "20 % repression of an 8mer target among 1.8e5 sites; compare Denzler 2014 and Bosson 2014 Mol Cell";
    /// Argonaute proteins in a cell.
    AgoPerCell = "ago-per-cell", 1e5 (1e5, 1e5) Fixed NonNegative
        "copies/cell" Assumed "recalled";
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
}

impl Parameter {
    /// Number of parameters.
    pub const COUNT: usize = Self::ALL.len();

    /// The row of the table.
    #[must_use]
    pub const fn entry(self) -> &'static Entry {
        const TABLE: &[Entry; Parameter::COUNT] = &ENTRIES;
        &TABLE[self as usize]
    }

    /// Name in kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Default value and 95 % range.
    #[must_use]
    pub fn default_interval(self) -> Interval {
        let entry = self.entry();
        Interval { value: entry.value, low: entry.low, high: entry.high }
    }

    /// The whole table: `parameter value low high distribution unit status source`.
    ///
    /// ```
    /// use exocast_transfer::Parameter;
    ///
    /// assert_eq!(Parameter::table().rows().len(), Parameter::COUNT);
    /// ```
    #[must_use]
    pub fn table() -> Table {
        crate::Parameters::default().table()
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Reads a name in kebab-case; underscores stand for hyphens.
impl FromStr for Parameter {
    type Err = BadParameter;

    fn from_str(text: &str) -> Result<Self, BadParameter> {
        let name = text.trim().replace('_', "-");
        Self::ALL
            .iter()
            .copied()
            .find(|parameter| parameter.name() == name)
            .ok_or_else(|| BadParameter::Unknown { name: text.to_owned(), nearest: nearest(&name) })
    }
}

/// The known name most like `name`; one that holds it whole comes before all others.
fn nearest(name: &str) -> &'static str {
    let likeness = |parameter: &Parameter| {
        let whole = !name.is_empty() && parameter.name().contains(name);
        strsim::jaro_winkler(parameter.name(), name) + f64::from(u8::from(whole))
    };
    Parameter::ALL
        .iter()
        .max_by(|a, b| likeness(a).total_cmp(&likeness(b)))
        .map_or("", |parameter| parameter.name())
}
