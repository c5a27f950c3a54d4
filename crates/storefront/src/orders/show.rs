//! Looking at an order.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::response::Response;
use souk_domain::ids::OrderNumber;
use souk_domain::refusal::OrderRefusal;
use souk_http::read::Part;
use souk_http::{Edge, Result};
use souk_market::orders::{self, OrderView};
use souk_market::secrets::OrderToken;
use souk_market::{Actor, Ctx};
use souk_ui::FormError;
use souk_ui::page::fragment_or_page;
use souk_ui::redirect::see_other;
use souk_ui::request::Guest;
use souk_ui::routes;

use super::draw::{Moment, draw};
use super::keyring::{Keyring, token_of};
use super::{CardErrors, OrderPage, Standing, leading};
use crate::account::faults::Faults;

/// The parameter of the link in the mail.
const TOKEN: &str = "token";
const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// What went wrong with a try to pay: shown at the form.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    pub(super) errors: Vec<FormError>,
    pub(super) card: CardErrors,
    /// At the form that makes an account.
    pub(super) join: Faults,
}

/// `GET /o/{number}`: the order, to whoever holds its token. A token in the address moves into the cookie at once.
pub(super) async fn show(
    State(edge): State<Edge>,
    guest: Guest,
    Part(number): Part<OrderNumber>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response> {
    if let Some(sent) = token_in(&uri) {
        let order = load(&edge, number).await?;
        let opens = sent.is_some_and(|token| token.matches(&token_of(edge.app(), &order)));
        return if opens {
            Ok(leading::open(&edge, &headers, &order))
        } else {
            Err(OrderRefusal::NotFound.into())
        };
    }
    answer(&edge, &guest, &headers, number, Moment::Any, StatusCode::OK, Trouble::default()).await
}

/// The token in the address: `Some(None)` for one that cannot be read.
fn token_in(uri: &Uri) -> Option<Option<OrderToken>> {
    let pairs = uri.query()?.split('&').filter_map(|pair| pair.split_once('='));
    pairs.into_iter().find(|(name, _)| *name == TOKEN).map(|(_, value)| OrderToken::parse(value))
}

/// `GET /o/{number}/return`: back from the bank. What the bank writes into the address is not looked at: the order tells.
/// What the buyer agreed to there is taken now, where the bank leaves that to the shop; its notice may be a moment behind the
/// buyer.
pub(super) async fn returned(
    State(edge): State<Edge>,
    guest: Guest,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
) -> Result<Response> {
    let order = held(&edge, &guest, &headers, number).await?;
    souk_market::checkout::complete_on_return(edge.app(), order.id).await?;
    let page = page(&edge, &guest, &headers, number, Moment::BackFromBank, Trouble::default()).await?;
    if matches!(page.order.standing, Standing::Confirming) {
        Ok(private(fragment_or_page(StatusCode::OK, &headers, &page)))
    } else {
        Ok(see_other(&routes::order(&number.to_string()), None))
    }
}

/// The order of a number, when the browser holds its token; for everybody else there is no such order.
pub(super) async fn held(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    number: OrderNumber,
) -> Result<OrderView> {
    let order = load(edge, number).await?;
    if Keyring::of(edge, headers).and_account(guest).opens(edge.app(), &order) {
        Ok(order)
    } else {
        Err(OrderRefusal::NotFound.into())
    }
}

async fn load(edge: &Edge, number: OrderNumber) -> Result<OrderView> {
    let found = edge.app().read(Actor::Guest, move |ctx| Box::pin(find(ctx, number))).await?;
    Ok(found)
}

async fn find(ctx: &Ctx<'_>, number: OrderNumber) -> souk_market::Result<OrderView> {
    let found = orders::find_by_number(ctx, &number.to_string()).await?;
    found.ok_or_else(|| OrderRefusal::NotFound.into())
}

/// The order's page, with what went wrong where something did.
pub(super) async fn answer(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    number: OrderNumber,
    moment: Moment,
    status: StatusCode,
    trouble: Trouble,
) -> Result<Response> {
    let page = page(edge, guest, headers, number, moment, trouble).await?;
    Ok(private(fragment_or_page(status, headers, &page)))
}

async fn page(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    number: OrderNumber,
    moment: Moment,
    trouble: Trouble,
) -> Result<OrderPage> {
    let guest = guest.clone();
    let keyring = std::sync::Arc::new(Keyring::of(edge, headers).and_account(&guest));
    let page = edge.app().read(Actor::Guest, move |ctx| {
        let (guest, keyring, trouble) = (guest.clone(), keyring.clone(), trouble.clone());
        Box::pin(async move {
            let order = find(ctx, number).await?;
            if !keyring.opens(ctx.app, &order) {
                return Err(OrderRefusal::NotFound.into());
            }
            let setting = guest.setting(ctx).await?;
            Ok(OrderPage { order: draw(ctx, &setting, &order, moment, trouble).await?, frame: setting.frame })
        })
    });
    Ok(page.await?)
}

/// An order is its buyer's alone: nothing keeps it, lists it, or tells other sites where somebody came from.
fn private(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // `no-referrer` would make the origin of its forms unknown, and they would be refused; the token is in no page's
    // address, and no other site is told of any
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(ROBOTS, HeaderValue::from_static("noindex"));
    response
}
