//! Invariants 1 and 2: stock is within its bounds, and each piece of it has a reason.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(1, "stock_out_of_bounds", VariantId, "on hand {a}, reserved {b}",
            "select variant_id, on_hand, reserved from stock_level \
             where on_hand < 0 or reserved < 0 or (not backorder and reserved > on_hand)"),
        rule!(1, "backorder_flag_differs", VariantId, "its level at one location does not say what the variant says",
            "select l.variant_id, l.on_hand, l.reserved from stock_level l join variant v on v.id = l.variant_id \
             where l.backorder <> v.backorder"),
        rule!(2, "on_hand_is_not_what_moved", VariantId, "on hand {a}, movements add up to {b}",
            "select variant_id, on_hand, moved from (select l.variant_id, l.on_hand, (select {sum m.delta} \
             from stock_movement m where m.variant_id = l.variant_id and m.location_id = l.location_id) as moved \
             from stock_level l) level where on_hand <> moved"),
        rule!(2, "reserved_is_not_what_orders_hold", VariantId, "reserved {a}, orders hold {b}",
            "select variant_id, reserved, held from (select l.variant_id, l.reserved, (select {sum r.reserved + r.allocated} \
             from reservation r where r.variant_id = l.variant_id and r.location_id = l.location_id) as held from stock_level l) level where reserved <> held"),
        rule!(2, "movement_without_level", VariantId, "{a} pieces moved where no stock is kept",
            "select m.variant_id, {sum m.delta}, 0 from stock_movement m left join stock_level l \
             on l.variant_id = m.variant_id and l.location_id = m.location_id where l.variant_id is null \
             group by m.variant_id, m.location_id"),
        rule!(2, "held_without_level", VariantId, "orders hold {a} pieces where no stock is kept",
            "select r.variant_id, {sum r.reserved + r.allocated}, 0 from reservation r left join stock_level l \
             on l.variant_id = r.variant_id and l.location_id = r.location_id \
             where l.variant_id is null and r.reserved + r.allocated > 0 group by r.variant_id, r.location_id"),
        rule!(2, "movement_repeated", MovementId, "its cause moved this stock before",
            "select m.id, m.delta, 0 from stock_movement m where exists (select 1 from stock_movement o \
             where o.cause_kind = m.cause_kind and o.cause_id = m.cause_id and o.variant_id = m.variant_id \
             and o.location_id = m.location_id and o.id < m.id)"),
    ]
}
