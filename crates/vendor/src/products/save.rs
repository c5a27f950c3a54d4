//! What the buttons of the editor do.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::ProductId;
use souk_domain::refusal::{Refusal, RequestRefusal, VendorRefusal};
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, LongForm, Part};
use souk_http::{Result, to_the_end};
use souk_market::Error;
use souk_market::catalogue::{self, ImageChanges, PricedPage, ProductPage, ProductStatus, VariantOnPage};
use souk_market::idempotency::Reply;
use souk_market::settings;
use souk_ui::FormError;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;

use super::categories::categories;
use super::conflict::differences;
use super::editor::{Going, Shown, draw};
use super::fill::form_of;
use super::form::{ProductForm, VariantForm};
use super::list::words_of;
use super::matrix::{agrees, grow};
use super::pictures::reason;
use super::read::{Read, read};
use crate::prelude::*;
use crate::shared::{Worker, fresh_key, is_spent, once};

/// The button that was pressed.
const DO: &str = "do";

/// `POST /vendor/products/new`.
pub(super) async fn create(worker: Worker, LongForm(pairs): LongForm) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (pressed, mut form) = sent(pairs);
    let currency = settings::show_market(worker.http.app(), worker.actor()).await?.currency;
    if let Some(shown) = beside(&pressed, &mut form) {
        return draw(&worker, None, form, status_of(&shown), shown).await;
    }
    let read = match read(&form, currency) {
        Ok(read) => read,
        Err(errors) => return again(&worker, None, form, errors).await,
    };
    let new = read.new_product(&form);
    let guard = once(&form.key, |made: &PricedPage| made.0.product.id.to_string());
    let made = catalogue::create_product(worker.http.app(), worker.actor(), worker.seat.vendor, new, guard);
    match to_the_end(made).await? {
        Ok(Reply::Fresh((page, _))) => Ok(see_other(&after(&page.product.id.to_string(), "made"), None)),
        Ok(Reply::Replayed(stored)) => Ok(see_other(&after(&stored.text, "made"), None)),
        Err(error) if is_spent(&error) => {
            let errors = vec![about("", say("product-sent-before", &[]))];
            again(&worker, None, ProductForm { key: fresh_key(worker.http.app()), ..form }, errors).await
        }
        Err(error) => {
            let errors = complaints(error, &read)?;
            again(&worker, None, form, errors).await
        }
    }
}

/// `POST /vendor/products/{product}`. Errors: not found; another vendor's is not there.
pub(super) async fn change(
    worker: Worker,
    Part(id): Part<ProductId>,
    LongForm(pairs): LongForm,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let (pressed, mut form) = sent(pairs);
    let (page, currency) = catalogue::show_own_product(app, actor, vendor, id).await?;
    if let Some(shown) = beside(&pressed, &mut form) {
        return draw(&worker, Some(&page), form, status_of(&shown), shown).await;
    }
    let read = match read(&form, currency) {
        Ok(read) => read,
        Err(errors) => return again(&worker, Some(&page), form, errors).await,
    };
    let saved = form_of(&page, currency);
    let revision = form.revision.parse().unwrap_or_default();
    if revision != page.product.revision {
        return conflict(&worker, &page, &saved, form).await;
    }
    if let Some(shown) = going(&page, &saved, &form) {
        return draw(&worker, Some(&page), form, StatusCode::UNPROCESSABLE_ENTITY, shown).await;
    }
    let errors = name_pictures(&worker, &page, &form).await?;
    if !errors.is_empty() {
        return again(&worker, Some(&page), form, errors).await;
    }
    let rows = read.rows.clone();
    let (changes, variants) = read.changes(&form, &saved, revision);
    match to_the_end(catalogue::change_product(app, actor, vendor, id, changes, variants)).await? {
        Ok(_) => Ok(see_other(&after(&id.to_string(), "saved"), None)),
        Err(error) if is_stale(&error) => {
            let (page, currency) = catalogue::show_own_product(app, actor, vendor, id).await?;
            conflict(&worker, &page, &form_of(&page, currency), form).await
        }
        Err(error) => {
            let errors = complaints_at(error, &rows)?;
            again(&worker, Some(&page), form, errors).await
        }
    }
}

