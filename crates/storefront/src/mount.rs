//! The shop's addresses with their handlers.

use std::sync::Arc;

use souk_http::Route;

use crate::{
    account, cart, catalogue, checkout, home, mailbox, orders, pages, robots, selling, styleguide, vendors,
};

/// Every page, mounted; the files are [`souk_ui::file_routes`].
pub fn page_routes() -> Vec<Route> {
    [
        home::mounted(),
        catalogue::mounted(),
        vendors::mounted(),
        cart::mounted(),
        checkout::mounted(),
        orders::mounted(),
        account::mounted(),
        selling::mounted(),
        pages::mounted(),
        mailbox::mounted(),
        styleguide::mounted(),
        robots::mounted(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Draws the page of a refusal: for the edge, which calls it for whatever is asked of a page.
pub fn error_page() -> souk_http::ErrorPage {
    Arc::new(pages::draw_error)
}

#[cfg(test)]
mod tests {
    use souk_http::Access;

    use super::page_routes;

    #[test]
    fn an_account_and_all_below_it_is_its_owners() {
        for route in page_routes() {
            let below = route.path == "/account" || route.path.starts_with("/account/");
            assert_eq!(route.access == Access::Account, below, "{}", route.name);
        }
    }

    #[test]
    fn no_page_is_for_keys() {
        for route in page_routes() {
            let people = matches!(
                route.access,
                Access::Anyone | Access::CartHolder | Access::OrderHolder | Access::Account
            );
            assert!(people, "{}", route.name);
        }
    }
}
