//! Orders: what was placed, frozen as it was placed, and where each part of it stands.

mod address;
mod status;
mod store;
mod view;

pub use address::{address_from_json, address_to_json};
pub(crate) use status::{advance, cancel_all};
pub use store::list_best_sellers;
pub(crate) use store::{
    OrderRow, count_unpaid_of_client, count_unpaid_of_email, find as find_row, insert_event, list_expired,
    list_parts, lock, set_cancel_reason, set_expiry,
};
pub use view::{
    EventView, LineView, OrderView, PartView, find, find_by_number, guest_link, list_of_vendor, load,
};
