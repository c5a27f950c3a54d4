use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    ids::{AccountId, InvitationId, VendorId},
    text::{Email, MAX_KEY_CHARS},
    vendor::MemberRole,
};

use crate::{Ctx, Result, stored::delete_some};

table! {
    /// Somebody asked to act for a vendor; of the link only the hash is kept. It goes when it is taken up.
    #[derive(Clone, Debug)]
    pub(super) struct InvitationRow in "vendor_invitation", private {
        pub(super) id: InvitationId,
        pub(super) token_hash: [u8; 32],
        pub(super) vendor as vendor_id: VendorId,
        pub(super) email: String [free_text, max(Email::MAX_CHARS)],
        pub(super) email_key: String [max(MAX_KEY_CHARS)],
        pub(super) role: MemberRole,
        /// As [`crate::Actor`] is recorded.
        pub(super) invited_by: String [free_text],
        /// The member that asked; `None`: the market's people.
        pub(super) inviter as inviter_id: Option<AccountId>,
        pub(super) created_at: Timestamp,
        pub(super) expires_at: Timestamp,
    }
}

pub(super) async fn insert(ctx: &Ctx<'_>, row: &InvitationRow) -> Result<()> {
    Ok(ctx.tx.insert(row).await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, id: InvitationId) -> Result<Option<InvitationRow>> {
    let statement = sql!("select {columns vendor_invitation} from vendor_invitation where id = ?");
    Ok(ctx.tx.find(statement, params![id]).await?)
}

/// The invitation of a link that has not expired.
pub(super) async fn find_by_hash(ctx: &Ctx<'_>, token_hash: &[u8; 32]) -> Result<Option<InvitationRow>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select {columns vendor_invitation} from vendor_invitation where token_hash = ? and expires_at > ?"
            ),
            params![token_hash, ctx.now],
        )
        .await?)
}

/// Those of a vendor that have not expired, the oldest first.
pub(super) async fn list(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<InvitationRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor_invitation} from vendor_invitation where vendor_id = ? and expires_at > ? \
                 order by created_at, id"
            ),
            params![vendor, ctx.now],
        )
        .await?)
}

/// Takes an invitation away; false when it is gone.
pub(super) async fn delete(ctx: &Ctx<'_>, id: InvitationId, vendor: VendorId) -> Result<bool> {
    let statement = sql!("delete from vendor_invitation where id = ? and vendor_id = ?");
    Ok(ctx.tx.guarded(statement, params![id, vendor]).await?)
}

/// Takes away what was sent to an address before.
pub(super) async fn delete_of_email(ctx: &Ctx<'_>, vendor: VendorId, key: &str) -> Result<()> {
    let statement = sql!("delete from vendor_invitation where vendor_id = ? and email_key = ?");
    ctx.tx.run(statement, params![vendor, key]).await?;
    Ok(())
}

/// Forgets those that have expired.
pub(super) async fn delete_expired(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let expired = sql!(delete_some!("vendor_invitation", "id", "expires_at <= ?", "expires_at"));
    Ok(ctx.tx.run(expired, params![ctx.now, at_most, ctx.now]).await?)
}

table! {
    /// Where a vendor's money is sent to; the number of the account is sealed.
    #[derive(Clone)]
    pub(super) struct PayoutRow in "vendor_payout", private {
        pub(super) vendor as vendor_id: VendorId,
        pub(super) holder: String [free_text, max(bounds::vendor::MAX_HOLDER_CHARS)],
        pub(super) bank: String [free_text, max(bounds::vendor::MAX_BANK_CHARS)],
        pub(super) sealed: Vec<u8>,
        pub(super) masked: String,
        pub(super) updated_at: Timestamp,
    }
}

pub(super) async fn put_payout(ctx: &Ctx<'_>, row: PayoutRow) -> Result<()> {
    let change = "{upsert vendor_id} holder = {new holder}, bank = {new bank}, sealed = {new sealed}, \
                  masked = {new masked}, updated_at = {new updated_at}";
    Ok(ctx.tx.upsert_all(&[row], change).await?)
}

pub(super) async fn find_payout(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<PayoutRow>> {
    let statement = sql!("select {columns vendor_payout} from vendor_payout where vendor_id = ?");
    Ok(ctx.tx.find(statement, params![vendor]).await?)
}
