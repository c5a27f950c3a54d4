//! Orders: what was placed, frozen as it was placed, and where each vendor order of it stands.

mod address;
mod adjustments;
mod cash;
mod forgetting;
mod shipments;
mod store;
mod use_cases;
mod vendor_orders;
mod view;

pub use address::{StoredAddress, address_from_json, address_to_json};
pub use adjustments::AdjustmentRow;
pub(crate) use adjustments::{PlacedAs, insert_adjustments};
pub(crate) use cash::{
    count_unpaid_of_account as count_cash_of_account, count_unpaid_of_guest as count_cash_of_guest,
    lower_due, set_collected,
};
pub(crate) use forgetting::{forget_buyer, list_deleted_buyers, list_done_of_buyer};
pub use shipments::{ShipmentLineRow, ShipmentRow, ShipmentView, TrackingEventRow};
pub(crate) use shipments::{
    count_shipments, count_tracking_events, find_shipment, find_shipments_by_tracking, fulfil,
    has_carrier_event, insert_shipment, insert_tracking_event, last_carrier_news, list_orders_of_shipments,
    list_shipment_lines, list_shipments, load_shipment, save_shipment,
};
pub use store::list_best_sellers;
pub(crate) use store::{
    count_of_buyer, count_under_way_of_buyer, count_unpaid_of_account, count_unpaid_of_guest,
    count_up_to_of_buyer, find as find_row, find_before_of_buyer, give_one_to_buyer, give_to_buyer,
    has_unpaid_of_buyer, insert_event, list_expired, list_lines, list_of_buyer, lock, renew_token,
    set_cancel_reason, set_expiry, token_has_lapsed,
};
pub use use_cases::{
    list_held_vendor_orders, list_vendor_orders, load_order, show_any_order, show_order, show_vendor_order,
};
pub use vendor_orders::{
    HeldVendorOrder, HoldKind, NamedVendorOrder, OrderFacts, VendorOrderKey, VendorOrderRow,
    VendorOrderSheet, VendorOrderView, find_of_vendor, list_of_vendor,
};
pub(crate) use vendor_orders::{
    advance, advance_all, cancel_all, cancel_vendor_order, find_meant, find_place, follow_parcels, hold,
    is_held_for, is_reviewed, list_due, list_held, list_of_orders, list_reviews_due, list_sheets,
    list_vendor_rows, set_due, set_review_due, take_review_due, touch, unhold,
};
pub use view::{EventView, LineView, OrderRow, OrderView, find, find_all, find_by_number, guest_link, load};
pub(crate) use view::{Paid, list_events, load_paid};
