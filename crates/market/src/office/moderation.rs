//! What the market's people look through: products that wait, reviews that somebody told of, and returns that are open.

use jiff::Timestamp;
use souk_domain::{
    account::Permission, ids::ReturnId, money::Currency, order::ReturnStatus, refusal::ReturnRefusal,
};

use super::{OfficeAround, around, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    catalogue::{OwnCounts, ProductStatus},
    paging::{Page, Place, one_more, start},
    returns::{self, ReturnView},
    reviews::{self, ReportedReview},
    settings,
};

pub use store::JudgedProduct;

/// Products of one status, of all vendors.
#[derive(Clone, Debug)]
pub struct OfficeProducts {
    pub around: OfficeAround,
    pub counts: OwnCounts,
    /// Those that have waited longest come first.
    pub products: Page<JudgedProduct>,
    pub currency: Currency,
    /// Whether products wait for the market before they are shown.
    pub are_checked: bool,
}

/// A review that somebody told of, with what it is of.
#[derive(Clone, Debug)]
pub struct ToldReview {
    pub found: ReportedReview,
    /// Name and slug of the product.
    pub product: (String, String),
    /// Name of its vendor.
    pub vendor: String,
    /// How many told of it.
    pub told: i64,
}

/// Reviews that readers or vendors told the market of.
#[derive(Clone, Debug)]
pub struct OfficeReviews {
    pub around: OfficeAround,
    pub reviews: Page<ToldReview>,
}

/// Returns of one status, of all vendors.
#[derive(Clone, Debug)]
pub struct OfficeReturns {
    pub around: OfficeAround,
    pub counts: Vec<(ReturnStatus, i64)>,
    /// Those that have waited longest come first.
    pub returns: Page<ReturnView>,
    pub now: Timestamp,
}

/// One return.
#[derive(Clone, Debug)]
pub struct OfficeReturn {
    pub around: OfficeAround,
    pub found: ReturnView,
    pub now: Timestamp,
}

/// Products of one status. Errors: who asks may not see them; a cursor of another list.
pub fn products(
    app: &App,
    actor: Actor,
    status: ProductStatus,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<OfficeProducts>> {
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(load_products(ctx, status, after.as_deref(), limit))
    });
    actor.permitted(Permission::CatalogueRead, listed)
}

async fn load_products(
    ctx: &Ctx<'_>,
    status: ProductStatus,
    after: Option<&str>,
    limit: u32,
) -> Result<OfficeProducts> {
    let list = format!("judged:{}:", status.as_str());
    let place = start(after, &list, Place::BELOW_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_products(ctx, status, place, asked).await?;
    let settings = settings::load(ctx).await?;
    let mut counts = OwnCounts::with_capacity(ProductStatus::ALL.len());
    for status in ProductStatus::ALL {
        counts.push((*status, store::count_products(ctx, *status).await?));
    }
    Ok(OfficeProducts {
        around: around::load(ctx).await?,
        counts,
        products: Page::of(rows, limit, &list, |row| Place {
            key: row.product.updated_at.as_millisecond(),
            id: *row.product.id.as_bytes(),
        }),
        currency: settings.currency,
        are_checked: settings.checks_products,
    })
}

/// Reviews that somebody told of, the newest first. Errors: who asks may not see them; a cursor of another list.
pub fn reviews(
    app: &App,
    actor: Actor,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<OfficeReviews>> {
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let page = reviews::list_reported_in(ctx, after.as_deref(), limit).await?;
            let mut items = Vec::with_capacity(page.items.len());
            for found in page.items {
                let (name, slug, vendor) = store::find_named(ctx, found.review.product).await?;
                let told = store::count_told(ctx, found.review.id).await?;
                items.push(ToldReview { found, product: (name, slug), vendor, told });
            }
            let reviews = Page { items, next: page.next, total: page.total };
            Ok(OfficeReviews { around: around::load(ctx).await?, reviews })
        })
    });
    actor.permitted(Permission::ReviewsRead, listed)
}

/// Returns of one status, those that have waited longest first. Errors: who asks may not see them; a cursor of another list.
pub fn returns(
    app: &App,
    actor: Actor,
    status: ReturnStatus,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<OfficeReturns>> {
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let mut counts = Vec::with_capacity(ReturnStatus::ALL.len());
            for status in ReturnStatus::ALL {
                counts.push((*status, store::count_returns(ctx, *status).await?));
            }
            Ok(OfficeReturns {
                around: around::load(ctx).await?,
                counts,
                returns: returns::list_oldest(ctx, status, after.as_deref(), limit).await?,
                now: ctx.now,
            })
        })
    });
    actor.permitted(Permission::ReturnsRead, listed)
}

/// One return. Errors: who asks may not see it; there is none such.
pub fn return_of(app: &App, actor: Actor, id: ReturnId) -> BoxFuture<'static, Result<OfficeReturn>> {
    let found = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            let found = returns::find(ctx, id).await?.ok_or(ReturnRefusal::NotFound)?;
            Ok(OfficeReturn { around: around::load(ctx).await?, found, now: ctx.now })
        })
    });
    actor.permitted(Permission::ReturnsRead, found)
}
