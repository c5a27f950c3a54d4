//! The stops of who works for a vendor.

use super::tour::Stop;
use crate::harness::{Browser, Shop, mailbox, people};

/// The cookie of a session.
const SESSION: &str = "souk_dev_session";

/// Signs in as the owner of a vendor of the demonstration, and leaves the browser as a guest. Answers the stops; each
/// brings the session along.
pub(super) async fn stops(shop: &Shop, browser: &Browser) -> Vec<Stop> {
    people::sign_in_as_vendor(shop, browser).await;
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
    browser.goto("/vendor/settings/team").await;
    browser.fill("#email", "ida@example.org").await;
    browser.press("form[action='/vendor/settings/team'] button.btn").await;
    browser.wait_for_words(".banner", "Saved.").await;
    let invitation = mailbox::link_to(browser, "ida@example.org", "asked to act for", "/join").await;
    let (_, invitation) = invitation.split_once("token=").expect("a token");
    let import = import(browser).await;
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
        Stop::new("desk-papers", "/vendor/settings/documents"),
        Stop {
            press: Some(("form[enctype] button.btn", "#errors")),
            ..Stop::new("desk-papers-mistakes", "/vendor/settings/documents")
        },
        Stop::new("desk-products", "/vendor/products"),
        Stop {
            press: Some(("form[action='/vendor/products/changes'] .bulk button", ".banner")),
            ..Stop::new("desk-products-mistakes", "/vendor/products")
        },
        Stop::new("desk-new-product", "/vendor/products/new"),
        Stop::new("desk-product", product),
        Stop::new("desk-imports", "/vendor/products/import"),
        Stop {
            press: Some(("form[action='/vendor/products/import'] button.btn", ".errors")),
            ..Stop::new("desk-imports-mistakes", "/vendor/products/import")
        },
        Stop::new("desk-import", import),
        Stop::new("desk-inventory", "/vendor/inventory"),
        Stop::new("desk-stock", stock),
        Stop::new("desk-reviews", "/vendor/reviews"),
        Stop::new("desk-reviews-none", "/vendor/reviews?view=reported"),
        Stop::new("desk-promotions", "/vendor/promotions"),
        Stop::new("desk-promotion-new", "/vendor/promotions/new"),
        Stop::new("desk-promotion-trial", "/vendor/promotions/simulator"),
        Stop::new("desk-money", "/vendor/money"),
        Stop::new("desk-money-none", "/vendor/money?from=2020-01-01&to=2020-01-31"),
        Stop::new("desk-money-mistakes", "/vendor/money?from=2020-02-01&to=2020-01-31"),
        Stop::new("desk-delivery", "/vendor/delivery"),
        Stop::new("desk-way-new", "/vendor/delivery/new"),
        Stop::new("desk-way", way),
    ];
    let own = stops.into_iter().map(|stop| stop.of_owner(SESSION, &session));
    // whoever was asked follows the link before signing in; the link is kept in a cookie
    let asked = Stop::new("join", "/join").of_owner("souk_dev_join", invitation);
    own.chain([asked]).collect()
}

/// The address of the first link of a list.
async fn first_link(browser: &Browser, list: &str, link: &str) -> String {
    browser.goto(list).await;
    let href = "return document.querySelector(arguments[0]).getAttribute('href')";
    browser.ask(href, vec![link.into()]).await.as_str().expect("an address").to_owned()
}

/// Sends a file that does not tell how its numbers are written, and calls it off, so that another may be sent. Answers its page.
async fn import(browser: &Browser) -> String {
    browser.goto("/vendor/products/import").await;
    let choose = "const files = new DataTransfer(); \
                  files.items.add(new File(['Handle,Title,Price\\nmug,Mug,\"1,299\"\\n'], 'products.csv')); \
                  document.querySelector('#file').files = files.files; return true";
    browser.ask(choose, vec![]).await;
    browser.press("form[action='/vendor/products/import'] button.btn").await;
    browser.wait_for("#decimal-point").await;
    let at = browser.ask("return location.pathname", vec![]).await.as_str().expect("an address").to_owned();
    browser.press("button[value='cancel']").await;
    browser.wait_for("#import .badge").await;
    at
}
