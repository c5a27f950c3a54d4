//! What faces ask of the market's commission.

use souk_domain::{
    account::Permission,
    commission::{Rate, RateRule, commission, winning},
    field::FieldErrors,
    ids::{CategoryId, CommissionRateId, VendorId},
    money::{Currency, MAX_PRICE, round_half_up},
    pricing::WHOLE_BPS,
    refusal::RequestRefusal,
};

use super::{
    Commission, CommissionChanges, NewRate, RateChanges, StoredRate, change, change_rate, create, find,
    remove, store,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, catalogue,
    idempotency::{Guard, Operation, Reply},
    paging::{Page, Place, one_more, place_of_id, start},
    settings, vendors,
};

/// The name of the list in its cursors.
const LIST: &str = "commission rates:";

/// What the market keeps of every sale, with the currency of its fees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommissionShown {
    pub commission: Commission,
    pub currency: Currency,
}

/// A rate with the names of whose and what it is of, and the currency of its fees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedRate {
    pub stored: StoredRate,
    pub vendor_name: Option<String>,
    pub category_name: Option<String>,
    pub currency: Currency,
}

/// A sale that somebody asks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommissionAsked {
    pub vendor: VendorId,
    /// Where the goods stand; `None`: nowhere that matters.
    pub category: Option<CategoryId>,
    /// The price less what the vendor gave off, without tax; minor units.
    pub base: i64,
}

/// What would be kept of a sale, and by which rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommissionTold {
    /// The rate that wins.
    pub rate: Rate,
    /// Which one that is; `None`: that of everyone.
    pub rule: Option<NamedRate>,
    pub commission: i64,
    /// The tax on it.
    pub tax: i64,
    pub currency: Currency,
}

/// What the market keeps of every sale.
pub fn show_commission(app: &App, actor: Actor) -> BoxFuture<'static, Result<CommissionShown>> {
    let shown =
        app.read(actor, |ctx| Box::pin(async move { shown(ctx, store::find_commission(ctx).await?).await }));
    actor.permitted(Permission::CommissionRead, shown)
}

/// Changes what is given; placed orders keep what they were placed under. Errors: changed meanwhile, a rate that cannot be.
pub fn change_commission(
    app: &App,
    actor: Actor,
    changes: CommissionChanges,
) -> BoxFuture<'static, Result<CommissionShown>> {
    let changed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let changed = change(ctx, &changes).await?;
            shown(ctx, changed).await
        })
    });
    actor.permitted(Permission::CommissionWrite, changed)
}

async fn shown(ctx: &Ctx<'_>, commission: Commission) -> Result<CommissionShown> {
    Ok(CommissionShown { commission, currency: settings::load(ctx).await?.currency })
}

/// The rates that were agreed, the oldest first. Errors: a malformed cursor.
pub fn list_commission_rates(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<NamedRate>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let place = start(after.as_deref(), LIST, Place::BELOW_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = store::list_named(ctx, CommissionRateId::from_bytes(place.id), asked).await?;
            let currency = settings::load(ctx).await?.currency;
            let rates = rows.into_iter().map(|(stored, vendor_name, category_name)| NamedRate {
                stored,
                vendor_name,
                category_name,
                currency,
            });
            Ok(Page::of(rates.collect(), limit, LIST, |rate| place_of_id(*rate.stored.id.as_bytes())))
        })
    });
    actor.permitted(Permission::CommissionRead, listed)
}

/// One rate. Errors: not found.
pub fn show_commission_rate(
    app: &App,
    actor: Actor,
    id: CommissionRateId,
) -> BoxFuture<'static, Result<NamedRate>> {
    let found = app.read(actor, move |ctx| Box::pin(async move { named(ctx, find(ctx, id).await?).await }));
    actor.permitted(Permission::CommissionRead, found)
}

