//! What promotions name, by its address.

use souk_db::{params, sql};
use souk_domain::ids::{CategoryId, ProductId, VariantId, VendorId};

use crate::{Ctx, Result};

pub(in super::super) async fn product(
    ctx: &Ctx<'_>,
    slug_key: &str,
    of: Option<VendorId>,
) -> Result<Option<[u8; 16]>> {
    match of {
        Some(vendor) => {
            let own = sql!("select id from product where slug_key = ? and vendor_id = ?");
            Ok(ctx.tx.find(own, params![slug_key, vendor]).await?)
        }
        None => Ok(ctx.tx.find(sql!("select id from product where slug_key = ?"), params![slug_key]).await?),
    }
}

pub(in super::super) async fn category(ctx: &Ctx<'_>, slug_key: &str) -> Result<Option<[u8; 16]>> {
    Ok(ctx.tx.find(sql!("select id from category where slug_key = ?"), params![slug_key]).await?)
}

pub(in super::super) async fn vendor(ctx: &Ctx<'_>, slug_key: &str) -> Result<Option<[u8; 16]>> {
    Ok(ctx.tx.find(sql!("select id from vendor where slug_key = ?"), params![slug_key]).await?)
}

pub(in super::super) async fn product_slug(ctx: &Ctx<'_>, id: ProductId) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select slug from product where id = ?"), params![id]).await?)
}

pub(in super::super) async fn category_slug(ctx: &Ctx<'_>, id: CategoryId) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select slug from category where id = ?"), params![id]).await?)
}

pub(in super::super) async fn vendor_slug(ctx: &Ctx<'_>, id: VendorId) -> Result<Option<String>> {
    Ok(ctx.tx.find(sql!("select slug from vendor where id = ?"), params![id]).await?)
}

/// A variant by the address of its product: the first that is not archived.
pub(in super::super) async fn variant(
    ctx: &Ctx<'_>,
    slug_key: &str,
    of: Option<VendorId>,
) -> Result<Option<VariantId>> {
    match of {
        Some(vendor) => {
            let own = sql!(
                "select v.id from product p join variant v on v.product_id = p.id \
                 where p.slug_key = ? and p.vendor_id = ? and v.status = 'active' order by v.position, v.id limit 1"
            );
            Ok(ctx.tx.find(own, params![slug_key, vendor]).await?)
        }
        None => {
            let any = sql!(
                "select v.id from product p join variant v on v.product_id = p.id \
                 where p.slug_key = ? and v.status = 'active' order by v.position, v.id limit 1"
            );
            Ok(ctx.tx.find(any, params![slug_key]).await?)
        }
    }
}
