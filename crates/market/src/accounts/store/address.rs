use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::ids::{AccountId, AddressId};

use crate::{Ctx, Result};

table! {
    /// An address of an account's book; `address` is JSON.
    pub(in crate::accounts) struct AddressRow in "account_address", private {
        pub(in crate::accounts) id: AddressId,
        pub(in crate::accounts) account_id: AccountId,
        pub(in crate::accounts) address: String [free_text],
        pub(in crate::accounts) default_shipping: bool,
        pub(in crate::accounts) default_billing: bool,
        pub(in crate::accounts) created_at: Timestamp,
        pub(in crate::accounts) updated_at: Timestamp,
    }
}

pub(in crate::accounts) async fn list_addresses(
    ctx: &Ctx<'_>,
    account: AccountId,
) -> Result<Vec<AddressRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns account_address} from account_address where account_id = ? order by created_at, id"
            ),
            params![account],
        )
        .await?)
}

pub(in crate::accounts) async fn insert_address(
    ctx: &Ctx<'_>,
    id: AddressId,
    account: AccountId,
    address: &str,
    (default_shipping, default_billing): (bool, bool),
) -> Result<()> {
    let row = AddressRow {
        id,
        account_id: account,
        address: address.to_owned(),
        default_shipping,
        default_billing,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

/// False when the book has no such address.
pub(in crate::accounts) async fn update_address(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: AddressId,
    address: &str,
    (default_shipping, default_billing): (bool, bool),
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update account_address set address = ?, default_shipping = ?, default_billing = ?, updated_at = ? \
                 where id = ? and account_id = ?"
            ),
            params![address, default_shipping, default_billing, ctx.now, id, account],
        )
        .await?)
}

/// Leaves the other addresses of a book without the marks that one of them takes.
pub(in crate::accounts) async fn take_default_shipping(
    ctx: &Ctx<'_>,
    account: AccountId,
    but: AddressId,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update account_address set default_shipping = ? where account_id = ? and id <> ?"),
            params![false, account, but],
        )
        .await?;
    Ok(())
}

/// As [`take_default_shipping`], for bills.
pub(in crate::accounts) async fn take_default_billing(
    ctx: &Ctx<'_>,
    account: AccountId,
    but: AddressId,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update account_address set default_billing = ? where account_id = ? and id <> ?"),
            params![false, account, but],
        )
        .await?;
    Ok(())
}

/// False when the book has no such address.
pub(in crate::accounts) async fn delete_address(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: AddressId,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(sql!("delete from account_address where id = ? and account_id = ?"), params![id, account])
        .await?)
}

pub(in crate::accounts) async fn delete_addresses(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from account_address where account_id = ?"), params![account]).await?;
    Ok(())
}
