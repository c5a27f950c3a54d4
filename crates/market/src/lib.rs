//! The market: use cases, each a sequence of effects in one transaction.
//!
//! A folder is a capability; `store.rs` in it holds its SQL. Folders are ranked and use only lower ranks, through their
//! `mod.rs`: vendors, catalogue · inventory, tax, shipping, ledger · cart, payments, orders · accounts, checkout. What must go upward
//! goes as an event through the [`queue`].
//!
//! - what everything stands on: [`App`], [`Ctx`], [`Actor`], [`Error`], [`seams`], [`secrets`], [`limits`], [`faults`]
//! - promises: written by [`queue`], below everything, kept by [`worker`], above everything; [`lanes`] tells how it goes
//! - the proof that all is well: [`check`]

mod actor;
mod app;
mod ctx;
mod error;

pub mod access;
pub mod accounts;
pub mod cart;
pub mod catalogue;
pub mod check;
pub mod checkout;
pub mod faults;
pub mod files;
pub mod idempotency;
pub mod imports;
pub mod inventory;
pub mod lanes;
pub mod ledger;
pub mod limits;
mod listing;
pub mod mail;
pub mod opening;
pub mod orders;
pub mod outgoing;
pub mod paging;
pub mod payments;
pub mod queue;
pub mod seams;
pub mod secrets;
pub mod settings;
pub mod shipping;
mod shown;
mod slugs;
mod stored;
pub mod tax;
pub mod throttle;
mod tls;
pub mod vendors;
pub mod worker;

pub use actor::Actor;
pub use app::{App, Parts};
pub use ctx::Ctx;
pub use error::{Error, Fault, Result};
pub use shown::Keep;
pub use souk_db::{BoxFuture, Seldom};
