//! Products of one status, those that have waited longest first: each with a button that shows it and a form that says why it is not
//! shown as it is.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::ProductId;
use souk_domain::money::{Currency, Money};
use souk_domain::refusal::{CatalogueRefusal, Refusal};
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::catalogue::{self, OwnCounts, PricedPage, ProductStatus, Verdict};
use souk_market::office::{self, JudgedProduct};
use souk_ui::desk::{Mistakes, Tab, asked, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, dates};

use crate::prelude::*;
use crate::shared::Clerk;

/// Products on one page.
const ROWS: u32 = 24;
/// Characters of a description that are shown without a press.
const EXCERPT_CHARS: usize = 600;

/// The forms post `csrf`, `revision`, `status` of the list; the one that rejects posts `reason` too.
#[derive(Clone, Debug, Template)]
#[template(path = "products/list.html")]
pub struct ProductsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub tabs: Vec<Tab>,
    /// The word of the tab.
    pub status: &'static str,
    /// Whether those are shown that wait.
    pub is_queue: bool,
    /// Whether products wait for the market before they are shown.
    pub are_checked: bool,
    pub products: Vec<ProductOnPage>,
    /// The addresses of the next page and of the first; empty: there is none, or this is it.
    pub next: String,
    pub first: String,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A product that is looked at.
#[derive(Clone, Debug)]
pub struct ProductOnPage {
    pub id: String,
    pub revision: i64,
    pub name: String,
    /// Its page, while it is shown; else empty.
    pub slug: String,
    pub vendor: String,
    pub vendor_id: String,
    pub category: String,
    pub picture: Option<Picture>,
    pub price: Money,
    /// How its description begins.
    pub excerpt: String,
    /// Why it was rejected; empty: it was not.
    pub rejection: String,
    /// "Sat, Nov 21, 4:12 pm UTC".
    pub since: String,
    pub may_approve: bool,
    pub may_reject: bool,
    pub reason: Entry,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct ProductsQuery {
    status: String,
    after: Option<String>,
    done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct VerdictForm {
    revision: i64,
    #[serde(default)]
    status: String,
    #[serde(default)]
    reason: String,
}

/// What was typed for which product, and what is wrong with it.
struct Typed<'a> {
    product: ProductId,
    reason: &'a str,
    mistakes: &'a Mistakes,
}

/// `GET /admin/products`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<ProductsQuery>) -> Result<Response> {
    draw(&clerk, asked, None).await
}

/// `POST /admin/products/{product}/approve`.
pub(super) async fn approve(
    clerk: Clerk,
    Part(id): Part<ProductId>,
    Form(sent): Form<VerdictForm>,
) -> Result<Response> {
    let (app, actor, shown) = (clerk.http.app(), clerk.actor, Some(sent.revision));
    let judged = catalogue::judge_product(app, actor, id, Verdict::Approve, shown).await;
    answered(&clerk, id, &sent, judged, "approved").await
}

/// `POST /admin/products/{product}/reject`.
pub(super) async fn reject(
    clerk: Clerk,
    Part(id): Part<ProductId>,
    Form(sent): Form<VerdictForm>,
) -> Result<Response> {
    let verdict = Verdict::Reject { reason: sent.reason.clone() };
    let (app, actor, shown) = (clerk.http.app(), clerk.actor, Some(sent.revision));
    let judged = catalogue::judge_product(app, actor, id, verdict, shown).await;
    answered(&clerk, id, &sent, judged, "rejected").await
}

async fn answered(
    clerk: &Clerk,
    product: ProductId,
    sent: &VerdictForm,
    outcome: souk_market::Result<PricedPage>,
    done: &str,
) -> Result<Response> {
    let Err(error) = outcome else {
        let back = asked(ways::products(), &[("status", &sent.status), ("done", done)]);
        return Ok(see_other(&back, None));
    };
    if matches!(error.refusal(), Some(Refusal::Catalogue(CatalogueRefusal::ProductNotFound))) {
        return Err(error.into());
    }
    let field = reason_field(&product.to_string());
    let mistakes = Mistakes::of(error, |pointer| match pointer {
        "/reason" => field.clone(),
        _ => String::new(),
    })?;
    let typed = Typed { product, reason: &sent.reason, mistakes: &mistakes };
    let query = ProductsQuery { status: sent.status.clone(), ..ProductsQuery::default() };
    draw(clerk, query, Some(typed)).await
}

