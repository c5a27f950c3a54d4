use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::{
    ids::{OrderId, VendorId, VendorOrderId},
    order::OrderStatus,
    refusal::OrderRefusal,
    text::like_pattern,
};

use super::{
    Around, People, Seat, around, people,
    store::{self, Listed},
};
use crate::{
    App, Ctx, Error, Result,
    orders::{self, EventView, LineView, VendorOrderKey, VendorOrderSheet},
    paging::{DEFAULT_LIMIT, Page, Place, one_more, start},
    refunds::{self, RefundView},
    returns::{self, ReturnView},
    shop::{self, PictureSource},
};

/// Which of a vendor's orders are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OrdersView {
    /// Something of them is to be packed, or is packed and waits; the longest due first. The others are listed the newest first.
    ToShip,
    Shipped,
    /// With their buyers, who may still say that something is wrong.
    Delivered,
    Completed,
    Cancelled,
    All,
}

souk_domain::words!(OrdersView {
    ToShip = "to_ship",
    Shipped = "shipped",
    Delivered = "delivered",
    Completed = "completed",
    Cancelled = "cancelled",
    All = "all",
});

impl OrdersView {
    /// The statuses of those in it; `None`: any.
    fn statuses(self) -> Option<[OrderStatus; 2]> {
        Some(match self {
            Self::ToShip => [OrderStatus::Processing; 2],
            Self::Shipped => [OrderStatus::Shipped; 2],
            Self::Delivered => [OrderStatus::Delivered, OrderStatus::Confirmed],
            Self::Completed => [OrderStatus::Reviewed, OrderStatus::Completed],
            Self::Cancelled => [OrderStatus::Cancelled; 2],
            Self::All => return None,
        })
    }
}

/// What is asked of a vendor's orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrdersQuery {
    pub view: OrdersView,
    /// A part of an order's number, of its buyer's address or of the name of something in it; empty: any. It looks through all of
    /// them, whatever the view.
    pub number: String,
    /// Behind which row the page begins.
    pub after: Option<String>,
}

/// A vendor order in a list.
#[derive(Clone, Debug)]
pub struct ListedVendorOrder {
    pub sheet: VendorOrderSheet,
    /// Of its first line.
    pub picture: Option<PictureSource>,
}

/// A page of a vendor's orders.
#[derive(Clone, Debug)]
pub struct OrdersPage {
    pub around: Around,
    pub orders: Vec<ListedVendorOrder>,
    pub next: Option<String>,
    /// How many orders each view has.
    pub counts: Vec<(OrdersView, i64)>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// One of a vendor's orders.
#[derive(Clone, Debug)]
pub struct VendorOrderPage {
    pub around: Around,
    pub sheet: VendorOrderSheet,
    /// One for each line, in their order.
    pub pictures: Vec<PictureSource>,
    /// Steps of it, and of its whole order, the oldest first.
    pub events: Vec<EventView>,
    /// Money of it that went back or is on its way, the newest first.
    pub refunds: Vec<RefundView>,
    /// What its buyer gives back of it, the newest first.
    pub returns: Vec<ReturnView>,
    /// How the members are called who did something about it.
    pub people: People,
    /// When it was looked at.
    pub now: Timestamp,
}

/// A page of a vendor's orders. Errors: a malformed cursor.
pub fn orders(app: &App, seat: Seat, query: OrdersQuery) -> BoxFuture<'static, Result<OrdersPage>> {
    app.snapshot_with(seat.actor(), query, move |ctx, query| Box::pin(list(ctx, seat, query)))
}

async fn list(ctx: &Ctx<'_>, seat: Seat, query: &OrdersQuery) -> Result<OrdersPage> {
    let list = format!("portal orders:{}:{}:", query.view, query.number);
    let (limit, asked) = one_more(DEFAULT_LIMIT);
    let by_due = query.number.is_empty() && query.view == OrdersView::ToShip;
    let before_all = if by_due { Place::BELOW_ALL } else { Place::ABOVE_ALL };
    let place = start(query.after.as_deref(), &list, before_all)?;
    let id = VendorOrderId::from_bytes(place.id);
    let rows = if by_due {
        let time = Timestamp::from_millisecond(place.key).unwrap_or(Timestamp::MIN);
        store::list_to_ship(ctx, seat.vendor, (time, id), asked).await?
    } else if query.number.is_empty() {
        store::list_newest(ctx, seat.vendor, query.view.statuses(), id, asked).await?
    } else {
        store::search(ctx, seat.vendor, &sought(&query.number), id, asked).await?
    };
    let page =
        Page::of(rows, limit, &list, |row| Place { key: row.due.as_millisecond(), id: *row.id.as_bytes() });
    Ok(OrdersPage {
        around: around::load(ctx, seat).await?,
        orders: listed(ctx, seat.vendor, &page.items).await?,
        next: page.next,
        counts: counts(ctx, seat.vendor).await?,
        now: ctx.now,
    })
}

/// What finds orders by what was typed: dashes of a number may be left out. What has no letter of a number is in none.
fn sought(typed: &str) -> store::Sought {
    let letters: String = typed.chars().filter(|letter| *letter != '-' && !letter.is_whitespace()).collect();
    let within = |text: &str| format!("%{}%", like_pattern(text));
    // an address is kept as JSON, which writes quotes otherwise
    store::Sought { number: within(&letters), text: within(typed.trim()) }
}

