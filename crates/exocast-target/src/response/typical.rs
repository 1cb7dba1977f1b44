//! Sites of mRNA that is not listed.

use crate::{input::Region, sites::SiteType};

/// Sites of a type and region that one miRNA has over a whole cell, for mRNA that is not listed.
pub(crate) const TYPICAL: [(SiteType, Region, f64); 8] = {
    use crate::parameters as p;
    [
        (SiteType::EightMer, Region::Orf, p::TYPICAL_8MER_ORF.value),
        (SiteType::SevenMerM8, Region::Orf, p::TYPICAL_7MER_M8_ORF.value),
        (SiteType::SevenMerA1, Region::Orf, p::TYPICAL_7MER_A1_ORF.value),
        (SiteType::SixMer, Region::Orf, p::TYPICAL_6MER_ORF.value),
        (SiteType::EightMer, Region::Utr3, p::TYPICAL_8MER_UTR3.value),
        (SiteType::SevenMerM8, Region::Utr3, p::TYPICAL_7MER_M8_UTR3.value),
        (SiteType::SevenMerA1, Region::Utr3, p::TYPICAL_7MER_A1_UTR3.value),
        (SiteType::SixMer, Region::Utr3, p::TYPICAL_6MER_UTR3.value),
    ]
};
