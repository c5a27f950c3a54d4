use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::{account::Role, ids::AccountId};

use crate::{Ctx, Result};

row! {
    /// A member of the staff.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StaffRow {
        pub account: AccountId,
        pub role: Role,
        pub department: String,
        pub created_at: Timestamp,
    }
}

pub(in crate::accounts) async fn list_staff(ctx: &Ctx<'_>) -> Result<Vec<StaffRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select account_id, role, department, created_at from staff order by created_at, account_id"
            ),
            params![],
        )
        .await?)
}

pub(in crate::accounts) async fn put_staff(
    ctx: &Ctx<'_>,
    account: AccountId,
    role: Role,
    department: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into staff (account_id, role, department, created_at) values (?, ?, ?, ?) \
                 {upsert account_id} role = {new role}, department = {new department}"
            ),
            params![account, role, department, ctx.now],
        )
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn count_super_admins(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from staff where role = 'super_admin'"), params![]).await?)
}

pub(in crate::accounts) async fn delete_staff(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from staff where account_id = ?"), params![account]).await?;
    Ok(())
}
