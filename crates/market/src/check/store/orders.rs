//! Invariant 9: stored statuses say what the rest says.

use super::rule::{Rule, rule};

/// How far along a status is, as the domain ranks it.
macro_rules! progress {
    ($status:literal) => {
        concat!(
            "case ",
            $status,
            " when 'pending' then 0 when 'processing' then 1 when 'shipped' then 2 when 'delivered' then 3 \
              when 'confirmed' then 4 when 'reviewed' then 5 when 'completed' then 6 else 255 end"
        )
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(9, "status_is_not_its_vendor_orders", OrderId, "it stands at step {a}, its vendor orders at step {b}",
            "select id, own, parts from (select o.id, ", progress!("o.status"), " as own, (select min(", progress!("p.status"),
            ") from vendor_order p where p.order_id = o.id) as parts from orders o) step where own <> parts"),
        rule!(9, "order_without_vendor_orders", OrderId, "it has no vendor order",
            "select o.id, 0, 0 from orders o where not exists (select 1 from vendor_order p where p.order_id = o.id)"),
        rule!(9, "vendor_order_without_lines", VendorOrderId, "it has no line",
            "select p.id, 0, 0 from vendor_order p where not exists (select 1 from order_line l where l.vendor_order_id = p.id)"),
        rule!(9, "shown_to_its_vendor_otherwise", VendorOrderId, "its vendor sees it unpaid, or not though it is paid",
            "select id, 0, 0 from vendor_order where (status = 'pending' and processing_at is not null) \
             or (status not in ('pending', 'cancelled') and processing_at is null)"),
        rule!(9, "cancelled_and_pieces_left", VendorOrderId, "its status and its pieces do not fit: {a} of {b} are not called off",
            "select id, left_over, quantity from (select p.id, p.status, {sum l.quantity - l.cancelled} as left_over, {sum l.quantity} as quantity \
             from vendor_order p join order_line l on l.vendor_order_id = p.id where p.processing_at is not null \
             group by p.id, p.status) part where (status = 'cancelled') <> (left_over = 0)"),
        rule!(9, "order_without_payment", OrderId, "it has no payment",
            "select o.id, 0, 0 from orders o where not exists (select 1 from payment p where p.order_id = o.id)"),
        rule!(9, "pending_and_decided", OrderId, "it waits for money, yet its payment is decided",
            "select o.id, 0, 0 from orders o join payment p on p.order_id = o.id \
             where o.status = 'pending' and p.status <> 'pending'"),
        rule!(9, "open_and_not_paid", OrderId, "its vendors may pack it, yet its payment is not assured",
            "select o.id, 0, 0 from orders o join payment p on p.order_id = o.id \
             where o.status not in ('pending', 'cancelled') and p.status not in ('authorised', 'completed') \
             and not (p.method = 'cash_on_delivery' and p.status = 'pending')"),
        rule!(9, "cancelled_and_undecided", OrderId, "it has ended, yet its payment may still be paid",
            "select o.id, 0, 0 from orders o join payment p on p.order_id = o.id \
             where o.status = 'cancelled' and p.status in ('pending', 'authorised')"),
        rule!(9, "cancelled_and_not_given_back", OrderId, "it has ended, yet {a} of its money is not on its way back",
            "select id, kept, 0 from (select o.id, p.captured - (select {sum r.total} from refund r \
             where r.payment_id = p.id and r.currency = p.currency and r.status not in ('retried', 'waived')) as kept from orders o join payment p on p.order_id = o.id \
             where o.status = 'cancelled' and not exists (select 1 from vendor_order v join shipment s on s.vendor_order_id = v.id \
             where v.order_id = o.id and s.status = 'returned' and s.shipped_at is not null)) ended where kept <> 0"),
        rule!(9, "cancelled_and_holds_stock", OrderId, "a vendor order has ended, yet it holds {a} pieces",
            "select p.order_id, {sum r.reserved + r.allocated}, 0 from reservation r join order_line l on l.id = r.order_line_id \
             join vendor_order p on p.id = l.vendor_order_id \
             where p.status = 'cancelled' and r.reserved + r.allocated > 0 group by p.order_id"),
        rule!(9, "stock_held_otherwise", OrderId, "{a} of its pieces are reserved or allocated against its status",
            "select p.order_id, {sum r.reserved + r.allocated}, 0 from reservation r join order_line l on l.id = r.order_line_id \
             join vendor_order p on p.id = l.vendor_order_id where (p.status = 'pending' and r.allocated + r.shipped > 0) \
             or (p.status not in ('pending', 'cancelled') and r.reserved > 0) group by p.order_id"),
        rule!(9, "never_ends_or_still_lapses", OrderId, "it waits without an end, or has one though it does not wait",
            "select id, 0, 0 from orders where (status = 'pending') <> (expires_at is not null)"),
        rule!(9, "cancelled_without_reason", OrderId, "it has ended and nobody said why",
            "select id, 0, 0 from orders where status = 'cancelled' and cancel_reason is null"),
        rule!(9, "reason_without_end", OrderId, "it goes on, yet a reason is kept why it ended",
            "select id, 0, 0 from orders where status not in ('pending', 'cancelled') and cancel_reason is not null"),
        rule!(9, "step_not_recorded", OrderId, "nobody recorded how it came to its status",
            "select o.id, 0, 0 from orders o where not exists (select 1 from order_event e \
             where e.order_id = o.id and e.to_status = o.status)"),
    ]
}
