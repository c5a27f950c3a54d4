//! What faces ask of fulfilment.

use souk_domain::{
    account::Permission,
    bounds::shipment::MAX_REASON_CHARS,
    ids::{OrderId, ShipmentId, VendorId, VendorOrderId},
    refusal::{RequestRefusal, ShipmentRefusal, expect_revision},
    text::bounded_line,
    vendor::VendorPermission,
};

use super::{Carriage, NewShipment, NewTracking, go_on, parcel, receipt, track};
use crate::{
    Actor, App, At, BoxFuture, Ctx, Error, Result,
    idempotency::{Guard, Operation, Reply},
    orders::{self, HoldKind, OrderView, ShipmentView},
};

/// Makes a parcel of a vendor order, which is named by its own id or by id or number of its order. `expected` is the revision of the
/// vendor order that it rests on. Answers the parcel.
/// Errors: there is no such vendor order, or it is another vendor's; it was changed; nothing of it is to be sent; more than is
/// open; less on the shelf.
pub fn ship(
    app: &App,
    actor: Actor,
    (vendor, asked): (VendorId, String),
    expected: Option<i64>,
    new: NewShipment,
    guard: Option<Guard<ShipmentView>>,
) -> BoxFuture<'static, Result<Reply<ShipmentView>>> {
    let input = (vendor, asked, expected, new);
    let operation = Operation::new("ship", actor, guard).needs_of(vendor, VendorPermission::ParcelsWrite);
    operation.run(app, input, |ctx, (vendor, asked, expected, new)| {
        Box::pin(async move {
            let id = parcel::meant(ctx, *vendor, asked).await?;
            let made = parcel::ship(ctx, (Some(*vendor), id), *expected, new).await?;
            shipped(ctx, made).await
        })
    })
}

/// Makes one parcel of all that is still to be sent of each of several vendor orders. Each has its own transaction and its own
/// answer: one that is refused keeps no other from being sent.
pub fn ship_several(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    several: Vec<(VendorOrderId, NewShipment)>,
) -> BoxFuture<'static, Vec<(VendorOrderId, Result<ShipmentView>)>> {
    let app = app.clone();
    Box::pin(async move {
        let mut answers = Vec::with_capacity(several.len());
        for (id, new) in several {
            let made = app.write_with(actor, new, move |ctx, new| {
                Box::pin(async move {
                    let made = parcel::ship(ctx, (Some(vendor), id), None, new).await?;
                    shipped(ctx, made).await
                })
            });
            let made = actor.permitted_of(vendor, VendorPermission::ParcelsWrite, made);
            answers.push((id, made.await));
        }
        answers
    })
}

/// Hands over all of a vendor order that needs no parcel. Answers it as a parcel that has arrived.
/// Errors: as [`ship`]; nothing of that kind is left.
pub fn provide(
    app: &App,
    actor: Actor,
    (vendor, asked): (VendorId, String),
    expected: Option<i64>,
    guard: Option<Guard<ShipmentView>>,
) -> BoxFuture<'static, Result<Reply<ShipmentView>>> {
    let input = (vendor, asked, expected);
    let operation = Operation::new("provide", actor, guard).needs_of(vendor, VendorPermission::ParcelsWrite);
    operation.run(app, input, |ctx, (vendor, asked, expected)| {
        Box::pin(async move {
            let id = parcel::meant(ctx, *vendor, asked).await?;
            let made = parcel::provide(ctx, (Some(*vendor), id), *expected, None).await?;
            shipped(ctx, made).await
        })
    })
}

/// Tells where a parcel is; without a vendor, of any, for the staff. `expected` is the revision of the parcel that it rests on. Answers the parcel.
/// Errors: there is no such parcel, or it is another vendor's; it cannot go there; a time before the order or in the future.
pub fn record_tracking(
    app: &App,
    actor: Actor,
    (vendor, shipment): (Option<VendorId>, ShipmentId),
    expected: Option<i64>,
    told: NewTracking,
    guard: Option<Guard<ShipmentView>>,
) -> BoxFuture<'static, Result<Reply<ShipmentView>>> {
    let input = (vendor, shipment, expected, told);
    let operation = Operation::new("record_tracking", actor, guard);
    let operation = match vendor {
        None => operation.needs(Permission::OrdersWrite),
        Some(vendor) => operation.needs_of(vendor, VendorPermission::ParcelsWrite),
    };
    operation.run(app, input, |ctx, (vendor, id, expected, told)| {
        Box::pin(async move {
            let id = track::record(ctx, (*vendor, *id), *expected, told).await?;
            shipped(ctx, id).await
        })
    })
}

