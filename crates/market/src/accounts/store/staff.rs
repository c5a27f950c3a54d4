use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::staff::MAX_CODE_CHARS,
    ids::{AccountId, AccountTokenId, StaffInvitationId},
    text::{Email, MAX_KEY_CHARS},
};

use crate::{Ctx, Result};

table! {
    /// A member of the staff.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StaffRow in "staff", private {
        pub account as account_id: AccountId,
        pub role: String [max(MAX_CODE_CHARS)],
        pub department: String [max(MAX_CODE_CHARS)],
        pub created_at: Timestamp,
        pub last_sign_in_at: Option<Timestamp>,
    }
}

row! {
    /// A member of the staff with the account, and what the role and the department are called.
    #[derive(Clone, Debug)]
    pub(in crate::accounts) struct ColleagueRow {
        pub(in crate::accounts) staff: StaffRow,
        pub(in crate::accounts) username: String,
        pub(in crate::accounts) email: Option<String>,
        pub(in crate::accounts) first_name: String,
        pub(in crate::accounts) last_name: String,
        pub(in crate::accounts) totp_confirmed_at: Option<Timestamp>,
        pub(in crate::accounts) role_name: String,
        pub(in crate::accounts) requires_second_factor: bool,
        pub(in crate::accounts) department_name: String,
    }
}

macro_rules! colleagues {
    ($where:literal) => {
        concat!(
            "select {columns staff staff}, a.username, a.email, a.first_name, a.last_name, a.totp_confirmed_at, r.name, \
             r.requires_second_factor, d.name \
             from staff join account a on a.id = staff.account_id join staff_role r on r.code = staff.role \
             join staff_department d on d.code = staff.department ",
            $where
        )
    };
}

pub(in crate::accounts) async fn list_staff(ctx: &Ctx<'_>) -> Result<Vec<StaffRow>> {
    Ok(ctx
        .tx
        .list(sql!("select {columns staff} from staff order by created_at, account_id"), params![])
        .await?)
}

/// Everyone of the staff, the first to join first.
pub(in crate::accounts) async fn list_colleagues(ctx: &Ctx<'_>) -> Result<Vec<ColleagueRow>> {
    Ok(ctx.tx.list(sql!(colleagues!("order by staff.created_at, staff.account_id")), params![]).await?)
}

pub(in crate::accounts) async fn find_colleague(
    ctx: &Ctx<'_>,
    account: AccountId,
) -> Result<Option<ColleagueRow>> {
    Ok(ctx.tx.find(sql!(colleagues!("where staff.account_id = ?")), params![account]).await?)
}

pub(in crate::accounts) async fn count_staff(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from staff"), params![]).await?)
}

/// A member of the staff, locked.
pub(in crate::accounts) async fn lock_staff(ctx: &Ctx<'_>, account: AccountId) -> Result<Option<StaffRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns staff} from staff where account_id = ? {for update}"), params![account])
        .await?)
}

pub(in crate::accounts) async fn put_staff(
    ctx: &Ctx<'_>,
    account: AccountId,
    role: &str,
    department: &str,
) -> Result<()> {
    let member = StaffRow {
        account,
        role: role.to_owned(),
        department: department.to_owned(),
        created_at: ctx.now,
        last_sign_in_at: None,
    };
    let change = "{upsert account_id} role = {new role}, department = {new department}";
    Ok(ctx.tx.upsert_all(&[member], change).await?)
}

/// Notes that a member of the staff signed in; false when it is none.
pub(in crate::accounts) async fn note_sign_in(ctx: &Ctx<'_>, account: AccountId) -> Result<bool> {
    let statement = sql!("update staff set last_sign_in_at = ? where account_id = ?");
    Ok(ctx.tx.guarded(statement, params![ctx.now, account]).await?)
}

