use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::money::Currency;
use souk_http::{HttpState, Result, read::Part};
use souk_market::{
    Actor, catalogue,
    catalogue::{Category, ImageOnPage, PictureName, ProductPage, VariantOnPage, VariantStatus},
};
use utoipa::ToSchema;

use super::product_list::VendorName;
use crate::reviews::{RatingHistogram, histogram, mean};
use crate::wire::{Answer, Choices, Closure, Money, kept, picture_url, time};

/// A product with all that belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Product {
    #[serde(flatten)]
    pub(crate) parts: ProductParts,
    variants: Vec<Variant>,
}

/// What everyone may know of a product beside its variants.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductParts {
    id: String,
    slug: String,
    name: String,
    /// The name under which it was made; empty: its vendor's.
    brand: String,
    /// The word of its tax class.
    tax_class: String,
    /// What search engines are to show; empty: its name.
    seo_title: String,
    /// What search engines are to show below it; empty: the start of its description.
    seo_description: String,
    /// Markdown, as its vendor wrote it.
    description: String,
    /// The same as safe HTML.
    description_html: String,
    /// `draft`, `in_review`, `active`, `rejected` or `archived`; the public sees active ones only.
    status: &'static str,
    /// The lowest price of its variants that can be had; where none can, the lowest of all.
    price: Money,
    /// The price it was lowered from.
    compare_at_price: Option<Money>,
    in_stock: bool,
    /// Every piece of it existed once and is sold.
    is_sold: bool,
    /// Mean of its reviews, null while there are none.
    rating: Option<f64>,
    review_count: i64,
    /// How many reviews gave so many stars.
    rating_histogram: RatingHistogram,
    /// Names of the options by which variants differ.
    options: Vec<String>,
    images: Vec<Image>,
    specs: Vec<Spec>,
    tags: Vec<String>,
    /// Its category and that one's ancestors, from the top down.
    category_path: Vec<CategoryName>,
    vendor: VendorName,
    /// While its vendor is away: nothing of it can be bought. Null: it sells.
    vendor_away: Option<Closure>,
    created_at: String,
    updated_at: String,
}

/// What is sold: one choice of options.
#[derive(Serialize, ToSchema)]
pub(crate) struct Variant {
    id: String,
    sku: Option<String>,
    options: Choices,
    price: Money,
    compare_at_price: Option<Money>,
    /// Pieces that can still be promised; null when they are not counted.
    available: Option<i64>,
    /// Whether it can be put into a cart now, unless its vendor is away.
    in_stock: bool,
    /// It exists once.
    is_unique: bool,
    /// It existed once, and was paid for.
    is_sold: bool,
    /// It exists once, and an order that is not paid yet holds it.
    on_hold: bool,
    requires_shipping: bool,
    weight_g: u32,
    /// How much is in one piece; null when nobody said.
    content: Option<ContentOfPiece>,
}

/// How much is in one piece.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContentOfPiece {
    amount: u32,
    /// `g`, `ml`, `cm` or `piece`.
    unit: &'static str,
}

/// One particular, such as Material: Oak.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Spec {
    #[schema(format = "spec")]
    pub(crate) name: String,
    #[schema(format = "spec")]
    pub(crate) value: String,
}

/// A picture.
#[derive(Serialize, ToSchema)]
pub(crate) struct Image {
    id: String,
    /// The variants it shows; none: the whole product.
    #[schema(format = "VariantId", max_items = 2048)]
    variant_ids: Vec<String>,
    /// Where it is; null until it is there.
    url: Option<String>,
    alt: String,
    width: Option<u32>,
    height: Option<u32>,
    /// Stands in while it loads, as `#rrggbb`; null for a picture that is transparent somewhere.
    colour: Option<String>,
    /// Every size there is, the smallest first, as WebP; empty until it is there.
    renditions: Vec<Rendition>,
    /// The same as JPEG, at most 640 pixels wide, for programs that show no WebP.
    jpeg_url: Option<String>,
    /// `ready`, `waiting` or `failed`.
    state: String,
}

/// A picture in one size.
#[derive(Serialize, ToSchema)]
pub(crate) struct Rendition {
    url: String,
    width: u32,
}

/// A category, named.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryName {
    id: String,
    slug: String,
    name: String,
}

