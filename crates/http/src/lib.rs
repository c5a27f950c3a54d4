//! The edge kit: what every face of Souk needs between the wire and a use case.
//!
//! - [`HttpState`], [`Settings`]: what the edge knows of its market and its place in the network
//! - [`Route`], [`Access`], [`Face`], [`router`]: the one table of addresses; what is not in it cannot be reached
//! - [`Refusal`]: why a request did not happen, rendered as a problem (RFC 9457) or as a page by the outermost layer
//! - [`read`]: strict bodies, queries, forms, path parts and headers
//! - [`Caller`], [`CurrentSession`], [`Client`], [`Visitor`]: who asks, from where, and in which browser
//!
//! Invariants: every refusal is a [`Refusal`] until the outermost layer writes it down and logs it, once; no path, query,
//! cart key or token reaches a log; a handler of a vendor or staff route runs only for an authenticated caller.

mod caller;
mod client;
mod compression;
pub mod cookies;
mod current_session;
mod health;
mod layers;
mod load;
mod problem;
mod rate_headers;
pub mod read;
mod refusal;
mod router;
mod routes;
pub mod saved;
mod state;
mod to_the_end;
mod visitor;

pub use caller::{Caller, StaffCaller, VendorCaller};
pub use client::Client;
pub use compression::compressing;
pub use current_session::{CurrentSession, Owner, SESSION_COOKIE};
pub use layers::RequestId;
pub use problem::Problem;
pub use refusal::Refusal;
pub use router::router;
pub use routes::{
    API, Access, Face, MEDIA, Route, SET_UP_CODES, SIGN_IN, Shed, address, moved_permanently, see_other,
};
pub use state::{ErrorContext, ErrorPage, HttpState, Settings};
pub use to_the_end::to_the_end;
pub use visitor::Visitor;

/// The routes every server answers whatever faces it shows: is it alive, is it ready, how is it doing.
pub fn health_routes() -> Vec<Route> {
    health::routes()
}

/// What a handler answers.
pub type Result<T, E = Refusal> = std::result::Result<T, E>;

#[cfg(test)]
mod tests;
