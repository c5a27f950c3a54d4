//! Somebody is asked to work for the market's support, and may do what its people may.

use serde_json::json;

use crate::harness::{
    Browser, mailbox,
    people::{self, PASSWORD},
};

const EMAIL: &str = "sam@example.org";
/// The books, and what decides who gets how much. Support has no way there.
const MONEY: [&str; 3] = ["/admin/ledger", "/admin/commission", "/admin/tax"];

/// Whoever is an admin has to sign in with codes from now on, and one of them is asked to come.
pub(super) async fn invite(keeper: &Browser) {
    keeper.goto("/admin/roles/admin").await;
    keeper.press("input[name='codes']").await;
    keeper.press("button[value='change']").await;
    keeper.wait_for_words("main", "asks for codes").await;
    keeper.goto("/admin/staff").await;
    keeper.fill("#email", EMAIL).await;
    keeper.choose("#role", "Admin").await;
    keeper.choose("#department", "Support").await;
    keeper.press("main form[action='/admin/staff'] button.btn").await;
    keeper.wait_for_words("section[aria-labelledby='asked']", "Admin, Support").await;
}

/// Comes by the link of the letter, and gets no further than to setting codes up, until that is done.
pub(super) async fn join(browser: &Browser) {
    browser.goto(&mailbox::link_to(browser, EMAIL, "join the staff", "/staff/join").await).await;
    browser.wait_for_words("main", "Admin, Support").await;
    browser.press("form[action='/staff/join'] button").await;
    browser.fill("#password", PASSWORD).await;
    browser.press("form[action='/reset'] button.btn").await;
    browser.wait_for("form[action='/login'] button.btn").await;
    people::sign_in(browser, (EMAIL, PASSWORD), "/admin", "button[value='start']").await;
    browser.wait_for_words("main .banner.warn", "Your role asks for two-step verification").await;

    browser.fill("#current_password", PASSWORD).await;
    browser.press("button[value='start']").await;
    let secret = browser.text("code.key").await;
    let now = browser.ask("return Math.floor(Date.now() / 1000)", vec![]).await.as_u64();
    browser.fill("#code", &totp(&secret, now.expect("seconds"))).await;
    browser.press("button[value='confirm']").await;
    browser.wait_for("ol.told").await;
}

/// The desk is open, and shows nothing of the money; nor does asking for its pages.
pub(super) async fn is_kept_from_the_money(browser: &Browser) {
    browser.goto("/admin").await;
    browser.wait_for(".rail a[href='/admin/orders']").await;
    for page in MONEY {
        assert_eq!(browser.count(&format!(".rail a[href='{page}']")).await, 0, "{page}");
        browser.goto(page).await;
        browser.wait_for_words("main h1", "You may not do this").await;
    }
    let asked = "const done = arguments[1]; fetch(arguments[0]).then(answer => done(answer.status))";
    for page in MONEY {
        assert_eq!(browser.ask_later(asked, vec![json!(page)]).await, 403, "{page}");
    }
}

/// What an authenticator app shows for this secret, which people may read in groups of letters.
fn totp(base32: &str, at_s: u64) -> String {
    let secret: String = base32.split_whitespace().collect();
    let secret = totp_rs::Secret::try_from_base32(&secret).expect("a secret");
    totp_rs::Builder::new().with_secret(secret).build().expect("a clock of codes").generate(at_s).to_string()
}