/// Calls pictures what was typed for them. Answers what is wrong with that, at its fields.
async fn name_pictures(worker: &Worker, page: &ProductPage, form: &ProductForm) -> Result<Vec<FormError>> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let mut errors = Vec::new();
    for image in &page.images {
        let Some(alt) = form.alt(&image.id.to_string()).filter(|alt| alt.trim() != image.alt) else {
            continue;
        };
        let changes = ImageChanges { alt: Some(alt.to_owned()), ..ImageChanges::default() };
        let product = page.product.id;
        let named = catalogue::change_product_image(app, actor, vendor, product, image.id, changes).await;
        if let Err(error) = named {
            errors.push(about(&format!("alt-{}", image.id), reason(error)?));
        }
    }
    Ok(errors)
}

/// The button that copies a product.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CopyForm {
    #[serde(default)]
    key: String,
}

/// `POST /vendor/products/{product}/duplicate`.
pub(super) async fn copy(
    worker: Worker,
    Part(id): Part<ProductId>,
    Form(sent): Form<CopyForm>,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let guard = once(&sent.key, |made: &PricedPage| made.0.product.id.to_string());
    let copied = to_the_end(catalogue::duplicate_product(app, actor, vendor, id, None, guard)).await?;
    let copy = match copied? {
        Reply::Fresh((page, _)) => page.product.id.to_string(),
        Reply::Replayed(stored) => stored.text,
    };
    Ok(see_other(&after(&copy, "copied"), None))
}

fn after(id: &str, done: &str) -> String {
    format!("{}?done={done}", ways::product(id))
}

/// The button and the form.
fn sent(mut pairs: Vec<(String, String)>) -> (String, ProductForm) {
    let pressed = pairs.iter().position(|(name, _)| name == DO).map(|at| pairs.remove(at).1);
    (pressed.unwrap_or_default(), ProductForm::of(pairs))
}

/// What is shown instead of saving where that would delete variants that nobody said may go: which ones, and how many of each are
/// left. One that was chosen by itself is not deleted while there is stock of it.
fn going(page: &ProductPage, saved: &ProductForm, form: &ProductForm) -> Option<Shown> {
    if saved.variants.is_empty() {
        return None;
    }
    let stays = |found: &&VariantOnPage| {
        let id = found.variant.id.to_string();
        let is_it =
            |row: &VariantForm| row.id == id || (row.id.is_empty() && row.values == found.variant.values());
        form.variants.iter().any(|row| is_it(row) && !row.is_left_out)
    };
    let gone: Vec<&VariantOnPage> = page.variants.iter().filter(|found| !stays(found)).collect();
    let mut errors = Vec::new();
    for found in &gone {
        let (id, left) = (found.variant.id.to_string(), found.available.unwrap_or_default());
        let chosen = form.variants.iter().position(|row| row.id == id);
        if let Some(place) = chosen.filter(|_| left > 0) {
            errors.push(about(&format!("v{place}-out"), say("product-stock-there", &[("count", &left)])));
        }
    }
    if !errors.is_empty() {
        return Some(Shown { errors, ..Shown::default() });
    }
    let ids: Vec<String> = gone.iter().map(|found| found.variant.id.to_string()).collect();
    let sure = ids.join(" ");
    if gone.is_empty() || form.sure == sure {
        return None;
    }
    let named = |found: &&VariantOnPage| {
        let name = match found.variant.values().join(" / ") {
            name if name.is_empty() => say("product-variant", &[]),
            name => name,
        };
        match found.available {
            Some(left) if left > 0 => say("product-going-stock", &[("name", &name), ("count", &left)]),
            _ => name,
        }
    };
    let going = Some(Going { names: gone.iter().map(named).collect(), sure });
    Some(Shown { errors: vec![about("sure", say("product-going-ask", &[]))], going, ..Shown::default() })
}

