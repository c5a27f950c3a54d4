use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    account::{MAX_NAME_CHARS, Phone, Username},
    ids::AccountId,
    text::{Email, MAX_KEY_CHARS},
};

use crate::{Ctx, Result};

table! {
    /// An account's own row; keys are folded. Of one that was deleted stays that there was one.
    #[derive(Clone, Debug)]
    pub(in crate::accounts) struct AccountRow in "account", private {
        pub(in crate::accounts) id: AccountId,
        pub(in crate::accounts) username: String [free_text, max(Username::MAX_CHARS)],
        pub(in crate::accounts) username_key: String [max(MAX_KEY_CHARS)],
        pub(in crate::accounts) email: Option<String> [free_text, max(Email::MAX_CHARS)],
        pub(in crate::accounts) email_key: Option<String> [max(MAX_KEY_CHARS)],
        pub(in crate::accounts) email_claimed_at: Option<Timestamp>,
        pub(in crate::accounts) email_verified_at: Option<Timestamp>,
        pub(in crate::accounts) phone: Option<String> [free_text, max(Phone::MAX_CHARS)],
        pub(in crate::accounts) phone_claimed_at: Option<Timestamp>,
        pub(in crate::accounts) first_name: String [free_text, max(MAX_NAME_CHARS)],
        pub(in crate::accounts) last_name: String [free_text, max(MAX_NAME_CHARS)],
        pub(in crate::accounts) password_hash: Option<String>,
        pub(in crate::accounts) totp_secret: Option<Vec<u8>>,
        pub(in crate::accounts) totp_confirmed_at: Option<Timestamp>,
        pub(in crate::accounts) totp_step: Option<i64>,
        pub(in crate::accounts) status: String,
        pub(in crate::accounts) revision: i64,
        pub(in crate::accounts) created_at: Timestamp,
        pub(in crate::accounts) updated_at: Timestamp,
    }
}

table! {
    /// A code for when the second factor is lost.
    struct RecoveryCode in "recovery_code", private {
        account_id: AccountId,
        code_hash: [u8; 32],
        used_at: Option<Timestamp>,
    }
}

/// A new account's row; keys are folded.
pub(in crate::accounts) struct NewRow<'a> {
    pub(in crate::accounts) id: AccountId,
    pub(in crate::accounts) username: &'a Username,
    pub(in crate::accounts) email: &'a Email,
    pub(in crate::accounts) phone: Option<&'a Phone>,
    pub(in crate::accounts) first_name: &'a str,
    pub(in crate::accounts) last_name: &'a str,
    pub(in crate::accounts) password_hash: Option<&'a str>,
}

pub(in crate::accounts) async fn insert(ctx: &Ctx<'_>, new: &NewRow<'_>) -> Result<(), souk_db::Error> {
    let row = AccountRow {
        id: new.id,
        username: new.username.as_str().to_owned(),
        username_key: new.username.key(),
        email: Some(new.email.to_string()),
        email_key: Some(new.email.key()),
        email_claimed_at: Some(ctx.now),
        email_verified_at: None,
        phone: new.phone.map(|phone| phone.as_str().to_owned()),
        phone_claimed_at: new.phone.map(|_| ctx.now),
        first_name: new.first_name.to_owned(),
        last_name: new.last_name.to_owned(),
        password_hash: new.password_hash.map(str::to_owned),
        totp_secret: None,
        totp_confirmed_at: None,
        totp_step: None,
        status: "active".to_owned(),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert(&row).await
}

pub(in crate::accounts) async fn find(ctx: &Ctx<'_>, id: AccountId) -> Result<Option<AccountRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns account} from account where id = ? and status = 'active'"), params![id])
        .await?)
}

pub(in crate::accounts) async fn lock(ctx: &Ctx<'_>, id: AccountId) -> Result<Option<AccountRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns account} from account where id = ? and status = 'active' {for update}"),
            params![id],
        )
        .await?)
}

pub(in crate::accounts) async fn find_by_username(ctx: &Ctx<'_>, key: &str) -> Result<Option<AccountRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns account} from account where username_key = ? and status = 'active'"),
            params![key],
        )
        .await?)
}

pub(in crate::accounts) async fn find_by_email(ctx: &Ctx<'_>, key: &str) -> Result<Option<AccountRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns account} from account where email_key = ? and status = 'active'"),
            params![key],
        )
        .await?)
}

/// Takes an e-mail address from whoever claimed it before `since` and never verified it.
pub(in crate::accounts) async fn free_stale_email(ctx: &Ctx<'_>, key: &str, since: Timestamp) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set email = null, email_key = null, email_claimed_at = null, revision = revision + 1, \
                 updated_at = ? where email_key = ? and email_verified_at is null and email_claimed_at < ?"
            ),
            params![ctx.now, key, since],
        )
        .await?;
    Ok(())
}

