use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, Uri};
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{ApiKeyId, VendorId},
    refusal::RequestRefusal,
};
use souk_http::{
    HttpState, Refusal, Result, StaffCaller,
    read::{Json, Part, Query},
};
use souk_market::{
    access,
    access::{ApiKey, Scope},
};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, limit, list as write_list, optional_id, time};

/// Whose keys.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyQuery {
    /// Left out: the staff's.
    #[param(format = "VendorId")]
    vendor_id: Option<String>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

/// A key without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeySheet {
    id: String,
    label: String,
    /// The vendor it acts for; null for the staff.
    vendor_id: Option<String>,
    created_at: String,
    revoked_at: Option<String>,
}

/// A key to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyRequest {
    #[schema(inline)]
    scope: ScopeWord,
    /// With the scope `vendor`.
    #[schema(format = "VendorId")]
    vendor_id: Option<String>,
    /// What it is for.
    #[schema(format = "api_key_label")]
    label: String,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum ScopeWord {
    Staff,
    Vendor,
}

/// A key with its secret, shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct NewApiKey {
    id: String,
    label: String,
    vendor_id: Option<String>,
    /// For `Authorization: Bearer`.
    secret: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<KeyQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let vendor = optional_id::<VendorId>("/vendor_id", query.vendor_id.as_deref())?;
    let scope = vendor.map_or(Scope::Staff, Scope::Vendor);
    let page = access::list_api_keys(http.app(), caller.actor, scope, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, sheet)?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Json(asked): Json<KeyRequest>,
) -> Result<Response> {
    let vendor = optional_id::<VendorId>("/vendor_id", asked.vendor_id.as_deref())?;
    let scope = match (asked.scope, vendor) {
        (ScopeWord::Staff, None) => Scope::Staff,
        (ScopeWord::Vendor, Some(vendor)) => Scope::Vendor(vendor),
        (ScopeWord::Staff, Some(_)) => return Err(wrong("A key of the staff is for no vendor.")),
        (ScopeWord::Vendor, None) => return Err(wrong("Say which vendor the key is for.")),
    };
    let made = access::create_api_key(http.app(), caller.actor, scope, asked.label.clone());
    let (id, secret) = made.await?;
    let made = NewApiKey {
        id: id.to_string(),
        label: asked.label,
        vendor_id: vendor.map(|vendor| vendor.to_string()),
        secret: secret.reveal(),
    };
    Ok(Answer::created(&made)?.send())
}

pub(super) async fn revoke(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<ApiKeyId>,
) -> Result<Response> {
    access::revoke_api_key(http.app(), caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn wrong(detail: &str) -> Refusal {
    RequestRefusal::InvalidValue { pointer: "/vendor_id".to_owned(), detail: detail.to_owned() }.into()
}

fn sheet(key: ApiKey) -> KeySheet {
    KeySheet {
        id: key.id.to_string(),
        label: key.label,
        vendor_id: key.vendor.map(|vendor| vendor.to_string()),
        created_at: time(key.created_at),
        revoked_at: key.revoked_at.map(time),
    }
}
