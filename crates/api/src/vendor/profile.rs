//! What a vendor says of itself, and when it is away.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, IfMatch, Json, change as patched},
};
use souk_market::vendors::{self, NewClosure, Vendor, VendorChanges};
use utoipa::ToSchema;

use crate::wire::{Answer, Closure, Once, email, moment, required, slug, time};

/// Your vendor, as its people see it.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorProfile {
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

/// When your vendor is away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClosureRequest {
    /// RFC 3339. Left out: from now on.
    #[schema(format = "moment")]
    from: Option<String>,
    /// The first moment in which it sells again. Left out: until you open it.
    #[schema(format = "moment")]
    until: Option<String>,
    /// What your pages say meanwhile.
    #[serde(default)]
    #[schema(format = "closure_notice")]
    notice: String,
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

pub(super) async fn show(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    Ok(answer(&vendors::show_own_vendor(http.app(), caller.actor, caller.vendor).await?)?.send())
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    IfMatch(expected): IfMatch,
    Json(patch): Json<VendorPatch>,
) -> Result<Response> {
    let changes = patch.read(expected)?;
    let changed = vendors::change_own_vendor(http.app(), caller.actor, caller.vendor, changes);
    Ok(answer(&changed.await?)?.send())
}

pub(super) async fn close(
    State(http): State<HttpState>,
    caller: VendorCaller,
    key: Option<IdempotencyKey>,
    IfMatch(expected): IfMatch,
    Json(asked): Json<ClosureRequest>,
) -> Result<Response> {
    let new = NewClosure {
        from: asked.from.as_deref().map(|text| moment("/from", text)).transpose()?,
        until: asked.until.as_deref().map(|text| moment("/until", text)).transpose()?,
        notice: asked.notice,
        expected_revision: expected,
    };
    let once = Once::new(key, answer);
    let closing = vendors::close_for_a_while(http.app(), caller.actor, caller.vendor, new, once.guard());
    Ok(once.send(closing.await?)?)
}

pub(super) async fn open(
    State(http): State<HttpState>,
    caller: VendorCaller,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    vendors::open_again(http.app(), caller.actor, caller.vendor, expected).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn answer(vendor: &Vendor) -> souk_market::Result<Answer> {
    let closure = Closure::of_vendor(vendor);
    let revision = vendor.revision;
    let vendor = vendor.clone();
    let profile = VendorProfile {
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
    };
    Ok(Answer::ok(&profile)?.etag(revision))
}

impl VendorPatch {
    pub(crate) fn read(self, expected: Option<i64>) -> Result<VendorChanges> {
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
