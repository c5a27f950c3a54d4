//! The stops of who works for a vendor.

use std::fs;

use super::tour::Stop;
use crate::harness::{Browser, Shop};

/// The cookie of a session.
const SESSION: &str = "souk_dev_session";

/// Signs in as the visitor of the demonstration, who works for a vendor, and leaves the browser as a guest. Answers the stops; each
/// brings the session along.
pub(super) async fn stops(shop: &Shop, browser: &Browser) -> Vec<Stop> {
    let told = fs::read_to_string(shop.directory().join("data/CREDENTIALS")).expect("credentials");
    let (login, password) = told.trim().split_once("    ").expect("a login and a password");
    browser.goto("/login?next=%2Fvendor").await;
    browser.fill("#login", login).await;
    browser.fill("#password", password).await;
    browser.press("form[action='/login'] button.btn").await;
    browser.wait_for(".desk .needs").await;
    browser.goto("/vendor/orders?view=all").await;
    let number = "return document.querySelector('.table .main a').textContent";
    let number = browser.ask(number, vec![]).await.as_str().expect("an order").to_owned();
    let session = browser.cookie(SESSION).await;
    for name in [SESSION, "souk_dev_device", "souk_dev_cart"] {
        browser.drop_cookie(name).await;
    }
    let stops = vec![
        Stop::new("desk-home", "/vendor"),
        Stop::new("desk-orders", "/vendor/orders?view=all"),
        Stop::new("desk-orders-none", "/vendor/orders?q=S-0000"),
        Stop::new("desk-orders-ship", format!("/vendor/orders/ship?o-{number}=on")),
        Stop::new("desk-order", format!("/vendor/orders/{number}")),
        Stop::new("desk-returns", "/vendor/returns"),
        Stop::new("desk-order-slip", format!("/vendor/orders/{number}/slip")),
        Stop::new("desk-onboarding", "/vendor/onboarding"),
        Stop::new("desk-profile", "/vendor/settings/profile"),
        Stop::new("desk-team", "/vendor/settings/team"),
        Stop::new("desk-closure", "/vendor/settings/closure"),
        Stop::new("desk-payout", "/vendor/settings/payout"),
    ];
    stops.into_iter().map(|stop| stop.of_owner(SESSION, &session)).collect()
}
