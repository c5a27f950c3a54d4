//! Stock that runs low: its vendor is told once each time it does.

mod store;

use souk_domain::ids::VariantId;

pub use store::LowStock;

use crate::{Ctx, Result};

/// Whether a change of what can be promised made it so little that its vendor wants to hear of it: it was more before.
pub(super) fn ran_low(few: Option<u32>, before: i64, after: i64) -> bool {
    few.is_some_and(|few| before > i64::from(few) && after <= i64::from(few))
}

/// What is left of a variant, for whoever tells its vendor. `None`: there is enough by now, or nobody wants to hear of it.
pub async fn find_low_stock(ctx: &Ctx<'_>, variant: VariantId) -> Result<Option<LowStock>> {
    store::find(ctx, variant).await
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
