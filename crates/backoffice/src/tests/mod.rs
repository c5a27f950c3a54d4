//! Pages of the back office as a browser without script walks them, over a whole market; and what must hold for every page.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_domain::text::Email;
use souk_market::accounts::{self, NewStaff};
use souk_market::joining::{self, NewApplication};
use souk_market::{Actor, vendors};
use souk_testkit::Market;
use souk_testkit::browser::Browser;
use souk_testkit::html::tags;
use souk_testkit::market::address;

use crate::samples::every;

/// The cookie of a session, as a server without TLS calls it.
const SESSION: &str = "souk_dev_session";

/// The browser of somebody of a name, and with a role where it is of the staff.
async fn browser(market: &Market, name: &str, role: Option<Role>) -> Browser {
    let (_, token) = market.person(name).await;
    if let Some(role) = role {
        let email = format!("{}@people.example", name.to_lowercase());
        let new = NewStaff { email, role, department: Department::Operations };
        accounts::enrol_staff(&market.app, new).await.unwrap();
    }
    let mut browser = Browser::at(&market.app, crate::page_routes(), None);
    browser.hold(SESSION, &token);
    browser
}

async fn apply(market: &Market, name: &str) -> String {
    let (account, _) = market.person(name).await;
    let new = NewApplication {
        name: format!("{name} <i>Kiln</i>"),
        slug: None,
        story: String::new(),
        email: Email::parse("orders@kiln.example").unwrap(),
        address: address(),
        sells: "Stoneware.".to_owned(),
    };
    let applied = joining::apply_as_vendor(&market.app, Actor::Account { account }, account, new, None);
    applied.await.unwrap().fresh().unwrap().vendor.id.to_string()
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
            if let Some(action) = tag.get("action").filter(|action| action.starts_with("/admin/")) {
                let ends =
                    |route: &&souk_http::Route| action.ends_with(route.path.rsplit('/').next().unwrap());
                assert!(routes.iter().any(|route| ends(&route) && route.method == "POST"), "{action}");
            }
        }
    }
}

#[tokio::test]
async fn the_staff_approve_and_refuse_with_a_reason() {
    let market = Market::open().await;
    let (first, second) = (apply(&market, "Maya").await, apply(&market, "Otto").await);
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin/vendors").await;
    assert!(page.says("Stoneware.") && !page.html.contains("<i>Kiln"), "{}", page.words());
    let approve = format!("/admin/vendors/{first}/approve");
    let done = chief.submit(&page.form(&approve)).await;
    assert!(done.says("Approved."), "{}", done.words());
    let refuse = format!("/admin/vendors/{second}/refuse");
    let wrong = chief.post(&done.form(&refuse)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("aria-invalid"), "{}", wrong.words());
    let done = chief.submit(&done.form(&refuse).with("reason", "Whose clay?")).await;
    assert!(done.says("Refused.") && done.says("Nobody waits"), "{}", done.words());
    let late = chief.post(&page.form(&format!("/admin/vendors/{second}/approve"))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
    let status = |id: &str| vendors::show_vendor(&market.app, Actor::Operator, id.parse().unwrap());
    assert_eq!(status(&first).await.unwrap().status.as_str(), "active");
    assert_eq!(status(&second).await.unwrap().status.as_str(), "refused");
    market.close().await;
}

#[tokio::test]
async fn what_is_approved_is_what_was_looked_at() {
    let market = Market::open().await;
    let first = apply(&market, "Maya").await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin/vendors").await;
    let changes = vendors::VendorChanges { story: Some("We sell watches.".to_owned()), ..Default::default() };
    vendors::change_vendor(&market.app, Actor::Operator, first.parse().unwrap(), changes).await.unwrap();
    let late = chief.post(&page.form(&format!("/admin/vendors/{first}/approve"))).await;
    assert!(!late.status.is_success() && late.says("We sell watches."), "{}", late.words());
    let done = chief.submit(&late.form(&format!("/admin/vendors/{first}/approve"))).await;
    assert!(done.says("Approved."), "{}", done.words());
    market.close().await;
}

#[tokio::test]
async fn nobody_else_enters_and_who_only_looks_decides_nothing() {
    let market = Market::open().await;
    let waiting = apply(&market, "Maya").await;
    let mut stranger = Browser::at(&market.app, crate::page_routes(), None);
    assert!(stranger.get("/admin/vendors").await.leads_to().starts_with("/login?next="));
    let mut shopper = browser(&market, "Ida", None).await;
    assert_eq!(shopper.get("/admin/vendors").await.status, StatusCode::FORBIDDEN);
    let mut reader = browser(&market, "Reader", Some(Role::User)).await;
    let page = reader.get("/admin/vendors").await;
    assert_eq!(page.status, StatusCode::OK);
    let refused = reader.post(&page.form(&format!("/admin/vendors/{waiting}/approve"))).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    market.close().await;
}
