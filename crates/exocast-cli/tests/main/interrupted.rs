//! A killed run leaves no output or a complete one, and `--resume` ends in the same bytes.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use crate::support::{Ran, exocast, exocast_ok, folder};

/// How long to wait for a run to get somewhere.
const PATIENCE: Duration = Duration::from_mins(1);
const REUSED: &str = "miRNA counts: taken from an earlier run";
const ORIGIN_REUSED: &str = "parent cells: taken from an earlier run";

/// A simulated study without the inputs of these keys, its results in `reference`, and how long they took.
fn prepared(without: &[&str]) -> (tempfile::TempDir, Duration) {
    let place = folder();
    let simulate = ["simulate", "--out", "study", "--samples", "2", "--reads", "2000"];
    exocast_ok(place.path(), &simulate);
    // Few draws: what takes time otherwise is none of this.
    let study = place.path().join("study/study.toml");
    let text = fs::read_to_string(&study).expect("a study");
    let mut text = text.replace("[run]", "[run]\ndraws = 100");
    for key in without {
        text = text.replace(&format!("\n{key} = "), "\n# ");
    }
    fs::write(study, text).expect("written");
    let start = Instant::now();
    run(place.path(), "reference", &[]);
    (place, start.elapsed())
}

fn run(place: &Path, out: &str, more: &[&str]) -> Ran {
    exocast_ok(place, &[&["run", "study/study.toml", "--out", out], more].concat())
}

fn start(place: &Path, out: &str, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_exocast"))
        .args(["run", "study/study.toml", "--out", out])
        .args(more)
        .current_dir(place)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts")
}

fn kill(mut child: Child) {
    child.kill().expect("it can be killed");
    child.wait().expect("it is gone");
}

/// Kills a run as soon as `file` is there, or lets it end.
fn kill_at(place: &Path, file: &str, mut child: Child) {
    let start = Instant::now();
    while !place.join(file).exists() && child.try_wait().expect("a process").is_none() {
        assert!(start.elapsed() < PATIENCE, "{file} does not come");
    }
    kill(child);
}

/// Every file below a folder, with its bytes.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").display().to_string();
                files.insert(name, fs::read(path).expect("a file"));
            }
        }
    }
    files
}

/// The results are all of the reference, as their record lists them.
fn complete(place: &Path, out: &str) {
    let (results, wanted) = (content(&place.join(out)), content(&place.join("reference")));
    assert!(results.keys().eq(wanted.keys()), "{out} has other files");
    for (name, bytes) in &results {
        assert!(wanted[name] == *bytes, "{out}/{name} differs");
    }
    // That the sums of the record hold is what `--resume` checks.
    let ran = run(place, out, &["--resume"]);
    assert!(ran.err.contains("is up to date"), "{}", ran.err);
    for sibling in ["lock", "partial", "earlier", "steps"] {
        assert!(!place.join(format!(".{out}.{sibling}")).exists(), "{sibling} is left");
    }
}

/// Nothing, or all.
fn whole(place: &Path, out: &str) {
    if place.join(out).exists() {
        complete(place, out);
    }
}

#[test]
fn killed_at_any_moment_a_run_leaves_nothing_or_all_and_can_go_on() {
    let (place, duration) = prepared(&["group", "sizing", "observed"]);
    let at = place.path();
    // Multiplicative congruence: moments all over the run, in no order.
    for i in 1..=16_u32 {
        let out = format!("out{i}");
        let child = start(at, &out, &[]);
        sleep(duration.mul_f64(f64::from(i * 7 % 17) / 16.0));
        kill(child);
        whole(at, &out);
        if i % 4 == 0 {
            run(at, &out, &["--resume"]);
            complete(at, &out);
        }
    }
    // While it writes: the reads are counted by then, and not counted again.
    for (i, file) in
        ["tables", "report.html", "ro-crate-metadata.json", "run.json"].iter().enumerate()
    {
        let out = format!("late{i}");
        kill_at(at, &format!(".{out}.partial/{file}"), start(at, &out, &[]));
        whole(at, &out);
        let finished = at.join(&out).exists();
        let ran = run(at, &out, &["--resume"]);
        assert_ne!(ran.err.contains(REUSED), finished, "{file}: {}", ran.err);
        complete(at, &out);
    }
}

#[test]
fn earlier_results_stay_whole_while_new_ones_are_made() {
    let (place, duration) = prepared(&["group", "sizing", "observed"]);
    let at = place.path();
    run(at, "out", &["--seed", "5"]);
    let earlier = content(&at.join("out"));
    let standing = |when: &str| {
        let present = content(&at.join("out"));
        assert!(present == earlier || present == content(&at.join("reference")), "{when}");
    };
    for share in [0.3, 0.8] {
        let child = start(at, "out", &[]);
        sleep(duration.mul_f64(share));
        kill(child);
        standing("killed early");
    }
    kill_at(at, ".out.partial/report.html", start(at, "out", &[]));
    standing("killed while writing");
    kill_at(at, ".out.earlier", start(at, "out", &[]));
    // Killed between two renames, the earlier results stand beside their place until the next run.
    run(at, "out", &["--resume"]);
    complete(at, "out");
}

