//! What a page's request brings along, and the frame that is made of it.
//!
//! A handler takes [`PageRequest`], asks the market for its page as [`PageRequest::viewer`], and makes the frame of the answer's layout.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use souk_domain::ids::CartKey;
use souk_domain::money::Money;
use souk_domain::refusal::RequestRefusal;
use souk_http::{Client, CurrentSession, HttpState, Refusal, Visitor, cookies};
use souk_market::Actor;
use souk_market::accounts::Session;
use souk_market::settings::Market;
use souk_market::shop::{self, Layout, Viewer};

use crate::address::countries;
use crate::trouble::ErrorKind;
use crate::{Frame, Sandbox};

/// The cookie that holds the key of the visitor's cart.
pub const CART_COOKIE: &str = "cart";
/// The cookie that holds the country orders should be sent to.
pub const COUNTRY_COOKIE: &str = "country";
/// How long an error page waits for its frame: whoever met a fault should not wait for the page that says so.
const PATIENCE: Duration = Duration::from_secs(1);

/// The frame of the last page shown. An error page is drawn when there may be no database to ask.
static LAST_SEEN: RwLock<Option<Frame>> = RwLock::new(None);

/// Somebody who looks at a page: its address, the cart and the token of the browser.
#[derive(Clone, Debug)]
pub struct PageRequest {
    /// The key of the cart, when the browser holds one. The cart itself may be gone.
    pub cart: Option<CartKey>,
    /// Who is signed in, if anybody.
    pub signed: Option<Session>,
    /// Whether this is a shop for trying out.
    pub sandbox: Sandbox,
    /// Where orders should be sent, when the visitor said so: a code of two letters.
    pub country: Option<String>,
    path: String,
    origin: String,
    pub csrf: String,
}

/// A page's frame, and the market it stands in.
#[derive(Clone, Debug)]
pub struct Setting {
    pub frame: Frame,
    pub market: Market,
    /// Where orders are sent: what the visitor chose, or the market's own country.
    pub country: String,
}

impl PageRequest {
    /// Whoever met an error, by the headers that came.
    pub async fn of_error(error: &souk_http::ErrorContext<'_>) -> souk_http::Result<Self> {
        let (http, headers) = (error.http, error.headers);
        let CurrentSession(signed) = CurrentSession::in_browser(http, headers).await?;
        Ok(Self {
            cart: held_cart(http, headers, signed.as_ref()),
            sandbox: sandbox(http),
            country: held_country(http, headers),
            path: error.uri.path().to_owned(),
            origin: http.public_url().to_owned(),
            csrf: Visitor::known(http, headers).map(|visitor| visitor.form_token()).unwrap_or_default(),
            signed,
        })
    }

    /// Somebody at the same address of whom nothing is known but where orders should go, which is in the key of what is kept.
    pub fn nobody(&self) -> Self {
        Self { cart: None, signed: None, csrf: String::new(), ..self.clone() }
    }

    /// The same visitor after signing in, with the account's cart.
    pub fn signed_in(&self, session: Option<Session>, cart: Option<CartKey>) -> Self {
        Self { signed: session, cart, ..self.clone() }
    }

    /// Who asks, as use cases take it.
    pub fn actor(&self) -> Actor {
        self.signed.as_ref().map_or(Actor::Guest, |session| Actor::Account { account: session.account })
    }

    /// Who looks, for the market's queries.
    pub fn viewer(&self) -> Viewer {
        Viewer { cart: self.cart, country: self.country.clone() }
    }

    /// The frame of a page where somebody works: nothing of what shoppers see stands around it.
    pub fn desk_frame(&self, market: &Market) -> Frame {
        Frame {
            market: market.name.clone(),
            origin: self.origin.clone(),
            path: self.path.clone(),
            csrf: self.csrf.clone(),
            cart_count: 0,
            account: self.signed.as_ref().map(|session| session.name.clone()),
            menu: Arc::new([]),
            sandbox: self.sandbox,
            announcement: String::new(),
            ships_to: String::new(),
            has_sale: false,
            mark: String::new(),
        }
    }

    /// The frame of the page that was asked for.
    pub fn setting(&self, layout: Layout) -> Setting {
        let Layout { market, country, menu, has_sale, cart_pieces } = layout;
        let frame = Frame {
            market: market.name.clone(),
            origin: self.origin.clone(),
            path: self.path.clone(),
            csrf: self.csrf.clone(),
            cart_count: u32::try_from(cart_pieces).unwrap_or_default(),
            account: self.signed.as_ref().map(|session| session.name.clone()),
            menu: menu.into(),
            sandbox: self.sandbox,
            announcement: market.announcement.clone(),
            ships_to: countries::name_of(&country),
            has_sale,
            mark: String::new(),
        };
        remember(&frame);
        Setting { frame, market, country }
    }
}

