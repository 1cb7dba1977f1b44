//! Every physical constant and assumed size of this crate, with unit, source and status.

use serde::Serialize;

/// How a number is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Exact by definition.
    Defined,
    /// Measured in the work cited.
    Measured,
    /// Taken for want of a measurement of this sample.
    Assumed,
}

/// One constant.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Constant {
    /// What it is.
    pub name: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: &'static str,
    /// How it is known.
    pub status: Status,
    /// Where it is from.
    pub source: &'static str,
}

macro_rules! constants {
    ($($(#[$doc:meta])* $id:ident: $name:literal, $value:expr, $unit:literal, $status:ident, $source:literal;)*) => {
        $($(#[$doc])* pub const $id: Constant = Constant {
            name: $name, value: $value, unit: $unit, status: Status::$status, source: $source,
        };)*
        /// All of them.
        pub const ALL: &[Constant] = &[$($id),*];
    };
}

constants! {
    /// k.
    BOLTZMANN: "Boltzmann constant", 1.380_649e-23, "J/K", Defined, "SI 2019";
    /// `N_A`.
    AVOGADRO: "Avogadro constant", 6.022_140_76e23, "1/mol", Defined, "SI 2019";
    /// t of the bilayer.
    MEMBRANE: "thickness of the lipid bilayer", 4.0, "nm", Measured,
        "Lewis & Engelman 1983, J Mol Biol 166:211: 3.5 to 4.5 nm between chains and headgroups";
    /// `a_lipid`.
    LIPID_AREA: "area of a lipid in the bilayer", 0.65, "nm²", Measured,
        "Nagle & Tristram-Nagle 2000, Biochim Biophys Acta 1469:159: 0.63 to 0.72 for fluid phosphatidylcholines";
    /// Random close packing.
    PACKING: "share of a volume that spheres fill at random", 0.64, "", Measured,
        "Scott & Kilgour 1969, J Phys D 2:863: 0.6366";
    /// Radius of an Argonaute 2.
    AGO2_RADIUS: "radius of a sphere of the size of Argonaute 2", 5.0, "nm", Assumed,
        "longest dimension of about 10 nm: Schirle & MacRae 2012, Science 336:1037";
    /// Volume of a hydrated miRNA.
    MIRNA_VOLUME: "volume of a single strand of 22 nucleotides with its water", 21.0, "nm³", Assumed,
        "22 nucleotides of 330 Da at a partial volume of about 1 nm³ for each 0.35 kDa, hydrated";
}
