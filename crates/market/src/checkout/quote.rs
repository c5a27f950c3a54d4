use souk_domain::{ids::CartKey, order::PaymentMethod};

use super::store;
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
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
            Ok(Quote { methods: offered_methods(ctx, &cart).await?, cart })
        })
    })
}

/// How a cart may be paid, in the order in which it is offered; asked again of the order.
pub(crate) async fn offered_methods(ctx: &Ctx<'_>, cart: &CartView) -> Result<Vec<PaymentMethod>> {
    if cart.priced.grand_total == 0 {
        return Ok(vec![PaymentMethod::None]);
    }
    let card = ctx.app.gateways().card().map(|_| PaymentMethod::Card);
    let waits = !store::cart_holds_unique_without_transfer(ctx, cart.id).await?;
    Ok(card.into_iter().chain(waits.then_some(PaymentMethod::BankTransfer)).collect())
}
