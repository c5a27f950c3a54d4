//! Looking into the cart.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use souk_domain::bounds::cart::MAX_LINES;
use souk_domain::ids::VariantId;
use souk_domain::quantity::Quantity;
use souk_http::{HttpState, Result};
use souk_market::catalogue::PurchasableVariant;
use souk_market::shop::{self, HeldCart, TakenOut};
use souk_ui::address::countries;
use souk_ui::page::{confidential, fragment_or_page};
use souk_ui::request::PageRequest;
use souk_ui::texts::say;
use souk_ui::{Entry, Tone};

use super::{Cart, CartPage, Notice, Undo, view};
use crate::shared::cards::cards;
use crate::shared::order_cookies;
use crate::shared::sign_in::LEFT;

/// The parameters by which the page knows what was just taken out: nothing depends on them but the button that puts it back.
const REMOVED: &str = "removed";
const QUANTITY: &str = "quantity";
/// What was taken out of the cart a moment ago, as the address tells.
fn removed_in(uri: &Uri) -> Option<TakenOut> {
    let query = uri.query()?;
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let quantity = value(QUANTITY)?.parse().ok().and_then(|number| Quantity::parse(number).ok())?;
    Some(TakenOut { variant: value(REMOVED)?.parse::<VariantId>().ok()?, quantity })
}

/// What did not fit when a guest signed in, as the address tells.
fn left_out_in(uri: &Uri) -> Option<String> {
    let mut pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    let left: usize = pairs.find(|(key, _)| *key == LEFT)?.1.parse().ok()?;
    (1..=MAX_LINES).contains(&left).then(|| say("cart-left-out", &[("count", &left), ("most", &MAX_LINES)]))
}

/// The address of the cart that offers to put it back.
pub(super) fn after_removing(removed: TakenOut) -> String {
    let TakenOut { variant, quantity } = removed;
    format!("{}?{REMOVED}={variant}&{QUANTITY}={quantity}", souk_ui::routes::cart())
}

/// `GET /cart`: by seller, with what changed, the bill, and how it would be delivered in the market's own country.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    answer(&http, &request, &headers, StatusCode::OK, removed_in(&uri), left_out_in(&uri)).await
}

/// The cart's page, with a notice on top where something could not be done. A cart that became an order leads there.
pub(super) async fn answer(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    status: StatusCode,
    removed: Option<TakenOut>,
    notice: Option<String>,
) -> Result<Response> {
    drawn(http, request, headers, status, (removed, notice), None).await
}

/// The cart's page with a code that does nothing, and why.
pub(super) async fn answer_code(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    status: StatusCode,
    wrong: (String, String),
) -> Result<Response> {
    drawn(http, request, headers, status, (None, None), Some(wrong)).await
}

async fn drawn(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    status: StatusCode,
    (removed, notice): (Option<TakenOut>, Option<String>),
    wrong_code: Option<(String, String)>,
) -> Result<Response> {
    let found = shop::cart(http.app(), request.viewer(), removed.map(|removed| removed.variant)).await?;
    if let HeldCart::Order(order) = &found.held {
        return Ok(order_cookies::lead_to(http, headers, order));
    }
    let mut page = page(request, found, removed, notice);
    if let Some((typed, words)) = wrong_code {
        page.cart.coupon = Entry { value: typed, error: Some(words) };
    }
    if page.cart.groups.is_empty() {
        page.cart.placed = order_cookies::last_placed(http, request, headers).await?;
    }
    Ok(confidential(fragment_or_page(status, headers, &page)))
}

fn page(
    request: &PageRequest,
    found: shop::CartPage,
    removed: Option<TakenOut>,
    notice: Option<String>,
) -> CartPage {
    let mut cart = match &found.held {
        HeldCart::Cart(view) => view::filled(&found, view),
        HeldCart::Nothing | HeldCart::Order(_) => view::empty(),
    };
    let setting = request.setting(found.layout);
    cart.more = cards(&setting, &found.more);
    cart.ships_to = countries::name_of(&setting.country);
    cart.crosses_border =
        setting.country != setting.market.country && cart.groups.iter().any(|group| group.ships);
    cart.undo = found.removed.zip(removed).and_then(|(thing, removed)| undo(&cart, thing, removed));
    cart.notices.splice(0..0, notice.map(|words| Notice { tone: Tone::Bad, words }));
    CartPage { frame: setting.frame, cart }
}

/// The button that puts a line back, unless it is back already.
fn undo(cart: &Cart, thing: PurchasableVariant, removed: TakenOut) -> Option<Undo> {
    let variant = removed.variant.to_string();
    let is_back = cart.groups.iter().flat_map(|group| &group.lines).any(|line| line.variant == variant);
    (!is_back).then_some(Undo { name: thing.name, variant, quantity: removed.quantity.get() })
}
