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
    let product = first_link(browser, "/vendor/products", ".table .main a").await;
    let stock = first_link(browser, "/vendor/inventory", ".table .main a").await;
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
        Stop::new("desk-products", "/vendor/products"),
        Stop {
            press: Some(("form[action='/vendor/products/changes'] button.btn", ".banner")),
            ..Stop::new("desk-products-mistakes", "/vendor/products")
        },
        Stop::new("desk-new-product", "/vendor/products/new"),
        Stop::new("desk-product", product),
        Stop::new("desk-inventory", "/vendor/inventory"),
        Stop::new("desk-stock", stock),
        Stop::new("desk-delivery", "/vendor/delivery"),
        Stop::new("desk-way-new", "/vendor/delivery/new"),
        Stop::new("desk-way", way),
    ];
    stops.into_iter().map(|stop| stop.of_owner(SESSION, &session)).collect()
}

/// The address of the first link of a list.
async fn first_link(browser: &Browser, list: &str, link: &str) -> String {
    browser.goto(list).await;
    let href = "return document.querySelector(arguments[0]).getAttribute('href')";
    browser.ask(href, vec![link.into()]).await.as_str().expect("an address").to_owned()
}
