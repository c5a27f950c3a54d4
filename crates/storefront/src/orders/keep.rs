//! Making an account of whoever placed an order as a guest: a password is all that is missing.

use axum::response::Response;
use serde::Deserialize;
use souk_http::read::Form;
use souk_http::{Client, Result, to_the_end};
use souk_market::accounts::{self, Registration};
use souk_ui::faults::Faults;
use souk_ui::form::Secret;

use super::asked::AskedOrder;
use super::show::with_trouble;
use super::view::Trouble;
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
pub(super) async fn keep(asked: AskedOrder, client: Client, Form(sent): Form<JoinForm>) -> Result<Response> {
    let AskedOrder { http, request, headers, order, .. } = &asked;
    if request.signed.is_some() || order.buyer.is_some() {
        return Ok(asked.to_its_page());
    }
    let name = order.shipping_address.as_ref().map(|address| address.name.as_str()).unwrap_or_default();
    let (first_name, last_name) = names(name);
    let registration = Registration {
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
        let made = accounts::register(&app, registration).await;
        if let Ok(made) = &made {
            accounts::keep_placed_order(&app, made.account.id, order).await?;
        }
        Ok::<_, souk_market::Error>(made)
    });
    match made.await?? {
        Ok(made) => {
            let signed = sign_in::sign_in(http, headers, client, made.account.id, request.cart).await?;
            let mut response = asked.to_its_page();
            sign_in::greet(http, &mut response, &signed);
            Ok(response)
        }
        Err(error) => {
            let faults = Faults::of(error)?;
            let status = faults.status();
            let trouble = Trouble { join: faults.clone(), ..Trouble::default() };
            let shown = with_trouble(&asked, status, trouble).await?;
            Ok(faults.answered(shown))
        }
    }
}
