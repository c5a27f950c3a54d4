use jiff::Timestamp;
use souk_domain::{account::Permission, ids::VendorId, ledger::Account};

use super::{OfficeAround, around, store};
use crate::{Actor, App, BoxFuture, Ctx, Result, portal::DayOfSales};

/// Days of sales that are shown, and as many before them to compare with.
const DAYS: i64 = 30;
/// Vendors that sell most.
const MOST: i64 = 5;
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;

/// What somebody of the staff sees first.
#[derive(Clone, Debug)]
pub struct OfficeHome {
    pub around: OfficeAround,
    /// `None`: who looks may not see orders.
    pub sales: Option<MarketSales>,
    /// What the market kept of sales, in minor units, in these days and in those before; `None`: who looks may not see the books.
    pub commission: Option<(i64, i64)>,
    pub now: Timestamp,
}

/// How the market sells.
#[derive(Clone, Debug)]
pub struct MarketSales {
    /// Thirty days, the oldest first; today is the last.
    pub days: Vec<DayOfSales>,
    /// What the thirty days before them came to, day by day.
    pub before: Vec<DayOfSales>,
    /// What was given back, in minor units, in these days and in those before.
    pub refunded: (i64, i64),
    pub vendors: Vec<TopVendor>,
}

/// A vendor that sells much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopVendor {
    pub vendor: VendorId,
    pub name: String,
    pub slug: String,
    pub orders: i64,
    /// What buyers paid, in minor units of the market's currency.
    pub total: i64,
}

/// What somebody of the staff sees first.
pub fn home(app: &App, actor: Actor) -> BoxFuture<'static, Result<OfficeHome>> {
    app.snapshot(actor, move |ctx| Box::pin(load(ctx)))
}

async fn load(ctx: &Ctx<'_>) -> Result<OfficeHome> {
    let may = |permission| ctx.actor.permissions().has(permission);
    let sales = if may(Permission::OrdersRead) { Some(sales(ctx).await?) } else { None };
    let commission = if may(Permission::LedgerRead) {
        let kept = Account::Commission.as_str();
        let (these, before) = (first_day(ctx, DAYS), first_day(ctx, 2 * DAYS));
        let of = |from, until| store::sum_of_account(ctx, kept, from, until);
        // the account is the market's income: what it keeps stands on the other side
        Some((-of(these, ctx.now).await?, -of(before, these).await?))
    } else {
        None
    };
    Ok(OfficeHome { around: around::load(ctx).await?, sales, commission, now: ctx.now })
}

/// The first moment of so many days of which today is the last.
fn first_day(ctx: &Ctx<'_>, days: i64) -> Timestamp {
    let today = ctx.now.as_millisecond() - ctx.now.as_millisecond().rem_euclid(DAY_MS);
    Timestamp::from_millisecond(today - (days - 1) * DAY_MS).unwrap_or(ctx.now)
}

async fn sales(ctx: &Ctx<'_>) -> Result<MarketSales> {
    let (these, before) = (first_day(ctx, DAYS), first_day(ctx, 2 * DAYS));
    let sold = store::list_days(ctx, before).await?;
    let of = |ago: i64| {
        let day = first_day(ctx, ago + 1);
        let found = sold.iter().find(|(start, ..)| *start == day.as_millisecond());
        let (orders, total) = found.map_or((0, 0), |(_, orders, total)| (*orders, *total));
        DayOfSales { day, orders, total }
    };
    Ok(MarketSales {
        days: (0..DAYS).rev().map(of).collect(),
        before: (DAYS..2 * DAYS).rev().map(of).collect(),
        refunded: (
            store::sum_refunds(ctx, these, ctx.now).await?,
            store::sum_refunds(ctx, before, these).await?,
        ),
        vendors: store::list_most(ctx, these, MOST).await?.into_iter().map(top).collect(),
    })
}

fn top(found: store::VendorSold) -> TopVendor {
    TopVendor {
        vendor: found.vendor,
        name: found.name,
        slug: found.slug,
        orders: found.orders,
        total: found.total,
    }
}
