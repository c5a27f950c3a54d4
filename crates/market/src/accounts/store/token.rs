use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    ids::{AccountId, AccountTokenId},
    text::Email,
};

use super::super::tokens::Purpose;
use crate::{Ctx, Result, stored::delete_some};

table! {
    /// A link that was or will be sent by mail.
    #[derive(Clone, Debug)]
    pub(in crate::accounts) struct TokenRow in "account_token", private {
        pub(in crate::accounts) id: AccountTokenId,
        pub(in crate::accounts) token_hash: [u8; 32],
        pub(in crate::accounts) account as account_id: Option<AccountId>,
        pub(in crate::accounts) purpose: Purpose,
        pub(in crate::accounts) email: Option<String> [free_text, max(Email::MAX_CHARS)],
        pub(in crate::accounts) created_at: Timestamp,
        pub(in crate::accounts) expires_at: Timestamp,
        pub(in crate::accounts) used_at: Option<Timestamp>,
    }
}

pub(in crate::accounts) async fn insert_token(
    ctx: &Ctx<'_>,
    id: AccountTokenId,
    token_hash: &[u8; 32],
    account: Option<AccountId>,
    purpose: Purpose,
    email: Option<&str>,
    expires_at: Timestamp,
) -> Result<()> {
    let row = TokenRow {
        id,
        token_hash: *token_hash,
        account,
        purpose,
        email: email.map(str::to_owned),
        created_at: ctx.now,
        expires_at,
        used_at: None,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(in crate::accounts) async fn find_token(ctx: &Ctx<'_>, id: AccountTokenId) -> Result<Option<TokenRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns account_token} from account_token where id = ?"), params![id])
        .await?)
}

pub(in crate::accounts) async fn find_token_by_hash(
    ctx: &Ctx<'_>,
    token_hash: &[u8; 32],
) -> Result<Option<TokenRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns account_token} from account_token where token_hash = ?"),
            params![token_hash],
        )
        .await?)
}

/// Uses a link; false when it was used or has expired.
pub(in crate::accounts) async fn use_token(ctx: &Ctx<'_>, id: AccountTokenId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update account_token set used_at = ? where id = ? and used_at is null and expires_at > ?"),
            params![ctx.now, id, ctx.now],
        )
        .await?)
}

/// Says whose link it is and where it goes, once that is known.
pub(in crate::accounts) async fn give_token(
    ctx: &Ctx<'_>,
    id: AccountTokenId,
    account: AccountId,
    email: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update account_token set account_id = ?, email = ? where id = ?"),
            params![account, email, id],
        )
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn delete_token(ctx: &Ctx<'_>, id: AccountTokenId) -> Result<()> {
    ctx.tx.run(sql!("delete from account_token where id = ?"), params![id]).await?;
    Ok(())
}

/// Ends the unused links of one purpose that an account has, but one.
pub(in crate::accounts) async fn delete_tokens(
    ctx: &Ctx<'_>,
    account: AccountId,
    purpose: Purpose,
    but: Option<AccountTokenId>,
) -> Result<()> {
    let but = but.unwrap_or(AccountTokenId::from_bytes([0; 16]));
    ctx.tx
        .run(
            sql!("delete from account_token where account_id = ? and purpose = ? and id <> ?"),
            params![account, purpose, but],
        )
        .await?;
    Ok(())
}

/// Ends the links by which an account's address would become another one than `email`.
pub(in crate::accounts) async fn delete_links_to_others(
    ctx: &Ctx<'_>,
    account: AccountId,
    email: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("delete from account_token where account_id = ? and purpose = 'verify' and email <> ?"),
            params![account, email],
        )
        .await?;
    Ok(())
}

/// Ends every link of a purpose that belongs to no account.
pub(in crate::accounts) async fn delete_tokens_of_nobody(ctx: &Ctx<'_>, purpose: Purpose) -> Result<()> {
    ctx.tx
        .run(sql!("delete from account_token where account_id is null and purpose = ?"), params![purpose])
        .await?;
    Ok(())
}

pub(in crate::accounts) async fn delete_all_tokens(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from account_token where account_id = ?"), params![account]).await?;
    Ok(())
}

/// Forgets links that have expired.
pub(in crate::accounts) async fn delete_expired_tokens(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let expired = sql!(delete_some!("account_token", "id", "expires_at <= ?", "expires_at"));
    Ok(ctx.tx.run(expired, params![ctx.now, at_most, ctx.now]).await?)
}
