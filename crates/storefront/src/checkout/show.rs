//! Looking at checkout.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use souk_http::{Edge, Result};
use souk_market::Actor;
use souk_ui::page::fragment_or_page;
use souk_ui::redirect::see_other;
use souk_ui::request::Guest;
use souk_ui::routes;
use std::sync::Arc;

use super::CheckoutPage;
use super::draw::{Drawn, Wrong, draw};
use super::sent::Typed;
use crate::orders::leading;

/// `GET /checkout`: the empty form for the cart that is held.
pub(super) async fn show(State(edge): State<Edge>, guest: Guest, headers: HeaderMap) -> Result<Response> {
    answer(&edge, &guest, &headers, StatusCode::OK, Typed::default(), Wrong::default()).await
}

/// The form with what was typed and what is wrong; where there is nothing to check out, the cart, and for a cart that was
/// ordered, its order.
pub(super) async fn answer(
    edge: &Edge,
    guest: &Guest,
    headers: &HeaderMap,
    status: StatusCode,
    typed: Typed,
    wrong: Wrong,
) -> Result<Response> {
    let drawn = look(edge, guest, typed, wrong).await?;
    Ok(match drawn {
        Drawn::Page(page) => shown(status, headers, &page),
        elsewhere => lead(edge, headers, &elsewhere),
    })
}

/// What the visitor would see.
pub(super) async fn look(edge: &Edge, guest: &Guest, typed: Typed, wrong: Wrong) -> Result<Drawn> {
    let asked = Arc::new((guest.clone(), typed, wrong));
    let drawn = edge.app().read(Actor::Guest, move |ctx| {
        let asked = Arc::clone(&asked);
        Box::pin(async move { draw(ctx, &asked.0, &asked.1, &asked.2).await })
    });
    Ok(drawn.await?)
}

/// Away from checkout, to where there is something to do.
pub(super) fn lead(edge: &Edge, headers: &HeaderMap, drawn: &Drawn) -> Response {
    match drawn {
        Drawn::Order(order) => leading::lead_to(edge, headers, order),
        Drawn::Cart | Drawn::Page(_) => see_other(routes::cart(), None),
    }
}

/// The page holds a name and an address: nothing keeps it.
fn shown(status: StatusCode, headers: &HeaderMap, page: &CheckoutPage) -> Response {
    let mut response = fragment_or_page(status, headers, page);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
