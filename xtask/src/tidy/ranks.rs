//! Inside `market` every folder has a rank, uses only folders of a lower one, and nobody another's store. The ranks are a
//! list in ARCHITECTURE.md, which is the one place where they stand.

use super::{Finding, folders::Folders, picture, source::Source};

/// The list of the ranks: a rank a line, lowest first, folders with commas between them.
const TITLE: &str = "Ranks in `market`";

const RANK_MEND: &str = "Move what both need to the lower one, or tell the higher one by an outbox event.";
const STORE_MEND: &str = "Call a function of the capability's mod.rs; add one if none says what you need.";
const LIST_MEND: &str =
    "Let the list \"Ranks in `market`\" in ARCHITECTURE.md name every folder of market/src once.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let folders = Folders::of("market", files);
    let Some((picture, lines)) = picture::list(files, TITLE) else {
        let what = "no list says which folder ranks where".to_owned();
        return folders.names().take(1).map(|(_, file)| file.finding(0, what.clone(), LIST_MEND)).collect();
    };
    let mut findings = Vec::new();
    let mut ranks: Vec<(&str, usize)> = Vec::new();
    for (rank, line) in lines.iter().enumerate() {
        for name in line.text.split(',').map(str::trim) {
            if ranks.iter().any(|(ranked, _)| *ranked == name) {
                findings.push(picture.finding(line.at, format!("{name} has two ranks"), LIST_MEND));
            } else if !folders.names().any(|(folder, _)| folder == name) {
                findings.push(picture.finding(line.at, format!("there is no folder {name}"), LIST_MEND));
            }
            ranks.push((name, rank));
        }
    }
    let rank = |folder: &str| ranks.iter().find(|(name, _)| *name == folder).map(|(_, rank)| *rank);
    for (folder, file) in folders.names().filter(|(folder, _)| rank(folder).is_none()) {
        findings.push(file.finding(0, format!("{folder} has no rank"), LIST_MEND));
    }
    for found in folders.uses() {
        let (folder, used) = (found.folder, found.used);
        if found.rest.first().is_some_and(|name| name == "store") {
            findings.push(found.file.finding(
                found.at,
                format!("the store of {used} is its own"),
                STORE_MEND,
            ));
        } else if rank(folder).zip(rank(used)).is_some_and(|(own, other)| other >= own) {
            let what = format!("{folder} must not use {used}: it ranks no lower");
            findings.push(found.file.finding(found.at, what, RANK_MEND));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const RANKS: &str =
        "Ranks in `market`, lowest first:\n\n    app\n    catalogue, vendors\n    cart\n    orders\n";
    const PATHS: [&str; 5] = [
        "crates/market/src/app.rs",
        "crates/market/src/cart/mod.rs",
        "crates/market/src/catalogue/mod.rs",
        "crates/market/src/orders/mod.rs",
        "crates/market/src/vendors.rs",
    ];

    /// The ranks above, every folder that stands in them, and one file more.
    fn with(ranks: &str, path: &str, code: &str) -> Vec<String> {
        let empty = PATHS.iter().filter(|other| **other != path).map(|other| (*other, ""));
        let files: Vec<(&str, &str)> =
            [("ARCHITECTURE.md", ranks), (path, code)].into_iter().chain(empty).collect();
        found(check, &files)
    }

    #[test]
    fn upwards_and_sideways_are_found_and_downwards_is_not() {
        let path = "crates/market/src/cart/mod.rs";
        let good = "use crate::{app::Ctx, catalogue, cart::line};\nfn f() { crate::vendors::find() }";
        assert_eq!(with(RANKS, path, good), [""; 0]);
        assert_eq!(
            with(RANKS, path, "\nuse super::orders::pay;"),
            [format!("{path}:2 cart must not use orders: it ranks no lower")]
        );
        let path = "crates/market/src/catalogue/mod.rs";
        assert_eq!(
            with(RANKS, path, "use crate::vendors;"),
            [format!("{path}:1 catalogue must not use vendors: it ranks no lower")]
        );
    }

    #[test]
    fn anothers_store_is_found_even_from_above_and_ones_own_is_not() {
        let code = "use crate::catalogue::{self, store};";
        let path = "crates/market/src/cart/prices.rs";
        assert_eq!(with(RANKS, path, code), [format!("{path}:1 the store of catalogue is its own")]);
        assert_eq!(with(RANKS, "crates/market/src/catalogue/page.rs", code), [""; 0]);
    }

    #[test]
    fn every_folder_has_one_rank() {
        let path = "crates/market/src/slugs.rs";
        assert_eq!(with(RANKS, path, ""), [format!("{path}:1 slugs has no rank")]);
        let more = format!("{RANKS}    slugs, cart, search\n");
        assert_eq!(
            with(&more, path, ""),
            ["ARCHITECTURE.md:7 cart has two ranks", "ARCHITECTURE.md:7 there is no folder search"]
        );
        assert_eq!(with("", path, ""), ["crates/market/src/app.rs:1 no list says which folder ranks where"]);
    }

    #[test]
    fn tests_may_use_anything() {
        assert_eq!(with(RANKS, "crates/market/src/cart/tests.rs", "use crate::orders;"), [""; 0]);
    }
}
