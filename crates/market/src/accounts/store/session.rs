use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    account::{MAX_AGENT_CHARS, MAX_CLIENT_CHARS},
    ids::{AccountId, CartId, SessionId, VendorId},
};

use crate::{Ctx, Result, stored::delete_some};

table! {
    /// A session; of its token only the hash is kept.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct SessionRow in "account_session", private {
        pub id: SessionId,
        pub(in crate::accounts) token_hash: [u8; 32],
        pub(in crate::accounts) account_id: AccountId,
        /// The program it was begun with, as that named itself.
        pub agent: String [free_text, max(MAX_AGENT_CHARS)],
        /// The network it was begun from; empty: this machine.
        pub client: String [max(MAX_CLIENT_CHARS)],
        pub created_at: Timestamp,
        pub seen_at: Timestamp,
        pub expires_at: Timestamp,
        /// The vendor that one of the staff acts for with it, and until when.
        pub(in crate::accounts) acts_for: Option<VendorId>,
        pub(in crate::accounts) acts_until: Option<Timestamp>,
    }
}

row! {
    pub(in crate::accounts) struct LiveRow {
        pub(in crate::accounts) session: SessionId,
        pub(in crate::accounts) account: AccountId,
        pub(in crate::accounts) username: String,
        pub(in crate::accounts) first_name: String,
        pub(in crate::accounts) email: Option<String>,
        pub(in crate::accounts) email_verified_at: Option<Timestamp>,
        pub(in crate::accounts) created_at: Timestamp,
        pub(in crate::accounts) seen_at: Timestamp,
        pub(in crate::accounts) totp_confirmed_at: Option<Timestamp>,
        pub(in crate::accounts) role: Option<String>,
        pub(in crate::accounts) role_permissions: Option<String>,
        pub(in crate::accounts) requires_second_factor: Option<bool>,
        pub(in crate::accounts) department: Option<String>,
        pub(in crate::accounts) department_permissions: Option<String>,
        pub(in crate::accounts) acts_for: Option<VendorId>,
        pub(in crate::accounts) acts_until: Option<Timestamp>,
        pub(in crate::accounts) acts_for_name: Option<String>,
        pub(in crate::accounts) cart: Option<CartId>,
    }
}

pub(in crate::accounts) async fn insert_session(
    ctx: &Ctx<'_>,
    id: SessionId,
    token_hash: &[u8; 32],
    account: AccountId,
    (agent, client): (&str, &str),
    expires_at: Timestamp,
) -> Result<()> {
    let row = SessionRow {
        id,
        token_hash: *token_hash,
        account_id: account,
        agent: agent.to_owned(),
        client: client.to_owned(),
        created_at: ctx.now,
        seen_at: ctx.now,
        expires_at,
        acts_for: None,
        acts_until: None,
    };
    Ok(ctx.tx.insert(&row).await?)
}

/// The session of a token that has not ended, with the account's open cart.
pub(in crate::accounts) async fn find_live(ctx: &Ctx<'_>, token_hash: &[u8; 32]) -> Result<Option<LiveRow>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select s.id, a.id, a.username, a.first_name, a.email, a.email_verified_at, s.created_at, s.seen_at, \
                 a.totp_confirmed_at, t.role, r.permissions, r.requires_second_factor, t.department, d.permissions, \
                 s.acts_for, s.acts_until, v.name, c.id \
                 from account_session s join account a on a.id = s.account_id left join staff t on t.account_id = a.id \
                 left join staff_role r on r.code = t.role left join staff_department d on d.code = t.department \
                 left join vendor v on v.id = s.acts_for \
                 left join cart c on c.account_id = a.id and c.status = 'open' \
                 where s.token_hash = ? and s.expires_at > ? and a.status = 'active' order by c.created_at limit 1"
            ),
            params![token_hash, ctx.now],
        )
        .await?)
}

/// Notes that a session is in use, and lengthens it.
pub(in crate::accounts) async fn touch_session(
    ctx: &Ctx<'_>,
    id: SessionId,
    expires_at: Timestamp,
) -> Result<()> {
    ctx.tx
        .run(
            sql!("update account_session set seen_at = ?, expires_at = ? where id = ?"),
            params![ctx.now, expires_at, id],
        )
        .await?;
    Ok(())
}

/// Lets a session act for a vendor; false when there is no such session of the account.
pub(in crate::accounts) async fn act_with(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: SessionId,
    vendor: VendorId,
    until: Timestamp,
) -> Result<bool> {
    let statement =
        sql!("update account_session set acts_for = ?, acts_until = ? where id = ? and account_id = ?");
    Ok(ctx.tx.guarded(statement, params![vendor, until, id, account]).await?)
}

/// The vendor that a session acts for now.
pub(in crate::accounts) async fn acts_for(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: SessionId,
) -> Result<Option<VendorId>> {
    let statement = sql!(
        "select acts_for from account_session where id = ? and account_id = ? and acts_for is not null and acts_until > ?"
    );
    Ok(ctx.tx.find::<VendorId>(statement, params![id, account, ctx.now]).await?)
}

/// A session acts for nobody but its account.
pub(in crate::accounts) async fn stop_acting(ctx: &Ctx<'_>, account: AccountId, id: SessionId) -> Result<()> {
    let statement =
        sql!("update account_session set acts_for = null, acts_until = null where id = ? and account_id = ?");
    ctx.tx.run(statement, params![id, account]).await?;
    Ok(())
}

/// As [`stop_acting`], of every session of an account.
pub(in crate::accounts) async fn stop_acting_of(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let statement =
        sql!("update account_session set acts_for = null, acts_until = null where account_id = ?");
    ctx.tx.run(statement, params![account]).await?;
    Ok(())
}

/// Sessions that have not ended, the latest used first.
pub(in crate::accounts) async fn list_sessions(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<SessionRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns account_session} from account_session where account_id = ? and expires_at > ? order by seen_at desc, id desc"
            ),
            params![account, ctx.now],
        )
        .await?)
}

/// False when the account has no such session.
pub(in crate::accounts) async fn delete_session(
    ctx: &Ctx<'_>,
    account: AccountId,
    id: SessionId,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(sql!("delete from account_session where id = ? and account_id = ?"), params![id, account])
        .await?)
}

/// Ends every session of an account but one.
pub(in crate::accounts) async fn delete_sessions(
    ctx: &Ctx<'_>,
    account: AccountId,
    but: Option<SessionId>,
) -> Result<u64> {
    let but = but.unwrap_or(SessionId::from_bytes([0; 16]));
    Ok(ctx
        .tx
        .run(sql!("delete from account_session where account_id = ? and id <> ?"), params![account, but])
        .await?)
}

/// Forgets sessions that have ended.
pub(in crate::accounts) async fn delete_ended_sessions(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let ended = sql!(delete_some!("account_session", "id", "expires_at <= ?", "expires_at"));
    Ok(ctx.tx.run(ended, params![ctx.now, at_most, ctx.now]).await?)
}
