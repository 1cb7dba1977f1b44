//! Recognising the library in the first reads.
//!
//! A read is a fragment, then an adapter or tail (an *end*). For each end that reads have, the nucleotides to cut off
//! both sides of the fragments are those with which known sequences explain them best; the end with the best explained
//! reads wins. Where nothing known is in the reads, their structure decides.

mod clips;
mod ends;
mod known;
mod mature;
mod structure;
mod tail;

use clips::Clips;
use ends::Ending;
use structure::Behind;

pub(crate) use known::{Known, Matures, tenths};

use crate::options::{End, Layout, MAX_UMI, Part, Side};

/// What was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Recognised {
    pub(super) layout: Layout,
    /// Reads with the start of its adapter.
    pub(super) support: usize,
    /// Whether the adapter is one that no preset has.
    pub(super) is_proposed: bool,
}

/// An end is credible in at least this share of the reads, and in as many; assumed.
const CREDIBLE: f64 = 0.01;
const FEWEST: usize = 2;
/// Without known sequences it needs this share, far above chance and below what real libraries have.
const CREDIBLE_ALONE: f64 = 0.05;
/// A layout is recognised by reads of this log-odds in sum: a million millions of millions to one.
const CERTAIN: f64 = 180.0;
/// Share of reads with a known insert above which no other end is searched.
const PLENTY: f64 = 0.3;
/// The same where most reads have the end: share of those with it, and share of all that are most.
const SOME: f64 = 0.1;
const MOST: f64 = 0.5;
/// How much better an end has to be that no preset has.
const BETTER: f64 = 1.5;
/// Fewest random nucleotides that serve as UMI: less are no more than as many molecules can be told by.
const UMI: usize = 8;

/// A candidate: its clips, total log-odds, and where it ends.
struct Candidate<'r> {
    ending: Ending<'r>,
    clips: Clips,
    total: f64,
    is_proposed: bool,
}

/// Recognises the library of `reads` by what is `known`.
pub(super) fn detect(reads: &[&[u8]], known: &dyn Known) -> Option<Recognised> {
    let endings = ends::of_presets(reads);
    let supports: Vec<(End, usize)> =
        endings.iter().map(|ending| (ending.end.clone(), ending.fragments.len())).collect();
    by_known(reads, endings, known).or_else(|| by_structure(reads, &supports))
}

/// Recognises the library of `reads` by what is `known`, and by nothing else.
pub(super) fn detect_known(reads: &[&[u8]], known: &dyn Known) -> Option<Recognised> {
    by_known(reads, ends::of_presets(reads), known)
}

/// Layouts of presets with the end of `layout` and other nucleotides around the insert, each with the number of `reads`
/// that it explains.
pub(super) fn same_end(
    reads: &[&[u8]],
    layout: &Layout,
    known: &dyn Known,
) -> Option<(Layout, usize)> {
    let fragments = ends::fragments(reads, &layout.end);
    let clips = |layout: &Layout| (layout.front.len(), layout.back.len());
    let others = ends::presets().filter(|other| other.end == layout.end);
    let others = others.filter(|other| clips(other) != clips(layout));
    others
        .map(|other| {
            let hits = clips::hits(&fragments, known, clips(&other));
            (other, hits)
        })
        .max_by_key(|(_, hits)| *hits)
}

fn by_known<'r>(
    reads: &[&'r [u8]],
    endings: Vec<Ending<'r>>,
    known: &dyn Known,
) -> Option<Recognised> {
    let least = FEWEST.max(share(CREDIBLE, reads.len()));
    let mut best: Option<Candidate<'_>> = None;
    for ending in endings {
        if ending.fragments.len() >= least {
            keep(&mut best, candidate(ending, known, false), 1.0);
        }
    }
    if !has_plenty(best.as_ref(), reads) {
        let whole = Ending { end: End::Read, fragments: reads.to_vec() };
        keep(&mut best, candidate(whole, known, false), 1.0);
    }
    if !has_plenty(best.as_ref(), reads)
        && let Some(adapter) = tail::propose(reads, known)
    {
        let end = End::Adapter(adapter);
        let ending = Ending { fragments: ends::fragments(reads, &end), end };
        keep(&mut best, candidate(ending, known, true), BETTER);
    }
    if let Some(best) = best.filter(|best| best.total >= CERTAIN) {
        let support = ends::support(reads, &best.ending.end);
        return Some(Recognised {
            layout: layout(reads, &best.ending, best.clips),
            support,
            is_proposed: best.is_proposed,
        });
    }
    None
}

fn share(share: f64, reads: usize) -> usize {
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a number"
    )]
    let least = (share * reads as f64).ceil() as usize;
    least
}

