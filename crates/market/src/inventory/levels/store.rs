use souk_db::{params, row, sql};
use souk_domain::{
    bounds::vendor::MAX_LOCATIONS,
    ids::{LocationId, ProductId, VariantId, VendorId},
    text::like_pattern,
};

use super::LevelFilter;
use crate::{
    Ctx, Result,
    inventory::LevelRow,
    stored::{few_of_variant, left_of_variant},
};

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
        /// So many pieces over all places, or fewer, are few; `None`: nobody wants to hear of it.
        pub low_stock_at: Option<u32>,
        /// Pieces of the variant that can still be promised, over all places.
        pub left: i64,
        /// Whether these are few.
        pub is_low: bool,
    }
}

impl StockRow {
    /// The chosen value of each option.
    pub fn values(&self) -> Vec<String> {
        [&self.option1, &self.option2, &self.option3].into_iter().flatten().cloned().collect()
    }
}

macro_rules! levels {
    ($($which:tt)*) => {
        sql!(concat!(
            "select {columns stock_level here}, w.name, p.id, p.name, v.option1, v.option2, v.option3, v.sku, \
             v.low_stock_at, ",
            left_of_variant!(),
            ", coalesce(",
            few_of_variant!(),
            ", false) \
             from stock_level here join location w on w.id = here.location_id \
             join variant v on v.id = here.variant_id join product p on p.id = v.product_id ",
            $($which)*
        ))
    };
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    filter: &LevelFilter,
    (after_variant, after_location): (VariantId, LocationId),
    limit: i64,
) -> Result<Vec<StockRow>> {
    let text = like_pattern(&filter.text);
    let (name, sku) = (format!("%{text}%"), format!("{text}%"));
    let statement = if filter.low {
        levels!(
            "where p.vendor_id = ? and p.status <> 'archived' \
             and (p.name_key like ? escape '!' or v.sku_key like ? escape '!') and ",
            few_of_variant!(),
            " and v.id >= ? and (v.id > ? or here.location_id > ?) order by v.id, here.location_id limit ?"
        )
    } else {
        levels!(
            "where p.vendor_id = ? and v.status = 'active' and p.status <> 'archived' \
             and (p.name_key like ? escape '!' or v.sku_key like ? escape '!') \
             and v.id >= ? and (v.id > ? or here.location_id > ?) order by v.id, here.location_id limit ?"
        )
    };
    Ok(ctx
        .tx
        .list(statement, params![vendor, name, sku, after_variant, after_variant, after_location, limit])
        .await?)
}

pub(super) async fn list_of_variant(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
) -> Result<Vec<StockRow>> {
    Ok(ctx
        .tx
        .list(
            levels!("where p.vendor_id = ? and v.id = ? order by w.priority, w.id limit ?"),
            params![vendor, variant, MAX_LOCATIONS as i64],
        )
        .await?)
}
