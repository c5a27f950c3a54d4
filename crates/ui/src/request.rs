//! What a page's request brings along, and the frame that is made of it.
//!
//! A handler takes [`Guest`], and in the same read as its own data asks [`Guest::setting`] for the frame.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use souk_domain::ids::CartKey;
use souk_domain::money::Money;
use souk_http::{Edge, Refusal, Signed, Visitor, cookies};
use souk_market::accounts::Session;
use souk_market::settings::Market;
use souk_market::{Actor, Ctx, cart, catalogue, settings};

use crate::address::countries;
use crate::{Aisle, Frame, Sandbox, Shelf};

/// The cookie that holds the key of the visitor's cart.
pub const CART_COOKIE: &str = "cart";
/// The cookie that holds the country things should be sent to.
pub const COUNTRY_COOKIE: &str = "country";
/// Aisles in the header: more would not fit a line.
const MOST_AISLES: u32 = 10;
/// Shelves of the menu, over all aisles: more is no menu.
const MOST_SHELVES: u32 = 80;

/// How long an error page waits for its frame: whoever met a fault should not wait for the page that says so.
const PATIENCE: Duration = Duration::from_secs(1);

/// The frame of the last page shown. An error page is drawn when there may be no database to ask.
static LAST_SEEN: RwLock<Option<Frame>> = RwLock::new(None);

/// Somebody who looks at a page: its address, the cart and the token of the browser.
#[derive(Clone, Debug)]
pub struct Guest {
    /// The key of the cart, when the browser holds one. The cart itself may be gone.
    pub cart: Option<CartKey>,
    /// Who is signed in, if anybody.
    pub signed: Option<Session>,
    /// Whether this is a shop for trying out.
    pub sandbox: Sandbox,
    /// Where things should be sent, when the visitor said so: a code of two letters.
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
    /// Where things are sent: what the visitor chose, or the market's own country.
    pub country: String,
}

impl Guest {
    /// Somebody at the same address of whom nothing is known but where things should go, which is in the key of what is kept.
    pub fn nobody(&self) -> Self {
        Self { cart: None, signed: None, csrf: String::new(), ..self.clone() }
    }

    /// The same visitor after signing in, with the account's cart.
    pub fn signed_in(&self, session: Option<Session>, cart: Option<CartKey>) -> Self {
        Self { signed: session, cart, ..self.clone() }
    }

    /// For [`souk_market::App::write`].
    pub fn actor(&self) -> Actor {
        self.signed.as_ref().map_or(Actor::Guest, |session| Actor::Account { account: session.account })
    }

    /// The frame of the page that was asked for, within the read of the page's own data.
    pub async fn setting(&self, ctx: &Ctx<'_>) -> souk_market::Result<Setting> {
        let market = settings::load(ctx).await?;
        let pieces = match self.cart {
            Some(key) => cart::count_pieces(ctx, key).await?,
            None => 0,
        };
        let country = self.country.clone().unwrap_or_else(|| market.country.clone());
        let aisles = aisles(ctx).await?;
        let frame = Frame {
            market: market.name.clone(),
            origin: self.origin.clone(),
            path: self.path.clone(),
            csrf: self.csrf.clone(),
            cart_count: u32::try_from(pieces).unwrap_or_default(),
            account: self.signed.as_ref().map(|session| session.name.clone()),
            aisles,
            sandbox: self.sandbox,
            announcement: market.announcement.clone(),
            ships_to: countries::name_of(&country),
            has_sale: catalogue::anything_on_sale(ctx).await?,
            mark: String::new(),
        };
        remember(&frame);
        Ok(Setting { frame, market, country })
    }
}

/// The categories of the header, each with those below it.
async fn aisles(ctx: &Ctx<'_>) -> souk_market::Result<Arc<[Aisle]>> {
    let below = catalogue::second_categories(ctx, MOST_SHELVES).await?;
    let shelves = |aisle: &catalogue::Category| {
        let own = below.iter().filter(|shelf| shelf.parent == Some(aisle.id));
        own.map(|shelf| Shelf { name: shelf.name.clone(), slug: shelf.slug.clone() }).collect()
    };
    let top = catalogue::top_categories(ctx, MOST_AISLES).await?;
    Ok(top
        .into_iter()
        .map(|aisle| Aisle { shelves: shelves(&aisle), name: aisle.name, slug: aisle.slug })
        .collect())
}

impl Setting {
    /// A sum of the market's currency, from minor units.
    pub fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.market.currency)
    }
}

/// The setting alone, in a read of its own: for pages that show nothing else from the database.
pub async fn setting(edge: &Edge, guest: &Guest) -> souk_http::Result<Setting> {
    let guest = guest.clone();
    let read = edge.app().read(Actor::Guest, move |ctx| {
        let guest = guest.clone();
        Box::pin(async move { guest.setting(ctx).await })
    });
    Ok(read.await?)
}

/// The frame of an error page: as on every other page, cart included. Where something broke, or somebody asks too often,
/// nobody is asked: then it is the last page's, without what belonged to its visitor.
pub async fn around_error(trouble: &souk_http::Trouble<'_>) -> Frame {
    let status = trouble.refusal.status();
    let may_ask = status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS;
    if !may_ask {
        return last_seen();
    }
    match tokio::time::timeout(PATIENCE, frame_of(trouble)).await {
        Ok(Ok(frame)) => frame,
        Ok(Err(_)) | Err(_) => last_seen(),
    }
}

/// An error is drawn outside of any route, so that the visitor is read from the headers here.
async fn frame_of(trouble: &souk_http::Trouble<'_>) -> souk_http::Result<Frame> {
    let (edge, headers) = (trouble.edge, trouble.headers);
    let Signed(signed) = Signed::in_browser(edge, headers).await?;
    let visitor = Visitor::known(edge, headers);
    let guest = Guest {
        cart: held_cart(edge, headers, signed.as_ref()),
        signed,
        sandbox: sandbox(edge),
        country: held_country(edge, headers),
        path: trouble.uri.path().to_owned(),
        origin: edge.public_url().to_owned(),
        csrf: visitor.map(|visitor| visitor.form_token()).unwrap_or_default(),
    };
    Ok(setting(edge, &guest).await?.frame)
}

/// Whether the shop is for trying out: its gateway moves no money.
pub fn sandbox(edge: &Edge) -> Sandbox {
    if edge.app().gateways().is_test() { Sandbox::On } else { Sandbox::Off }
}

/// An account's cart is the same in every browser; before it has one, the browser's own counts.
fn held_cart(edge: &Edge, headers: &HeaderMap, signed: Option<&Session>) -> Option<CartKey> {
    let own = signed.and_then(|session| session.cart);
    own.or_else(|| cookies::read(edge, headers, CART_COOKIE).and_then(|value| value.parse().ok()))
}

/// What is no country's code is nobody's wish.
fn held_country(edge: &Edge, headers: &HeaderMap) -> Option<String> {
    let code = cookies::read(edge, headers, COUNTRY_COOKIE)?;
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
        aisles: Arc::new([]),
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

impl FromRequestParts<Edge> for Guest {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, edge: &Edge) -> Result<Self, Refusal> {
        let visitor = Visitor::from_request_parts(parts, edge).await?;
        let Signed(signed) = Signed::from_request_parts(parts, edge).await?;
        Ok(Self {
            cart: held_cart(edge, &parts.headers, signed.as_ref()),
            signed,
            sandbox: sandbox(edge),
            country: held_country(edge, &parts.headers),
            path: parts.uri.path().to_owned(),
            origin: edge.public_url().to_owned(),
            csrf: visitor.form_token(),
        })
    }
}
