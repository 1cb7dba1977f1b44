//! Which sites of an RNA overlap.

use crate::input::Region;

/// Two sites can be bound at once if they are this many nucleotides apart.
pub(crate) const FOOTPRINT: usize = 12;

/// A site on an RNA.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Placed {
    /// Where its window of eight nucleotides begins.
    pub(crate) window: isize,
    /// The pool of guides that it is a site of.
    pub(crate) pool: u32,
    /// The region that it lies in.
    pub(crate) region: Region,
    /// Its ln Kd in steps.
    pub(crate) steps: i16,
    /// Share of the RNA that has it.
    pub(crate) share: f32,
}

impl Default for Placed {
    fn default() -> Self {
        Self { window: 0, pool: 0, region: Region::Utr3, steps: 0, share: 1.0 }
    }
}

/// Sorts sites along the RNA, and gives them chain by chain: the site, its place in the chain, how many sites of the
/// chain lie before it and do not overlap with it, the share of the RNA that has this chain, and whether it counts.
///
/// Each site of a chain overlaps with the one before it. RNA that ends between two sites of a chain has its first part
/// alone: a chain for each such end, with the share of the RNA that ends there. `circle` is the length of a circle; it
/// is opened where its sites are farthest apart.
pub(crate) fn chained(
    sites: &mut [Placed],
    circle: Option<usize>,
    mut visit: impl FnMut(&Placed, u16, u16, f32, bool),
) {
    let key = |site: &Placed| (site.window, site.pool, site.steps);
    sites.sort_unstable_by_key(key);
    if let Some(length) = circle {
        open(sites, length.cast_signed());
    }
    let footprint = FOOTPRINT.cast_signed();
    for chain in sites.chunk_by(|a, b| b.window - a.window < footprint) {
        let mut emit = |part: &[Placed], held: f32, counted: bool| {
            for (place, site) in part.iter().enumerate() {
                let beside = part.partition_point(|other| other.window <= site.window - footprint);
                let [place, beside] =
                    [place, beside].map(|count| u16::try_from(count).unwrap_or(u16::MAX));
                visit(site, place, beside, held, counted);
            }
        };
        // What ends before the next site has the sites so far: shares fall along the RNA.
        let mut least = f32::INFINITY;
        let mut shares: Vec<f32> = Vec::with_capacity(chain.len() + 1);
        for site in chain {
            least = least.min(site.share);
            shares.push(least);
        }
        shares.push(0.0);
        for count in 1..=chain.len() {
            let (held, whole) = (shares[count - 1] - shares[count], count == chain.len());
            if whole || held > 0.0 {
                emit(&chain[..count], held, whole);
            }
        }
    }
}

/// Turns sites of a circle so that the widest gap is behind the last.
fn open(sites: &mut [Placed], length: isize) {
    let Some(last) = sites.last() else { return };
    let mut before = last.window - length;
    let (mut widest, mut first) = (isize::MIN, 0);
    for (place, site) in sites.iter().enumerate() {
        if site.window - before > widest {
            (widest, first) = (site.window - before, place);
        }
        before = site.window;
    }
    sites.rotate_left(first);
    let turned = sites.len() - first;
    sites[turned..].iter_mut().for_each(|site| site.window += length);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn emitted(sites: &[(isize, f32)], circle: Option<usize>) -> Vec<(isize, u16, u16, f32, bool)> {
        let mut placed: Vec<Placed> = sites
            .iter()
            .map(|&(window, share)| Placed { window, share, ..Placed::default() })
            .collect();
        let mut all = Vec::new();
        chained(&mut placed, circle, |site, place, beside, held, counted| {
            all.push((site.window, place, beside, held, counted));
        });
        all
    }

    #[test]
    fn sites_that_overlap_are_chained() {
        let sites = [(40, 1.0), (0, 1.0), (11, 1.0), (12, 1.0)];
        let expected = [
            (0, 0, 0, 1.0, true),
            (11, 1, 0, 1.0, true),
            (12, 2, 1, 1.0, true),
            (40, 0, 0, 1.0, true),
        ];
        assert_eq!(emitted(&sites, None), expected);
    }

    #[test]
    fn what_ends_between_two_sites_has_the_first_alone() {
        let expected = [(0, 0, 0, 0.75, false), (0, 0, 0, 0.25, true), (5, 1, 0, 0.25, true)];
        assert_eq!(emitted(&[(0, 1.0), (5, 0.25)], None), expected);
        assert_eq!(emitted(&[(0, 0.0)], None), [(0, 0, 0, 0.0, true)]);
    }

    #[test]
    fn a_circle_is_opened_where_sites_are_farthest_apart() {
        let expected = [(95, 0, 0, 1.0, true), (102, 1, 0, 1.0, true), (108, 2, 1, 1.0, true)];
        assert_eq!(emitted(&[(2, 1.0), (8, 1.0), (95, 1.0)], Some(100)), expected);
    }
}
