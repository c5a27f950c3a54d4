//! That the list of what vendors' people may do names every use case that they can call.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// The Rust files below a folder of the project.
fn sources(folder: &str) -> Vec<String> {
    fn below(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // the pages of the market's own people are none of vendors'
            if path.is_dir() && !path.ends_with("tests") && !path.ends_with("office") {
                below(&path, found);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut found);
    found.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// The function that a line begins, if a face can call it.
fn public_function(line: &str) -> Option<&str> {
    let name = line.strip_prefix("pub fn ")?;
    name.split(['(', '<']).next()
}

/// Every use case that asks for a permission of a vendor.
fn asking() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources("market/src") {
        let mut now = None;
        for line in source.lines() {
            now = public_function(line).or(now.filter(|_| line != "}"));
            let asks = [".needs_of(", ".permitted_of(", "permitted(actor, ", ".seeing(", ".deciding("];
            if let Some(name) = now.filter(|_| asks.iter().any(|asked| line.contains(asked))) {
                found.insert(name.to_owned());
            }
        }
    }
    found
}

/// What vendors call by their operations of the API and the pages of their desk: functions of `market` that take who asks.
fn called() -> BTreeSet<String> {
    let takes_actor: BTreeSet<String> = sources("market/src")
        .iter()
        .flat_map(|source| source.split("\npub fn ").skip(1).map(str::to_owned).collect::<Vec<_>>())
        .filter(|function| function.split(") ->").next().is_some_and(|head| head.contains("actor: Actor")))
        .filter_map(|function| function.split(['(', '<']).next().map(str::to_owned))
        .collect();
    let faces = [sources("api/src/vendor"), sources("vendor/src")].concat();
    let is_called = |name: &&String| faces.iter().any(|source| source.contains(&format!("::{name}(")));
    takes_actor.iter().filter(is_called).cloned().collect()
}

/// What the faces of vendors call that is nobody's alone.
const FOR_EVERYONE: &[&str] = &["around", "check_current_password", "home", "list_categories", "show_market"];

#[test]
fn the_list_of_use_cases_is_whole() {
    let list = include_str!("vendor_roles.rs");
    let stands = |name: &str| list.contains(&format!("::{name}(")) || FOR_EVERYONE.contains(&name);
    let asking = asking();
    assert!(asking.len() > 40 && asking.contains("set_payout"), "{asking:?}");
    let called = called();
    assert!(called.len() > 40 && called.contains("ship"), "{called:?}");
    let missing: Vec<&String> = asking.union(&called).filter(|name| !stands(name)).collect();
    assert!(missing.is_empty(), "without a row here: {missing:?}");
}
