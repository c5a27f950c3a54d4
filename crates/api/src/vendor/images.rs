//! Pictures of a vendor's own products.

use axum::{extract::State, response::Response};
use http::StatusCode;
use serde::Deserialize;
use souk_domain::{
    field::FieldError,
    ids::{ImageId, ProductId, VariantId},
    refusal::CatalogueRefusal,
};
use souk_http::{
    Edge, Result, VendorCaller,
    read::{Part, Parts, Picture, Query},
};
use souk_market::{
    Error,
    catalogue::{self, NewImage},
};
use utoipa::IntoParams;

use super::products::own_page;
use crate::{
    catalogue::image,
    wire::{Answer, Once, optional_id, run_read, run_write},
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
    #[param(format = "variant_id")]
    variant_id: Option<String>,
}

pub(super) async fn add(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Part(product): Part<ProductId>,
    Query(asked): Query<ImageQuery>,
    Picture { bytes, keyed }: Picture,
) -> Result<Response> {
    let variant: Option<VariantId> = optional_id("/variant_id", asked.variant_id.as_deref())?;
    // whoever has no such product need not have a picture written anew
    let page = run_read(&edge, caller.actor, move |ctx| Box::pin(own_page(ctx, caller, product))).await?;
    if variant.is_some_and(|variant| page.variants.iter().all(|own| own.variant.id != variant)) {
        let field = FieldError::new("/variant_id", "not_found", "The product has no such variant.");
        return Err(CatalogueRefusal::Invalid { fields: vec![field] }.into());
    }
    let new = NewImage { product, variant, alt: asked.alt };
    let kept = catalogue::keep_picture(edge.app(), bytes.to_vec()).await?;
    let once = Once::new(keyed.claim(edge.app(), "add_product_image", caller.key.as_bytes()));
    let writing = edge.clone();
    let written = once.run(&edge, caller.actor, move |ctx| {
        let (edge, new, kept) = (writing.clone(), new.clone(), kept.clone());
        Box::pin(async move {
            let id = catalogue::add_kept_image(ctx, caller.vendor, &new, &kept).await?;
            let page = own_page(ctx, caller, product).await?;
            let added = page.images.into_iter().find(|found| found.id == id);
            let added = added.ok_or_else(|| Error::broken("a picture that was added is not there"))?;
            let answer = Answer::created(&image(&edge, added))?;
            Ok(answer.at(&format!("/api/v1/vendor/products/{product}/images/{id}")))
        })
    });
    Ok(written.await?)
}

pub(super) async fn remove(
    State(edge): State<Edge>,
    caller: VendorCaller,
    Parts(product, picture): Parts<ProductId, ImageId>,
) -> Result<StatusCode> {
    run_write(&edge, caller.actor, move |ctx| {
        Box::pin(catalogue::remove_image(ctx, caller.vendor, product, picture))
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
