//! Souk's rules and values: what is true of a market whatever stores, serves or shows it.
//!
//! Nothing here waits, reads, writes, or knows the time or chance: those come in as values. Amounts inside rules are
//! `i64` minor units of the one charge currency; [`money::Money`] stands at the edges. What comes from outside is
//! parsed into a type that cannot be wrong, and trusted from there on.
//!
//! - values: [`ids`], [`money`], [`quantity`], [`text`], [`network`], [`hex`], [`account`], [`address`], [`card`]
//! - [`bounds`], [`metadata`]: how long and how many
//! - rules: [`pricing`], [`promotion`], [`tax`], [`commission`], [`stock`], [`order`], [`shipment`], [`shipping`], [`ledger`],
//!   [`vendor`]
//! - [`path`], [`percent`]: where what is shown stands, and how a value stands in an address
//! - refusals: [`refusal`] (what may be said no to, and how), [`code`] (their table), [`field`]

#![cfg_attr(not(test), deny(clippy::indexing_slicing, clippy::float_arithmetic))]

pub mod account;
pub mod address;
pub mod bounds;
pub mod card;
pub mod code;
pub mod commission;
pub mod content;
pub mod field;
pub mod hex;
pub mod ids;
pub mod ledger;
pub mod metadata;
pub mod money;
pub mod network;
pub mod order;
pub mod path;
pub mod percent;
pub mod pricing;
pub mod promotion;
pub mod quantity;
pub mod refusal;
pub mod shipment;
pub mod shipping;
pub mod stock;
pub mod tax;
pub mod text;
pub mod vendor;
mod words;
