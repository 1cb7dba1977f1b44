//! Same input, options and seed: same bytes, whatever the number of threads.

use exocast::simulate::SimulationOptions;

use crate::support::{contents, folder, run, simulate};

#[test]
fn a_study_gives_the_same_bytes_at_any_number_of_threads() {
    let place = folder();
    let at = |name: &str| place.path().join(name);
    simulate(&at("study"), SimulationOptions { samples: 2, reads: 3000, seed: 1 });
    let study = at("study").join("study.toml");
    run(&study, &at("one"), 1, None);
    let first = contents(&at("one"));
    assert!(first.len() > 15, "a study writes many files: {}", first.len());
    for (out, threads) in [("two", 2), ("three", 3)] {
        run(&study, &at(out), threads, None);
        let other = contents(&at(out));
        assert_eq!(first.len(), other.len());
        for ((name, bytes), (other_name, other_bytes)) in first.iter().zip(&other) {
            assert_eq!(name, other_name);
            assert!(bytes == other_bytes, "{} differs with {threads} threads", name.display());
        }
    }
}

#[test]
fn the_seed_changes_what_is_drawn_and_nothing_else() {
    let place = folder();
    let at = |name: &str| place.path().join(name);
    simulate(&at("study"), SimulationOptions { samples: 1, reads: 2000, seed: 1 });
    let bytes_with = |seed: u64| {
        let out = at(&seed.to_string());
        run(&at("study").join("study.toml"), &out, 1, Some(seed));
        move |file: &str| std::fs::read(out.join(file)).expect("a table")
    };
    let (first, second) = (bytes_with(1), bytes_with(2));
    assert_eq!(first("tables/mirna_counts.tsv"), second("tables/mirna_counts.tsv"));
    assert_ne!(first("tables/dose.tsv"), second("tables/dose.tsv"));
}

#[test]
fn a_simulated_study_depends_on_its_seed_alone() {
    let place = folder();
    for (name, seed) in [("a", 7), ("b", 7), ("c", 8)] {
        simulate(&place.path().join(name), SimulationOptions { samples: 1, reads: 500, seed });
    }
    let [a, b, c] = ["a", "b", "c"].map(|name| contents(&place.path().join(name)));
    assert!(a == b, "two simulations of one seed differ");
    assert!(a != c, "two seeds give one study");
}
