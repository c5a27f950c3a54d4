//! The pictures of a product: several come at once, and each may be named, moved and taken away. Their buttons send the whole form
//! of the editor, so that what is typed in it is there when the page comes again.

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::ids::{ImageId, ProductId};
use souk_domain::refusal::{CatalogueRefusal, Refusal};
use souk_domain::vendor::VendorPermission;
use souk_http::read::{LongForm, Part, Texts, Upload};
use souk_http::{Result, to_the_end};
use souk_market::Error;
use souk_market::catalogue::{self, ImageChanges, ImageOnPage, MAX_PICTURE_BYTES, NewImage};
use souk_ui::FormError;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::editor::{Shown, draw};
use super::fill::is_as_saved;
use super::form::ProductForm;
use crate::prelude::*;
use crate::shared::{Worker, is_spent, once};

/// Pictures that one form brings: more than anybody chooses at once, and an end to the work.
const MAX_AT_ONCE: usize = 20;
/// The field that brings them.
const FIELD: &str = "files";

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
    let (mut typed, mut added, mut errors) = (Texts::default(), 0_usize, Vec::new());
    while let Some(part) = upload.next_part().await? {
        if part.file_name.is_none() {
            typed.take(part).await?;
            continue;
        }
        let file = part.file_name.clone().filter(|file| !file.is_empty() && part.name == FIELD);
        let Some(file) = file else { continue };
        if added + errors.len() >= MAX_AT_ONCE {
            if added + errors.len() == MAX_AT_ONCE {
                errors.push(wrong(say("pictures-too-many", &[("max", &MAX_AT_ONCE)])));
            }
            continue;
        }
        // one that is too large is named like any other that cannot be, and those after it are taken
        let bytes = part.first_bytes(MAX_PICTURE_BYTES + 1).await?;
        let new = NewImage { product, variants: Vec::new(), alt: String::new() };
        // a page that the browser opens again sends the same pictures again
        let key = typed.get("files_key").filter(|key| !key.is_empty());
        let key = key.map(|key| format!("{key}-{}", added + errors.len())).unwrap_or_default();
        let guard = once(&key, |made: &ImageOnPage| made.id.to_string());
        match to_the_end(catalogue::add_product_image(app, actor, vendor, new, bytes, guard)).await? {
            Ok(_) => added += 1,
            Err(error) if is_spent(&error) => {
                errors.push(wrong(format!("{file}: {}", say("pictures-sent-before", &[]))));
            }
            Err(error) => errors.push(wrong(format!("{file}: {}", reason(error)?))),
        }
    }
    if added == 0 && errors.is_empty() {
        errors.push(wrong(say("pictures-none", &[])));
    }
    let form = ProductForm::of(typed.into_pairs());
    beside(&worker, product, form, errors, Beside::Pictures).await
}

/// `POST /vendor/products/{product}/pictures/changes`: the button says which picture is named, moved or taken away.
pub(super) async fn change(
    worker: Worker,
    Part(product): Part<ProductId>,
    LongForm(pairs): LongForm,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let deed = Deed::of(&pairs).ok_or(CatalogueRefusal::ImageNotFound)?;
    let form = ProductForm::of(pairs);
    let done = match deed {
        Deed::Change(image, place) => {
            let alt = form.alt(&image.to_string()).map(str::to_owned);
            let changes = ImageChanges { alt, place, variants: None };
            let changed = catalogue::change_product_image(app, actor, vendor, product, image, changes);
            changed.await.map(|_| ())
        }
        Deed::Remove(image) => catalogue::remove_product_image(app, actor, vendor, product, image).await,
    };
    let errors = match done {
        Ok(()) => Vec::new(),
        // somebody else took it away: what is typed here need not go with it
        Err(error) if is_gone(&error) => vec![wrong(say("pictures-gone", &[]))],
        Err(error) => vec![wrong(reason(error)?)],
    };
    beside(&worker, product, form, errors, Beside::Changes).await
}

/// What a button does with one picture.
enum Deed {
    /// It is called what is typed, and goes to a place, from 1; `None`: it stays where it is.
    Change(ImageId, Option<u32>),
    Remove(ImageId),
}

impl Deed {
    fn of(pairs: &[(String, String)]) -> Option<Self> {
        let said = |wanted: &str| {
            let found = pairs.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        if let Some(image) = said("remove") {
            return Some(Self::Remove(image.parse().ok()?));
        }
        if let Some(image) = said("keep") {
            return Some(Self::Change(image.parse().ok()?, None));
        }
        let (image, place) = said("earlier").or_else(|| said("later"))?.split_once(' ')?;
        Some(Self::Change(image.parse().ok()?, Some(place.parse().ok()?)))
    }
}

/// What was done beside the form of the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Pictures,
    Changes,
    Files,
    FileGone,
}

/// The editor after something beside its form was done: what was typed in it and is not saved stands in it still.
pub(super) async fn beside(
    worker: &Worker,
    product: ProductId,
    form: ProductForm,
    errors: Vec<FormError>,
    done: Beside,
) -> Result<Response> {
    let found =
        catalogue::show_own_product(worker.http.app(), worker.actor(), worker.seat.vendor, product).await?;
    let (page, currency) = found;
    let (said, place, words) = match done {
        Beside::Pictures => ("?done=pictures", "", say("product-pictures-done", &[])),
        Beside::Changes => ("", "#pictures", String::new()),
        Beside::Files => ("?done=files", "#downloads-h", say("downloads-done", &[])),
        Beside::FileGone => ("", "#downloads-h", String::new()),
    };
    if errors.is_empty() && is_as_saved(&form, &page, currency) {
        let to = format!("{}{said}{place}", ways::product(&product.to_string()));
        return Ok(see_other(&to, None));
    }
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let done = if errors.is_empty() { words } else { String::new() };
    draw(worker, Some(&page), form, status, Shown { errors, done, ..Shown::default() }).await
}

fn is_gone(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Catalogue(CatalogueRefusal::ImageNotFound)))
}

fn wrong(words: String) -> FormError {
    FormError { field: FIELD.to_owned(), words }
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
