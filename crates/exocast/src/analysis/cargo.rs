//! Reads, spikes and particles put together: copies per mL and per vesicle.
//!
//! The cargo is that of all samples together: reads summed, copies averaged geometrically. The
//! interval spans those of the samples.

use std::collections::{BTreeMap, BTreeSet};

use exocast_core::{Cell, Interval, Table};
use exocast_transfer::{Cargo, CargoEntry, Parameter, Parameters, enrichment_over_passive};

use super::{AnalysisError, chain::Chain, mirna::Counted, vesicles::Sized};
use crate::study::Step;

/// The cargo of all samples together.
pub(super) struct PooledCargo {
    rows: Vec<Row>,
}

struct Row {
    mirna: String,
    reads: f64,
    copies_per_ml: Option<Interval>,
    copies_per_vesicle: Option<Interval>,
}

impl PooledCargo {
    /// The cargo as the transfer model takes it: as measured where spikes and particles give copies
    /// per vesicle, else the published prior apportioned by reads.
    pub(super) fn for_transfer(&self, parameters: &Parameters) -> Cargo {
        let measured: Vec<CargoEntry> = self
            .rows
            .iter()
            .filter_map(|row| Some(CargoEntry::measured(&row.mirna, row.copies_per_vesicle?)))
            .collect();
        if !measured.is_empty() {
            return Cargo::new(measured);
        }
        let reads: Vec<(&str, f64)> =
            self.rows.iter().map(|row| (row.mirna.as_str(), row.reads)).collect();
        Cargo::apportion(&reads, parameters.get(Parameter::CopiesPerVesicle).range)
    }
}

/// Puts the counts of every miRNA with reads together with spikes and particles.
pub(super) fn run(
    chain: &mut Chain<'_>,
    counted: Option<&Counted>,
    sized: Option<&Sized>,
) -> Result<Option<PooledCargo>, AnalysisError> {
    let Some(counted) = counted else { return Ok(None) };
    if !chain.begin(Step::Cargo, 1) {
        return Ok(None);
    }
    let parameters = super::dose::options(chain.study)?;
    let concentrations = sized.map(Sized::concentrations).unwrap_or_default();
    let per_ml = by_mirna(counted, |_| Some(Interval::exact(1.0)));
    let per_vesicle = by_mirna(counted, |sample| {
        let own = concentrations.iter().find(|vesicles| vesicles.sample == sample)?;
        let particles = own.concentration_per_ml;
        // One over an interval turns it round.
        (particles.low > 0.0).then(|| Interval {
            value: 1.0 / particles.value,
            low: 1.0 / particles.high,
            high: 1.0 / particles.low,
        })
    });
    let rows: Vec<Row> = counted
        .counts
        .rows()
        .zip(counted.counts.values().rows())
        .map(|(mirna, reads)| Row {
            mirna: mirna.to_owned(),
            reads: reads.sum(),
            copies_per_ml: per_ml.get(mirna).copied(),
            copies_per_vesicle: per_vesicle.get(mirna).copied(),
        })
        .filter(|row| row.reads > 0.0)
        .collect();
    if rows.is_empty() {
        chain.give_up("no miRNA has reads in any sample");
        return Ok(None);
    }
    chain.end();
    note_groups(chain);
    let diameter = sized.and_then(Sized::pooled).and_then(|vesicles| vesicles.diameter_nm);
    let passive = diameter.map(|nm| (nm, parameters.parameters()));
    chain.table("cargo", table(&rows, passive));
    Ok(Some(PooledCargo { rows }))
}

/// Groups are named by the study, and the cargo is that of all samples together.
fn note_groups(chain: &mut Chain<'_>) {
    let groups: BTreeSet<&str> =
        chain.study.samples.iter().filter_map(|sample| sample.group.as_deref()).collect();
    if groups.len() > 1 {
        let listed = groups.into_iter().collect::<Vec<_>>().join(", ");
        chain.note(
            Step::Cargo,
            format_args!("the groups {listed} are pooled into one cargo, dose and response; run one study a group to compare them"),
        );
    }
}

