//! The stops of the market's own people.

use super::tour::Stop;
use crate::harness::{Browser, Shop};

const STAFF: &str = "sam@example.org";
const PASSWORD: &str = "nine calm herons";
/// The cookie of a session.
const SESSION: &str = "souk_dev_session";

/// Makes somebody a member of the staff who also applies as a vendor, so that an application waits, and leaves the browser as a guest.
/// Answers the stops; each brings the session along.
pub(super) async fn stops(shop: &Shop, browser: &Browser) -> Vec<Stop> {
    let link = shop.command(&["user", "add", "--role", "super-admin", "--email", STAFF], "").await;
    let at = link.find("/reset?").expect("a link that sets the password");
    browser.goto(&link[at..]).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("form[action='/reset'] button.btn").await;
    browser.wait_for("form[action='/login'] button.btn").await;
    browser.goto("/login?next=%2Fsell").await;
    browser.fill("#login", STAFF).await;
    browser.fill("#password", PASSWORD).await;
    browser.press("form[action='/login'] button.btn").await;
    browser.wait_for("#shop").await;
    browser.fill("#shop", "Harbour Bindery").await;
    browser.fill("#sells", "Notebooks, bound by hand.").await;
    for (field, typed) in [("#street", "12 Harbour Road"), ("#postal_code", "97201"), ("#city", "Portland")] {
        browser.fill(field, typed).await;
    }
    browser.choose("#region", "Oregon").await;
    browser.press("form[action='/sell'] button[value='apply']").await;
    browser.wait_for_words("main .banner", "Harbour Bindery").await;
    let session = browser.cookie(SESSION).await;
    for name in [SESSION, "souk_dev_device", "souk_dev_cart"] {
        browser.drop_cookie(name).await;
    }
    let stops = vec![
        Stop::new("office-vendors", "/admin/vendors"),
        Stop {
            press: Some(("form[action$='/refuse'] button.btn", "#errors")),
            ..Stop::new("office-vendors-mistakes", "/admin/vendors")
        },
        Stop::new("sell-own", "/sell"),
    ];
    stops.into_iter().map(|stop| stop.of_owner(SESSION, &session)).collect()
}
