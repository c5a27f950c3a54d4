//! Accounts: made, entered and left, and what is kept for whoever is signed in.
//!
//! A session's token goes in `Authorization: Bearer st_…`; the cookie of the site counts as well. Passwords, codes and
//! tokens are read as [`crate::wire::Password`] and [`crate::wire::Code`], which nothing prints.

mod addresses;
mod leave;
mod links;
mod me;
mod own;
mod password;
mod sessions;
mod sign_in;
mod table;
mod totp;
mod wire;

pub(crate) use table::operations;

/// The account that is signed in.
const ME: &str = "/api/v1/me";
/// One of its addresses.
const ADDRESS: &str = "/api/v1/me/addresses/{address}";
