//! Names of the panel's miRNAs in mouse and rat.

/// Names in mouse and rat that differ from the human one in more than the organism, of the same mature sequence in miRBase
/// 21; and names that a miRNA had in that release.
const OTHERWISE: [(&str, &[&str]); 10] = [
    ("hsa-miR-1-3p", &["mmu-miR-1a-3p"]),
    ("hsa-miR-126-3p", &["mmu-miR-126a-3p", "rno-miR-126a-3p"]),
    ("hsa-miR-142-3p", &["mmu-miR-142a-3p"]),
    ("hsa-miR-145-5p", &["mmu-miR-145a-5p"]),
    ("hsa-miR-206", &["mmu-miR-206-3p", "rno-miR-206-3p"]),
    ("hsa-miR-375-3p", &["hsa-miR-375", "mmu-miR-375", "rno-miR-375"]),
    ("hsa-miR-451a", &["rno-miR-451-5p"]),
    ("hsa-miR-486-5p", &["mmu-miR-486a-5p", "mmu-miR-486b-5p", "rno-miR-486"]),
    ("hsa-miR-499a-5p", &["mmu-miR-499-5p", "rno-miR-499-5p"]),
    ("hsa-miR-9-5p", &["rno-miR-9a-5p"]),
];

/// The names of a human miRNA of the panel in mouse and rat; none of a gene.
pub(super) fn names_elsewhere(name: &str) -> impl Iterator<Item = String> {
    let same =
        name.strip_prefix("hsa-").map(|rest| ["mmu", "rno"].map(|code| format!("{code}-{rest}")));
    let others =
        OTHERWISE.iter().find(|(human, _)| *human == name).map_or(&[][..], |(_, others)| others);
    same.into_iter().flatten().chain(others.iter().map(|other| (*other).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{super::markers::PANEL, *};

    #[test]
    fn names_are_those_of_mirnas_of_the_panel() {
        for (human, _) in OTHERWISE {
            assert!(PANEL.iter().any(|marker| marker.name == human), "{human}");
        }
        let names: Vec<String> = names_elsewhere("hsa-miR-126-3p").collect();
        assert_eq!(
            names,
            ["mmu-miR-126-3p", "rno-miR-126-3p", "mmu-miR-126a-3p", "rno-miR-126a-3p"]
        );
        assert_eq!(names_elsewhere("CD19").count(), 0);
    }
}
