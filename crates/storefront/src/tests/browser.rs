//! A browser without script at the pages of the shop.

use souk_market::App;
pub(crate) use souk_testkit::browser::{Browser, Page, SentForm};

/// A visitor of the shop whom nobody knows yet.
pub(crate) fn at_the_shop(app: &App) -> Browser {
    let routes = [crate::page_routes(), souk_ui::file_routes()].concat();
    Browser::at(app, routes, Some(crate::error_page()))
}
