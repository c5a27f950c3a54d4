//! Pictures of a vendor's own products.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_domain::ids::{ImageId, ProductId, VariantId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{IdempotencyKey, Json, Part, Parts, Picture, Query, change as patched},
};
use souk_market::catalogue::{self, ImageChanges, ImageOnPage, NewImage};
use utoipa::{IntoParams, ToSchema};

use crate::{
    catalogue::{Image, image},
    wire::{Answer, Once, id, optional_id, required},
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

/// What is to change about a picture (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImagePatch {
    /// For whoever cannot see it; null empties it.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "picture_alt")]
    alt: Option<Option<String>>,
    /// Its place among the product's pictures, from 1; beyond the last it is the last.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = u32, format = "place")]
    place: Option<Option<u32>>,
    /// The variants it shows; null or none: the whole product.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<Vec<String>>, format = "VariantId", max_items = 2048)]
    variant_ids: Option<Option<Vec<String>>>,
}

/// The pictures of a product, in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct Images {
    #[schema(max_items = 250)]
    items: Vec<Image>,
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Parts(product, picture): Parts<ProductId, ImageId>,
    Json(patch): Json<ImagePatch>,
) -> Result<Response> {
    let variant = |(place, text): (usize, &String)| id::<VariantId>(&format!("/variant_ids/{place}"), text);
    let variants = patch.variant_ids.map(Option::unwrap_or_default);
    let changes = ImageChanges {
        alt: patch.alt.map(Option::unwrap_or_default),
        place: required("/place", patch.place)?,
        variants: variants
            .map(|variants| variants.iter().enumerate().map(variant).collect::<Result<_>>())
            .transpose()?,
    };
    let all =
        catalogue::change_product_image(http.app(), caller.actor, caller.vendor, product, picture, changes);
    let items = all.await?.into_iter().map(|found| image(http.public_url(), found)).collect();
    Ok(Answer::ok(&Images { items })?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Parts(product, picture): Parts<ProductId, ImageId>,
) -> Result<StatusCode> {
    catalogue::remove_product_image(http.app(), caller.actor, caller.vendor, product, picture).await?;
    Ok(StatusCode::NO_CONTENT)
}
