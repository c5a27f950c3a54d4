//! Pages of a face never import each other: what several need is in the face's `shared`, or in `ui`.

use super::{Finding, folders::Folders, source::Source};

/// The crates of pages, a folder for each capability.
pub(super) const FACES: &[&str] = &["storefront", "vendor", "backoffice", "desk"];
/// What pages share: it is no page, and knows none.
const SHARED: &str = "shared";
/// Folders that look at all pages.
const LOOK_AT_ALL: &[&str] = &["styleguide"];

const MEND: &str = "Move what both need to the face's shared folder, or to ui when other faces need it too.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    FACES.iter().flat_map(|face| between_pages(face, files)).collect()
}

fn between_pages(face: &str, files: &[Source]) -> Vec<Finding> {
    // a single file at the root mounts pages or lists them: it is none
    let is_directory = |folder: &str| {
        let prefix = format!("crates/{face}/src/{folder}/");
        files.iter().any(|file| file.path.starts_with(&prefix))
    };
    let mut findings = Vec::new();
    for found in Folders::of(face, files).uses() {
        let (own, used) = (found.folder, found.used);
        let may = LOOK_AT_ALL.contains(&own) || used == SHARED;
        if !may && is_directory(own) && is_directory(used) {
            let what = format!("{own} must not use {used}: both are pages of {face}");
            findings.push(found.file.finding(found.at, what, MEND));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_page_that_uses_another_is_found_and_one_that_uses_what_is_shared_is_not() {
        let cart = ("crates/storefront/src/cart/mod.rs", "");
        let shared = ("crates/storefront/src/shared/mod.rs", "");
        let path = "crates/storefront/src/orders/show/old.rs";
        let bad =
            (path, "use crate::{shared::items, cart::view};\nfn f() { super::super::super::cart::g() }");
        assert_eq!(
            found(check, &[cart, shared, bad]),
            [
                format!("{path}:1 orders must not use cart: both are pages of storefront"),
                format!("{path}:2 orders must not use cart: both are pages of storefront"),
            ]
        );
        let good = (path, "use crate::shared::items;\nuse crate::orders::draw;\nuse crate::error_page;");
        let all = ("crates/storefront/src/styleguide/mod.rs", "use crate::cart::CartPage;");
        let root = ("crates/storefront/src/mount.rs", "use crate::{cart, orders};");
        assert_eq!(found(check, &[cart, shared, good, all, root]), [""; 0]);
    }

    #[test]
    fn what_is_shared_uses_no_page() {
        let cart = ("crates/storefront/src/cart/mod.rs", "");
        let path = "crates/storefront/src/shared/items.rs";
        assert_eq!(
            found(check, &[cart, (path, "use crate::cart::view;")]),
            [format!("{path}:1 shared must not use cart: both are pages of storefront")]
        );
    }
}
