use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::ids::ProductId;

use super::Ratings;
use crate::{Ctx, Result};

table! {
    struct ProductRating in "product_rating", public {
        product_id: ProductId,
        ones: i64,
        twos: i64,
        threes: i64,
        fours: i64,
        fives: i64,
        updated_at: Timestamp,
    }
}

/// What the reviews of a product come to.
pub(crate) async fn find(ctx: &Ctx<'_>, product: ProductId) -> Result<Ratings> {
    let found: Option<ProductRating> = ctx
        .tx
        .find(
            sql!("select {columns product_rating} from product_rating where product_id = ?"),
            params![product],
        )
        .await?;
    Ok(found
        .map_or_else(Ratings::default, |row| Ratings([row.ones, row.twos, row.threes, row.fours, row.fives])))
}

/// Counts a review of so many stars, or counts one no more.
pub(crate) async fn count_rating(ctx: &Ctx<'_>, product: ProductId, stars: u32, by: i64) -> Result<()> {
    let Ratings([ones, twos, threes, fours, fives]) = Ratings::one(stars);
    let more = ProductRating {
        product_id: product,
        ones: by * ones,
        twos: by * twos,
        threes: by * threes,
        fours: by * fours,
        fives: by * fives,
        updated_at: ctx.now,
    };
    let add = "{upsert product_id} ones = product_rating.ones + {new ones}, twos = product_rating.twos + {new twos}, \
               threes = product_rating.threes + {new threes}, fours = product_rating.fours + {new fours}, \
               fives = product_rating.fives + {new fives}, updated_at = {new updated_at}";
    Ok(ctx.tx.upsert_all(&[more], add).await?)
}
