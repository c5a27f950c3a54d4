//! A whole market over a scratch database, with a clock that stands still and a bank on a port of its own.
//!
//! - [`Market`], [`Setup`]: open, look, close; [`Market::close`] proves that nothing is broken
//! - [`Good`]: what vendors sell; [`Purchase`], [`Try`]: what buyers ask
//! - [`BankControl`], [`Decision`], [`Notice`]: the bank, and what it says without being asked
//! - [`Market::ship`], [`Market::tell_parcel`]: what vendors and carriers do; [`Market::worker`]: who works for one
//! - [`app_at`]: a server of it in a process that may be killed
//! - [`SetClock`], [`SeededRandom`]: time and chance

mod bank;
mod buying;
mod closing;
mod elsewhere;
mod goods;
mod letters;
mod looking;
mod opening;
mod people;
mod receiver;
mod sending;
mod witness;
mod world;

pub use bank::{BankControl, BankLine, Decision};
pub use buying::{AMEX, CARD, Purchase, Try, address, card};
pub use elsewhere::app_at;
pub use goods::Good;
pub use opening::{Market, Ports, Setup};
pub use people::PASSWORD;
pub use receiver::Notice;
pub use witness::{Witness, seen_by};
pub use world::{SeededRandom, SetClock};

/// What the bank signs its notices with; both sides take it byte by byte.
pub const BANK_SECRET: &str = "the bank's own words";
/// What UPS signs its news of parcels with.
pub const CARRIER_SECRET: &str = "the carrier's own words";
