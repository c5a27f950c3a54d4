use std::collections::BTreeMap;

use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use souk_domain::{
    bounds::cart::MAX_LINES,
    ids::{CartKey, ShippingMethodId, VendorId},
    money::Currency,
    order::{NoCash, PaymentMethod},
    pricing::{PricedVendor, ShippingOption, Undeliverable},
    refusal::RequestRefusal,
};
use souk_http::{
    CurrentSession, HttpState, Refusal, Result,
    read::{IdempotencyKey, Json, Part},
};
use souk_market::{cart::Delivery, checkout};
use utoipa::ToSchema;

use super::wire::Cart;
use crate::wire::{Answer, Money, NewAddress, destination, email, id};

/// Where a cart shall go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct QuoteRequest {
    shipping_address: NewAddress,
    /// A vendor that is left out ships its cheapest way.
    #[serde(default)]
    #[schema(max_items = 200)]
    shipping: Option<Vec<ShippingChoice>>,
    /// Of a guest, who may use some promotions a number of times: without it the order may find them used up.
    #[serde(default)]
    #[schema(format = "email")]
    email: Option<String>,
}

/// How one vendor shall ship.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShippingChoice {
    #[schema(format = "VendorId")]
    pub(crate) vendor_id: String,
    #[schema(format = "ShippingMethodId")]
    pub(crate) method_id: String,
}

/// A cart at an address.
#[derive(Serialize, ToSchema)]
pub(crate) struct Quote {
    cart: Cart,
    vendors: Vec<VendorQuote>,
    /// Ways to pay: `card`, `bank_transfer` (not for a piece that exists once unless its vendor lets it wait), `cash_on_delivery`, or `none` when nothing is due.
    payment_methods: Vec<&'static str>,
    /// Why it cannot be paid in cash when it arrives, where the market takes cash at all: `not_shipped` (something in it needs no
    /// parcel), `unique` (a piece exists once), `too_dear`, `way_takes_none` (choose ways to ship that take cash), else null.
    no_cash: Option<&'static str>,
    /// What the buyer would pay; send it back as `expected_total`.
    grand_total: Money,
}

/// One vendor's part of a quote.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorQuote {
    vendor_id: String,
    /// Whether any of its goods has to be sent.
    needs_shipping: bool,
    /// Why nothing of it can be sent to the address: `no_method`, `no_fee`, `region_unknown` (it serves parts of the country:
    /// send the region), `no_answer` (its carriers give no price at the moment), or null when it can. Until it can, or its lines are out of the cart, no order is placed.
    undeliverable: Option<&'static str>,
    /// Whether a carrier gives no price at the moment: ways to ship that wait for it are left out of the options.
    awaits_carrier: bool,
    /// Ways to ship to the address, cheapest first.
    options: Vec<QuotedOption>,
    /// The way that was chosen.
    method_id: Option<String>,
    subtotal: Money,
    discount: Money,
    shipping: Money,
    tax: Money,
    total: Money,
}

/// A way to ship.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuotedOption {
    method_id: String,
    name: String,
    fee: Money,
    /// Days until it is there at least: until the vendor hands it over, and the way.
    min_days: u16,
    /// The same at most.
    max_days: u16,
    /// Whether whoever brings it takes cash for it.
    takes_cash: bool,
}

pub(super) async fn quote(
    State(http): State<HttpState>,
    session: CurrentSession,
    Part(key): Part<CartKey>,
    _kept_nowhere: Option<IdempotencyKey>,
    Json(asked): Json<QuoteRequest>,
) -> Result<Response> {
    let buyer = asked.email.as_deref().map(|typed| email("/email", typed)).transpose()?;
    let delivery = Delivery {
        destination: Some(destination(&asked.shipping_address)?),
        chosen: chosen(asked.shipping.as_deref().unwrap_or_default())?,
        email_key: buyer.map(|buyer| buyer.key()),
    };
    let found = checkout::quote_cart(http.app(), session.actor(), key, delivery).await?;
    Ok(Answer::ok(&quoted(&http, key, &found))?.send())
}

/// The choices of a body, by vendor. Errors: ids that are none, a vendor twice, too many.
pub(crate) fn chosen(choices: &[ShippingChoice]) -> Result<BTreeMap<VendorId, ShippingMethodId>> {
    if choices.len() > MAX_LINES {
        return Err(refused("/shipping".to_owned(), format!("Send at most {MAX_LINES} choices.")));
    }
    let mut chosen = BTreeMap::new();
    for (place, choice) in choices.iter().enumerate() {
        let at = |field: &str| format!("/shipping/{place}/{field}");
        let vendor = id(&at("vendor_id"), &choice.vendor_id)?;
        let method = id(&at("method_id"), &choice.method_id)?;
        if chosen.insert(vendor, method).is_some() {
            return Err(refused(at("vendor_id"), "This vendor is there twice.".to_owned()));
        }
    }
    Ok(chosen)
}

fn refused(pointer: String, detail: String) -> Refusal {
    RequestRefusal::InvalidValue { pointer, detail }.into()
}

fn quoted(http: &HttpState, key: CartKey, found: &checkout::Quote) -> Quote {
    let view = &found.cart;
    let currency = view.currency;
    let total = view.priced.grand_total;
    Quote {
        vendors: view.priced.vendors.iter().map(|found| vendor(currency, found)).collect(),
        payment_methods: found.methods.iter().copied().map(PaymentMethod::as_str).collect(),
        no_cash: found.no_cash.map(NoCash::as_str),
        grand_total: Money::of(total, currency),
        cart: Cart::of(http, key, view),
    }
}

fn vendor(currency: Currency, found: &PricedVendor) -> VendorQuote {
    let of = |minor| Money::of(minor, currency);
    VendorQuote {
        vendor_id: found.vendor.to_string(),
        needs_shipping: found.needs_shipping,
        undeliverable: found.undeliverable.map(Undeliverable::as_str),
        awaits_carrier: !found.unanswered.is_empty(),
        options: found.options.iter().map(|option| quoted_option(currency, option)).collect(),
        method_id: found.chosen.map(|method| method.to_string()),
        subtotal: of(found.subtotal),
        discount: of(found.discount),
        shipping: of(found.shipping),
        tax: of(found.tax),
        total: of(found.total),
    }
}

fn quoted_option(currency: Currency, option: &ShippingOption) -> QuotedOption {
    QuotedOption {
        method_id: option.method.to_string(),
        name: option.name.clone(),
        fee: Money::of(option.fee, currency),
        min_days: option.min_days,
        max_days: option.max_days,
        takes_cash: option.takes_cash,
    }
}
