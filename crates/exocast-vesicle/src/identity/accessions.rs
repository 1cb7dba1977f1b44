//! Accessions of the markers.

/// The reviewed human entries of `UniProtKB` (uniprot.org) of the genes of the markers; histones of one kind have several
/// genes.
const ACCESSIONS: &[(&str, &str)] = &[
    ("O00194", "RAB27B"),
    ("O00560", "SDCBP"),
    ("O14672", "ADAM10"),
    ("O43633", "CHMP2A"),
    ("O60814", "H2BC"),
    ("O75351", "VPS4B"),
    ("O75955", "FLOT1"),
    ("P01024", "C3"),
    ("P02545", "LMNA"),
    ("P02647", "APOA1"),
    ("P02652", "APOA2"),
    ("P02768", "ALB"),
    ("P02786", "TFRC"),
    ("P04083", "ANXA1"),
    ("P04114", "APOB"),
    ("P04406", "GAPDH"),
    ("P04908", "H2AC"),
    ("P05106", "ITGB3"),
    ("P05556", "ITGB1"),
    ("P06756", "ITGAV"),
    ("P07355", "ANXA2"),
    ("P07900", "HSP90AA1"),
    ("P07911", "UMOD"),
    ("P07996", "THBS1"),
    ("P08133", "ANXA6"),
    ("P08174", "CD55"),
    ("P08238", "HSP90AB1"),
    ("P08514", "ITGA2B"),
    ("P08574", "CYC1"),
    ("P08758", "ANXA5"),
    ("P08962", "CD63"),
    ("P0C0S8", "H2AC"),
    ("P0DMV8", "HSPA1A"),
    ("P11049", "CD37"),
    ("P11142", "HSPA8"),
    ("P11279", "LAMP1"),
    ("P13473", "LAMP2"),
    ("P13987", "CD59"),
    ("P14151", "SELL"),
    ("P14625", "HSP90B1"),
    ("P16109", "SELP"),
    ("P16403", "H1-2"),
    ("P16422", "EPCAM"),
    ("P16581", "SELE"),
    ("P18827", "SDC1"),
    ("P19075", "TSPAN8"),
    ("P19397", "CD53"),
    ("P20339", "RAB5A"),
    ("P21589", "NT5E"),
    ("P21796", "VDAC1"),
    ("P21926", "CD9"),
    ("P23229", "ITGA6"),
    ("P27701", "CD82"),
    ("P27824", "CANX"),
    ("P29965", "CD40LG"),
    ("P31431", "SDC4"),
    ("P35613", "BSG"),
    ("P50995", "ANXA11"),
    ("P51149", "RAB7A"),
    ("P51159", "RAB27A"),
    ("P60033", "CD81"),
    ("P61586", "RHOA"),
    ("P62330", "ARF6"),
    ("P62491", "RAB11A"),
    ("P62805", "H4C1"),
    ("P62807", "H2BC"),
    ("P62873", "GNB1"),
    ("P68431", "H3C1"),
    ("P99999", "CYCS"),
    ("Q03135", "CAV1"),
    ("Q08379", "GOLGA2"),
    ("Q08722", "CD47"),
    ("Q14254", "FLOT2"),
    ("Q14344", "GNA13"),
    ("Q15388", "TOMM20"),
    ("Q8N5I2", "ARRDC1"),
    ("Q8WUM4", "PDCD6IP"),
    ("Q99816", "TSG101"),
    ("Q9H223", "EHD4"),
    ("Q9H444", "CHMP4B"),
    ("Q9H4M9", "EHD1"),
    ("Q9UKV8", "AGO2"),
    ("Q9UL18", "AGO1"),
    ("Q9UN37", "VPS4A"),
];

/// The gene of the marker that an accession is of, whatever its isoform.
pub(super) fn gene_of(accession: &str) -> Option<&'static str> {
    let accession = accession.split(['-', '.']).next().unwrap_or_default();
    let place = ACCESSIONS.binary_search_by_key(&accession, |(accession, _)| accession).ok()?;
    Some(ACCESSIONS[place].1)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{super::markers::MARKERS, *};

    #[test]
    fn every_marker_has_an_accession() {
        assert!(ACCESSIONS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let genes: BTreeSet<&str> = ACCESSIONS.iter().map(|(_, gene)| *gene).collect();
        let markers: BTreeSet<&str> = MARKERS.iter().map(|marker| marker.gene).collect();
        assert_eq!(genes, markers);
        assert_eq!(gene_of("P21926-2"), Some("CD9"));
        assert_eq!(gene_of("Q1"), None);
    }
}
