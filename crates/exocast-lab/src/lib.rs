//! What the measurements of exocast share. Each is an example of this crate, `cargo run --release -p exocast-lab
//! --example NAME`, and docs/benchmarks says which of them made which number; the benches are in `benches`, the
//! programs that other tools are timed with in `peers`.

pub mod clock;
pub mod files;
pub mod hela;
pub mod mixtures;
pub mod reads;
pub mod small_rna;
