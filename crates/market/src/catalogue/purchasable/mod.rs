//! What cart and checkout price from: the current state of single variants.

mod store;

use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_domain::{
    ids::{CategoryId, ProductId, VariantId, VendorId},
    stock::Availability,
    tax::TaxClassCode,
    vendor::Closure,
};

use crate::{Ctx, Result};

/// A variant with everything a line of a cart needs, as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchasableVariant {
    pub variant: VariantId,
    pub product: ProductId,
    pub vendor: VendorId,
    /// Its own category first, then the ancestors, nearest first.
    pub categories: Vec<CategoryId>,
    /// The product's name.
    pub name: String,
    /// The product's slug.
    pub slug: String,
    /// The vendor's name.
    pub vendor_name: String,
    /// The vendor's slug.
    pub vendor_slug: String,
    /// Such as `Colour: Teal, Size: M`; empty for a product without options.
    pub options: String,
    pub sku: Option<String>,
    /// File of its picture, else of the product's first.
    pub image: Option<String>,
    /// Price of one piece in minor units.
    pub unit_price: i64,
    /// Whether variant, product and vendor are all active. A sold unique piece is still "for sale": ask `sold` too.
    pub for_sale: bool,
    /// The time in which its vendor is away, if it is away now: nothing of it is sold meanwhile.
    pub away: Option<Closure>,
    /// Whether it exists once.
    pub is_unique: bool,
    /// Whether it exists once and was paid for.
    pub sold: bool,
    /// Whether it is counted.
    pub tracked: bool,
    /// Whether more may be promised than is there.
    pub backorder: bool,
    pub requires_shipping: bool,
    pub taxable: bool,
    pub tax_class: TaxClassCode,
    /// Weight of one piece in grams.
    pub weight_g: u32,
    /// So many pieces, or fewer, are few; `None`: nobody wants to hear of it.
    pub low_stock_at: Option<u32>,
    /// Pieces that can still be promised, over all locations; `None` when it is not counted.
    pub available: Option<i64>,
}

impl PurchasableVariant {
    /// How many may be asked for, were it for sale.
    pub fn availability(&self) -> Availability {
        Availability::of(self.sold, self.backorder, self.available)
    }

    /// How many may be asked for: `None` for any number.
    pub fn left(&self) -> Option<u32> {
        self.availability().left()
    }

    /// Whether so many can be bought now.
    pub fn can_be_had(&self, quantity: u32) -> bool {
        self.for_sale && self.away.is_none() && self.availability().allows(quantity)
    }
}

/// The variants asked for that exist, by id. At most 200 are asked for at once: a cart has no more lines.
pub async fn purchasable_variants(ctx: &Ctx<'_>, variants: &[VariantId]) -> Result<Vec<PurchasableVariant>> {
    let mut asked = variants.to_vec();
    asked.sort_unstable();
    asked.dedup();
    let mut found = Vec::with_capacity(asked.len());
    for some in asked.chunks(store::AT_ONCE) {
        let rows = store::list(ctx, some).await?;
        let products: Vec<ProductId> = rows.iter().map(|row| row.product).collect();
        let mut categories: BTreeMap<ProductId, Vec<CategoryId>> = BTreeMap::new();
        for (product, category) in store::list_categories(ctx, &products).await? {
            categories.entry(product).or_default().push(category);
        }
        found.extend(rows.into_iter().map(|row| {
            let own = categories.get(&row.product).cloned().unwrap_or_default();
            purchasable(row, own, ctx.now)
        }));
    }
    Ok(found)
}

fn purchasable(row: store::Found, categories: Vec<CategoryId>, now: Timestamp) -> PurchasableVariant {
    let closure = row.closed_from.map(|from| Closure { from, until: row.closed_until });
    let chosen = [(&row.name1, &row.option1), (&row.name2, &row.option2), (&row.name3, &row.option3)];
    PurchasableVariant {
        variant: row.variant,
        product: row.product,
        vendor: row.vendor,
        categories,
        options: options_text(chosen.map(|(name, value)| (name.as_deref(), value.as_deref()))),
        name: row.name,
        slug: row.slug,
        vendor_name: row.vendor_name,
        vendor_slug: row.vendor_slug,
        sku: row.sku,
        image: row.own_image.or(row.first_image),
        unit_price: row.price,
        for_sale: row.active,
        away: closure.filter(|closure| closure.holds(now)),
        is_unique: row.is_unique,
        sold: row.is_unique && row.sold,
        tracked: row.tracked,
        backorder: row.backorder,
        requires_shipping: row.requires_shipping,
        taxable: row.taxable,
        tax_class: row.tax_class,
        weight_g: row.weight_g,
        low_stock_at: row.low_stock_at,
        available: row.tracked.then_some(row.available),
    }
}

/// `Colour: Teal, Size: M`, of option names and chosen values.
pub(crate) fn options_text(chosen: [(Option<&str>, Option<&str>); 3]) -> String {
    let mut text = String::new();
    for (name, value) in chosen {
        let (Some(name), Some(value)) = (name, value) else { continue };
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(name);
        text.push_str(": ");
        text.push_str(value);
    }
    text
}