/// Copies of each miRNA times a factor of its sample, as the geometric mean over the samples that
/// have both.
fn by_mirna(
    counted: &Counted,
    factor: impl Fn(&str) -> Option<Interval>,
) -> BTreeMap<&str, Interval> {
    let mut found: BTreeMap<&str, Vec<Interval>> = BTreeMap::new();
    for (copies, extraction) in &counted.copies_per_ml {
        if let Some(factor) = factor(&copies.sample) {
            found
                .entry(&copies.mirna)
                .or_default()
                .push(times(copies.per_millilitre(extraction), factor));
        }
    }
    found.into_iter().map(|(mirna, samples)| (mirna, geometric_mean(&samples))).collect()
}

/// The product of two independent quantities above zero: relative half-widths add in quadrature on
/// the logarithm.
fn times(a: Interval, b: Interval) -> Interval {
    let value = a.value * b.value;
    let half = |end: fn(Interval) -> f64| {
        let part = |quantity: Interval| (end(quantity) / quantity.value).ln();
        part(a).hypot(part(b))
    };
    Interval { value, low: value * (-half(|q| q.low)).exp(), high: value * half(|q| q.high).exp() }
}

fn geometric_mean(samples: &[Interval]) -> Interval {
    let n = samples.len() as f64;
    let mean =
        |end: fn(&Interval) -> f64| (samples.iter().map(|i| end(i).ln()).sum::<f64>() / n).exp();
    let low = samples.iter().map(|interval| interval.low).fold(f64::INFINITY, f64::min);
    let high = samples.iter().map(|interval| interval.high).fold(0.0, f64::max);
    Interval::new(mean(|interval| interval.value), low, high)
}

fn table(rows: &[Row], passive: Option<(f64, &Parameters)>) -> Table {
    let mut table = Table::new([
        "mirna",
        "reads",
        "copies_per_ml",
        "low",
        "high",
        "copies_per_vesicle",
        "low",
        "high",
        "enrichment_over_passive",
        "flag",
    ]);
    let ends = |interval: Option<Interval>| -> [Cell; 3] {
        [interval.map(|i| i.value), interval.map(|i| i.low), interval.map(|i| i.high)]
            .map(Cell::from)
    };
    for row in rows {
        let flag = match (row.copies_per_ml, row.copies_per_vesicle) {
            (None, _) => "no absolute copies",
            (Some(_), None) => "no particle number",
            (Some(_), Some(copies)) if copies.value > 1.0 => "more than one copy per vesicle",
            (Some(_), Some(_)) => "",
        };
        let enrichment =
            row.copies_per_vesicle.zip(passive).and_then(|(copies, (nm, parameters))| {
                enrichment_over_passive(copies.value, nm, None, parameters)
            });
        let mut cells: Vec<Cell> = vec![row.mirna.as_str().into(), row.reads.into()];
        cells.extend(ends(row.copies_per_ml));
        cells.extend(ends(row.copies_per_vesicle));
        cells.extend([enrichment.into(), flag.into()]);
        table.push(cells);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_of_exact_values_is_exact() {
        let product = times(Interval::exact(2.0), Interval::exact(3.0));
        assert!([product.low, product.high].iter().all(|end| (end - product.value).abs() < 1e-12));
        assert!((product.value - 6.0).abs() < 1e-12);
    }

    #[test]
    fn a_product_is_wider_than_its_factors_and_narrower_than_their_ends() {
        let (a, b) = (Interval::new(10.0, 5.0, 20.0), Interval::new(1.0, 0.5, 2.0));
        let product = times(a, b);
        assert!(product.high > 20.0 && product.high < 40.0);
        assert!(product.low < 5.0 && product.low > 2.5);
    }

    #[test]
    fn samples_are_averaged_on_the_logarithm() {
        let mean =
            geometric_mean(&[Interval::new(1.0, 0.5, 2.0), Interval::new(100.0, 50.0, 200.0)]);
        assert!((mean.value - 10.0).abs() < 1e-12);
        assert!((mean.low - 0.5).abs() < 1e-12 && (mean.high - 200.0).abs() < 1e-12);
    }
}
