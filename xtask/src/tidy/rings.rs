//! In no crate do folders use each other in a ring, nor do the files of a page: then none of them could be read, tested or
//! moved without the others.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding,
    folders::{Folders, Use},
    source::Source,
};

/// The crates of pages, a folder for each capability. Elsewhere the files of a folder are one module cut into readable lengths.
const PAGES: &[&str] = super::pages::FACES;

const MEND: &str =
    "Move what both need to the lower one, pass it in as a value, or tell the higher one by an outbox event.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let crates: BTreeSet<&str> = files.iter().filter_map(Source::crate_name).collect();
    let pages = PAGES.iter().flat_map(|name| inside(name, files));
    crates.into_iter().flat_map(|name| rings(name, &Folders::of(name, files))).chain(pages).collect()
}

/// The rings of files, folder by folder.
fn inside(name: &str, files: &[Source]) -> Vec<Finding> {
    let prefix = format!("crates/{name}/src/");
    let paths = files.iter().filter_map(|file| file.path.strip_prefix(&prefix)?.rsplit_once('/'));
    let folders: BTreeSet<&str> = paths.map(|(folder, _)| folder).collect();
    let rings = |folder: &str| {
        let found = Folders::inside(name, folder.split('/').collect(), files);
        rings(&format!("{name}/{folder}"), &found)
    };
    folders.into_iter().flat_map(rings).collect()
}

/// One finding for each set of folders that reach each other: the shortest way round, at the use that begins it.
fn rings(name: &str, folders: &Folders<'_>) -> Vec<Finding> {
    let uses = folders.uses();
    let mut graph: BTreeMap<&str, BTreeMap<&str, &Use>> = BTreeMap::new();
    for found in &uses {
        graph.entry(found.folder).or_default().entry(found.used).or_insert(found);
    }
    let mut drawn = BTreeSet::new();
    let mut findings = Vec::new();
    for start in graph.keys() {
        let Some(ring) = shortest_ring(&graph, start) else { continue };
        if ring.iter().any(|folder| drawn.contains(folder)) {
            continue;
        }
        drawn.extend(ring.iter().copied());
        let first = graph[start][ring[1]];
        let what = format!("a ring of folders in {name}: {}", ring.join(" → "));
        findings.push(first.file.finding(first.at, what, MEND));
    }
    findings
}

/// The shortest way from a folder back to itself, both ends named.
fn shortest_ring<'f>(
    graph: &BTreeMap<&'f str, BTreeMap<&'f str, &Use>>,
    start: &'f str,
) -> Option<Vec<&'f str>> {
    let mut ways = vec![vec![start]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last()?;
            for next in graph.get(last).into_iter().flat_map(BTreeMap::keys) {
                let way: Vec<&str> = way.iter().copied().chain([*next]).collect();
                if *next == start {
                    return Some(way);
                }
                if seen.insert(*next) {
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_ring_is_drawn_and_a_way_down_is_not() {
        let down = [
            ("crates/db/src/a.rs", "use crate::{b, c};"),
            ("crates/db/src/b/mod.rs", "use crate::c;"),
            ("crates/db/src/c.rs", ""),
        ];
        assert_eq!(found(check, &down), [""; 0]);
        let round = [
            ("crates/db/src/a.rs", "use crate::b;"),
            ("crates/db/src/b/mod.rs", "use super::c;"),
            ("crates/db/src/c.rs", "\nfn f() { crate::a::g() }"),
        ];
        assert_eq!(found(check, &round), ["crates/db/src/a.rs:1 a ring of folders in db: a → b → c → a"]);
    }

    #[test]
    fn each_ring_is_told_once_and_rings_of_other_crates_too() {
        let files = [
            ("crates/api/src/carts.rs", "use crate::orders;"),
            ("crates/api/src/orders.rs", "use crate::carts;"),
            ("crates/http/src/edge.rs", "use crate::layers;"),
            ("crates/http/src/layers/mod.rs", "use crate::Edge;"),
            ("crates/http/src/lib.rs", "mod edge; mod layers; pub use edge::Edge;"),
        ];
        assert_eq!(
            found(check, &files),
            [
                "crates/api/src/carts.rs:1 a ring of folders in api: carts → orders → carts",
                "crates/http/src/edge.rs:1 a ring of folders in http: edge → layers → edge",
            ]
        );
    }

    #[test]
    fn files_of_a_page_are_looked_at_too() {
        let round = |crate_name: &str| {
            let path = |file| format!("crates/{crate_name}/src/orders/{file}.rs");
            let files = [
                (path("mod"), "mod show; mod view; mod words; pub use words::W;"),
                (path("show"), "use super::view::draw;"),
                (path("view"), "use crate::orders::{W, show::Trouble};"),
                (path("words"), "use super::Order;"),
            ];
            let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
            found(check, &files)
        };
        assert_eq!(
            round("storefront"),
            [
                "crates/storefront/src/orders/show.rs:1 a ring of folders in storefront/orders: show → view → show"
            ]
        );
        assert_eq!(round("market"), [""; 0]);
    }
}
