//! URLs are written down once, in the files that name the routes.

use super::{Finding, source::Source};

const FACES: &[&str] = &["api", "ui", "storefront", "http", "server"];

const MEND: &str = "Add the route to routes.rs and mount it from there; links take it by its name.";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in files.iter().filter(|file| file.is_rust() && !file.is_test() && !names_routes(&file.path)) {
        if !file.crate_name().is_some_and(|name| FACES.contains(&name)) {
            continue;
        }
        let code = file.code();
        for (at, call) in code.match_indices(".route(") {
            if code[at + call.len()..].trim_start().starts_with('"') {
                findings.push(file.finding(at, "a route's path is written here".to_owned(), MEND));
            }
        }
    }
    findings
}

fn names_routes(path: &str) -> bool {
    path.ends_with("/routes.rs") || path.contains("/routes/")
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    #[test]
    fn a_literal_path_is_found_outside_routes_alone() {
        let code = "router\n    .route(\n        \"/cart\", get(show))";
        let path = "crates/storefront/src/cart/mod.rs";
        assert_eq!(found(check, &[(path, code)]), [format!("{path}:2 a route's path is written here")]);
        assert_eq!(found(check, &[("crates/ui/src/routes.rs", code)]), [""; 0]);
        assert_eq!(found(check, &[(path, "router.route(CART.path(), get(show))")]), [""; 0]);
    }
}
