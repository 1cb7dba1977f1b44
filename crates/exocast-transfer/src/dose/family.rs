//! What the guides of one seed come to together, on top of what the recipient holds of it.

use exocast_core::{Draws, Interval, Seed};
use serde::Serialize;

use super::{
    copies::Copies,
    cut::{Cut, in_balance},
    drawn::Delivery,
};
use crate::{
    input::Family,
    model::{ReferenceTarget, Standing, Step},
    parameters::{Status, Values},
    sampling::Endogenous,
};

/// Copies of all guides of one seed in a recipient cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct FamilyDose {
    /// The guide where it is the only one, else the seed with the guide that has most copies.
    pub mirna: String,
    /// The seed; nothing where it is not known, and the guide stands alone.
    pub seed: Option<Seed>,
    /// The guides with their copies, the one with most first.
    pub members: Vec<Member>,
    /// Whether the copies per vesicle of all guides were measured.
    pub status: Status,
    /// Delivered copies in RISC at `hours`.
    pub copies_per_cell: Interval,
    /// Delivered copies in RISC in balance.
    pub steady: Interval,
    /// Copies of the seed that the recipient makes itself, in RISC or not; nothing where they are not known, and were
    /// taken to be none.
    pub endogenous: Option<Interval>,
    /// Copies of the seed with those delivered in balance, over the recipient's own; nothing where it has none or they are
    /// not known.
    pub fold: Option<Interval>,
    /// Share of all copies in RISC that are of the seed, with those delivered in balance.
    pub share_in_risc: Interval,
    /// Occupied share of the sites of the reference target by the recipient's own copies.
    pub occupancy_before: Interval,
    /// The same with the copies delivered in balance.
    pub occupancy_after: Interval,
    /// Delivered copies in RISC that would be enough, at the values of the parameters; nothing where no number is.
    pub needed: Option<f64>,
    /// Share of the draws in which the change of occupancy in balance is enough.
    pub probability: f64,
}

/// A guide of a family.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Member {
    /// Name of the miRNA.
    pub mirna: String,
    /// How it differs from the canonical one, in the words of mirGFF3.
    pub isomir: String,
    /// Delivered copies in RISC at `hours`.
    pub copies_per_cell: Interval,
    /// Delivered copies in RISC in balance.
    pub steady: Interval,
}

/// One draw of a family in balance.
struct Balance {
    /// Copies of the seed in RISC before and after.
    before: f64,
    after: f64,
    wanted: f64,
    share: f64,
    fold: f64,
}

impl Balance {
    fn new(values: &Values, chain: &Cut<'_>, lambda: f64, endogenous: f64) -> Self {
        let standing = Standing::new(values, endogenous);
        let (delivered, all) = (chain.chain.steady * lambda, chain.chain.steady * chain.all);
        Self {
            before: standing.before(),
            after: standing.after(delivered, all),
            wanted: standing.wanted(),
            share: standing.share_in_risc(delivered, all),
            fold: if endogenous > 0.0 { 1.0 + delivered / endogenous } else { 0.0 },
        }
    }
}

/// The row of a family, given the sum of the draws of its copies per vesicle.
pub(crate) fn family_dose<'a>(
    delivery: &Delivery<'_>,
    family: &Family,
    members: impl Iterator<Item = &'a Copies>,
    lambda: &[f64],
    endogenous: &Endogenous,
) -> FamilyDose {
    let value = family.pooled.copies_per_vesicle.value;
    let nominal = delivery.frame.nominal;
    let middle = Balance::new(delivery.nominal, nominal, value, endogenous.value());
    let draws: Vec<Balance> = (0..lambda.len())
        .map(|d| {
            let chain = &delivery.chains[d];
            Balance::new(&delivery.values[d], chain, lambda[d], endogenous.draw(d))
        })
        .collect();
    let interval = |value: f64, draws: &mut dyn Iterator<Item = f64>| {
        let mut selected = Draws::default();
        selected.fill(draws);
        let (low, high) = selected.central();
        Interval::new(value, low, high)
    };
    let over = |part: fn(&Balance) -> f64| interval(part(&middle), &mut draws.iter().map(part));
    let copies = |vesicles: fn(&Cut<'_>) -> f64| {
        let pairs = delivery.chains.iter().zip(lambda);
        interval(
            vesicles(nominal) * value,
            &mut pairs.map(|(chain, copies)| vesicles(chain) * copies),
        )
    };
    // Occupancy rises with copies: its ends are those of the copies.
    let occupied = |copies: Interval| {
        let at = ReferenceTarget::occupancy;
        Interval::new(at(copies.value), at(copies.low), at(copies.high))
    };
    let enough = draws.iter().filter(|draw| draw.after > draw.wanted).count();
    let standing = Standing::new(delivery.nominal, endogenous.value());
    let others = (nominal.chain.steady * (nominal.all - value)).max(0.0);
    let needed = standing.held(standing.to_deliver(others), others);
    let known = endogenous.copies.filter(|copies| copies.value > 0.0);
    FamilyDose {
        mirna: family.label(),
        seed: family.seed,
        members: members.map(Member::new).collect(),
        status: family.pooled.status,
        copies_per_cell: copies(|chain| chain.at(Step::Held)),
        steady: copies(in_balance),
        endogenous: endogenous.copies,
        fold: known.map(|_| over(|draw| draw.fold)),
        share_in_risc: over(|draw| draw.share),
        occupancy_before: occupied(over(|draw| draw.before)),
        occupancy_after: occupied(over(|draw| draw.after)),
        needed: Some(needed).filter(|needed| needed.is_finite()),
        probability: enough as f64 / draws.len().max(1) as f64,
    }
}

impl Member {
    fn new(copies: &Copies) -> Self {
        Self {
            mirna: copies.mirna.clone(),
            isomir: copies.guide.isomir.clone(),
            copies_per_cell: copies.copies_per_cell,
            steady: copies.steady,
        }
    }
}
