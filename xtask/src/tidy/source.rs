//! The files of the checkout, as the rules see them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::Finding;
use super::lex::{self, Blank};

/// One file: its path from the root, with `/`, and its text (empty for pictures and the like).
pub(super) struct Source {
    pub(super) path: String,
    pub(super) text: String,
}

impl Source {
    pub(super) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), text: text.to_owned() }
    }

    pub(super) fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }

    /// The crate directory's name under `crates/`, if the file lies in one.
    pub(super) fn crate_name(&self) -> Option<&str> {
        self.path.strip_prefix("crates/")?.split('/').next()
    }

    /// Whether the whole file is test code.
    pub(super) fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || self.path.ends_with("/tests.rs")
            || self.path.starts_with("crates/testkit/")
    }

    /// The Rust code without comments, without the test module at its end; strings are kept.
    pub(super) fn code(&self) -> String {
        without_test_module(lex::blank(&self.text, Blank::Comments))
    }

    /// As `code`, with the insides of strings blanked too.
    pub(super) fn code_without_strings(&self) -> String {
        without_test_module(lex::blank(&self.text, Blank::CommentsAndStrings))
    }

    /// A finding in this file, at this byte of its text.
    pub(super) fn finding(&self, at: usize, what: String, mend: &'static str) -> Finding {
        let line =
            1 + self.text.as_bytes()[..at.min(self.text.len())].iter().filter(|&&b| b == b'\n').count();
        Finding { path: self.path.clone(), line, what, mend }
    }
}

/// Cuts at the test module, which by custom closes a file.
fn without_test_module(mut code: String) -> String {
    let cut = code.match_indices("#[cfg(test)]").map(|(at, found)| (at, &code[at + found.len()..])).find_map(
        |(at, rest)| {
            let module = rest.trim_start().strip_prefix("mod ")?;
            module.find(['{', ';']).is_some_and(|end| module[end..].starts_with('{')).then_some(at)
        },
    );
    if let Some(at) = cut {
        code.truncate(at);
    }
    code
}

/// Directories that hold no source of ours.
const SKIPPED: &[&str] = &["target", "node_modules", "souk-data", "souk-demo"];

/// Names that start with a dot yet belong to the project.
const DOTTED: &[&str] = &[".ci", ".cargo", ".github"];

/// What is read as text; of all else only the name counts.
const TEXTS: &[&str] = &["rs", "toml", "sql", "html", "css", "js", "mjs", "md", "ftl", "txt"];

/// Reads every file of the checkout, in the order of their paths.
pub(super) fn read_all(root: &Path) -> Result<Vec<Source>> {
    let mut files = Vec::new();
    read_into(&mut files, root, "")?;
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn read_into(files: &mut Vec<Source>, directory: &Path, prefix: &str) -> Result<()> {
    for entry in fs::read_dir(directory).with_context(|| format!("cannot read {}", directory.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if SKIPPED.contains(&name.as_str()) || (name.starts_with('.') && !DOTTED.contains(&name.as_str())) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            read_into(files, &entry.path(), &format!("{path}/"))?;
        } else {
            let is_text = name.rsplit_once('.').is_some_and(|(_, ending)| TEXTS.contains(&ending));
            let text = if is_text { fs::read(entry.path())? } else { Vec::new() };
            files.push(Source::new(&path, &String::from_utf8_lossy(&text)));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_test_module_is_no_code() {
        let source = Source::new(
            "a.rs",
            "fn a() {}\n#[cfg(test)]\nuse b;\nfn c() {}\n#[cfg(test)]\nmod tests {\n d }\n",
        );
        assert_eq!(source.code(), "fn a() {}\n#[cfg(test)]\nuse b;\nfn c() {}\n");
        let outside = Source::new("a.rs", "#[cfg(test)]\nmod tests;\nfn a() {}\n");
        assert_eq!(outside.code(), outside.text);
    }

    #[test]
    fn a_finding_counts_lines_from_one() {
        let source = Source::new("a.rs", "one\ntwo\nthree");
        assert_eq!(source.finding(0, String::new(), "").line, 1);
        assert_eq!(source.finding(9, String::new(), "").line, 3);
    }
}
