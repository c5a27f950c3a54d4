//! Inside `market` a capability uses only capabilities of a lower rank, and nobody another's store.

use super::paths;
use super::{Finding, source::Source};

/// The capabilities by rank, lowest first. Modules that stand here are ranked; all others serve everyone.
const RANKS: &[&[&str]] = &[
    &["queue"],
    &["vendors", "catalogue"],
    &["inventory", "tax", "shipping", "promotions", "ledger", "reviews", "support"],
    &["cart", "payments"],
    &["orders"],
    &["accounts", "checkout"],
    &["worker"],
];

const RANK_MEND: &str = "Move what both need to the lower one, or tell the higher one by an outbox event.";
const STORE_MEND: &str = "Call a function of the capability's mod.rs; add one if none says what you need.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test()) {
        let Some(module) = file.path.strip_prefix("crates/market/src/").map(modules) else { continue };
        let own = module.first().copied().unwrap_or_default();
        for path in paths::from_root(&file.code_without_strings(), module.len()) {
            let Some(used) = path.names.first().filter(|used| used.as_str() != own) else { continue };
            let Some(used_rank) = rank(used) else { continue };
            if path.names.get(1).is_some_and(|name| name == "store") {
                findings.push(file.finding(path.at, format!("the store of {used} is its own"), STORE_MEND));
            } else if rank(own).is_some_and(|own_rank| used_rank >= own_rank) {
                findings.push(file.finding(
                    path.at,
                    format!("{own} must not use {used}: it ranks no lower"),
                    RANK_MEND,
                ));
            }
        }
    }
    findings
}

fn rank(name: &str) -> Option<usize> {
    RANKS.iter().position(|names| names.contains(&name))
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
    use super::super::found;
    use super::*;

    #[test]
    fn upwards_and_sideways_are_found_and_downwards_is_not() {
        let good = "use crate::{catalogue, ctx::Ctx, cart::line};\nfn f() { crate::inventory::take() }";
        assert_eq!(found(check, &[("crates/market/src/cart/mod.rs", good)]), [""; 0]);
        let up = "\nuse crate::checkout;\nuse super::orders::pay;";
        assert_eq!(
            found(check, &[("crates/market/src/cart/mod.rs", up)]),
            [
                "crates/market/src/cart/mod.rs:2 cart must not use checkout: it ranks no lower",
                "crates/market/src/cart/mod.rs:3 cart must not use orders: it ranks no lower",
            ]
        );
    }

    #[test]
    fn anothers_store_is_found_even_from_below_and_ones_own_is_not() {
        let code = "use crate::catalogue::{self, store};";
        let path = "crates/market/src/cart/prices.rs";
        assert_eq!(found(check, &[(path, code)]), [format!("{path}:1 the store of catalogue is its own")]);
        assert_eq!(found(check, &[("crates/market/src/catalogue/mod.rs", code)]), [""; 0]);
        let throttle = "crates/market/src/throttle.rs";
        let finding = format!("{throttle}:1 the store of catalogue is its own");
        assert_eq!(found(check, &[(throttle, code)]), [finding]);
    }

    #[test]
    fn tests_may_use_anything() {
        assert_eq!(found(check, &[("crates/market/src/cart/tests.rs", "use crate::checkout;")]), [""; 0]);
    }
}
