//! Agreement of columns with the names that are wanted.

use std::sync::Arc;

use super::request::Known;

/// Which candidate names the rows: the preferred one, unless known names agree better with another.
pub(super) fn chosen(
    candidates: &[Vec<Option<Arc<str>>>],
    known: Option<Known<'_>>,
    preferred: bool,
) -> Option<usize> {
    let Some(known) = known.filter(|_| candidates.len() > 1) else { return Some(0) };
    let agreeing = |names: &Vec<Option<Arc<str>>>| {
        names.iter().flatten().filter(|name| agrees(name, known)).count()
    };
    let counts: Vec<usize> = candidates.iter().map(agreeing).collect();
    let best = counts.iter().max().copied().unwrap_or(0);
    if 5 * counts[0] >= 4 * best && (best > 0 || preferred) {
        return Some(0);
    }
    counts.iter().position(|&count| count == best).filter(|_| best > 0)
}

/// Whether a name, or one of a list of names, is known.
fn agrees(name: &str, known: Known<'_>) -> bool {
    const MARKS: [char; 3] = [';', '|', ','];
    known(name) || name.contains(MARKS) && name.split(MARKS).any(|part| known(part.trim()))
}
