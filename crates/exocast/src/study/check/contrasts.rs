//! Comparisons of groups.

use std::collections::BTreeSet;

use super::super::{
    Study,
    error::{StudyError, nearest},
    places::Places,
    read::NOT_GIVEN,
};

/// Contrasts of groups that are there, each once.
pub(super) fn check(study: &Study, places: &Places<'_>) -> Vec<StudyError> {
    let groups = study.groups();
    let mut faults = Vec::new();
    let mut seen = BTreeSet::new();
    for (place, contrast) in study.contrasts.iter().enumerate() {
        let at = |key: &str| places.at(&format!("contrast.{place}.{key}"));
        for (key, group) in [("of", &contrast.case), ("against", &contrast.against)] {
            if group != NOT_GIVEN && !groups.iter().any(|(name, _)| name == group) {
                let known = groups.iter().map(|(name, _)| (*name).to_owned());
                faults.push(StudyError::UnknownGroup {
                    at: at(key),
                    group: group.clone(),
                    suggestion: nearest(group, known),
                });
            }
        }
        if contrast.case == contrast.against {
            faults.push(StudyError::BadValue {
                at: at("against"),
                key: "against of a contrast".to_owned(),
                value: format!("the group `{}` itself", contrast.case),
                expected: "a different group",
            });
        } else if !seen.insert((&contrast.case, &contrast.against)) {
            faults.push(StudyError::RepeatedContrast {
                at: at("of"),
                group: contrast.case.clone(),
                against: contrast.against.clone(),
            });
        }
    }
    faults
}
