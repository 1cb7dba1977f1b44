//! The kept seeds of the fuzz targets, each through every reader: none panics, and none takes what is not its own for
//! an input of endless length.

use std::{fs, path::Path};

#[allow(unreachable_pub, reason = "the fuzz targets call them from outside")]
#[path = "../../fuzz/src/lib.rs"]
mod readers;

#[test]
fn no_reader_panics_on_a_seed_whole_or_cut() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
    for (name, _) in readers::TARGETS {
        let seeds: Vec<_> =
            fs::read_dir(folder.join(name)).expect("seeds of each target").collect();
        assert!(!seeds.is_empty(), "{name} has no seed");
        for seed in seeds {
            let bytes = fs::read(seed.expect("a seed").path()).expect("its bytes");
            for (_, read) in readers::TARGETS {
                for length in [bytes.len(), bytes.len() / 2, bytes.len() / 3 * 2] {
                    read(&bytes[..length]);
                }
            }
        }
    }
}
