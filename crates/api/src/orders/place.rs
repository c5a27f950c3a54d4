use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::{
    address::{Address, MAX_PHONE_CHARS},
    field::FieldError,
    ids::CartKey,
    money::Currency,
    refusal::{CheckoutRefusal, RequestRefusal},
    text::{Email, bounded_line},
};
use souk_http::{
    Client, Edge, Result, Signed,
    read::{IdempotencyKey, Json},
    to_the_end,
};
use souk_market::{checkout, checkout::PlaceOrder, idempotency::Claim};
use utoipa::ToSchema;

use super::{
    answering::Answering,
    payment::{Paying, PayingFacts, PaymentRequest},
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
    #[schema(format = "cart_key")]
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
    /// May be left out when nothing is due.
    payment: Option<PaymentRequest>,
}

/// What a key stands for: the request in one order and spelling, with a card's harmless facts in place of the card.
#[derive(Serialize)]
struct Asked<'r> {
    email: &'r str,
    phone: Option<&'r str>,
    shipping_address: &'r Option<NewAddress>,
    billing_address: &'r Option<NewAddress>,
    shipping: &'r Option<Vec<ShippingChoice>>,
    expected_total: &'r Option<Money>,
    payment: PayingFacts,
}

/// Who orders, checked.
struct Buyer {
    email: Email,
    phone: Option<String>,
    shipping_address: Option<Address>,
    billing_address: Option<Address>,
}

pub(super) async fn place(
    State(edge): State<Edge>,
    client: Client,
    signed: Signed,
    key: IdempotencyKey,
    Json(asked): Json<PlaceRequest>,
) -> Result<Response> {
    let cart: CartKey = id("/cart_id", &asked.cart_id)?;
    let expected_total = asked.expected_total.as_ref().map(expected).transpose()?;
    let buyer = buyer(&asked)?;
    let paying = Paying::checked(&edge, asked.payment.as_ref())?;
    let answering = Answering::new(&edge);
    let order = PlaceOrder {
        actor: signed.actor(),
        cart,
        email: buyer.email,
        phone: buyer.phone,
        shipping_address: buyer.shipping_address,
        billing_address: buyer.billing_address,
        chosen: chosen(asked.shipping.as_deref().unwrap_or_default())?,
        expected_total,
        method: paying.method,
        client: client.counted(),
        claim: claim(&edge, cart, &key, &asked, &paying)?,
        card: paying.card,
        render: answering.render(),
    };
    let app = edge.app().clone();
    let placed =
        to_the_end(async move { Ok::<_, souk_market::Error>(checkout::place_order(&app, order).await) })
            .await?;
    match placed {
        Ok(answer) => answering.send(&edge, answer).await,
        Err(error) => Err(named(&edge, error).await),
    }
}

fn expected(total: &Money) -> Result<(i64, Currency)> {
    Ok((total.amount, total.currency("/expected_total/currency")?))
}

fn claim(
    edge: &Edge,
    cart: CartKey,
    key: &IdempotencyKey,
    asked: &PlaceRequest,
    paying: &Paying,
) -> Result<Claim> {
    let asked = Asked {
        email: asked.email.trim(),
        phone: asked.phone.as_deref(),
        shipping_address: &asked.shipping_address,
        billing_address: &asked.billing_address,
        shipping: &asked.shipping,
        expected_total: &asked.expected_total,
        payment: paying.facts(),
    };
    let bytes = serde_json::to_vec(&asked).map_err(|_| RequestRefusal::Internal)?;
    Ok(Claim::new(edge.app(), "place_order", cart.as_bytes(), key.as_str(), &bytes))
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
