use axum::{extract::State, response::Response};
use http::Uri;
use jiff::Timestamp;
use serde::Serialize;
use souk_http::{HttpState, Result, read::Part};
use souk_market::{Actor, vendors, vendors::Vendor};
use utoipa::ToSchema;

use crate::wire::{Answer, Closure, kept, time};

/// A vendor as everyone sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublicVendor {
    id: String,
    slug: String,
    name: String,
    tagline: String,
    /// Markdown.
    story: String,
    city: String,
    country: String,
    /// What it says of delivery; empty: as the market has it.
    delivery_note: String,
    /// What it says of returns; empty: as the market has it.
    return_note: String,
    /// While it is away: nothing of it can be bought. Null: it sells.
    away: Option<Closure>,
    since: String,
}

pub(super) async fn show(
    State(http): State<HttpState>,
    Part(asked): Part<String>,
    uri: Uri,
) -> Result<Response> {
    kept(&http, &uri, async {
        let vendor = vendors::show_open_vendor(http.app(), Actor::Guest, asked).await?;
        let revision = vendor.revision;
        let now = http.app().now();
        let turn = vendor.closure().and_then(|closure| closure.next_turn(now));
        Ok(Answer::ok(&public(vendor, now))?.etag(revision).good_until(turn))
    })
    .await
}

fn public(vendor: Vendor, now: Timestamp) -> PublicVendor {
    let away = vendor.closure().filter(|closure| closure.holds(now));
    PublicVendor {
        id: vendor.id.to_string(),
        slug: vendor.slug,
        name: vendor.name,
        tagline: vendor.tagline,
        story: vendor.story,
        city: vendor.city,
        country: vendor.country,
        delivery_note: vendor.delivery_note,
        return_note: vendor.return_note,
        away: away.map(|closure| Closure::of(closure, &vendor.closure_notice)),
        since: time(vendor.created_at),
    }
}
