//! What faces ask of carts.

use souk_domain::{
    ids::{CartKey, CartLineId, VariantId},
    quantity::Quantity,
};

use super::{CartView, add_line, load, remove_line, set_quantity};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
};

/// The cart of a key with what it would cost now. Errors: no such cart.
pub fn show_cart(app: &App, actor: Actor, key: CartKey) -> BoxFuture<'static, Result<CartView>> {
    app.read(actor, move |ctx| Box::pin(load(ctx, key)))
}

/// Puts a variant into a cart; more of one that is there already adds up.
/// Errors: no such cart or variant, not for sale, sold, more than there is, too many lines, ordered already.
pub fn add_cart_line(
    app: &App,
    actor: Actor,
    key: CartKey,
    (variant, quantity): (VariantId, Quantity),
    guard: Option<Guard<CartView>>,
) -> BoxFuture<'static, Result<Reply<CartView>>> {
    Operation::new("add_cart_line", actor, guard).owned_by(key.as_bytes()).run(
        app,
        (key, variant, quantity),
        |ctx, &(key, variant, quantity)| {
            Box::pin(async move {
                add_line(ctx, key, variant, quantity).await?;
                load(ctx, key).await
            })
        },
    )
}

/// Sets how many of a line are wanted. Errors: as [`add_cart_line`].
pub fn change_cart_line(
    app: &App,
    actor: Actor,
    key: CartKey,
    line: CartLineId,
    quantity: Quantity,
) -> BoxFuture<'static, Result<CartView>> {
    app.write(actor, move |ctx| {
        Box::pin(async move {
            set_quantity(ctx, key, line, quantity).await?;
            load(ctx, key).await
        })
    })
}

/// Takes a line out. Errors: no such cart or line, ordered already.
pub fn remove_cart_line(
    app: &App,
    actor: Actor,
    key: CartKey,
    line: CartLineId,
) -> BoxFuture<'static, Result<()>> {
    app.write(actor, move |ctx| Box::pin(remove_line(ctx, key, line)))
}
