//! One check of a library.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::bounds::Bounded;

/// Whether a library can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Nothing speaks against it.
    Good,
    /// Its counts can be used if the reasons are kept in mind.
    UsableWithCare,
    /// Its counts do not say what the sample holds.
    NotUsable,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Good => "good",
            Self::UsableWithCare => "usable with care",
            Self::NotUsable => "not usable",
        })
    }
}

/// One check of a library.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case")]
pub struct Check {
    /// What is checked.
    pub name: String,
    /// What the check says; none where it cannot tell.
    pub finding: Option<Verdict>,
    /// The number.
    pub value: Option<f64>,
    /// Low end of its 95 % interval.
    pub low: Option<f64>,
    /// High end.
    pub high: Option<f64>,
    /// From where on the library is usable with care.
    pub care: Option<f64>,
    /// From where on it is not usable.
    pub not_usable: Option<f64>,
    /// The number in words, and what follows from it.
    pub text: String,
}

/// Limits of a check, and the side on which they are passed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Limits {
    /// Passed by greater numbers.
    Above(f64, Option<f64>),
    /// Passed by smaller numbers.
    Below(f64, Option<f64>),
}

impl Check {
    /// A number with its interval against limits; `text` is given what was found.
    pub(super) fn new(
        name: &str,
        number: Bounded,
        limits: Limits,
        text: impl FnOnce(Option<Verdict>) -> String,
    ) -> Self {
        let finding = limits.finding(number);
        let (Limits::Above(care, not_usable) | Limits::Below(care, not_usable)) = limits;
        Self {
            name: name.to_owned(),
            finding,
            value: Some(number.value),
            low: Some(number.low),
            high: Some(number.high),
            care: Some(care),
            not_usable,
            text: text(finding),
        }
    }

    /// A finding without a number.
    pub(super) fn stated(name: &str, finding: Option<Verdict>, text: String) -> Self {
        Self {
            name: name.to_owned(),
            finding,
            value: None,
            low: None,
            high: None,
            care: None,
            not_usable: None,
            text,
        }
    }
}

impl Limits {
    /// The worst limit that the whole interval has passed; none where the number has passed one, and not the interval.
    fn finding(self, number: Bounded) -> Option<Verdict> {
        let is_past = |x: f64, limit: f64| match self {
            Self::Above(..) => x > limit,
            Self::Below(..) => x < limit,
        };
        let surely = match self {
            Self::Above(..) => number.low,
            Self::Below(..) => number.high,
        };
        let (Self::Above(care, not_usable) | Self::Below(care, not_usable)) = self;
        if not_usable.is_some_and(|limit| is_past(surely, limit)) {
            Some(Verdict::NotUsable)
        } else if is_past(surely, care) {
            Some(Verdict::UsableWithCare)
        } else if is_past(number.value, care) {
            None
        } else {
            Some(Verdict::Good)
        }
    }
}

/// A share in per cent, for sentences.
pub(super) fn percent(share: f64) -> String {
    let percent = 100.0 * share;
    if percent >= 10.0 || percent == 0.0 {
        format!("{percent:.0} %")
    } else if percent >= 1.0 {
        format!("{percent:.1} %")
    } else {
        format!("{percent:.2} %")
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_limit_is_passed_by_the_whole_interval() {
        let check = |(value, low, high), limits: Limits, expected| {
            assert_eq!(limits.finding(Bounded { value, low, high }), expected);
        };
        let above = Limits::Above(0.4, Some(0.9));
        check((0.95, 0.92, 0.97), above, Some(Verdict::NotUsable));
        check((0.95, 0.85, 0.99), above, Some(Verdict::UsableWithCare));
        check((0.5, 0.3, 0.7), above, None);
        check((0.3, 0.1, 0.5), above, Some(Verdict::Good));
        let below = Limits::Below(0.01, None);
        check((0.005, 0.004, 0.006), below, Some(Verdict::UsableWithCare));
        check((0.005, 0.0, 0.02), below, None);
        check((0.05, 0.0, 0.1), below, Some(Verdict::Good));
    }

    proptest! {
        #[test]
        fn more_reads_of_the_same_share_never_say_less(part in 0_u64..50, more in 0_u64..50, times in 2_u64..50) {
            let all = part + more + 1;
            let limits = Limits::Above(0.4, Some(0.9));
            let few = limits.finding(Bounded::share(part, all).unwrap());
            let many = limits.finding(Bounded::share(part * times, all * times).unwrap());
            prop_assert!(many >= few, "{few:?} {many:?}");
        }
    }
}
