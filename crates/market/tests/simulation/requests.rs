//! What buyers send.

use souk_domain::{
    address::{Address, RawAddress},
    card::{Card, RawCard},
};
use souk_market::{
    App,
    checkout::Settled,
    idempotency::{Guard, StoredResponse},
};

pub(crate) fn address() -> Address {
    let raw = RawAddress {
        name: Some("Ada Buyer".to_owned()),
        street: Some("1 Main Street".to_owned()),
        city: Some("Springfield".to_owned()),
        region: Some("IL".to_owned()),
        postal_code: Some("62701".to_owned()),
        country: Some("US".to_owned()),
        ..Default::default()
    };
    Address::parse("/shipping_address", &raw).expect("an address")
}

pub(crate) fn card(app: &App, number: &str) -> Card {
    let raw = RawCard { number, exp_month: "12", exp_year: "2035", cvc: "123" };
    Card::parse("/payment/card", raw, app.now()).expect("a card")
}

pub(crate) fn guard(key: &str) -> Guard<Settled> {
    Guard::new(key, |Settled { order, outcome }: &Settled| {
        Ok(StoredResponse { status: 201, text: format!("{} {outcome:?}", order.number) })
    })
}
