//! The orders a browser may look at: their tokens, in one cookie that ends with the browser's session.
//!
//! A token opens its order to whoever has it, so it leaves the address at once and stays where scripts cannot read it.

use axum::http::{HeaderMap, HeaderValue};
use souk_domain::ids::AccountId;
use souk_http::{Edge, cookies};
use souk_market::App;
use souk_market::orders::OrderView;
use souk_market::secrets::OrderToken;
use souk_ui::request::Guest;

/// The cookie's purpose.
const COOKIE: &str = "orders";
/// Tokens kept, the newest first: as many as a cookie of ours holds. The link in the mail opens any other.
const MOST: usize = 8;
/// What every token starts with; left out in the cookie to hold more of them.
const PREFIX: &str = "otk_";
/// Stands between two tokens, and in none.
const BETWEEN: char = '.';

/// What opens orders to a browser: the tokens it holds, and the account that is signed in.
pub(crate) struct Keyring {
    tokens: Vec<OrderToken>,
    account: Option<AccountId>,
}

impl Keyring {
    /// The tokens of a request; what cannot be read opens nothing.
    pub(crate) fn of(edge: &Edge, headers: &HeaderMap) -> Self {
        let value = cookies::read(edge, headers, COOKIE).unwrap_or_default();
        let tokens = value.split(BETWEEN).filter_map(|rest| OrderToken::parse(&format!("{PREFIX}{rest}")));
        Self { tokens: tokens.take(MOST).collect(), account: None }
    }

    /// The same, with what opens to the account that is signed in.
    pub(crate) fn and_account(self, guest: &Guest) -> Self {
        Self { account: guest.actor().account(), ..self }
    }

    /// Whether one of them is the order's, or the account placed it.
    pub(crate) fn opens(&self, app: &App, order: &OrderView) -> bool {
        let own = token_of(app, order);
        // all are compared, so that the time tells nothing
        let held = self.tokens.iter().fold(false, |found, token| found | token.matches(&own));
        held || (self.account.is_some() && self.account == order.buyer)
    }

    /// The cookie with one token more.
    pub(crate) fn with(mut self, edge: &Edge, token: OrderToken) -> Option<HeaderValue> {
        self.tokens.retain(|known| !known.matches(&token));
        self.tokens.insert(0, token);
        self.tokens.truncate(MOST);
        let rests: Vec<String> =
            self.tokens.iter().map(|token| token.reveal().trim_start_matches(PREFIX).to_owned()).collect();
        cookies::set(edge, COOKIE, &rests.join(&BETWEEN.to_string()), None)
    }
}

/// Takes all of them from a browser.
pub(crate) fn forget(edge: &Edge) -> Option<HeaderValue> {
    cookies::clear(edge, COOKIE)
}

/// The token that opens an order.
pub(crate) fn token_of(app: &App, order: &OrderView) -> OrderToken {
    app.key().order_token(order.id, order.token_version)
}
