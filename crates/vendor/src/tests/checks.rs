//! What must hold for every page, checked on all samples.

use souk_testkit::html::{Tag, tags};

use crate::samples::every;

fn each_page(check: impl Fn(&str, &[Tag])) {
    for sample in every() {
        let html = sample.rendered.unwrap();
        let tags = tags(&html).unwrap_or_else(|wrong| panic!("{}: {wrong}", sample.name));
        check(sample.name, &tags);
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(hole, part)| if hole.starts_with('{') { !part.is_empty() } else { hole == part })
}

#[test]
fn every_address_of_a_vendors_page_is_mounted() {
    let routes = crate::page_routes();
    each_page(|page, tags| {
        for tag in tags {
            for name in ["href", "action", "formaction"] {
                let Some(href) = tag.get(name).filter(|href| href.starts_with("/vendor")) else { continue };
                let posts = name == "formaction" || tag.get("method") == Some("post");
                let asked = if posts { "POST" } else { "GET" };
                let answered = routes.iter().any(|route| fits(route.path, href) && route.method == asked);
                assert!(answered, "{page}: {href} does not answer {asked}");
            }
        }
    });
}

#[test]
fn ids_are_unique_and_what_is_pointed_at_is_there() {
    each_page(|page, tags| {
        let mut ids: Vec<&str> = tags.iter().filter_map(|tag| tag.get("id")).collect();
        ids.sort_unstable();
        for pair in ids.windows(2) {
            assert_ne!(pair[0], pair[1], "{page}");
        }
        for tag in tags {
            for name in ["aria-describedby", "aria-labelledby", "for", "form"] {
                let Some(id) = tag.get(name) else { continue };
                assert!(ids.contains(&id), "{page}: {name} {id}");
            }
            if let Some(id) = tag.get("href").and_then(|href| href.strip_prefix('#')) {
                assert!(ids.contains(&id), "{page}: #{id}");
            }
        }
    });
}

#[test]
fn every_posting_form_carries_the_token_and_nothing_is_inline() {
    each_page(|page, tags| {
        let posting = |tag: &&Tag| tag.name == "form" && tag.get("method") == Some("post");
        let forms = tags.iter().filter(posting).count();
        assert_eq!(forms, tags.iter().filter(|tag| tag.get("name") == Some("csrf")).count(), "{page}");
        // those of the desk say for which vendor they are; the one that chooses one has it in its buttons
        let own = |form: &&Tag| {
            let action = form.get("action").unwrap_or_default();
            posting(form) && action.starts_with("/vendor") && action != crate::routes::choose()
        };
        let own = tags.iter().filter(own).count();
        let subject = |tag: &&Tag| tag.name == "input" && tag.get("name") == Some("vendor");
        assert_eq!(own, tags.iter().filter(subject).count(), "{page}");
        for tag in tags {
            assert!(tag.name != "style" && (tag.name != "script" || tag.get("src").is_some()), "{page}");
            let inline = |(name, _): &(String, String)| name == "style" || name.starts_with("on");
            assert!(!tag.attributes.iter().any(inline), "{page}: <{}>", tag.name);
        }
    });
}

#[test]
fn every_field_has_a_label_and_every_page_one_heading() {
    each_page(|page, tags| {
        let labels: Vec<&str> = tags.iter().filter_map(|tag| tag.get("for")).collect();
        for tag in tags {
            let field = matches!(tag.name.as_str(), "input" | "select" | "textarea");
            let unseen = matches!(tag.get("type"), Some("hidden" | "checkbox" | "radio"));
            if field && !unseen {
                let named =
                    tag.get("aria-label").is_some() || tag.get("id").is_some_and(|id| labels.contains(&id));
                assert!(named, "{page}: {:?}", tag.get("name"));
            }
        }
        assert_eq!(tags.iter().filter(|tag| tag.name == "h1").count(), 1, "{page}");
    });
}
