use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_http::{HttpState, Result, StaffCaller, read::Query};
use souk_market::audit;
use utoipa::ToSchema;

use crate::wire::{ListQuery, list as write_list, time};

/// Something that was done to rights.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    id: String,
    /// What was done, such as `api_key.made`, `vendor.approved` or `vendor_member.joined`.
    action: &'static str,
    /// Through whom it was done: such as `staff:key_…`, `staff:acct_…`, `operator`.
    actor: String,
    /// The person behind it; null for the operator.
    account_id: Option<String>,
    /// The id of what it was done to.
    subject: String,
    /// Whose that is, `staff` or the vendor's id, with the role of who joins it, has another or leaves; of a vendor that was
    /// refused, how that begins; of where its money goes, the account's ends.
    detail: String,
    created_at: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let rows = query.limit()?;
    let page = audit::list_audit(http.app(), caller.actor, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, entry)?.send())
}

fn entry(entry: audit::AuditEntry) -> AuditEntry {
    AuditEntry {
        id: entry.id.to_string(),
        action: entry.action.as_str(),
        actor: entry.actor,
        account_id: entry.account.map(|account| account.to_string()),
        subject: entry.subject,
        detail: entry.detail,
        created_at: time(entry.created_at),
    }
}
