//! Seconds of the processor where the system gives them, so that other load does not count.

use std::{
    fs,
    time::{Instant, UNIX_EPOCH},
};

/// User seconds of this process, in hundredths; nothing on systems without `/proc`.
#[must_use]
pub fn process() -> Option<f64> {
    let line = fs::read_to_string("/proc/self/stat").ok()?;
    // The 14th field of the line; the second, the program's name, may hold blanks.
    let ticks = line.rsplit(')').next()?.split_whitespace().nth(11)?;
    Some(ticks.parse::<f64>().ok()? / 100.0)
}

/// Seconds of this thread, of the wall on systems without `/proc`.
#[must_use]
pub fn thread() -> f64 {
    let statistics = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = statistics.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(
        || UNIX_EPOCH.elapsed().map_or(0.0, |elapsed| elapsed.as_secs_f64()),
        |nanoseconds| nanoseconds * 1e-9,
    )
}

/// Counts user seconds of the process, or of the wall on systems without `/proc`.
#[derive(Debug)]
pub struct Stopwatch {
    wall: Instant,
    process: Option<f64>,
}

impl Stopwatch {
    /// Starts to count.
    #[must_use]
    pub fn start() -> Self {
        Self { wall: Instant::now(), process: process() }
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        match (process(), self.process) {
            (Some(now), Some(then)) => now - then,
            _ => self.wall.elapsed().as_secs_f64(),
        }
    }
}
