use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds::{self, product::MAX_OPTIONS},
    ids::{CategoryId, ProductId, VendorId},
    tax::TaxClassCode,
    text::{MAX_KEY_CHARS, Slug, fold_key, search_key},
};

use super::super::{NewProduct, ProductDetails, ProductStatus};
use crate::{Ctx, Result};

table! {
    /// A product as it is stored; `specs` and `tags` are JSON.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ProductRow in "product", public {
        pub id: ProductId,
        pub vendor as vendor_id: VendorId,
        pub category as category_id: CategoryId,
        pub(crate) handle_key: String [max(MAX_KEY_CHARS)],
        pub slug: String [max(Slug::MAX_CHARS)],
        pub(crate) slug_key: String [max(MAX_KEY_CHARS)],
        pub name: String [free_text, max(bounds::product::MAX_NAME_CHARS)],
        /// The name as it is looked for.
        pub(crate) name_key: String [free_text],
        pub brand: String [free_text, max(bounds::product::MAX_BRAND_CHARS)],
        pub description: String [free_text],
        pub seo_title: String [free_text, max(bounds::product::MAX_SEO_TITLE_CHARS)],
        pub seo_description: String [free_text, max(bounds::product::MAX_SEO_DESCRIPTION_CHARS)],
        pub specs: String [free_text],
        pub tags: String [free_text],
        pub(crate) metadata: String [free_text],
        pub tax_class: TaxClassCode [max(bounds::tax::MAX_CLASS_CHARS)],
        pub status: ProductStatus,
        /// Why the staff rejected it.
        pub rejection: Option<String> [free_text, max(bounds::product::MAX_REJECTION_CHARS)],
        pub price: i64,
        pub compare_at: Option<i64>,
        pub in_stock: bool,
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

impl ProductRow {
    /// Particulars, as written by the vendor.
    pub fn specs(&self) -> Vec<(String, String)> {
        serde_json::from_str(&self.specs).unwrap_or_default()
    }

    /// Tags, as written by the vendor.
    pub fn tags(&self) -> Vec<String> {
        serde_json::from_str(&self.tags).unwrap_or_default()
    }
}

impl ProductRow {
    /// Why the staff rejected it, as long as its vendor has to do something about it: what was sent again waits for the staff.
    pub fn told_rejection(&self) -> Option<&str> {
        self.rejection.as_deref().filter(|_| self.status != ProductStatus::InReview)
    }

    /// What is kept beside its texts.
    pub fn details(&self) -> ProductDetails {
        ProductDetails {
            brand: self.brand.clone(),
            seo_title: self.seo_title.clone(),
            seo_description: self.seo_description.clone(),
            metadata: serde_json::from_str(&self.metadata).unwrap_or_default(),
            tax_class: self.tax_class.clone(),
        }
    }
}

/// A map as it is stored.
pub(crate) fn written_map(map: &BTreeMap<String, String>) -> String {
    serde_json::to_string(map).unwrap_or_else(|_| "{}".to_owned())
}

/// A list as it is stored.
pub(crate) fn written<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

pub(crate) async fn insert_if_free(
    ctx: &Ctx<'_>,
    id: ProductId,
    vendor: VendorId,
    new: &NewProduct,
    slug: &Slug,
    handle_key: &str,
) -> Result<bool> {
    let product = ProductRow {
        id,
        vendor,
        category: new.category,
        handle_key: handle_key.to_owned(),
        slug: slug.to_string(),
        slug_key: fold_key(slug.as_str()),
        name: new.name.clone(),
        name_key: search_key(&new.name),
        brand: new.details.brand.clone(),
        description: new.description.clone(),
        seo_title: new.details.seo_title.clone(),
        seo_description: new.details.seo_description.clone(),
        specs: written(&new.specs),
        tags: written(&new.tags),
        metadata: written_map(&new.details.metadata),
        tax_class: new.details.tax_class.clone(),
        status: new.status,
        rejection: None,
        price: 0,
        compare_at: None,
        in_stock: false,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert_missing(&[product]).await?;
    Ok(ctx.tx.find::<ProductId>(sql!("select id from product where id = ?"), params![id]).await?.is_some())
}

pub(crate) async fn lock(ctx: &Ctx<'_>, id: ProductId) -> Result<Option<ProductRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns product} from product where id = ? {for update}"), params![id])
        .await?)
}

/// Whose a product is.
pub(crate) async fn find_vendor(ctx: &Ctx<'_>, id: ProductId) -> Result<Option<VendorId>> {
    Ok(ctx.tx.find(sql!("select vendor_id from product where id = ?"), params![id]).await?)
}

/// Whose the product is that stands under a slug.
pub(crate) async fn find_vendor_of_slug(ctx: &Ctx<'_>, slug_key: &str) -> Result<Option<VendorId>> {
    Ok(ctx.tx.find(sql!("select vendor_id from product where slug_key = ?"), params![slug_key]).await?)
}

/// The product a vendor calls by this handle.
pub async fn find_product_by_handle(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    handle: &str,
) -> Result<Option<ProductRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns product} from product where vendor_id = ? and handle_key = ?"),
            params![vendor, fold_key(handle)],
        )
        .await?)
}

