//! Which file of a crate takes something from which.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use anyhow::{Context, Result};

use super::source::{Reference, Source};

/// A module by its path below the root, which is the empty path.
type Module = Vec<String>;

/// The files of a crate by their modules.
#[derive(Debug, Default)]
pub(super) struct Crate {
    sources: BTreeMap<Module, Source>,
    /// Every module with the one whose file holds it.
    modules: BTreeMap<Module, Module>,
    /// Where each file is, for messages.
    paths: BTreeMap<Module, String>,
}

/// What a name leads to.
enum Target {
    /// A module of this crate, by the file that defines what was named.
    File(Module),
    /// A name that the root has from elsewhere.
    Root(String),
    /// Something of another crate, or of none.
    Elsewhere,
}

impl Crate {
    /// Reads the crate whose root file is given, module by module.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = Self::default();
        files.add(root, &[])?;
        files.index();
        Ok(files)
    }

    fn add(&mut self, path: &Path, module: &[String]) -> Result<()> {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let source = Source::parse(&text).with_context(|| path.display().to_string())?;
        let folder = folder(path, module);
        let children: Vec<Module> = source
            .modules
            .iter()
            .filter(|declared| !declared.inline && !declared.test)
            .map(|declared| declared.path.clone())
            .collect();
        self.paths.insert(module.to_vec(), path.display().to_string());
        self.sources.insert(module.to_vec(), source);
        for child in children {
            let place = child.iter().fold(folder.clone(), |folder, name| folder.join(name));
            let file = place.with_extension("rs");
            let file = if file.exists() { file } else { place.join("mod.rs") };
            self.add(&file, &[module, &child].concat())?;
        }
        Ok(())
    }

    /// A crate of sources in memory, by paths of modules such as `a::b`.
    #[cfg(test)]
    pub(super) fn of_texts(texts: &[(&str, &str)]) -> Self {
        let mut files = Self::default();
        for (name, text) in texts {
            let module: Module =
                name.split("::").filter(|part| !part.is_empty()).map(str::to_owned).collect();
            files.paths.insert(module.clone(), (*name).to_owned());
            files.sources.insert(module, Source::parse(text).expect("it is Rust"));
        }
        files.index();
        files
    }

    fn index(&mut self) {
        for (file, source) in &self.sources {
            self.modules.insert(file.clone(), file.clone());
            for declared in source.modules.iter().filter(|declared| declared.inline) {
                self.modules.insert([file.as_slice(), &declared.path].concat(), file.clone());
            }
        }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.values().map(String::as_str)
    }

    pub(super) fn public_items(&self) -> usize {
        self.sources.values().map(|source| source.public_items).sum()
    }

    /// Names that files take through the root though the root does not declare them, as `file: name`.
    pub(super) fn through_the_root(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for (file, source) in &self.sources {
            for reference in &source.references {
                if !file.is_empty()
                    && let Target::Root(name) = self.target(file, reference)
                {
                    names.insert(format!("{}: crate::{name}", self.paths[file]));
                }
            }
        }
        names
    }

    /// Each file with the files that it takes something from.
    pub(super) fn arrows(&self) -> BTreeMap<String, BTreeSet<String>> {
        self.labelled(|module| Some(self.paths[module].clone()))
    }

    /// Each first-level module with those that it takes something from.
    pub(super) fn stages(&self) -> BTreeMap<String, BTreeSet<String>> {
        self.labelled(|module| module.first().cloned())
    }

    fn labelled(
        &self,
        label: impl Fn(&Module) -> Option<String>,
    ) -> BTreeMap<String, BTreeSet<String>> {
        let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (file, source) in &self.sources {
            let Some(from) = label(file) else { continue };
            let targets = arrows.entry(from.clone()).or_default();
            for reference in &source.references {
                if let Target::File(to) = self.target(file, reference)
                    && to != *file
                    // What a module shows of its own children is a table of contents.
                    && !(reference.public && to.starts_with(file))
                    && let Some(to) = label(&to)
                    && to != from
                {
                    targets.insert(to);
                }
            }
        }
        arrows
    }

    fn target(&self, file: &Module, reference: &Reference) -> Target {
        let here = [file.as_slice(), &reference.scope].concat();
        match self.absolute(&here, &reference.path) {
            Some(path) => self.resolve(&path, 0),
            None => Target::Elsewhere,
        }
    }

    /// A path from the root on, where it leads into this crate.
    fn absolute(&self, here: &[String], path: &[String]) -> Option<Vec<String>> {
        let mut here = here.to_vec();
        let mut words = path.iter().peekable();
        match words.peek()?.as_str() {
            "crate" => {
                here.clear();
                words.next();
            }
            "self" => {
                words.next();
            }
            "super" => {
                while words.next_if(|word| *word == "super").is_some() {
                    here.pop();
                }
            }
            child => {
                let mut child_path = here.clone();
                child_path.push(child.to_owned());
                if !self.modules.contains_key(&child_path) {
                    return None;
                }
            }
        }
        here.extend(words.cloned());
        Some(here)
    }

    /// The file in which a path from the root ends, through what modules show of others.
    fn resolve(&self, path: &[String], depth: usize) -> Target {
        let known = (0..=path.len()).rev().find(|n| self.modules.contains_key(&path[..*n]));
        let known = known.unwrap_or_default();
        let (module, rest) = path.split_at(known);
        let file = &self.modules[module];
        let Some(name) = rest.first() else { return Target::File(file.clone()) };
        if module.is_empty() && name != "*" {
            return Target::Root(name.clone());
        }
        if depth < 8
            && let Some(target) = self.shown(module, name, depth)
        {
            return target;
        }
        Target::File(file.clone())
    }

    /// Where a name that a module imports comes from.
    fn shown(&self, module: &[String], name: &str, depth: usize) -> Option<Target> {
        let file = &self.modules[module];
        let scope = &module[file.len()..];
        let imports = || {
            self.sources[file]
                .references
                .iter()
                .filter(|reference| reference.scope == scope && reference.name.is_some())
        };
        let named = imports().find(|reference| reference.name.as_deref() == Some(name));
        if let Some(reference) = named {
            let path = self.absolute(module, &reference.path)?;
            return Some(self.resolve(&path, depth + 1));
        }
        let is_item = |module: &[String]| {
            let file = &self.modules[module];
            let mut items = self.sources[file].items.iter();
            items.any(|(scope, item)| *scope == module[file.len()..] && item == name)
        };
        if is_item(module) {
            return None;
        }
        imports()
            .filter(|reference| reference.name.as_deref() == Some("*"))
            .filter_map(|reference| {
                let mut path = self.absolute(module, &reference.path)?;
                path.pop();
                (self.modules.contains_key(&path) && is_item(&path)).then_some(path)
            })
            .map(|path| Target::File(self.modules[&path].clone()))
            .next()
    }
}

