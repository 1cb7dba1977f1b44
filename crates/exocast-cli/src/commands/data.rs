//! `exocast data`

use std::path::Path;

use anyhow::{Context, Result, bail};
use exocast::{
    core::{Cell, Table},
    data::{Added, Checked, ENTRIES, Entry, Expect, Store, default_folder},
};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{
    args::{Data, DataFolder},
    console,
    session::Session,
};

pub(super) fn run(session: &Session, command: Data) -> Result<()> {
    match command {
        Data::List { folder, out } => list(session, &store(folder)?, &out),
        Data::Add { name, from, sha256, replace, folder } => {
            let expect = Expect { sha256, replace };
            add(session, &store(folder)?, &name, from.as_deref(), &expect)
        }
        Data::Verify { folder, out } => verify(session, &store(folder)?, &out),
    }
}

fn store(folder: DataFolder) -> Result<Store> {
    let folder = folder.folder.or_else(|| default_folder(|name| std::env::var_os(name)));
    Ok(Store::new(
        folder.context("there is no folder for data: give --folder, or set EXOCAST_DATA")?,
    ))
}

fn list(session: &Session, store: &Store, out: &Path) -> Result<()> {
    let mut table = Table::new([
        "name", "state", "bytes", "release", "about", "used_by", "terms", "citation", "file",
        "url", "sha256",
    ]);
    for entry in ENTRIES {
        let state = store.state(entry)?;
        let texts = [entry.release, entry.about, entry.used_by, entry.terms, entry.citation];
        let mut row: Vec<Cell> =
            vec![entry.name.into(), state.word().into(), state.bytes().or(entry.bytes).into()];
        row.extend(texts.map(Cell::from));
        row.extend([entry.file.into(), entry.url.into(), entry.sha256.into()]);
        table.push(row);
    }
    session.write_table(out, &table)?;
    session.console.say(format_args!("reference files are in {}", store.folder().display()));
    Ok(())
}

fn add(
    session: &Session,
    store: &Store,
    name: &str,
    from: Option<&str>,
    expect: &Expect,
) -> Result<()> {
    let entry = Entry::find(name)?;
    let is_address = |from: &&str| from.starts_with("http://") || from.starts_with("https://");
    let added = match from {
        Some(file) if !is_address(&file) => store.add_file(entry, Path::new(file), expect)?,
        address => {
            let bar = bar(session, name);
            store.fetch(entry, address, expect, &mut |bytes, total| {
                bar.update(|state| {
                    state.set_pos(bytes);
                    if let Some(total) = total {
                        state.set_len(total);
                    }
                });
            })?
        }
    };
    let path = store.path(entry);
    if added == Added::Unchecked {
        session.console.note(format_args!(
            "{name}: the server gave no length and no checksum is known: whether the file is complete could \
             not be checked; compare its SHA-256 in {} with that of a colleague",
            exocast::data::LOCK_FILE
        ));
    }
    match added {
        Added::New | Added::Unchecked => session
            .console
            .say(format_args!("added {name}: {}; cite {}", entry.terms, entry.citation)),
        Added::Standing => session.console.say(format_args!("{name} is there")),
    }
    console::result(path.display())
}

/// A bar of bytes, on standard error where that is a terminal.
fn bar(session: &Session, name: &str) -> ProgressBar {
    if !session.shows_progress() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template(
        "{prefix:26} {bar:24} {bytes}/{total_bytes} {bytes_per_sec} {eta}",
    ) {
        bar.set_style(style);
    }
    bar.with_prefix(name.to_owned()).with_finish(indicatif::ProgressFinish::AndClear)
}

fn verify(session: &Session, store: &Store, out: &Path) -> Result<()> {
    let folder = store.folder().display();
    if !store.folder().is_dir() {
        bail!("there is no folder {folder}: nothing was fetched into it; is --folder right?");
    }
    let checked = store.verify()?;
    let mut table = Table::new(["name", "state", "bytes", "file"]);
    for Checked { name, file, state, .. } in &checked {
        table.push([
            name.as_str().into(),
            state.word().into(),
            state.bytes().into(),
            file.as_str().into(),
        ]);
    }
    session.write_table(out, &table)?;
    let bad: Vec<String> = checked
        .iter()
        .filter(|file| !file.is_good())
        .map(|file| format!("{} ({})", file.name, file.state.word()))
        .collect();
    if bad.is_empty() {
        session.console.say(format_args!("{} files in {folder} are as recorded", checked.len()));
        return Ok(());
    }
    bail!(
        "in {folder}, {} of {} files are not as recorded: {}; `exocast data add NAME --replace` fetches one anew",
        bad.len(),
        checked.len(),
        bad.join(", ")
    )
}
