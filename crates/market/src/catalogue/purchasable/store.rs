use jiff::Timestamp;
use souk_db::{fill_places, row, sql};
use souk_domain::{
    ids::{CategoryId, ProductId, VariantId, VendorId},
    tax::TaxClassCode,
};

use crate::{Ctx, Result};

/// Ids in one statement: most carts are smaller, and its text stays the same, so it is prepared once.
pub(super) const AT_ONCE: usize = 16;

row! {
    pub(super) struct Found {
        pub(super) variant: VariantId,
        pub(super) product: ProductId,
        pub(super) vendor: VendorId,
        pub(super) name: String,
        pub(super) slug: String,
        pub(super) vendor_name: String,
        pub(super) vendor_slug: String,
        pub(super) name1: Option<String>,
        pub(super) name2: Option<String>,
        pub(super) name3: Option<String>,
        pub(super) option1: Option<String>,
        pub(super) option2: Option<String>,
        pub(super) option3: Option<String>,
        pub(super) sku: Option<String>,
        pub(super) own_image: Option<String>,
        pub(super) first_image: Option<String>,
        pub(super) price: i64,
        pub(super) active: bool,
        pub(super) is_unique: bool,
        pub(super) sold: bool,
        pub(super) tracked: bool,
        pub(super) backorder: bool,
        pub(super) requires_shipping: bool,
        pub(super) taxable: bool,
        pub(super) tax_class: TaxClassCode,
        pub(super) weight_g: u32,
        pub(super) low_stock_at: Option<u32>,
        pub(super) available: i64,
        pub(super) closed_from: Option<Timestamp>,
        pub(super) closed_until: Option<Timestamp>,
    }
}

pub(super) async fn list(ctx: &Ctx<'_>, variants: &[VariantId]) -> Result<Vec<Found>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.id, p.id, p.vendor_id, p.name, p.slug, s.name, s.slug, o1.name, o2.name, o3.name, v.option1, \
                 v.option2, v.option3, v.sku, \
                 (select i.file from product_image i join variant_image t on t.image_id = i.id where t.variant_id = v.id \
                  and i.state = 'ready' order by i.position, i.id limit 1), \
                 (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
                  order by i.position, i.id limit 1), \
                 v.price, (v.status = 'active' and p.status = 'active' and s.status = 'active'), v.is_unique, \
                 v.sold_at is not null, v.tracked, v.backorder, v.requires_shipping, v.taxable, p.tax_class, v.weight_g, v.low_stock_at, \
                 (select {sum case when l.on_hand > l.reserved then l.on_hand - l.reserved else 0 end} \
                  from stock_level l where l.variant_id = v.id), s.closed_from, s.closed_until \
                 from variant v join product p on p.id = v.product_id join vendor s on s.id = p.vendor_id \
                 left join product_option o1 on o1.product_id = p.id and o1.position = 1 \
                 left join product_option o2 on o2.product_id = p.id and o2.position = 2 \
                 left join product_option o3 on o3.product_id = p.id and o3.position = 3 \
                 where v.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by v.id"
            ),
            &fill_places::<AT_ONCE, _>(variants),
        )
        .await?)
}

/// The categories of up to [`AT_ONCE`] products, each product's own first, then its ancestors upwards.
pub(super) async fn list_categories(
    ctx: &Ctx<'_>,
    products: &[ProductId],
) -> Result<Vec<(ProductId, CategoryId)>> {
    if products.is_empty() {
        return Ok(Vec::new());
    }
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.id, t.ancestor_id from product p join category_tree t on t.descendant_id = p.category_id \
                 where p.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by p.id, t.depth"
            ),
            &fill_places::<AT_ONCE, _>(products),
        )
        .await?)
}
