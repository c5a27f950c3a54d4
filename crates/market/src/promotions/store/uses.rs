//! How often promotions were used: counted under guards, in the order of their ids.

use std::collections::BTreeMap;

use jiff::Timestamp;
use souk_db::{fill_places, params, sql, table};
use souk_domain::ids::{OrderId, PromotionCodeId, PromotionId};

use crate::{Ctx, Result};

/// Promotions looked at in one statement.
const AT_ONCE: usize = 16;

table! {
    struct CustomerRow in "promotion_customer", private {
        promotion as promotion_id: PromotionId,
        customer_key: [u8; 32],
        used: i64,
    }
}

table! {
    /// That an order used a promotion.
    #[derive(Clone, Debug)]
    pub(in super::super) struct RedemptionRow in "redemption", private {
        pub(in super::super) promotion as promotion_id: PromotionId,
        pub(in super::super) order as order_id: OrderId,
        pub(in super::super) customer_key: [u8; 32],
        pub(in super::super) code as code_id: Option<PromotionCodeId>,
        pub(in super::super) given_back_at: Option<Timestamp>,
        pub(in super::super) created_at: Timestamp,
    }
}

/// How often a customer used promotions, by their ids; those it did not use are left out.
pub(in super::super) async fn of_customer(
    ctx: &Ctx<'_>,
    customer: &[u8; 32],
    promotions: &[PromotionId],
) -> Result<BTreeMap<PromotionId, i64>> {
    let mut uses = BTreeMap::new();
    for some in promotions.chunks(AT_ONCE) {
        let statement = sql!(
            "select promotion_id, used from promotion_customer where customer_key = ? \
             and promotion_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        let mut asked = params![customer].to_vec();
        asked.extend(fill_places::<AT_ONCE, _>(some));
        uses.extend(ctx.tx.list::<(PromotionId, i64)>(statement, &asked).await?);
    }
    Ok(uses)
}

/// Takes one use of a promotion that is still offered. False when none is left of `most`.
pub(in super::super) async fn take(ctx: &Ctx<'_>, promotion: PromotionId, most: Option<u32>) -> Result<bool> {
    let statement = sql!(
        "update promotion_use set used = used + 1 where promotion_id = ? and used < ? \
         and exists (select 1 from promotion p where p.id = promotion_use.promotion_id and p.status = 'active')"
    );
    let most = most.map_or(i64::MAX, i64::from);
    Ok(ctx.tx.guarded(statement, params![promotion, most]).await?)
}

/// Takes one use of a customer, whose row is locked from then on. False when that is more than `most`.
pub(in super::super) async fn take_of_customer(
    ctx: &Ctx<'_>,
    promotion: PromotionId,
    customer: &[u8; 32],
    most: Option<u32>,
) -> Result<bool> {
    let row = CustomerRow { promotion, customer_key: *customer, used: 1 };
    let add = "{upsert promotion_id, customer_key} used = promotion_customer.used + {new used}";
    ctx.tx.upsert_all(&[row], add).await?;
    let Some(most) = most else { return Ok(true) };
    let statement =
        sql!("select used from promotion_customer where promotion_id = ? and customer_key = ? {for update}");
    let used: i64 = ctx.tx.one(statement, params![promotion, customer]).await?;
    Ok(used <= i64::from(most))
}

/// Takes one use of a code that was not taken back. False when none is left.
pub(in super::super) async fn take_of_code(ctx: &Ctx<'_>, code: PromotionCodeId) -> Result<bool> {
    let statement = sql!(
        "update promotion_code set used = used + 1 \
         where id = ? and withdrawn_at is null and (max_uses is null or used < max_uses)"
    );
    Ok(ctx.tx.guarded(statement, params![code]).await?)
}

pub(in super::super) async fn insert_redemption(ctx: &Ctx<'_>, row: &RedemptionRow) -> Result<()> {
    Ok(ctx.tx.insert(row).await?)
}

/// What an order used and did not give back, in the order of the promotions' ids.
pub(in super::super) async fn list_redemptions(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<RedemptionRow>> {
    let statement = sql!(
        "select {columns redemption} from redemption where order_id = ? and given_back_at is null \
         order by promotion_id"
    );
    Ok(ctx.tx.list(statement, params![order]).await?)
}

/// Gives one use back, of the promotion, its customer and its code. False when it was given back before.
pub(in super::super) async fn give_back(ctx: &Ctx<'_>, used: &RedemptionRow) -> Result<bool> {
    let statement = sql!("update promotion_use set used = used - 1 where promotion_id = ? and used > 0");
    ctx.tx.run(statement, params![used.promotion]).await?;
    let statement = sql!(
        "update promotion_customer set used = used - 1 where promotion_id = ? and customer_key = ? and used > 0"
    );
    ctx.tx.run(statement, params![used.promotion, used.customer_key]).await?;
    if let Some(code) = used.code {
        let statement = sql!("update promotion_code set used = used - 1 where id = ? and used > 0");
        ctx.tx.run(statement, params![code]).await?;
    }
    let statement = sql!(
        "update redemption set given_back_at = ? where promotion_id = ? and order_id = ? and given_back_at is null"
    );
    Ok(ctx.tx.guarded(statement, params![ctx.now, used.promotion, used.order]).await?)
}
