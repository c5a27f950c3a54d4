use souk_domain::{
    ids::CartKey,
    order::{CashCart, NoCash, PaymentMethod, may_pay_at_the_door},
    pricing::{PricedVendor, ShippingRules},
};

use super::{PlaceOrder, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    cart::{self, CartView, Delivery},
    settings, shipping, tax,
};

/// What a cart costs at an address, and how it may be paid.
#[derive(Clone, Debug)]
pub struct Quote {
    pub cart: CartView,
    /// In the order they are offered.
    pub methods: Vec<PaymentMethod>,
    /// Why it cannot be paid at the door, where the market takes cash at all.
    pub no_cash: Option<NoCash>,
}

/// Prices a cart for where it goes, with what carriers and a provider of taxes say within their time. Errors: no such cart, no way to ship there, more than can be priced.
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
                    let Offered { methods, no_cash } = offered_methods(ctx, &cart).await?;
                    Ok(Quote { cart, methods, no_cash })
                })
            })
        };
        tax::ask(&app, delivery.destination.as_ref()).await?;
        let mut quoted = quote().await?;
        if shipping::ask(&app, &quoted.cart.priced).await? {
            quoted = quote().await?;
        }
        quoted.cart.priced.require_choices()?;
        Ok(quoted)
    })
}

/// Asks a provider of taxes and carriers before an order is decided, where this market asks any.
pub(super) async fn ask_others(app: &App, actor: Actor, order: &PlaceOrder) -> Result<()> {
    tax::ask(app, order.delivery().destination.as_ref()).await?;
    ask_carriers(app, actor, order).await
}

/// Asks carriers what an order's parcels cost before it is decided, where this market asks any. What cannot be priced, PREPARE
/// says itself.
async fn ask_carriers(app: &App, actor: Actor, order: &PlaceOrder) -> Result<()> {
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

/// How a cart may be paid.
pub(crate) struct Offered {
    /// In the order in which they are offered.
    pub(crate) methods: Vec<PaymentMethod>,
    /// Why not at the door, where the market takes cash at all.
    pub(crate) no_cash: Option<NoCash>,
}

/// How a cart may be paid; asked again of the order.
pub(crate) async fn offered_methods(ctx: &Ctx<'_>, cart: &CartView) -> Result<Offered> {
    if cart.priced.grand_total == 0 {
        return Ok(Offered { methods: vec![PaymentMethod::None], no_cash: None });
    }
    let card = ctx.app.gateways().card().map(|_| PaymentMethod::Card);
    let waits = !store::cart_holds_unique_without_transfer(ctx, cart.id).await?;
    let cash = cash_offer(ctx, cart).await?;
    let methods = card
        .into_iter()
        .chain(waits.then_some(PaymentMethod::BankTransfer))
        .chain(cash.is_ok().then_some(PaymentMethod::CashOnDelivery));
    Ok(Offered { methods: methods.collect(), no_cash: cash.err().filter(|why| *why != NoCash::NotTaken) })
}

/// Whether a cart, priced for where it goes, may be paid at the door.
pub(super) async fn cash_offer(ctx: &Ctx<'_>, cart: &CartView) -> Result<std::result::Result<(), NoCash>> {
    let takes_cash = |vendor: &PricedVendor| vendor.chosen_option().is_some_and(|option| option.takes_cash);
    let of_cart = CashCart {
        total: cart.priced.grand_total,
        is_all_shipped: cart.lines.iter().all(|line| line.purchasable.requires_shipping),
        has_unique: cart.lines.iter().any(|line| line.purchasable.is_unique),
        ways_take_it: cart.priced.vendors.iter().all(takes_cash),
    };
    Ok(may_pay_at_the_door(settings::load(ctx).await?.cash, of_cart))
}
