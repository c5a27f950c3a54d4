//! What a visitor does to the cart that the browser holds.

use souk_db::BoxFuture;
use souk_domain::{
    ids::{CartKey, CartLineId, OrderId, VariantId, VendorId},
    quantity::Quantity,
    refusal::{CartRefusal, Refusal},
};

use crate::{Actor, App, Ctx, Error, Result, accounts, cart, orders};

/// What was taken out of a cart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenOut {
    pub variant: VariantId,
    pub quantity: Quantity,
}

/// Puts a variant into the cart that is held, or into a new one when there is none that can still be filled. Answers the key
/// of the cart. `client` is the network it comes from, for limits. Errors: as [`cart::add_line`]; the client began too many.
pub fn put_in_cart(
    app: &App,
    actor: Actor,
    client: Option<String>,
    held: Option<CartKey>,
    wanted: (VariantId, Quantity),
) -> BoxFuture<'static, Result<CartKey>> {
    app.write_with(actor, (client, held, wanted), |ctx, (client, held, wanted)| {
        Box::pin(put_in(ctx, client.as_deref(), *held, *wanted))
    })
}

async fn put_in(
    ctx: &Ctx<'_>,
    client: Option<&str>,
    held: Option<CartKey>,
    (variant, quantity): (VariantId, Quantity),
) -> Result<CartKey> {
    if let Some(key) = held {
        match cart::add_line(ctx, key, variant, quantity).await {
            Err(error) if is_over(&error) => {}
            added => return added.map(|_| key),
        }
    }
    let key = accounts::fresh_cart(ctx, client).await?;
    cart::add_line(ctx, key, variant, quantity).await?;
    Ok(key)
}

/// Takes a line out. `None`: it was gone already, as after a second press. Errors: no such cart, ordered already.
pub fn take_out_of_cart(
    app: &App,
    actor: Actor,
    key: CartKey,
    line: CartLineId,
) -> BoxFuture<'static, Result<Option<TakenOut>>> {
    app.write_with(actor, (key, line), |ctx, (key, line)| Box::pin(take_out(ctx, *key, *line)))
}

async fn take_out(ctx: &Ctx<'_>, key: CartKey, line: CartLineId) -> Result<Option<TakenOut>> {
    let view = cart::load(ctx, key).await?;
    let Some(there) = view.lines.iter().find(|there| there.id == line) else { return Ok(None) };
    cart::remove_line(ctx, key, line).await?;
    let quantity = Quantity::parse(i64::from(there.quantity)).unwrap_or(Quantity::ONE);
    Ok(Some(TakenOut { variant: there.purchasable.variant, quantity }))
}

/// Takes everything out that a vendor would have to send. Errors: no such cart, ordered already.
pub fn take_shipments_out(
    app: &App,
    actor: Actor,
    key: CartKey,
    vendor: VendorId,
) -> BoxFuture<'static, Result<()>> {
    app.write_with(actor, (key, vendor), |ctx, (key, vendor)| {
        Box::pin(async move {
            for line in cart::load(ctx, *key).await?.lines {
                if line.purchasable.vendor == *vendor && line.purchasable.requires_shipping {
                    cart::remove_line(ctx, *key, line.id).await?;
                }
            }
            Ok(())
        })
    })
}

/// Puts what an order held into a cart again, as far as it can still be had: into the one that is held, beside what lies there,
/// else into a new one. The cart becomes the account's where somebody is signed in. Answers its key.
pub fn buy_again(
    app: &App,
    actor: Actor,
    held: Option<CartKey>,
    order: OrderId,
) -> BoxFuture<'static, Result<CartKey>> {
    app.write_with(actor, (held, order), |ctx, (held, order)| Box::pin(put_back(ctx, *held, *order)))
}

async fn put_back(ctx: &Ctx<'_>, held: Option<CartKey>, order: OrderId) -> Result<CartKey> {
    let owner = ctx.actor.account();
    if let Some(account) = owner {
        accounts::lock_owner(ctx, account).await?;
    }
    let key = fill(ctx, held, order).await?;
    match owner {
        Some(account) => Ok(accounts::adopt_cart(ctx, account, Some(key)).await?.0.unwrap_or(key)),
        None => Ok(key),
    }
}

async fn fill(ctx: &Ctx<'_>, held: Option<CartKey>, order: OrderId) -> Result<CartKey> {
    let Some(key) = held else { return cart::from_order(ctx, order).await };
    if cart::count_pieces(ctx, key).await? == 0 {
        return cart::from_order(ctx, order).await;
    }
    let view = orders::load(ctx, order).await?;
    for line in view.vendor_orders.iter().flat_map(|one| &one.lines) {
        let Ok(quantity) = Quantity::parse(i64::from(line.quantity)) else { continue };
        match cart::add_line(ctx, key, line.variant, quantity).await {
            Ok(_) => {}
            Err(error) if is_over(&error) => return cart::from_order(ctx, order).await,
            // sold meanwhile: the cart is filled with the rest
            Err(error) if matches!(error.refusal(), Some(Refusal::Cart(_))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(key)
}

/// Whether the cart is gone or became an order.
fn is_over(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Cart(CartRefusal::NotFound | CartRefusal::Ordered { .. })))
}
