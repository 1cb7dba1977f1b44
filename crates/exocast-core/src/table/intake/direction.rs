//! Words for the direction of changes, in a column of their own.

/// The texts of a column that are words for up and down, as long as all of them are.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions {
    down: Option<String>,
    has_others: bool,
}

impl Directions {
    pub(super) fn add(&mut self, text: &str) {
        match direction(text) {
            None => self.has_others = true,
            Some(false) if self.down.is_none() => self.down = Some(text.to_owned()),
            Some(_) => {}
        }
    }

    /// The first word for down, where each text says a direction.
    pub(super) fn down(&self) -> Option<&str> {
        self.down.as_deref().filter(|_| !self.has_others)
    }
}

/// Whether a word says up; nothing where it says neither up nor down. What does not change is up as well as down.
fn direction(word: &str) -> Option<bool> {
    let word = word.trim().to_lowercase().replace(['-', '_', ' '], "");
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(&[
        "down",
        "downregulated",
        "decreased",
        "decrease",
        "dn",
        "lower",
        "lo",
        "↓",
        "▼",
        "repressed",
        "reduced",
        "negative",
        "−",
    ]) {
        return Some(false);
    }
    let is_up = is(&[
        "up",
        "upregulated",
        "increased",
        "increase",
        "higher",
        "↑",
        "▲",
        "induced",
        "positive",
        "+",
    ]);
    let is_none = is(&[
        "ns",
        "none",
        "unchanged",
        "nochange",
        "notsig",
        "notsignificant",
        "stable",
        "no",
        "not",
        "same",
        "normal",
    ]);
    (is_up || is_none).then_some(true)
}
