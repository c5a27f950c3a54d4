//! People who can sign in: what their names, telephone numbers and passwords may be.
//!
//! - [`Username`], [`Phone`]: values that are unique in a market
//! - [`check_password`]: the rule for a new password, apart from the list of common ones
//! - [`Role`], [`Department`], [`Grant`], [`Permission`]: what a member of the staff may do

mod password;
mod permission;
mod permissions;
mod phone;
mod role;
#[cfg(test)]
mod tests;
mod username;

pub use password::{DEFAULT_PASSWORD_CHARS, FLOOR_PASSWORD_CHARS, MAX_PASSWORD_CHARS, check_password};
pub use permission::{Department, Permission};
pub use permissions::{Grant, Permissions};
pub use phone::{MalformedPhone, Phone};
pub use role::Role;
pub use username::Username;

/// Characters of a first or last name.
pub const MAX_NAME_CHARS: usize = 100;
/// Characters kept of what the program of a session says of itself.
pub const MAX_AGENT_CHARS: usize = 200;
/// Characters kept of the network a session was begun from.
pub const MAX_CLIENT_CHARS: usize = 64;
/// Addresses in one address book: more than anybody ships to.
pub const MAX_ADDRESSES: usize = 50;
