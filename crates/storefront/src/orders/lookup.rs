//! Where is my order? Number and address of an order are answered by a letter with a fresh link, and by nothing on the page.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use souk_domain::ids::OrderNumber;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::{Form, Query};
use souk_http::{Client, HttpState, Result};
use souk_market::notifications::{AskedOrderLink, ask_order_link};
use souk_ui::faults::Faults;
use souk_ui::page;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

/// What the address says after a letter was asked for.
const SENT: &str = "yes";

/// The form posts `csrf`, `number` and `email`. The answer is the same whether there is such an order or not.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/lookup.html")]
pub struct LookupPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub number: Entry,
    pub email: Entry,
    /// Where an owner signs in to see the order; empty for who is signed in, and where no order is named.
    pub sign_in: String,
    pub sent: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LookupQuery {
    number: String,
    sent: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct LookupForm {
    number: String,
    email: String,
}

/// `GET /order-lookup`: the form, with the number that a link named.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Query(asked): Query<LookupQuery>,
) -> Result<Response> {
    // whatever else stands there is not shown
    let number = asked.number.parse().map(|number: OrderNumber| number.to_string()).unwrap_or_default();
    let known = request.signed.as_ref().and_then(|session| session.email.clone()).unwrap_or_default();
    let typed = LookupForm { number, email: known };
    let drawn = draw(&http, &request, &typed, &Faults::default()).await?;
    Ok(answered(StatusCode::OK, &LookupPage { sent: asked.sent == SENT, ..drawn }))
}

/// `POST /order-lookup`: a letter, if number and address belong together.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    Form(typed): Form<LookupForm>,
) -> Result<Response> {
    let asked = AskedOrderLink::checked(&typed.number, &typed.email, client.counted())
        .map_err(|fields| souk_market::Error::from(RequestRefusal::InvalidFields { fields }));
    let sent = match asked {
        Ok(asked) => ask_order_link(http.app(), asked).await,
        Err(error) => Err(error),
    };
    match sent {
        Ok(()) => Ok(see_other(&format!("{}?sent={SENT}", routes::order_lookup()), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            let drawn = draw(&http, &request, &typed, &faults).await?;
            Ok(faults.answered(answered(faults.status(), &drawn)))
        }
    }
}

/// What stands at the address of an order that this browser has no key to: whoever owns it signs in, everybody else asks for
/// a letter. Nothing tells whether there is such an order.
pub(super) async fn instead(
    http: &HttpState,
    request: &PageRequest,
    number: OrderNumber,
) -> Result<Response> {
    let typed = LookupForm { number: number.to_string(), ..LookupForm::default() };
    let drawn = draw(http, request, &typed, &Faults::default()).await?;
    Ok(answered(StatusCode::NOT_FOUND, &drawn))
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    typed: &LookupForm,
    faults: &Faults,
) -> Result<LookupPage> {
    let named = request.signed.is_none() && typed.number.parse::<OrderNumber>().is_ok();
    Ok(LookupPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["number", "email"]),
        number: faults.entry("number", &typed.number),
        email: faults.entry("email", &typed.email),
        sign_in: if named { routes::login_then(&routes::order(typed.number.trim())) } else { String::new() },
        sent: false,
    })
}

fn answered(status: StatusCode, drawn: &LookupPage) -> Response {
    let mut response = page(status, drawn);
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response.into_response()
}

impl LookupPage {
    /// The empty form.
    pub fn sample() -> Self {
        Self {
            frame: souk_ui::samples::frame("/order-lookup"),
            errors: Vec::new(),
            number: Entry::default(),
            email: Entry::default(),
            sign_in: String::new(),
            sent: false,
        }
    }

    /// An order that this browser has no key to.
    pub fn sample_named() -> Self {
        Self {
            number: Entry::of("S-7K2M-9QXT"),
            sign_in: routes::login_then(&routes::order("S-7K2M-9QXT")),
            ..Self::sample()
        }
    }

    /// After a letter was asked for.
    pub fn sample_sent() -> Self {
        Self { sent: true, ..Self::sample() }
    }
}
