//! What must hold for every page.

use souk_testkit::html::tags;

use crate::samples::every;

/// Whether an address is of a pattern.
fn fits(pattern: &str, address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    let fit =
        |(hole, part): (&&str, &&str)| if hole.starts_with('{') { !part.is_empty() } else { hole == part };
    pattern.len() == path.len() && pattern.iter().zip(&path).all(fit)
}

#[test]
fn every_page_is_well_formed_and_points_at_what_is_there() {
    let routes = crate::page_routes();
    for sample in every() {
        let html = sample.rendered.unwrap();
        let tags = tags(&html).unwrap_or_else(|wrong| panic!("{}: {wrong}", sample.name));
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1], "{}", sample.name);
        }
        for tag in &tags {
            for name in ["aria-describedby", "aria-labelledby", "for"] {
                let Some(id) = tag.get(name) else { continue };
                assert!(ids.contains(&id), "{}: {name} {id}", sample.name);
            }
            for (name, of) in [("action", "method"), ("formaction", "formmethod")] {
                let Some(action) = tag.get(name).filter(|action| action.starts_with("/admin")) else {
                    continue;
                };
                let method = tag.get(of).unwrap_or(if name == "action" { "get" } else { "post" });
                let method = method.to_ascii_uppercase();
                let answered = routes.iter().any(|route| fits(route.path, action) && route.method == *method);
                assert!(answered, "{}: {action} does not answer {method}", sample.name);
            }
        }
    }
}
