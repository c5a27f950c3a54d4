use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::staff::{MAX_CODE_CHARS, MAX_NAME_CHARS, MAX_PERMISSIONS_CHARS},
    text::MAX_KEY_CHARS,
};

use crate::{Ctx, Result};

table! {
    /// A department. Without permissions of its own it has those that every market begins with.
    #[derive(Clone, Debug)]
    pub(crate) struct DepartmentRow in "staff_department", private {
        pub(super) code: String [max(MAX_CODE_CHARS)],
        pub(super) name: String [free_text, max(MAX_NAME_CHARS)],
        pub(super) name_key: String [max(MAX_KEY_CHARS)],
        pub(super) permissions: Option<String> [max(MAX_PERMISSIONS_CHARS)],
        pub(super) revision: i64,
        pub(super) created_at: Timestamp,
        pub(super) updated_at: Timestamp,
    }
}

table! {
    /// A role. One without permissions of its own means the same in every market.
    #[derive(Clone, Debug)]
    pub(crate) struct RoleRow in "staff_role", private {
        pub(super) code: String [max(MAX_CODE_CHARS)],
        pub(super) name: String [free_text, max(MAX_NAME_CHARS)],
        pub(super) name_key: String [max(MAX_KEY_CHARS)],
        pub(super) permissions: Option<String> [max(MAX_PERMISSIONS_CHARS)],
        pub(super) requires_second_factor: bool,
        pub(super) revision: i64,
        pub(super) created_at: Timestamp,
        pub(super) updated_at: Timestamp,
    }
}

row! {
    /// How many have a role or department, and how many are asked to.
    #[derive(Clone, Copy)]
    pub(super) struct UseRow {
        pub(super) members: i64,
        pub(super) invited: i64,
    }
}

pub(super) async fn list_roles(ctx: &Ctx<'_>) -> Result<Vec<RoleRow>> {
    Ok(ctx
        .tx
        .list(sql!("select {columns staff_role} from staff_role order by name_key, code"), params![])
        .await?)
}

pub(super) async fn list_departments(ctx: &Ctx<'_>) -> Result<Vec<DepartmentRow>> {
    let statement = sql!("select {columns staff_department} from staff_department order by name_key, code");
    Ok(ctx.tx.list(statement, params![]).await?)
}

/// A role, locked: while it is, nobody takes it up or away.
pub(crate) async fn lock_role(ctx: &Ctx<'_>, code: &str) -> Result<Option<RoleRow>> {
    let statement = sql!("select {columns staff_role} from staff_role where code = ? {for update}");
    Ok(ctx.tx.find(statement, params![code]).await?)
}

/// As [`lock_role`], of a department.
pub(crate) async fn lock_department(ctx: &Ctx<'_>, code: &str) -> Result<Option<DepartmentRow>> {
    let statement =
        sql!("select {columns staff_department} from staff_department where code = ? {for update}");
    Ok(ctx.tx.find(statement, params![code]).await?)
}

pub(super) async fn uses_of_role(ctx: &Ctx<'_>, code: &str) -> Result<UseRow> {
    let statement = sql!(
        "select (select count(*) from staff where role = ?), (select count(*) from staff_invitation where role = ?)"
    );
    Ok(ctx.tx.one(statement, params![code, code]).await?)
}

pub(super) async fn uses_of_department(ctx: &Ctx<'_>, code: &str) -> Result<UseRow> {
    let statement = sql!(
        "select (select count(*) from staff where department = ?), \
         (select count(*) from staff_invitation where department = ?)"
    );
    Ok(ctx.tx.one(statement, params![code, code]).await?)
}

pub(super) async fn insert_role(ctx: &Ctx<'_>, row: &RoleRow) -> Result<()> {
    Ok(ctx.tx.insert(row).await?)
}

pub(super) async fn insert_department(ctx: &Ctx<'_>, row: &DepartmentRow) -> Result<()> {
    Ok(ctx.tx.insert(row).await?)
}

pub(super) async fn update_role(ctx: &Ctx<'_>, row: &RoleRow) -> Result<()> {
    let statement = sql!(
        "update staff_role set name = ?, name_key = ?, permissions = ?, requires_second_factor = ?, \
         revision = revision + 1, updated_at = ? where code = ?"
    );
    let RoleRow { code, name, name_key, permissions, requires_second_factor, .. } = row;
    ctx.tx
        .run(statement, params![name, name_key, permissions, *requires_second_factor, ctx.now, code])
        .await?;
    Ok(())
}

pub(super) async fn update_department(ctx: &Ctx<'_>, row: &DepartmentRow) -> Result<()> {
    let statement = sql!(
        "update staff_department set name = ?, name_key = ?, permissions = ?, revision = revision + 1, updated_at = ? \
         where code = ?"
    );
    let DepartmentRow { code, name, name_key, permissions, .. } = row;
    ctx.tx.run(statement, params![name, name_key, permissions, ctx.now, code]).await?;
    Ok(())
}

pub(super) async fn delete_role(ctx: &Ctx<'_>, code: &str) -> Result<()> {
    ctx.tx.run(sql!("delete from staff_role where code = ?"), params![code]).await?;
    Ok(())
}

pub(super) async fn delete_department(ctx: &Ctx<'_>, code: &str) -> Result<()> {
    ctx.tx.run(sql!("delete from staff_department where code = ?"), params![code]).await?;
    Ok(())
}

/// What a role and a department are called; `None`: one of them is gone.
pub(crate) async fn names_of(
    ctx: &Ctx<'_>,
    role: &str,
    department: &str,
) -> Result<Option<(String, String)>> {
    let statement =
        sql!("select r.name, d.name from staff_role r, staff_department d where r.code = ? and d.code = ?");
    Ok(ctx.tx.find(statement, params![role, department]).await?)
}
