//! An address is written down once, where it is declared; whatever else needs it takes it by its name.

use super::{Finding, source::Source};

const FACES: &[&str] = &["api", "ui", "storefront", "vendor", "backoffice", "http", "server"];
/// How the addresses begin that a literal could repeat. The short ones are no pointers into a body, which look alike.
const ADDRESSES: &[&str] = &[
    "/api/",
    "/media/",
    "/o/",
    "/p/",
    "/c/",
    "/s/",
    "/a/",
    "/account/",
    "/checkout",
    "/vendor/",
    "/_mail",
    "/_styleguide",
];
/// What declares an operation of the API; its address may stand there.
const DECLARES: &str = "Operation::new(";

const MEND: &str = "Declare it in routes.rs, as a constant, or with its operation; take it by its name, and fill it by address().";

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let files = files.iter().filter(|file| file.is_rust() && !file.is_test() && !may_spell(&file.path));
    let faces = files.filter(|file| file.crate_name().is_some_and(|name| FACES.contains(&name)));
    faces.flat_map(found_in).collect()
}

/// Tables of addresses, and samples, which are told their address as a request would tell it.
fn may_spell(path: &str) -> bool {
    ["/routes.rs", "/sample.rs", "/samples.rs"].iter().any(|name| path.ends_with(name))
}

fn found_in(file: &Source) -> Vec<Finding> {
    let code = file.code();
    let declares = code.contains(DECLARES);
    let mut findings = Vec::new();
    for address in ADDRESSES {
        for (at, _) in code.match_indices(address) {
            if is_spelt(&code[..at], declares) {
                findings.push(file.finding(at, format!("an address is spelt here: {address}"), MEND));
            }
        }
    }
    findings
}

/// Whether an address begins behind `before` that is not being declared.
fn is_spelt(before: &str, declares: bool) -> bool {
    let Some(outside) = before.strip_suffix('"') else {
        // behind a host, as in `"{}/media/{file}"`
        return before.ends_with('}');
    };
    let outside = outside.trim_end();
    let is_constant = outside.ends_with("&str =");
    outside.ends_with("format!(") || !(declares || is_constant)
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const TABLE: &str = "const CART: &str = \"/api/v1/carts/{cart}\";\n\
                         fn f() { Operation::new(get, \"/api/v1/carts\", list); answer.at(CART, &[&key]) }\n";

    #[test]
    fn an_address_stands_where_it_is_declared_and_nowhere_else() {
        let path = "crates/api/src/carts/mod.rs";
        let spelt = |line| [format!("{path}:{line} an address is spelt here: /api/")];
        assert_eq!(found(check, &[(path, TABLE)]), [""; 0]);
        let made = format!("{TABLE}fn g() {{ answer.at(&format!(\"/api/v1/carts/{{key}}\")) }}");
        assert_eq!(found(check, &[(path, &made)]), spelt(3));
        let handler = "fn g() { answer.at(\"/api/v1/me\") }";
        assert_eq!(found(check, &[(path, handler)]), spelt(1));
        let linked = "fn g() { text.push_str(\"<a href=\\\"/api/docs\\\">\") }";
        assert_eq!(found(check, &[(path, linked)]), spelt(1));
    }

    #[test]
    fn an_address_behind_a_host_is_found_and_one_by_its_name_is_not() {
        let path = "crates/storefront/src/home/show.rs";
        let spelt = "fn f() {\n format!(\"{}/media/{file}\", http.public_url()) }";
        assert_eq!(found(check, &[(path, spelt)]), [format!("{path}:2 an address is spelt here: /media/")]);
        for good in
            ["// such as \"/media/a.webp\"", "routes::media(file)", "template(path = \"checkout/form.html\")"]
        {
            assert_eq!(found(check, &[(path, good)]), [""; 0]);
        }
        assert_eq!(found(check, &[("crates/ui/src/routes.rs", spelt)]), [""; 0]);
        assert_eq!(found(check, &[("crates/market/src/orders/view.rs", spelt)]), [""; 0]);
    }
}
