//! What the market keeps of a sale: the rate of everyone, and those agreed for vendors and categories.
//!
//! - [`terms`]: all of it, as orders are placed under it
//! - what the staff changes and asks: `use_cases.rs`

mod store;
mod use_cases;

use std::sync::Arc;

use souk_domain::{
    bounds::market::{MAX_COMMISSION_RATES, MAX_COMMISSION_TAX_BPS},
    commission::{Rate, RateRule, check_rate},
    field::FieldErrors,
    ids::{CategoryId, CommissionRateId, VendorId},
    order::SaleTerms,
    refusal::{CommissionRefusal, RequestRefusal, VendorRefusal, expect_revision},
};

pub use use_cases::{
    CommissionAsked, CommissionShown, CommissionTold, NamedRate, change_commission, change_commission_rate,
    create_commission_rate, list_commission_rates, remove_commission_rate, show_commission,
    show_commission_of, show_commission_rate,
};

use crate::{
    Ctx, Result,
    audit::{self, AuditAction},
    catalogue, vendors,
};

/// What the market keeps of every sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commission {
    /// The rate where none was agreed.
    pub rate: Rate,
    /// The tax on the commission, in basis points.
    pub tax_bps: u32,
    /// Whether it is of shipping fees too.
    pub on_shipping: bool,
    pub revision: i64,
}

/// A rate that was agreed for a vendor, a category, or a vendor's goods of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRate {
    pub id: CommissionRateId,
    pub rule: RateRule,
    pub revision: i64,
}

/// A rate to be agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NewRate {
    /// `None`: of all vendors; then a category is named.
    pub vendor: Option<VendorId>,
    /// With all below it. `None`: of all categories; then a vendor is named.
    pub category: Option<CategoryId>,
    pub rate: Rate,
}

/// What is to change about a rate; `None` stays as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateChanges {
    pub percent_bps: Option<u32>,
    pub fixed: Option<i64>,
    /// `Some(None)`: no least.
    pub min: Option<Option<i64>>,
    /// `Some(None)`: no most.
    pub max: Option<Option<i64>>,
}

/// What is to change about what the market keeps of every sale; `None` stays as it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct CommissionChanges {
    pub rate: RateChanges,
    pub tax_bps: Option<u32>,
    pub on_shipping: Option<bool>,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

impl RateChanges {
    fn onto(self, before: Rate) -> Rate {
        Rate {
            percent_bps: self.percent_bps.unwrap_or(before.percent_bps),
            fixed: self.fixed.unwrap_or(before.fixed),
            min: self.min.unwrap_or(before.min),
            max: self.max.unwrap_or(before.max),
        }
    }
}

/// What the market keeps, as orders are placed under it.
pub(crate) struct Terms {
    commission: Commission,
    rates: Vec<RateRule>,
}

impl Terms {
    /// The terms of a sale.
    pub(crate) fn of_sale(&self) -> SaleTerms<'_> {
        SaleTerms {
            rates: &self.rates,
            default_rate: self.commission.rate,
            commission_tax_bps: self.commission.tax_bps,
            on_shipping: self.commission.on_shipping,
        }
    }
}

/// What the market keeps as it stands now.
pub(crate) async fn terms(ctx: &Ctx<'_>) -> Result<Arc<Terms>> {
    let read = async {
        let rates = store::list_rates(ctx).await?.into_iter().map(|stored| stored.rule).collect();
        Ok(Terms { commission: store::find_commission(ctx).await?, rates })
    };
    ctx.rule(read).await
}

