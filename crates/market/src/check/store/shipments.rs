//! Invariants 2, 6 and 9: what was sent is in parcels and off the shelf, and a vendor order stands where its parcels are.

use super::rule::{Rule, rule};

/// Pieces in a parcel `p` of lines that are counted.
macro_rules! counted {
    () => {
        "(select {sum s.quantity} from shipment_line s where s.shipment_id = p.id \
         and exists (select 1 from reservation r where r.order_line_id = s.order_line_id))"
    };
}

/// Pieces that a parcel `p` moved on the shelves.
macro_rules! moved {
    ($cause:literal) => {
        concat!(
            "(select {sum m.delta} from stock_movement m where m.cause_kind = '",
            $cause,
            "' and m.cause_id = p.id)"
        )
    };
}

/// Statuses of a vendor order that has arrived.
macro_rules! arrived {
    () => {
        "('delivered', 'confirmed', 'reviewed', 'completed')"
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(2, "fulfilled_is_not_in_parcels", OrderLineId, "{a} pieces count as sent, {b} are in parcels",
            "select id, fulfilled, sent from (select l.id, l.fulfilled, (select {sum s.quantity} from shipment_line s \
             join shipment p on p.id = s.shipment_id where s.order_line_id = l.id and p.status not in ('lost', 'returned')) as sent \
             from order_line l) line where fulfilled <> sent"),
        rule!(2, "parcel_is_not_what_left_the_shelf", ShipmentId, "{a} counted pieces are in it, {b} left the shelf with it",
            "select id, held, gone from (select p.id, ", counted!(), " as held, 0 - ", moved!("shipment"),
            " as gone from shipment p) parcel where held <> gone"),
        rule!(2, "return_is_not_what_was_sent", ShipmentId, "{a} counted pieces came back in it, {b} are on the shelf again",
            "select id, due, back from (select p.id, case when p.status = 'returned' then ", counted!(), " else 0 end as due, ",
            moved!("shipment_returned"), " as back from shipment p) parcel where due <> back"),
        rule!(2, "came_back_elsewhere", ShipmentId, "{a} pieces came back in it to a shelf they did not leave",
            "select m.cause_id, m.delta, 0 from stock_movement m where m.cause_kind = 'shipment_returned' and not exists \
             (select 1 from stock_movement o where o.cause_kind = 'shipment' and o.cause_id = m.cause_id \
             and o.variant_id = m.variant_id and o.location_id = m.location_id and o.delta + m.delta = 0)"),
        rule!(9, "parcel_of_another_order", ShipmentId, "a line in it is of another vendor order",
            "select s.shipment_id, 0, 0 from shipment_line s join shipment p on p.id = s.shipment_id \
             join order_line l on l.id = s.order_line_id where l.vendor_order_id <> p.vendor_order_id"),
        rule!(9, "parcel_with_nothing", ShipmentId, "nothing is in it",
            "select p.id, 0, 0 from shipment p where not exists (select 1 from shipment_line s where s.shipment_id = p.id)"),
        rule!(9, "parcel_not_told", ShipmentId, "nobody recorded how it came to its status",
            "select p.id, 0, 0 from shipment p where not exists (select 1 from tracking_event e \
             where e.shipment_id = p.id and e.status = p.status)"),
        rule!(9, "arrival_not_dated", ShipmentId, "its arrival and its status do not fit",
            "select id, 0, 0 from shipment where (status = 'delivered') <> (delivered_at is not null) \
             or (delivered_at is null) <> (delivered_by is null)"),
        rule!(9, "vendor_order_is_not_its_parcels", VendorOrderId,
            "{a} pieces are still to be sent and {b} parcels have not arrived, against its status",
            "select id, unsent, under_way from (select o.id, o.status, \
             (select {sum l.quantity - l.fulfilled - l.cancelled} from order_line l where l.vendor_order_id = o.id) as unsent, \
             (select count(*) from shipment s where s.vendor_order_id = o.id and s.status not in ('delivered', 'lost', 'returned')) as under_way, \
             (select count(*) from shipment s where s.vendor_order_id = o.id and s.status not in ('lost', 'returned')) as sent \
             from vendor_order o) part where (status = 'shipped' and (unsent > 0 or under_way = 0)) \
             or (status in ", arrived!(), " and (unsent > 0 or under_way > 0)) \
             or (status = 'processing' and unsent = 0 and sent > 0) or (status = 'pending' and sent > 0)"),
        rule!(9, "arrived_and_not_dated", VendorOrderId, "its arrival and its status do not fit",
            "select id, 0, 0 from vendor_order where (status in ", arrived!(), ") <> (delivered_at is not null) \
             or (delivered_at is null) <> (delivered_by is null)"),
        rule!(9, "never_goes_on", VendorOrderId, "it has arrived and never goes on by itself, or would though it has not",
            "select id, 0, 0 from vendor_order where (status in ('delivered', 'confirmed', 'reviewed')) <> (due_at is not null)"),
        rule!(9, "holds_miscounted", VendorOrderId, "it counts {a} holds and has {b}",
            "select id, holds, kept from (select o.id, o.holds, (select count(*) from vendor_order_hold h \
             where h.vendor_order_id = o.id and h.released_at is null) as kept from vendor_order o) part where holds <> kept"),
        rule!(9, "held_without_since", VendorOrderId, "its holds and since when it is held do not fit",
            "select id, 0, 0 from vendor_order where (holds = 0) <> (held_since is null)"),
        rule!(6, "escrow_not_released", VendorOrderId, "it is confirmed or has ended, yet {a} of its money is in escrow",
            "select id, kept, 0 from (select o.id, o.status, 0 - (select {sum e.debit} from ledger_transaction t \
             join ledger_entry e on e.transaction_id = t.id where t.vendor_order_id = o.id and e.account = 'vendor_escrow') as kept \
             from vendor_order o) part where status in ('confirmed', 'reviewed', 'completed', 'cancelled') and kept <> 0"),
        rule!(6, "released_too_early", VendorOrderId, "its money was set free before it was confirmed",
            "select o.id, 0, 0 from vendor_order o join ledger_transaction t on t.cause_id = o.id \
             where t.kind = 'release' and t.cause_kind = 'vendor_order' and o.status not in ('confirmed', 'reviewed', 'completed', 'cancelled')"),
    ]
}
