use souk_domain::{ids::CartKey, order::PaymentMethod, pricing::ShippingRules};

use super::{PlaceOrder, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    cart::{self, CartView, Delivery},
    shipping,
};

/// What a cart costs at an address, and how it may be paid.
#[derive(Clone, Debug)]
pub struct Quote {
    pub cart: CartView,
    /// In the order they are offered.
    pub methods: Vec<PaymentMethod>,
}

/// Prices a cart for where it goes, with what carriers say within their time. Errors: no such cart, no way to ship there, more than can be priced.
pub fn quote_cart(
    app: &App,
    actor: Actor,
    key: CartKey,
    delivery: Delivery,
) -> BoxFuture<'static, Result<Quote>> {
    let app = app.clone();
    Box::pin(async move {
        let quote = || {
            app.read_with(actor, delivery.clone(), move |ctx, delivery| {
                Box::pin(async move {
                    let cart = cart::quote_or_cheapest(ctx, key, delivery).await?;
                    Ok(Quote { methods: offered_methods(ctx, &cart).await?, cart })
                })
            })
        };
        let mut quoted = quote().await?;
        if shipping::ask(&app, &quoted.cart.priced).await? {
            quoted = quote().await?;
        }
        quoted.cart.priced.require_choices()?;
        Ok(quoted)
    })
}

/// Asks carriers what an order's parcels cost before it is decided, where this market asks any. What cannot be priced, PREPARE
/// says itself.
pub(super) async fn ask_carriers(app: &App, actor: Actor, order: &PlaceOrder) -> Result<()> {
    if app.kept_rule::<ShippingRules>().is_some_and(|rules| !rules.ask_carriers()) {
        return Ok(());
    }
    let delivery = order.delivery();
    let priced = app.read_with(actor, (order.cart, delivery), |ctx, (key, delivery)| {
        Box::pin(async move {
            if !shipping::rules(ctx).await?.ask_carriers() {
                return Ok(None);
            }
            match cart::quote_or_cheapest(ctx, *key, delivery).await {
                Ok(view) => Ok(Some(view.priced)),
                Err(Error::Refused(_)) => Ok(None),
                Err(fault) => Err(fault),
            }
        })
    });
    if let Some(priced) = priced.await? {
        shipping::ask(app, &priced).await?;
    }
    Ok(())
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
