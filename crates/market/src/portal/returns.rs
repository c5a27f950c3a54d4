use souk_db::BoxFuture;
use souk_domain::{ids::ReturnId, order::ReturnStatus, refusal::ReturnRefusal};

use super::{Around, Seat, around};
use crate::{
    App, Ctx, Result,
    paging::DEFAULT_LIMIT,
    refunds::Seller,
    returns::{self, ReturnView},
};

/// What is asked of a vendor's returns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnsQuery {
    /// `None`: any.
    pub status: Option<ReturnStatus>,
    /// Behind which row the page begins.
    pub after: Option<String>,
    /// This one alone.
    pub only: Option<ReturnId>,
}

/// A page of a vendor's returns, the newest first.
#[derive(Clone, Debug)]
pub struct ReturnsPage {
    pub around: Around,
    pub returns: Vec<ReturnView>,
    pub next: Option<String>,
}

/// A page of a vendor's returns. Errors: a malformed cursor; the one that is asked for is not the vendor's.
pub fn returns(app: &App, seat: Seat, query: ReturnsQuery) -> BoxFuture<'static, Result<ReturnsPage>> {
    app.snapshot_with(seat.actor(), query, move |ctx, query| Box::pin(load(ctx, seat, query)))
}

async fn load(ctx: &Ctx<'_>, seat: Seat, query: &ReturnsQuery) -> Result<ReturnsPage> {
    let around = around::load(ctx, seat).await?;
    if let Some(id) = query.only {
        let found = returns::find(ctx, id).await?.filter(|found| found.vendor == seat.vendor);
        let found = found.ok_or(ReturnRefusal::NotFound)?;
        return Ok(ReturnsPage { around, returns: vec![found], next: None });
    }
    let seller = Seller::Vendor(seat.vendor);
    let page = returns::list_of(ctx, seller, query.status, query.after.as_deref(), DEFAULT_LIMIT).await?;
    Ok(ReturnsPage { around, returns: page.items, next: page.next })
}
