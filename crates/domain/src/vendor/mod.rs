//! Vendors: who does what for one.
//!
//! - [`MemberRole`], [`VendorPermission`]: who of its people may do what, as one table

mod permission;

pub use permission::{MemberRole, VendorPermission};
