use souk_domain::{ids::CartKey, order::PaymentMethod};

use super::offers_transfer;
use crate::{
    Actor, App, BoxFuture, Result,
    cart::{self, CartView, Delivery},
};

/// What a cart costs at an address, and how it may be paid.
#[derive(Clone, Debug)]
pub struct Quote {
    pub cart: CartView,
    /// In the order they are offered.
    pub methods: Vec<PaymentMethod>,
}

/// Prices a cart for where it goes. Errors: no such cart, no way to ship there, more than can be priced.
pub fn quote_cart(
    app: &App,
    actor: Actor,
    key: CartKey,
    delivery: Delivery,
) -> BoxFuture<'static, Result<Quote>> {
    app.read_with(actor, delivery, move |ctx, delivery| {
        Box::pin(async move {
            let cart = cart::quote(ctx, key, delivery).await?;
            if cart.priced.grand_total == 0 {
                return Ok(Quote { cart, methods: vec![PaymentMethod::None] });
            }
            let card = ctx.app.gateways().card().map(|_| PaymentMethod::Card);
            let transfer = offers_transfer(ctx, cart.id).await?.then_some(PaymentMethod::BankTransfer);
            Ok(Quote { cart, methods: card.into_iter().chain(transfer).collect() })
        })
    })
}