#[test]
fn a_finished_step_is_used_only_for_what_it_was_made_from() {
    let (place, _) = prepared(&["group"]);
    let at = place.path();
    let file = at.join(".out.steps/miRNA-counts.json");
    let expression = fs::read(at.join("study/expression.tsv")).expect("a file");
    let fail = |more: &[&str]| {
        fs::write(at.join("study/expression.tsv"), "gene\ttpm\nA\tmany\n").expect("written");
        let ran = exocast(at, &[&["run", "study/study.toml", "--out", "out"], more].concat());
        assert_eq!(ran.code, Some(1), "{}", ran.err);
        fs::write(at.join("study/expression.tsv"), &expression).expect("written");
        ran.err
    };
    // An error in a later step leaves the counts, and says so; a run without --resume makes them anew.
    assert!(fail(&[]).contains("--resume continues from them"));
    let counts = fs::read(&file).expect("the counts");
    assert!(!fail(&[]).contains(REUSED));
    assert!(fs::read(&file).expect("the counts") == counts, "the same counts, the same bytes");

    // Damaged, it is not used; the key of another input or option is not that of this one.
    let mut damaged = counts.clone();
    let middle = damaged.len() / 2;
    damaged[middle] ^= 1;
    let study = fs::read_to_string(at.join("study/study.toml")).expect("a study");
    let other = study.replace("name = \"EV_1\"", "name = \"EV_1\"\nlibrary = \"truseq\"");
    assert_ne!(study, other);
    let spikes = fs::read(at.join("study/amounts.tsv")).expect("amounts");
    let more = [&spikes[..], b"spare\t1\n"].concat();
    let check = |checkpoint: &[u8], name: &str, content: &[u8], reused: bool| {
        let original = fs::read(at.join("study").join(name)).expect("a file");
        fs::create_dir_all(at.join(".out.steps")).expect("a folder");
        fs::write(&file, checkpoint).expect("written");
        fs::write(at.join("study").join(name), content).expect("written");
        let ran = run(at, "out", &["--resume"]);
        assert_eq!(ran.err.contains(REUSED), reused, "{name}: {}", ran.err);
        fs::write(at.join("study").join(name), &original).expect("written");
        if original == content {
            complete(at, "out");
        }
        fs::remove_dir_all(at.join("out")).expect("results");
    };
    check(&damaged, "study.toml", study.as_bytes(), false);
    check(&counts, "study.toml", other.as_bytes(), false);
    check(&counts, "amounts.tsv", &more, false);
    check(&counts, "study.toml", study.replace("draws = 100", "draws = 200").as_bytes(), true);
    check(&counts, "study.toml", study.as_bytes(), true);
}

#[test]
fn parent_cells_are_kept_for_the_same_signature_counts_and_seed() {
    let (place, _) = prepared(&["group", "sizing", "observed"]);
    let at = place.path();
    let expression = fs::read(at.join("study/expression.tsv")).expect("a file");
    fs::write(at.join("study/expression.tsv"), "gene\ttpm\nA\tmany\n").expect("written");
    let broken = exocast(at, &["run", "study/study.toml", "--out", "out"]);
    assert_eq!(broken.code, Some(1), "{}", broken.err);
    fs::write(at.join("study/expression.tsv"), expression).expect("written");
    let steps = content(&at.join(".out.steps"));
    assert!(steps.keys().eq(["miRNA-counts.json", "parent-cells.json"]), "{:?}", steps.keys());
    let check = |file: &str, change: &dyn Fn(&str) -> String, seed: &str, reused: [bool; 2]| {
        let path = at.join("study").join(file);
        let original = fs::read_to_string(&path).expect("a file");
        fs::write(&path, change(&original)).expect("written");
        fs::create_dir_all(at.join(".out.steps")).expect("a folder");
        for (name, bytes) in &steps {
            fs::write(at.join(".out.steps").join(name), bytes).expect("written");
        }
        let ran = run(at, "out", &["--resume", "--seed", seed]);
        let said = [REUSED, ORIGIN_REUSED].map(|words| ran.err.contains(words));
        assert_eq!(said, reused, "{file}, seed {seed}: {}", ran.err);
        fs::write(&path, original).expect("written");
        if reused == [true; 2] {
            complete(at, "out");
        }
        fs::remove_dir_all(at.join("out")).expect("results");
    };
    let as_it_is = |text: &str| text.to_owned();
    let with_method = |text: &str| text.replace("[origin]", "[origin]\nmethod = \"nnls\"");
    check("signature.tsv", &|text| format!("{text}more\t1\t1\t1\t1\n"), "1", [true, false]);
    check("study.toml", &with_method, "1", [true, false]);
    check("study.toml", &as_it_is, "5", [true, false]);
    check("amounts.tsv", &|text| format!("{text}spare\t1\n"), "1", [false; 2]);
    check("study.toml", &as_it_is, "1", [true; 2]);
}
