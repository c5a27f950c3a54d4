use souk_db::{params, sql};
use souk_domain::ids::{AccountId, OrderId};

use crate::{Ctx, Result, orders::shipments};

/// Orders that are done and still say who bought. One with a return or with money that has not gone back is not done: whoever
/// answers it needs what was said and shown, and somewhere to write to.
macro_rules! done_and_known {
    () => {
        "o.status in ('cancelled', 'completed') and o.email <> '' \
         and not exists (select 1 from return_request r where r.order_id = o.id \
         and r.status in ('requested', 'approved', 'received')) \
         and not exists (select 1 from payment p join refund b on b.payment_id = p.id \
         where p.order_id = o.id and b.status not in ('succeeded', 'retried', 'waived'))"
    };
}

/// A buyer's orders that are done and still say who bought.
pub(crate) async fn list_done_of_buyer(ctx: &Ctx<'_>, buyer: AccountId) -> Result<Vec<OrderId>> {
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select o.id from orders o where o.buyer_id = ? and ",
                done_and_known!(),
                " order by o.id"
            )),
            params![buyer],
        )
        .await?)
}

/// Deleted accounts with an order that is done and still says who bought.
pub(crate) async fn list_deleted_buyers(ctx: &Ctx<'_>, limit: u32) -> Result<Vec<AccountId>> {
    Ok(ctx
        .tx
        .list(
            sql!(concat!(
                "select distinct a.id from account a join orders o on o.buyer_id = a.id where a.status = 'deleted' and ",
                done_and_known!(),
                " order by a.id limit ?"
            )),
            params![limit],
        )
        .await?)
}

/// Removes the person from an order and what was told of its parcels; what was sold, and for how much, stays.
pub(crate) async fn forget_buyer(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    shipments::forget_buyer(ctx, order).await?;
    // somebody wrote it, and may have named the buyer
    ctx.tx.run(sql!("update order_event set reason = null where order_id = ?"), params![order]).await?;
    ctx.tx
        .run(
            sql!(
                "update orders set email = '', email_key = '', phone = null, shipping_address = null, billing_address = null, \
                 client_key = null, token_version = token_version + 1, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![ctx.now, order],
        )
        .await?;
    Ok(())
}
