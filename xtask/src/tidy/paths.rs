//! Finds the paths Rust code names from the root of its crate, groups in braces spread out.

/// A path such as `crate::cart::store`, as the names after `crate`, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Path {
    pub(super) at: usize,
    pub(super) names: Vec<String>,
}

/// All paths in `code` (blanked of comments and strings) that start at a module, given by its own path from the root of the
/// crate, from a module `depth` levels below it: `crate::…`, and as many `super::` as lead there.
pub(super) fn from_module(code: &str, module: &[&str], depth: usize) -> Vec<Path> {
    let mut found = read(code, "crate::");
    found.retain(|path| {
        path.names.iter().zip(module).filter(|(name, own)| name == own).count() == module.len()
    });
    found.iter_mut().for_each(|path| drop(path.names.drain(..module.len())));
    found.extend(read(code, &"super::".repeat(depth)));
    found
}

/// The paths that begin with this root, without it.
fn read(code: &str, root: &str) -> Vec<Path> {
    let mut found = Vec::new();
    if !root.is_empty() {
        for (at, _) in code.match_indices(root) {
            let before = &code[..at];
            let continues =
                before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':' || c == '$');
            if !continues && !code[at + root.len()..].starts_with("super::") {
                Reader { code, at: at + root.len(), found: &mut found }.tree(&mut Vec::new());
            }
        }
    }
    found
}

/// The paths of all `use` declarations in `code`, as they are written.
pub(super) fn of_uses(code: &str) -> Vec<Path> {
    let mut found = Vec::new();
    for (at, word) in code.match_indices("use ") {
        if !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            Reader { code, at: at + word.len(), found: &mut found }.tree(&mut Vec::new());
        }
    }
    found
}

struct Reader<'a> {
    code: &'a str,
    at: usize,
    found: &'a mut Vec<Path>,
}

impl Reader<'_> {
    /// Reads one use tree: `a::b`, `a::{b, c::d}`, `a as b`, `*`.
    fn tree(&mut self, prefix: &mut Vec<String>) {
        let depth = prefix.len();
        let start = self.at;
        loop {
            self.skip_space();
            if self.take("{") {
                self.group(prefix);
                break;
            }
            let name = self.name();
            if name.is_empty() {
                self.push(start, prefix);
                break;
            }
            prefix.push(name);
            if !self.take("::") {
                self.push(start, prefix);
                break;
            }
        }
        prefix.truncate(depth);
    }

    fn group(&mut self, prefix: &mut Vec<String>) {
        loop {
            self.skip_space();
            self.tree(prefix);
            // An `as` name, a star, a space: nothing we look at.
            while !self.rest().is_empty() && !self.rest().starts_with([',', '}']) {
                self.at += self.rest().chars().next().map_or(1, char::len_utf8);
            }
            if !self.take(",") {
                self.take("}");
                return;
            }
            self.skip_space();
            if self.take("}") {
                return;
            }
        }
    }

    fn push(&mut self, at: usize, names: &[String]) {
        self.found.push(Path { at, names: names.to_vec() });
    }

    fn name(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let name = rest[..end].to_owned();
        self.at += end;
        name
    }

    fn take(&mut self, token: &str) -> bool {
        let taken = self.rest().starts_with(token);
        if taken {
            self.at += token.len();
        }
        taken
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &str {
        self.code.get(self.at..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(code: &str, depth: usize) -> Vec<String> {
        from_module(code, &[], depth).iter().map(|path| path.names.join("::")).collect()
    }

    #[test]
    fn groups_are_spread_out() {
        let code = "use crate::{cart::{self, store::{A, B as C}}, orders::*,};";
        assert_eq!(names(code, 1), ["cart::self", "cart::store::A", "cart::store::B", "orders"]);
    }

    #[test]
    fn paths_in_expressions_count_and_other_crates_do_not() {
        assert_eq!(names("crate::cart::add(1); my_crate::x; $crate::y", 1), ["cart::add"]);
    }

    #[test]
    fn uses_are_read_as_they_are_written() {
        let paths = of_uses("mod a;\npub use a::{B, c::D};\npub(crate) use e::F;\nlet because = 1;");
        let names: Vec<String> = paths.iter().map(|path| path.names.join("::")).collect();
        assert_eq!(names, ["a::B", "a::c::D", "e::F"]);
    }

    #[test]
    fn supers_count_when_they_lead_to_the_root() {
        assert_eq!(names("super::orders::pay()", 1), ["orders::pay"]);
        assert_eq!(names("super::orders::pay()", 2), [""; 0]);
        assert_eq!(names("super::super::orders::pay()", 2), ["orders::pay"]);
        let inside =
            from_module("crate::orders::{show::f, view}; crate::cart::g; super::pay::h", &["orders"], 1);
        let inside: Vec<String> = inside.iter().map(|path| path.names.join("::")).collect();
        assert_eq!(inside, ["show::f", "view", "pay::h"]);
    }
}