/// The folder of the files of a module's children.
fn folder(path: &Path, module: &[String]) -> std::path::PathBuf {
    let beside = path.parent().unwrap_or(Path::new("")).to_path_buf();
    match module.last() {
        Some(name) if !path.ends_with("mod.rs") => beside.join(name),
        _ => beside,
    }
}

/// Groups of names that lead to one another, each in order of its names.
pub(super) fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        arrows.keys().map(|name| (name.as_str(), reach(arrows, name))).collect();
    let mut circles = BTreeSet::new();
    for (name, from_here) in &reached {
        let circle: Vec<String> = from_here
            .iter()
            .filter(|other| reached.get(*other).is_some_and(|back| back.contains(name)))
            .map(|other| (*other).to_owned())
            .collect();
        if !circle.is_empty() {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

fn reach<'a>(arrows: &'a BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&str> = arrows[from].iter().map(String::as_str).collect();
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            open.extend(arrows.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrows(texts: &[(&str, &str)]) -> Vec<String> {
        let arrows = Crate::of_texts(texts).arrows();
        arrows
            .iter()
            .flat_map(|(from, to)| to.iter().map(move |to| format!("{from} > {to}")))
            .collect()
    }

    #[test]
    fn names_are_followed_to_the_file_that_defines_them() {
        let texts = [
            ("", "mod a; mod b; pub use a::A;"),
            ("a", "mod deep; pub use deep::A; pub(crate) use self::deep::*;"),
            ("a::deep", "pub struct A; pub fn free() {} fn x() { super::super::b::y() }"),
            ("b", "use crate::a::{A, free}; pub fn y() {}"),
        ];
        assert_eq!(arrows(&texts), ["a::deep > b", "b > a::deep"]);
        assert_eq!(circles(&Crate::of_texts(&texts).stages()), [["a", "b"]]);
    }

    #[test]
    fn children_that_a_module_uses_itself_are_arrows() {
        let texts = [
            ("", "mod a;"),
            ("a", "mod deep; use self::deep::A; pub const LIMIT: u8 = 1; fn f() { deep::g() }"),
            ("a::deep", "use super::LIMIT; pub struct A;"),
        ];
        assert_eq!(arrows(&texts), ["a > a::deep", "a::deep > a"]);
    }

    #[test]
    fn what_comes_through_the_root_is_named() {
        let texts = [
            ("", "mod a; mod b; pub use a::A;"),
            ("a", "pub struct A; pub struct Other;"),
            ("b", "use crate::{A, a::Other}; fn f() -> super::A { todo() }"),
        ];
        let names: Vec<_> = Crate::of_texts(&texts).through_the_root().into_iter().collect();
        assert_eq!(names, ["b: crate::A"]);
    }

    #[test]
    fn a_chain_is_no_circle() {
        let texts = [
            ("", "mod a; mod b; mod c;"),
            ("a", "use crate::b::B;"),
            ("b", "use crate::c::C; pub struct B;"),
            ("c", "pub struct C;"),
        ];
        assert!(circles(&Crate::of_texts(&texts).arrows()).is_empty());
    }
}
