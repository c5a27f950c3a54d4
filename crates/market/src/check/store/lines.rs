//! Invariants 3 and 8: a piece that exists once is sold once; a line stays what was placed, and holds what it needs.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(3, "unique_piece_on_several_lines", VariantId, "it exists once and stands on {a} open lines, {b} pieces",
            "select l.variant_id, count(*), {sum l.quantity - l.cancelled - l.returned} from order_line l \
             join vendor_order p on p.id = l.vendor_order_id \
             where l.is_unique and p.status <> 'cancelled' group by l.variant_id \
             having sum(l.quantity - l.cancelled - l.returned) > 1"),
        rule!(3, "unique_piece_counted_twice", VariantId, "it exists once and {a} pieces of it are on hand",
            "select l.variant_id, {sum l.on_hand}, 0 from stock_level l join variant v on v.id = l.variant_id \
             where v.is_unique group by l.variant_id having sum(l.on_hand) > 1"),
        rule!(3, "sold_and_not_marked", VariantId, "a paid order has it, yet it is not marked as sold",
            "select v.id, count(*), 0 from order_line l join vendor_order p on p.id = l.vendor_order_id \
             join variant v on v.id = l.variant_id where l.is_unique and v.is_unique and v.sold_at is null \
             and l.cancelled + l.returned < l.quantity and p.status not in ('pending', 'cancelled') group by v.id"),
        rule!(3, "marked_and_not_sold", VariantId, "it is marked as sold, yet no paid order has it",
            "select v.id, 0, 0 from variant v where v.is_unique and v.sold_at is not null \
             and not exists (select 1 from order_line l join vendor_order p on p.id = l.vendor_order_id \
             where l.variant_id = v.id and l.cancelled + l.returned < l.quantity \
             and p.status not in ('pending', 'cancelled'))"),
        rule!(8, "line_is_not_its_figures", OrderLineId, "its total is {a}, its figures make {b}",
            "select id, total, due from (select l.id, l.total, l.unit_price * l.quantity - l.discount \
             + case when o.tax_included then 0 else l.tax end as due from order_line l \
             join orders o on o.id = l.order_id) line where total <> due"),
        rule!(8, "line_of_another_order", OrderLineId, "it does not belong to its vendor order, product or variant",
            "select l.id, 0, 0 from order_line l left join vendor_order p on p.id = l.vendor_order_id \
             left join variant v on v.id = l.variant_id left join product g on g.id = l.product_id \
             where p.id is null or p.order_id <> l.order_id or v.id is null or v.product_id <> l.product_id \
             or g.id is null or g.vendor_id <> p.vendor_id"),
        rule!(8, "more_than_was_ordered", OrderLineId, "fulfilled {a}, returned {b} of fewer pieces",
            "select id, fulfilled, returned from order_line where fulfilled < 0 or cancelled < 0 or returned < 0 or refunded < 0 \
             or cancelled + fulfilled > quantity or returned > quantity or refunded > quantity"),
        rule!(8, "cancelled_and_not_refunded", OrderLineId, "{a} pieces were called off, {b} are paid back",
            "select id, cancelled, refunded from order_line where cancelled > refunded"),
        rule!(8, "open_and_paid_back", OrderLineId, "{a} pieces that are not called off are paid back, {b} were sent",
            "select id, refunded - cancelled, fulfilled from order_line where refunded - cancelled > fulfilled"),
        rule!(8, "cancelled_and_still_held", OrderLineId, "{a} pieces were called off, {b} of its stock were let go",
            "select l.id, l.cancelled, {sum r.released} from order_line l join reservation r on r.order_line_id = l.id \
             join vendor_order p on p.id = l.vendor_order_id where p.processing_at is not null \
             group by l.id, l.cancelled having sum(r.released) < l.cancelled"),
        rule!(8, "attempt_for_another_sum", AttemptId, "it charges {a}, the order costs {b}",
            "select a.id, a.charge, p.total from payment_attempt a join payment p on p.id = a.payment_id \
             where a.charge <> p.total"),
        rule!(2, "reservation_of_another_line", OrderLineId, "its reservation is for another variant or order",
            "select l.id, 0, 0 from reservation r join order_line l on l.id = r.order_line_id \
             where r.variant_id <> l.variant_id or r.order_id <> l.order_id"),
        rule!(2, "line_counts_other_than_was_ordered", OrderLineId, "{a} pieces are ordered, its reservations count {b}",
            "select l.id, l.quantity, {sum r.reserved + r.allocated + r.shipped + r.released} from order_line l \
             join reservation r on r.order_line_id = l.id group by l.id, l.quantity \
             having sum(r.reserved + r.allocated + r.shipped + r.released) <> l.quantity"),
        rule!(2, "fulfilled_is_not_what_was_shipped", OrderLineId, "{a} pieces are fulfilled, {b} were shipped of its stock",
            "select l.id, l.fulfilled, {sum r.shipped} from order_line l join reservation r on r.order_line_id = l.id \
             group by l.id, l.fulfilled having sum(r.shipped) <> l.fulfilled"),
        // what was not counted when it was ordered holds nothing; what was holds all of it but what was cancelled or lost
        rule!(9, "line_holds_other_than_it_needs", OrderLineId, "{a} pieces are ordered, {b} held or shipped",
            "select id, quantity, held from (select l.id, l.quantity, p.status, (select {sum r.reserved + r.allocated + r.shipped} \
             from reservation r where r.order_line_id = l.id) as held, \
             (select count(*) from reservation r where r.order_line_id = l.id) as parts, \
             l.cancelled + (select {sum s.quantity} from shipment_line s join shipment x on x.id = s.shipment_id \
             where s.order_line_id = l.id and x.status = 'lost') as gone, \
             v.tracked, v.updated_at, o.created_at from order_line l \
             join vendor_order p on p.id = l.vendor_order_id join orders o on o.id = l.order_id \
             join variant v on v.id = l.variant_id) line \
             where status in ('pending', 'processing') and (held > quantity or quantity - held > gone) \
             and (parts > 0 or (tracked and updated_at < created_at))"),
    ]
}
