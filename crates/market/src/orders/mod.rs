//! Orders: what was placed, frozen as it was placed, and where each part of it stands.

mod address;
mod status;
mod store;
mod use_cases;
mod view;

pub use address::{address_from_json, address_to_json};
pub(crate) use status::{advance, cancel_all};
pub use store::list_best_sellers;
pub(crate) use store::{
    OrderRow, count_of_buyer, count_unpaid_of_client, count_unpaid_of_email, find as find_row, forget_buyer,
    give_one_to_buyer, give_to_buyer, has_unpaid_of_buyer, insert_event, list_deleted_buyers,
    list_done_of_buyer, list_expired, list_of_buyer, list_parts, lock, set_cancel_reason, set_expiry,
};
pub use use_cases::{OwnPart, list_vendor_orders, load_order, show_any_order, show_order, show_vendor_order};
pub use view::{
    EventView, LineView, OrderView, PartView, find, find_by_number, guest_link, list_of_vendor, load,
};