/// Changes what is given. Errors: changed meanwhile, a rate that cannot be.
async fn change(ctx: &Ctx<'_>, changes: &CommissionChanges) -> Result<Commission> {
    let before = store::lock_commission(ctx).await?;
    expect_revision(changes.expected_revision, before.revision)?;
    let changed = Commission {
        rate: changes.rate.onto(before.rate),
        tax_bps: changes.tax_bps.unwrap_or(before.tax_bps),
        on_shipping: changes.on_shipping.unwrap_or(before.on_shipping),
        ..before
    };
    let mut wrong = FieldErrors::default();
    for field in check_rate(&changed.rate).err().unwrap_or_default() {
        wrong.push(field);
    }
    if changed.tax_bps > MAX_COMMISSION_TAX_BPS {
        wrong.add("/tax_bps", "out_of_range", format!("At most {MAX_COMMISSION_TAX_BPS} basis points."));
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    if changed == before {
        return Ok(before);
    }
    store::update_commission(ctx, &changed).await?;
    let on_shipping = if changed.on_shipping { ", of shipping too" } else { "" };
    let detail = format!("{}, tax {} bps{on_shipping}", told(&changed.rate), changed.tax_bps);
    audit::record(ctx, AuditAction::CommissionChanged, ctx.actor.account(), "default", &detail).await?;
    Ok(Commission { revision: before.revision + 1, ..changed })
}

async fn find(ctx: &Ctx<'_>, id: CommissionRateId) -> Result<StoredRate> {
    Ok(store::find_rate(ctx, id).await?.ok_or(RequestRefusal::NotFound)?)
}

/// Agrees on a rate. Errors: neither vendor nor category, or one that is not there; a rate that cannot be; there is one already; too
/// many.
async fn create(ctx: &Ctx<'_>, new: &NewRate) -> Result<CommissionRateId> {
    store::lock_commission(ctx).await?;
    let mut wrong = FieldErrors::default();
    if new.vendor.is_none() && new.category.is_none() {
        let detail = "Name a vendor, a category, or both. The rate of everyone else is the default.";
        wrong.add("/vendor_id", "required", detail);
    }
    if let Some(vendor) = new.vendor
        && let Err(error) = vendors::find(ctx, vendor).await
    {
        if !matches!(error.refusal(), Some(souk_domain::refusal::Refusal::Vendor(VendorRefusal::NotFound))) {
            return Err(error);
        }
        wrong.add("/vendor_id", "not_found", "There is no such vendor.");
    }
    if let Some(category) = new.category
        && catalogue::category_path(ctx, category).await?.is_empty()
    {
        wrong.add("/category_id", "not_found", "There is no such category.");
    }
    for field in check_rate(&new.rate).err().unwrap_or_default() {
        wrong.push(field);
    }
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    let there = store::list_rates(ctx).await?;
    if there.iter().any(|stored| (stored.rule.vendor, stored.rule.category) == (new.vendor, new.category)) {
        return Err(CommissionRefusal::RateTaken.into());
    }
    if there.len() >= MAX_COMMISSION_RATES {
        return Err(
            RequestRefusal::ListFull { what: "rates of commission", max: MAX_COMMISSION_RATES }.into()
        );
    }
    let id = ctx.id(CommissionRateId::from_parts);
    let rule = RateRule { vendor: new.vendor, category: new.category, rate: new.rate };
    store::insert_rate(ctx, id, &rule).await?;
    record(ctx, AuditAction::CommissionRateMade, id, &rule).await?;
    Ok(id)
}

/// Agrees on a share of the goods of one category, for a market that opens. Errors: as of every rate.
pub(crate) async fn agree_for_category(ctx: &Ctx<'_>, category: CategoryId, percent_bps: u32) -> Result<()> {
    let rate = Rate { percent_bps, ..Rate::default() };
    create(ctx, &NewRate { vendor: None, category: Some(category), rate }).await.map(|_| ())
}

/// Changes what is given; placed orders keep what they were placed under. Errors: not found, changed meanwhile, a rate that cannot be.
async fn change_rate(
    ctx: &Ctx<'_>,
    id: CommissionRateId,
    changes: RateChanges,
    expected: Option<i64>,
) -> Result<StoredRate> {
    store::lock_commission(ctx).await?;
    let before = find(ctx, id).await?;
    expect_revision(expected, before.revision)?;
    let rate = changes.onto(before.rule.rate);
    check_rate(&rate).map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    if rate == before.rule.rate {
        return Ok(before);
    }
    let rule = RateRule { rate, ..before.rule };
    store::update_rate(ctx, id, &rate).await?;
    record(ctx, AuditAction::CommissionRateChanged, id, &rule).await?;
    Ok(StoredRate { rule, revision: before.revision + 1, ..before })
}

/// Ends a rate; placed orders keep it. Errors: not found, changed meanwhile.
async fn remove(ctx: &Ctx<'_>, id: CommissionRateId, expected: Option<i64>) -> Result<()> {
    store::lock_commission(ctx).await?;
    let before = find(ctx, id).await?;
    expect_revision(expected, before.revision)?;
    store::delete_rate(ctx, id).await?;
    record(ctx, AuditAction::CommissionRateRemoved, id, &before.rule).await
}

async fn record(ctx: &Ctx<'_>, action: AuditAction, id: CommissionRateId, rule: &RateRule) -> Result<()> {
    let vendor = rule.vendor.map_or_else(|| "all vendors".to_owned(), |vendor| vendor.to_string());
    let category = rule.category.map_or_else(|| "all categories".to_owned(), |category| category.to_string());
    let detail = format!("{vendor}, {category}: {}", told(&rule.rate));
    audit::record(ctx, action, ctx.actor.account(), &id.to_string(), &detail).await
}

/// A rate in the words of the log.
fn told(rate: &Rate) -> String {
    let bound =
        |word: &str, bound: Option<i64>| bound.map_or_else(String::new, |sum| format!(", {word} {sum}"));
    format!(
        "{} bps + {}{}{}",
        rate.percent_bps,
        rate.fixed,
        bound("at least", rate.min),
        bound("at most", rate.max)
    )
}