pub(crate) async fn slug_taken(ctx: &Ctx<'_>, slug_key: &str, by_other_than: ProductId) -> Result<bool> {
    let taker: Option<ProductId> =
        ctx.tx.find(sql!("select id from product where slug_key = ?"), params![slug_key]).await?;
    Ok(taker.is_some_and(|taker| taker != by_other_than))
}

pub(crate) async fn update(ctx: &Ctx<'_>, product: &ProductRow, slug_key: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update product set category_id = ?, slug = ?, slug_key = ?, name = ?, name_key = ?, brand = ?, description = ?, \
                 seo_title = ?, seo_description = ?, specs = ?, tags = ?, metadata = ?, tax_class = ?, status = ?, rejection = ?, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![
                product.category,
                product.slug,
                slug_key,
                product.name,
                search_key(&product.name),
                product.brand,
                product.description,
                product.seo_title,
                product.seo_description,
                product.specs,
                product.tags,
                product.metadata,
                product.tax_class,
                product.status,
                product.rejection,
                ctx.now,
                product.id
            ],
        )
        .await?;
    Ok(())
}

table! {
    /// What a product can be chosen by, such as its colour.
    struct OptionRow in "product_option", public {
        product_id: ProductId,
        position: i64,
        name: String [free_text, max(bounds::product::MAX_OPTION_NAME_CHARS)],
    }
}

/// Names of a product's options, in their order.
pub async fn list_option_names(ctx: &Ctx<'_>, product: ProductId) -> Result<Vec<String>> {
    Ok(ctx
        .tx
        .list(
            sql!("select name from product_option where product_id = ? order by position limit ?"),
            params![product, MAX_OPTIONS as i64],
        )
        .await?)
}

pub(crate) async fn replace_options(ctx: &Ctx<'_>, product: ProductId, options: &[String]) -> Result<()> {
    ctx.tx.run(sql!("delete from product_option where product_id = ?"), params![product]).await?;
    let rows: Vec<OptionRow> = (1_i64..)
        .zip(options)
        .map(|(position, name)| OptionRow { product_id: product, position, name: name.clone() })
        .collect();
    Ok(ctx.tx.insert_all(&rows).await?)
}

/// Whether an order or a cart names one of its variants.
pub(crate) async fn is_wanted(ctx: &Ctx<'_>, product: ProductId) -> Result<bool> {
    let wanted: Option<i64> = ctx
        .tx
        .find(
            sql!(
                "select 1 from variant v where v.product_id = ? and \
                 (exists (select 1 from order_line l where l.variant_id = v.id) \
                  or exists (select 1 from cart_line c where c.variant_id = v.id)) limit 1"
            ),
            params![product],
        )
        .await?;
    Ok(wanted.is_some())
}

/// Removes the product and everything that hangs on it.
pub(crate) async fn delete(ctx: &Ctx<'_>, product: ProductId) -> Result<()> {
    for statement in [
        sql!(
            "delete from variant_image where image_id in (select id from product_image where product_id = ?)"
        ),
        sql!("delete from listing where product_id = ?"),
        sql!("delete from product_image where product_id = ?"),
        sql!("delete from stock_movement where variant_id in (select id from variant where product_id = ?)"),
        sql!("delete from stock_level where variant_id in (select id from variant where product_id = ?)"),
        sql!("delete from variant_price where variant_id in (select id from variant where product_id = ?)"),
        sql!("delete from low_stock_watch where variant_id in (select id from variant where product_id = ?)"),
        sql!("delete from variant where product_id = ?"),
        sql!("delete from product_option where product_id = ?"),
        sql!("delete from product where id = ?"),
    ] {
        ctx.tx.run(statement, params![product]).await?;
    }
    Ok(())
}

/// How many products a vendor has, whatever their status.
pub(in crate::catalogue) async fn count_of_vendor(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from product where vendor_id = ?"), params![vendor]).await?)
}
