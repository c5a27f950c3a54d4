//! What must hold for every page and letter, checked on all samples.

use std::sync::LazyLock;

use souk_http::Route;
use souk_ui::routes;

use crate::samples::every;

mod pages;
mod templates;
mod weights;

/// Every page, form target and file of the shop.
static ROUTES: LazyLock<Vec<Route>> =
    LazyLock::new(|| [crate::page_routes(), souk_ui::file_routes()].concat());

/// The route a path belongs to; query and fragment are not looked at.
fn route_of(href: &str) -> Option<&'static Route> {
    let path = href.split(['?', '#']).next().unwrap_or_default();
    ROUTES.iter().find(|route| fits(route.path, path))
}

fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<&str>, Vec<&str>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern
            .iter()
            .zip(&path)
            .all(|(hole, part)| if hole.starts_with('{') { !part.is_empty() } else { hole == part })
}

/// Every rendered sample.
fn rendered() -> Vec<(&'static str, String)> {
    every().into_iter().map(|sample| (sample.name, sample.rendered.unwrap())).collect()
}

#[test]
fn every_builder_of_an_address_is_in_the_table() {
    let built = [
        routes::mail_letter("1"),
        routes::vendor("x"),
        routes::media("a.webp"),
        routes::cart_line("cline_1"),
        routes::order_account("S-1"),
        routes::order_return_photo("S-1", "ret_1", "rpho_1"),
    ];
    for path in built {
        assert!(route_of(&path).is_some(), "{path}");
    }
    assert!(route_of("/nowhere").is_none());
}
