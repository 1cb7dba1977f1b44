//! Feeds changed files to a reader with any compiler:
//! `cargo run --no-default-features --bin mutate TARGET ROUNDS FILE…`.
//!
//! Each round takes a file, changes it a few times (bytes, numbers, lines, lengths) and hands it over.
//! Input that makes the reader panic, or keeps it for long, is written to `artifacts`, and the program
//! leaves with 1.

use std::{
    error::Error,
    fs,
    panic::{self, AssertUnwindSafe},
    process::{self, ExitCode},
    sync::{Arc, Mutex},
    thread,
    time::Duration,
};

use exocast_fuzz::TARGETS;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

/// No input is longer: readers are fast, and many small files find more than few large ones.
const LONGEST: usize = 1 << 16;

/// Longer than any reader may take for an input of that length.
const PATIENCE: Duration = Duration::from_secs(10);

/// What breaks parsers of numbers and tables.
const TOKENS: [&[u8]; 18] = [
    b"",
    b"0",
    b"-1",
    b"1e309",
    b"-1e-320",
    b"NaN",
    b"inf",
    b"18446744073709551616",
    b"4294967295",
    b"\t",
    b"\n",
    b"\r\n",
    b";",
    b",",
    b"\"",
    b"\xef\xbb\xbf",
    b"\xff",
    b"\0",
];

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [name, rounds, files @ ..] = &arguments[..] else {
        return Err("usage: mutate TARGET ROUNDS FILE…".into());
    };
    let Some((_, target)) = TARGETS.iter().find(|(known, _)| known == name) else {
        let known: Vec<&str> = TARGETS.iter().map(|(name, _)| *name).collect();
        return Err(format!("no target is called {name}: {}", known.join(", ")).into());
    };
    let mut seeds = vec![Vec::new()];
    for file in files {
        let mut bytes = fs::read(file)?;
        bytes.truncate(LONGEST);
        seeds.push(bytes);
    }
    panic::set_hook(Box::new(|_| {}));
    fs::create_dir_all("artifacts")?;
    let current = Arc::new(Mutex::new((0, Vec::new())));
    watch(name, Arc::clone(&current));
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut failures = 0;
    for round in 0..rounds.parse::<u64>()? {
        let bytes = mutated(&mut random, &seeds);
        if let Ok(mut current) = current.lock() {
            *current = (round, bytes.clone());
        }
        if panic::catch_unwind(AssertUnwindSafe(|| target(&bytes))).is_err() {
            failures += 1;
            let path = format!("artifacts/{name}-{round}");
            fs::write(&path, &bytes)?;
            println!("{name}: panic on {path}");
        }
    }
    println!("{name}: {rounds} rounds, {failures} panics");
    Ok(ExitCode::from(u8::from(failures > 0)))
}

/// Ends the program where one round goes on for longer than [`PATIENCE`].
fn watch(name: &str, current: Arc<Mutex<(u64, Vec<u8>)>>) {
    let name = name.to_owned();
    thread::spawn(move || {
        let mut before = None;
        loop {
            thread::sleep(PATIENCE);
            let Ok(current) = current.lock() else { return };
            if before.replace(current.0) == Some(current.0) {
                let path = format!("artifacts/{name}-{}-slow", current.0);
                let written = fs::write(&path, &current.1);
                println!("{name}: no end on {path} ({written:?})");
                process::exit(1);
            }
        }
    });
}

fn mutated(random: &mut Xoshiro256PlusPlus, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[random.random_range(0..seeds.len())].clone();
    for _ in 0..random.random_range(1..=8) {
        let place = random.random_range(0..=bytes.len());
        let end = random.random_range(place..=bytes.len().min(place + 64));
        match random.random_range(0..8) {
            0 => bytes.truncate(place),
            1 => drop(bytes.drain(place..end)),
            2 => {
                let copy = bytes[place..end].to_vec();
                bytes.splice(place..place, copy);
            }
            3 => {
                let token = TOKENS[random.random_range(0..TOKENS.len())];
                bytes.splice(place..end.min(place + 4), token.iter().copied());
            }
            // A field or a line becomes something else.
            4 | 5 => {
                let ends = |byte: &u8| matches!(byte, b'\t' | b'\n' | b',' | b';' | b'=' | b' ');
                let stop = bytes[place..].iter().position(ends).map_or(bytes.len(), |i| place + i);
                let token = TOKENS[random.random_range(0..TOKENS.len())];
                bytes.splice(place..stop, token.iter().copied());
            }
            6 => {
                let other = &seeds[random.random_range(0..seeds.len())];
                let from = random.random_range(0..=other.len());
                bytes.truncate(place);
                bytes.extend_from_slice(&other[from..]);
            }
            _ => {
                if let Some(byte) = bytes.get_mut(place) {
                    *byte ^= 1 << random.random_range(0..8);
                }
            }
        }
    }
    bytes.truncate(LONGEST);
    bytes
}
