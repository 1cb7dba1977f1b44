//! Sites and mRNAs as rows of numbers.

use crate::input::Region;
use crate::{
    affinity::{
        CnnWeights, FEATURES, GuideFeatures, SUSCEPTIBILITY, susceptibility_features, twelve_mer,
    },
    input::{Message, Mirna},
    response::each_site,
    sites::{SiteScanner, SiteType},
    structure::UnpairedCache,
};

/// Levels of genes after transfection of miRNAs.
#[derive(Clone, Debug)]
pub struct Transfections {
    /// The miRNA of each sample.
    pub guides: Vec<Mirna>,
    /// The mRNA of each gene.
    pub messages: Vec<Message>,
    /// Natural logarithm of the level, genes × samples.
    pub levels: Vec<f64>,
}

/// What E begins with.
#[derive(Clone, Copy, Debug)]
pub enum Base<'a> {
    /// A number for each site type.
    Types,
    /// −ln Kd of the published network, and one number.
    Network(&'a CnnWeights),
}

/// Sites of all samples, ready to fit.
#[derive(Clone, Debug)]
pub struct Design {
    pub(super) genes: usize,
    pub(super) samples: usize,
    /// Number of columns of site types.
    pub(super) kinds: usize,
    /// Features in use, as places in [`FEATURES`].
    pub(super) features: Vec<usize>,
    /// Sites × columns: types, then standardised features.
    pub(super) rows: Vec<f64>,
    /// What is added to E of each site.
    pub(super) offsets: Vec<f64>,
    /// Sites of gene g and sample m begin at `starts[g · samples + m]`.
    pub(super) starts: Vec<usize>,
    /// Genes × features of the mRNA, standardised.
    pub(super) susceptibility: Vec<[f64; SUSCEPTIBILITY.len()]>,
    /// Mean and standard deviation of each feature in use, and of those of the mRNA.
    pub(super) scales: Vec<(f64, f64)>,
    pub(super) susceptibility_scales: [(f64, f64); SUSCEPTIBILITY.len()],
}

impl Design {
    /// Finds the sites of each sample's miRNA and their features.
    #[must_use]
    pub fn new(data: &Transfections, base: Base<'_>, unpaired: Option<&UnpairedCache>) -> Self {
        Self::without(data, base, unpaired, &[])
    }

    /// As [`new`](Self::new), without some of [`FEATURES`]: what is lost without one is what it brought.
    #[must_use]
    pub fn without(
        data: &Transfections,
        base: Base<'_>,
        unpaired: Option<&UnpairedCache>,
        left_out: &[&str],
    ) -> Self {
        let (genes, samples) = (data.messages.len(), data.guides.len());
        let features: Vec<usize> = (0..FEATURES.len())
            .filter(|&i| match FEATURES[i] {
                name if left_out.contains(&name) => false,
                "ln-unpaired" => unpaired.is_some(),
                "pairing" | "c-opposite-8" => matches!(base, Base::Types),
                _ => true,
            })
            .collect();
        let kinds = if matches!(base, Base::Types) { SiteType::ALL.len() } else { 1 };
        let guides: Vec<_> = data
            .guides
            .iter()
            .map(|guide| {
                let network = match base {
                    Base::Types => None,
                    Base::Network(weights) => Some(weights.guide(guide.sequence().bases())),
                };
                let guide_alone = std::slice::from_ref(guide);
                let scanner =
                    SiteScanner::for_types(guide_alone, &SiteType::ALL, &Region::REPRESSING);
                (scanner, GuideFeatures::new(guide), network)
            })
            .collect();
        let width = kinds + features.len();
        let (mut rows, mut offsets, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for message in &data.messages {
            let unpaired = unpaired.and_then(|cache| cache.get(message));
            for (scanner, of_guide, network) in &guides {
                each_site(scanner, message, (unpaired, None), |_, site| {
                    let values = of_guide.site(site);
                    let kind = if kinds == 1 { 0 } else { site.kind as usize };
                    rows.extend((0..kinds).map(|i| f64::from(i == kind)));
                    rows.extend(features.iter().map(|&i| values[i]));
                    offsets.push(network.as_ref().map_or(0.0, |n| -n.ln_kd(&twelve_mer(site))));
                });
                starts.push(offsets.len());
            }
        }
        let scales = (kinds..width).map(|column| standardise(&mut rows, width, column)).collect();
        let mut flat: Vec<f64> = data.messages.iter().flat_map(susceptibility_features).collect();
        let susceptibility_scales =
            std::array::from_fn(|column| standardise(&mut flat, SUSCEPTIBILITY.len(), column));
        let susceptibility = flat.as_chunks().0.to_vec();
        Self {
            genes,
            samples,
            kinds,
            features,
            rows,
            offsets,
            starts,
            susceptibility,
            scales,
            susceptibility_scales,
        }
    }

    /// Number of genes and of samples.
    #[must_use]
    pub(crate) const fn shape(&self) -> (usize, usize) {
        (self.genes, self.samples)
    }

    pub(super) fn width(&self) -> usize {
        self.kinds + self.features.len()
    }
}

/// Takes mean and standard deviation of a column out of it.
fn standardise(rows: &mut [f64], width: usize, column: usize) -> (f64, f64) {
    let count = (rows.len() / width).max(1) as f64;
    let values = || rows.iter().skip(column).step_by(width);
    let mean = values().sum::<f64>() / count;
    let variance = values().map(|value| (value - mean).powi(2)).sum::<f64>() / count;
    let sd = variance.sqrt().max(1e-9);
    rows.iter_mut().skip(column).step_by(width).for_each(|value| *value = (*value - mean) / sd);
    (mean, sd)
}
