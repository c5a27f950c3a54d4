//! Pictures of a vendor's own products.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::ids::{ImageId, ProductId, VariantId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, Part, Parts, Picture, Query},
};
use souk_market::catalogue::{self, ImageOnPage, NewImage};
use utoipa::IntoParams;

use crate::{
    catalogue::image,
    wire::{Answer, Once, optional_id},
};

/// What a picture shows.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImageQuery {
    /// For whoever cannot see it.
    #[serde(default)]
    #[param(format = "picture_alt")]
    alt: String,
    /// The one variant it shows; left out: the whole product.
    #[param(format = "VariantId")]
    variant_id: Option<String>,
}

pub(super) async fn add(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(product): Part<ProductId>,
    Query(asked): Query<ImageQuery>,
    key: Option<IdempotencyKey>,
    Picture(bytes): Picture,
) -> Result<Response> {
    let variant: Option<VariantId> = optional_id("/variant_id", asked.variant_id.as_deref())?;
    let new = NewImage { product, variants: variant.into_iter().collect(), alt: asked.alt };
    let drawing = http.clone();
    // no `Location`: a picture is shown with its product
    let once = Once::new(key, move |added: &ImageOnPage| {
        Answer::created(&image(drawing.public_url(), added.clone()))
    });
    let bytes = bytes.to_vec();
    let added =
        catalogue::add_product_image(http.app(), caller.actor, caller.vendor, new, bytes, once.guard());
    Ok(once.send(added.await?)?)
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Parts(product, picture): Parts<ProductId, ImageId>,
) -> Result<StatusCode> {
    catalogue::remove_product_image(http.app(), caller.actor, caller.vendor, product, picture).await?;
    Ok(StatusCode::NO_CONTENT)
}
