use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_http::{HttpState, Result, read::Part};
use souk_market::{Actor, vendors, vendors::Vendor};
use utoipa::ToSchema;

use crate::wire::{Answer, kept, time};

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
        Ok(Answer::ok(&public(vendor))?.etag(revision))
    })
    .await
}

fn public(vendor: Vendor) -> PublicVendor {
    PublicVendor {
        id: vendor.id.to_string(),
        slug: vendor.slug,
        name: vendor.name,
        tagline: vendor.tagline,
        story: vendor.story,
        city: vendor.city,
        country: vendor.country,
        since: time(vendor.created_at),
    }
}
