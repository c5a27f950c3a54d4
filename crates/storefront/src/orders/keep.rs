//! Making an account of whoever placed an order as a guest: a password is all that is missing.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::OrderNumber;
use souk_http::read::{Form, Part};
use souk_http::{Client, HttpState, Result, to_the_end};
use souk_market::accounts::{self, Registration};
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::routes;

use super::show::{answer, held};
use super::view::{Moment, Trouble};
use crate::shared::sign_in::{self, names};

/// The form of one field.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JoinForm {
    #[serde(default)]
    password: Secret,
}

/// `POST /o/{number}/account`: the order's address and name, with this password. The order is the account's at once, since
/// whoever sends this may see it; others of the address join when it is proven.
pub(super) async fn keep(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    Part(number): Part<OrderNumber>,
    headers: HeaderMap,
    Form(sent): Form<JoinForm>,
) -> Result<Response> {
    let order = held(&http, &request, &headers, number).await?;
    let to = routes::order(&number.to_string());
    if request.signed.is_some() || order.buyer.is_some() {
        return Ok(see_other(&to, None));
    }
    let name = order.shipping_address.as_ref().map(|address| address.name.as_str()).unwrap_or_default();
    let (first_name, last_name) = names(name);
    let asked = Registration {
        username: None,
        email: order.email.clone(),
        password: sent.password.take(),
        phone: None,
        first_name,
        last_name,
        client: client.counted(),
    };
    let (app, order) = (http.app().clone(), order.id);
    let made = to_the_end(async move {
        let made = accounts::register(&app, asked).await;
        if let Ok(made) = &made {
            accounts::keep_placed_order(&app, made.account.id, order).await?;
        }
        Ok::<_, souk_market::Error>(made)
    });
    match made.await?? {
        Ok(made) => {
            let signed = sign_in::sign_in(&http, &headers, client, made.account.id, request.cart).await?;
            let mut response = see_other(&to, None);
            sign_in::greet(&http, &mut response, &signed);
            Ok(response)
        }
        Err(error) => {
            let faults = Faults::of(error)?;
            let status = faults.status();
            let trouble = Trouble { join: faults.clone(), ..Trouble::default() };
            let shown = answer(&http, &request, &headers, number, Moment::Any, status, trouble).await?;
            Ok(faults.answered(shown))
        }
    }
}
