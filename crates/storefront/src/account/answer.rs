//! What the pages of accounts have in common.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use souk_http::Owner;
use souk_ui::page;
use souk_ui::texts::say;

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");
/// Longer than any address of ours.
const MAX_NEXT_BYTES: usize = 512;

/// The parameters that the pages of an account take.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Where to go on to.
    #[serde(default)]
    pub(super) next: String,
    /// What was just done, by a word of [`done_words`].
    #[serde(default)]
    pub(super) done: String,
}

/// A page about one person: nothing keeps it, lists it, or tells other sites where somebody came from.
pub(crate) fn private<T: Template>(status: StatusCode, template: &T) -> Response {
    let mut response = page(status, template);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}

/// A path of our own site that somebody may be led to; `None` for anything that a browser could take for another site.
pub(super) fn own_path(next: &str) -> Option<String> {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let ours = next.starts_with('/') && !next.starts_with("//");
    (ours && plain && next.len() <= MAX_NEXT_BYTES).then(|| next.to_owned())
}

/// What somebody signs in by, for the browser that keeps their password: the address, or else the name they are greeted by.
pub(super) fn login_of(owner: &Owner) -> String {
    owner.session.email.clone().unwrap_or_else(|| owner.session.name.clone())
}

/// What was just done, in words; empty for nothing, and for a word that is none of ours.
pub(super) fn done_words(done: &str) -> String {
    let key = match done {
        "registered" => "account-done-registered",
        "verified" => "account-done-verified",
        "verify-sent" => "account-done-verify-sent",
        "reset" => "account-done-reset",
        "asked" => "account-done-asked",
        "out" => "account-done-out",
        "left" => "account-done-left",
        "setup" => "account-done-setup",
        "address" => "account-done-address",
        "address-removed" => "account-done-address-removed",
        "profile" => "account-done-profile",
        "password" => "account-done-password",
        "email" => "account-done-email",
        "codes-off" => "account-done-codes-off",
        "session" => "account-done-session",
        "sessions" => "account-done-sessions",
        _ => return String::new(),
    };
    say(key, &[])
}

/// An address with the word of what was done there.
pub(super) fn after(path: &str, done: &str) -> String {
    format!("{path}?done={done}")
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_our_own_are_gone_on_to() {
        for good in ["/", "/checkout", "/account/orders?after=1", "/o/S-ABCD-EFGH"] {
            assert_eq!(own_path(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "checkout",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "\\/evil",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " /checkout",
            "/é",
        ] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(600))), None);
    }
}
