use axum::{extract::State, response::Response};
use serde::Deserialize;
use souk_domain::{
    address::{Address, MAX_PHONE_CHARS},
    field::FieldError,
    ids::CartKey,
    money::Currency,
    refusal::{CheckoutRefusal, RequestRefusal},
    text::{Email, bounded_line},
};
use souk_http::{
    Client, CurrentSession, HttpState, Result,
    read::{IdempotencyKey, Json},
    to_the_end,
};
use souk_market::{
    cart::{CartContents, MalformedContents},
    checkout::{self, Payer, PlaceOrder},
};
use utoipa::ToSchema;

use super::{
    answering::{guard, send},
    payment::{Paying, PaymentRequest},
};
use crate::{
    carts::{ShippingChoice, chosen},
    ordered::named,
    wire::{Money, NewAddress, email, id},
};

/// A cart to be ordered.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PlaceRequest {
    /// The cart's capability.
    #[schema(format = "CartKey")]
    cart_id: String,
    /// Where the order is confirmed.
    #[schema(format = "email", example = "ada@example.com")]
    email: String,
    #[schema(format = "phone")]
    phone: Option<String>,
    /// May be left out when nothing in the cart is shipped.
    shipping_address: Option<NewAddress>,
    /// Left out: the same as the shipping address.
    billing_address: Option<NewAddress>,
    /// A vendor that is left out ships its cheapest way.
    #[schema(max_items = 200)]
    shipping: Option<Vec<ShippingChoice>>,
    /// The total the buyer saw; another one now is refused with the new totals.
    expected_total: Option<Money>,
    /// `contents` of the quote the buyer saw; a cart that lists something else now is refused.
    #[schema(format = "cart_contents")]
    expected_contents: Option<String>,
    /// May be left out when nothing is due.
    payment: Option<PaymentRequest>,
}

/// Who orders, checked.
struct Buyer {
    email: Email,
    phone: Option<String>,
    shipping_address: Option<Address>,
    billing_address: Option<Address>,
}

pub(super) async fn place(
    State(http): State<HttpState>,
    client: Client,
    session: CurrentSession,
    key: IdempotencyKey,
    Json(asked): Json<PlaceRequest>,
) -> Result<Response> {
    let cart: CartKey = id("/cart_id", &asked.cart_id)?;
    let expected_total = asked.expected_total.as_ref().map(expected).transpose()?;
    let expected_contents = asked.expected_contents.as_deref().map(contents).transpose()?;
    let buyer = buyer(&asked)?;
    let paying = Paying::checked(&http, asked.payment.as_ref())?;
    let order = PlaceOrder {
        phone: buyer.phone,
        shipping_address: buyer.shipping_address,
        billing_address: buyer.billing_address,
        chosen: chosen(asked.shipping.as_deref().unwrap_or_default())?,
        expected_total,
        expected_contents,
        ..PlaceOrder::new(cart, buyer.email, paying.method)
    };
    let payer = Payer { client: client.counted(), card: paying.card };
    let placing = checkout::place_order(http.app(), session.actor(), order, payer, guard(&http, &key));
    let placed = to_the_end(placing).await?;
    match placed {
        Ok(answer) => send(&http, answer),
        Err(error) => Err(named(&http, error).await),
    }
}

fn expected(total: &Money) -> Result<(i64, Currency)> {
    Ok((total.amount, total.currency("/expected_total/currency")?))
}

fn contents(text: &str) -> Result<CartContents> {
    text.parse().map_err(|MalformedContents| {
        let detail = "Send `contents` of the quote exactly as it was given.".to_owned();
        RequestRefusal::InvalidValue { pointer: "/expected_contents".to_owned(), detail }.into()
    })
}

/// Everything that is wrong about the buyer is told at once.
fn buyer(asked: &PlaceRequest) -> Result<Buyer> {
    let mut wrong: Vec<FieldError> = Vec::new();
    let email =
        email("/email", &asked.email).map_err(|refusal| wrong.extend_from_slice(refusal.fields())).ok();
    let typed = asked.phone.as_deref().map(str::trim).filter(|phone| !phone.is_empty());
    let phone = typed.and_then(|phone| {
        bounded_line("/phone", phone, 5, MAX_PHONE_CHARS).map_err(|field| wrong.push(field)).ok()
    });
    let mut address = |pointer: &str, typed: &Option<NewAddress>| {
        let typed = typed.as_ref()?;
        typed.checked(pointer).map_err(|fields| wrong.extend(fields)).ok()
    };
    let shipping_address = address("/shipping_address", &asked.shipping_address);
    let billing_address = address("/billing_address", &asked.billing_address);
    match email {
        Some(email) if wrong.is_empty() => Ok(Buyer { email, phone, shipping_address, billing_address }),
        _ => Err(CheckoutRefusal::Invalid { fields: wrong }.into()),
    }
}