/// Whether so many reads have a known insert that no other end is searched.
fn has_plenty(best: Option<&Candidate<'_>>, reads: &[&[u8]]) -> bool {
    best.is_some_and(|best| {
        let Clips { hits, compared, .. } = best.clips;
        let of_fragments = hits as f64 / compared.max(1) as f64;
        let fragments = best.ending.fragments.len() as f64 / reads.len().max(1) as f64;
        best.total >= CERTAIN
            && (of_fragments * fragments >= PLENTY || of_fragments >= SOME && fragments >= MOST)
    })
}

fn candidate<'r>(ending: Ending<'r>, known: &dyn Known, is_proposed: bool) -> Candidate<'r> {
    let mut usual: Vec<(usize, usize)> = ends::presets()
        .filter(|layout| layout.end == ending.end)
        .map(|layout| (layout.front.len(), layout.back.len()))
        .collect();
    if usual.is_empty() {
        usual.push((0, 0));
    }
    let clips = clips::best(&ending.fragments, known, &usual);
    let total = clips.total(ending.fragments.len());
    Candidate { ending, clips, total, is_proposed }
}

fn keep<'r>(best: &mut Option<Candidate<'r>>, other: Candidate<'r>, factor: f64) {
    if best.as_ref().is_none_or(|best| other.total > factor * best.total) {
        *best = Some(other);
    }
}

/// The layout of an end and clips: that of a preset, or one whose parts are named after how they vary.
fn layout(reads: &[&[u8]], ending: &Ending<'_>, clips: Clips) -> Layout {
    let Clips { front, back, .. } = clips;
    let is_preset = |layout: &Layout| {
        layout.end == ending.end && (layout.front.len(), layout.back.len()) == (front, back)
    };
    let behind = match &ending.end {
        End::Adapter(adapter) => structure::behind(reads, adapter),
        _ => Behind::Unknown,
    };
    let after = |umi: Side| match behind {
        Behind::Umi(0) => Side::default(),
        Behind::Umi(n) => Side(vec![Part::Umi(n)]),
        Behind::Unknown => umi,
    };
    if let Some(preset) = ends::presets().find(is_preset) {
        return Layout { after: after(preset.after.clone()), ..preset };
    }
    let same_end = ends::presets().find(|layout| layout.end == ending.end);
    let is_random = [
        structure::is_random(&ending.fragments, front, false),
        structure::is_random(&ending.fragments, back, true),
    ];
    let is_umi = (UMI..=MAX_UMI).contains(
        &[front, back].iter().zip(is_random).map(|(n, is)| if is { *n } else { 0 }).sum(),
    );
    let side = |length: usize, is_random: bool, other: usize| {
        let part = match (is_random && is_umi, other) {
            (true, 1..) => Part::Random(length),
            (true, 0) => Part::Umi(length),
            (false, _) => Part::Clip(length),
        };
        Side(if length > 0 { vec![part] } else { Vec::new() })
    };
    let mut layout = Layout {
        front: side(front, is_random[0], back),
        back: side(back, is_random[1], front),
        end: ending.end.clone(),
        after: after(same_end.map(|layout| layout.after).unwrap_or_default()),
    };
    // The UMI behind the adapter is the better one.
    if layout.umi_len() > MAX_UMI {
        layout.front = Side(if front > 0 { vec![Part::Clip(front)] } else { Vec::new() });
        layout.back = Side(if back > 0 { vec![Part::Clip(back)] } else { Vec::new() });
    }
    layout
}

/// The layout that the structure of the reads shows.
fn by_structure(reads: &[&[u8]], supports: &[(End, usize)]) -> Option<Recognised> {
    let most = supports.iter().rev().max_by_key(|(_, support)| *support);
    let credible = most.filter(|(_, support)| {
        *support > 0 && *support as f64 >= CREDIBLE_ALONE * reads.len() as f64
    });
    if let Some((end, support)) = credible {
        let fragments = ends::fragments(reads, end);
        let has_random_ends =
            matches!(end, End::Adapter(_)) && structure::has_random_ends(&fragments, 4);
        let clips = if has_random_ends { (4, 4) } else { (0, 0) };
        let preset = ends::presets().find(|layout| {
            layout.end == *end
                && (matches!(end, End::PolyA) || (layout.front.len(), layout.back.len()) == clips)
        });
        let random = |n: usize| Side(if n > 0 { vec![Part::Random(n)] } else { Vec::new() });
        let layout = preset.unwrap_or_else(|| Layout {
            front: random(clips.0),
            back: random(clips.1),
            end: end.clone(),
            after: Side::default(),
        });
        return Some(Recognised { layout, support: *support, is_proposed: false });
    }
    structure::looks_trimmed(reads).then(|| Recognised {
        layout: Layout::default(),
        support: 0,
        is_proposed: false,
    })
}
