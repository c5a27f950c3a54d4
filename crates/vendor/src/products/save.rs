//! What the buttons of the editor do.

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::ids::ProductId;
use souk_domain::refusal::{Refusal, RequestRefusal};
use souk_domain::vendor::VendorPermission;
use souk_http::read::{Form, LongForm, Part};
use souk_http::{Result, to_the_end};
use souk_market::Error;
use souk_market::catalogue::{self, PricedPage, ProductPage};
use souk_market::idempotency::{Guard, Reply, StoredResponse};
use souk_market::settings;
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{FormError, form::ButtonForm};

use super::conflict::differences;
use super::editor::{Shown, draw};
use super::fill::form_of;
use super::form::ProductForm;
use super::matrix::{agrees, grow};
use super::read::{Read, read};
use crate::prelude::*;
use crate::shared::Worker;

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
    let guard = Some(form.key.clone()).filter(|key| !key.is_empty()).map(|key| {
        Guard::new(key, |made: &PricedPage| {
            Ok(StoredResponse { status: StatusCode::CREATED.as_u16(), text: made.0.product.id.to_string() })
        })
    });
    let made = catalogue::create_product(worker.http.app(), worker.actor(), worker.seat.vendor, new, guard);
    match to_the_end(made).await? {
        Ok(Reply::Fresh((page, _))) => Ok(see_other(&after(&page.product.id.to_string(), "made"), None)),
        Ok(Reply::Replayed(stored)) => Ok(see_other(&after(&stored.text, "made"), None)),
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

/// `POST /vendor/products/{product}/duplicate`.
pub(super) async fn copy(
    worker: Worker,
    Part(id): Part<ProductId>,
    Form(_): Form<ButtonForm>,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let copied = catalogue::duplicate_product(app, actor, vendor, id, None, None).await?;
    let copy = copied.fresh().map_or(id, |(page, _)| page.product.id);
    Ok(see_other(&after(&copy.to_string(), "copied"), None))
}

fn after(id: &str, done: &str) -> String {
    format!("{}?done={done}", ways::product(id))
}

/// The button and the form.
fn sent(mut pairs: Vec<(String, String)>) -> (String, ProductForm) {
    let pressed = pairs.iter().position(|(name, _)| name == DO).map(|at| pairs.remove(at).1);
    (pressed.unwrap_or_default(), ProductForm::of(pairs))
}

/// What is shown instead of saving: the matrix grown, or the description as it will be; also where options and variants say
/// different things, which somebody should look at first.
fn beside(pressed: &str, form: &mut ProductForm) -> Option<Shown> {
    let edits = !form.variants.is_empty();
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
    let shown = Shown { differences: differences(saved, &form), ..Shown::default() };
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
        Some(refusal @ (Refusal::Catalogue(_) | Refusal::Inventory(_) | Refusal::Request(_)))
            if refusal.code().kind.status() != 404 =>
        {
            refusal.clone()
        }
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
                "options" => "offered",
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
