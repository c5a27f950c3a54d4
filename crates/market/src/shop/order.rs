use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::{
    ids::{AccountId, CartId, OrderLineId, OrderNumber, VariantId},
    refusal::OrderRefusal,
};

use super::{Layout, PictureSource, Viewer, layout, pictures};
use crate::{
    Actor, App, Ctx, Result, cart, catalogue,
    fulfilment::{self, BoughtFile},
    orders::{self, LineView, OrderView},
    refunds::{self, RefundView},
    returns::{self, ReturnView},
    reviews,
    secrets::OrderToken,
    vendors,
};

/// What opens orders to a visitor: the tokens that the browser holds, and the account that is signed in.
#[derive(Clone, Default)]
pub struct OrderKeys {
    pub tokens: Vec<OrderToken>,
    pub account: Option<AccountId>,
}

impl OrderKeys {
    /// Whether one of the tokens is the order's, or the account placed it.
    fn open(&self, app: &App, order: &OrderView) -> bool {
        let own = order_token(app, order);
        // all are compared, so that the time tells nothing
        let held = self.tokens.iter().fold(false, |found, token| found | token.matches(&own));
        held || (self.account.is_some() && self.account == order.buyer)
    }
}

/// The token that opens an order.
pub fn order_token(app: &App, order: &OrderView) -> OrderToken {
    app.key().order_token(order.id, order.token_version)
}

/// An order's page.
#[derive(Clone, Debug)]
pub struct OrderPage {
    pub layout: Layout,
    pub order: OrderView,
    /// For each vendor order, where its vendor is and the pictures of its lines.
    pub vendor_orders: Vec<VendorOrderOnPage>,
    /// How often a card may still be tried.
    pub tries_left: u32,
    /// Money of it that went back or is on its way, the newest first.
    pub refunds: Vec<RefundView>,
    /// What its buyer gives back, the newest first.
    pub returns: Vec<ReturnView>,
    /// How many pieces of which lines may be given back.
    pub returnable: Vec<(OrderLineId, u32)>,
    /// Files that were bought with it.
    pub files: Vec<BoughtFile>,
    /// Lines that arrived and that nobody reviewed.
    pub to_review: Vec<OrderLineId>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// What a page shows of a vendor order beside the order itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorOrderOnPage {
    /// The vendor's city and country; may be empty.
    pub city: String,
    pub country: String,
    /// One for each line, in their order.
    pub pictures: Vec<PictureSource>,
}

/// The order of a number. Errors: not found, also when no key opens it.
pub fn find_order(app: &App, number: OrderNumber, keys: OrderKeys) -> BoxFuture<'static, Result<OrderView>> {
    app.snapshot_with(Actor::Guest, (number, keys), |ctx, (number, keys)| Box::pin(find(ctx, *number, keys)))
}

/// The order that a cart became, when one of the keys opens it.
pub fn order_of_cart(
    app: &App,
    cart: CartId,
    keys: OrderKeys,
) -> BoxFuture<'static, Result<Option<OrderView>>> {
    app.snapshot_with(Actor::Guest, (cart, keys), |ctx, (cart, keys)| {
        Box::pin(async move {
            let Some(order) = cart::order_of(ctx, *cart).await? else { return Ok(None) };
            Ok(orders::find(ctx, order).await?.filter(|order| keys.open(ctx.app, order)))
        })
    })
}

async fn find(ctx: &Ctx<'_>, number: OrderNumber, keys: &OrderKeys) -> Result<OrderView> {
    let found = orders::find_by_number(ctx, &number.to_string()).await?;
    found.filter(|order| keys.open(ctx.app, order)).ok_or_else(|| OrderRefusal::NotFound.into())
}

/// The page of an order. Errors: as [`find_order`].
pub fn order(
    app: &App,
    viewer: Viewer,
    number: OrderNumber,
    keys: OrderKeys,
) -> BoxFuture<'static, Result<OrderPage>> {
    app.snapshot_with(Actor::Guest, (viewer, number, keys), |ctx, (viewer, number, keys)| {
        Box::pin(load(ctx, viewer, *number, keys))
    })
}

async fn load(ctx: &Ctx<'_>, viewer: &Viewer, number: OrderNumber, keys: &OrderKeys) -> Result<OrderPage> {
    let order = find(ctx, number, keys).await?;
    let layout = layout::load(ctx, viewer).await?;
    let lines: Vec<&LineView> = order.vendor_orders.iter().flat_map(|one| &one.lines).collect();
    let mut all = line_pictures(ctx, &lines).await?.into_iter();
    let mut vendor_orders = Vec::with_capacity(order.vendor_orders.len());
    for one in &order.vendor_orders {
        let vendors::Vendor { city, country, .. } = vendors::find(ctx, one.vendor).await?;
        let pictures = all.by_ref().take(one.lines.len()).collect();
        vendor_orders.push(VendorOrderOnPage { city, country, pictures });
    }
    let tries_left = ctx.app.limits().attempts_per_order.saturating_sub(order.payment.attempts);
    let refunds = refunds::list_of_order(ctx, order.id).await?;
    let returns = returns::list_of_order(ctx, order.id).await?;
    let returnable = returns::list_returnable(ctx, order.id).await?;
    let to_review = to_review(ctx, &order).await?;
    let files = fulfilment::list_bought(ctx, &order).await?;
    Ok(OrderPage {
        layout,
        order,
        vendor_orders,
        tries_left,
        refunds,
        returns,
        returnable,
        files,
        to_review,
        now: ctx.now,
    })
}

async fn to_review(ctx: &Ctx<'_>, order: &OrderView) -> Result<Vec<OrderLineId>> {
    let arrived = order.vendor_orders.iter().filter(|part| part.status.has_arrived());
    let sent: Vec<OrderLineId> =
        arrived.flat_map(|part| &part.lines).filter(|line| line.fulfilled > 0).map(|line| line.id).collect();
    if sent.is_empty() {
        return Ok(sent);
    }
    let reviewed = reviews::list_reviewed(ctx, order.id).await?;
    Ok(sent.into_iter().filter(|line| !reviewed.contains(line)).collect())
}

/// The pictures of lines of orders, in their order.
pub(crate) async fn line_pictures(ctx: &Ctx<'_>, lines: &[&LineView]) -> Result<Vec<PictureSource>> {
    let variants: Vec<VariantId> = lines.iter().map(|line| line.variant).collect();
    let things = catalogue::purchasable_variants(ctx, &variants).await?;
    let mut found = Vec::with_capacity(lines.len());
    for line in lines {
        let thing = things.iter().find(|thing| thing.variant == line.variant);
        let categories = thing.map(|thing| thing.categories.as_slice()).unwrap_or_default();
        found.push(pictures::source(ctx, line.image.as_deref(), categories).await?);
    }
    Ok(found)
}
