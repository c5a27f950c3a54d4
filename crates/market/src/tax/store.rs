use souk_db::{params, row, sql};
use souk_domain::pricing::TaxRule;

use crate::{Ctx, Result};

/// Every state of every country twice over.
const MOST: i64 = 10_000;

row! {
    struct Stored {
        country: String,
        region: Option<String>,
        bps: u32,
        taxes_shipping: bool,
        included: Option<bool>,
    }
}

pub(super) async fn list(ctx: &Ctx<'_>) -> Result<Vec<TaxRule>> {
    let stored: Vec<Stored> = ctx
        .tx
        .list(
            sql!(
                "select country, region, rate_bps, taxes_shipping, included from tax_rule \
                 order by created_at, id limit ?"
            ),
            params![MOST],
        )
        .await?;
    let rule = |Stored { country, region, bps, taxes_shipping, included }| TaxRule {
        country,
        region,
        bps,
        taxes_shipping,
        included,
    };
    Ok(stored.into_iter().map(rule).collect())
}
