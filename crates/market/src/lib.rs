//! The market: use cases, each a sequence of effects in one transaction.
//!
//! A folder is a capability; `store.rs` in it holds its SQL. Folders are ranked and use only lower ranks, through their
//! `mod.rs`: the ranks are a list in ARCHITECTURE.md. What must go upward goes as an event through the [`queue`].
//!
//! - what everything stands on: [`App`], [`Ctx`], [`Actor`], [`Error`], [`ports`], [`secrets`], [`limits`], [`faults`]
//! - promises: written by [`queue`], below everything, kept by [`worker`], above everything; [`lanes`] tells how it goes
//! - what the pages of the shop show: [`shop`], and those of vendors: [`portal`]
//! - the proof that all is well: [`check`]

mod app;
mod at;
mod bell;
mod error;

pub mod access;
pub mod accounts;
pub mod audit;
pub mod cart;
pub mod catalogue;
pub mod check;
pub mod checkout;
pub mod commission;
pub mod documents;
pub mod exports;
pub mod faults;
pub mod fulfilment;
pub mod idempotency;
pub mod imports;
pub mod inventory;
pub mod joining;
pub mod lanes;
pub mod ledger;
pub mod limits;
mod listing;
pub mod mail;
pub mod notifications;
pub mod office;
pub mod opening;
pub mod orders;
mod packed;
pub mod paging;
pub mod payments;
pub mod portal;
pub mod ports;
pub mod promotions;
pub mod queue;
pub mod redirects;
pub mod refunds;
pub mod returns;
pub mod reviews;
pub mod secrets;
pub mod settings;
pub mod shipping;
pub mod shop;
mod slugs;
pub mod staff;
mod stored;
pub mod tax;
pub mod throttle;
mod tls;
mod trail;
pub mod vendors;
pub mod worker;

pub use app::{Actor, App, Cacheable, Ctx, Parts};
pub use at::At;
pub use error::{Error, Fault, Result};
pub use souk_db::{BoxFuture, Seldom};
pub use trail::Origin;