/// Agrees on a rate. Errors: neither vendor nor category, or one that is not there; a rate that cannot be; there is one already; too
/// many.
pub fn create_commission_rate(
    app: &App,
    actor: Actor,
    new: NewRate,
    guard: Option<Guard<NamedRate>>,
) -> BoxFuture<'static, Result<Reply<NamedRate>>> {
    let operation = Operation::new("create_commission_rate", actor, guard).needs(Permission::CommissionWrite);
    operation.run(app, new, |ctx, new| {
        Box::pin(async move {
            let id = create(ctx, new).await?;
            named(ctx, find(ctx, id).await?).await
        })
    })
}

/// Changes what is given; placed orders keep what they were placed under. Errors: not found, changed meanwhile, a rate that cannot be.
pub fn change_commission_rate(
    app: &App,
    actor: Actor,
    id: CommissionRateId,
    changes: RateChanges,
    expected: Option<i64>,
) -> BoxFuture<'static, Result<NamedRate>> {
    let changed = app.write(actor, move |ctx| {
        Box::pin(async move {
            let stored = change_rate(ctx, id, changes, expected).await?;
            named(ctx, stored).await
        })
    });
    actor.permitted(Permission::CommissionWrite, changed)
}

/// Ends a rate; placed orders keep it. Errors: not found, changed meanwhile.
pub fn remove_commission_rate(
    app: &App,
    actor: Actor,
    id: CommissionRateId,
    expected: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let removed = app.write(actor, move |ctx| Box::pin(remove(ctx, id, expected)));
    actor.permitted(Permission::CommissionWrite, removed)
}

/// What would be kept of a sale of one vendor's goods in one category. Errors: no such vendor or category, a sum that cannot be.
pub fn show_commission_of(
    app: &App,
    actor: Actor,
    asked: CommissionAsked,
) -> BoxFuture<'static, Result<CommissionTold>> {
    let told = app.read(actor, move |ctx| Box::pin(told(ctx, asked)));
    actor.permitted(Permission::CommissionRead, told)
}

async fn told(ctx: &Ctx<'_>, asked: CommissionAsked) -> Result<CommissionTold> {
    let mut wrong = FieldErrors::default();
    if !(0..=MAX_PRICE).contains(&asked.base) {
        wrong.add("/amount", "out_of_range", "From 0 to the dearest price there is.");
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    vendors::find(ctx, asked.vendor).await?;
    let mut categories = Vec::new();
    if let Some(category) = asked.category {
        // from the top down; the nearest is asked first
        let path = catalogue::category_path(ctx, category).await?;
        categories.extend(path.into_iter().rev().map(|category| category.id));
        if categories.is_empty() {
            return Err(RequestRefusal::NotFound.into());
        }
    }
    let stored = store::list_rates(ctx).await?;
    let rules: Vec<RateRule> = stored.iter().map(|stored| stored.rule).collect();
    let everyone = store::find_commission(ctx).await?;
    let wins = winning(&rules, asked.vendor, &categories).copied();
    let rule = match stored.iter().find(|stored| Some(stored.rule) == wins) {
        Some(stored) => Some(named(ctx, *stored).await?),
        None => None,
    };
    let rate = wins.map_or(everyone.rate, |rule| rule.rate);
    let kept = commission(asked.base, rate);
    Ok(CommissionTold {
        rate,
        rule,
        commission: kept,
        tax: round_half_up(kept, i64::from(everyone.tax_bps), WHOLE_BPS),
        currency: settings::load(ctx).await?.currency,
    })
}

async fn named(ctx: &Ctx<'_>, stored: StoredRate) -> Result<NamedRate> {
    let vendor_name = match stored.rule.vendor {
        Some(vendor) => Some(vendors::find(ctx, vendor).await?.name),
        None => None,
    };
    let category_name = match stored.rule.category {
        Some(category) => catalogue::find_category(ctx, category).await.map(|found| Some(found.name))?,
        None => None,
    };
    Ok(NamedRate { stored, vendor_name, category_name, currency: settings::load(ctx).await?.currency })
}
