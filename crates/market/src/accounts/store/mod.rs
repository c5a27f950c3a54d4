//! SQL of accounts, their sessions, links, addresses and codes.

mod account;
mod address;
mod session;
mod staff;
mod token;

pub(super) use account::*;
pub(super) use address::*;
pub use session::SessionRow;
pub(super) use session::*;
pub(super) use staff::*;
pub(super) use token::*;
