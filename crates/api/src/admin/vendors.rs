use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::ids::VendorId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, Query, change as patched},
};
use souk_market::{
    vendors,
    vendors::{NewVendor, Vendor, VendorChanges, VendorStatus},
};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, Once, email, limit, list as write_list, required, slug, time, words_for};

/// Which vendors.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorQuery {
    /// Left out: `active`.
    #[param(inline)]
    status: Option<VendorStatusWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before.
    #[param(format = "cursor")]
    after: Option<String>,
}

words_for! {
    VendorStatusWord for VendorStatus { Pending, Active, Suspended }
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
    /// `pending`, `active` or `suspended`.
    status: &'static str,
    /// What it says of delivery; empty: as the market has it.
    delivery_note: String,
    /// What it says of returns; empty: as the market has it.
    return_note: String,
    /// Whether pieces of it that exist once may wait a week for a bank transfer.
    transfer_for_unique: bool,
    created_at: String,
    updated_at: String,
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

/// What is to change about a vendor (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VendorPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "vendor_name")]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "email")]
    email: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "slug")]
    slug: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "tagline")]
    tagline: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "story")]
    story: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "vendor_city")]
    city: Option<Option<String>>,
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "country_or_none")]
    country: Option<Option<String>>,
    /// Plain words on delivery; empty or null: as the market has it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "vendor_note")]
    delivery_note: Option<Option<String>>,
    /// Plain words on returns; empty or null: as the market has it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "vendor_note")]
    return_note: Option<Option<String>>,
    /// Whether pieces of it that exist once may wait a week for a bank transfer; null: they may not.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<bool>)]
    transfer_for_unique: Option<Option<bool>>,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: StaffCaller,
    uri: Uri,
    Query(query): Query<VendorQuery>,
) -> Result<Response> {
    let rows = limit(query.limit)?;
    let status = query.status.map_or(VendorStatus::Active, VendorStatus::from);
    let page = vendors::list_vendors(http.app(), caller.actor, status, query.after, rows).await?;
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
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply = vendors::approve_vendor(http.app(), caller.actor, id, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn suspend(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<VendorId>,
    key: Option<IdempotencyKey>,
) -> Result<Response> {
    let once = Once::new(key, answer);
    let reply = vendors::suspend_vendor(http.app(), caller.actor, id, once.guard()).await?;
    Ok(once.send(reply)?)
}

impl VendorPatch {
    fn read(self, expected: Option<i64>) -> Result<VendorChanges> {
        let address = required("/email", self.email)?;
        Ok(VendorChanges {
            name: required("/name", self.name)?,
            email: address.map(|address| email("/email", &address)).transpose()?,
            slug: slug("/slug", required("/slug", self.slug)?.as_deref())?,
            tagline: self.tagline.map(Option::unwrap_or_default),
            story: self.story.map(Option::unwrap_or_default),
            city: self.city.map(Option::unwrap_or_default),
            country: self.country.map(Option::unwrap_or_default),
            delivery_note: self.delivery_note.map(Option::unwrap_or_default),
            return_note: self.return_note.map(Option::unwrap_or_default),
            transfer_for_unique: self.transfer_for_unique.map(Option::unwrap_or_default),
            expected_revision: expected,
        })
    }
}

fn answer(vendor: &Vendor) -> souk_market::Result<Answer> {
    Ok(Answer::ok(&staff_vendor(vendor.clone()))?.etag(vendor.revision))
}

fn staff_vendor(vendor: Vendor) -> StaffVendor {
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
        created_at: time(vendor.created_at),
        updated_at: time(vendor.updated_at),
    }
}
