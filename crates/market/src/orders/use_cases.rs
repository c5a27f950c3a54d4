//! What faces ask of orders.

use souk_domain::{
    ids::{OrderId, OrderNumber, VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::OrderRefusal,
};

use super::{OrderView, find, find_by_number, list_of_vendor, load};
use crate::{Actor, App, BoxFuture, Ctx, Result, paging::Page, secrets::OrderToken};

/// The order of an id that came out of the market. Errors: it is not there, which is a fault.
pub fn load_order(app: &App, id: OrderId) -> BoxFuture<'static, Result<OrderView>> {
    app.read(Actor::System, move |ctx| Box::pin(load(ctx, id)))
}

/// The order of an id or number, for the staff. Errors: not found.
pub fn show_any_order(app: &App, actor: Actor, asked: String) -> BoxFuture<'static, Result<OrderView>> {
    app.read_with(actor, asked, |ctx, asked| {
        Box::pin(async move { find_asked(ctx, asked).await?.ok_or_else(|| OrderRefusal::NotFound.into()) })
    })
}

/// The order of an id or number, for whoever has its token or placed it. Errors: not found; for everyone else it does not
/// exist.
pub fn show_order(
    app: &App,
    actor: Actor,
    asked: String,
    token: Option<OrderToken>,
) -> BoxFuture<'static, Result<OrderView>> {
    app.read_with(actor, (asked, token), move |ctx, (asked, token)| {
        Box::pin(async move {
            let found = find_asked(ctx, asked).await?;
            let may_see = |order: &OrderView| {
                let own = actor.account().is_some() && actor.account() == order.buyer;
                let right = ctx.app.key().order_token(order.id, order.token_version);
                own || token.as_ref().is_some_and(|token| right.matches(token))
            };
            found.filter(may_see).ok_or_else(|| OrderRefusal::NotFound.into())
        })
    })
}

/// The order of an id or number as somebody wrote it.
async fn find_asked(ctx: &Ctx<'_>, asked: &str) -> Result<Option<OrderView>> {
    if let Ok(id) = asked.parse::<OrderId>() {
        return find(ctx, id).await;
    }
    match asked.parse::<OrderNumber>() {
        Ok(number) => find_by_number(ctx, &number.to_string()).await,
        Err(_) => Ok(None),
    }
}

/// An order and the place of one vendor's part in it.
pub type OwnPart = (OrderView, usize);

/// A vendor's orders from the moment they are paid, newest first, before `before`.
pub fn list_vendor_orders(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    status: Option<OrderStatus>,
    before: Option<VendorOrderId>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<OwnPart>>> {
    app.read(actor, move |ctx| {
        Box::pin(async move {
            let mut rows = list_of_vendor(ctx, vendor, status, before, limit + 1).await?;
            let more = rows.len() > limit as usize;
            rows.truncate(limit as usize);
            let last = rows.last().filter(|_| more).and_then(|(view, place)| view.parts.get(*place));
            let next = last.map(|part| part.id.to_string());
            Ok(Page { items: rows, next, total: None })
        })
    })
}

/// A vendor's own part of an order, by its own id or by id or number of the order. Errors: not found; only those that
/// [`list_vendor_orders`] shows exist here.
pub fn show_vendor_order(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    asked: String,
) -> BoxFuture<'static, Result<OwnPart>> {
    app.read_with(actor, asked, move |ctx, asked| Box::pin(own_part(ctx, vendor, asked)))
}

async fn own_part(ctx: &Ctx<'_>, vendor: VendorId, asked: &str) -> Result<OwnPart> {
    let id = match asked.parse::<VendorOrderId>() {
        Ok(id) => Some(id),
        Err(_) => find_asked(ctx, asked)
            .await?
            .and_then(|order| order.parts.iter().find(|part| part.vendor == vendor).map(|part| part.id)),
    };
    let id = id.ok_or(OrderRefusal::NotFound)?;
    let just_above = u128::from_be_bytes(*id.as_bytes()).saturating_add(1).to_be_bytes();
    let above = Some(VendorOrderId::from_bytes(just_above));
    let found = list_of_vendor(ctx, vendor, None, above, 1).await?.pop();
    let own = found.filter(|(view, place)| view.parts.get(*place).is_some_and(|part| part.id == id));
    own.ok_or_else(|| OrderRefusal::NotFound.into())
}