/// Whether an account is of the staff, or acts for a vendor.
pub(in crate::accounts) async fn is_watched(ctx: &Ctx<'_>, account: AccountId) -> Result<bool> {
    let statement = sql!(
        "select (select count(*) from staff where account_id = ?) \
         + (select count(*) from vendor_member where account_id = ?)"
    );
    Ok(ctx.tx.one::<i64>(statement, params![account, account]).await? > 0)
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

table! {
    /// Somebody asked to join the staff; it goes when it is taken up.
    #[derive(Clone, Debug)]
    pub(in crate::accounts) struct StaffInvitationRow in "staff_invitation", private {
        pub(in crate::accounts) id: StaffInvitationId,
        /// The link of the last letter.
        pub(in crate::accounts) token as token_id: AccountTokenId,
        pub(in crate::accounts) email: String [free_text, max(Email::MAX_CHARS)],
        pub(in crate::accounts) email_key: String [max(MAX_KEY_CHARS)],
        pub(in crate::accounts) role: String [max(MAX_CODE_CHARS)],
        pub(in crate::accounts) department: String [max(MAX_CODE_CHARS)],
        /// The super admin that asked; `None`: the operator.
        pub(in crate::accounts) invited_by: Option<AccountId>,
        pub(in crate::accounts) created_at: Timestamp,
        pub(in crate::accounts) expires_at: Timestamp,
    }
}

pub(in crate::accounts) async fn insert_invitation(ctx: &Ctx<'_>, row: &StaffInvitationRow) -> Result<()> {
    Ok(ctx.tx.insert(row).await?)
}

/// Those that nobody took up or back, the oldest first.
pub(in crate::accounts) async fn list_invitations(ctx: &Ctx<'_>) -> Result<Vec<StaffInvitationRow>> {
    let statement = sql!("select {columns staff_invitation} from staff_invitation order by created_at, id");
    Ok(ctx.tx.list(statement, params![]).await?)
}

pub(in crate::accounts) async fn lock_invitation(
    ctx: &Ctx<'_>,
    id: StaffInvitationId,
) -> Result<Option<StaffInvitationRow>> {
    let statement = sql!("select {columns staff_invitation} from staff_invitation where id = ? {for update}");
    Ok(ctx.tx.find(statement, params![id]).await?)
}

pub(in crate::accounts) async fn find_invitation_of_token(
    ctx: &Ctx<'_>,
    token: AccountTokenId,
) -> Result<Option<StaffInvitationRow>> {
    let statement = sql!("select {columns staff_invitation} from staff_invitation where token_id = ?");
    Ok(ctx.tx.find(statement, params![token]).await?)
}

pub(in crate::accounts) async fn find_invitation_of_email(
    ctx: &Ctx<'_>,
    email_key: &str,
) -> Result<Option<StaffInvitationRow>> {
    let statement = sql!("select {columns staff_invitation} from staff_invitation where email_key = ?");
    Ok(ctx.tx.find(statement, params![email_key]).await?)
}

/// Sends an invitation anew: with another link, until later, asked by somebody else.
pub(in crate::accounts) async fn renew_invitation(
    ctx: &Ctx<'_>,
    id: StaffInvitationId,
    token: AccountTokenId,
    invited_by: Option<AccountId>,
    expires_at: Timestamp,
) -> Result<()> {
    let statement =
        sql!("update staff_invitation set token_id = ?, invited_by = ?, expires_at = ? where id = ?");
    ctx.tx.run(statement, params![token, invited_by, expires_at, id]).await?;
    Ok(())
}

/// Takes an invitation away; false when it is gone.
pub(in crate::accounts) async fn delete_invitation(ctx: &Ctx<'_>, id: StaffInvitationId) -> Result<bool> {
    Ok(ctx.tx.guarded(sql!("delete from staff_invitation where id = ?"), params![id]).await?)
}

/// Those that somebody sent have nobody behind them any more.
pub(in crate::accounts) async fn delete_invitations_by(ctx: &Ctx<'_>, inviter: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from staff_invitation where invited_by = ?"), params![inviter]).await?;
    Ok(())
}

/// Takes what was sent to an address away, for somebody who leaves.
pub(in crate::accounts) async fn delete_invitation_of_email(ctx: &Ctx<'_>, email_key: &str) -> Result<()> {
    ctx.tx.run(sql!("delete from staff_invitation where email_key = ?"), params![email_key]).await?;
    Ok(())
}
