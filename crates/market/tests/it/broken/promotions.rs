//! What breaks the rules of promotions.

use souk_domain::pricing::{Benefit, FundedBy};
use souk_domain::promotion::PromotionDraft;
use souk_testkit::{Market, market::CARD};

use super::cases::Case;
use crate::{
    promotions::{coded, enter, promote},
    shop::DECLINED,
};

/// Two mugs for which the market gave a tenth off and free shipping, by a code; the same that ended unpaid; and a cart with the
/// code that nobody ordered.
pub(super) async fn scene_of_promotions() -> Market {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let tenth = PromotionDraft {
        funded_by: FundedBy::Platform,
        limit_per_customer: Some(1),
        ..coded("A tenth", Benefit::Percent { bps: 1_000 })
    };
    promote(&market, None, tenth, Some("TENTH")).await;
    promote(&market, Some(kiln), PromotionDraft::new("Sent free", Benefit::FreeShipping), None).await;
    for card in [CARD, DECLINED] {
        let cart = market.cart(&[(mug, 2)]).await;
        enter(&market, cart, "TENTH").await.unwrap();
        let order = market.place(cart, card).await.unwrap().order;
        if card == DECLINED {
            market.cancel(order).await.unwrap();
        }
    }
    let open = market.cart(&[(mug, 1)]).await;
    enter(&market, open, "TENTH").await.unwrap();
    market.deliver().await;
    market
}

pub(super) const PROMOTIONS: &[Case] = &[
    ("update orders set adjustments = 1 where status = 'processing'", &["order_has_other_adjustments"]),
    (
        "update order_adjustment set discount = discount - 1, platform = platform - 1 where code = 'TENTH' \
         and order_id in (select id from orders where status = 'processing')",
        &[
            "line_discount_is_not_its_adjustments",
            "line_platform_part_is_not_its_adjustments",
            "vendor_order_platform_part_is_not_its_adjustments",
        ],
    ),
    ("update promotion_use set used = used + 1", &["promotion_used_other_than_redeemed"]),
    (
        "delete from promotion_use where promotion_id in (select id from promotion where needs_code)",
        &["promotion_used_other_than_redeemed"],
    ),
    (
        "update promotion_customer set used = used + 1 where used = 1",
        &["customer_used_other_than_redeemed", "promotion_used_beyond_its_limit"],
    ),
    ("update promotion_code set used = 0", &["code_used_other_than_redeemed"]),
    (
        "update redemption set given_back_at = created_at where given_back_at is null",
        &[
            "promotion_used_other_than_redeemed",
            "customer_used_other_than_redeemed",
            "code_used_other_than_redeemed",
        ],
    ),
    (
        "update redemption set given_back_at = null where given_back_at is not null",
        &[
            "promotion_used_other_than_redeemed",
            "customer_used_other_than_redeemed",
            "code_used_other_than_redeemed",
            "use_not_given_back",
        ],
    ),
    (
        "update order_adjustment set promotion_id = {ff} where code = 'TENTH' \
         and order_id in (select id from orders where status = 'processing')",
        &["use_of_an_order_it_does_not_lower", "lowered_without_a_use"],
    ),
    ("update cart set codes = 0 where status = 'open'", &["cart_has_other_codes"]),
    (
        "delete from cart_code where cart_id in (select id from cart where status = 'open')",
        &["cart_has_other_codes"],
    ),
];
