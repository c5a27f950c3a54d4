//! What faces ask of ways to ship.

use souk_domain::{account::Permission, money::Currency, pricing::ShippingRate};

use super::{NewMethod, create_method, store};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
    settings, vendors,
};

/// Every way to ship that is offered now, with the currency its fees are in.
pub fn list_shipping_methods(
    app: &App,
    actor: Actor,
) -> BoxFuture<'static, Result<(Vec<ShippingRate>, Currency)>> {
    let listed = app.read(actor, |ctx| {
        Box::pin(async move { Ok((store::list_active(ctx).await?, settings::load(ctx).await?.currency)) })
    });
    actor.permitted(Permission::ShippingRead, listed)
}

/// Offers a way to ship, after those offered already. Errors: no such vendor, fields that cannot be.
pub fn create_shipping_method(
    app: &App,
    actor: Actor,
    new: NewMethod,
    guard: Option<Guard<ShippingRate>>,
) -> BoxFuture<'static, Result<Reply<ShippingRate>>> {
    Operation::new("create_shipping_method", actor, guard).needs(Permission::ShippingWrite).run(
        app,
        new,
        |ctx, new| {
            Box::pin(async move {
                if let Some(vendor) = new.vendor {
                    vendors::find(ctx, vendor).await?;
                }
                let method = create_method(ctx, new).await?;
                let NewMethod { vendor, name, kind, countries, min_days, max_days } = new.clone();
                Ok(ShippingRate { method, vendor, name, kind, countries, min_days, max_days })
            })
        },
    )
}
