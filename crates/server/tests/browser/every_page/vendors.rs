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
    browser.goto("/vendor/delivery/new").await;
    for (field, typed) in [("#name", "Parcel"), ("#min_days", "1"), ("#max_days", "2"), ("#fee-0", "5")] {
        browser.fill(field, typed).await;
    }
    browser.press("button.btn[value='save']").await;
    let way = "a[href^='/vendor/delivery/ship_']";
    browser.wait_for(way).await;
    let way =
        browser.ask(&format!("return document.querySelector(\"{way}\").getAttribute('href')"), vec![]).await;
    let way = way.as_str().expect("a link").to_owned();
    let session = browser.cookie(SESSION).await;
    for name in [SESSION, "souk_dev_device", "souk_dev_cart"] {
        browser.drop_cookie(name).await;
    }
    let stops = vec![
        Stop::new("desk-home", "/vendor"),
        Stop::new("desk-delivery", "/vendor/delivery"),
        Stop::new("desk-way-new", "/vendor/delivery/new"),
        Stop::new("desk-way", way),
    ];
    stops.into_iter().map(|stop| stop.of_owner(SESSION, &session)).collect()
}