impl Setting {
    /// A sum of the market's currency, from minor units.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.market.currency)
    }
}

/// The setting alone: for pages that show nothing else from the database.
pub async fn setting(http: &HttpState, request: &PageRequest) -> souk_http::Result<Setting> {
    Ok(request.setting(shop::layout(http.app(), request.viewer()).await?))
}

/// The frame of an error page: as on every other page, cart included. Where something broke, or somebody asks too often,
/// nobody is asked: then it is the last page's, without what belonged to its visitor.
pub async fn around_error(error: &souk_http::ErrorContext<'_>) -> Frame {
    soon(error, frame_of(error)).await.unwrap_or_else(last_seen)
}

/// The frame around people at work when nobody can be asked: nothing in it is anybody's.
pub fn bare_frame(error: &souk_http::ErrorContext<'_>) -> Frame {
    let sandbox = sandbox(error.http);
    Frame { path: error.uri.path().to_owned(), sandbox, announcement: String::new(), ..last_seen() }
}

/// An error is drawn outside of any route, so that the visitor is read from the headers here.
async fn frame_of(error: &souk_http::ErrorContext<'_>) -> souk_http::Result<Frame> {
    let request = PageRequest::of_error(error).await?;
    Ok(setting(error.http, &request).await?.frame)
}

/// What stands around an error page of people at work, when that is known soon enough; nobody is asked where asking would not help.
pub async fn soon<T>(
    error: &souk_http::ErrorContext<'_>,
    found: impl Future<Output = souk_http::Result<T>>,
) -> Option<T> {
    if ErrorKind::of_refusal(error.refusal).is_ours() {
        return None;
    }
    tokio::time::timeout(PATIENCE, found).await.ok()?.ok()
}

/// Whether the shop is for trying out: its gateway moves no money.
pub fn sandbox(http: &HttpState) -> Sandbox {
    if http.app().gateways().is_test() { Sandbox::On } else { Sandbox::Off }
}

/// What only a shop for trying out shows, and only to its own machine: letters hold links that open orders. For everybody else
/// there is no such page.
pub fn demo_only(http: &HttpState, client: Client) -> souk_http::Result<()> {
    let is_open =
        http.app().mailer().keeps_mails() && sandbox(http) == Sandbox::On && client.is_unforwarded_loopback();
    if is_open { Ok(()) } else { Err(RequestRefusal::NotFound.into()) }
}

/// An account's cart is the same in every browser; before it has one, the browser's own counts.
fn held_cart(http: &HttpState, headers: &HeaderMap, signed: Option<&Session>) -> Option<CartKey> {
    let own = signed.and_then(|session| session.cart);
    own.or_else(|| cookies::read(http, headers, CART_COOKIE).and_then(|value| value.parse().ok()))
}

/// What is no country's code is nobody's wish.
fn held_country(http: &HttpState, headers: &HeaderMap) -> Option<String> {
    let code = cookies::read(http, headers, COUNTRY_COOKIE)?;
    countries::is_known(code).then(|| code.to_owned())
}

/// As on the last page, without what belonged to its visitor.
fn last_seen() -> Frame {
    let last = LAST_SEEN.read().unwrap_or_else(PoisonError::into_inner).clone();
    last.unwrap_or_else(|| Frame {
        market: Market::default().name,
        origin: String::new(),
        path: String::new(),
        csrf: String::new(),
        cart_count: 0,
        account: None,
        menu: Arc::new([]),
        sandbox: Sandbox::Off,
        announcement: String::new(),
        ships_to: String::new(),
        has_sale: false,
        mark: String::new(),
    })
}

fn remember(frame: &Frame) {
    let shared = Frame {
        path: String::new(),
        csrf: String::new(),
        cart_count: 0,
        account: None,
        ships_to: String::new(),
        ..frame.clone()
    };
    *LAST_SEEN.write().unwrap_or_else(PoisonError::into_inner) = Some(shared);
}

impl FromRequestParts<HttpState> for PageRequest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let visitor = Visitor::from_request_parts(parts, http).await?;
        let CurrentSession(signed) = CurrentSession::from_request_parts(parts, http).await?;
        Ok(Self {
            cart: held_cart(http, &parts.headers, signed.as_ref()),
            signed,
            sandbox: sandbox(http),
            country: held_country(http, &parts.headers),
            path: parts.uri.path().to_owned(),
            origin: http.public_url().to_owned(),
            csrf: visitor.form_token(),
        })
    }
}
