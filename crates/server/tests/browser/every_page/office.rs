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
    browser.goto("/admin/staff").await;
    let link = "return document.querySelector('main .list a').getAttribute('href')";
    let member = browser.ask(link, vec![]).await.as_str().expect("a member").to_owned();
    let vendor = first_link(browser, "/admin/vendors?status=active", ".table .main a").await;
    let category = first_link(browser, "/admin/categories", ".tree a").await;
    let returned = first_link(browser, "/admin/returns?status=refunded", ".table .main a").await;
    let order = first_link(browser, "/admin/orders?status=processing", ".table .main a").await;
    let exempt = format!("/admin/tax/exempt/{}", member.rsplit('/').next().expect("an account"));
    let session = browser.cookie(SESSION).await;
    for name in [SESSION, "souk_dev_device", "souk_dev_cart"] {
        browser.drop_cookie(name).await;
    }
    let stops = vec![
        Stop::new("office-home", "/admin"),
        Stop::new("office-orders", "/admin/orders"),
        Stop::new("office-orders-none", "/admin/orders?q=nobody"),
        Stop::new("office-order", order.clone()),
        Stop {
            press: Some(("form[action$='/cancel'] button.btn", "#errors")),
            ..Stop::new("office-order-mistakes", order)
        },
        Stop {
            press: Some(("main form[action='/admin/transfers'] button.btn", "#errors")),
            ..Stop::new("office-transfers-mistakes", "/admin/transfers")
        },
        Stop::new("office-transfers", "/admin/transfers"),
        Stop::new("office-refunds", "/admin/refunds?which=all"),
        Stop::new("office-ledger", "/admin/ledger"),
        Stop::new("office-tax", "/admin/tax?country=US&region=CA&postal_code=90210"),
        Stop::new("office-tax-zone-new", "/admin/tax/zones/new"),
        Stop {
            press: Some(("form[action='/admin/tax/zones/new'] button.btn", "#errors")),
            ..Stop::new("office-tax-zone-mistakes", "/admin/tax/zones/new")
        },
        Stop::new("office-tax-classes", "/admin/tax/classes"),
        Stop::new("office-tax-class", "/admin/tax/classes/reduced"),
        Stop::new("office-tax-exempt", "/admin/tax/exempt"),
        Stop::new("office-tax-exemption", exempt),
        Stop::new("office-commission", "/admin/commission"),
        Stop::new("office-commission-new", "/admin/commission/new"),
        Stop::new("office-promotions", "/admin/promotions"),
        Stop {
            press: Some(("form[action='/admin/promotions/new'] button.btn", "#errors")),
            ..Stop::new("office-promotion-mistakes", "/admin/promotions/new")
        },
        Stop::new("office-promotion-new", "/admin/promotions/new"),
        Stop::new("office-promotion-trial", "/admin/promotions/simulator"),
        Stop::new("office-vendors", "/admin/vendors"),
        Stop {
            press: Some(("form[action$='/refuse'] button.btn", "#errors")),
            ..Stop::new("office-vendors-mistakes", "/admin/vendors")
        },
        Stop::new("office-acting", "/admin/acting"),
        Stop::new("office-audit", "/admin/audit"),
        Stop::new("office-department", "/admin/departments/support"),
        Stop::new("office-departments", "/admin/departments"),
        Stop::new("office-role", "/admin/roles/admin"),
        Stop::new("office-roles", "/admin/roles"),
        Stop::new("office-staff", "/admin/staff"),
        Stop {
            press: Some(("main form[action='/admin/staff'] button.btn", "#errors")),
            ..Stop::new("office-staff-mistakes", "/admin/staff")
        },
        Stop::new("office-staff-member", &member),
        Stop::new("dead-staff-join", "/staff/join"),
        Stop::new("office-vendors-active", "/admin/vendors?status=active"),
        Stop::new("office-vendors-none-found", "/admin/vendors?status=all&q=nobody"),
        Stop::new("office-vendor", vendor.clone()),
        Stop {
            press: Some(("form[action$='/suspend'] button.btn", "#errors")),
            ..Stop::new("office-vendor-mistakes", vendor)
        },
        Stop::new("office-categories", "/admin/categories"),
        Stop {
            press: Some(("form[action='/admin/categories'] button.btn", "#errors")),
            ..Stop::new("office-categories-mistakes", "/admin/categories")
        },
        Stop::new("office-category", category.clone()),
        Stop {
            press: Some(("form[action$='/merge'] button.btn", "#errors")),
            ..Stop::new("office-category-mistakes", category)
        },
        Stop::new("office-products", "/admin/products"),
        Stop::new("office-products-active", "/admin/products?status=active"),
        Stop::new("office-reviews", "/admin/reviews"),
        Stop::new("office-returns", "/admin/returns?status=refunded"),
        Stop::new("office-return", returned),
        Stop::new("sell-own", "/sell"),
    ];
    stops.into_iter().map(|stop| stop.of_owner(SESSION, &session)).collect()
}

/// The address of the first link of a list.
async fn first_link(browser: &Browser, list: &str, link: &str) -> String {
    browser.goto(list).await;
    let href = "return document.querySelector(arguments[0]).getAttribute('href')";
    browser.ask(href, vec![link.into()]).await.as_str().expect("an address").to_owned()
}
