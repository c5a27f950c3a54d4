use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::ids::VendorId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query},
};
use souk_market::{
    At, joining, vendors,
    vendors::{NewVendor, Vendor, VendorFilter, VendorStatus},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    vendor::profile::VendorPatch,
    wire::{Address, Answer, Closure, Once, email, limit, list as write_list, slug, time, words_for},
};

/// Which vendors.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorQuery {
    /// Left out: `active`.
    #[param(inline)]
    status: Option<VendorStatusWord>,
    /// Part of a name, a slug or an address of mail.
    #[param(format = "found_by")]
    q: Option<String>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    VendorStatusWord for VendorStatus { Applied, Active, Refused, Suspended, Closed }
}

/// A vendor as the staff sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffVendor {
    id: String,
    slug: String,
    name: String,
    /// Where orders are announced.
    email: String,
    tagline: String,
    /// Markdown.
    story: String,
    city: String,
    country: String,
    /// `applied`, `active`, `refused`, `suspended` or `closed`.
    status: &'static str,
    /// What it says of delivery; empty: as the market has it.
    delivery_note: String,
    /// What it says of returns; empty: as the market has it.
    return_note: String,
    /// Whether pieces of it that exist once may wait a week for a bank transfer.
    transfer_for_unique: bool,
    /// When it is away; null: it is not and will not be.
    closure: Option<Closure>,
    created_at: String,
    updated_at: String,
}

/// What somebody told who applied for a vendor.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffApplication {
    vendor_id: String,
    account_id: String,
    /// What it wants to sell.
    sells: String,
    /// Where it does business.
    address: Address,
    /// Why it was refused; empty: it was not.
    answer: String,
    applied_at: String,
}

/// Why a vendor is refused.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefusalRequest {
    /// What has to be otherwise; it is sent to who applied.
    #[schema(format = "vendor_answer")]
    reason: String,
}

/// Why a vendor may not sell for now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SuspensionRequest {
    /// What has to be otherwise; it is sent to its owners.
    #[schema(format = "vendor_answer")]
    reason: String,
}

/// A vendor to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorRequest {
    #[schema(format = "vendor_name")]
    name: String,
    /// Where orders are announced.
    #[schema(format = "email")]
    email: String,
    /// Left out: made from the name.
    #[schema(format = "slug")]
    slug: Option<String>,
    #[serde(default)]
    #[schema(format = "tagline")]
    tagline: String,
    /// Markdown.
    #[serde(default)]
    #[schema(format = "story")]
    story: String,
    #[serde(default)]
    #[schema(format = "vendor_city")]
    city: String,
    /// ISO 3166-1 alpha-2.
    #[serde(default)]
    #[schema(format = "country_or_none")]
    country: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<VendorQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let status = query.status.map_or(VendorStatus::Active, VendorStatus::from);
    let filter = VendorFilter { status: Some(status), text: query.q.unwrap_or_default() };
    let page = vendors::search_vendors(http.app(), caller.actor, filter, query.after, rows).await?;
    Ok(write_list(&http, &uri, page, staff_vendor)?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<VendorRequest>,
) -> Result<Response> {
    let new = NewVendor {
        name: asked.name,
        email: email("/email", &asked.email)?,
        slug: slug("/slug", asked.slug.as_deref())?,
        tagline: asked.tagline,
        story: asked.story,
        city: asked.city,
        country: asked.country,
    };
    let once = Once::new(key, |vendor: &Vendor| {
        let made = Answer::created(&staff_vendor(vendor.clone()))?.etag(vendor.revision);
        Ok(made.at(super::VENDOR, &[&vendor.id]))
    });
    let reply = vendors::create_vendor(http.app(), caller.actor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
) -> Result<Response> {
    Ok(answer(&vendors::show_vendor(http.app(), caller.actor, id).await?)?.send())
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<VendorPatch>,
) -> Result<Response> {
    let changes = patch.read(expected)?;
    Ok(answer(&vendors::change_vendor(http.app(), caller.actor, id, changes).await?)?.send())
}

pub(super) async fn approve(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply = vendors::approve_vendor(http.app(), caller.actor, At { id, expected }, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn suspend(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(asked): Json<SuspensionRequest>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let shown = At { id, expected };
    let reply = vendors::suspend_vendor(http.app(), caller.actor, shown, asked.reason, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn refuse(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
    Json(asked): Json<RefusalRequest>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply =
        vendors::refuse_vendor(http.app(), caller.actor, At { id, expected }, asked.reason, once.guard())
            .await?;
    Ok(once.send(reply)?)
}

pub(super) async fn reinstate(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply =
        vendors::reinstate_vendor(http.app(), caller.actor, At { id, expected }, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn close(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    IfMatch(expected): IfMatch,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply = vendors::close_vendor(http.app(), caller.actor, At { id, expected }, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn application(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
) -> Result<Response> {
    let told = joining::show_application(http.app(), caller.actor, id).await?;
    let written = StaffApplication {
        vendor_id: told.vendor.to_string(),
        account_id: told.account.to_string(),
        sells: told.sells,
        address: Address::from(&told.address),
        answer: told.answer,
        applied_at: time(told.applied_at),
    };
    Ok(Answer::ok(&written)?.send())
}

fn answer(vendor: &Vendor) -> souk_market::Result<Answer> {
    Ok(Answer::ok(&staff_vendor(vendor.clone()))?.etag(vendor.revision))
}

fn staff_vendor(vendor: Vendor) -> StaffVendor {
    let closure = Closure::of_vendor(&vendor);
    StaffVendor {
        id: vendor.id.to_string(),
        slug: vendor.slug,
        name: vendor.name,
        email: vendor.email,
        tagline: vendor.tagline,
        story: vendor.story,
        city: vendor.city,
        country: vendor.country,
        status: vendor.status.as_str(),
        delivery_note: vendor.delivery_note,
        return_note: vendor.return_note,
        transfer_for_unique: vendor.transfer_for_unique,
        closure,
        created_at: time(vendor.created_at),
        updated_at: time(vendor.updated_at),
    }
}
