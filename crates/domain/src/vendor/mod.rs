//! Vendors: whether one may sell, who does what for it, and when it is away.
//!
//! - [`VendorStatus`], [`VENDOR_STEPS`]: the life of a vendor, as one table
//! - [`MemberRole`], [`VendorPermission`]: who of its people may do what, as one table
//! - [`Closure`]: the time in which nothing of it can be bought

mod closure;
mod permission;
mod status;

pub use closure::Closure;
pub use permission::{MemberRole, VendorPermission};
pub use status::{VENDOR_STEPS, VendorStatus, VendorStep, may_step};
