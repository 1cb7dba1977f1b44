//! The content for `MultiQC`, as `MultiQC` itself reads it.

use std::path::{Path, PathBuf};

use anyhow::{Result, ensure};

use crate::shell;

/// What `MultiQC` writes of each content that it has understood.
const UNDERSTOOD: [&str; 4] = [
    "multiqc_general_stats.txt",
    "multiqc_exocast_samples_table.txt",
    "multiqc_exocast_read_classes_plot.txt",
    "multiqc_exocast_vesicles_table.txt",
];

/// Installs `MultiQC` below the build, where it is not there yet, and returns the program.
pub(crate) fn install() -> Result<PathBuf> {
    let env = shell::target()?.join("multiqc-check/env");
    let multiqc = env.join("bin/multiqc");
    if !multiqc.exists() {
        shell::run("python3", ["-m".as_ref(), "venv".as_ref(), env.as_os_str()])?;
        let install =
            ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "multiqc>=1.25,<2"];
        shell::run(env.join("bin/python"), install)?;
    }
    Ok(multiqc)
}

/// Runs `MultiQC` on the results in a folder.
pub(crate) fn run(results: &Path) -> Result<()> {
    let multiqc = install()?;
    let out = shell::target()?.join("multiqc-check/report");
    let content = results.join("multiqc");
    let mut arguments: Vec<&std::ffi::OsStr> =
        ["--quiet", "--no-ansi", "--strict", "--force", "--outdir"].map(AsRef::as_ref).to_vec();
    arguments.extend([out.as_os_str(), content.as_os_str()]);
    shell::run(&multiqc, arguments)?;
    for file in UNDERSTOOD {
        let path = out.join("multiqc_data").join(file);
        ensure!(path.is_file(), "MultiQC has not understood what should give {file}");
    }
    println!("multiqc-check: all content is understood");
    Ok(())
}
