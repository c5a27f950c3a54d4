//! What people did.

use axum::{
    body::Body,
    extract::State,
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use http::{HeaderValue, Method, Uri, header};
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{AccountId, VendorId},
    refusal,
};
use souk_http::{Access, HttpState, Result, StaffCaller, read::Query};
use souk_market::audit::{self, AuditExport, AuditQuery};
use utoipa::{IntoParams, ToSchema};

use crate::{
    operation::{CSV, Operation},
    wire::{asked_moment, limit, list as write_list, optional_id, time},
};

/// Something that somebody did.
#[derive(Serialize, ToSchema)]
pub(crate) struct AuditEntry {
    id: String,
    /// What was done, such as `staff_role.changed`, `vendor.approved` or `session.began`; where nothing else is said, the name of the
    /// operation that was called.
    action: String,
    /// The operation that was called, as this document or a page names it; null: it came by no request.
    operation: Option<String>,
    /// Through whom: such as `staff:acct_…`, `staff:key_…`, `vendor:acct_…`, `acting:acct_…` (one of the staff for a vendor), `operator`.
    actor: String,
    /// The person behind it; null for the operator, and for keys of vendors.
    account_id: Option<String>,
    /// The vendor that it was done for.
    vendor_id: Option<String>,
    /// What kind of thing it was done to, such as `vendor` or `staff_role`; may be empty.
    object_kind: String,
    /// Its id or code; may be empty.
    object: String,
    /// What else is to be said; may be empty.
    detail: String,
    /// How it was: a short JSON object in text.
    before: Option<String>,
    /// How it was then.
    after: Option<String>,
    /// The network that it was asked from.
    client: Option<String>,
    created_at: String,
}

/// Which entries.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditListQuery {
    /// Those of this person.
    #[param(format = "AccountId")]
    account_id: Option<String>,
    /// Those that were done for this vendor.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
    /// Those of this action.
    #[param(format = "audit_word")]
    action: Option<String>,
    /// Those that were done to this, by its id or code.
    #[param(format = "audit_word")]
    object: Option<String>,
    /// From this moment on, RFC 3339.
    #[param(format = "moment")]
    from: Option<String>,
    /// Until before this moment.
    #[param(format = "moment")]
    to: Option<String>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// Which entries a file holds.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct AuditFileQuery {
    /// Those of this person.
    #[param(format = "AccountId")]
    account_id: Option<String>,
    /// Those that were done for this vendor.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
    /// Those of this action.
    #[param(format = "audit_word")]
    action: Option<String>,
    /// Those that were done to this, by its id or code.
    #[param(format = "audit_word")]
    object: Option<String>,
    /// From this moment on, RFC 3339.
    #[param(format = "moment")]
    from: Option<String>,
    /// Until before this moment.
    #[param(format = "moment")]
    to: Option<String>,
}

pub(super) fn operations() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/api/v1/admin/audit", "list_audit", Access::Staff, list)
            .says(
                "What people did",
                "What the staff and vendors changed, who signed in and who was refused; newest first. Nothing of it is ever changed or \
                 taken out.",
            )
            .query::<AuditListQuery>()
            .answers_list::<AuditEntry>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::GET, "/api/v1/admin/audit/export", "export_audit", Access::Staff, export)
            .says("The same as a table", "Newest first.")
            .query::<AuditFileQuery>()
            .answers_csv()
            .refuses(&[&refusal::MALFORMED_QUERY]),
    ]
}

impl AuditFileQuery {
    fn read(self) -> Result<AuditQuery> {
        Ok(AuditQuery {
            account: optional_id::<AccountId>("/account_id", self.account_id.as_deref())?,
            vendor: optional_id::<VendorId>("/vendor_id", self.vendor_id.as_deref())?,
            action: self.action,
            object: self.object,
            from: asked_moment("/from", self.from.as_deref())?,
            until: asked_moment("/to", self.to.as_deref())?,
        })
    }
}

async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<AuditListQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let AuditListQuery { account_id, vendor_id, action, object, from, to, after, .. } = query;
    let wanted = AuditFileQuery { account_id, vendor_id, action, object, from, to }.read()?;
    let page = audit::list_audit(http.app(), caller.actor, wanted, after, rows).await?;
    Ok(write_list(&http, &uri, page, entry)?.send())
}

async fn export(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Query(query): Query<AuditFileQuery>,
) -> Result<Response> {
    let asked = audit::export_audit(http.app(), caller.actor, query.read()?)?;
    let parts = stream::unfold(Some(asked), next_part);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(CSV)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"audit.csv\"")),
    ];
    Ok((headers, Body::from_stream(parts)).into_response())
}

/// One part behind the other. A fault breaks the answer off, which a client sees: it must not look whole.
async fn next_part(
    export: Option<AuditExport>,
) -> Option<(std::result::Result<String, souk_market::Error>, Option<AuditExport>)> {
    let mut export = export?;
    match export.next_part().await {
        Ok(part) => Some((Ok(part?), Some(export))),
        Err(error) => Some((Err(error), None)),
    }
}

fn entry(entry: audit::AuditEntry) -> AuditEntry {
    AuditEntry {
        id: entry.id.to_string(),
        action: entry.action,
        operation: entry.operation,
        actor: entry.actor,
        account_id: entry.account.map(|account| account.to_string()),
        vendor_id: entry.vendor.map(|vendor| vendor.to_string()),
        object_kind: entry.object_kind,
        object: entry.object,
        detail: entry.detail,
        before: entry.before,
        after: entry.after,
        client: entry.client,
        created_at: time(entry.created_at),
    }
}
