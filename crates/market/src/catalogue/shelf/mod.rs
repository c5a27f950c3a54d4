//! What the shop shows in a list: products of a category or of everything, filtered, sorted, page by page.

mod details;
mod facets;
mod store;

use souk_domain::{
    field::FieldError,
    ids::{CategoryId, ProductId, VendorId},
    refusal::RequestRefusal,
};

pub use details::{CardDetails, ProductAddress, card_details, list_addresses};
pub use facets::{CategoryFacet, Facets, VendorFacet, category_facets, facets};

use crate::{
    Ctx, Result,
    listing::WHOLE_MARKET,
    paging::{Ahead, DEFAULT_LIMIT, Page, Place, one_more, start},
    stored::stored_words,
};

/// Vendors one filter may name: the places of its statement, and as many as a page offers.
pub const MAX_VENDORS: usize = 50;
/// Ids in one statement.
const AT_ONCE: usize = 16;
/// Products are counted up to here; more are "many".
pub const MAX_COUNTED: i64 = 10_000;

/// In which order products are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Newest,
    PriceUp,
    PriceDown,
}

stored_words!(Sort { Newest = "newest", PriceUp = "price", PriceDown = "-price" });

/// Which products to show, and which page of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductFilter {
    /// `None`: the whole market. What is below a category belongs to it.
    pub category: Option<CategoryId>,
    /// Empty: all; at most [`MAX_VENDORS`].
    pub vendors: Vec<VendorId>,
    /// Minor units.
    pub min_price: Option<i64>,
    /// Minor units.
    pub max_price: Option<i64>,
    pub in_stock_only: bool,
    /// Only what costs less than it did.
    pub on_sale_only: bool,
    pub sort: Sort,
    /// `next` of the page before, taken with the same filter.
    pub after: Option<String>,
    /// Rows of a page, at most [`crate::paging::MAX_LIMIT`].
    pub limit: u32,
}

impl Default for ProductFilter {
    fn default() -> Self {
        Self {
            category: None,
            vendors: Vec::new(),
            min_price: None,
            max_price: None,
            in_stock_only: false,
            on_sale_only: false,
            sort: Sort::Newest,
            after: None,
            limit: DEFAULT_LIMIT,
        }
    }
}

/// The filter as its statements take it: every place filled.
pub(super) struct Narrowed {
    category: CategoryId,
    vendors: Option<[VendorId; MAX_VENDORS]>,
    min_price: i64,
    max_price: i64,
    in_stock_only: bool,
    on_sale_only: bool,
}

impl ProductFilter {
    fn narrowed(&self) -> Result<Narrowed> {
        if self.vendors.len() > MAX_VENDORS {
            let field = FieldError::new("/vendor", "too_many", format!("At most {MAX_VENDORS} vendors."));
            return Err(RequestRefusal::MalformedQuery { fields: vec![field] }.into());
        }
        // places that are not needed repeat the first vendor
        let vendors = self.vendors.first().map(|first| {
            let mut places = [*first; MAX_VENDORS];
            places.iter_mut().zip(&self.vendors).for_each(|(place, vendor)| *place = *vendor);
            places
        });
        Ok(Narrowed {
            category: self.category.unwrap_or(WHOLE_MARKET),
            vendors,
            min_price: self.min_price.unwrap_or(0),
            max_price: self.max_price.unwrap_or(i64::MAX),
            in_stock_only: self.in_stock_only,
            on_sale_only: self.on_sale_only,
        })
    }
}

souk_db::row! {
    /// A product as a list shows it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProductCard {
        pub id: ProductId,
        pub slug: String,
        pub name: String,
        /// The lowest price of its variants that can be had; where none can, the lowest of all. Minor units.
        pub price: i64,
        pub compare_at: Option<i64>,
        pub in_stock: bool,
        /// Whether every piece of it existed once and is sold.
        pub is_sold: bool,
        /// File of its first picture.
        pub image: Option<String>,
        pub vendor: VendorId,
        pub vendor_slug: String,
        pub vendor_name: String,
        /// Milliseconds since 1970, as the list is sorted by it.
        pub created_ms: i64,
        /// How many reviews it has, and all their stars together.
        pub reviews: i64,
        pub stars: i64,
    }
}

/// One page of products, with how many there are over all pages when they are at most [`MAX_COUNTED`].
/// Errors: a malformed cursor, too many vendors.
pub async fn list_products(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<Page<ProductCard>> {
    let mut page = some_products(ctx, filter).await?;
    let counted = store::count(ctx, &filter.narrowed()?, MAX_COUNTED + 1).await?;
    page.total = (counted <= MAX_COUNTED).then_some(counted);
    Ok(page)
}

/// What stands ahead of the filter's page, counted up to [`MAX_COUNTED`]. Errors: as [`list_products`].
pub async fn ahead(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<Ahead> {
    let Some(after) = filter.after.as_deref() else { return Ok(Ahead::default()) };
    let (narrowed, list) = (filter.narrowed()?, list_name(filter.sort));
    let place = Place::read(after, &list)?;
    let (limit, asked) = one_more(filter.limit);
    let rows = store::count_up_to(ctx, &narrowed, filter.sort, place, MAX_COUNTED).await?;
    let nearest = store::list_up_to(ctx, &narrowed, filter.sort, place, asked).await?;
    Ok(Ahead::of(rows, &nearest, limit, &list))
}

/// The list that a cursor of this order belongs to.
fn list_name(sort: Sort) -> String {
    format!("products:{}:", sort.as_str())
}

/// One page of products, not counted: for a shelf that shows the first of many. Errors: as [`list_products`].
pub async fn some_products(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<Page<ProductCard>> {
    let narrowed = filter.narrowed()?;
    let list = list_name(filter.sort);
    let first = if filter.sort == Sort::PriceUp { Place::BELOW_ALL } else { Place::ABOVE_ALL };
    let place = start(filter.after.as_deref(), &list, first)?;
    let (limit, asked) = one_more(filter.limit);
    let cards = store::list(ctx, &narrowed, filter.sort, place, asked).await?;
    Ok(Page::of(cards, limit, &list, |card: &ProductCard| Place {
        key: if filter.sort == Sort::Newest { card.created_ms } else { card.price },
        id: *card.id.as_bytes(),
    }))
}

/// Whether anything that is shown is on sale.
pub async fn anything_on_sale(ctx: &Ctx<'_>) -> Result<bool> {
    store::anything_on_sale(ctx).await
}

/// The newest things of one vendor, at most `limit`.
pub async fn newest_of_vendor(ctx: &Ctx<'_>, vendor: VendorId, limit: u32) -> Result<Vec<ProductCard>> {
    store::list_of_vendor(ctx, vendor, limit).await
}

/// How many things of one vendor are shown, up to [`MAX_COUNTED`].
pub async fn count_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    store::count_of_vendor(ctx, vendor, MAX_COUNTED).await
}

/// How many products the filter finds, up to [`MAX_COUNTED`]; its page and order do not matter.
pub async fn count_products(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<i64> {
    store::count(ctx, &filter.narrowed()?, MAX_COUNTED).await
}

/// Cards of these products as far as they are shown, in no order.
pub async fn find_cards(ctx: &Ctx<'_>, products: &[ProductId]) -> Result<Vec<ProductCard>> {
    let mut found = Vec::new();
    for some in products.chunks(AT_ONCE) {
        found.extend(store::list_by_id(ctx, some).await?);
    }
    Ok(found)
}
