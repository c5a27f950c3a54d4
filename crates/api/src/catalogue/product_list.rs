use axum::{extract::State, response::Response};
use http::Uri;
use serde::{Deserialize, Serialize};
use souk_domain::{field::FieldError, money::Currency, refusal::RequestRefusal};
use souk_http::{HttpState, Refusal, Result, read::Query};
use souk_market::{
    Actor, catalogue,
    catalogue::{MAX_VENDORS, ProductCard, ProductFilter, Sort},
    vendors,
};
use utoipa::{IntoParams, ToSchema};

use super::product_page::{Rendition, renditions};
use crate::reviews::mean;
use crate::wire::{Money, kept, limit, list as write_list, picture_url};

/// Which products, in which order.
#[derive(Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductQuery {
    /// Slug of a category; what is below it belongs to it.
    #[param(format = "slug")]
    category: Option<String>,
    /// Slugs or ids of vendors, separated by commas; at most eight.
    #[param(format = "vendors")]
    vendor: Option<String>,
    /// Minor units.
    #[param(minimum = 0)]
    min_price: Option<i64>,
    /// Minor units.
    #[param(minimum = 0)]
    max_price: Option<i64>,
    /// `true`: only what can be had now.
    in_stock: Option<bool>,
    /// `newest`, `price` (cheapest first) or `-price`.
    #[param(inline)]
    sort: Option<SortWord>,
    /// Rows on a page.
    #[param(format = "page_limit", default = crate::wire::default_limit)]
    limit: Option<u32>,
    /// `next` of the page before, with the same filters.
    #[param(format = "cursor")]
    after: Option<String>,
}

#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum SortWord {
    Newest,
    Price,
    #[serde(rename = "-price")]
    PriceDown,
}

/// A product in a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductItem {
    id: String,
    slug: String,
    name: String,
    /// The lowest price of its variants that can be had; where none can, the lowest of all.
    price: Money,
    /// The price it was lowered from.
    compare_at_price: Option<Money>,
    /// Address of its first picture.
    image: Option<String>,
    /// The same in every size there is, the smallest first.
    image_renditions: Vec<Rendition>,
    /// Mean of its reviews, null while there are none.
    rating: Option<f64>,
    review_count: i64,
    in_stock: bool,
    /// Every piece of it existed once and is sold.
    is_sold: bool,
    vendor: VendorName,
}

/// A vendor, named.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorName {
    pub(crate) id: String,
    pub(crate) slug: String,
    pub(crate) name: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    uri: Uri,
    Query(query): Query<ProductQuery>,
) -> Result<Response> {
    let mut filter = query.filter()?;
    kept(&http, &uri, async {
        let named: Vec<String> = query.vendor_words().map(ToOwned::to_owned).collect();
        if !named.is_empty() {
            filter.vendors = vendors::find_open_vendors(http.app(), Actor::Guest, named).await?;
        }
        let found = catalogue::search_products(http.app(), Actor::Guest, query.category, filter);
        let (page, currency) = found.await?;
        write_list(&http, &uri, page, |card| item(&http, currency, card))
    })
    .await
}

impl ProductQuery {
    /// Everything but what must be looked up. Errors: a bound that is none.
    fn filter(&self) -> Result<ProductFilter> {
        if self.min_price.zip(self.max_price).is_some_and(|(min, max)| min > max) {
            return Err(wrong("/max_price", "The highest price is below the lowest."));
        }
        if self.min_price.is_some_and(|min| min < 0) || self.max_price.is_some_and(|max| max < 0) {
            return Err(wrong("/min_price", "Prices are zero or more."));
        }
        Ok(ProductFilter {
            min_price: self.min_price,
            max_price: self.max_price,
            in_stock_only: self.in_stock.unwrap_or_default(),
            sort: match self.sort {
                None | Some(SortWord::Newest) => Sort::Newest,
                Some(SortWord::Price) => Sort::PriceUp,
                Some(SortWord::PriceDown) => Sort::PriceDown,
            },
            after: self.after.clone(),
            limit: limit(self.limit)?,
            ..ProductFilter::default()
        })
    }

    fn vendor_words(&self) -> impl Iterator<Item = &str> {
        self.vendor.iter().flat_map(|words| words.split(',')).take(MAX_VENDORS + 1)
    }
}

fn wrong(pointer: &str, detail: &str) -> Refusal {
    let field = FieldError::new(pointer, "out_of_range", detail);
    RequestRefusal::MalformedQuery { fields: vec![field] }.into()
}

fn item(http: &HttpState, currency: Currency, card: ProductCard) -> ProductItem {
    ProductItem {
        id: card.id.to_string(),
        slug: card.slug,
        name: card.name,
        price: Money::of(card.price, currency),
        compare_at_price: card.compare_at.map(|minor| Money::of(minor, currency)),
        image_renditions: renditions(http.public_url(), card.image.as_deref()),
        image: card.image.map(|file| picture_url(http.public_url(), &file)),
        rating: mean(card.stars, card.reviews),
        review_count: card.reviews,
        in_stock: card.in_stock,
        is_sold: card.is_sold,
        vendor: VendorName { id: card.vendor.to_string(), slug: card.vendor_slug, name: card.vendor_name },
    }
}
