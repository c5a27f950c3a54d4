//! Who bought goes from orders that are done, once they have left.

mod store;

pub(crate) use store::{forget_buyer, list_deleted_buyers, list_done_of_buyer};
