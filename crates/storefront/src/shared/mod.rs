//! What several pages of the shop have in common. Pages import from here and never from each other.

pub(crate) mod away;
pub(crate) mod cards;
pub(crate) mod cart_cookie;
pub(crate) mod coupons;
pub(crate) mod items;
pub(crate) mod json_ld;
pub(crate) mod listing_query;
pub(crate) mod makers;
pub(crate) mod order_cookies;
pub(crate) mod payment;
pub(crate) mod pictures;
pub(crate) mod priced;
pub(crate) mod sign_in;
