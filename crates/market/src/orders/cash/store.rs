use jiff::Timestamp;
use souk_db::{params, sql};
use souk_domain::ids::{AccountId, VendorOrderId};

use crate::{Ctx, Result};

/// Orders that are sent, or to be sent, before they are paid.
macro_rules! cash_under_way {
    ($whose:literal) => {
        concat!(
            "(select count(*) from orders o join payment p on p.order_id = o.id \
             where o.status in ('processing', 'shipped') and p.method = 'cash_on_delivery' and p.status = 'pending' and ",
            $whose,
            ")"
        )
    };
}

/// Less is to be paid when a vendor order arrives; its order is locked.
pub(crate) async fn lower_due(ctx: &Ctx<'_>, id: VendorOrderId, by: i64) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor_order set cash_due = cash_due - ?, updated_at = ? where id = ?"),
            params![by, ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Writes when what a vendor order costs was taken at the door; `None`: it was not, after all. Its order is locked.
pub(crate) async fn set_collected(ctx: &Ctx<'_>, id: VendorOrderId, at: Option<Timestamp>) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor_order set collected_at = ?, updated_at = ? where id = ?"),
            params![at, ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Orders of an account that are to be paid at the door, and all of a client's network; none of a client that is not known.
pub(crate) async fn count_unpaid_of_account(
    ctx: &Ctx<'_>,
    account: AccountId,
    client_key: Option<&[u8; 32]>,
) -> Result<(i64, i64)> {
    Ok(ctx
        .tx
        .one(
            sql!(concat!(
                "select ",
                cash_under_way!("o.buyer_id = ?"),
                ", ",
                cash_under_way!("o.client_key = ?")
            )),
            params![account, client_key],
        )
        .await?)
}

/// As [`count_unpaid_of_account`], of guests under an e-mail address from one client's network.
pub(crate) async fn count_unpaid_of_guest(
    ctx: &Ctx<'_>,
    email_key: &str,
    client_key: Option<&[u8; 32]>,
) -> Result<(i64, i64)> {
    let Some(client_key) = client_key else {
        let of_guest = sql!(concat!(
            "select ",
            cash_under_way!("o.email_key = ? and o.buyer_id is null and o.client_key is null")
        ));
        return Ok((ctx.tx.one(of_guest, params![email_key]).await?, 0));
    };
    Ok(ctx
        .tx
        .one(
            sql!(concat!(
                "select ",
                cash_under_way!("o.email_key = ? and o.buyer_id is null and o.client_key = ?"),
                ", ",
                cash_under_way!("o.client_key = ?")
            )),
            params![email_key, client_key, client_key],
        )
        .await?)
}
