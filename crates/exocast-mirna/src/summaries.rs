//! Counts by seed family and by arm, and what makes samples comparable.

use std::collections::BTreeMap;

use exocast_core::{BadMatrix, LabelledMatrix, Table, table::Cell};

use crate::{Arm, Quantification};

impl Quantification<'_> {
    /// Counts by seed (nucleotides 2–8): `seed members`, then one column a sample; families with counts, by
    /// seed. Each column sums to that of the counts, less groups of several seeds.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn families_table(&self) -> Result<Table, BadMatrix> {
        let (catalogue, counts) = (self.index.catalogue(), self.counts()?);
        let mut families: BTreeMap<String, (Vec<&str>, Vec<f64>)> = BTreeMap::new();
        for (name, row) in counts.rows().zip(counts.values().rows()) {
            let seed = catalogue.find(name).and_then(|i| catalogue.matures()[i].seed());
            let Some(seed) = seed.filter(|_| row.sum() > 0.0) else { continue };
            let none = || (Vec::new(), vec![0.0; row.len()]);
            let (members, sums) = families.entry(seed.to_string()).or_insert_with(none);
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

    /// Counts of both arms of each precursor: `sample hairpin five_prime three_prime`. A miRNA of several
    /// precursors stands with its first; precursors without counts in a sample are left out.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn arms_table(&self) -> Result<Table, BadMatrix> {
        let (catalogue, counts) = (self.index.catalogue(), self.counts()?);
        let mut table = Table::new(["sample", "hairpin", "five_prime", "three_prime"]);
        for (sample, values) in counts.columns().iter().zip(counts.values().columns()) {
            let mut arms: BTreeMap<usize, [f64; 2]> = BTreeMap::new();
            for (name, count) in counts.rows().zip(values).filter(|(_, count)| **count > 0.0) {
                let Some(mature) = catalogue.find(name) else { continue };
                let locus = catalogue.loci()[catalogue.matures()[mature].loci[0]];
                let arm = usize::from(locus.arm == Arm::ThreePrime);
                arms.entry(locus.hairpin).or_default()[arm] += count;
            }
            for (hairpin, [five, three]) in arms {
                let hairpin = catalogue.hairpins()[hairpin].name.as_str();
                table.push([sample.as_str().into(), hairpin.into(), five.into(), three.into()]);
            }
        }
        Ok(table)
    }

    /// What makes samples comparable: `sample total per_million median_of_ratios`. Counts times `per_million`
    /// are RPM; counts divided by `median_of_ratios` are of equal depth where most miRNAs are unchanged.
    ///
    /// # Errors
    /// Where two samples have the same name.
    pub fn factors_table(&self) -> Result<Table, BadMatrix> {
        let counts = self.counts()?;
        let mut table = Table::new(["sample", "total", "per_million", "median_of_ratios"]);
        let ratios = median_of_ratios(&counts);
        for ((sample, values), ratio) in
            counts.columns().iter().zip(counts.values().columns()).zip(ratios)
        {
            let total = values.sum();
            let million = (total > 0.0).then(|| 1e6 / total);
            table.push([sample.as_str().into(), total.into(), million.into(), ratio.into()]);
        }
        Ok(table)
    }
}

/// Size factors: of each sample the median, over the rows that are above zero in all, of its count over the
/// geometric mean of the row (Anders & Huber 2010, Genome Biol 11:R106). Nothing where there is no such row.
fn median_of_ratios(counts: &LabelledMatrix) -> Vec<Option<f64>> {
    let mut ratios: Vec<Vec<f64>> = vec![Vec::new(); counts.columns().len()];
    for row in counts.values().rows() {
        if row.iter().all(|count| *count > 0.0) {
            let mean = row.iter().map(|count| count.ln()).sum::<f64>() / row.len() as f64;
            ratios.iter_mut().zip(row).for_each(|(all, count)| all.push(count.ln() - mean));
        }
    }
    let median = |mut all: Vec<f64>| {
        all.sort_unstable_by(f64::total_cmp);
        let middle = all.len() / 2;
        let upper = *all.get(middle)?;
        let lower = if all.len().is_multiple_of(2) { all[middle - 1] } else { upper };
        Some(f64::midpoint(lower, upper).exp())
    };
    ratios.into_iter().map(median).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn size_factors_by_hand() {
        let names = |all: &[&str]| all.iter().map(|name| (*name).to_owned()).collect();
        let matrix =
            |values| LabelledMatrix::new(names(&["a", "b", "c"]), names(&["x", "y"]), values);
        let found = median_of_ratios(&matrix(vec![1.0, 4.0, 10.0, 40.0, 5.0, 0.0]).unwrap());
        assert!((found[0].unwrap() - 0.5).abs() < 1e-12 && (found[1].unwrap() - 2.0).abs() < 1e-12);
        let none = median_of_ratios(&matrix(vec![1.0, 0.0, 0.0, 1.0, 0.0, 0.0]).unwrap());
        assert_eq!(none, [None, None]);
    }
}
