//! The stops of accounts: those before signing in, and the pages of an account.

use super::tour::Stop;
use crate::harness::{
    Browser,
    basket::{self, BEANIE, GOOD_CARD},
    mailbox,
    people::{self, PASSWORD},
};

const OWNER: &str = "bea@example.org";
/// The cookies of somebody who is signed in.
const SIGNED: [&str; 3] = ["souk_dev_session", "souk_dev_device", "souk_dev_cart"];

/// Makes an account with an order and an address, and leaves the browser as a guest. Answers the stops; those of the account bring
/// the session along.
pub(super) async fn stops(browser: &Browser) -> Vec<Stop> {
    people::register(browser, "Bea", "Owner", OWNER).await;
    basket::order(browser, BEANIE, OWNER, GOOD_CARD).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    browser.goto("/account/addresses").await;
    let address = "return document.querySelector(\"main a[href*='/addresses/addr_']\").getAttribute('href')";
    let address = browser.ask(address, vec![]).await.as_str().expect("an address").to_owned();
    open_link(browser).await;
    let session = browser.cookie(SIGNED[0]).await;
    for name in SIGNED {
        browser.drop_cookie(name).await;
    }
    let mut stops = public_stops();
    stops.extend(account_stops(&address).into_iter().map(|stop| stop.of_owner(SIGNED[0], &session)));
    stops
}

/// Opens the link of the letter that asks for a proof, so that its page can be seen.
async fn open_link(browser: &Browser) {
    browser.goto(&mailbox::link_to(browser, OWNER, "onfirm", "/verify").await).await;
    browser.wait_for("form[action='/verify'] button").await;
}

fn public_stops() -> Vec<Stop> {
    let pressed = |name, path, press| Stop { press: Some(press), ..Stop::new(name, path) };
    vec![
        Stop::new("login", "/login?next=%2Fcheckout"),
        pressed("login-mistakes", "/login", ("form[action='/login'] button.btn", "#errors")),
        Stop::new("register", "/register"),
        pressed("register-mistakes", "/register", ("form[action='/register'] button.btn", "#errors")),
        Stop::new("order-lookup", "/order-lookup"),
        Stop::new("order-lookup-sent", "/order-lookup?sent=yes"),
        Stop::new("forgot", "/forgot"),
        Stop::new("forgot-asked", "/forgot?done=asked"),
        Stop::new("verify", "/verify"),
        Stop::new("dead-link", "/reset"),
        Stop::new("dead-setup", "/setup"),
        Stop::new("sell", "/sell"),
        Stop::new("dead-join", "/join"),
        pressed(
            "checkout-join",
            "/checkout",
            ("#checkout-form details:has(#password) > summary", "#checkout-form details[open] #password"),
        ),
    ]
}

fn account_stops(address: &str) -> Vec<Stop> {
    let pressed = |name, path, press| Stop { press: Some(press), ..Stop::new(name, path) };
    vec![
        pressed("menu", "/", (".me > summary", ".me[open] .mine")),
        Stop::new("checkout-owner", "/checkout"),
        Stop::new("account", "/account"),
        Stop::new("account-orders", "/account/orders"),
        Stop::new("account-addresses", "/account/addresses"),
        Stop::new("account-address-new", "/account/addresses/new"),
        Stop::new("account-address", address),
        Stop::new("account-profile", "/account/profile?done=profile"),
        Stop::new("account-security", "/account/security"),
        Stop::new("account-password", "/account/security/password"),
        pressed(
            "account-password-mistakes",
            "/account/security/password",
            ("main form button.btn", "#errors"),
        ),
        Stop::new("account-email", "/account/security/email"),
        Stop::new("account-codes", "/account/security/codes"),
        Stop {
            fill: Some(("#current_password", PASSWORD)),
            ..pressed("account-codes-started", "/account/security/codes", ("button[value=start]", ".qr"))
        },
        Stop::new("account-data", "/account/data"),
        Stop::new("sell-prove", "/sell"),
    ]
}

/// Whether the shop refuses something at a stop of accounts.
pub(super) fn is_a_refusal(name: &str) -> bool {
    name.ends_with("-mistakes") || name.starts_with("dead-")
}

impl Stop {
    pub(super) fn of_owner(self, name: &'static str, session: &str) -> Self {
        Self { session: Some((name, session.to_owned())), ..self }
    }
}
