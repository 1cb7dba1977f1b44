//! Which columns of a table are read.

use std::borrow::Cow;

use super::super::text::shown_header;
use super::super::unreadable::Unreadable;
use super::columns::{Amount, Column, Per};
use super::named::LengthUnit;
use super::role::Role;
use super::unit::Unit;

/// Places of the columns in a header.
#[derive(Clone, Copy)]
pub(crate) struct Places {
    pub(crate) diameter: Option<usize>,
    /// nm in one of the diameters.
    pub(crate) nanometres: f64,
    /// Lower and upper edges of bins, and nm in one of each.
    pub(crate) edges: Option<[(usize, f64); 2]>,
    pub(crate) count: Option<Amount>,
    pub(crate) share: Option<Amount>,
    pub(crate) concentration: Option<Amount>,
    pub(crate) included: Option<usize>,
    /// The name of the sample of each row.
    pub(crate) sample: Option<usize>,
    pub(crate) matrix: bool,
}

impl Places {
    /// Whether a column is read.
    pub(crate) fn reads(&self, at: usize) -> bool {
        let amounts = [self.count, self.share, self.concentration].into_iter().flatten();
        let edges = self.edges.into_iter().flatten().map(|(at, _)| at);
        let others = [self.diameter, self.included].into_iter().flatten();
        amounts.map(|amount| amount.at).chain(edges).chain(others).any(|place| place == at)
    }

    /// Chooses what is read.
    pub(crate) fn choose(
        columns: &[Column],
        header: &[Cow<'_, str>],
        unit: Option<LengthUnit>,
    ) -> Result<Self, Unreadable> {
        let all = |test: &dyn Fn(Role) -> bool| -> Vec<usize> {
            (0..columns.len()).filter(|&at| test(columns[at].role)).collect()
        };
        // Those with a unit that is not known count where there is no other.
        let only = |what, option, places: Vec<usize>| {
            let wrong = |at: usize| match columns[at].wrong(&header[at]) {
                Some(Unreadable::Unit(_)) if option == "diameter" && unit.is_some() => None,
                other => other,
            };
            let known = || places.iter().copied().filter(|&at| wrong(at).is_none());
            match (known().next(), known().nth(1)) {
                (Some(_), Some(_)) => {
                    let names: Vec<&str> = known().map(|at| header[at].as_ref()).collect();
                    Err(Unreadable::Several { what, option, columns: shown_header(names) })
                }
                (Some(at), None) => Ok(Some(at)),
                _ => places.first().map_or(Ok(None), |&at| wrong(at).map_or(Ok(None), Err)),
            }
        };
        let lower = only("lower edges", "diameter", all(&|role| role == Role::LowerEdge))?;
        let upper = only("upper edges", "diameter", all(&|role| role == Role::UpperEdge))?;
        let edges = lower.zip(upper).map(|(lower, upper)| [lower, upper]);
        let rank = |role| match role {
            Role::Diameter { rank } => Some(rank),
            _ => None,
        };
        let known = |at: &usize| columns[*at].wrong(&header[*at]).is_none();
        let sizes = all(&|role| rank(role).is_some());
        let best = |places: &mut dyn Iterator<Item = &usize>| {
            places.filter_map(|&at| rank(columns[at].role)).min()
        };
        let best = best(&mut sizes.iter().filter(|at| known(at))).or(best(&mut sizes.iter()));
        let diameter =
            only("diameters", "diameter", all(&|role| rank(role).is_some() && rank(role) == best))?;
        if let (None, Some(at), None) = (diameter, lower.or(upper), edges) {
            return Err(Unreadable::Edge(header[at].clone().into_owned()));
        }
        let counts = all(&|role| role == Role::Count);
        let concentrations = all(&|role| role == Role::Concentration);
        let shares = all(&|role| role == Role::Share);
        let sample = all(&|role| role == Role::Sample).first().copied();
        // A first column without a name numbers the rows.
        let first = usize::from(header.len() > 1 && header[0].is_empty());
        let sized = diameter == Some(first) && header.len() > first + 1 && edges.is_none();
        let by_sample = ["particle size", "particle_size", "particlesize", "bin cent"];
        let of_samples =
            || by_sample.iter().any(|start| columns[first].named.name.starts_with(start));
        // A block of NanoSight calls the column of each video the same.
        let same = || concentrations.iter().all(|&at| header[at] == header[concentrations[0]]);
        let matrix = sized
            && counts.is_empty()
            && sample.is_none()
            && match concentrations.len() {
                0 => shares.is_empty() && of_samples(),
                1 => false,
                _ => same() || of_samples(),
            };
        let amount = |at: Option<usize>| at.map(|at| columns[at].amount(at));
        let (mut count, mut concentration, mut share) = (None, None, None);
        if !matrix {
            count = amount(only("counts", "count", counts)?);
            concentration = amount(only("concentrations", "concentration", concentrations)?);
            if count.is_none() && concentration.is_none() {
                share = amount(only("shares of particles", "count", shares)?);
            }
            // Counts for each nm are no numbers of particles.
            if let Some(amount) = count.filter(|amount| amount.per != Per::Bin) {
                (count, share) = (None, Some(amount));
            }
        }
        let scale = |at: usize| {
            let stated = columns[at].unit().and_then(Unit::nanometres).unwrap_or(1.0);
            let radius = columns[at].named.name.contains("radius");
            unit.map_or(stated, LengthUnit::nanometres) * if radius { 2.0 } else { 1.0 }
        };
        let nanometres = diameter.map_or(1.0, scale);
        let edges = edges.map(|edges| edges.map(|at| (at, scale(at))));
        let included = all(&|role| role == Role::Included).first().copied();
        Ok(Self {
            diameter,
            nanometres,
            edges,
            count,
            share,
            concentration,
            included,
            sample,
            matrix,
        })
    }
}