/// Takes an e-mail address from every account but one that claims it without having verified it.
pub(in crate::accounts) async fn free_unverified_email(
    ctx: &Ctx<'_>,
    key: &str,
    but: AccountId,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set email = null, email_key = null, email_claimed_at = null, revision = revision + 1, \
                 updated_at = ? where email_key = ? and email_verified_at is null and id <> ?"
            ),
            params![ctx.now, key, but],
        )
        .await?;
    Ok(())
}

/// Takes a telephone number from whoever claimed it before `since`: numbers are never verified.
pub(in crate::accounts) async fn free_stale_phone(
    ctx: &Ctx<'_>,
    phone: &str,
    since: Timestamp,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set phone = null, phone_claimed_at = null, revision = revision + 1, updated_at = ? \
                 where phone = ? and phone_claimed_at < ?"
            ),
            params![ctx.now, phone, since],
        )
        .await?;
    Ok(())
}

/// Saves names and telephone number.
pub(in crate::accounts) async fn update_profile(
    ctx: &Ctx<'_>,
    id: AccountId,
    (username, username_key): (&str, &str),
    (first_name, last_name): (&str, &str),
    phone: Option<&str>,
) -> Result<(), souk_db::Error> {
    ctx.tx
        .run(
            sql!(
                "update account set username = ?, username_key = ?, first_name = ?, last_name = ?, \
                 phone_claimed_at = case when phone = ? then phone_claimed_at else ? end, phone = ?, \
                 revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![
                username,
                username_key,
                first_name,
                last_name,
                phone,
                phone.map(|_| ctx.now),
                phone,
                ctx.now,
                id
            ],
        )
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn set_verified_email(
    ctx: &Ctx<'_>,
    id: AccountId,
    email: &str,
    key: &str,
) -> Result<(), souk_db::Error> {
    ctx.tx
        .run(
            sql!(
                "update account set email = ?, email_key = ?, email_claimed_at = ?, email_verified_at = ?, \
                 revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![email, key, ctx.now, ctx.now, ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn set_password(ctx: &Ctx<'_>, id: AccountId, hash: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set password_hash = ?, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![hash, ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Keeps a sealed secret, not yet confirmed; `None` turns codes off.
pub(in crate::accounts) async fn set_totp_secret(
    ctx: &Ctx<'_>,
    id: AccountId,
    sealed: Option<&[u8]>,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set totp_secret = ?, totp_confirmed_at = null, totp_step = null, revision = revision + 1, \
                 updated_at = ? where id = ?"
            ),
            params![sealed, ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn confirm_totp(ctx: &Ctx<'_>, id: AccountId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update account set totp_confirmed_at = ?, revision = revision + 1, updated_at = ? where id = ?"),
            params![ctx.now, ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Uses the code of a time step; false when that or a later one was used before.
pub(in crate::accounts) async fn use_totp_step(ctx: &Ctx<'_>, id: AccountId, step: i64) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update account set totp_step = ? where id = ? and (totp_step is null or totp_step < ?)"),
            params![step, id, step],
        )
        .await?)
}

pub(in crate::accounts) async fn insert_recovery_code(
    ctx: &Ctx<'_>,
    id: AccountId,
    hash: &[u8; 32],
) -> Result<()> {
    Ok(ctx.tx.insert(&RecoveryCode { account_id: id, code_hash: *hash, used_at: None }).await?)
}

/// Uses a recovery code; false when it is none or was used.
pub(in crate::accounts) async fn use_recovery_code(
    ctx: &Ctx<'_>,
    id: AccountId,
    hash: &[u8; 32],
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update recovery_code set used_at = ? where account_id = ? and code_hash = ? and used_at is null"),
            params![ctx.now, id, hash],
        )
        .await?)
}

pub(in crate::accounts) async fn count_recovery_codes(ctx: &Ctx<'_>, id: AccountId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(sql!("select count(*) from recovery_code where account_id = ? and used_at is null"), params![id])
        .await?)
}

pub(in crate::accounts) async fn delete_recovery_codes(ctx: &Ctx<'_>, id: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from recovery_code where account_id = ?"), params![id]).await?;
    Ok(())
}

/// Leaves of an account only that there was one: its name is freed, its orders stay.
pub(in crate::accounts) async fn erase(ctx: &Ctx<'_>, id: AccountId, nobody: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update account set username = ?, username_key = ?, email = null, email_key = null, email_claimed_at = null, \
                 email_verified_at = null, phone = null, phone_claimed_at = null, first_name = '', last_name = '', \
                 password_hash = null, totp_secret = null, totp_confirmed_at = null, totp_step = null, status = 'deleted', \
                 revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![nobody, nobody, ctx.now, id],
        )
        .await?;
    Ok(())
}

/// Accounts that are not deleted, by id, which is the order in which they were made; those after `after`.
pub(in crate::accounts) async fn list(
    ctx: &Ctx<'_>,
    after: AccountId,
    limit: usize,
) -> Result<Vec<AccountRow>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns account} from account where status = 'active' and id > ? order by id limit ?"
            ),
            params![after, limit],
        )
        .await?)
}
