use jiff::Timestamp;
use souk_db::{params, row, sql};
use souk_domain::ids::{MovementId, ProductId, VariantId, VendorId};

use crate::{Ctx, Result, inventory::Reason};

row! {
    /// A variant whose stock is looked at.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VariantInStock {
        pub variant: VariantId,
        pub product: ProductId,
        /// The product's name.
        pub name: String,
        pub option1: Option<String>,
        pub option2: Option<String>,
        pub option3: Option<String>,
        pub sku: Option<String>,
        pub tracked: bool,
        pub backorder: bool,
        pub is_unique: bool,
        /// So many pieces, or fewer, are few; `None`: nobody wants to hear of it.
        pub low_stock_at: Option<u32>,
    }
}

impl VariantInStock {
    /// The chosen value of each option.
    pub fn values(&self) -> Vec<String> {
        [&self.option1, &self.option2, &self.option3].into_iter().flatten().cloned().collect()
    }
}

row! {
    /// One change of a level.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Movement {
        pub id: MovementId,
        /// The name of the place.
        pub location_name: String,
        /// So many more, or fewer.
        pub delta: i64,
        pub reason: Reason,
        /// What whoever changed it said of it.
        pub note: Option<String>,
        /// Who did it, as actors are recorded.
        pub actor: String,
        pub created_at: Timestamp,
    }
}

pub(super) async fn find(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
) -> Result<Option<VariantInStock>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select v.id, p.id, p.name, v.option1, v.option2, v.option3, v.sku, v.tracked, v.backorder, \
                 v.is_unique, v.low_stock_at \
                 from variant v join product p on p.id = v.product_id where v.id = ? and p.vendor_id = ?"
            ),
            params![variant, vendor],
        )
        .await?)
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    variant: VariantId,
    before: MovementId,
    limit: i64,
) -> Result<Vec<Movement>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select m.id, w.name, m.delta, m.reason, m.note, m.actor, m.created_at \
                 from stock_movement m join location w on w.id = m.location_id \
                 where m.variant_id = ? and m.id < ? order by m.id desc limit ?"
            ),
            params![variant, before, limit],
        )
        .await?)
}
