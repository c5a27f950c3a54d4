//! The shop's addresses with their handlers.

use std::sync::Arc;

use souk_http::Route;

use crate::{account, cart, catalogue, checkout, home, mailbox, orders, pages, robots, styleguide, vendors};

/// Every page of [`souk_ui::routes::ROUTES`], mounted; the files are [`souk_ui::file_routes`].
pub fn page_routes() -> Vec<Route> {
    [
        home::mounted(),
        catalogue::mounted(),
        vendors::mounted(),
        cart::mounted(),
        checkout::mounted(),
        orders::mounted(),
        account::mounted(),
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
    use std::collections::BTreeSet;

    use souk_http::Access;

    use super::page_routes;
    use souk_ui::routes::ROUTES;

    #[test]
    fn what_is_mounted_is_what_the_table_says() {
        let table: BTreeSet<_> = ROUTES.iter().map(|own| (own.name, own.method, own.pattern)).collect();
        let mut mounted = page_routes();
        mounted.extend(souk_ui::file_routes());
        assert_eq!(mounted.len(), table.len());
        let mounted = mounted.iter().map(|route| (route.name, route.method.as_str(), route.path)).collect();
        assert_eq!(table, mounted);
    }

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
