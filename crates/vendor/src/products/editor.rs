//! Looking at the editor.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::content::ContentUnit;
use souk_domain::ids::ProductId;
use souk_domain::money::Currency;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::{Part, Query};
use souk_market::catalogue::{self, ImageOnPage, ProductPage, ProductStatus, description_html};
use souk_market::portal;
use souk_ui::texts::say;
use souk_ui::{Choice, CleanHtml, FormError};

use super::categories::{categories, tax_classes};
use super::conflict::Difference;
use super::file_sheets::{FileSheet, file_sheets};
use super::fill::form_of;
use super::form::{MAX_ROWS, ProductForm, VariantForm};
use super::list::{tone_of, words_of};
use super::prices::{PriceSheet, sheets};
use crate::prelude::*;
use crate::shared::{Worker, fresh_key, private};

/// The editor of one product, new or there.
#[derive(Clone, Debug, Template)]
#[template(path = "products/editor.html")]
pub struct EditorPage {
    pub frame: Frame,
    pub desk: Desk,
    /// Whether who looks may change it.
    pub may_write: bool,
    pub form: ProductForm,
    pub errors: Vec<FormError>,
    pub categories: Vec<Choice>,
    pub tax_classes: Vec<Choice>,
    pub statuses: Vec<Choice>,
    pub units: Vec<Choice>,
    /// The code of the currency that prices are in.
    pub currency: String,
    /// What the description is in the shop, when that was asked for.
    pub preview: Option<CleanHtml>,
    /// What somebody else saved meanwhile beside what was typed.
    pub differences: Vec<Difference>,
    /// What saving would delete, which nobody said may go.
    pub going: Option<Going>,
    /// What was just done, in words; may be empty.
    pub done: String,
    /// What is there of it; `None`: it is new.
    pub there: Option<There>,
}

/// A product that is there.
#[derive(Clone, Debug)]
pub struct There {
    pub id: String,
    /// The key of its status in words, and the class of its badge.
    pub status: &'static str,
    pub tone: &'static str,
    /// Why the staff rejected it; empty unless it did.
    pub rejection: String,
    /// Its page in the shop; `None`: it is not shown.
    pub page: Option<String>,
    pub pictures: Vec<PictureSheet>,
    pub files: Vec<FileSheet>,
    /// Variants that a file may be added to.
    pub variant_choices: Vec<Choice>,
    /// Tells one press of the button that copies it from the next.
    pub copy_key: String,
    /// The same for pictures that are sent.
    pub files_key: String,
    /// How many variants it has; more than a page edits are not in the form.
    pub variants: usize,
    /// What those in the form cost since when.
    pub prices: Vec<PriceSheet>,
}

/// A picture in the editor.
#[derive(Clone, Debug)]
pub struct PictureSheet {
    pub id: String,
    /// `None`: it is on its way, or did not come.
    pub picture: Option<Picture>,
    pub alt: String,
    /// Its place, from 1, and those of its neighbours; `None`: there is none.
    pub place: usize,
    pub before: Option<usize>,
    pub after: Option<usize>,
}

/// Variants that would be deleted.
#[derive(Clone, Debug)]
pub struct Going {
    /// Each with what is left of it.
    pub names: Vec<String>,
    /// What the box sends that says that they may go.
    pub sure: String,
}

/// What was just done.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct EditorQuery {
    done: String,
}

/// What a page of the editor shows beside the product itself.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) errors: Vec<FormError>,
    pub(super) preview: bool,
    pub(super) differences: Vec<Difference>,
    pub(super) going: Option<Going>,
    pub(super) done: String,
}

impl There {
    /// Whether files may be added: a product that is sent in a parcel may come with one too, such as a pattern.
    pub fn sells_files(&self) -> bool {
        !self.variant_choices.is_empty()
    }
}

impl EditorPage {
    /// The complaint about a field.
    pub fn error(&self, field: &str) -> Option<&str> {
        self.errors.iter().find(|error| error.field == field).map(|error| error.words.as_str())
    }

    /// The complaint about a field of a row.
    pub fn row_error(&self, row: &usize, field: &str) -> Option<&str> {
        self.error(&format!("v{row}-{field}"))
    }

    /// The complaint about what a picture is called.
    pub fn alt_error(&self, picture: &str) -> Option<&str> {
        self.error(&format!("alt-{picture}"))
    }

    /// Whether something is wrong in what a row folds away.
    pub fn has_hidden_error(&self, row: &usize) -> bool {
        const FOLDED: [&str; 7] = ["was", "cost", "barcode", "weight", "low", "content", "unit"];
        FOLDED.iter().any(|field| self.row_error(row, field).is_some())
    }

    /// Where the form goes.
    pub fn action(&self) -> String {
        self.there.as_ref().map_or_else(|| ways::new_product().to_owned(), |there| ways::product(&there.id))
    }

    /// Whether its variants are in the form.
    pub fn edits_variants(&self) -> bool {
        self.there.as_ref().is_none_or(|there| there.variants <= MAX_ROWS)
    }
}

/// `GET /vendor/products/new`.
pub(super) async fn new(worker: Worker) -> Result<Response> {
    worker.require(VendorPermission::ProductsWrite)?;
    let form = ProductForm {
        key: fresh_key(worker.http.app()),
        status: ProductStatus::Draft.as_str().to_owned(),
        options: vec![Default::default(); souk_domain::bounds::product::MAX_OPTIONS],
        variants: vec![VariantForm { stock: "0".to_owned(), ..VariantForm::default() }],
        ..ProductForm::default()
    };
    draw(&worker, None, form, StatusCode::OK, Shown::default()).await
}

