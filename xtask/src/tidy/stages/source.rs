//! What one source file declares, imports and names, outside of its tests.

use std::iter::Peekable;

use anyhow::{Context, Result};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, token_stream};

/// One name that a file takes from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// Path of the module inside the file that names it, below that of the file.
    pub(super) scope: Vec<String>,
    /// The path as it is written; `*` ends a glob.
    pub(super) path: Vec<String>,
    /// The name it has here, for imports.
    pub(super) name: Option<String>,
    /// Whether others see it here.
    pub(super) public: bool,
}

/// What a file holds.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// Imports, and paths in code that begin with a name of a module.
    pub(super) references: Vec<Reference>,
    /// Modules, below the file's own, with whether they are in this file and whether they are of tests alone.
    pub(super) modules: Vec<Declared>,
    /// Items by the module that declares them.
    pub(super) items: Vec<(Vec<String>, String)>,
    /// Functions, types, traits, constants and methods that other crates see.
    pub(super) public_items: usize,
}

/// A module that a file declares.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Declared {
    pub(super) path: Vec<String>,
    pub(super) inline: bool,
    pub(super) test: bool,
}

const ITEMS: [&str; 9] =
    ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "macro_rules"];

type Tokens = Peekable<token_stream::IntoIter>;

impl Source {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let tokens: TokenStream =
            text.parse().map_err(|error| anyhow::anyhow!("{error}")).context("not Rust")?;
        let mut source = Self::default();
        source.walk(tokens, &[]);
        Ok(source)
    }

    fn walk(&mut self, tokens: TokenStream, scope: &[String]) {
        let mut tokens = tokens.into_iter().peekable();
        let mut public = false;
        // The marks before a word, as far as they change what it is.
        let (mut colons, mut mark_before) = (0, ' ');
        while let Some(token) = tokens.next() {
            let (path_before, mark) = (colons == 2, mark_before);
            (colons, mark_before) = match &token {
                TokenTree::Punct(mark) if mark.as_char() == ':' => (colons + 1, ':'),
                TokenTree::Punct(mark) => (0, mark.as_char()),
                _ => (0, ' '),
            };
            match token {
                TokenTree::Punct(mark) if mark.as_char() == '#' => {
                    if attribute(&mut tokens).is_some_and(|group| is_test(&group)) {
                        self.skip_item(&mut tokens, scope);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
                TokenTree::Group(group) => self.walk(group.stream(), scope),
                // A lifetime, `'static` among them.
                TokenTree::Ident(_) if mark == '\'' => {}
                TokenTree::Ident(word) => {
                    let word = word.to_string();
                    match word.as_str() {
                        "pub" => {
                            public = !is_restricted(&mut tokens);
                            // A restricted import is still seen by others of the crate.
                            if next_is(&mut tokens, "use") {
                                tokens.next();
                                self.import(&mut tokens, scope, true);
                                public = false;
                            }
                            continue;
                        }
                        "use" => self.import(&mut tokens, scope, false),
                        "mod" => self.module(&mut tokens, scope, false),
                        item if ITEMS.contains(&item) && !path_before => {
                            // `const fn` counts once, as `fn`; a pointer's `const` names nothing.
                            if let Some(TokenTree::Ident(name)) = tokens.peek() {
                                let name = name.to_string();
                                if !ITEMS.contains(&name.as_str()) && name != "unsafe" {
                                    self.public_items += usize::from(public);
                                    self.items.push((scope.to_vec(), name));
                                    tokens.next();
                                    public = false;
                                }
                            } else if item == "macro_rules" {
                                self.macro_name(&mut tokens, scope);
                            }
                            continue;
                        }
                        // Between `pub` and the item.
                        "async" | "unsafe" | "extern" => continue,
                        _ if path_before || mark == '$' => {}
                        _ => {
                            let path = path(word, &mut tokens);
                            if path.len() > 1 {
                                self.references.push(Reference {
                                    scope: scope.to_vec(),
                                    path,
                                    name: None,
                                    public: false,
                                });
                            }
                        }
                    }
                }
            }
            public = false;
        }
    }

    fn macro_name(&mut self, tokens: &mut Tokens, scope: &[String]) {
        tokens.next();
        if let Some(TokenTree::Ident(name)) = tokens.peek() {
            self.items.push((scope.to_vec(), name.to_string()));
            tokens.next();
        }
    }

    fn module(&mut self, tokens: &mut Tokens, scope: &[String], test: bool) {
        let Some(TokenTree::Ident(name)) = tokens.next() else { return };
        let mut path = scope.to_vec();
        path.push(name.to_string());
        let body = match tokens.peek() {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        };
        self.modules.push(Declared { path: path.clone(), inline: body.is_some(), test });
        if let Some(body) = body {
            tokens.next();
            if !test {
                self.walk(body, &path);
            }
        }
    }

    fn import(&mut self, tokens: &mut Tokens, scope: &[String], public: bool) {
        let mut tree = Vec::new();
        for token in tokens.by_ref() {
            if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';') {
                break;
            }
            tree.push(token);
        }
        let mut leaves = Vec::new();
        import_leaves(tree, &[], &mut leaves);
        self.references.extend(leaves.into_iter().map(|(path, name)| Reference {
            scope: scope.to_vec(),
            path,
            name: Some(name),
            public,
        }));
    }

    /// Passes over an item of tests; a module among them is remembered, so that its file is left out too.
    fn skip_item(&mut self, tokens: &mut Tokens, scope: &[String]) {
        let mut import = false;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "mod" => {
                    self.module(tokens, scope, true);
                    return;
                }
                TokenTree::Ident(word) if word == "use" => import = true,
                TokenTree::Punct(mark) if mark.as_char() == ';' => return,
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && !import => {
                    return;
                }
                _ => {}
            }
        }
    }
}

