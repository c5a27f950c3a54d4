//! The folders of a crate, and which uses which. A folder is a module at the root of its crate, be it a directory or a file;
//! so are, inside one, the modules at its root.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    paths::{self, Path},
    source::Source,
};

/// The folders of one crate.
pub(super) struct Folders<'f> {
    files: Vec<&'f Source>,
    prefix: String,
    /// The modules that lead to their root from that of the crate.
    inside: Vec<&'f str>,
    names: BTreeSet<&'f str>,
    /// What the root of the crate hands on, by name: which folder it comes from.
    handed_on: BTreeMap<String, String>,
}

/// One folder names something of another.
pub(super) struct Use<'f> {
    pub(super) file: &'f Source,
    pub(super) at: usize,
    pub(super) folder: &'f str,
    pub(super) used: &'f str,
    /// What stands behind the other folder's name in the path.
    pub(super) rest: Vec<String>,
}

impl<'f> Folders<'f> {
    /// Those of `crates/<name>`, its tests left out.
    pub(super) fn of(name: &str, files: &'f [Source]) -> Self {
        Self::inside(name, Vec::new(), files)
    }

    /// The modules of one folder, by the modules that lead to it.
    pub(super) fn inside(name: &str, inside: Vec<&'f str>, files: &'f [Source]) -> Self {
        let way: String = inside.iter().map(|module| format!("{module}/")).collect();
        let prefix = format!("crates/{name}/src/{way}");
        let files: Vec<&Source> = files
            .iter()
            .filter(|file| file.path.starts_with(&prefix) && file.is_rust() && !file.is_test())
            .collect();
        let names: BTreeSet<&str> =
            files.iter().filter_map(|file| modules(&file.path[prefix.len()..]).first().copied()).collect();
        let mut handed_on = BTreeMap::new();
        for file in files.iter().filter(|file| modules(&file.path[prefix.len()..]).is_empty()) {
            for Path { names: path, .. } in paths::of_uses(&file.code_without_strings()) {
                if let [folder, .., name] = path.as_slice()
                    && names.contains(folder.as_str())
                {
                    handed_on.insert(name.clone(), folder.clone());
                }
            }
        }
        Self { files, prefix, inside, names, handed_on }
    }

    /// Their names, with one file that belongs to each.
    pub(super) fn names(&self) -> impl Iterator<Item = (&'f str, &'f Source)> {
        self.names.iter().filter_map(|name| {
            let file = self.files.iter().copied().find(|file| self.modules_of(file).first() == Some(name))?;
            Some((*name, file))
        })
    }

    /// Everything one folder names of another, in the order of the files.
    pub(super) fn uses(&self) -> Vec<Use<'f>> {
        let mut uses = Vec::new();
        for &file in &self.files {
            let modules = self.modules_of(file);
            let Some(folder) = modules.first().copied() else { continue };
            for Path { at, names } in
                paths::from_module(&file.code_without_strings(), &self.inside, modules.len())
            {
                let Some((first, rest)) = names.split_first() else { continue };
                let used = self.handed_on.get(first).unwrap_or(first);
                match self.names.get(used.as_str()) {
                    Some(&used) if used != folder => {
                        uses.push(Use { file, at, folder, used, rest: rest.to_vec() });
                    }
                    _ => {}
                }
            }
        }
        uses
    }

    fn modules_of(&self, file: &'f Source) -> Vec<&'f str> {
        modules(&file.path[self.prefix.len()..])
    }
}

/// The modules a file stands for, from the root of its crate: `cart/store.rs` is `cart`, `store`.
fn modules(path: &str) -> Vec<&str> {
    let mut names: Vec<&str> = path.trim_end_matches(".rs").split('/').collect();
    if matches!(names.last(), Some(&("mod" | "lib" | "main"))) {
        names.pop();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(files: &[(&str, &str)]) -> Vec<String> {
        let files: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        Folders::of("market", &files)
            .uses()
            .iter()
            .map(|found| format!("{} uses {} {}", found.folder, found.used, found.rest.join("::")))
            .collect()
    }

    #[test]
    fn what_the_root_hands_on_belongs_to_its_folder() {
        let files = [
            ("crates/market/src/app/mod.rs", ""),
            ("crates/market/src/cart/view.rs", "use crate::{App, Unknown, cart::Cart, app::ports};"),
            ("crates/market/src/lib.rs", "mod app;\nmod cart;\npub use app::{App, Parts};"),
        ];
        assert_eq!(uses(&files), ["cart uses app ", "cart uses app ports"]);
    }

    #[test]
    fn tests_and_other_crates_do_not_count() {
        let files = [
            ("crates/api/src/orders.rs", "use crate::cart;"),
            ("crates/market/src/cart/tests.rs", "use crate::orders;"),
            ("crates/market/src/orders.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use crate::cart; }"),
            ("crates/market/src/cart/mod.rs", "use crate::slugs;"),
        ];
        assert_eq!(uses(&files), [""; 0]);
    }
}
