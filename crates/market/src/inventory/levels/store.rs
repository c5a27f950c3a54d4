use souk_db::{params, row, sql};
use souk_domain::ids::{LocationId, ProductId, VariantId, VendorId};

use crate::{Ctx, Result, inventory::LevelRow};

row! {
    /// One level with what it is of.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StockRow {
        pub level: LevelRow,
        pub location_name: String,
        pub product: ProductId,
        /// The product's name.
        pub name: String,
        pub option1: Option<String>,
        pub option2: Option<String>,
        pub option3: Option<String>,
        pub sku: Option<String>,
    }
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after_variant: VariantId,
    after_location: LocationId,
    limit: i64,
) -> Result<Vec<StockRow>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns stock_level l}, w.name, p.id, p.name, v.option1, v.option2, v.option3, v.sku \
                 from stock_level l join location w on w.id = l.location_id \
                 join variant v on v.id = l.variant_id join product p on p.id = v.product_id \
                 where p.vendor_id = ? and v.status = 'active' and p.status <> 'archived' \
                 and v.id >= ? and (v.id > ? or l.location_id > ?) order by v.id, l.location_id limit ?"
            ),
            params![vendor, after_variant, after_variant, after_location, limit],
        )
        .await?)
}
