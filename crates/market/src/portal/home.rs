use jiff::{SignedDuration, Timestamp};
use souk_db::BoxFuture;
use souk_domain::{ids::ProductId, vendor::VendorPermission};

use super::{
    Around, Seat, around,
    orders::{ListedVendorOrder, OrdersView, first},
    store,
};
use crate::{
    App, Ctx, Result,
    inventory::{self, LevelFilter, StockRow},
    joining::{self, Onboarding},
    ledger::{self, VendorFunds},
};

/// Days of sales that are shown, and as many before them to compare with.
const DAYS: i64 = 30;
/// Products that sell best.
const BEST: i64 = 5;
/// Orders at a glance.
const GLANCE: u32 = 5;

/// What a vendor sees first.
#[derive(Clone, Debug)]
pub struct Home {
    pub around: Around,
    /// `None`: who looks may not see money.
    pub earned: Option<Earned>,
    /// What is to be sent next.
    pub next: Vec<LatestOrder>,
    /// What was bought last.
    pub latest: Vec<LatestOrder>,
    /// Where few are left, at a glance; empty too for who may not see stock.
    pub low: Vec<StockRow>,
    /// How far it is set up; `None`: to its end, or who looks may not see it.
    pub setup: Option<Onboarding>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// What a vendor earns.
#[derive(Clone, Debug)]
pub struct Earned {
    /// Thirty days, the oldest first; today is the last.
    pub days: Vec<DayOfSales>,
    /// What the thirty days before them came to, day by day.
    pub before: Vec<DayOfSales>,
    pub funds: VendorFunds,
    pub best: Vec<TopProduct>,
}

/// What was sold on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayOfSales {
    /// Its first moment, in UTC.
    pub day: Timestamp,
    pub orders: i64,
    /// What buyers paid, in minor units of the market's currency.
    pub total: i64,
}

/// A product of which much was sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopProduct {
    pub product: ProductId,
    pub name: String,
    pub pieces: i64,
    /// What is left of what was paid for it.
    pub total: i64,
}

/// An order at a glance.
pub type LatestOrder = ListedVendorOrder;

/// What a vendor sees first.
pub fn home(app: &App, seat: Seat) -> BoxFuture<'static, Result<Home>> {
    app.snapshot(seat.actor(), move |ctx| Box::pin(load(ctx, seat)))
}

async fn load(ctx: &Ctx<'_>, seat: Seat) -> Result<Home> {
    let earned = if seat.may(VendorPermission::MoneyRead) { Some(earned(ctx, seat).await?) } else { None };
    let low = if seat.may(VendorPermission::StockRead) {
        let few = LevelFilter { text: String::new(), low: true };
        inventory::levels(ctx, seat.vendor, &few, None, GLANCE).await?.items
    } else {
        Vec::new()
    };
    let setup = if seat.may(VendorPermission::SettingsRead) {
        Some(joining::onboarding(ctx, seat.vendor).await?).filter(|setup| setup.done() < setup.steps.len())
    } else {
        None
    };
    Ok(Home {
        around: around::load(ctx, seat).await?,
        earned,
        next: first(ctx, seat.vendor, OrdersView::ToShip, GLANCE).await?,
        latest: first(ctx, seat.vendor, OrdersView::All, GLANCE).await?,
        low,
        setup,
        now: ctx.now,
    })
}

async fn earned(ctx: &Ctx<'_>, seat: Seat) -> Result<Earned> {
    let today = ctx.now.as_millisecond() - ctx.now.as_millisecond().rem_euclid(store::DAY_MS);
    let day = |ago: i64| Timestamp::from_millisecond(today - ago * store::DAY_MS).unwrap_or(ctx.now);
    let sold = store::list_days(ctx, seat.vendor, day(2 * DAYS - 1)).await?;
    let of = |ago: i64| {
        let day = day(ago);
        let found = sold.iter().find(|(start, ..)| *start == day.as_millisecond());
        let (orders, total) = found.map_or((0, 0), |(_, orders, total)| (*orders, *total));
        DayOfSales { day, orders, total }
    };
    let since = ctx.now - SignedDuration::from_hours(24 * DAYS);
    let best = store::list_best(ctx, seat.vendor, since, BEST).await?;
    let top = |sold: store::Sold| TopProduct {
        product: sold.product,
        name: sold.name,
        pieces: sold.pieces - sold.cancelled,
        total: sold.total - sold.refunded,
    };
    Ok(Earned {
        days: (0..DAYS).rev().map(of).collect(),
        before: (DAYS..2 * DAYS).rev().map(of).collect(),
        funds: ledger::vendor_funds(ctx, seat.vendor).await?,
        best: best.into_iter().map(top).collect(),
    })
}
