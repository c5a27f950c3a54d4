//! Who sells here, or wants to.

use souk_domain::{account::Permission, ids::VendorId, order::OrderStatus, vendor::VendorStatus};

use super::{OfficeAround, around, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    catalogue::{self, OwnCounts},
    documents::{self, Document, WaitingPapers},
    joining::{self, Payout, VendorApplication, WaitingVendor},
    ledger::{self, VendorFunds},
    paging::Page,
    vendors::{self, Member, Vendor, VendorCounts, VendorFilter},
};

/// Vendors whose papers wait that one page names.
const PAPERS_SHOWN: i64 = 50;

/// A page of vendors.
#[derive(Clone, Debug)]
pub struct OfficeVendors {
    pub around: OfficeAround,
    pub counts: VendorCounts,
    /// The newest first. What was told is there for those that wait for an answer.
    pub vendors: Page<WaitingVendor>,
    /// Whose papers wait, those that have waited longest first.
    pub papers: Vec<WaitingPapers>,
}

/// How many orders a vendor has of each status.
pub type VendorOrderCounts = Vec<(OrderStatus, i64)>;

/// One vendor.
#[derive(Clone, Debug)]
pub struct OfficeVendor {
    pub around: OfficeAround,
    pub vendor: Vendor,
    pub told: Option<VendorApplication>,
    pub members: Vec<Member>,
    pub documents: Vec<Document>,
    pub products: OwnCounts,
    pub orders: VendorOrderCounts,
    pub has_payout: bool,
    /// Where its money goes, the account by its ends; `None`: nobody said so, or who looks may not see money.
    pub payout: Option<Payout>,
    /// `None`: who looks may not see money.
    pub funds: Option<VendorFunds>,
}

/// The vendors that a filter lets through. Errors: who asks may not see them; a text that is longer than any of theirs; a cursor of another
/// list.
pub fn vendors(
    app: &App,
    actor: Actor,
    filter: VendorFilter,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<OfficeVendors>> {
    let listed = app.snapshot_with(actor, (filter, after), move |ctx, (filter, after)| {
        Box::pin(load_all(ctx, filter, after.as_deref(), limit))
    });
    actor.permitted(Permission::VendorsRead, listed)
}

async fn load_all(
    ctx: &Ctx<'_>,
    filter: &VendorFilter,
    after: Option<&str>,
    limit: u32,
) -> Result<OfficeVendors> {
    let page = vendors::search(ctx, filter, after, limit).await?;
    let mut items = Vec::with_capacity(page.items.len());
    for vendor in page.items {
        items.push(match vendor.status {
            VendorStatus::Applied => joining::with_application(ctx, vendor).await?,
            _ => WaitingVendor { vendor, told: None },
        });
    }
    Ok(OfficeVendors {
        around: around::load(ctx).await?,
        counts: vendors::count_by_status(ctx).await?,
        vendors: Page { items, next: page.next, total: page.total },
        papers: documents::list_waiting(ctx, PAPERS_SHOWN).await?,
    })
}

/// One vendor, whatever its status. Errors: who asks may not see it; there is none such.
pub fn vendor(app: &App, actor: Actor, id: VendorId) -> BoxFuture<'static, Result<OfficeVendor>> {
    actor.permitted(Permission::VendorsRead, app.snapshot(actor, move |ctx| Box::pin(load(ctx, id))))
}

async fn load(ctx: &Ctx<'_>, id: VendorId) -> Result<OfficeVendor> {
    let WaitingVendor { vendor, told } =
        joining::with_application(ctx, vendors::find(ctx, id).await?).await?;
    let sees_money = ctx.actor.permissions().has(Permission::LedgerRead);
    let payout = joining::find_payout(ctx, id).await?;
    Ok(OfficeVendor {
        around: around::load(ctx).await?,
        vendor,
        told,
        members: vendors::members_of(ctx, id).await?,
        documents: documents::list(ctx, id).await?,
        products: catalogue::count_own_products(ctx, id).await?,
        orders: store::count_orders(ctx, id).await?,
        has_payout: payout.is_some(),
        payout: payout.filter(|_| sees_money),
        funds: if sees_money { Some(ledger::vendor_funds(ctx, id).await?) } else { None },
    })
}
