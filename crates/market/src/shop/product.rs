use souk_db::BoxFuture;
use souk_domain::{
    ids::{ProductId, VariantId},
    refusal::CatalogueRefusal,
};

use super::{
    DeliveryEstimate, Layout, ListedProduct, TaxOnPrice, Viewer,
    cards::{listed, others},
    delivery::{Piece, Terms},
    layout,
};
use crate::{
    Actor, App, Ctx, Result,
    catalogue::{self, ProductFilter, VariantOnPage},
    paging::Page,
    reviews::{self, Review},
};

/// Other products below one, of its vendor and of its category.
const MORE: usize = 4;
/// Reviews below a product, and on each page of older ones.
pub const REVIEWS: u32 = 10;

/// A product with one of its variants chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductPage {
    pub layout: Layout,
    pub found: catalogue::ProductPage,
    /// The place of the chosen variant among them.
    pub chosen: usize,
    /// How the chosen variant would come, cheapest first; empty when it needs no parcel or nobody brings it.
    pub delivery: Vec<DeliveryEstimate>,
    pub tax: Option<TaxOnPrice>,
    /// The lowest price of the chosen variant in thirty days, where the market shows it and the price was lowered.
    pub lowest: Option<i64>,
    /// How many products its vendor sells, up to [`catalogue::MAX_COUNTED`].
    pub vendor_products: i64,
    /// The newest that buyers say of it.
    pub reviews: Page<Review>,
    /// Other products of its vendor.
    pub more: Vec<ListedProduct>,
    /// Other products of its category, none of them in `more`.
    pub related: Vec<ListedProduct>,
}

impl ProductPage {
    /// The chosen variant; a product that is shown has one.
    pub fn variant(&self) -> Option<&VariantOnPage> {
        self.found.variants.get(self.chosen)
    }
}

/// A product by slug or id, with the wished variant, or else the first that can be had. Errors: not found.
pub fn product(
    app: &App,
    viewer: Viewer,
    id_or_slug: String,
    wished: Option<VariantId>,
) -> BoxFuture<'static, Result<ProductPage>> {
    app.read_with(Actor::Guest, (viewer, id_or_slug, wished), |ctx, (viewer, id_or_slug, wished)| {
        Box::pin(load(ctx, viewer, id_or_slug, *wished))
    })
}

async fn load(
    ctx: &Ctx<'_>,
    viewer: &Viewer,
    id_or_slug: &str,
    wished: Option<VariantId>,
) -> Result<ProductPage> {
    let layout = layout::load(ctx, viewer).await?;
    let found = catalogue::product_page(ctx, id_or_slug).await?;
    let chosen = chosen(&found.variants, wished);
    let variant = &found.variants.get(chosen).ok_or(CatalogueRefusal::ProductNotFound)?.variant;
    let terms = Terms::load(ctx, &layout).await?;
    let piece = Piece {
        vendor: found.vendor.id,
        unit_price: variant.price,
        weight_g: variant.weight_g,
        taxable: variant.taxable,
        tax_class: found.product.tax_class.clone(),
        requires_shipping: variant.requires_shipping,
    };
    let own = found.product.id;
    let is_lowered = variant.compare_at.is_some_and(|before| before > variant.price);
    let lowest = if layout.market.shows_lowest_price && is_lowered {
        catalogue::lowest_price(ctx, own, variant.id).await?
    } else {
        None
    };
    let mut more = catalogue::newest_of_vendor(ctx, found.vendor.id, MORE as u32 + 1).await?;
    more.retain(|other| other.id != own);
    more.truncate(MORE);
    let mut shown: Vec<ProductId> = more.iter().map(|other| other.id).collect();
    shown.push(own);
    let beside = ProductFilter { category: Some(found.product.category), ..ProductFilter::default() };
    Ok(ProductPage {
        delivery: terms.estimates(piece.clone()),
        tax: terms.tax(piece),
        lowest,
        vendor_products: catalogue::count_of_vendor(ctx, found.vendor.id).await?,
        related: others(ctx, &layout, beside, &shown, MORE).await?,
        more: listed(ctx, &layout, more).await?,
        reviews: reviews::of_product(ctx, own, None, REVIEWS).await?,
        layout,
        found,
        chosen,
    })
}

fn chosen(variants: &[VariantOnPage], wished: Option<VariantId>) -> usize {
    let place = |fits: &dyn Fn(&VariantOnPage) -> bool| variants.iter().position(fits);
    wished
        .and_then(|wished| place(&|variant| variant.variant.id == wished))
        .or_else(|| place(&VariantOnPage::can_be_had))
        .unwrap_or_default()
}
