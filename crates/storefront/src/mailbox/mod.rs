//! The demo's mailbox: every letter the market sent, to be read in the browser.

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use jiff::Zoned;
use souk_ui::prelude::*;

mod sample;
mod show;

pub(crate) use show::mounted;

/// Letters bring their own style and nothing else; only our own page may frame them.
const LETTER_POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation-by-user-activation; frame-ancestors 'self'",
);

/// All letters, newest first.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox/mailbox.html")]
pub struct MailboxPage {
    pub frame: Frame,
    pub letters: Vec<Envelope>,
}

/// One letter.
#[derive(Clone, Debug, Template)]
#[template(path = "mailbox/letter.html")]
pub struct LetterPage {
    pub frame: Frame,
    pub envelope: Envelope,
    /// The text part; the HTML part is framed from [`routes::mail_letter`].
    pub text: String,
}

/// What stands on the outside of a letter.
#[derive(Clone, Debug)]
pub struct Envelope {
    pub id: String,
    pub to: String,
    pub subject: String,
    pub sent: Zoned,
}

/// The HTML part alone, locked in: no script, no pictures from elsewhere.
pub fn letter_response(html: String) -> Response {
    let mut response = Response::new(Body::from(html));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(header::CONTENT_SECURITY_POLICY, LETTER_POLICY);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
