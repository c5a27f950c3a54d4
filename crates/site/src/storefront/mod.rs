//! The pages of the shop, one folder per capability.

pub mod account;
pub mod cart;
pub mod catalogue;
pub mod checkout;
pub mod home;
pub mod orders;
pub mod pages;
pub mod vendors;
