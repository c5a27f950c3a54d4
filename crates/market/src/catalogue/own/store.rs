//! One fixed statement for each filter, so that each has its own plan.

use souk_db::{Statement, params, row, sql};
use souk_domain::{
    ids::{ProductId, VendorId},
    text::like_pattern,
};

use super::{OwnCounts, OwnFilter, StockFilter};
use crate::{
    Ctx, Result,
    catalogue::{ProductRow, ProductStatus},
    paging::Place,
    stored::{few_of_variant, left_of_variant},
};

row! {
    /// One of a vendor's own products in a list.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct OwnProduct {
        pub product: ProductRow,
        /// Its first picture that is there.
        pub picture: Option<String>,
        /// Variants it is offered in.
        pub variants: i64,
        /// Of these, the ones that are counted.
        pub tracked: i64,
        /// Pieces of these that can still be promised.
        pub available: i64,
        /// Variants of which few are left, by their vendor's word.
        pub low: i64,
    }
}

macro_rules! own {
    ($status:literal, $($stock:tt)*) => {
        sql!(concat!(
            "select {columns product p}, \
             (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
              order by i.position, i.id limit 1), \
             (select count(*) from variant v where v.product_id = p.id and v.status = 'active'), \
             (select count(*) from variant v where v.product_id = p.id and v.status = 'active' and v.tracked), \
             (select {sum case when l.on_hand > l.reserved then l.on_hand - l.reserved else 0 end} \
              from stock_level l join variant v on v.id = l.variant_id where v.product_id = p.id and v.status = 'active' and v.tracked), \
             (select count(*) from variant v where v.product_id = p.id and ", few_of_variant!(), ") \
             from product p where p.vendor_id = ? and ", $status, " \
             and (p.name_key like ? escape '!' or exists (select 1 from variant v where v.product_id = p.id \
                  and v.status = 'active' and v.sku_key like ? escape '!')) ",
            $($stock)*
            "and p.created_at <= ? and (p.created_at < ? or p.id < ?) order by p.created_at desc, p.id desc limit ?"
        ))
    };
}

macro_rules! low {
    () => {
        concat!("and exists (select 1 from variant v where v.product_id = p.id and ", few_of_variant!(), ") ")
    };
}

fn statement(filter: &OwnFilter) -> &'static Statement {
    match (filter.status.is_some(), filter.stock) {
        (true, StockFilter::Any) => own!("p.status = ?",),
        (true, StockFilter::Low) => own!("p.status = ?", low!(),),
        (true, StockFilter::SoldOut) => own!("p.status = ?", "and not p.in_stock ",),
        (false, StockFilter::Any) => own!("p.status <> ?",),
        (false, StockFilter::Low) => own!("p.status <> ?", low!(),),
        (false, StockFilter::SoldOut) => own!("p.status <> ?", "and not p.in_stock ",),
    }
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    filter: &OwnFilter,
    after: Place,
    limit: i64,
) -> Result<Vec<OwnProduct>> {
    let status = filter.status.unwrap_or(ProductStatus::Archived);
    let text = like_pattern(&filter.text);
    let (name, sku) = (format!("%{text}%"), format!("{text}%"));
    Ok(ctx
        .tx
        .list(statement(filter), params![vendor, status, name, sku, after.key, after.key, after.id, limit])
        .await?)
}

pub(super) async fn count(ctx: &Ctx<'_>, vendor: VendorId) -> Result<OwnCounts> {
    Ok(ctx
        .tx
        .list(
            sql!("select status, count(*) from product where vendor_id = ? group by status order by status"),
            params![vendor],
        )
        .await?)
}

pub(super) async fn list_any(
    ctx: &Ctx<'_>,
    status: ProductStatus,
    after: Place,
    limit: i64,
) -> Result<Vec<ProductRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product} from product where status = ? \
                 and updated_at >= ? and (updated_at > ? or id > ?) order by updated_at, id limit ?"
            ),
            params![status, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// The status of a vendor's own product.
pub(super) async fn find_status(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
) -> Result<Option<ProductStatus>> {
    Ok(ctx
        .tx
        .find(sql!("select status from product where id = ? and vendor_id = ?"), params![product, vendor])
        .await?)
}
