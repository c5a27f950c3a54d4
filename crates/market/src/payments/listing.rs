//! Refunds in a list.

use souk_domain::account::Permission;

use super::store::{self, Refund};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    paging::{Page, Place, one_more, start},
};

/// Which refunds are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundList {
    /// Those that wait for people.
    ForStaff,
    All,
}

souk_domain::words!(RefundList { ForStaff = "for_staff", All = "all" });

/// Refunds, the newest first.
pub fn list_refunds(
    app: &App,
    actor: Actor,
    which: RefundList,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<Refund>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(page_of_refunds(ctx, which, after.as_deref(), limit))
    });
    actor.permitted(Permission::RefundsRead, listed)
}

/// The same within the read of a page.
pub(crate) async fn page_of_refunds(
    ctx: &Ctx<'_>,
    which: RefundList,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Refund>> {
    let list = match which {
        RefundList::ForStaff => "refunds for staff:",
        RefundList::All => "refunds:",
    };
    let place = start(after, list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = match which {
        RefundList::ForStaff => store::list_refunds_for_staff(ctx, place, asked).await?,
        RefundList::All => store::list_all_refunds(ctx, place, asked).await?,
    };
    Ok(Page::of(rows, limit, list, |refund| Place {
        key: refund.created_at.as_millisecond(),
        id: *refund.id.as_bytes(),
    }))
}
