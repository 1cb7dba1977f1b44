//! Remarks on rows of the counts: fragments of other RNAs, and entries of `MirGeneDB`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    assign::{Quantification, ReadIndex},
    reference::MirGeneDb,
};

/// Remarks on rows of the counts, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Remarks {
    /// The RNAs, of those that compete for reads, that the sequence is a fragment of, with at most one nucleotide that differs:
    /// `5S (rRNA, 1 nt differs)`. Its counts may be of these.
    pub fragment_of: BTreeMap<String, String>,
    /// Entries of `MirGeneDB`; none where that was not given.
    pub mirgenedb: Option<BTreeMap<String, String>>,
}

impl ReadIndex<'_> {
    /// What a mature name is a fragment of.
    fn fragment_of(&self, mature: usize) -> Option<String> {
        let origins = self.origins().iter().filter(|origin| origin.mature == mature);
        let named: Vec<String> = origins
            .map(|origin| match origin.differences {
                0 => format!("{} ({})", origin.name, origin.class),
                1 => format!("{} ({}, 1 nt differs)", origin.name, origin.class),
                n => format!("{} ({}, {n} nt differ)", origin.name, origin.class),
            })
            .collect();
        (!named.is_empty()).then(|| named.join("; "))
    }
}

impl Quantification<'_> {
    /// Remarks on the rows of the counts, with entries of `MirGeneDB` where that is given.
    #[must_use]
    pub fn remarks(&self, mirgenedb: Option<&MirGeneDb>) -> Remarks {
        let catalogue = self.index.catalogue();
        let mut remarks =
            Remarks { mirgenedb: mirgenedb.map(|_| BTreeMap::new()), ..Remarks::default() };
        for members in self.rows.members() {
            let name = || catalogue.joint_name(members);
            let fragments = members.iter().find_map(|mature| self.index.fragment_of(*mature));
            remarks.fragment_of.extend(fragments.map(|fragments| (name(), fragments)));
            if let (Some(all), Some(mirgenedb)) = (&mut remarks.mirgenedb, mirgenedb) {
                let entries = members
                    .iter()
                    .flat_map(|mature| mirgenedb.names_of(&catalogue.matures()[*mature].sequence));
                let mut entries: Vec<&str> = entries.collect();
                entries.sort_unstable();
                entries.dedup();
                if !entries.is_empty() {
                    all.insert(name(), entries.join("/"));
                }
            }
        }
        remarks
    }
}
