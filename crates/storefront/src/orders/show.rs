//! Looking at an order.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use souk_domain::ids::OrderNumber;
use souk_domain::refusal::{OrderRefusal, Refusal};
use souk_http::read::Part;
use souk_http::{HttpState, Result, to_the_end};
use souk_market::secrets::OrderToken;
use souk_market::shop::{self, OrderKeys};
use souk_market::{Error, checkout};
use souk_ui::page::fragment_or_page;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::asked::AskedOrder;
use super::view::{Moment, Trouble, draw};
use super::{OrderPage, Standing, lookup};
use crate::shared::order_cookies;
use crate::shared::payment::fresh_key;

/// The parameter of the link in the mail.
const TOKEN: &str = "token";
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// `GET /o/{number}`: the order, to whoever holds its token. A token in the address moves into the cookie at once.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(number): Part<OrderNumber>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(sent) = token_in(&uri) {
        let keys = OrderKeys { tokens: sent.into_iter().collect(), account: None };
        return match shop::find_order(http.app(), number, keys).await {
            Ok(order) => Ok(order_cookies::open_by_link(&http, &headers, &order)),
            // an account's order opens by its account
            Err(error) if is_not_found(&error) && request.signed.is_some() => {
                Ok(see_other(&routes::order(&number.to_string()), None))
            }
            Err(error) if is_not_found(&error) => lookup::instead(&http, &request, number).await,
            Err(error) => Err(error.into()),
        };
    }
    let held = shop::find_order(http.app(), number, order_cookies::keys(&http, &request, &headers)).await;
    if request.signed.is_none() && held.as_ref().is_err_and(is_not_found) {
        return lookup::instead(&http, &request, number).await;
    }
    let moment = if uri.query() == Some(routes::PLACED_BEFORE) { Moment::PlacedBefore } else { Moment::Any };
    let page = page(&http, &request, &headers, number, moment, Trouble::default()).await?;
    Ok(private(fragment_or_page(StatusCode::OK, &headers, &page)))
}

fn is_not_found(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Order(OrderRefusal::NotFound)))
}

/// The token in the address: `Some(None)` for one that cannot be read.
fn token_in(uri: &Uri) -> Option<Option<OrderToken>> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| *name == TOKEN).map(|(_, value)| OrderToken::parse(value))
}

/// `GET /o/{number}/return`: back from the bank. What the bank writes into the address is not looked at: the order tells.
/// What the buyer agreed to there is taken now, where the bank leaves that to the shop; its notice may be a moment behind the
/// buyer.
pub(super) async fn returned(asked: AskedOrder) -> Result<Response> {
    let AskedOrder { http, request, headers, number, order } = &asked;
    to_the_end(checkout::complete_on_return(http.app(), request.actor(), order.id)).await??;
    let page = page(http, request, headers, *number, Moment::BackFromBank, Trouble::default()).await?;
    if matches!(page.order.standing, Standing::Confirming) {
        Ok(private(fragment_or_page(StatusCode::OK, headers, &page)))
    } else {
        Ok(asked.to_its_page())
    }
}

/// The order's page, with what went wrong in a form of it.
pub(super) async fn with_trouble(
    asked: &AskedOrder,
    status: StatusCode,
    trouble: Trouble,
) -> Result<Response> {
    let AskedOrder { http, request, headers, number, .. } = asked;
    let page = page(http, request, headers, *number, Moment::Any, trouble).await?;
    Ok(private(fragment_or_page(status, headers, &page)))
}

async fn page(
    http: &HttpState,
    request: &PageRequest,
    headers: &HeaderMap,
    number: OrderNumber,
    moment: Moment,
    trouble: Trouble,
) -> Result<OrderPage> {
    let keys = order_cookies::keys(http, request, headers);
    let found = shop::order(http.app(), request.viewer(), number, keys).await?;
    let setting = request.setting(found.layout.clone());
    let key = fresh_key(http.app());
    Ok(OrderPage { order: draw(&setting, &found, moment, trouble, key), frame: setting.frame })
}

/// An order is its buyer's alone: nothing keeps it, lists it, or tells other sites where somebody came from.
pub(super) fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // `no-referrer` would make the origin of its forms unknown, and they would be refused; the token is in no page's
    // address, and no other site is told of any
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}