async fn counts(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<(OrdersView, i64)>> {
    let found = store::count_by_status(ctx, vendor).await?;
    let to_ship = store::count_to_ship(ctx, vendor).await?;
    let count = |view: &OrdersView| {
        if *view == OrdersView::ToShip {
            return (*view, to_ship);
        }
        let own = |status: &OrderStatus| view.statuses().is_none_or(|statuses| statuses.contains(status));
        (*view, found.iter().filter(|(status, _)| own(status)).map(|(_, count)| count).sum())
    };
    Ok(OrdersView::ALL.iter().map(count).collect())
}

/// The first of a view.
pub(super) async fn first(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    view: OrdersView,
    at_most: u32,
) -> Result<Vec<ListedVendorOrder>> {
    let at_most = i64::from(at_most);
    let rows = match view {
        OrdersView::ToShip => {
            let start = (Timestamp::MIN, VendorOrderId::from_bytes([0; 16]));
            store::list_to_ship(ctx, vendor, start, at_most).await?
        }
        view => {
            let newest = VendorOrderId::from_bytes([0xff; 16]);
            store::list_newest(ctx, vendor, view.statuses(), newest, at_most).await?
        }
    };
    listed(ctx, vendor, &rows).await
}

async fn listed(ctx: &Ctx<'_>, vendor: VendorId, rows: &[Listed]) -> Result<Vec<ListedVendorOrder>> {
    let ids: Vec<_> = rows.iter().map(|row| row.order).collect();
    let mut sheets = orders::list_sheets(ctx, vendor, &ids).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(place) = sheets.iter().position(|sheet| sheet.id == row.id) else { continue };
        found.push(sheets.swap_remove(place));
    }
    let firsts: Vec<&LineView> = found.iter().filter_map(|sheet| sheet.lines.first()).collect();
    let mut pictures = shop::line_pictures(ctx, &firsts).await?.into_iter();
    let with_picture = |sheet: VendorOrderSheet| {
        let picture = if sheet.lines.is_empty() { None } else { pictures.next() };
        ListedVendorOrder { sheet, picture }
    };
    Ok(found.into_iter().map(with_picture).collect())
}

/// Orders that were chosen from a list.
#[derive(Clone, Debug)]
pub struct ChosenOrders {
    pub around: Around,
    pub orders: Vec<ListedVendorOrder>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// Some of a vendor's orders, by the numbers of their orders, in this order; one that is not there is left out.
pub fn chosen(app: &App, seat: Seat, numbers: Vec<String>) -> BoxFuture<'static, Result<ChosenOrders>> {
    app.snapshot_with(seat.actor(), numbers, move |ctx, numbers| {
        Box::pin(async move {
            let mut rows = Vec::with_capacity(numbers.len());
            for number in numbers {
                let Some(key) = VendorOrderKey::parse(number) else { continue };
                if let Some((id, order)) = find(ctx, seat.vendor, &key).await? {
                    rows.push(Listed { id, order, due: ctx.now });
                }
            }
            let orders = listed(ctx, seat.vendor, &rows).await?;
            Ok(ChosenOrders { around: around::load(ctx, seat).await?, orders, now: ctx.now })
        })
    })
}

async fn find(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    key: &VendorOrderKey,
) -> Result<Option<(VendorOrderId, OrderId)>> {
    let place = async {
        let id = orders::find_meant(ctx, vendor, key).await?;
        orders::find_place(ctx, Some(vendor), id).await
    };
    match place.await {
        Ok(place) => Ok(Some(place)),
        Err(Error::Refused(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// One of a vendor's orders, by its own id or by id or number of its order. Errors: there is none, or it is another vendor's.
pub fn order(app: &App, seat: Seat, asked: String) -> BoxFuture<'static, Result<VendorOrderPage>> {
    app.snapshot_with(seat.actor(), asked, move |ctx, asked| Box::pin(show(ctx, seat, asked)))
}

async fn show(ctx: &Ctx<'_>, seat: Seat, asked: &str) -> Result<VendorOrderPage> {
    let key = VendorOrderKey::parse(asked).ok_or(OrderRefusal::NotFound)?;
    let sheet = orders::find_of_vendor(ctx, seat.vendor, &key).await?;
    let lines: Vec<&LineView> = sheet.lines.iter().collect();
    let pictures = shop::line_pictures(ctx, &lines).await?;
    let mut events = orders::list_events(ctx, sheet.vendor_order.order).await?;
    // steps of the whole order tell of other vendors too, but for those that all of it takes at once
    let of_all = [OrderStatus::Pending, OrderStatus::Processing, OrderStatus::Cancelled];
    events.retain(|event| event.vendor_order.map_or(of_all.contains(&event.to), |of| of == sheet.id));
    let mut refunds = refunds::list_of_order(ctx, sheet.vendor_order.order).await?;
    refunds.retain(|refund| refund.lines.iter().any(|line| line.vendor_order == sheet.id));
    let mut returns = returns::list_of_order(ctx, sheet.vendor_order.order).await?;
    returns.retain(|one| one.vendor_order == sheet.id);
    let told = sheet.shipments.iter().flat_map(|parcel| &parcel.events).map(|event| &event.actor);
    let people = people::named(ctx, events.iter().map(|event| &event.actor).chain(told)).await?;
    Ok(VendorOrderPage {
        around: around::load(ctx, seat).await?,
        people,
        pictures,
        events,
        refunds,
        returns,
        now: ctx.now,
        sheet,
    })
}
