use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds::audit::MAX_DETAIL_CHARS,
    ids::{AccountId, AuditEntryId},
};

use super::AuditAction;
use crate::{Ctx, Result, paging::Place};

table! {
    /// Something that was done to rights.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct AuditEntry in "audit_entry", private {
        pub id: AuditEntryId,
        pub action: AuditAction,
        /// Through whom, as [`crate::Actor`] is recorded.
        pub actor: String [free_text],
        /// The person behind it; `None`: the operator.
        pub account as account_id: Option<AccountId>,
        /// The id of what it was done to.
        pub subject: String [free_text],
        /// Whose that is, and what it became.
        pub detail: String [free_text, max(MAX_DETAIL_CHARS)],
        pub created_at: Timestamp,
    }
}

pub(super) async fn insert(
    ctx: &Ctx<'_>,
    action: AuditAction,
    account: Option<AccountId>,
    subject: &str,
    detail: &str,
) -> Result<()> {
    let entry = AuditEntry {
        id: ctx.id(AuditEntryId::from_parts),
        action,
        actor: ctx.actor.to_string(),
        account,
        subject: subject.to_owned(),
        detail: detail.to_owned(),
        created_at: ctx.now,
    };
    Ok(ctx.tx.insert(&entry).await?)
}

/// Entries below a place, the newest first.
pub(super) async fn list(ctx: &Ctx<'_>, after: Place, limit: i64) -> Result<Vec<AuditEntry>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns audit_entry} from audit_entry \
                 where created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![after.key, after.key, after.id, limit],
        )
        .await?)
}
