//! In no crate do folders use each other in a ring: then none of them could be read, tested or moved without the others.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Finding,
    folders::{Folders, Use},
    source::Source,
};

const MEND: &str =
    "Move what both need to the lower one, pass it in as a value, or tell the higher one by an outbox event.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let crates: BTreeSet<&str> = files.iter().filter_map(Source::crate_name).collect();
    crates.into_iter().flat_map(|name| rings(name, files)).collect()
}

/// One finding for each set of folders that reach each other: the shortest way round, at the use that begins it.
fn rings(name: &str, files: &[Source]) -> Vec<Finding> {
    let uses = Folders::of(name, files).uses();
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
}