/// Says who carries a vendor's own parcel, and under which number, as long as it is not delivered, lost or back. `expected` is the
/// revision of the parcel that it rests on. Answers the parcel.
/// Errors: there is no such parcel, or it is another vendor's; it was changed; its way is over; a field is wrong.
pub fn carry_shipment(
    app: &App,
    actor: Actor,
    (vendor, shipment): (VendorId, ShipmentId),
    expected: Option<i64>,
    carriage: Carriage,
    guard: Option<Guard<ShipmentView>>,
) -> BoxFuture<'static, Result<Reply<ShipmentView>>> {
    let input = (vendor, shipment, expected, carriage);
    let operation = Operation::new("carry_shipment", actor, guard);
    operation.needs_of(vendor, VendorPermission::ParcelsWrite).run(
        app,
        input,
        |ctx, (vendor, id, expected, carriage)| {
            Box::pin(async move {
                let id = track::carry(ctx, (Some(*vendor), *id), *expected, carriage).await?;
                shipped(ctx, id).await
            })
        },
    )
}

/// A vendor's own parcel. Errors: there is none.
pub fn show_shipment(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    shipment: ShipmentId,
) -> BoxFuture<'static, Result<ShipmentView>> {
    let found = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            orders::find_shipment(ctx, shipment, Some(vendor)).await?.ok_or(ShipmentRefusal::NotFound)?;
            shipped(ctx, shipment).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::OrdersRead, found)
}

/// A buyer has what was sent: all of an order that is on its way or has just arrived, or one vendor order of it. Whoever asks was
/// shown the order. Answers the order. Errors: nothing of that kind, or a return or dispute of it is open.
pub fn confirm_receipt(
    app: &App,
    actor: Actor,
    order: OrderId,
    only: Option<VendorOrderId>,
    guard: Option<Guard<OrderView>>,
) -> BoxFuture<'static, Result<Reply<OrderView>>> {
    let operation =
        Operation::new("confirm_receipt", actor, guard).owned_by(order.as_bytes()).about(|order| order.id);
    operation.run(app, (order, only), |ctx, (order, only)| {
        Box::pin(async move {
            // who holds the order's token is its buyer, whoever else they are
            receipt::confirm(&as_buyer(ctx), *order, *only).await?;
            orders::load(ctx, *order).await
        })
    })
}

/// A buyer says that something did not arrive: of the whole order, or of one vendor order. Answers the order.
/// Errors: nothing of it is on its way or has just arrived.
pub fn report_not_received(
    app: &App,
    actor: Actor,
    order: OrderId,
    only: Option<VendorOrderId>,
    guard: Option<Guard<OrderView>>,
) -> BoxFuture<'static, Result<Reply<OrderView>>> {
    let operation = Operation::new("report_not_received", actor, guard)
        .owned_by(order.as_bytes())
        .about(|order| order.id);
    operation.run(app, (order, only), |ctx, (order, only)| {
        Box::pin(async move {
            receipt::report(&as_buyer(ctx), *order, *only).await?;
            orders::load(ctx, *order).await
        })
    })
}

/// The staff have found out what became of what a buyer missed: the vendor order goes on by itself again. Done again, it changes
/// nothing. What is expected is the revision of its order. Answers the order. Errors: there is no such vendor order; the order was
/// changed; no reason.
pub fn settle_report(
    app: &App,
    actor: Actor,
    vendor_order: impl Into<At<VendorOrderId>>,
    reason: String,
    guard: Option<Guard<OrderView>>,
) -> BoxFuture<'static, Result<Reply<OrderView>>> {
    let vendor_order: At<VendorOrderId> = vendor_order.into();
    let operation =
        Operation::new("settle_report", actor, guard).needs(Permission::OrdersWrite).about(|order| order.id);
    operation.run(app, (vendor_order, reason), |ctx, (vendor_order, reason)| {
        Box::pin(async move {
            let reason = bounded_line("/reason", reason, 1, MAX_REASON_CHARS)
                .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
            let (id, order) = orders::find_place(ctx, None, vendor_order.id).await?;
            expect_revision(vendor_order.expected, super::lock_order(ctx, order).await?.revision)?;
            orders::unhold(ctx, id, HoldKind::NotReceived, id.as_bytes(), &reason).await?;
            orders::load(ctx, order).await
        })
    })
}

/// Takes the step of a vendor order whose time has come, as the worker does by itself; nothing when none has.
pub fn take_due_step(app: &App, vendor_order: VendorOrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move { go_on(&app, vendor_order).await })
}

fn as_buyer<'c>(ctx: &Ctx<'c>) -> Ctx<'c> {
    let actor = ctx.actor.account().map_or(Actor::Guest, |account| Actor::Account { account });
    Ctx { actor, ..*ctx }
}

async fn shipped(ctx: &Ctx<'_>, shipment: ShipmentId) -> Result<ShipmentView> {
    let found = orders::load_shipment(ctx, shipment).await?;
    found.ok_or_else(|| Error::broken(format!("{shipment} is not there")))
}