pub(super) async fn show(
    State(http): State<HttpState>,
    Part(asked): Part<String>,
    uri: Uri,
) -> Result<Response> {
    kept(&http, &uri, async {
        let (page, currency) = catalogue::show_product(http.app(), Actor::Guest, asked).await?;
        let revision = page.product.revision;
        let closure = page.vendor.closure();
        let turn = closure.and_then(|closure| closure.next_turn(http.app().now()));
        Ok(Answer::ok(&product(&http, currency, page))?.etag(revision).good_until(turn))
    })
    .await
}

/// Every size in which a picture is served.
pub(super) fn renditions(public_url: &str, file: Option<&str>) -> Vec<Rendition> {
    let name = file.and_then(PictureName::parse);
    let rendition = |(width, file): (u32, String)| Rendition { url: picture_url(public_url, &file), width };
    name.iter().flat_map(PictureName::sizes).map(rendition).collect()
}

/// A product as the API writes it.
pub(crate) fn product(http: &HttpState, currency: Currency, page: ProductPage) -> Product {
    let row = &page.product;
    let of = |minor| Money::of(minor, currency);
    let offered: Vec<&VariantOnPage> =
        page.variants.iter().filter(|variant| variant.variant.status == VariantStatus::Active).collect();
    let variants = offered.iter().map(|found| variant(&page.options, currency, found)).collect();
    let parts = ProductParts {
        id: row.id.to_string(),
        slug: row.slug.clone(),
        name: row.name.clone(),
        brand: row.brand.clone(),
        tax_class: row.tax_class.to_string(),
        seo_title: row.seo_title.clone(),
        seo_description: row.seo_description.clone(),
        description: row.description.clone(),
        description_html: catalogue::description_html(&row.description),
        status: row.status.as_str(),
        price: of(row.price),
        compare_at_price: row.compare_at.map(of),
        in_stock: row.in_stock,
        is_sold: !offered.is_empty() && offered.iter().all(|variant| variant.is_sold),
        rating: mean(page.ratings.stars(), page.ratings.count()),
        review_count: page.ratings.count(),
        rating_histogram: histogram(page.ratings),
        images: page.images.into_iter().map(|found| image(http.public_url(), found)).collect(),
        specs: row.specs().into_iter().map(|(name, value)| Spec { name, value }).collect(),
        tags: row.tags(),
        category_path: page.path.into_iter().map(category_name).collect(),
        vendor_away: page
            .vendor
            .closure()
            .filter(|closure| closure.holds(http.app().now()))
            .map(|closure| Closure::of(closure, &page.vendor.closure_notice)),
        vendor: VendorName { id: page.vendor.id.to_string(), slug: page.vendor.slug, name: page.vendor.name },
        created_at: time(row.created_at),
        updated_at: time(row.updated_at),
        options: page.options,
    };
    Product { parts, variants }
}

pub(crate) fn variant(options: &[String], currency: Currency, found: &VariantOnPage) -> Variant {
    let row = &found.variant;
    let values = [&row.option1, &row.option2, &row.option3].into_iter().flatten();
    let choice = |(name, value): (&String, &String)| (name.clone(), value.clone());
    Variant {
        id: row.id.to_string(),
        sku: row.sku.clone(),
        options: Choices(options.iter().zip(values).map(choice).collect()),
        price: Money::of(row.price, currency),
        compare_at_price: row.compare_at.map(|minor| Money::of(minor, currency)),
        available: found.available,
        in_stock: found.can_be_had(),
        is_unique: row.is_unique,
        is_sold: found.is_sold,
        on_hold: found.on_hold,
        requires_shipping: row.requires_shipping,
        weight_g: row.weight_g,
        content: row
            .content()
            .map(|content| ContentOfPiece { amount: content.amount(), unit: content.unit().as_str() }),
    }
}

pub(crate) fn image(public_url: &str, found: ImageOnPage) -> Image {
    let name = found.file.as_deref().and_then(PictureName::parse);
    Image {
        renditions: renditions(public_url, found.file.as_deref()),
        jpeg_url: name.map(|name| picture_url(public_url, &name.jpeg())),
        id: found.id.to_string(),
        variant_ids: found.variants.iter().map(ToString::to_string).collect(),
        url: found.file.map(|file| picture_url(public_url, &file)),
        alt: found.alt,
        width: found.width,
        height: found.height,
        colour: found.colour,
        state: found.state,
    }
}

fn category_name(category: Category) -> CategoryName {
    CategoryName { id: category.id.to_string(), slug: category.slug, name: category.name }
}
