//! The pictures of a product: several come at once, and each may be named, moved and taken away.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{ImageId, ProductId};
use souk_domain::refusal::CatalogueRefusal;
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, Part, Upload};
use souk_http::{Result, to_the_end};
use souk_market::Error;
use souk_market::catalogue::{self, ImageChanges, MAX_PICTURE_BYTES, NewImage};
use souk_ui::FormError;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::editor::{Shown, draw};
use super::fill::form_of;
use crate::prelude::*;
use crate::shared::Worker;

/// Pictures that one form brings: more than anybody chooses at once, and an end to the work.
const MAX_AT_ONCE: usize = 20;

/// What is done with one picture: its text, and the button that was pressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PictureForm {
    image: String,
    #[serde(default)]
    alt: String,
    /// Where it goes; left out: it stays.
    #[serde(default)]
    place: Option<u32>,
    /// It is taken away.
    #[serde(default)]
    remove: String,
}

/// `POST /vendor/products/{product}/pictures`: each is kept as it comes; those that cannot be are named, and the others stay.
pub(super) async fn add(
    worker: Worker,
    Part(product): Part<ProductId>,
    mut upload: Upload,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    // whoever has no such product need not send pictures
    catalogue::show_own_product(app, actor, vendor, product).await?;
    let (mut added, mut errors) = (0_usize, Vec::new());
    while let Some(part) = upload.next_part().await? {
        let Some(file) = part.file_name.clone().filter(|file| !file.is_empty()) else { continue };
        if added + errors.len() == MAX_AT_ONCE {
            errors.push(wrong(say("pictures-too-many", &[("max", &MAX_AT_ONCE)])));
            break;
        }
        // one that is too large is named like any other that cannot be, and those after it are taken
        let bytes = part.first_bytes(MAX_PICTURE_BYTES + 1).await?;
        let new = NewImage { product, variants: Vec::new(), alt: String::new() };
        match to_the_end(catalogue::add_product_image(app, actor, vendor, new, bytes, None)).await? {
            Ok(_) => added += 1,
            Err(error) => errors.push(wrong(format!("{file}: {}", reason(error)?))),
        }
    }
    if added == 0 && errors.is_empty() {
        errors.push(wrong(say("pictures-none", &[])));
    }
    if errors.is_empty() {
        return Ok(see_other(&format!("{}?done=pictures", ways::product(&product.to_string())), None));
    }
    let (page, currency) = catalogue::show_own_product(app, actor, vendor, product).await?;
    let form = form_of(&page, currency);
    let shown = Shown { errors, ..Shown::default() };
    draw(&worker, Some(&page), form, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// `POST /vendor/products/{product}/pictures/changes`.
pub(super) async fn change(
    worker: Worker,
    Part(product): Part<ProductId>,
    Form(sent): Form<PictureForm>,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let image: ImageId = sent.image.parse().map_err(|_| CatalogueRefusal::ImageNotFound)?;
    let done = if sent.remove.is_empty() {
        let changes = ImageChanges { alt: Some(sent.alt), place: sent.place, variants: None };
        let changed = catalogue::change_product_image(app, actor, vendor, product, image, changes);
        changed.await.map(|_| ())
    } else {
        catalogue::remove_product_image(app, actor, vendor, product, image).await
    };
    match done {
        Ok(()) => Ok(see_other(&format!("{}#pictures", ways::product(&product.to_string())), None)),
        Err(error) => {
            let errors = vec![wrong(reason(error)?)];
            let (page, currency) = catalogue::show_own_product(app, actor, vendor, product).await?;
            let form = form_of(&page, currency);
            let shown = Shown { errors, ..Shown::default() };
            draw(&worker, Some(&page), form, StatusCode::UNPROCESSABLE_ENTITY, shown).await
        }
    }
}

fn wrong(words: String) -> FormError {
    FormError { field: "files".to_owned(), words }
}

/// What is wrong with a file, in words. Errors: what nobody can mend here.
pub(super) fn reason(error: Error) -> Result<String> {
    match error.refusal() {
        Some(refusal) if !refusal.fields().is_empty() => {
            Ok(refusal.fields().into_iter().map(|field| field.detail).collect::<Vec<_>>().join(" "))
        }
        _ => Err(error.into()),
    }
}
