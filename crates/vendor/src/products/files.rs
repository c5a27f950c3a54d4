//! The files that whoever bought a variant may download: each is written down as it comes, and taken away one by one.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{DownloadId, ProductId, VariantId};
use souk_domain::refusal::CatalogueRefusal;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Form, Part, Sent, Upload};
use souk_market::catalogue;
use souk_ui::FormError;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::editor::{Shown, draw};
use super::fill::form_of;
use super::pictures::reason;
use crate::prelude::*;
use crate::shared::Worker;

/// An id is far shorter.
const MAX_ID_BYTES: usize = 100;

/// Which file is taken away.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RemovalForm {
    file: String,
}

/// `POST /vendor/products/{product}/downloads`: each is kept as it comes; those that cannot be are named, and the others stay.
pub(super) async fn add(
    worker: Worker,
    Part(product): Part<ProductId>,
    mut upload: Upload,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    // whoever has no such product need not send files
    let (page, currency) = catalogue::show_own_product(app, actor, vendor, product).await?;
    let (mut variant, mut added, mut errors) = (None, 0_usize, Vec::new());
    while let Some(part) = upload.next_part().await? {
        if part.name == "variant" {
            let text = part.text(MAX_ID_BYTES).await?;
            let id: VariantId = text.parse().map_err(|_| CatalogueRefusal::VariantNotFound)?;
            let is_own = page.variants.iter().any(|own| own.variant.id == id);
            variant = Some(is_own.then_some(id).ok_or(CatalogueRefusal::VariantNotFound)?);
            continue;
        }
        let Some(name) = part.file_name.clone().filter(|name| !name.is_empty()) else { continue };
        let variant = variant.ok_or(CatalogueRefusal::VariantNotFound)?;
        match take(&worker, variant, &name, part).await? {
            Ok(()) => added += 1,
            Err(error) => errors.push(wrong(format!("{name}: {}", reason(error)?))),
        }
    }
    if added == 0 && errors.is_empty() {
        errors.push(wrong(say("downloads-none", &[])));
    }
    if errors.is_empty() {
        return Ok(see_other(
            &format!("{}?done=files#downloads-h", ways::product(&product.to_string())),
            None,
        ));
    }
    let shown = Shown { errors, ..Shown::default() };
    draw(&worker, Some(&page), form_of(&page, currency), StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// One file. Errors: the client broke off; inside, why it is not kept.
async fn take(
    worker: &Worker,
    variant: VariantId,
    name: &str,
    mut part: Sent,
) -> Result<std::result::Result<(), souk_market::Error>> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let mut upload = match catalogue::begin_download(app, actor, vendor, variant, name).await {
        Ok(upload) => upload,
        Err(error) => return Ok(Err(error)),
    };
    while let Some(piece) = part.chunk().await? {
        if let Err(error) = upload.push(&piece).await {
            return Ok(Err(error));
        }
    }
    Ok(upload.keep().await.map(|_| ()))
}

/// `POST /vendor/products/{product}/downloads/removal`.
pub(super) async fn remove(
    worker: Worker,
    Part(product): Part<ProductId>,
    Form(sent): Form<RemovalForm>,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let file: DownloadId = sent.file.parse().map_err(|_| CatalogueRefusal::DownloadNotFound)?;
    catalogue::remove_download(app, actor, vendor, file).await?;
    Ok(see_other(&format!("{}#downloads-h", ways::product(&product.to_string())), None))
}

fn wrong(words: String) -> FormError {
    FormError { field: "downloads".to_owned(), words }
}