fn reason_field(id: &str) -> String {
    format!("reason-{id}")
}

async fn draw(clerk: &Clerk, query: ProductsQuery, typed: Option<Typed<'_>>) -> Result<Response> {
    let status = ProductStatus::parse(&query.status).unwrap_or(ProductStatus::InReview);
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let found = office::products(app, actor, status, query.after.clone(), ROWS).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let at = |after: &str| asked(ways::products(), &[("status", status.as_str()), ("after", after)]);
    let may_write = clerk.may(Permission::CatalogueWrite);
    let currency = found.currency;
    let on_page = |row: JudgedProduct| on_page(row, currency, may_write, typed.as_ref());
    let page = ProductsPage {
        frame,
        desk,
        errors: typed.as_ref().map(|typed| typed.mistakes.all()).unwrap_or_default(),
        tabs: tabs(&found.counts, status),
        status: status.as_str(),
        is_queue: status == ProductStatus::InReview,
        are_checked: found.are_checked,
        products: found.products.items.into_iter().map(on_page).collect(),
        next: found.products.next.map(|next| at(&next)).unwrap_or_default(),
        first: query.after.as_ref().map(|_| at("")).unwrap_or_default(),
        done: match query.done.as_str() {
            "approved" => say("judged-approved", &[]),
            "rejected" => say("judged-rejected", &[]),
            _ => String::new(),
        },
    };
    let status = typed.map_or(StatusCode::OK, |typed| typed.mistakes.status());
    Ok(private(status, &page))
}

/// A tab for each status; those that wait come first.
pub(super) fn tabs(counts: &OwnCounts, here: ProductStatus) -> Vec<Tab> {
    let count = |status: ProductStatus| {
        counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count)
    };
    let tab = |status: ProductStatus| Tab {
        words: say(words_of(status), &[]),
        href: asked(ways::products(), &[("status", status.as_str())]),
        count: count(status),
        is_here: status == here,
    };
    [
        ProductStatus::InReview,
        ProductStatus::Active,
        ProductStatus::Rejected,
        ProductStatus::Draft,
        ProductStatus::Archived,
    ]
    .map(tab)
    .to_vec()
}

fn words_of(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "product-draft",
        ProductStatus::InReview => "product-in-review",
        ProductStatus::Active => "product-active",
        ProductStatus::Rejected => "product-rejected",
        ProductStatus::Archived => "product-archived",
    }
}

fn on_page(
    row: JudgedProduct,
    currency: Currency,
    may_write: bool,
    typed: Option<&Typed<'_>>,
) -> ProductOnPage {
    let product = row.product;
    let id = product.id.to_string();
    let typed = typed.filter(|typed| typed.product == product.id);
    let reason = typed.map_or_else(Entry::default, |typed| Entry {
        value: typed.reason.to_owned(),
        error: typed.mistakes.words(&reason_field(&id)),
    });
    let is_active = product.status == ProductStatus::Active;
    ProductOnPage {
        revision: product.revision,
        slug: if is_active { product.slug } else { String::new() },
        vendor: row.vendor,
        vendor_id: product.vendor.to_string(),
        category: row.category,
        picture: row.picture.map(|file| Picture::of(&file, "")),
        price: Money::new(product.price, currency),
        excerpt: excerpt(&product.description),
        rejection: product.rejection.unwrap_or_default(),
        since: dates::moment(&dates::at(product.updated_at)),
        may_approve: may_write && matches!(product.status, ProductStatus::InReview | ProductStatus::Rejected),
        may_reject: may_write && matches!(product.status, ProductStatus::InReview | ProductStatus::Active),
        name: product.name,
        id,
        reason,
    }
}

/// How a text begins.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(EXCERPT_CHARS) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
