//! Invariants 4 and 7: what promotions took off is what was frozen, and each use of one is an order's.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(4, "order_has_other_adjustments", OrderId, "it says it has {a} adjustments, there are {b}",
            "select id, said, there from (select o.id, o.adjustments as said, \
             (select count(*) from order_adjustment a where a.order_id = o.id) as there from orders o) figure where said <> there"),
        rule!(4, "line_discount_is_not_its_adjustments", OrderLineId, "{a} were taken off it, its adjustments make {b}",
            "select id, said, made from (select l.id, l.discount as said, \
             (select {sum a.discount} from order_adjustment a where a.order_id = l.order_id and a.order_line_id = l.id) as made \
             from order_line l) figure where said <> made"),
        rule!(4, "line_platform_part_is_not_its_adjustments", OrderLineId, "the market pays {a} of it, its adjustments say {b}",
            "select id, said, made from (select l.id, l.platform_discount as said, \
             (select {sum a.platform} from order_adjustment a where a.order_id = l.order_id and a.order_line_id = l.id) as made \
             from order_line l) figure where said <> made"),
        rule!(4, "vendor_order_platform_part_is_not_its_adjustments", VendorOrderId, "the market pays {a} of it, its adjustments say {b}",
            "select id, said, made from (select p.id, p.platform_discount as said, \
             (select {sum a.platform} from order_adjustment a where a.order_id = p.order_id and a.vendor_order_id = p.id) as made \
             from vendor_order p) figure where said <> made"),
        rule!(7, "promotion_used_other_than_redeemed", PromotionId, "it says it was used {a} times, {b} orders hold a use",
            "select id, said, held from (select p.id, coalesce(u.used, -1) as said, \
             (select count(*) from redemption r where r.promotion_id = p.id and r.given_back_at is null) as held \
             from promotion p left join promotion_use u on u.promotion_id = p.id) figure where said <> held"),
        // whoever lowers the limit later makes nothing wrong
        rule!(7, "promotion_used_beyond_its_limit", PromotionId, "it was used {a} times by one customer, and may be {b} times",
            "select c.promotion_id, max(c.used), max(p.limit_per_customer) from promotion_customer c \
             join promotion p on p.id = c.promotion_id where p.revision = 1 and c.used > p.limit_per_customer group by c.promotion_id"),
        rule!(7, "customer_used_other_than_redeemed", PromotionId, "its customers say they used it {a} times, {b} orders hold a use",
            "select c.promotion_id, max(c.used), max(c.held) from (select k.promotion_id, k.used, \
             (select count(*) from redemption r where r.promotion_id = k.promotion_id and r.customer_key = k.customer_key \
             and r.given_back_at is null) as held from promotion_customer k) c where c.used <> c.held group by c.promotion_id"),
        rule!(7, "code_used_other_than_redeemed", PromotionCodeId, "it says it was used {a} times, {b} orders hold a use",
            "select id, used, held from (select k.id, k.used, \
             (select count(*) from redemption r where r.code_id = k.id and r.given_back_at is null) as held \
             from promotion_code k) figure where used <> held"),
        rule!(7, "use_of_an_order_it_does_not_lower", OrderId, "it holds {a} uses of promotions that do not lower it",
            "select r.order_id, count(*), 0 from redemption r where not exists (select 1 from order_adjustment a \
             where a.order_id = r.order_id and a.promotion_id = r.promotion_id) group by r.order_id"),
        rule!(7, "lowered_without_a_use", OrderId, "{a} of its adjustments are of promotions that it holds no use of",
            "select a.order_id, count(*), 0 from order_adjustment a where not exists (select 1 from redemption r \
             where r.order_id = a.order_id and r.promotion_id = a.promotion_id) group by a.order_id"),
        rule!(7, "use_not_given_back", OrderId, "it ended unpaid and holds {a} uses of promotions",
            "select r.order_id, count(*), 0 from redemption r join orders o on o.id = r.order_id \
             join payment p on p.order_id = o.id where o.status = 'cancelled' and p.captured = 0 \
             and p.status in ('failed', 'cancelled') and r.given_back_at is null group by r.order_id"),
        rule!(7, "cart_has_other_codes", CartId, "it says it has {a} codes, there are {b}",
            "select id, said, there from (select c.id, c.codes as said, \
             (select count(*) from cart_code e where e.cart_id = c.id) as there from cart c) figure where said <> there"),
    ]
}
