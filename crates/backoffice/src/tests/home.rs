//! The first page.

use souk_domain::account::Role;
use souk_testkit::Market;
use souk_testkit::browser::Browser;

use super::rig::{apply, browser};

#[tokio::test]
async fn the_first_page_says_what_waits_and_shows_only_what_a_department_may_see() {
    let market = Market::open().await;
    apply(&market, "Maya").await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin").await;
    assert!(page.says("Applications") && page.says("Vendors that sell most"), "{}", page.words());
    assert!(page.html.contains(r#"<span class="count hot">1</span>"#), "{}", page.html);
    // operations do not see the books
    assert!(!page.says("Commission kept"), "{}", page.words());
    let mut stranger = Browser::at(&market.app, crate::page_routes(), None);
    assert!(stranger.get("/admin").await.leads_to().starts_with("/login?next="));
    market.close().await;
}
