//! Accounts as a browser without script walks them, over a whole market.

mod access;
mod buying;
mod doors;
mod kept;
mod links;
mod rooms;

use crate::checkout::tests::browser::{Browser, Page};

const PASSWORD: &str = "seven quiet otters";

/// Fills in the form of the register page as somebody who makes no mistakes, and sends it.
pub(crate) async fn register(browser: &mut Browser, name: &str) -> Page {
    let form = browser
        .get("/register")
        .await
        .form("/register")
        .with("first_name", name)
        .with("last_name", "Lindqvist")
        .with("email", &format!("{}@example.org", name.to_lowercase()))
        .with("password", PASSWORD);
    browser.post(&form).await
}

async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Page {
    let form = browser.get("/login").await.form("/login").with("login", login).with("password", password);
    browser.post(&form).await
}
