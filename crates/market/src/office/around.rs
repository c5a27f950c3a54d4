use souk_domain::account::Permission;

use super::store;
use crate::{
    Actor, App, BoxFuture, Ctx, Result, documents,
    settings::{self, Market},
};

/// What stands around every page of the back office.
#[derive(Clone, Debug)]
pub struct OfficeAround {
    pub market: Market,
    pub waiting: OfficeWaiting,
}

/// What waits for a decision of the market's, counted; nothing where who looks may not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfficeWaiting {
    /// Vendors that applied and have no answer.
    pub applications: i64,
    /// Papers of vendors that have no answer.
    pub papers: i64,
    /// Returns that their vendors have neither approved nor refused.
    pub returns: i64,
    /// Products that wait for the market before they are shown.
    pub products: i64,
    /// Reviews of which readers or vendors told the market.
    pub reviews: i64,
    /// Refunds that failed, or that people have to send.
    pub refunds: i64,
    /// Money on the market's bank account that belongs to no order yet.
    pub transfers: i64,
}

/// What stands around a page that shows nothing else from the database.
pub fn around(app: &App, actor: Actor) -> BoxFuture<'static, Result<OfficeAround>> {
    app.read(actor, move |ctx| Box::pin(load(ctx)))
}

/// The same within the read of a page's own data.
pub(super) async fn load(ctx: &Ctx<'_>) -> Result<OfficeAround> {
    Ok(OfficeAround { market: settings::load(ctx).await?, waiting: waiting(ctx).await? })
}

async fn waiting(ctx: &Ctx<'_>) -> Result<OfficeWaiting> {
    let may = |permission| ctx.actor.permissions().has(permission);
    let mut waiting = OfficeWaiting::default();
    if may(Permission::VendorsRead) {
        waiting.applications = store::count_applications(ctx).await?;
        waiting.papers = documents::count_waiting(ctx).await?;
    }
    if may(Permission::CatalogueRead) {
        waiting.products = store::count_products_in_review(ctx).await?;
    }
    if may(Permission::ReturnsRead) {
        waiting.returns = store::count_unanswered_returns(ctx).await?;
    }
    if may(Permission::ReviewsRead) {
        waiting.reviews = store::count_reported_reviews(ctx).await?;
    }
    if may(Permission::RefundsRead) {
        waiting.refunds = store::count_refunds_of_staff(ctx).await?;
    }
    if may(Permission::TransfersRead) {
        waiting.transfers = store::count_unmatched_transfers(ctx).await?;
    }
    Ok(waiting)
}
