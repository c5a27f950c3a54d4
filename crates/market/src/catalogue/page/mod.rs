//! Everything the page of one product shows.

mod store;

pub(crate) use store::list_ties;

use jiff::Timestamp;
use souk_domain::{
    account::Permission,
    ids::{ImageId, ProductId, VariantId, VendorId},
    refusal::CatalogueRefusal,
    stock::Availability,
    text::fold_key,
    vendor::Closure,
};

use super::{
    Category, ProductRow, ProductStatus, Ratings, VariantRow, category_path, list_option_names,
    list_variants, ratings,
};
use crate::{Actor, Ctx, Result};

/// One product with all that belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPage {
    pub product: ProductRow,
    pub vendor: VendorOnPage,
    /// Names of the options.
    pub options: Vec<String>,
    /// The variants it is offered in.
    pub variants: Vec<VariantOnPage>,
    /// The pictures in their order; its vendor sees those that wait or failed too.
    pub images: Vec<ImageOnPage>,
    /// Its category and that one's ancestors, from the top down.
    pub path: Vec<Category>,
    /// What its reviews come to.
    pub ratings: Ratings,
}

souk_db::row! {
    /// Who sells it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VendorOnPage {
        pub id: VendorId,
        pub slug: String,
        pub name: String,
        pub tagline: String,
        pub city: String,
        pub country: String,
        pub open: bool,
        /// What it says of delivery and returns; empty: as the market has it.
        pub delivery_note: String,
        pub return_note: String,
        pub(crate) closed_from: Option<Timestamp>,
        pub(crate) closed_until: Option<Timestamp>,
        /// What it says of being away; may be empty.
        pub closure_notice: String,
        pub created_at: Timestamp,
    }
}

impl VendorOnPage {
    /// The time in which it is away, that was or is to come; `None`: there is none.
    pub fn closure(&self) -> Option<Closure> {
        self.closed_from.map(|from| Closure { from, until: self.closed_until })
    }
}

/// A variant and whether it can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantOnPage {
    pub variant: VariantRow,
    /// Pieces that can still be promised; `None` when it is not counted.
    pub available: Option<i64>,
    /// It existed once and was paid for.
    pub is_sold: bool,
    /// It exists once, and an order that is not paid yet holds it.
    pub on_hold: bool,
}

impl VariantOnPage {
    /// Whether it can be put into a cart now.
    pub fn can_be_had(&self) -> bool {
        Availability::of(self.is_sold, self.variant.backorder, self.available).can_be_had()
    }
}

/// A picture of the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageOnPage {
    pub id: ImageId,
    /// The variants it shows; none: the whole product.
    pub variants: Vec<VariantId>,
    pub alt: String,
    /// `None` until it is there.
    pub file: Option<String>,
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// Stands in while it loads, as `#rrggbb`.
    pub colour: Option<String>,
    /// `ready`, `waiting` or `failed`.
    pub state: String,
}

/// The page of a product by id or slug. Its own vendor and staff see it whatever its status; everyone else only when it is
/// shown. Errors: not found.
pub async fn product_page(ctx: &Ctx<'_>, id_or_slug: &str) -> Result<ProductPage> {
    let product = match id_or_slug.parse::<ProductId>() {
        Ok(id) => store::find(ctx, id).await?,
        Err(_) => store::find_by_slug_key(ctx, &fold_key(id_or_slug)).await?,
    };
    let product = product.ok_or(CatalogueRefusal::ProductNotFound)?;
    let vendor = store::find_vendor(ctx, product.vendor).await?;
    let insider = is_insider(ctx.actor, product.vendor);
    if !insider && (product.status != ProductStatus::Active || !vendor.open) {
        return Err(CatalogueRefusal::ProductNotFound.into());
    }
    let mut images = store::list_images(ctx, product.id).await?;
    images.retain(|image| insider || image.file.is_some());
    Ok(ProductPage {
        vendor,
        options: list_option_names(ctx, product.id).await?,
        variants: variants(ctx, product.id).await?,
        images,
        path: category_path(ctx, product.category).await?,
        ratings: ratings::find(ctx, product.id).await?,
        product,
    })
}

/// The slug of the product that is shown under a slug, however it is spelled.
pub(super) async fn shown_slug(ctx: &Ctx<'_>, slug: &str) -> Result<Option<String>> {
    store::find_shown_slug(ctx, &fold_key(slug)).await
}

fn is_insider(actor: Actor, vendor: VendorId) -> bool {
    actor.vendor() == Some(vendor) || actor.permissions().has(Permission::CatalogueRead)
}

async fn variants(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<VariantOnPage>> {
    let stock = store::list_stock(ctx, product).await?;
    let on_page = |variant: VariantRow| {
        let level = stock.iter().find(|level| level.variant == variant.id);
        let (on_hand, available) = level.map_or((0, 0), |level| (level.on_hand, level.available));
        let is_sold = variant.is_unique && variant.sold_at.is_some();
        VariantOnPage {
            available: variant.tracked.then_some(available),
            is_sold,
            on_hold: variant.is_unique && !is_sold && on_hand > 0 && available == 0,
            variant,
        }
    };
    Ok(list_variants(ctx, product).await?.into_iter().map(on_page).collect())
}