/// What is shown instead of saving: the matrix grown, or the description as it will be; also where options and variants say
/// different things, which somebody should look at first.
fn beside(pressed: &str, form: &mut ProductForm) -> Option<Shown> {
    let edits = !form.variants.is_empty();
    let nameless = form.nameless_options();
    if pressed != "preview" && !nameless.is_empty() {
        let error = |place: usize| about(&format!("o{place}-name"), say("product-option-needs-name", &[]));
        return Some(Shown { errors: nameless.into_iter().map(error).collect(), ..Shown::default() });
    }
    match pressed {
        "preview" => Some(Shown { preview: true, ..Shown::default() }),
        "matrix" => Some(Shown { errors: grown(form), ..Shown::default() }),
        _ if edits && !agrees(form) => {
            let mut errors = grown(form);
            if errors.is_empty() {
                errors.push(about("matrix", say("product-look-at-variants", &[])));
            }
            Some(Shown { errors, ..Shown::default() })
        }
        _ => None,
    }
}

fn grown(form: &mut ProductForm) -> Vec<FormError> {
    match grow(form) {
        Ok(()) => Vec::new(),
        Err(_) => vec![about("matrix", say("product-too-many-variants", &[("max", &super::form::MAX_ROWS)]))],
    }
}

fn status_of(shown: &Shown) -> StatusCode {
    if shown.errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }
}

async fn again(
    worker: &Worker,
    page: Option<&ProductPage>,
    form: ProductForm,
    errors: Vec<FormError>,
) -> Result<Response> {
    let shown = Shown { errors, ..Shown::default() };
    draw(worker, page, form, StatusCode::UNPROCESSABLE_ENTITY, shown).await
}

/// What somebody else saved beside what was typed; saved once more, what was typed holds.
async fn conflict(
    worker: &Worker,
    page: &ProductPage,
    saved: &ProductForm,
    form: ProductForm,
) -> Result<Response> {
    let categories = categories(worker, None).await?;
    let named = |key: &str, value: &str| match key {
        "product-category" => {
            categories.iter().find(|choice| choice.value == value).map(|choice| choice.name.clone())
        }
        "products-status" => ProductStatus::parse(value).map(|status| say(words_of(status), &[])),
        _ => None,
    };
    let differences = differences(saved, &form, named);
    // what was typed is what is saved
    if differences.is_empty() {
        return Ok(see_other(&after(&page.product.id.to_string(), "saved"), None));
    }
    let shown = Shown { differences, ..Shown::default() };
    let form = ProductForm { revision: saved.revision.clone(), ..form };
    draw(worker, Some(page), form, StatusCode::CONFLICT, shown).await
}

fn is_stale(error: &Error) -> bool {
    matches!(error.refusal(), Some(Refusal::Request(RequestRefusal::PreconditionFailed)))
}

fn complaints(error: Error, read: &Read) -> Result<Vec<FormError>> {
    complaints_at(error, &read.rows)
}

/// What is wrong with the form, at its fields. Errors: what nobody can mend here.
fn complaints_at(error: Error, rows: &[usize]) -> Result<Vec<FormError>> {
    let refusal = match error.refusal() {
        Some(
            refusal @ (Refusal::Catalogue(_)
            | Refusal::Inventory(_)
            | Refusal::Request(_)
            | Refusal::Vendor(VendorRefusal::FullUntilApproved { .. })),
        ) if refusal.code().kind.status() != 404 => refusal.clone(),
        _ => return Err(error.into()),
    };
    let fields = refusal.fields();
    if fields.is_empty() {
        return Ok(vec![about("", refusal.detail())]);
    }
    Ok(fields.into_iter().map(|field| about(&field_of(&field.pointer, rows), field.detail)).collect())
}

fn about(field: &str, words: String) -> FormError {
    FormError { field: field.to_owned(), words }
}

/// The field of the form that a pointer names.
fn field_of(pointer: &str, rows: &[usize]) -> String {
    let mut parts = pointer.trim_start_matches('/').split('/');
    let first = parts.next().unwrap_or_default();
    match (first, parts.next().and_then(|place| place.parse::<usize>().ok()), parts.next()) {
        ("variants", Some(place), Some(field)) => {
            let row = rows.get(place).copied().unwrap_or(place);
            let field = match field {
                "compare_at_price" => "was",
                "weight_g" => "weight",
                "low_stock_at" => "low",
                "options" => "out",
                other => other,
            };
            format!("v{row}-{field}")
        }
        ("variants", ..) => "matrix".to_owned(),
        ("options", Some(place), _) => format!("o{place}-name"),
        ("options", ..) => "o0-name".to_owned(),
        ("category_id", ..) => "category".to_owned(),
        (other, ..) => other.to_owned(),
    }
}
