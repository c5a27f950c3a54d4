//! What the pages of accounts have in common.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_http::Owner;
use souk_ui::page::{confidential, page};
use souk_ui::routes;
use souk_ui::texts::say;

/// The parameters that the pages of an account take. Others are let be: programs that count visits add theirs to links in
/// mails.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AccountQuery {
    /// Where to go on to.
    pub(super) next: String,
    /// What was just done, by its word.
    pub(super) done: String,
}

/// A page about one person.
pub(super) fn private<T: Template>(status: StatusCode, template: &T) -> Response {
    confidential(page(status, template))
}

/// Where to go on to after signing in.
pub(super) fn goal(next: &str) -> &str {
    if next.is_empty() { routes::account() } else { next }
}

/// What somebody signs in by, for the browser that keeps their password: the address, or else the name they are greeted by.
pub(super) fn login_of(owner: &Owner) -> String {
    owner.session.email.clone().unwrap_or_else(|| owner.session.name.clone())
}

macro_rules! done {
    ($($done:ident $word:literal $key:literal),+ $(,)?) => {
        /// What was just done.
        #[derive(Clone, Copy, Debug)]
        pub(super) enum Done {
            $($done),+
        }

        impl Done {
            /// Its word in an address.
            fn word(self) -> &'static str {
                match self {
                    $(Self::$done => $word),+
                }
            }
        }

        /// What was just done, in words; empty for nothing, and for a word that is none of ours.
        pub(super) fn done_words(done: &str) -> String {
            match done {
                $($word => say($key, &[]),)+
                _ => String::new(),
            }
        }
    };
}
done!(
    Registered "registered" "account-done-registered",
    Verified "verified" "account-done-verified",
    VerifySent "verify-sent" "account-done-verify-sent",
    Reset "reset" "account-done-reset",
    Asked "asked" "account-done-asked",
    SignedOut "out" "account-done-out",
    Left "left" "account-done-left",
    Setup "setup" "account-done-setup",
    Address "address" "account-done-address",
    AddressRemoved "address-removed" "account-done-address-removed",
    Profile "profile" "account-done-profile",
    Password "password" "account-done-password",
    Email "email" "account-done-email",
    CodesOff "codes-off" "account-done-codes-off",
    Session "session" "account-done-session",
    Sessions "sessions" "account-done-sessions",
);

/// An address that tells what was done.
pub(super) fn after(path: &str, done: Done) -> String {
    format!("{path}?done={}", done.word())
}
