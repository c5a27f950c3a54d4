use jiff::Timestamp;
use souk_db::{fill_places, params, row, sql, table};
use souk_domain::{
    ids::{CategoryId, ProductId, VendorId},
    stock::Availability,
};

use super::WHOLE_MARKET;
use crate::{Ctx, Result};

/// Products that one statement locks.
const AT_ONCE: usize = 16;

table! {
    /// A product in one category it stands in.
    struct ListingRow in "listing", public {
        category_id: CategoryId,
        product_id: ProductId,
        vendor_id: VendorId,
        price: i64,
        in_stock: bool,
        created_at: Timestamp,
        on_sale: bool,
    }
}

row! {
    pub(super) struct Shown {
        pub(super) price: i64,
        pub(super) compare_at: Option<i64>,
        pub(super) in_stock: bool,
        pub(super) active: bool,
    }
}

/// What a product costs, what it cost before, and whether it can be had.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Offered {
    pub(super) price: i64,
    pub(super) compare_at: Option<i64>,
    pub(super) in_stock: bool,
}

impl Shown {
    pub(super) fn offered(&self) -> Offered {
        Offered { price: self.price, compare_at: self.compare_at, in_stock: self.in_stock }
    }
}

/// Keeps the status of a vendor what it is until the transaction ends; edits of its products do not wait for each other.
pub(super) async fn hold_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    ctx.tx.find::<VendorId>(sql!("select id from vendor where id = ? {for share}"), params![vendor]).await?;
    Ok(())
}

/// Locks the product, so that two sales of its last variants cannot both think the other's is still there.
pub(super) async fn lock_product(ctx: &Ctx<'_>, product: ProductId) -> Result<Option<Shown>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select price, compare_at, in_stock, status = 'active' and exists \
                 (select 1 from vendor where vendor.id = product.vendor_id and vendor.status = 'active') \
                 from product where id = ? {for update}"
            ),
            params![product],
        )
        .await?)
}

/// Locks products by id.
pub(super) async fn lock_products(ctx: &Ctx<'_>, products: &[ProductId]) -> Result<()> {
    for some in products.chunks(AT_ONCE) {
        let lock = sql!(
            "select id from product where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by id {for update}"
        );
        ctx.tx.list::<ProductId>(lock, &fill_places::<AT_ONCE, _>(some)).await?;
    }
    Ok(())
}

row! {
    /// What one active variant offers.
    pub(super) struct Offer {
        pub(super) price: i64,
        pub(super) compare_at: Option<i64>,
        sold: bool,
        tracked: bool,
        backorder: bool,
        available: i64,
    }
}

impl Offer {
    pub(super) fn can_be_had(&self) -> bool {
        Availability::of(self.sold, self.backorder, self.tracked.then_some(self.available)).can_be_had()
    }
}

pub(super) async fn list_offers(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<Offer>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.price, v.compare_at, v.sold_at is not null, v.tracked, v.backorder, \
                 (select {sum case when l.on_hand > l.reserved then l.on_hand - l.reserved else 0 end} \
                  from stock_level l where l.variant_id = v.id) \
                 from variant v where v.product_id = ? and v.status = 'active' order by v.position, v.id"
            ),
            params![product],
        )
        .await?)
}

pub(super) async fn set_offer(ctx: &Ctx<'_>, product: ProductId, offered: Offered) -> Result<()> {
    let Offered { price, compare_at, in_stock } = offered;
    ctx.tx
        .run(
            sql!("update product set price = ?, compare_at = ?, in_stock = ? where id = ?"),
            params![price, compare_at, in_stock, product],
        )
        .await?;
    Ok(())
}

/// Lists a product, as far as it is listed, as it is offered.
pub(super) async fn follow_offer(ctx: &Ctx<'_>, product: ProductId, offered: Offered) -> Result<()> {
    let Offered { price, compare_at, in_stock } = offered;
    let on_sale = compare_at.is_some_and(|before| before > price);
    ctx.tx
        .run(
            sql!("update listing set price = ?, in_stock = ?, on_sale = ? where product_id = ?"),
            params![price, in_stock, on_sale, product],
        )
        .await?;
    Ok(())
}

pub(super) async fn delete(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    ctx.tx.run(sql!("delete from listing where product_id = ?"), params![product]).await?;
    Ok(())
}

/// One row for the category and each of its ancestors, and one for the whole market.
pub(super) async fn insert(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into listing ({columns listing}) \
                 select t.ancestor_id, p.id, p.vendor_id, p.price, p.in_stock, p.created_at, (p.compare_at is not null and p.compare_at > p.price) \
                 from product p join category_tree t on t.descendant_id = p.category_id where p.id = ?"
            ),
            params![product],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "insert into listing ({columns listing}) \
                 select ?, p.id, p.vendor_id, p.price, p.in_stock, p.created_at, \
                 (p.compare_at is not null and p.compare_at > p.price) from product p where p.id = ?"
            ),
            params![WHOLE_MARKET, product],
        )
        .await?;
    Ok(())
}

pub(super) async fn delete_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    ctx.tx.run(sql!("delete from listing where vendor_id = ?"), params![vendor]).await?;
    Ok(())
}

/// Lists every active product of the vendor that has an active variant, when the vendor is active.
pub(super) async fn insert_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "insert into listing ({columns listing}) \
                 select t.ancestor_id, p.id, p.vendor_id, p.price, p.in_stock, p.created_at, (p.compare_at is not null and p.compare_at > p.price) \
                 from vendor s join product p on p.vendor_id = s.id \
                 join category_tree t on t.descendant_id = p.category_id \
                 where s.id = ? and s.status = 'active' and p.status = 'active' \
                 and exists (select 1 from variant v where v.product_id = p.id and v.status = 'active')"
            ),
            params![vendor],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "insert into listing ({columns listing}) \
                 select ?, p.id, p.vendor_id, p.price, p.in_stock, p.created_at, (p.compare_at is not null and p.compare_at > p.price) \
                 from vendor s join product p on p.vendor_id = s.id \
                 where s.id = ? and s.status = 'active' and p.status = 'active' \
                 and exists (select 1 from variant v where v.product_id = p.id and v.status = 'active')"
            ),
            params![WHOLE_MARKET, vendor],
        )
        .await?;
    Ok(())
}
