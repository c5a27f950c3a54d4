//! Orders: what was placed, frozen as it was placed, and where each vendor order of it stands.

mod address;
mod store;
mod use_cases;
mod vendor_orders;
mod view;

pub use address::{StoredAddress, address_from_json, address_to_json};
pub use store::list_best_sellers;
pub(crate) use store::{
    count_of_buyer, count_under_way_of_buyer, count_unpaid_of_account, count_unpaid_of_guest,
    find as find_row, forget_buyer, give_one_to_buyer, give_to_buyer, has_unpaid_of_buyer, insert_event,
    list_deleted_buyers, list_done_of_buyer, list_expired, list_lines, list_of_buyer, lock,
    set_cancel_reason, set_expiry,
};
pub use use_cases::{list_vendor_orders, load_order, show_any_order, show_order, show_vendor_order};
pub use vendor_orders::{
    NamedVendorOrder, OrderFacts, VendorOrderKey, VendorOrderRow, VendorOrderSheet, VendorOrderView,
    advance_vendor_order, find_of_vendor, list_of_vendor,
};
pub(crate) use vendor_orders::{
    advance_all, all_sent, cancel_all, cancel_vendor_order, list_vendor_rows, touch,
};
pub use view::{EventView, LineView, OrderRow, OrderView, find, find_all, find_by_number, guest_link, load};
pub(crate) use view::{Paid, load_paid};
