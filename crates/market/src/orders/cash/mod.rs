//! What of vendor orders is paid when they arrive.

mod store;

pub(crate) use store::{count_unpaid_of_account, count_unpaid_of_guest, lower_due, set_collected};
