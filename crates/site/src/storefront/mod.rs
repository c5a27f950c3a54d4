//! The pages of the shop, one folder per capability.

//cart
pub mod catalogue;
//checkout
pub mod home;
//orders
//pages
pub mod vendors;
