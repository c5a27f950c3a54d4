//! The browser of a visitor, and the forms it may send.

use axum::{extract::FromRequestParts, response::Response};
use http::{HeaderMap, header, request::Parts};
use souk_domain::{
    hex::{hex, unhex},
    ids::CartKey,
    refusal::RequestRefusal,
};
use subtle::ConstantTimeEq as _;

use crate::{HttpState, Refusal, cookies};

/// Bytes of a form token before it is masked.
const TOKEN_BYTES: usize = 16;

/// One browser, known by 128 random bits in a cookie that scripts cannot read. It exists on every route whose face is
/// [`crate::Face::Page`]; a new visitor's cookie is set by the edge.
#[derive(Clone)]
pub struct Visitor {
    http: HttpState,
    secret: CartKey,
    is_new: bool,
}

impl Visitor {
    /// The visitor of these headers, or a new one.
    pub(crate) fn meet(http: &HttpState, headers: &HeaderMap) -> Self {
        let known = cookies::read(http, headers, "").and_then(secret_of);
        let is_new = known.is_none();
        let secret = known.unwrap_or_else(|| CartKey::from_bytes(http.app().random_bytes()));
        Self { http: http.clone(), secret, is_new }
    }

    /// The visitor these headers name, for what is drawn outside of any route.
    pub fn known(http: &HttpState, headers: &HeaderMap) -> Option<Self> {
        Some(Self::meet(http, headers)).filter(|visitor| !visitor.is_new)
    }

    /// Gives a new visitor its cookie.
    pub(crate) fn greet(&self, response: &mut Response) {
        let text = self.secret.to_string();
        let value = text.strip_prefix("cart_").unwrap_or(&text);
        if self.is_new
            && let Some(cookie) = cookies::set(&self.http, "", value, None)
        {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }

    /// The token a form of this visitor carries in its hidden field `csrf`. Each call masks it anew, so that compression
    /// of a page tells nothing of it.
    pub fn form_token(&self) -> String {
        let mask: [u8; TOKEN_BYTES] = self.http.app().random_bytes();
        let hidden: Vec<u8> = mask.iter().zip(self.token()).map(|(mask, byte)| mask ^ byte).collect();
        hex(&[mask.as_slice(), &hidden].concat())
    }

    /// Whether a form carries this visitor's token and comes from our own pages. A browser that is new to us cannot have
    /// been given a form.
    pub(crate) fn may_send(&self, token: Option<&str>, headers: &HeaderMap) -> Result<(), Refusal> {
        let sent = token.and_then(unmasked);
        let ours = sent.is_some_and(|sent| bool::from(sent.ct_eq(&self.token())));
        if !self.is_new && ours && is_from_own_pages(&self.http, headers) {
            Ok(())
        } else {
            Err(RequestRefusal::Csrf.into())
        }
    }

    fn token(&self) -> [u8; TOKEN_BYTES] {
        let hash = self.http.app().key().keyed_hash("form token", &[self.secret.as_bytes()]);
        let mut token = [0; TOKEN_BYTES];
        token.copy_from_slice(&hash[..TOKEN_BYTES]);
        token
    }
}

/// Reads the cookie's value; the alphabet is that of every capability.
fn secret_of(value: &str) -> Option<CartKey> {
    format!("cart_{value}").parse().ok()
}

fn unmasked(token: &str) -> Option<[u8; TOKEN_BYTES]> {
    let bytes: [u8; 2 * TOKEN_BYTES] = unhex(token)?;
    let (mask, hidden) = bytes.split_at(TOKEN_BYTES);
    let token: Vec<u8> = mask.iter().zip(hidden).map(|(mask, byte)| mask ^ byte).collect();
    token.try_into().ok()
}

/// What the browser itself says of where a form comes from. A header that is missing says nothing; one that names
/// another site refuses. A page that forbids referrers sends the origin `null`: then the browser must vouch for it.
fn is_from_own_pages(http: &HttpState, headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("malformed"));
    let site = text("sec-fetch-site");
    let host = text("host").unwrap_or_default();
    let origin_fits = match text("origin") {
        None => true,
        Some("null") => site == Some("same-origin"),
        Some(origin) => {
            origin == http.public_url() || (!http.is_https() && origin.strip_prefix("http://") == Some(host))
        }
    };
    origin_fits && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
}

/// Whether the browser itself vouches that one of our own pages asks: for requests that carry no form token.
pub(crate) fn is_same_origin(http: &HttpState, headers: &HeaderMap) -> bool {
    let vouched = headers.get("sec-fetch-site").is_some_and(|site| site.as_bytes() == b"same-origin");
    vouched && is_from_own_pages(http, headers)
}

impl FromRequestParts<HttpState> for Visitor {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        let visitor = parts.extensions.get::<Self>().cloned();
        visitor.ok_or_else(|| Refusal::internal("a visitor was asked for on a route that is no page"))
    }
}
