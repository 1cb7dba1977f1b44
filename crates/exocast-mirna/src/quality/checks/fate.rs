//! Where the reads went: adapters, miRNA and other RNA.

use super::sample::Sample;
use crate::{
    options::Library,
    quality::{
        bounds::Bounded,
        check::{Check, Limits, Verdict, percent},
    },
};

/// A library that was not recognised.
pub(super) fn library(sample: &Sample<'_>) -> Option<Check> {
    let qc = sample.qc();
    let is_unknown = qc.library.library == Library::Auto && qc.fates.total > 0;
    is_unknown.then(|| {
        let text = "no library was recognised, and no insert was read (--library)".to_owned();
        Check::stated("library", Some(Verdict::NotUsable), text)
    })
}

/// Reads without adapter, and without insert.
pub(super) fn adapters(sample: &Sample<'_>) -> Vec<Check> {
    let fates = &sample.qc().fates;
    let mut checks = Vec::new();
    let limits = Limits::Above(sample.limit("no-adapter-care"), None);
    if sample.qc().library.adapter.is_some()
        && let Some(share) = Bounded::share(fates.no_adapter, fates.total)
    {
        checks.push(Check::new("no adapter", share, limits, |_| {
            format!("{} of the reads have no adapter", percent(share.value))
        }));
    }
    let limits =
        Limits::Above(sample.limit("dimers-care"), Some(sample.limit("dimers-not-usable")));
    let with_adapter = fates.total - fates.no_adapter;
    if let Some(share) = Bounded::share(fates.adapter_dimer, with_adapter) {
        checks.push(Check::new("adapter dimers", share, limits, |finding| {
            let amount = match finding {
                Some(Verdict::NotUsable) => ": hardly any RNA went into the library",
                Some(Verdict::UsableWithCare) => ": little RNA went into the library",
                _ => "",
            };
            format!("{} of the reads are adapter dimers{amount}", percent(share.value))
        }));
    }
    checks
}

/// miRNA, rRNA, tRNA, and what fits nothing, of the inserts that were compared.
pub(super) fn shares(sample: &Sample<'_>) -> Vec<Check> {
    let passed = sample.qc().fates.passed;
    let is_cells = sample.fluid_has(&["cell", "tissue", "biopsy", "ffpe"])
        && !sample.fluid_has(&["medium", "media", "culture", "supernatant", "vesicle", "exosom"]);
    let floor = if is_cells { "mirna-share-cells-care" } else { "mirna-share-care" };
    let least = Limits::Below(sample.limit(floor), Some(sample.limit("mirna-share-not-usable")));
    let unassigned = sample.class("unassigned") + sample.class("ambiguous");
    let rows: [(&str, u64, Limits, &str); 4] = [
        ("miRNA share", sample.class("miRNA"), least, "miRNA"),
        (
            "rRNA share",
            sample.class("rRNA"),
            Limits::Above(sample.limit("rrna-care"), None),
            "rRNA",
        ),
        (
            "tRNA share",
            sample.class("tRNA"),
            Limits::Above(sample.limit("trna-care"), None),
            "tRNA",
        ),
        (
            "unidentified",
            sample.class("rRNA") + unassigned,
            Limits::Above(sample.limit("unidentified-care"), None),
            "rRNA or fit no reference",
        ),
    ];
    rows.into_iter()
        .filter_map(|(name, reads, limits, what)| {
            let share = Bounded::share(reads, passed)?;
            Some(Check::new(name, share, limits, |finding| {
                let follows = match (name, finding) {
                    ("rRNA share" | "unidentified", Some(Verdict::UsableWithCare)) => {
                        ": the RNA may be degraded"
                    }
                    _ => "",
                };
                format!("{} of the inserts are {what}{follows}", percent(share.value))
            }))
        })
        .collect()
}
