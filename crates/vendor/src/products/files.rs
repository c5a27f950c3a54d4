//! The files that whoever bought a variant may download: each is written down as it comes, and taken away one by one.

use axum::response::Response;
use souk_domain::ids::{DownloadId, ProductId, VariantId};
use souk_domain::refusal::{CatalogueRefusal, Refusal};
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{LongForm, Part, Sent, Texts, Upload};
use souk_market::catalogue;
use souk_ui::FormError;
use souk_ui::texts::say;

use super::form::ProductForm;
use super::pictures::{Beside, beside, reason};
use crate::shared::Worker;

/// The field that brings them.
const FIELD: &str = "downloads";

/// `POST /vendor/products/{product}/downloads`: each is kept as it comes; those that cannot be are named, and the others stay.
pub(super) async fn add(
    worker: Worker,
    Part(product): Part<ProductId>,
    mut upload: Upload,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    // whoever has no such product need not send files
    let (page, _) = catalogue::show_own_product(app, actor, vendor, product).await?;
    let (mut typed, mut added, mut errors) = (Texts::default(), 0_usize, Vec::new());
    while let Some(part) = upload.next_part().await? {
        if part.file_name.is_none() {
            typed.take(part).await?;
            continue;
        }
        let name = part.file_name.clone().filter(|name| !name.is_empty() && part.name == FIELD);
        let Some(name) = name else { continue };
        let variant: Option<VariantId> = typed.get("download_of").and_then(|id| id.parse().ok());
        let own = variant.filter(|id| page.variants.iter().any(|own| own.variant.id == *id));
        let Some(variant) = own else {
            errors.push(wrong(say("desk-choose-again", &[])));
            break;
        };
        match take(&worker, variant, &name, part).await? {
            Ok(()) => added += 1,
            Err(error) => errors.push(wrong(format!("{name}: {}", reason(error)?))),
        }
    }
    if added == 0 && errors.is_empty() {
        errors.push(wrong(say("downloads-none", &[])));
    }
    let form = ProductForm::of(typed.into_pairs());
    beside(&worker, product, form, errors, Beside::Files).await
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
    LongForm(pairs): LongForm,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let said = pairs.iter().find(|(name, _)| name == "file").map(|(_, id)| id.parse());
    let file: DownloadId =
        said.and_then(std::result::Result::ok).ok_or(CatalogueRefusal::DownloadNotFound)?;
    match catalogue::remove_download(app, actor, vendor, file).await {
        Ok(()) => {}
        // somebody else took it away already
        Err(error)
            if matches!(error.refusal(), Some(Refusal::Catalogue(CatalogueRefusal::DownloadNotFound))) => {}
        Err(error) => return Err(error.into()),
    }
    beside(&worker, product, ProductForm::of(pairs), Vec::new(), Beside::FileGone).await
}

fn wrong(words: String) -> FormError {
    FormError { field: FIELD.to_owned(), words }
}
