//! Vendors: whether one may sell, who does what for it, and when it is away.
//!
//! - [`VendorStatus`], [`VENDOR_STEPS`]: the life of a vendor, as one table
//! - [`MemberRole`], [`VendorPermission`]: who of its people may do what, as one table
//! - [`AccountNumber`]: where its money goes
//! - [`Closure`]: the time in which nothing of it can be bought

mod closure;
mod payout;
mod permission;
mod status;

pub use closure::Closure;
pub use payout::{AccountNumber, MAX_ACCOUNT_CHARS};
pub use permission::{MemberRole, VendorPermission};
pub use status::{VENDOR_STEPS, VendorStatus, VendorStep, may_step};
