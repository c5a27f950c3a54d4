use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    account::{Department, Role},
    ids::AccountId,
};

use crate::{Ctx, Result};

table! {
    /// A member of the staff.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StaffRow in "staff", private {
        pub account as account_id: AccountId,
        pub role: Role,
        pub department: Department,
        pub created_at: Timestamp,
    }
}

pub(in crate::accounts) async fn list_staff(ctx: &Ctx<'_>) -> Result<Vec<StaffRow>> {
    Ok(ctx
        .tx
        .list(sql!("select {columns staff} from staff order by created_at, account_id"), params![])
        .await?)
}

pub(in crate::accounts) async fn put_staff(
    ctx: &Ctx<'_>,
    account: AccountId,
    role: Role,
    department: Department,
) -> Result<()> {
    let member = StaffRow { account, role, department, created_at: ctx.now };
    let change = "{upsert account_id} role = {new role}, department = {new department}";
    Ok(ctx.tx.upsert_all(&[member], change).await?)
}

/// Everyone who may do everything, locked for this transaction.
pub(in crate::accounts) async fn lock_super_admins(ctx: &Ctx<'_>) -> Result<Vec<AccountId>> {
    Ok(ctx
        .tx
        .list(
            sql!("select account_id from staff where role = 'super_admin' order by account_id {for update}"),
            params![],
        )
        .await?)
}

pub(in crate::accounts) async fn count_super_admins(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from staff where role = 'super_admin'"), params![]).await?)
}

pub(in crate::accounts) async fn delete_staff(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from staff where account_id = ?"), params![account]).await?;
    Ok(())
}
