use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{bounds::vendor::MAX_LOCATIONS, ids::VariantId};

use crate::{
    Ctx, Result,
    stored::{few_of_variant, left_of_variant},
};

row! {
    /// A variant of which few are left.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LowStock {
        /// The product's name.
        pub name: String,
        pub option1: Option<String>,
        pub option2: Option<String>,
        pub option3: Option<String>,
        pub vendor_name: String,
        /// Where its vendor reads letters.
        pub vendor_email: String,
        /// So many pieces, or fewer, are few.
        pub few: u32,
        /// Pieces that can still be promised over all places.
        pub left: i64,
    }
}

impl LowStock {
    /// The chosen value of each option.
    pub fn values(&self) -> Vec<String> {
        [&self.option1, &self.option2, &self.option3].into_iter().flatten().cloned().collect()
    }
}

/// The variant, while few are left of it.
pub(super) async fn find(ctx: &Ctx<'_>, variant: VariantId) -> Result<Option<LowStock>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!(
                "select p.name, v.option1, v.option2, v.option3, s.name, s.email, v.low_stock_at, ",
                left_of_variant!(),
                " from variant v join product p on p.id = v.product_id join vendor s on s.id = p.vendor_id \
                 where v.id = ? and v.low_stock_at is not null and ",
                few_of_variant!()
            )),
            params![variant],
        )
        .await?)
}

/// Pieces of a variant that could be promised over all places if every order lapsed that is not paid.
pub(super) async fn left_without_unpaid(ctx: &Ctx<'_>, variant: VariantId) -> Result<i64> {
    let levels: Vec<(i64, i64, i64)> = ctx
        .tx
        .list(
            sql!(
                "select l.on_hand, l.reserved, coalesce((select {sum r.reserved} from reservation r \
                 where r.variant_id = l.variant_id and r.location_id = l.location_id and r.reserved > 0), 0) \
                 from stock_level l where l.variant_id = ? order by l.location_id limit ?"
            ),
            params![variant, MAX_LOCATIONS as i64],
        )
        .await?;
    Ok(levels.into_iter().map(|(on_hand, held, unpaid)| (on_hand - (held - unpaid)).max(0)).sum())
}

table! {
    /// A variant that is looked at again.
    struct WatchRow in "low_stock_watch", private {
        variant_id: VariantId,
        created_at: Timestamp,
    }
}

/// Looks at a variant again, unless it is looked at already.
pub(super) async fn watch(ctx: &Ctx<'_>, variant: VariantId) -> Result<()> {
    ctx.tx.insert_missing(&[WatchRow { variant_id: variant, created_at: ctx.now }]).await?;
    Ok(())
}

/// Looks at it no more. False: it was not looked at.
pub(super) async fn unwatch(ctx: &Ctx<'_>, variant: VariantId) -> Result<bool> {
    Ok(ctx.tx.run(sql!("delete from low_stock_watch where variant_id = ?"), params![variant]).await? > 0)
}