/// The brackets of an attribute, after its `#` or `#!`.
fn attribute(tokens: &mut Tokens) -> Option<Group> {
    tokens.next_if(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == '!'));
    match tokens.next_if(|token| matches!(token, TokenTree::Group(_))) {
        Some(TokenTree::Group(group)) => Some(group),
        _ => None,
    }
}

/// `#[cfg(test)]`, `#[cfg(all(test, …))]` and `#[test]`.
fn is_test(attribute: &Group) -> bool {
    let text: String = attribute.stream().to_string().split_whitespace().collect();
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// Whether `pub` is followed by `(crate)` or the like, which is passed over.
fn is_restricted(tokens: &mut Tokens) -> bool {
    tokens
        .next_if(
            |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis),
        )
        .is_some()
}

fn next_is(tokens: &mut Tokens, word: &str) -> bool {
    matches!(tokens.peek(), Some(TokenTree::Ident(next)) if next == word)
}

/// A path in code from its first word on.
fn path(first: String, tokens: &mut Tokens) -> Vec<String> {
    let mut path = vec![first];
    while is_colon(tokens.peek()) {
        tokens.next();
        // One colon is that of a type or a field.
        if tokens.next_if(|token| is_colon(Some(token))).is_none() {
            break;
        }
        match tokens.peek() {
            Some(TokenTree::Ident(word)) => path.push(word.to_string()),
            _ => break,
        }
        tokens.next();
    }
    path
}

fn is_colon(token: Option<&TokenTree>) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == ':')
}

/// The paths of a tree of imports with the names that they have here.
fn import_leaves(tree: Vec<TokenTree>, before: &[String], leaves: &mut Vec<(Vec<String>, String)>) {
    let mut path = before.to_vec();
    let mut name = None;
    let mut tokens = tree.into_iter().peekable();
    let mut grouped = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if word == "as" => {
                name = tokens.next().map(|alias| alias.to_string());
            }
            // `{self}` names the module itself.
            TokenTree::Ident(word) if word == "self" && !before.is_empty() => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Punct(mark) if mark.as_char() == '*' => path.push("*".into()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            TokenTree::Group(group) => {
                grouped = true;
                let mut part = Vec::new();
                for token in group.stream() {
                    if matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ',') {
                        import_leaves(std::mem::take(&mut part), &path, leaves);
                    } else {
                        part.push(token);
                    }
                }
                if !part.is_empty() {
                    import_leaves(part, &path, leaves);
                }
            }
        }
    }
    if !grouped && let Some(last) = path.last() {
        let name = name.unwrap_or_else(|| last.clone());
        leaves.push((path, name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imports(text: &str) -> Vec<String> {
        let source = Source::parse(text).expect("it is Rust");
        source.references.iter().map(|reference| reference.path.join("::")).collect()
    }

    #[test]
    fn trees_of_imports_are_taken_apart() {
        assert_eq!(
            imports("use crate::{A, b::{self, C as D}, e::*};"),
            ["crate::A", "crate::b", "crate::b::C", "crate::e::*"]
        );
        assert_eq!(imports("pub(crate) use self::x::Y;"), ["self::x::Y"]);
    }

    #[test]
    fn paths_in_code_and_macros_count_and_text_does_not() {
        assert_eq!(
            imports(
                "fn f() -> crate::a::T { println!(\"crate::no\", super::b::c()) } // crate::no"
            ),
            ["crate::a::T", "super::b::c"]
        );
        assert_eq!(imports("struct A { x: B } fn f(x: u8) { g(x) }"), Vec::<String>::new());
        assert_eq!(imports("macro_rules! m { () => { $crate::a::b() } }"), Vec::<String>::new());
    }

    #[test]
    fn tests_are_left_out() {
        let text = "#[cfg(test)] use crate::{A}; #[cfg(test)] mod tests { use crate::B; } \
                    #[cfg(test)] mod laws; #[test] fn t() { crate::c::d() } use crate::e::F;";
        assert_eq!(imports(text), ["crate::e::F"]);
        let source = Source::parse(text).expect("it is Rust");
        assert!(source.modules.iter().all(|module| module.test));
    }

    #[test]
    fn what_other_crates_see_is_counted() {
        let text = "pub struct A { pub x: u8 } impl A { pub const fn x(&self) {} pub(crate) fn y() {} } \
                    pub const B: u8 = 1; pub use c::D; pub mod c { pub enum D {} }";
        assert_eq!(Source::parse(text).expect("it is Rust").public_items, 4);
    }
}
