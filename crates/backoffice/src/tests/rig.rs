//! A market, and who looks at it.

use std::sync::Arc;

use axum::response::{Html, IntoResponse as _};
use souk_domain::account::{Department, Role};
use souk_domain::text::Email;
use souk_http::ErrorPage;
use souk_market::Actor;
use souk_market::accounts::{self, NewStaff};
use souk_market::joining::{self, NewApplication};
use souk_testkit::Market;
use souk_testkit::browser::Browser;
use souk_testkit::market::address;

/// The cookie of a session, as a server without TLS calls it.
pub(super) const SESSION: &str = "souk_dev_session";

/// The browser of somebody of a name, and with a role where it is of the staff.
pub(super) async fn browser(market: &Market, name: &str, role: Option<Role>) -> Browser {
    browser_of(market, name, role.map(|role| (role, Department::Operations))).await
}

/// The same of another department.
pub(super) async fn browser_of(market: &Market, name: &str, place: Option<(Role, Department)>) -> Browser {
    let (_, token) = market.person(name).await;
    if let Some((role, department)) = place {
        let email = format!("{}@people.example", name.to_lowercase());
        let new = NewStaff { email, role, department };
        accounts::enrol_staff(&market.app, new).await.unwrap();
    }
    let bare: ErrorPage = Arc::new(|error| {
        let words = error.refusal.detail().to_owned();
        Box::pin(async move { Html(words).into_response() })
    });
    let mut browser = Browser::at(&market.app, crate::page_routes(), Some(crate::error_page(bare)));
    browser.hold(SESSION, &token);
    browser
}

pub(super) async fn apply(market: &Market, name: &str) -> String {
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
