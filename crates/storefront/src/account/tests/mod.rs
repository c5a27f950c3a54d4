//! Accounts as a browser without script walks them, over a whole market.

mod access;
mod buying;
mod kept;
mod links;
mod public;
mod signed_in;

use crate::tests::browser::{Browser, Page};
use crate::tests::rig::{PASSWORD, register};

async fn sign_in(browser: &mut Browser, login: &str, password: &str) -> Page {
    let form = browser.get("/login").await.form("/login").with("login", login).with("password", password);
    browser.post(&form).await
}
