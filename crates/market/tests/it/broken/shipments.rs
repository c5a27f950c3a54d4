//! What breaks which rules of parcels. Of the scene's orders one is `processing`, with a parcel in each state; one is `delivered` and
//! held; one is `confirmed`.

use super::cases::Case;

pub(super) const SHIPMENTS: &[Case] = &[
    (
        "update order_line set fulfilled = fulfilled + 1 where quantity = 4",
        &["fulfilled_is_not_in_parcels", "fulfilled_is_not_what_was_shipped"],
    ),
    (
        "update order_line set cancelled = 4 where quantity = 4",
        &[
            "more_than_was_ordered",
            "cancelled_and_not_refunded",
            "cancelled_and_still_held",
            "cancelled_and_pieces_left",
        ],
    ),
    (
        "delete from stock_movement where cause_kind = 'shipment' and cause_id in (select id from shipment where status = 'in_transit')",
        &["parcel_is_not_what_left_the_shelf", "on_hand_is_not_what_moved"],
    ),
    (
        "update stock_movement set cause_kind = 'other' where cause_kind = 'shipment_returned'",
        &["return_is_not_what_was_sent"],
    ),
    (
        "update stock_movement set delta = delta + 1 where cause_kind = 'shipment_returned'",
        &["return_is_not_what_was_sent", "on_hand_is_not_what_moved", "came_back_elsewhere"],
    ),
    (
        "update shipment_line set order_line_id = (select l.id from order_line l join orders o on o.id = l.order_id \
         where o.status = 'delivered') where shipment_id in (select id from shipment where status = 'in_transit')",
        &["parcel_of_another_order", "fulfilled_is_not_in_parcels"],
    ),
    (
        "delete from shipment_line where shipment_id in (select id from shipment where status = 'in_transit')",
        &["parcel_with_nothing", "parcel_is_not_what_left_the_shelf", "fulfilled_is_not_in_parcels"],
    ),
    ("delete from tracking_event where status = 'in_transit'", &["parcel_not_told"]),
    ("update shipment set delivered_by = null where status = 'delivered'", &["arrival_not_dated"]),
    (
        "update vendor_order set status = 'shipped' where status = 'processing'",
        &["vendor_order_is_not_its_parcels", "status_is_not_its_vendor_orders"],
    ),
    ("update vendor_order set delivered_at = null where status = 'delivered'", &["arrived_and_not_dated"]),
    ("update vendor_order set due_at = null where status = 'delivered'", &["never_goes_on"]),
    ("update vendor_order set due_at = 5 where status = 'processing'", &["never_goes_on"]),
    ("update vendor_order set holds = 2 where holds = 1", &["holds_miscounted"]),
    ("update vendor_order_hold set released_at = 5", &["holds_miscounted"]),
    ("update vendor_order set held_since = null where holds = 1", &["held_without_since"]),
    ("update ledger_transaction set vendor_order_id = null where kind = 'release'", &["escrow_not_released"]),
    (
        "update ledger_transaction set cause_id = (select id from vendor_order where status = 'delivered') where kind = 'release'",
        &["released_too_early"],
    ),
    ("delete from mail where kind = 'shipment_delivered'", &["buyer_not_told_of_parcels"]),
];
