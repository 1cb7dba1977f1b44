//! Counts by seed family and by arm, the flow of reads, and saturation.

use std::collections::BTreeMap;

use exocast_core::{BadMatrix, Table, table::Cell};

use crate::{assign::Quantification, names::Arm};

impl Quantification<'_> {
    /// Counts by seed (nucleotides 2–8): `seed members`, then one column per sample; families with counts, by
    /// seed. Each column sums to that of the counts: groups of several seeds are named by all of them, `AGCUUAU/GAGGUAG`.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn families_table(&self) -> Result<Table, BadMatrix> {
        let (catalogue, counts) = (self.index.catalogue(), self.counts()?);
        let mut families: BTreeMap<String, (Vec<&str>, Vec<f64>)> = BTreeMap::new();
        let values = counts.values();
        let rows = counts.rows().zip(values.rows());
        for (members, (name, row)) in self.rows.members().iter().zip(rows) {
            if row.sum() <= 0.0 {
                continue;
            }
            let seeds = members.iter().filter_map(|i| catalogue.matures()[*i].seed());
            let mut seeds: Vec<String> = seeds.map(|seed| seed.to_string()).collect();
            seeds.sort_unstable();
            seeds.dedup();
            let seed = seeds.join("/");
            let none = || (Vec::new(), vec![0.0; row.len()]);
            let (members, sums) = families.entry(seed).or_insert_with(none);
            members.push(name);
            sums.iter_mut().zip(row).for_each(|(sum, count)| *sum += count);
        }
        let columns = ["seed", "members"].into_iter();
        let mut table = Table::new(columns.chain(counts.columns().iter().map(String::as_str)));
        for (seed, (members, sums)) in families {
            let names = [Cell::from(seed), members.join(",").into()];
            table.push(names.into_iter().chain(sums.into_iter().map(Cell::Real)));
        }
        Ok(table)
    }

    /// Counts of both arms of each precursor: `sample hairpin five_prime three_prime five_prime_mirna three_prime_mirna`, the
    /// last two with the names that are counted there. A miRNA of several precursors is counted with its first, a group with
    /// that of its first name, so that the table sums to the counts; precursors without counts in a sample are left out.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn arms_table(&self) -> Result<Table, BadMatrix> {
        let (catalogue, counts) = (self.index.catalogue(), self.counts()?);
        let mut table = Table::new([
            "sample",
            "hairpin",
            "five_prime",
            "three_prime",
            "five_prime_mirna",
            "three_prime_mirna",
        ]);
        let rows = self.rows.members();
        for (sample, values) in counts.columns().iter().zip(counts.values().columns()) {
            let mut arms: BTreeMap<usize, [(f64, Vec<String>); 2]> = BTreeMap::new();
            for (members, count) in rows.iter().zip(values).filter(|(_, count)| **count > 0.0) {
                let Some(&mature) = members.first() else { continue };
                let locus = catalogue.loci()[catalogue.matures()[mature].loci[0]];
                let arm = usize::from(locus.arm == Arm::ThreePrime);
                let (sum, names) = &mut arms.entry(locus.hairpin).or_default()[arm];
                *sum += count;
                names.push(catalogue.joint_name(members));
            }
            for (hairpin, [(five, five_names), (three, three_names)]) in arms {
                let hairpin = catalogue.hairpins()[hairpin].name.as_str();
                table.push([
                    sample.as_str().into(),
                    hairpin.into(),
                    five.into(),
                    three.into(),
                    five_names.join(",").into(),
                    three_names.join(",").into(),
                ]);
            }
        }
        Ok(table)
    }

    /// The flow of reads, ready for a Sankey diagram: `sample source target reads`. From `all reads` to the filtered ones
    /// and to `kept`, from there to the classes, from `miRNA` to `reference` and `isomiR`; every node has as many reads
    /// in as out.
    #[must_use]
    pub fn flow_table(&self) -> Table {
        let mut table = Table::new(["sample", "source", "target", "reads"]);
        for qc in self.qc() {
            let mut push = |source: &str, target: &str, reads: u64| {
                table.push([qc.sample.as_str().into(), source.into(), target.into(), reads.into()]);
            };
            push("all reads", "kept", qc.fates.passed);
            for share in qc.classes.iter().filter(|share| share.is_filtered) {
                push("all reads", &share.class, share.reads);
            }
            for share in qc.classes.iter().filter(|share| !share.is_filtered) {
                push("kept", &share.class, share.reads);
            }
            push("miRNA", "reference", qc.reference_reads);
            push("miRNA", "isomiR", qc.mirna_reads() - qc.reference_reads);
        }
        table
    }

    /// Names expected at lower depths: `sample reads mirnas`, Hurlbert's rarefaction at ten depths.
    #[must_use]
    pub fn saturation_table(&self) -> Table {
        let mut table = Table::new(["sample", "reads", "mirnas"]);
        for qc in self.qc() {
            for &(reads, names) in &qc.saturation {
                table.push([qc.sample.as_str().into(), reads.into(), names.into()]);
            }
        }
        table
    }
}
