//! Invariants 6, 7 and 9 of cash on delivery: it is due for what is left, taken with the arrival, and booked once for that.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(9, "cash_of_another_method", VendorOrderId, "it is paid at the door and its order is not, or the other way round",
            "select p.id, 0, 0 from vendor_order p join payment m on m.order_id = p.order_id \
             where (p.cash_due is not null) <> (m.method = 'cash_on_delivery')"),
        rule!(7, "cash_is_not_what_is_left", VendorOrderId, "{a} is due at the door, what was not called off costs {b}",
            "select id, cash_due, left_over from (select p.id, p.cash_due, p.total - (select {sum l.gross} from refund_line l \
             join refund r on r.id = l.refund_id where l.vendor_order_id = p.id and r.status = 'waived') as left_over from vendor_order p \
             where p.cash_due is not null) part where cash_due <> left_over"),
        rule!(9, "collected_otherwise_than_arrived", VendorOrderId, "it has arrived and nothing was taken at the door, or the other way round",
            "select id, 0, 0 from vendor_order where cash_due is not null \
             and (collected_at is not null) <> (status in ('delivered', 'confirmed', 'reviewed', 'completed'))"),
        rule!(6, "booked_without_collecting", VendorOrderId, "its arrival is booked {a} times, and nothing was taken at the door",
            "select id, booked, 0 from (select p.id, (select count(*) from ledger_transaction t where t.order_id = p.order_id \
             and t.vendor_order_id = p.id and t.kind = 'capture') - (select count(*) from ledger_transaction t \
             where t.order_id = p.order_id and t.vendor_order_id = p.id and t.kind = 'capture_undone') as booked \
             from vendor_order p where p.cash_due is not null and p.collected_at is null) part where booked <> 0"),
        rule!(7, "waived_though_paid_otherwise", RefundId, "it is due no more, though its order is not paid at the door",
            "select r.id, 0, 0 from refund r join payment p on p.id = r.payment_id \
             where r.status = 'waived' and p.method <> 'cash_on_delivery'"),
        rule!(9, "cash_payment_stands_otherwise", OrderId, "its payment and its vendor orders do not fit: {a} of them are to be paid, {b} are not called off",
            "select id, open_parts, kept from (select o.id, m.status, (select count(*) from vendor_order p where p.order_id = o.id \
             and p.status <> 'cancelled' and p.collected_at is null) as open_parts, (select count(*) from vendor_order p \
             where p.order_id = o.id and p.status <> 'cancelled') as kept from orders o join payment m on m.order_id = o.id \
             where m.method = 'cash_on_delivery') part \
             where (status = 'completed') <> (open_parts = 0 and kept > 0) or (status = 'pending') <> (open_parts > 0)"),
    ]
}
