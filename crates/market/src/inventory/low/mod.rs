//! Stock that runs low: its vendor is told once each time it does. What nobody has paid may be for sale again soon: while it is low by
//! that alone it is watched, and told of once it stays so.

mod store;
mod watch;

use souk_domain::ids::VariantId;

pub use store::LowStock;
pub use watch::WatchLowStock;

use crate::{Ctx, Result, queue};

/// How little is left of a variant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lowness {
    /// There is enough, or nobody wants to hear of it.
    Enough,
    /// Few can be promised, and more than few if no order is paid that holds of it.
    UntilUnpaidLapse,
    /// Few are left, whatever becomes of orders that are not paid.
    Few(LowStock),
}

/// Whether a change of what can be promised made it so little that its vendor wants to hear of it: it was more before.
pub(super) fn ran_low(few: Option<u32>, before: i64, after: i64) -> bool {
    few.is_some_and(|few| before > i64::from(few) && after <= i64::from(few))
}

/// What is left of a variant, for whoever tells its vendor. `None`: there is enough by now, or nobody wants to hear of it.
pub async fn find_low_stock(ctx: &Ctx<'_>, variant: VariantId) -> Result<Option<LowStock>> {
    store::find(ctx, variant).await
}

/// How little is left of a variant that ran low. While only unpaid orders make it so it is watched: the same event comes once it stays so.
pub async fn judge_low_stock(ctx: &Ctx<'_>, variant: VariantId) -> Result<Lowness> {
    let lowness = lowness(ctx, variant).await?;
    if lowness == Lowness::UntilUnpaidLapse {
        store::watch(ctx, variant).await?;
        queue::enqueue::<WatchLowStock>(ctx, variant).await?;
    } else {
        store::unwatch(ctx, variant).await?;
    }
    Ok(lowness)
}

async fn lowness(ctx: &Ctx<'_>, variant: VariantId) -> Result<Lowness> {
    let Some(low) = store::find(ctx, variant).await? else { return Ok(Lowness::Enough) };
    let stays = store::left_without_unpaid(ctx, variant).await? <= i64::from(low.few);
    Ok(if stays { Lowness::Few(low) } else { Lowness::UntilUnpaidLapse })
}

#[cfg(test)]
mod tests {
    use super::ran_low;

    #[test]
    fn stock_runs_low_when_it_comes_to_the_mark_from_above() {
        for (few, before, after, told) in [
            (Some(3), 4, 3, true),
            (Some(3), 9, 0, true),
            (Some(3), 3, 2, false),
            (Some(3), 5, 4, false),
            (Some(3), 2, 5, false),
            (Some(0), 1, 0, true),
            (None, 1, 0, false),
        ] {
            assert_eq!(ran_low(few, before, after), told, "{few:?} {before} {after}");
        }
    }
}