/// `GET /vendor/products/{product}`. Errors: not found; another vendor's is not there.
pub(super) async fn show(
    worker: Worker,
    Part(id): Part<ProductId>,
    Query(asked): Query<EditorQuery>,
) -> Result<Response> {
    worker.require(VendorPermission::ProductsRead)?;
    let found = catalogue::show_own_product(worker.http.app(), worker.actor(), worker.seat.vendor, id);
    let (page, currency) = found.await?;
    let form = form_of(&page, currency);
    let done = match asked.done.as_str() {
        "made" => say("product-made", &[]),
        "saved" => say("product-saved", &[]),
        "copied" => say("product-copied", &[]),
        "pictures" => say("product-pictures-done", &[]),
        "files" => say("downloads-done", &[]),
        _ => String::new(),
    };
    draw(&worker, Some(&page), form, StatusCode::OK, Shown { done, ..Shown::default() }).await
}

/// The editor with a form.
pub(super) async fn draw(
    worker: &Worker,
    page: Option<&ProductPage>,
    mut form: ProductForm,
    status: StatusCode,
    shown: Shown,
) -> Result<Response> {
    if let Some(page) = page {
        fill_stock(&mut form, page);
    }
    let around = portal::around(worker.http.app(), worker.seat).await?;
    let (frame, mut desk) = worker.frame(&around);
    let name = page.map_or_else(|| say("products-new", &[]), |page| page.product.name.clone());
    let there = match page {
        Some(page) => Some(there(worker, page, &form, around.market.currency).await?),
        None => None,
    };
    desk.crumbs = vec![Crumb::to(say("products-title", &[]), ways::products()), Crumb::here(name)];
    let editor = EditorPage {
        frame,
        desk,
        may_write: worker.seat.may(VendorPermission::ProductsWrite),
        errors: shown.errors,
        categories: categories(worker, Some(&form.category)).await?,
        tax_classes: tax_classes(worker, &form.tax_class).await?,
        statuses: statuses(&form.status),
        units: units(),
        currency: around.market.currency.code().to_owned(),
        preview: shown.preview.then(|| CleanHtml::sanitised(description_html(&form.description))),
        differences: shown.differences,
        going: shown.going,
        done: shown.done,
        form,
        there,
    };
    Ok(private(status, &editor))
}

async fn there(worker: &Worker, page: &ProductPage, form: &ProductForm, currency: Currency) -> Result<There> {
    let product = &page.product;
    let found = catalogue::list_downloads(worker.http.app(), worker.actor(), worker.seat.vendor, product.id);
    let (files, mut variant_choices) = file_sheets(page, &found.await?);
    for choice in &mut variant_choices {
        choice.chosen = choice.value == form.download_of;
    }
    let prices = if page.variants.len() <= MAX_ROWS {
        let found = portal::prices(worker.http.app(), worker.seat, product.id).await?;
        sheets(page, &found, currency)
    } else {
        Vec::new()
    };
    let is_shown = product.status == ProductStatus::Active && page.vendor.open;
    Ok(There {
        id: product.id.to_string(),
        status: words_of(product.status),
        tone: tone_of(product.status),
        rejection: product.told_rejection().unwrap_or_default().to_owned(),
        page: is_shown.then(|| routes::product(&product.slug)),
        pictures: pictures(&page.images, form),
        files,
        variant_choices,
        copy_key: fresh_key(worker.http.app()),
        files_key: fresh_key(worker.http.app()),
        variants: page.variants.len(),
        prices,
    })
}

/// How many are left of each variant that is there: no field of the form says it.
fn fill_stock(form: &mut ProductForm, page: &ProductPage) {
    for row in form.variants.iter_mut().filter(|row| !row.id.is_empty()) {
        let found = page.variants.iter().find(|found| found.variant.id.to_string() == row.id);
        let left = found.and_then(|found| found.available);
        row.stock = left.map(|left| left.to_string()).unwrap_or_default();
    }
}

fn pictures(images: &[ImageOnPage], form: &ProductForm) -> Vec<PictureSheet> {
    let count = images.len();
    let sheet = |(place, image): (usize, &ImageOnPage)| PictureSheet {
        id: image.id.to_string(),
        picture: image.file.as_ref().map(|file| Picture::of(file, image.alt.clone())),
        alt: form.alt(&image.id.to_string()).unwrap_or(&image.alt).to_owned(),
        place,
        before: (place > 1).then(|| place - 1),
        after: (place < count).then_some(place + 1),
    };
    (1..).zip(images).map(sheet).collect()
}

/// What its vendor may make of a product.
pub(super) const USUAL: [ProductStatus; 3] =
    [ProductStatus::Draft, ProductStatus::Active, ProductStatus::Archived];

/// What its vendor may make of it. What the staff alone decides stands there only while it is so.
pub(super) fn statuses(chosen: &str) -> Vec<Choice> {
    let now = ProductStatus::parse(chosen).filter(|status| !USUAL.contains(status));
    let choice = |status: ProductStatus| Choice {
        value: status.as_str().to_owned(),
        name: say(words_of(status), &[]),
        chosen: status.as_str() == chosen,
    };
    now.into_iter().chain(USUAL).map(choice).collect()
}

pub(super) fn units() -> Vec<Choice> {
    let choice = |unit: ContentUnit| Choice {
        value: unit.as_str().to_owned(),
        name: say(unit_words(unit), &[]),
        chosen: false,
    };
    ContentUnit::ALL.map(choice).to_vec()
}

fn unit_words(unit: ContentUnit) -> &'static str {
    match unit {
        ContentUnit::Gram => "unit-g",
        ContentUnit::Millilitre => "unit-ml",
        ContentUnit::Centimetre => "unit-cm",
        ContentUnit::Piece => "unit-piece",
    }
}
