//! Same input, options and seed: same bytes, whatever the number of threads.

use crate::support::{contents, exocast_ok, folder};

#[test]
fn a_study_gives_the_same_bytes_twice_and_at_any_number_of_threads() {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "study", "--samples", "2", "--reads", "3000"]);
    let run = |out: &str, threads: &str| {
        exocast_ok(
            place.path(),
            &["run", "study/study.toml", "--out", out, "--threads", threads, "--quiet"],
        );
        contents(&place.path().join(out))
    };
    let one = run("one", "1");
    assert!(one.len() > 15, "a study writes many files: {}", one.len());
    for (out, threads) in [("again", "1"), ("two", "2")] {
        let other = run(out, threads);
        assert_eq!(one.len(), other.len());
        for ((name, bytes), (other_name, other_bytes)) in one.iter().zip(&other) {
            assert_eq!(name, other_name);
            assert!(bytes == other_bytes, "{} differs with {threads} threads", name.display());
        }
    }
}

#[test]
fn the_seed_changes_what_is_drawn_and_nothing_else() {
    let place = folder();
    exocast_ok(place.path(), &["simulate", "--out", "study", "--reads", "2000"]);
    for seed in ["1", "2"] {
        exocast_ok(place.path(), &["run", "study/study.toml", "--out", seed, "--seed", seed]);
    }
    let read = |seed: &str, file: &str| {
        std::fs::read(place.path().join(seed).join(file)).expect("a table")
    };
    assert_eq!(read("1", "tables/mirna_counts.tsv"), read("2", "tables/mirna_counts.tsv"));
    assert_ne!(read("1", "tables/dose.tsv"), read("2", "tables/dose.tsv"));
}

#[test]
fn a_simulated_study_depends_on_its_seed_alone() {
    let place = folder();
    for (out, seed) in [("a", "7"), ("b", "7"), ("c", "8")] {
        exocast_ok(place.path(), &["simulate", "--out", out, "--reads", "500", "--seed", seed]);
    }
    let [a, b, c] = ["a", "b", "c"].map(|name| contents(&place.path().join(name)));
    assert!(a == b, "two simulations of one seed differ");
    assert!(a != c, "two seeds give one study");
}
