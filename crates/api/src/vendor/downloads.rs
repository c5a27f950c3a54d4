//! Files that whoever bought a variant may download.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_domain::ids::{DownloadId, ProductId, VariantId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{FileBody, Octets, Part, Query},
};
use souk_market::catalogue;
use utoipa::{IntoParams, ToSchema};

use crate::wire::{Answer, time};

/// What it is called.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct DownloadQuery {
    /// Under which it is saved.
    #[serde(default)]
    #[param(format = "download_name")]
    name: String,
}

/// A file that whoever buys the variant may download.
#[derive(Serialize, ToSchema)]
pub(crate) struct Download {
    #[schema(example = "dl_01hf7yat00e8g8v5m6n7p8q9r0")]
    id: String,
    variant_id: String,
    #[schema(example = "Pattern, A4.pdf")]
    name: String,
    #[schema(example = 3_400_000)]
    bytes: i64,
    created_at: String,
}

impl Download {
    fn of(found: &catalogue::Download) -> Self {
        Self {
            id: found.id.to_string(),
            variant_id: found.variant.to_string(),
            name: found.name.clone(),
            bytes: found.bytes,
            created_at: time(found.created_at),
        }
    }
}

/// The files of a product, variant by variant.
#[derive(Serialize, ToSchema)]
pub(crate) struct Downloads {
    #[schema(max_items = 102400)]
    items: Vec<Download>,
}

pub(super) async fn add(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(variant): Part<VariantId>,
    Query(asked): Query<DownloadQuery>,
    mut body: FileBody<Octets>,
) -> Result<Response> {
    let begun = catalogue::begin_download(http.app(), caller.actor, caller.vendor, variant, &asked.name);
    let mut upload = begun.await?;
    while let Some(piece) = body.chunk().await? {
        upload.push(&piece).await?;
    }
    // no `Location`: a file is shown with its variant
    Ok(Answer::created(&Download::of(&upload.keep().await?))?.send())
}

pub(super) async fn list(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(product): Part<ProductId>,
) -> Result<Response> {
    let found = catalogue::list_downloads(http.app(), caller.actor, caller.vendor, product).await?;
    Ok(Answer::ok(&Downloads { items: found.iter().map(Download::of).collect() })?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(download): Part<DownloadId>,
) -> Result<StatusCode> {
    catalogue::remove_download(http.app(), caller.actor, caller.vendor, download).await?;
    Ok(StatusCode::NO_CONTENT)
}
